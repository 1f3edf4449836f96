"""Quoted words are found where they stand, and nothing else is ever taken for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coder import quotations
from coder.errors import NotFound, Refused
from coder.model import Passage

TEXT = (
    "Headteacher: It was the dumping ground, seen as the 'toilet of schools', with under capacity\n"
    "Teacher: In the last seven years, we’ve had four headteachers.  We’ve looked like we’re\n"
    "joining three different MATs – and the staff – well... They precipitated the strikes.\n"
    "Teacher: They precipitated nothing at all.\n"
)


def said(words: str, text: str = TEXT, within: Passage | None = None) -> str:
    return quotations.find(words, text, within).quotation(text)


def test_words_are_found_to_the_letter() -> None:
    words = "seen as the 'toilet of schools'"
    assert quotations.find(words, TEXT) == Passage(
        TEXT.index(words), TEXT.index(words) + len(words)
    )


@pytest.mark.parametrize(
    ("quoted", "stands"),
    [
        ("we've had four headteachers", "we’ve had four headteachers"),
        ("had four headteachers. We've looked", "had four headteachers.  We’ve looked"),
        ("we're joining three different MATs", "we’re\njoining three different MATs"),
        ("different MATs -- and the staff", "different MATs – and the staff"),
        ("different MATs \N{EM DASH} and", "different MATs – and"),
        ("seen as the \N{LEFT SINGLE QUOTATION MARK}toilet", "seen as the 'toilet"),
        ("  the dumping ground\n", "the dumping ground"),
        ("“the dumping ground”", "the dumping ground"),
    ],
)
def test_spacing_quote_marks_and_dashes_may_differ(quoted: str, stands: str) -> None:
    assert said(quoted) == stands


@pytest.mark.parametrize("ellipsis", ["...", "…", " [...] ", " (…) ", " . . . "])
def test_an_ellipsis_stands_for_words_left_out(ellipsis: str) -> None:
    quoted = f"It was the dumping ground{ellipsis}with under capacity"
    whole = "It was the dumping ground, seen as the 'toilet of schools', with under capacity"
    assert said(quoted) == whole


def test_an_ellipsis_that_the_text_itself_has_is_found_as_it_stands() -> None:
    assert said("and the staff – well... They precipitated") == (
        "and the staff – well... They precipitated"
    )
    assert said("well… They precipitated") == "well... They precipitated"


def test_an_ellipsis_at_either_end_changes_nothing() -> None:
    assert said("...the dumping ground…") == "the dumping ground"


def test_parts_must_follow_one_another() -> None:
    with pytest.raises(NotFound):
        quotations.find("under capacity ... the dumping ground", TEXT)


def test_of_parts_that_repeat_the_shortest_passage_is_taken() -> None:
    text = "Yes. I thought so. Yes. It went well."
    assert said("Yes ... It went well", text) == "Yes. It went well"


def test_words_in_two_places_are_refused_with_both_named() -> None:
    first = TEXT.index("They precipitated")
    second = TEXT.index("They precipitated", first + 1)
    with pytest.raises(Refused) as refused:
        quotations.find("They precipitated", TEXT)
    for start in (first, second):
        assert f"{start}:{start + len('They precipitated')}" in str(refused.value)


def test_words_in_two_places_are_found_in_the_turn_that_is_named() -> None:
    last = TEXT.rindex("Teacher:")
    within = Passage(last, len(TEXT))
    assert quotations.find("They precipitated", TEXT, within).start == last + len("Teacher: ")


def test_a_part_of_a_word_is_not_the_word() -> None:
    assert quotations.places("head", "The headteacher is no head.") == [Passage(22, 26)]


def test_other_words_are_suggested_and_never_taken() -> None:
    quoted = "we had had for headteachers"
    assert quotations.places(quoted, TEXT) == []
    with pytest.raises(NotFound, match="Did you mean"):
        quotations.find(quoted, TEXT)


def test_nothing_is_suggested_for_words_unlike_any() -> None:
    with pytest.raises(NotFound, match="nor anything like them"):
        quotations.find("quarterly financial forecasting spreadsheet", TEXT)


def test_a_suggestion_shows_no_control_characters() -> None:
    text = "They were \x1b[31mvery much against\u202e all of it."
    with pytest.raises(NotFound) as refused:
        quotations.find("They were  very much again all of it", text)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("nothing", ["", "   ", "\n"])
def test_no_words_are_refused(nothing: str) -> None:
    with pytest.raises(Refused):
        quotations.find(nothing, TEXT)


ALPHABET = "ab '’“\"–- \n"
DASHES = "–-"


def plain(words: str) -> str:
    """The same meaning of alike, written another way."""
    words = re.sub(r"[–-]+", "-", words.replace("’", "'").replace("“", '"'))
    return " ".join(words.split())


def brute(words: str, text: str) -> list[Passage]:
    """Every range of the text that reads like the words, tried one by one."""
    found = []
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            edges = text[start : start + 1] + text[end - 1 : end]
            if plain(text[start:end]) != plain(words) or any(edge.isspace() for edge in edges):
                continue
            inside_dashes = (start > 0 and text[start - 1] in DASHES and text[start] in DASHES) or (
                end < len(text) and text[end] in DASHES and text[end - 1] in DASHES
            )
            if not inside_dashes:
                found.append(Passage(start, end))
    uncut = [each for each in found if not cuts(each, text)]
    return uncut or found


def cuts(passage: Passage, text: str) -> bool:
    before = text[max(0, passage.start - 1) : passage.start + 1]
    after = text[passage.end - 1 : passage.end + 1]
    return any(len(pair) == 2 and pair.isalnum() for pair in (before, after))


@given(st.text(ALPHABET, max_size=25), st.text(ALPHABET, min_size=1, max_size=6))
@example("a  b", "a b")
@example("a–-b a-b", "a - b")
def test_every_place_that_reads_alike_is_found_and_no_other(text: str, words: str) -> None:
    words = words.strip()
    if not words or words in text or words[0] in "'\"’“":
        return  # to the letter comes first, and outer quote marks can be left out
    assert quotations.places(words, text) == brute(words, text)


@given(st.text(ALPHABET + "…é日\u2028\x85", max_size=60), st.data())
def test_any_words_of_a_text_are_found_however_they_are_typed(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end].strip()
    if not words:
        return
    typed = words.replace("’", "'").replace("–", "\N{EM DASH}").replace(" ", "\N{NO-BREAK SPACE}")
    found = quotations.places(typed, text)
    assert found
    assert all(plain(each.quotation(text)) == plain(found[0].quotation(text)) for each in found)


@given(st.text(ALPHABET + "…\u2028", max_size=60))
def test_folding_keeps_account_of_every_character(text: str) -> None:
    folded = quotations.fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    covered = sorted(
        {at for a, b in zip(folded.starts, folded.ends, strict=True) for at in range(a, b)}
    )
    assert covered == list(range(len(text)))
    assert list(folded.starts) == sorted(folded.starts)
