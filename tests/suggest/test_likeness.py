"""Likeness: a cosine of tf-idf weights, held against the formula by hand and by brute force."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model import Passage
from coder.suggest import LIKENESS, Material, Suggestion
from coder.suggest.likeness import LEAST, MOST, Example, Likeness, keys, likest

WORDS = ("pupil", "arriv", "union", "heat", "cold")


def examples(*given: tuple[str, str]) -> list[Example]:
    return [
        Example(f"s{number}", f"{number}.txt", Passage(0, len(words)), frozenset({code}), words)
        for number, (code, words) in enumerate(given)
    ]


def one_turn(words: str) -> Material:
    whole = [Passage(0, len(words))]
    return Material("here", "here.txt", words, whole, whole)


def test_by_hand_two_passages_of_three_words() -> None:
    # N = 2; "union" stands in both: ln(3/2); "heat" and "cold" in one: ln 3. One of each word.
    model = Likeness(examples(("a", "union heat"), ("b", "union cold")))
    common, rare = math.log(1.5), math.log(3)
    expected = (common**2 + rare**2) / (common**2 + rare**2), common**2 / (common**2 + rare**2)
    assert model.like("union heat").tolist() == pytest.approx(expected)


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1), min_size=1, max_size=6))
def test_it_is_what_the_formula_says(passages: list[list[str]]) -> None:
    known = [keys(" ".join(words)) for words in passages[1:]]
    weights = [_weights(words, known) for words in known]
    asked = _weights(keys(" ".join(passages[0])), known)
    expected = [_cosine(asked, each) for each in weights]
    model = Likeness(examples(*(("a", " ".join(words)) for words in passages[1:])))
    assert model.like(" ".join(passages[0])).tolist() == pytest.approx(expected)


def _weights(words: list[str], known: list[list[str]]) -> dict[str, float]:
    held = {word: sum(word in each for each in known) for word in words}
    rarity = {w: math.log((1 + len(known)) / (n or 1)) for w, n in held.items()}
    return {word: (1 + math.log(n)) * rarity[word] for word, n in Counter(words).items()}


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    norm = math.hypot(*a.values()) * math.hypot(*b.values())
    return sum(weight * b.get(word, 0) for word, weight in a.items()) / norm if norm else 0.0


def test_the_reason_is_the_nearest_passages_and_quotes_nobody() -> None:
    known = examples(
        ("a", "pupils arrive hungry and cold"), ("a", "pupils arrive cold"), ("b", "the union")
    )
    (found,) = Likeness(known).suggest(one_turn("A pupil arrived cold."))
    assert found.code == "a"
    assert [near.source for near in found.nearest] == ["s1", "s0"]
    assert found.reason == "words like those of 1.txt 0:18 and 0.txt 0:29"
    assert found.strength == pytest.approx(found.nearest[0].likeness, abs=1e-4)
    assert LEAST <= found.nearest[1].likeness <= found.nearest[0].likeness <= 1


def test_a_passage_says_nothing_about_its_own_words() -> None:
    words = "pupils arrive cold"
    own = Example("here", "here.txt", Passage(3, 12), frozenset({"a"}), words)
    assert list(Likeness([own]).suggest(one_turn(words))) == []


def test_at_most_a_few_codes_are_suggested_and_nothing_is_like_nothing() -> None:
    many = examples(*((f"c{number}", "pupils arrive cold") for number in range(9)))
    many += examples(("z", "the heat"))
    assert len(list(Likeness(many).suggest(one_turn("Pupils arrive cold.")))) == MOST
    assert list(Likeness([]).suggest(one_turn("Pupils arrive."))) == []
    assert list(Likeness(many).suggest(one_turn("Nobody"))) == []


@pytest.mark.parametrize(
    ("said", "alike"),
    [
        ("The pupils were cold.", False),  # two words, though they are half of what was coded
        ("The cold pupils were hungry.", True),
        ("Pupils, pupils, cold, cold pupils.", False),  # the same two again
        ("So they were all there, and then they would not have been there with us.", False),
    ],
)
def test_three_words_that_say_something_are_in_common_or_it_is_no_likeness(
    said: str, alike: bool
) -> None:
    coded = examples(("a", "So the pupils all were there, hungry, and cold, and tired with us."))
    others = examples(("b", "Unions strike"), ("b", "Heads resign"), ("b", "Staff leave"))
    assert any(s.code == "a" for s in Likeness(coded + others).suggest(one_turn(said))) == alike


def test_what_an_apostrophe_cuts_off_and_words_that_stand_everywhere_say_nothing() -> None:
    assert keys("We didn't, they don’t; it's what I would've been.") == []


FOUND = st.lists(
    st.builds(
        lambda source, at, code, strength: Suggestion(
            source, Passage(at, at + 1), code, LIKENESS, "", strength
        ),
        st.sampled_from("st"),
        st.integers(0, 50),
        st.sampled_from("ab"),
        st.integers(1, 5).map(lambda fifth: fifth / 5),
    )
)


@given(FOUND, st.integers(1, 4))
def test_of_each_code_and_source_the_likest_stay_in_their_order(
    found: list[Suggestion], most: int
) -> None:
    kept = likest(found, most)
    rest = iter(found)
    assert all(any(each is other for other in rest) for each in kept), "as they were in order"
    for place in {(each.source, each.code) for each in found}:
        every = sorted((e.strength for e in found if (e.source, e.code) == place), reverse=True)
        here = sorted((e.strength for e in kept if (e.source, e.code) == place), reverse=True)
        assert here == every[:most]


SENTENCES = st.lists(st.integers(1, 60), min_size=1, max_size=8)


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.integers(1, 50))
def test_stretches_are_whole_sentences_of_one_turn_and_leave_none_out(
    turns: list[list[int]], words: int
) -> None:
    text, spans, sentences = "", [], []
    for turn in turns:
        start = len(text)
        for count in turn:
            sentences.append(Passage(len(text), len(text) + 2 * count - 1))
            text += "w " * count
        spans.append(Passage(start, len(text) - 1))
        text += "\n"
    stretches = list(Material("s", "s", text, spans, sentences).stretches(words))
    covered = [s for s in sentences if any(stretch.contains(s) for stretch in stretches)]
    assert covered == sentences
    for stretch, after in zip(stretches, [*stretches[1:], None], strict=True):
        assert stretch.start in {s.start for s in sentences}
        assert stretch.end in {s.end for s in sentences}
        (turn_of,) = [t for t in spans if t.contains(stretch)]
        last = after is None or after.start > turn_of.end
        assert last or len(stretch.quotation(text).split()) >= words
        assert after is None or stretch.end <= after.start
