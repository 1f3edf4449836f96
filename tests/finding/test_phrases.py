"""Phrases: whole words in order, without case and accents, over sentence ends and any signs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coder.errors import Refused
from coder.finding import finder


def found(text: str, words: str, how: str = "words") -> list[str]:
    return [place.quotation(text) for place in finder(words, how).find(text)]


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("It is hard. Nobody stays.", "hard nobody", ["hard. Nobody"]),
        ("Dumping\nGROUND; a-b", "dumping ground", ["Dumping\nGROUND"]),
        ("a dumping-ground", "dumping ground", ["dumping-ground"]),
        ("We don’t. They don't.", "don't", ["don’t", "don't"]),
        ("the school’s “own” way", "school's own", ["school’s “own"]),
        ("Café, CAFE, cafe\u0301!", "cafe", ["Café", "CAFE", "cafe\u0301"]),
        ("cafe", "Café", ["cafe"]),
        ("the class, classes, subclass", "class", ["class"]),
        ("behaviour, behavioural, misbehaviour", "behaviou*", ["behaviour", "behavioural"]),
        ("co\u00adoperate", "cooperate", ["co\u00adoperate"]),
        ("Straße STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("ﬁnal final", "FINAL", ["ﬁnal", "final"]),
        ("Acme™ acmetm", "acme", ["Acme"]),
        ("[city name] city_name", "[city name]", ["city name", "city_name"]),
        ("no no no", "no no", ["no no"]),
    ],
)
def test_what_a_phrase_finds(text: str, words: str, places: list[str]) -> None:
    assert found(text, words) == places


@pytest.mark.parametrize("hostile", ['"', "*", "-", ":", "()", "…", "  ", "\x00", "“”", "_"])
def test_signs_alone_are_nothing_to_look_for(hostile: str) -> None:
    with pytest.raises(Refused, match=r"to look for; signs alone"):
        finder(hostile)


def test_a_phrase_has_an_end() -> None:
    with pytest.raises(Refused, match="200 words at most"):
        finder("a " * 201)


def _words(text: str) -> list[tuple[str, int, int]]:
    """Return each word, folded character by character, with its range: by the rules as written."""
    words: list[tuple[str, int, int]] = []
    at_word = False
    for at, char in enumerate(text):
        kind = unicodedata.category(char)
        if kind in ("Mn", "Me") or (kind == "Cf" and char != "\u200b"):
            if at_word:
                word, start, _ = words.pop()
                words.append((word, start, at + 1))
            continue
        if char.isalnum():
            plain = unicodedata.normalize("NFKD", char).casefold()
            plain = "".join(c for c in plain if unicodedata.category(c) != "Mn")
            if not at_word:
                words.append(("", at, at))
            word, start, _ = words.pop()
            words.append((word + plain, start, at + 1))
            at_word = True
        else:
            at_word = False
    return words


def _by_hand(text: str, asked: str) -> list[tuple[int, int]]:
    words, wanted = _words(text), [word for word, _, _ in _words(asked)]
    places, at = [], 0
    while at + len(wanted) <= len(words):
        here = words[at : at + len(wanted)]
        if [word for word, _, _ in here] == wanted:
            places.append((here[0][1], here[-1][2]))
            at += len(wanted)
        else:
            at += 1
    return places


ALPHABET = "abAB \n.’'-_éÉßﬁİ\u0301\u00ad\u200b™1²"


@given(
    st.text(alphabet=ALPHABET, max_size=40), st.text(alphabet="abé ß'.1", min_size=1, max_size=5)
)
@example("ab.\nAb e\u0301", "b ab")
@example("\u0301a", "a")
@example("a\u0301\u00ad.a", "a")
def test_every_place_is_the_one_found_by_hand(text: str, asked: str) -> None:
    if not _words(asked):
        return
    places = [(place.start, place.end) for place in finder(asked).find(text)]
    assert places == _by_hand(text, asked)


LEMMAS = [
    ("object to", "They were objecting to it. He objected, to us. An objection to it.", 2),
    ("teach", "teach teaches taught teaching teacher", 4),
    ("hope", "hope hopes hoped hoping hop hopping hops", 4),
    ("hop", "hope hopes hoped hoping hop hopping hops", 3),
    ("child", "a child, the children, childish", 2),
    ("study", "study studies studied studying student", 4),
    ("travel", "travel travelled travelling travels", 4),
    ("be", "is was were been being be am are best", 8),
    ("leaving", "leave left leaves leaving leaf", 4),
    ("policy", "policy policies police", 2),
    ("agree", "agree agreed agreeing agrees agreement", 4),
    ("news", "news new", 1),
    ("use", "us use used using uses", 4),
]


@pytest.mark.parametrize(("words", "text", "number"), LEMMAS)
def test_a_word_in_any_form(words: str, text: str, number: int) -> None:
    """Counted by hand; a word made from another, such as objection, is another word."""
    assert len(found(text, words, "lemma")) == number


@given(
    st.lists(
        st.sampled_from(["teach", "taught", "hoping", "hope", "leaves", "objecting", "us"]),
        min_size=1,
    )
)
def test_a_word_is_a_form_of_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert found(text, text, "lemma") == [text]
