"""One row of a transcript as cells, and what stands under a cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from coder.display import same_name, visible
from coder.model import Guid, Passage, Speaker, Turn
from coder.tui.widgets import transcript_clusters as clusters
from coder.tui.widgets.stripes import COLOURS, Placed, Stripe, Stripes
from coder.tui.widgets.wrapping import Rows, fit, simple

_LABEL = 3
"""Cells of a label at most."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column, from left to right; the text is last, so that nothing stands right
    of characters whose width terminals do not agree on."""

    speaker: int
    labels: int
    lanes: int
    more: int = 2
    marker: int = 2

    @classmethod
    def within(cls, width: int) -> Columns:
        """Return the columns for a view of this many cells."""
        if width >= 100:
            return cls(speaker=16, labels=7, lanes=4)
        return cls(12, 4, 3) if width >= 60 else cls(8, 3, 2)

    @property
    def first_lane(self) -> int:
        """Cells left of the stripes."""
        return self.speaker + 1 + self.labels

    @property
    def margin(self) -> int:
        """Cells left of the marker."""
        return self.first_lane + self.lanes + self.more

    @property
    def text(self) -> int:
        """Cells left of the text."""
        return self.margin + self.marker


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in the text."""

    cursor: Passage
    """The sentence under the cursor."""
    chosen: Passage | None = None
    """The selection, where there is one."""
    focus: Passage | None = None
    """The passage of the coding in focus, or a search hit."""


@dataclass(slots=True)
class Painter:
    """Paints the rows of one transcript at one width."""

    text: str
    turns: Sequence[Turn]
    speakers: Mapping[Guid, Speaker]
    rows: Rows
    stripes: Stripes
    columns: Columns
    style: Callable[[str], Style]
    """The style of a component, by the end of its class name."""
    bookmarks: Sequence[int] = ()
    """Where bookmarks begin, in order."""
    suggested: Sequence[int] = ()
    """Where passages begin for which a code is suggested, in order."""

    def paint(self, row: int, marks: Marks, *, top: bool, width: int = 0) -> Strip:
        """Return the cells of a row, spaces up to `width` of them among them.

        The row on `top` repeats what began above it.
        """
        segments = [
            self._speaker(row, top),
            Segment(" ", self.style("text")),
            *self._margin(self.stripes.on_row(row), row, top),
            self._marker(row, marks.cursor),
        ]
        cells = self.columns.text
        for segment in self._words(row, marks):
            segments.append(segment)
            cells += cell_len(segment.text)
        if cells < width:
            segments.append(Segment(" " * (width - cells), self.style("text")))
        return Strip(segments, max(cells, width))

    def _turn(self, row: int) -> tuple[Turn | None, int]:
        """Return the turn of a row and its first row."""
        number = self.rows.turn_of(row)
        turn = self.turns[number] if number < len(self.turns) else None
        return turn, self.rows.firsts[number]

    def _speaker(self, row: int, top: bool) -> Segment:
        width = self.columns.speaker
        turn, first = self._turn(row)
        speaker = self.speakers.get(turn.speaker) if turn and turn.speaker else None
        if speaker is not None:
            if row == first:
                style = "speaker-interviewer" if speaker.interviewer else "speaker"
                return Segment(fit(speaker.name, width), self.style(style))
            if top and turn is not None and self.rows.starts[row] < turn.passage.end:
                return Segment(fit(speaker.name, width), self.style("role"))
            if row == first + 1 and same_name(speaker.role) != same_name(speaker.name):
                return Segment(fit(speaker.role, width), self.style("role"))
        return Segment(" " * width, self.style("text"))

    def _margin(self, placed: Sequence[Placed], row: int, top: bool) -> Iterator[Segment]:
        """Yield the labels of stripes that begin here, the stripes, and how many are not shown."""
        columns, plain = self.columns, self.style("text")
        if not placed:
            yield Segment(" " * (columns.labels + columns.lanes + columns.more), plain)
            return
        lanes = {one.lane: one for one in placed if one.lane is not None}
        begun = [lanes[lane].stripe for lane in sorted(lanes) if top or lanes[lane].first == row]
        yield Segment(self._labels(begun), self.style("label"))
        for lane in range(columns.lanes):
            if lane in lanes:
                stripe = lanes[lane].stripe
                yield Segment(stripe.glyph, self.style(f"code-{stripe.colour % COLOURS}"))
            else:
                yield Segment(" ", plain)
        hidden = len(placed) - len(lanes)
        more = f"+{hidden}" if hidden < 10 else "++"
        yield Segment(more if hidden else "  ", self.style("more"))

    def _labels(self, stripes: Sequence[Stripe]) -> str:
        """Return as many labels as there is room for, right-aligned, `…` for those without."""
        room, shown = self.columns.labels, ""
        for number, stripe in enumerate(stripes):
            label = fit(stripe.label, min(_LABEL, cell_len(visible(stripe.label)))).strip()
            longer = f"{shown} {label}" if shown else label
            rest = number < len(stripes) - 1
            if cell_len(longer) + rest > room:
                shown = (shown or fit(label, room - 1)) + "…"
                break
            shown = longer
        return " " * (room - cell_len(shown)) + shown

    def _marker(self, row: int, cursor: Passage) -> Segment:
        first, last = self.rows.rows_of(cursor)
        marked = bool(cursor) and first <= row <= last
        glyph = ("▸" if row == first else "·") if marked else " "
        mark = "»" if self._begins(self.bookmarks, row) else " "
        if mark == " " and self._begins(self.suggested, row):
            mark = "◦"
        return Segment(glyph + mark, self.style("marker"))

    def _begins(self, places: Sequence[int], row: int) -> bool:
        """Whether one of these places is on a row, or in the spaces it breaks at."""
        starts = self.rows.starts
        number = bisect_left(places, starts[row])
        end = starts[row + 1] if row + 1 < len(starts) else self.rows.ends[row]
        return number < len(places) and places[number] < end

    def _words(self, row: int, marks: Marks) -> Iterator[Segment]:
        """Yield the text of a row, cut where its style changes."""
        on_row = self.rows.passage(row)
        if not on_row:
            return
        turn, _ = self._turn(row)
        speaker = self.speakers.get(turn.speaker) if turn and turn.speaker else None
        plain = "interviewer" if speaker and speaker.interviewer else "text"
        for start, end in pairwise(self._cuts(on_row, marks)):
            shown = visible(self.text[start:end])
            yield Segment(shown, self._word_style(start, marks, plain))

    def _cuts(self, on_row: Passage, marks: Marks) -> list[int]:
        cuts = {on_row.start, on_row.end}
        for passage in (marks.cursor, marks.chosen, marks.focus):
            if passage is not None and passage.overlaps(on_row):
                cuts |= {max(passage.start, on_row.start), min(passage.end, on_row.end)}
        if len(cuts) > 2 and not simple(self.text, on_row.start, on_row.end):
            cuts = {clusters.back(self.text, cut, on_row.start) for cut in cuts} | {on_row.end}
        return sorted(cuts)

    def _word_style(self, start: int, marks: Marks, plain: str) -> Style:
        name = plain
        if marks.chosen is not None and marks.chosen.start <= start < marks.chosen.end:
            name = "selection"
        elif marks.cursor.start <= start < marks.cursor.end:
            name = "cursor"
        if marks.focus is not None and marks.focus.start <= start < marks.focus.end:
            return self.style(name) + self.style("coding")
        return self.style(name)

    # Under the mouse.

    def stripe_at(self, row: int, cell: int) -> Stripe | None:
        """Return the stripe at a cell: its own, or that of its label."""
        lane = cell - self.columns.first_lane
        placed = [one for one in self.stripes.on_row(row) if one.lane is not None]
        if 0 <= lane < self.columns.lanes:
            return next((one.stripe for one in placed if one.lane == lane), None)
        if self.columns.speaker < cell < self.columns.first_lane:
            begun = [one for one in placed if one.first == row]
            return min(begun, key=lambda one: one.lane or 0).stripe if begun else None
        return None

    def character_at(self, row: int, cell: int) -> Passage:
        """Return the character at a cell of a row; past its end, the empty passage there."""
        on_row = self.rows.passage(row)
        cells = max(0, cell - self.columns.text)
        if simple(self.text, on_row.start, on_row.end):
            at = min(on_row.start + cells, on_row.end)
            return Passage(at, min(at + 1, on_row.end))
        at = on_row.start
        while at < on_row.end:
            character = clusters.cluster_at(self.text, at, on_row)
            cells -= cell_len(visible(character.quotation(self.text)))
            if cells < 0:
                return character
            at = character.end
        return Passage(at, at)
