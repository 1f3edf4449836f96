"""Sentences cover each turn, and only it, however odd the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model import Passage
from coder.readers import DraftTurn, sentences, split


def cut(text: str) -> list[str]:
    """Return the sentences of a text that is one turn."""
    return [
        passage.quotation(text)
        for passage in sentences(text, [DraftTurn(None, Passage(0, len(text)))])
    ]


PIECES = st.lists(
    st.sampled_from(
        ["We left.", "…", "...", "!", " ", "\n", "\n\n", "[city name]", "“Why?”", "'No,'", "(", "."]
    )
    | st.text(max_size=8),
    max_size=30,
).map(lambda pieces: "".join(pieces).replace("\r", "\n"))


@settings(deadline=None)  # the first call loads spaCy
@given(PIECES)
def test_sentences_cover_their_turn(text: str) -> None:
    words = text.strip()
    start = text.find(words)
    turn = DraftTurn(None, Passage(start, start + len(words)))
    found = sentences(text, [turn] if words else [])
    covered = bytearray(len(text))
    end = 0
    for passage in found:
        quotation = passage.quotation(text)
        assert end <= passage.start < passage.end
        assert turn.passage.contains(passage)
        assert quotation == quotation.strip()
        covered[passage.start : passage.end] = b"x" * (passage.end - passage.start)
        end = passage.end
    assert all(covered[at] or char.isspace() for at, char in enumerate(text))


@settings(deadline=None)  # the first call loads spaCy
@given(PIECES)
def test_signs_alone_are_no_sentence(text: str) -> None:
    line = " ".join(text.split())
    found = cut(line) if line else []
    assert len(found) < 2 or all(any(map(str.isalnum, sentence)) for sentence in found)


def test_the_sentences_of_everyday_speech() -> None:
    assert cut("We left. Mr. Smith stayed until 10.30 a.m. on Monday! Why? Nobody knows.") == [
        "We left.",
        "Mr. Smith stayed until 10.30 a.m. on Monday!",
        "Why?",
        "Nobody knows.",
    ]


def test_an_ellipsis_is_no_sentence() -> None:
    assert cut("I don't know… Well. …") == ["I don't know… Well. …"]
    assert cut("… And so on.") == ["… And so on."]
    assert cut("It was ... hard. [...] Very.") == ["It was ... hard. [...]", "Very."]
    assert cut("…") == ["…"]
    assert cut("We left. $ $") == ["We left. $ $"]


def test_a_redaction_or_quotation_that_opens_a_sentence_stays_with_it() -> None:
    assert cut("It was hard. [Migrant communities] are always sent to us.") == [
        "It was hard.",
        "[Migrant communities] are always sent to us.",
    ]
    assert cut("She left. “Why?” I asked. 'No,' she said. (Really.)") == [
        "She left.",
        "“Why?”",
        "I asked.",
        "'No,' she said.",
        "(Really.)",
    ]


def test_a_sentence_does_not_run_over_a_blank_line_or_into_the_next_turn() -> None:
    text = "Teacher: no full stop\n\nnor here\nbut one line on\nHead: and I"
    found = sentences(text, split(text).turns)
    assert [passage.quotation(text) for passage in found] == [
        "no full stop",
        "nor here\nbut one line on",
        "and I",
    ]


@pytest.mark.parametrize("sign", ["x", "(", ",;", "a?", "校长。", "."])
def test_a_line_of_a_megabyte_without_a_space_does_not_hold_the_reader_up(sign: str) -> None:
    # spaCy alone takes two minutes for a fiftieth of this.
    text = "We left. " + sign * (1_000_000 // len(sign)) + " Then we came back."
    found = cut(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert found[0] == "We left."


def test_a_line_of_a_megabyte_of_prose_is_read() -> None:
    text = "We left, and then came back. " * 40_000
    assert len(text) > 1_000_000
    assert cut(text.strip()) == ["We left, and then came back."] * 40_000
