"""One attribute in all cases: who speaks for it and against it, and how those cases come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import DataTable, Static

from coder.display import one_line
from coder.model import Attribute, Cell, Table
from coder.operations.by_attribute import ByAttribute, by_attribute
from coder.store import Store
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.computing import ComputingScreen
from coder.tui.screens.trace import TraceScreen
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.themes_sheets import Heading
from coder.tui.widgets.typing_sheet import BRIEF, in_brief

BACK = Command("attribute.back", "escape", "back", "Back", "Go back to all attributes.", True)

_WIDEST = 34
_GAP = 2
_BAR = 2
"""Columns for the bar of scrolling."""
_WIDE = 100
"""Columns of a terminal from which all is said in full."""


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
        self._lay_out()
        grid = self.query_one(Grid)
        said = "\n".join(computed.answer)
        self.query_one("#typing-words", Static).update(content(said))
        grid.focus()
        said_of = [at for at, record in enumerate(computed.records) if record["for"]]
        if first and said_of:
            grid.move_cursor(row=said_of[0])

    def on_resize(self) -> None:
        """Use the room there is."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self._found is not None:
            table = self._found.table
            narrow = self.size.width < _WIDE
            rows = [_cells(table, row, narrow) for row in table.rows]
            headings = _headings(table, rows, self.size.width - _BAR if narrow else 0)
            for row in rows:
                for cell, heading in zip(row, headings, strict=True):
                    cell.truncate(heading.width - _GAP, overflow="ellipsis")
            self.query_one(Grid).lay(headings, rows)

    @on(DataTable.CellSelected)
    def _open(self) -> None:
        row = self.query_one(Grid).cursor_row
        if self._found is not None and row < len(self._found.traces):
            self.app.push_screen(TraceScreen(self._found.traces[row].case.guid))

    def action_back(self) -> None:
        """Go back to all attributes."""
        self.app.pop_screen()


def _cells(table: Table, row: Sequence[Cell], narrow: bool) -> list[Text]:
    """Return the cells of a row; how the types come out in brief, where there is little room."""
    return [
        in_brief(str(cell))
        if narrow and column.key.startswith("type_") and str(cell) in BRIEF
        else Text(one_line(str(cell)), overflow="ellipsis")
        for column, cell in zip(table.columns, row, strict=True)
    ]


def _headings(table: Table, rows: Sequence[Sequence[Text]], room: int) -> list[Heading]:
    """Return the headings; at a room the roles take what the others before the doubts leave."""
    widths = [
        min(_WIDEST, max([len(column.heading), *(row[at].cell_len for row in rows)])) + _GAP
        for at, column in enumerate(table.columns)
    ]
    keys = [column.key for column in table.columns]
    if room:
        over = sum(widths[: keys.index("flags")]) - room
        at = keys.index("roles")
        widths[at] = max(len("roles") + _GAP, widths[at] - max(0, over))
    return [Heading(Text(c.heading), w) for c, w in zip(table.columns, widths, strict=True)]
