"""A row of the transcript as cells, and the way back from a cell to the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from coder.display import visible
from coder.model import Passage
from coder.tui.widgets.stripes import Stripe, Stripes
from coder.tui.widgets.transcript_paint import Columns, Marks, Painter
from coder.tui.widgets.wrapping import wrap

from .hostile import texts

COLUMNS = Columns.within(80)


def painter(text: str, width: int, stripes: list[Stripe] | None = None) -> Painter:
    """A painter of a text without speakers."""
    rows = wrap(text, [Passage(0, len(text))], width)
    lanes = Stripes(stripes or [], rows, COLUMNS.lanes)
    return Painter(text, [], {}, rows, lanes, COLUMNS, lambda _: Style.null())


@st.composite
def passages(draw: st.DrawFn, length: int) -> Passage:
    """Any passage of a text, also one that parts a character."""
    start = draw(st.integers(0, length))
    return Passage(start, draw(st.integers(start, length)))


@given(texts(), st.integers(10, 50), st.data())
def test_no_mark_changes_the_words_or_their_width(
    made: tuple[str, set[int]], width: int, data: st.DataObject
) -> None:
    text, _ = made
    marks = Marks(*(data.draw(passages(len(text))) for _ in range(3)))
    painted = painter(text, width)
    for row in range(len(painted.rows)):
        strip = painted.paint(row, marks, top=data.draw(st.booleans()))
        words = visible(painted.rows.passage(row).quotation(text))
        assert strip.text[COLUMNS.text :] == words
        assert strip.cell_length == COLUMNS.text + cell_len(words)


@given(texts(), st.integers(10, 50))
def test_each_cell_leads_back_to_the_character_on_it(
    made: tuple[str, set[int]], width: int
) -> None:
    text, cuts = made
    painted = painter(text, width)
    for row in range(len(painted.rows)):
        on_row, cell = painted.rows.passage(row), COLUMNS.text
        ends = sorted(cut for cut in cuts if on_row.start <= cut <= on_row.end)
        for start, end in pairwise(ends):
            for column in range(cell, cell := cell + cell_len(visible(text[start:end]))):
                assert painted.character_at(row, column) == Passage(start, end)
        assert painted.character_at(row, cell + 3) == Passage(on_row.end, on_row.end)


@given(st.lists(st.tuples(texts(6), st.integers(0, 99), st.booleans()), max_size=6))
def test_the_margin_is_as_wide_as_it_should_be_whatever_the_labels(
    codings: list[tuple[tuple[str, set[int]], int, bool]],
) -> None:
    stripes = [
        Stripe(str(number), Passage(0, 5), label, colour, own, "")
        for number, ((label, _), colour, own) in enumerate(codings)
    ]
    painted = painter("Words of any kind", 40, stripes)
    margin = painted.paint(0, Marks(Passage(0, 0)), top=False)
    assert margin.cell_length == COLUMNS.text + len("Words of any kind")
    assert cell_len(margin.text) == margin.cell_length
