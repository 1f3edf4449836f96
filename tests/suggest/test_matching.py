"""Indicators are found where they stand: by form, by lemma, by pattern, never across turns."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model import Passage
from coder.suggest import Material, Suggestion, from_line, to_line
from coder.suggest.matching import LEMMA, LOWER, IndicatorMatcher

TEXT = (
    "Headteacher: The unions were objecting to it. We’ve had four heads.\n"
    "Interviewer: Did they object to you?\n"
    "Teacher: Strikes. They would go on strike and cripple us.\n"
)


def material(text: str = TEXT) -> Material:
    """Read by hand: labels, turns of one line, sentences that end in a stop."""
    turns, sentences = [], []
    for line in re.finditer(r"^(\w+): (.+)$", text, re.M):
        if line[1] != "Interviewer":
            turns.append(Passage(*line.span(2)))
            sentences += [
                Passage(line.start(2) + found.start(), line.start(2) + found.end())
                for found in re.finditer(r"\S[^.]*\.?", line[2])
            ]
    return Material("s1", "8a.txt", text, turns, sentences)


def found(indicators: list[str], form: str = LEMMA, text: str = TEXT) -> list[str]:
    matcher = IndicatorMatcher({"c1": indicators}, form)
    return [s.passage.quotation(text) for s in matcher.suggest(material(text))]


def test_a_phrase_is_found_in_other_forms_by_lemma_and_as_written_by_lower_case_form() -> None:
    assert found(["object to"]) == ["The unions were objecting to it."]
    assert found(["object to"], LOWER) == []
    assert found(["Objecting TO"], LOWER) == ["The unions were objecting to it."]


def test_a_token_pattern_is_found_with_its_lemmas() -> None:
    pattern = '[{"LEMMA": "object"}, {"LOWER": "to"}]'
    assert found([pattern]) == found([pattern], LOWER) == ["The unions were objecting to it."]
    choice = '[{"LEMMA": {"IN": ["walkout", "strike"]}}, {"IS_PUNCT": true}]'
    assert found([choice]) == ["Strikes."]


def test_a_curled_apostrophe_is_an_apostrophe() -> None:
    assert found(["we've had four heads"]) == ["We’ve had four heads."]


def test_what_the_interviewer_says_and_what_runs_over_two_turns_is_no_match() -> None:
    assert found(["object to you"]) == []
    assert found(["heads. Interviewer"]) == []
    assert found(["us. Teacher"], text=TEXT + "Teacher: It was.\n") == []


def test_words_over_two_sentences_suggest_both() -> None:
    assert found(["to it. We"]) == ["The unions were objecting to it. We’ve had four heads."]


def test_the_reason_names_the_indicators_and_forms_of_one_count_once() -> None:
    matcher = IndicatorMatcher({"c1": ["strike", "strikes", "cripple us"], "c2": ["strike"]})
    first, *others = matcher.suggest(material())
    assert first.passage.quotation(TEXT) == "Strikes."
    here = next(s for s in others if s.code == "c1")
    assert here.reason.count("strike") == 1
    assert "“cripple us”" in here.reason
    other = next(s for s in others if s.code == "c2")
    assert other.reason == "the indicator “strike”"
    assert 0 < other.strength < here.strength <= 1


def test_what_cannot_be_used_is_said_and_the_rest_is_found() -> None:
    matcher = IndicatorMatcher({"c1": ['[{"POS": "VERB"}]', "[{broken", "strike"]}, trained="xx_no")
    assert len(list(matcher.suggest(material()))) == 2
    notes = "\n".join(matcher.notes)
    assert "The language pipeline “xx_no” is not installed" in notes
    assert "The token pattern “VERB” needs a trained language pipeline." in notes
    assert "The token pattern “[{broken” is not JSON" in notes


WORDS = st.lists(
    st.sampled_from(["union", "strike", "Ünïon", "e\u0301", "👩‍🏫", "x", "’"]), min_size=1
)


@settings(deadline=None)  # the first call loads spaCy
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_the_quotation_always_holds_the_indicator(sentences: list[list[str]]) -> None:
    text = "Teacher: " + " ".join(" ".join(words) + "." for words in sentences) + "\n"
    looked = material(text)
    suggested = list(of_union().suggest(looked))
    quoted = [s.passage.quotation(text) for s in suggested]
    assert all("union" in words.split() or "union." in words.split() for words in quoted)
    expected = [
        s for s in looked.sentences if re.search(r"(?<!\S)union(?![^\s.])", s.quotation(text))
    ]
    assert [s.passage for s in suggested] == expected


@cache
def of_union() -> IndicatorMatcher:
    """One matcher for all examples, made by the test: it loads spaCy."""
    return IndicatorMatcher({"c1": ["union"]}, LOWER)


@given(
    st.builds(
        Suggestion,
        *[st.text()],
        st.builds(Passage, st.integers(0), st.integers(0)),
        st.text(),
        st.text(),
        st.text(),
        st.floats(0, 1),
    )
)
def test_a_suggestion_is_one_line_on_its_way_to_the_screen(suggestion: Suggestion) -> None:
    line = to_line(suggestion)
    assert "\n" not in line
    assert from_line(line) == suggestion


def test_a_trained_pipeline_is_used_where_one_is_installed(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipeline of one component that says of every word what it is, installed as a package."""
    package = tmp_path / "xx_tiny"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import spacy\n"
        "from spacy.language import Language\n"
        "@Language.component('all_are_nouns')\n"
        "def all_are_nouns(doc):\n"
        "    for token in doc:\n"
        "        token.pos_, token.lemma_ = 'NOUN', token.lower_[:4]\n"
        "    return doc\n"
        "def load(**given):\n"
        "    nlp = spacy.blank('en')\n"
        "    nlp.add_pipe('all_are_nouns')\n"
        "    return nlp\n"
    )
    about = tmp_path / "xx_tiny-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: xx_tiny\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[spacy_models]\nxx_tiny = xx_tiny\n")
    monkeypatch.syspath_prepend(tmp_path)
    pattern = '[{"POS": "NOUN", "LOWER": "unions"}]'
    matcher = IndicatorMatcher({"c1": [pattern], "c2": ["stricture"]}, LEMMA, "xx_tiny")
    assert matcher.notes == []
    by_code = {s.code: s.passage.quotation(TEXT) for s in matcher.suggest(material())}
    assert by_code["c1"] == "The unions were objecting to it."
    assert by_code["c2"] == "They would go on strike and cripple us."


def test_a_package_that_is_no_pipeline_is_never_loaded() -> None:
    from coder.suggest.pipelines import installed

    assert not any(map(installed, ("click", "os", "../xx", "", "a/b")))
