"""A table that fetches more rows as its end comes near, its last column as wide as there is room.

A journal or a list of passages can have tens of thousands of rows; nobody reads them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.widgets import DataTable

from coder.tui.commands import moving

STEP = 200
"""Rows fetched at a time."""

_NEAR = 20
"""Rows from the end at which more are fetched."""

_LEAST = 20
"""Width that the last column never falls below."""

Row = Sequence[Text]


class Growing(DataTable[Text]):
    """Rows of plain text cells, fetched as their end comes near."""

    waiting: Iterator[Row] = iter(())
    """The rows not fetched yet."""
    step = STEP
    """Rows fetched at a time."""
    _growing = False

    def grow(self, number: int = 0) -> None:
        """Fetch more rows."""
        if self._growing:
            return  # the table moves its focus while rows are added
        self._growing = True
        for row in islice(self.waiting, number or self.step):
            self.fetched(row)
        self._growing = False

    def fetched(self, row: Row) -> None:
        """Add a row that was fetched."""
        self.add_row(*row)

    def watch_cursor_coordinate(self, old_coordinate, new_coordinate) -> None:  # type: ignore[no-untyped-def]
        """Fetch more rows where the focus comes near the end."""
        super().watch_cursor_coordinate(old_coordinate, new_coordinate)
        if self.row_count and new_coordinate.row >= self.row_count - _NEAR:
            self.grow()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch more rows where the wheel comes near the end."""
        super().watch_scroll_y(old_value, new_value)
        if self.row_count and new_value + self.size.height >= self.virtual_size.height - _NEAR:
            self.grow()


class GrowingTable(Growing, inherit_bindings=False):
    """A list of rows; Enter is left to the screen, a second click selects."""

    BINDINGS: ClassVar[list[BindingType]] = [
        moving("up", "cursor_up", "Up", "Go up."),
        moving("down", "cursor_down", "Down", "Go down."),
        moving("pageup", "page_up", "Page up", "Go up a page."),
        moving("pagedown", "page_down", "Page down", "Go down a page."),
        moving("home", "scroll_top", "First", "Go to the first row."),
        moving("end", "scroll_bottom", "Last", "Go to the last row; again for more."),
    ]

    def __init__(self, headings: Sequence[tuple[str, int]], *, id: str | None = None) -> None:
        """`headings` are pairs of heading and width in cells; the last width is not used."""
        super().__init__(cursor_type="row", zebra_stripes=False, show_row_labels=False, id=id)
        self._headings = headings

    def on_mount(self) -> None:
        """Make the columns."""
        for heading, width in self._headings:
            self.add_column(Text(heading), width=width or _LEAST)

    def show_rows(self, rows: Iterator[Row], at: int = 0) -> None:
        """Show rows from the first on, with the focus on that one where there is one."""
        self.clear()
        self.waiting = rows
        self.grow(max(STEP, at + STEP))
        self.move_cursor(row=min(at, max(self.row_count - 1, 0)))

    def on_resize(self, event: events.Resize) -> None:
        """Give the last column the room there is."""
        columns = self.ordered_columns
        taken = sum(column.get_render_width(self) for column in columns[:-1])
        room = self.scrollable_content_region.width - taken - 2 * self.cell_padding
        columns[-1].width = max(room, _LEAST)
        # A column's width has no setter that lays the table out again.
        self._require_update_dimensions = True
        self._clear_caches()
        self.refresh()
