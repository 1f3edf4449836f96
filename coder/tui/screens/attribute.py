"""One attribute in all cases: who speaks for it and against it, and how those cases come out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import DataTable, Static

from coder.display import one_line
from coder.model import Attribute, Table
from coder.operations.by_attribute import ByAttribute, by_attribute
from coder.store import Store
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.computing import ComputingScreen
from coder.tui.screens.trace import TraceScreen
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.themes_sheets import Heading

BACK = Command("attribute.back", "escape", "back", "Back", "Go back to all attributes.", True)

_WIDEST = 34


class AttributeScreen(ComputingScreen[ByAttribute]):
    """See who speaks for one attribute in which cases; Enter opens a case."""

    NAME = "typing"
    CSS_PATH = "../typing.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (BACK,)

    def __init__(self, attribute: Attribute) -> None:
        super().__init__()
        self._attribute = attribute
        self._found: ByAttribute | None = None

    def body(self) -> ComposeResult:
        """Yield the name, the cases and the answer in words."""
        yield Static(content(self._attribute.name, "bold"), id="queue")
        yield Grid(id="cases", cell_padding=0)
        yield Static(id="typing-words")

    def waiting(self) -> Widget:
        """Return the cases."""
        return self.query_one(Grid)

    def question(self) -> Callable[[Store], ByAttribute]:
        """Return the attribute in all cases."""
        return partial(by_attribute, user=self.coder.user, attribute=self._attribute)

    def show(self, computed: ByAttribute) -> None:
        """Show who says it; at first with the cursor where something was said."""
        first, self._found = self._found is None, computed
        grid = self.query_one(Grid)
        rows = [[one_line(str(cell)) for cell in row] for row in computed.table.rows]
        grid.lay(_headings(computed.table, rows), [[Text(cell) for cell in row] for row in rows])
        said = "\n".join(computed.answer)
        self.query_one("#typing-words", Static).update(content(said))
        grid.focus()
        said_of = [at for at, record in enumerate(computed.records) if record["for"]]
        if first and said_of:
            grid.move_cursor(row=said_of[0])

    @on(DataTable.CellSelected)
    def _open(self) -> None:
        row = self.query_one(Grid).cursor_row
        if self._found is not None and row < len(self._found.traces):
            self.app.push_screen(TraceScreen(self._found.traces[row].case.guid))

    def action_back(self) -> None:
        """Go back to all attributes."""
        self.app.pop_screen()


def _headings(table: Table, rows: list[list[str]]) -> list[Heading]:
    widths = [
        max(len(column.heading), *(len(row[at]) for row in rows)) if rows else len(column.heading)
        for at, column in enumerate(table.columns)
    ]
    return [
        Heading(Text(column.heading), min(width, _WIDEST) + 2)
        for column, width in zip(table.columns, widths, strict=True)
    ]
