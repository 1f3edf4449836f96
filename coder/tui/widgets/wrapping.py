"""A transcript laid out in rows of so many cells: offsets only, no text is copied."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice

from rich.cells import cell_len, get_character_cell_size, set_cell_size

from coder.display import one_line, visible
from coder.model import Passage
from coder.tui.widgets import transcript_clusters as clusters

# Code points that are shown as they are, one cell wide, each a character by itself. Positive and
# within the basic plane, which is twenty times faster than a class of all the others.
_SIMPLE = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a"
    "\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u218b\u2460-\u25fc]*"
)
_CLOSING = frozenset("、。，．・：；！？）］｝」』】〉》〕ー々")
"""Wide marks that begin no row."""
_LONGEST = 16
"""Code points a row may hold for each of its cells, however little room they take."""


class _Widths(dict[str, int]):
    """Cells of each code point as it is shown, at most: what joins to others may take fewer."""

    def __missing__(self, char: str) -> int:
        shown = visible(char)
        # The selector of the emoji form may widen what stands before it by one.
        width = 1 if char == "\ufe0f" else get_character_cell_size(shown)
        self[char] = width
        return width


_WIDTHS = _Widths()


def simple(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether each code point between is shown in a cell of its own."""
    return _SIMPLE.fullmatch(text, start, len(text) if end is None else end) is not None


def fit(text: str, width: int) -> str:
    """Return text on one line, cut with an ellipsis or filled with spaces to `width` cells."""
    shown = one_line(text)
    if cell_len(shown) <= width:
        return set_cell_size(shown, width)
    return set_cell_size(set_cell_size(shown, width - 1).rstrip() + "…", width) if width else ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a wrapped transcript, with an empty one after each turn."""

    starts: array[int] = field(default_factory=lambda: array("I"))
    """First code point of each row."""
    ends: array[int] = field(default_factory=lambda: array("I"))
    """One past its last; spaces that a row breaks at, and line feeds, are in none."""
    firsts: array[int] = field(default_factory=lambda: array("I"))
    """First row of each turn."""

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """Return the row that a code point stands on, or the last before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def rows_of(self, passage: Passage) -> tuple[int, int]:
        """Return the first and the last row that show code points of a passage.

        A passage that is not shown at all takes the row it would stand before.
        """
        first = min(bisect_right(self.ends, passage.start), max(0, len(self) - 1))
        return first, max(first, bisect_left(self.starts, passage.end) - 1)

    def turn_of(self, row: int) -> int:
        """Return the number of the turn that a row belongs to."""
        return bisect_right(self.firsts, row) - 1

    def passage(self, row: int) -> Passage:
        """Return the code points on a row."""
        return Passage(self.starts[row], self.ends[row])

    def append(self, start: int, end: int) -> None:
        """Add a row."""
        self.starts.append(start)
        self.ends.append(end)


def wrap(text: str, turns: Sequence[Passage], width: int) -> Rows:
    """Lay out the passages of turns, sorted and apart, in rows of at most `width` cells.

    Rows break at spaces and beside wide characters, or else between any two characters. A row is
    wider than asked only where it holds a single character that is.
    """
    rows = Rows()
    width = max(1, width)
    pattern = re.compile(rf"(.{{1,{width}}})(?: +|\Z)|(.{{{width}}})")
    all_simple = simple(text)
    for turn in turns:
        rows.firsts.append(len(rows))
        for start, end in _lines(text, turn):
            if start == end:
                rows.append(start, end)
            elif all_simple or simple(text, start, end):
                _wrap_simple(rows, pattern.finditer(text, start, end))
            else:
                _wrap_any(rows, text, start, end, width)
        rows.append(turn.end, turn.end)
    return rows


def _lines(text: str, turn: Passage) -> Iterator[tuple[int, int]]:
    start = turn.start
    while (end := text.find("\n", start, turn.end)) >= 0:
        yield start, end
        start = end + 1
    yield start, turn.end


def _wrap_simple(rows: Rows, matches: Iterator[re.Match[str]]) -> None:
    """Add the rows of a line in which each code point takes one cell."""
    starts, ends = rows.starts, rows.ends
    for match in matches:
        start, end = match.span(match.lastindex or 0)
        starts.append(start)
        ends.append(end)


def _wrap_any(rows: Rows, text: str, at: int, end: int, width: int) -> None:
    """Add the rows of a line of any code points."""
    while at < end:
        cut = _fill(text, at, end, width)
        stop = cut if cut == end else _break(text, at, cut)
        rows.append(at, stop)
        at = stop
        while at < end and _is_space(text, at):
            at += 1


def _fill(text: str, at: int, end: int, width: int) -> int:
    """Return how far a row reaches that is filled to its last cell, parting no character."""
    most = min(end, at + _LONGEST * width)
    look, cells = at, [0]
    while cells[-1] <= width and look < most:
        more = min(most, look + width)
        widths = map(_WIDTHS.__getitem__, text[look:more])
        cells.extend(islice(accumulate(widths, initial=cells[-1]), 1, None))
        look = more
    cut = at + bisect_right(cells, width) - 1
    whole = clusters.back(text, cut, at)
    if whole > at:
        return whole
    # One character that is wider than the row, or that never ends.
    return cut if cut > at else min(most, clusters.on(text, at + 1, end))


def _break(text: str, at: int, cut: int) -> int:
    """Return where a row that could reach `cut` had best end."""
    for place in range(cut, at, -1):
        if _is_space(text, place) or _is_wide_break(text, place):
            return place
    return cut


def _is_space(text: str, at: int) -> bool:
    """Whether a row may break at this code point and swallow it."""
    return text[at] == " " and not clusters.inside(text, at + 1)


def _is_wide_break(text: str, at: int) -> bool:
    """Whether a row may end here because a wide character stands on either side."""
    if _WIDTHS[text[at - 1]] < 2 and _WIDTHS[text[at]] < 2:
        return False
    return text[at] not in _CLOSING and not clusters.inside(text, at)
