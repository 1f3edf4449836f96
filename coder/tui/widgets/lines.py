"""Lines that are painted at every move of the cursor: of them only those that have changed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Lines(Widget):
    """Lines of a fixed place on the screen, cut where there is no room.

    A `Static` is laid out and painted whole whenever its words are given, also the same again.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Content] = []

    def show(self, lines: Sequence[Content]) -> None:
        """Show these lines in place of those before."""
        before, self._lines = self._lines, list(lines)
        for y in range(max(len(before), len(self._lines))):
            if y >= min(len(before), len(self._lines)) or not before[y].is_same(self._lines[y]):
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        style, width = self.visual_style, self.size.width
        if y >= len(self._lines):
            return Strip.blank(width, style.rich_style)
        words = self._lines[y].truncate(width, ellipsis=True)
        return Strip(words.render_segments(style)).adjust_cell_length(width, style.rich_style)
