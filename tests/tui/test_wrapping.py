"""A transcript in rows: nothing lost, nothing too wide, no character parted."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from coder.display import visible
from coder.model import Passage
from coder.tui.widgets import wrapping
from coder.tui.widgets.transcript_clusters import cluster_at, inside
from coder.tui.widgets.wrapping import Rows, fit, simple, wrap

from .hostile import texts

widths = st.integers(10, 60)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def whole(text: str) -> list[Passage]:
    """A text as one turn."""
    return [Passage(0, len(text))]


def shown(text: str, rows: Rows) -> list[str]:
    """The words on each row; that after the last turn is left out."""
    words = [rows.passage(row).quotation(text) for row in range(len(rows))]
    assert words.pop() == ""
    return words


def assert_nothing_lost(text: str, rows: Rows, turn: Passage) -> None:
    """Each code point is on one row, or one of the spaces or the line feed between two."""
    at = turn.start
    for row in range(len(rows)):
        skipped = text[at : rows.starts[row]]
        assert skipped.strip(" ") in ("", "\n")
        assert "\n" not in rows.passage(row).quotation(text)
        assert rows.starts[row] <= rows.ends[row]
        at = rows.ends[row]
    assert text[at : turn.end].strip(" ") == ""


@given(any_text, widths)
@example("a" + "\u0301" * 400, 10)
@example("😀\u200d" * 60, 10)
@example("🇬🇧" * 60, 11)
@example("  \n   \n\n ", 10)
def test_every_code_point_is_on_exactly_one_row(text: str, width: int) -> None:
    assert_nothing_lost(text, wrap(text, whole(text), width), Passage(0, len(text)))


@given(any_text, widths)
@example("❤\ufe0f" * 40, 11)
def test_no_row_is_wider_than_asked(text: str, width: int) -> None:
    for words in shown(text, wrap(text, whole(text), width)):
        assert cell_len(visible(words)) <= width


@given(texts(), widths)
def test_no_row_begins_inside_a_character(made: tuple[str, set[int]], width: int) -> None:
    text, cuts = made
    assert set(wrap(text, whole(text), width).starts) <= cuts


@given(st.lists(st.text("abcdefgh,.", min_size=1, max_size=9), min_size=1, max_size=60), widths)
def test_plain_words_break_as_textwrap_breaks_them(words: list[str], width: int) -> None:
    text = " ".join(words)
    expected = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    assert shown(text, wrap(text, whole(text), width)) == expected


@given(st.text("abc \n", max_size=200), widths)
def test_the_fast_way_and_the_careful_way_agree(text: str, width: int) -> None:
    fast = wrap(text, whole(text), width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "simple", lambda *_: False)
        assert wrap(text, whole(text), width) == fast


def test_wide_text_breaks_between_ideographs_but_not_before_a_full_stop() -> None:
    text = "日本語の文。次"
    assert shown(text, wrap(text, whole(text), 10)) == ["日本語の", "文。次"]


def test_a_long_word_is_cut_and_nothing_is_lost() -> None:
    text = "a " + "x" * 25
    assert shown(text, wrap(text, whole(text), 10)) == ["a", "x" * 10, "x" * 10, "x" * 5]


def test_a_row_is_too_wide_only_for_a_single_character() -> None:
    assert shown("日本", wrap("日本", whole("日本"), 1)) == ["日", "本"]


def test_turns_are_wrapped_apart_with_an_empty_row_after_each() -> None:
    text = "A: one two\n\nB: three"
    rows = wrap(text, [Passage(3, 10), Passage(15, 20)], 5)
    assert shown(text, rows) == ["one", "two", "", "three"]
    assert list(rows.firsts) == [0, 3]
    assert [rows.turn_of(row) for row in range(5)] == [0, 0, 0, 1, 1]


def test_a_turn_without_words_has_a_row_for_its_speaker() -> None:
    assert shown("A: \nB: x", wrap("A: \nB: x", [Passage(3, 3), Passage(7, 8)], 20)) == [
        "",
        "",
        "x",
    ]


@given(texts(), widths, st.data())
def test_offsets_and_rows_find_each_other(
    made: tuple[str, set[int]], width: int, data: st.DataObject
) -> None:
    text, _ = made
    middle = data.draw(st.integers(0, len(text)))
    rows = wrap(text, [Passage(0, middle), Passage(middle, len(text))], width)
    holders = {
        offset: [row for row in range(len(rows)) if rows.starts[row] <= offset < rows.ends[row]]
        for offset in range(len(text))
    }
    for offset, held in holders.items():
        if held:
            assert held == [rows.row_of(offset)]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    touched = [row for offset in range(start, end) for row in holders[offset]]
    if touched:
        first, last = rows.rows_of(Passage(start, end))
        assert first == touched[0]
        # A row of no code points may follow: the empty one after a turn.
        assert set(range(first, last + 1)) >= set(touched)
        assert all(not rows.passage(row) for row in range(touched[-1] + 1, last + 1))


def test_a_text_without_rows_still_answers() -> None:
    assert Rows().rows_of(Passage(3, 5)) == (0, 0)
    assert Rows().row_of(7) == 0


def test_the_fast_class_holds_only_characters_of_one_cell_that_are_shown_as_they_are() -> None:
    fast = [char for point in range(0x20, 0x10000) if simple(char := chr(point))]
    assert len(fast) > 1000
    assert {get_character_cell_size(char) for char in fast} == {1}
    assert all(visible(char) == char for char in fast)
    assert not any(inside("a" + char, 1) or inside(char + "a", 1) for char in fast)


@given(texts())
def test_characters_are_known_whole(made: tuple[str, set[int]]) -> None:
    text, cuts = made
    assert {at for at in range(len(text) + 1) if not inside(text, at)} == cuts


@given(any_text, st.data())
def test_a_character_holds_its_code_point(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    character = cluster_at(text, at, Passage(0, len(text)))
    assert character.start <= at <= character.end
    assert bool(character) == (at < len(text))


@given(any_text, st.integers(0, 20))
def test_a_name_fits_its_cells_exactly(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


def test_a_name_that_is_cut_says_so() -> None:
    assert fit("Headteacher of [school]", 12) == "Headteacher…"
    assert fit("Head", 6) == "Head  "
