"""The grid of figures: a table of data with a cursor on one figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.geometry import Offset

from coder.tui.widgets.growing_table import Growing, Row
from coder.tui.widgets.themes_sheets import Heading

_CELLS = 6_000
"""So many cells are fetched at a time, whatever the number of columns."""


class Grid(Growing):
    """Figures under headings; Enter or a second click opens what is behind the one chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select_cursor",
            "Open",
            tooltip="Open what is behind the figure under the cursor.",
            id="figure.open",
        ),
        Binding("up", "cursor_up", "Up", show=False, tooltip="Move to the row above."),
        Binding("down", "cursor_down", "Down", show=False, tooltip="Move to the row below."),
        Binding("left", "cursor_left", "Left", show=False, tooltip="Move to the column before."),
        Binding("right", "cursor_right", "Right", show=False, tooltip="Move to the next column."),
    ]

    _heights: Sequence[int] | None = None

    def lay(
        self,
        columns: Sequence[Heading],
        rows: Sequence[Sequence[Text]],
        *,
        heading_height: int = 1,
        heights: Sequence[int] | None = None,
        cursor: Coordinate | None = None,
    ) -> None:
        """Show other columns and rows; the cursor stays in its place where that is still there.

        With `cursor` it goes there, and the rows are shown from the top where that is near.
        """
        scroll = self.scroll_offset if cursor is None else Offset(0, 0)
        cursor = cursor or self.cursor_coordinate
        self.waiting = iter(())
        self.clear(columns=True)
        self.header_height = heading_height
        for heading in columns:
            self.add_column(heading.text, width=heading.width)
        self._heights = heights
        self.step = max(_CELLS // max(len(columns), 1), 40)
        self.waiting = iter(rows)
        at = min(cursor.row, len(rows) - 1)
        self.grow(at + self.step)
        self.fixed_columns = 1 if columns else 0
        if rows:
            self.move_cursor(row=at, column=min(cursor.column, len(columns) - 1))
            self.scroll_to(scroll.x, scroll.y, animate=False)

    def fetched(self, row: Row) -> None:
        """Add a row, as high as it has to be."""
        self.add_row(*row, height=self._heights[self.row_count] if self._heights else 1)
