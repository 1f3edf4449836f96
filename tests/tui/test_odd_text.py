"""Wide, combining, joined and right-to-left characters: what is selected is `text[start:end]`."""

from __future__ import annotations

import asyncio
import itertools
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from coder.model import Passage, Turn
from coder.tui.widgets.stripes import Stripes
from coder.tui.widgets.transcript_motion import Places
from coder.tui.widgets.transcript_paint import Columns, Marks, Painter
from coder.tui.widgets.wrapping import wrap

from .transcript_host import content, reading

PIECES = st.sampled_from(
    [
        *("word", "a", " ", "  ", ". ", "\n", "don’t ", "[/] ", "[city name]", ":smile:"),
        *("漢字", "かな。", "한국어", "ｗｉｄｅ"),
        *("e\u0301", "a\u0323\u0302", "क्षि", "ที่"),
        *("👩‍👩‍👧", "🇬🇧", "👍🏽", "❤\ufe0f"),
        *("שלום", "مرحبا ", "\u202eabc\u202c", "\u200f", "\u200b", "\t", "\x1b[31m"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(lambda t: bool(t.strip()))


def painter(text: str, width: int) -> Painter:
    turn = Passage(0, len(text))
    rows = wrap(text, [turn], width)
    columns = Columns(8, 3, 2)
    stripes = Stripes((), rows, 2)
    turns = [Turn("t", "s", None, turn)]
    return Painter(text, turns, {}, rows, stripes, columns, lambda _: Style())


@given(TEXTS, st.integers(4, 40))
def test_the_character_under_each_cell_is_the_one_painted_there(text: str, width: int) -> None:
    view = painter(text, width)
    for row in range(len(view.rows)):
        on_row, cell = view.rows.passage(row), view.columns.text
        at = on_row.start
        while at < on_row.end:
            under = view.character_at(row, cell)
            # No character is skipped, and none begins inside what is read as one.
            assert (under.start, bool(under)) == (at, True)
            assert not unicodedata.combining(text[under.start]) or under.start == on_row.start
            shown = view.paint(row, Marks(Passage(0, 0), under), top=False)
            left = sum(cell_len(s.text) for s in list(shown)[: _piece(view, row, under)])
            assert left == cell
            step = sum(cell_len(s.text) for s in list(shown)[_piece(view, row, under) :][:1])
            at, cell = under.end, cell + step
        assert view.character_at(row, cell) == Passage(on_row.end, on_row.end)


def _piece(view: Painter, row: int, marked: Passage) -> int:
    """Return the place of a marked character among the pieces that a row is painted in."""
    words = len(list(view._words(row, Marks(Passage(0, 0), marked))))
    whole = len(list(view.paint(row, Marks(Passage(0, 0), marked), top=False)))
    return whole - words + (marked.start > view.rows.starts[row])


MOVES = (
    *("end_moved", "start_moved", "end_moved_to_sentence", "start_moved_to_sentence"),
    *("word_beside", "words_over"),
)


@given(TEXTS, st.data())
def test_no_motion_leaves_the_text_or_parts_a_character(text: str, data: st.DataObject) -> None:
    turn = Passage(0, len(text))
    middle = data.draw(st.integers(0, len(text)))
    plain = [middle] if middle and text[middle - 1] == " " else []
    borders = [0, *plain, len(text)]
    sentences = [Passage(a, b) for a, b in itertools.pairwise(borders) if a < b]
    places, chosen = Places(text, [turn], sentences), sentences[0]
    for _ in range(12):
        move, by = data.draw(st.sampled_from(MOVES)), data.draw(st.sampled_from((1, -1)))
        if move == "words_over":
            chosen = places.words_over(chosen)
        elif move == "word_beside":
            chosen = places.word_beside(chosen, by, inside=False) or chosen
        else:
            chosen = getattr(places, move)(chosen, by)
        assert 0 <= chosen.start < chosen.end <= len(text)
        assert not unicodedata.combining(text[chosen.start]) or chosen.start == 0
        assert chosen.end == len(text) or not unicodedata.combining(text[chosen.end])


KEYS = st.sampled_from(
    [
        "right",
        "left",
        "shift+right",
        "shift+left",
        "plus",
        "minus",
        "greater_than_sign",
        "down",
        "up",
        "shift+down",
        "right_parenthesis",
        "left_parenthesis",
        "t",
    ]
)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(TEXTS, min_size=1, max_size=3),
    st.lists(KEYS, max_size=6),
    st.tuples(st.integers(14, 39), st.integers(0, 9), st.integers(14, 39), st.integers(0, 9)),
)
def test_keys_and_mouse_select_words_as_stored(
    said: list[str], keys: list[str], drag: tuple[int, int, int, int]
) -> None:
    asyncio.run(_select(said, keys, drag))


async def _select(said: list[str], keys: list[str], drag: tuple[int, int, int, int]) -> None:
    shown = content(*(("t", words) for words in said))
    async with reading(shown, size=(40, 10)) as (pilot, view):
        for key in keys:
            await pilot.press(key)
            assert view.quotation == shown.text[view.selection.start : view.selection.end] != ""
        await pilot.mouse_down(view, offset=drag[:2])
        await pilot.hover(view, offset=drag[2:])
        await pilot.mouse_up(view, offset=drag[2:])
        assert view.quotation == shown.text[view.selection.start : view.selection.end] != ""
