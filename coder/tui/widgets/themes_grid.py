"""The grid of figures: a table of data with a cursor on one figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from coder.tui.widgets.themes_sheets import Heading


class Grid(DataTable[Text]):
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

    def lay(
        self,
        columns: Sequence[Heading],
        rows: Sequence[Sequence[Text]],
        *,
        heading_height: int = 1,
        heights: Sequence[int] | None = None,
    ) -> None:
        """Show other columns and rows; the cursor stays in its place where that is still there."""
        cursor, scroll = self.cursor_coordinate, self.scroll_offset
        self.clear(columns=True)
        self.header_height = heading_height
        for heading in columns:
            self.add_column(heading.text, width=heading.width)
        for row, height in zip(rows, heights or [1] * len(rows), strict=True):
            self.add_row(*row, height=height)
        self.fixed_columns = 1 if columns else 0
        if rows:
            self.move_cursor(
                row=min(cursor.row, len(rows) - 1), column=min(cursor.column, len(columns) - 1)
            )
            self.scroll_to(scroll.x, scroll.y, animate=False)
