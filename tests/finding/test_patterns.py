"""Regular expressions that are wrong, or would never end, and words that are nearly those typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import Refused
from coder.finding import finder, patterns

from .test_phrases import found


def test_a_pattern_finds_in_any_case_and_by_lines() -> None:
    text = "Year 7 and year 11.\nYEAR 9"
    assert found(text, r"year \d+", "regex") == ["Year 7", "year 11", "YEAR 9"]
    assert found(text, r"^year \d+$", "regex") == ["YEAR 9"]
    assert found(text, r"x*", "regex") == []


@pytest.mark.parametrize("pattern", ["(", "[a", "a{2,1}", "*", "(?P<n>", r"\p{Nonsense}"])
def test_a_bad_pattern_is_said_in_one_sentence(pattern: str) -> None:
    with pytest.raises(Refused, match=r"is not a regular expression: .*\.$"):
        finder(pattern, "regex")


@pytest.mark.parametrize("pattern", ["a{999999999}", "(a{1,1000}){1,1000}", "a" * 3000])
def test_a_pattern_that_would_fill_the_memory_is_refused(pattern: str) -> None:
    with pytest.raises(Refused, match="too long or repeats too often"):
        finder(pattern, "regex")


def test_a_pattern_that_would_run_for_ever_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patterns, "PATIENCE", 0.05)
    looking = finder(r"(a|aa)+\$", "regex")
    with pytest.raises(Refused, match="takes too long; it was stopped"):
        list(looking.find("a" * 200))


def test_words_that_were_misheard_are_found_whole() -> None:
    text = "A damping grounds, they said. The dumpng\ngruond! A ground. The dumping ground."
    assert found(text, "dumping ground", "about") == [
        "damping grounds",
        "dumpng\ngruond",
        "dumping ground",
    ]


@pytest.mark.parametrize("words", ["abc", "", "…", "a" * 401])
def test_too_few_letters_are_like_everything(words: str) -> None:
    with pytest.raises(Refused, match="4 to 400 letters"):
        finder(words, "about")


@given(
    st.lists(st.sampled_from(["dumping ground", "x", "Ünion\n", "no. "]), max_size=30),
)
def test_words_as_typed_are_among_those_nearly_so(parts: list[str]) -> None:
    text = " ".join(parts)
    exact = list(finder("dumping ground").find(text))
    assert list(finder("dumping ground", "about").find(text)) == exact


@given(st.text(alphabet="dumping ground.\né", max_size=120))
def test_places_nearly_so_are_whole_words_in_order(text: str) -> None:
    last = 0
    for place in finder("dumping ground", "about").find(text):
        assert last <= place.start < place.end <= len(text)
        assert not (text[place.start - 1 : place.start].isalnum() and text[place.start].isalnum())
        assert not (text[place.end - 1].isalnum() and text[place.end : place.end + 1].isalnum())
        last = place.end


def test_a_place_on_the_border_of_two_blocks_is_found_once() -> None:
    for lead in range(8_150, 8_210, 7):
        text = "x " * (lead // 2) + "dumpimg ground " + "y " * 5_000
        assert found(text, "dumping ground", "about") == ["dumpimg ground"]
