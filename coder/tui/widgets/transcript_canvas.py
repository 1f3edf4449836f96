"""The transcript as drawn: wrapped for the width there is, only what is visible painted."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.events import Event, InputEvent
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.model import Guid, Passage, Speaker, Turn
from coder.tui.widgets import transcript_look as look
from coder.tui.widgets.scrollbar import move_thumb
from coder.tui.widgets.stripes import Stripe, Stripes
from coder.tui.widgets.transcript_paint import Columns, Marks, Painter
from coder.tui.widgets.wrapping import Rows, fit, wrap

_ALL = slice(None)
_LEAST = 10
"""Cells a row of text has at least, however narrow the view."""

AT_ONCE = 200_000
"""Code points that are wrapped before the first paint; of a longer text only what is seen is, and
the rest after it."""
_NEAR = 40_000
"""Code points wrapped on either side of the cursor then: more than any screen shows."""


@dataclass(frozen=True, slots=True)
class TranscriptContent:
    """What is shown of a source."""

    text: str
    turns: Sequence[Turn]
    """In order, apart. Text outside of turns (labels) is not shown; without turns, all is."""
    speakers: Mapping[Guid, Speaker]
    sentences: Sequence[Passage] | array[int]
    """In order; as offsets, starts and ends in turn. A turn without any is one sentence."""

    @property
    def passages(self) -> list[Passage]:
        """The passages of the turns; of a text without turns, the whole."""
        return [turn.passage for turn in self.turns] or [Passage(0, len(self.text))]


class TranscriptCanvas(ScrollView, inherit_bindings=False):
    """A transcript with its speakers, code stripes and marks; it knows no keys."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = look.COMPONENT_CLASSES
    DEFAULT_CSS = look.CSS

    class Painted(Message):
        """A text that was given to show is on the screen for the first time."""

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._shown: TranscriptContent | None = None
        self._wrapped = Rows()
        self._partly = False
        """Whether only the turns around the cursor are wrapped."""
        self._painted = False
        self._lanes = Stripes((), self._wrapped, 0)
        self._painter: Painter | None = None
        self._looks: dict[str, Style] = {}
        self._strips_width = 0
        self._strips: dict[int, Strip] = {}
        """Visible rows as they were last painted."""
        self._marks = Marks(Passage(0, 0))
        self._bookmarks: list[int] = []
        self._suggested: list[int] = []

    # What is shown.

    def draw(self, content: TranscriptContent, stripes: Iterable[Stripe], marks: Marks) -> None:
        """Show a transcript with its codings, and the cursor a third down unless it is on top."""
        self._shown, self._marks = content, marks
        self._wrapped, self._partly, self._painter = Rows(), False, None
        self._painted = False
        self._lanes = Stripes(stripes, self._wrapped, 0)
        self.virtual_size = Size(0, 0)
        if self._width:
            self._lay_out_first()
        self.refresh()

    def set_stripes(self, stripes: Iterable[Stripe]) -> None:
        """Show these codings in place of those before."""
        self._lanes = Stripes(stripes, self._rows, Columns.within(self._width).lanes)
        if self._painter is not None:
            self._painter.stripes = self._lanes
        self._refresh_rows(0, len(self._rows), margin_only=True)

    def set_bookmarks(self, passages: Iterable[Passage]) -> None:
        """Show where bookmarks begin; they are given in order."""
        before, self._bookmarks = self._bookmarks, [passage.start for passage in passages]
        if self._painter is not None:
            self._painter.bookmarks = self._bookmarks
            self._refresh_places(before, self._bookmarks)

    def set_suggested(self, passages: Iterable[Passage]) -> None:
        """Show where passages begin for which a code is suggested; they are given in order."""
        starts = dict.fromkeys(passage.start for passage in passages)
        before, self._suggested = self._suggested, list(starts)
        if self._painter is not None:
            self._painter.suggested = self._suggested
            self._refresh_places(before, self._suggested)

    def add_stripe(self, stripe: Stripe) -> None:
        """Show one coding more, or one in place of that with its guid."""
        for first, last in (*self._lanes.remove(stripe.guid), self._lanes.add(stripe)):
            self._refresh_rows(first, last, margin_only=True)

    def remove_stripe(self, guid: Guid) -> None:
        """Show one coding less; a guid that is not shown is none."""
        for first, last in self._lanes.remove(guid):
            self._refresh_rows(first, last, margin_only=True)

    def mark(self, marks: Marks) -> None:
        """Mark other passages, and draw again only what that changes."""
        before, self._marks = self._marks, marks
        if self._painter is None:
            return
        for name in ("cursor", "chosen", "focus"):
            for passage in _difference(getattr(before, name), getattr(marks, name)):
                self._refresh_rows(*self._rows.rows_of(passage))

    def highlight(self, passage: Passage | None) -> None:
        """Underline the passage of the coding in focus, or a search hit; None takes it away."""
        self.mark(replace(self._marks, focus=passage))

    def marked_rows(self) -> range:
        """Return the rows of the screen on which the cursor and the selection stand."""
        if self._painter is None:
            return range(0)
        marks, above = self._marks, self.content_region.y - self.scroll_offset.y
        passage = marks.chosen.hull(marks.cursor) if marks.chosen else marks.cursor
        first, last = (row + above for row in self._wrapped.rows_of(passage))
        seen = self.content_region
        return range(max(first, seen.y), min(last, seen.bottom - 1) + 1)

    # Layout.

    @property
    def _width(self) -> int:
        """Cells of a row: those of the view without its scrollbar."""
        return max(0, self.size.width - self.styles.scrollbar_size_vertical)

    @property
    def _rows(self) -> Rows:
        """The rows of the whole text, which is wrapped now where only what is seen was."""
        if self._partly:
            self._lay_out_anew()
        return self._wrapped

    def _cursor_row(self) -> int:
        return self._wrapped.rows_of(self._marks.cursor)[0]

    def _near(self, content: TranscriptContent) -> slice:
        """Return which turns are wrapped first: all, or of a long text those around the cursor."""
        if len(content.text) <= AT_ONCE:
            return _ALL
        at = self._marks.cursor.start
        first = max(0, bisect_right(content.turns, at - _NEAR, key=_start) - 1)
        return slice(first, max(first + 1, bisect_left(content.turns, at + _NEAR, key=_start)))

    def _lay_out(self, part: slice = _ALL) -> None:
        """Wrap the text for the width there is, or some of its turns."""
        content = self._shown
        if content is None or not content.text:
            return
        columns = Columns.within(self._width)
        width = max(_LEAST, self._width - columns.text)
        turns = content.turns[part]
        self._partly = len(turns) < len(content.turns)
        passages = [turn.passage for turn in turns] if self._partly else content.passages
        self._wrapped = wrap(content.text, passages, width)
        self._lanes = Stripes(self._lanes, self._wrapped, columns.lanes)
        self._painter = Painter(
            content.text,
            turns,
            content.speakers,
            self._wrapped,
            self._lanes,
            columns,
            self._look,
            self._bookmarks,
            self._suggested,
        )
        self.virtual_size = Size(self._width, len(self._wrapped))

    def _lay_out_first(self) -> None:
        """Wrap what is seen at first; the rest when that is painted, or as soon as it is asked."""
        self._lay_out(self._near(self._shown) if self._shown else _ALL)
        self._place(self._cursor_row(), self.size.height // 3)

    def _lay_out_anew(self) -> None:
        """Wrap the whole text for the width there is, and keep the reader's place."""
        top, height = self.scroll_offset.y, self.size.height
        row = self._cursor_row()
        in_view = top <= row < top + height
        self._partly = False  # what asks for rows from here on means those there are
        offset = self._marks.cursor.start if in_view else self._rows.starts[self._row_at(0)]
        self._lay_out()
        self._place(self._rows.row_of(offset), row - top if in_view else 0)
        self.refresh()

    async def on_event(self, event: Event) -> None:
        """Wrap the rest first, where a key or the mouse is quicker than that."""
        if isinstance(event, InputEvent):
            _ = self._rows
        await super().on_event(event)

    def on_resize(self) -> None:
        """Wrap anew where the width changed, and keep the reader's place."""
        if self._painter is None:
            self._lay_out_first()
        elif self.virtual_size.width != self._width:
            self._lay_out_anew()
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows anew, and of the scrollbar what looks otherwise."""
        if self.show_vertical_scrollbar:
            move_thumb(self.vertical_scrollbar, new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def _place(self, row: int, below_top: int = 0) -> None:
        """Scroll so that a row stands so many rows below the top."""
        self.scroll_to(y=max(0, row - below_top), animate=False)

    def _reveal(self, passage: Passage) -> None:
        """Scroll a passage into view, calmly: not at all, or so that a page of reading follows."""
        first, last = self._rows.rows_of(passage)
        top, height = self.scroll_offset.y, self.size.height
        if top <= first and last < top + height:
            return
        room = height // 3 if last >= top + height else 2 * height // 3
        longest = max(0, height - 1 - (last - first))
        self._place(first, min(room, longest))

    def _row_at(self, y: int) -> int:
        """Return the row so many below the top, or the nearest that there is."""
        last = max(0, len(self._rows) - 1)
        return min(max(self.scroll_offset.y + y, 0), last)

    # Painting.

    def _look(self, name: str) -> Style:
        """Return the style of a component."""
        if name not in self._looks:
            partial = name == "coding"
            style = self.get_component_rich_style(f"transcript--{name}", partial=partial)
            self._looks[name] = self._filtered(style)
        return self._looks[name]

    def _filtered(self, style: Style) -> Style:
        """Return a style as the terminal can show it, which is asked once and not at each row."""
        segments = [Segment(" ", style)]
        for each in self.app.get_line_filters():
            segments = each.apply(segments, self.background_colors[1])
        return segments[0].style or style

    def notify_style_update(self) -> None:
        """Forget styles when the theme or the focus changes them."""
        super().notify_style_update()
        self._looks.clear()
        self._strips.clear()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint the rows of some regions again, or all."""
        for y in chain.from_iterable(region.line_range for region in regions):
            self._strips.pop(y, None)
        if repaint and not regions:
            self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return visible rows; when they are the first of a text, say so once they are painted.

        Textual's own way looks for a border, padding and a tint of the widget at each row, which
        takes as long as to paint it: there are none here.
        """
        if not self._painted and self._painter is not None:
            self._painted = True
            self.post_message(self.Painted())
        if self._strips_width != self.size.width:
            self._strips.clear()
            self._strips_width = self.size.width
        for y in crop.line_range:
            if y not in self._strips:
                self._strips[y] = self.render_line(y)
        return [self._strips[y].crop(*crop.column_span) for y in crop.line_range]

    def on_transcript_canvas_painted(self) -> None:
        """Wrap the rest of a long text."""
        _ = self._rows

    def render_line(self, y: int) -> Strip:
        """Return one visible row."""
        return self._row(y).adjust_cell_length(self.size.width, self._look("text"))

    def _row(self, y: int) -> Strip:
        row = self.scroll_offset.y + y
        if self._painter is None:
            return self._nothing(y)
        if row >= len(self._wrapped):
            return Strip([], 0)
        return self._painter.paint(row, self._marks, top=y == 0, width=self.size.width)

    def _nothing(self, y: int) -> Strip:
        """Return a row of the view that has nothing to show."""
        words = "" if y != 1 else look.NO_SOURCE if self._shown is None else look.NO_TEXT
        return Strip([Segment("  " + fit(words, self._width - 2), self._look("empty"))])

    def _refresh_places(self, before: Sequence[int], now: Sequence[int]) -> None:
        """Draw the visible rows again on which a place stands that came or went."""
        starts, below = self._rows.starts, self._row_at(self.size.height - 1) + 1
        if starts:
            end = starts[below] if below < len(starts) else self._rows.ends[-1]
            seen = Passage(starts[self._row_at(0)], end)
            for place in _between(before, seen) ^ _between(now, seen):
                row = self._rows.row_of(place)
                self._refresh_rows(row, row)

    def _refresh_rows(self, first: int, last: int, *, margin_only: bool = False) -> None:
        """Draw rows again, as far as they are visible."""
        if self._painter is None:
            return
        top, size = self.scroll_offset.y, self.size
        first, last = max(first - top, 0), min(last - top, size.height - 1)
        width = self._painter.columns.margin if margin_only else size.width
        if first <= last:
            self.refresh(Region(0, first, width, last - first + 1))


def _start(turn: Turn) -> int:
    return turn.passage.start


def _between(places: Sequence[int], seen: Passage) -> set[int]:
    """Return which of these places, in order, are in a passage."""
    return set(places[bisect_left(places, seen.start) : bisect_left(places, seen.end)])


def _difference(old: Passage | None, new: Passage | None) -> list[Passage]:
    """Return what only one of two passages holds."""
    if not old or not new or not old.overlaps(new):
        found = [] if old == new else [old, new]
    else:
        starts, ends = sorted((old.start, new.start)), sorted((old.end, new.end))
        found = [Passage(*starts), Passage(*ends)]
    return [passage for passage in found if passage]
