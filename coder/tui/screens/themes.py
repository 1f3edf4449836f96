"""Themes mode: every table, and the passages behind every figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widget import Widget
from textual.widgets import DataTable, Static

from coder.display import one_line
from coder.errors import NotFound
from coder.model import Case, Code, Column, Guid, Table
from coder.operations import asking, figures, summaries
from coder.operations.figures import KINDS, QUOTES, THEMES, Answer, Question
from coder.operations.profiles import Release
from coder.operations.publishing import Published
from coder.store import Store
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.dialogs import Confirm
from coder.tui.screens.export import EXPORT, export_table
from coder.tui.screens.passages import PassagesScreen
from coder.tui.screens.summary import SummaryDialog
from coder.tui.screens.themes_asking import AskingScreen
from coder.tui.screens.themes_commands import (
    CELLS,
    HAS,
    NAMES,
    SETTINGS,
    SORT,
    TABLES,
    TURNING,
    WRITE,
)
from coder.tui.widgets.themes_empty import missing
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.themes_settings import Settings
from coder.tui.widgets.themes_sheets import Sheet
from coder.tui.widgets.themes_tables import Rows, sheet_of


class ThemesScreen(AskingScreen):
    """Count themes in every table, see the passages behind every figure, and export."""

    NAME = "themes"
    CSS_PATH = "../themes.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (*TABLES, *TURNING, *SETTINGS, *CELLS, EXPORT)

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self._rows: list[int] = []
        """The rows of the table in the order of the screen."""
        self._sorted: dict[str, int] = {}
        """By kind, the column whose greatest figures stand first."""
        self._cursors: dict[str, Coordinate] = {}
        """By kind, where the cursor was when another table was asked for."""

    def body(self) -> ComposeResult:
        """Yield the tables, their settings, the figures, the figure in words and the notes."""
        yield Settings(TABLES, gap=1, id="tables")
        yield Settings((*SETTINGS, SORT, WRITE), id="settings")
        yield Grid(id="figures", cursor_type="cell", zebra_stripes=True)
        yield Static(id="figure-legend")
        yield Static(id="figure-words")
        with VerticalScroll(id="figure-notes", can_focus=True):
            yield Static(id="figure-notes-text")

    def waiting(self) -> Widget:
        """Return the figures."""
        return self.grid

    @property
    def grid(self) -> Grid:
        """The figures."""
        return self.query_one(Grid)

    def row_name(self) -> str:
        """Return the first cell of the row under the cursor; empty where there is none."""
        if self._answer is None or not self._answer.table.rows:
            return ""
        return str(self._answer.table.rows[self._place()[0]][0] or "")

    def _place(self) -> tuple[int, int]:
        """Return row and column of the table at the cursor."""
        row, column = self.grid.cursor_coordinate
        return (self._rows[row] if row < len(self._rows) else row), column

    def question(self) -> Callable[[Store], Answer]:
        """Return the count of what is asked now."""
        return partial(_answered, user=self.coder.user, question=self._asked)

    def show(self, computed: Answer) -> None:
        """Show figures, how they were counted, and what they rest on."""
        before = self._answer
        self._answer, self._asked = computed, computed.question
        kind = computed.question.kind
        tables, settings = (
            self.query_one("#tables", Settings),
            self.query_one("#settings", Settings),
        )
        for command, each in zip(TABLES, KINDS, strict=True):
            tables.say(command.id, NAMES[each])
            if each == kind:
                tables.mark(command.id)
        for id, words in self.in_words(computed).items():
            settings.say(id, words)
        order = "most first" if kind in self._sorted else "in order"
        settings.say(SORT.id, order if kind in HAS[SORT.id] else "")
        self._lay_out(turned=before is not None and before.question.kind != kind)
        notes = [
            Content.assemble((f"{label}  ", "bold"), content(words))
            for label, words in computed.table.notes
        ]
        self.query_one("#figure-notes-text", Static).update(Content("\n").join(notes))

    def _lay_out(self, turned: bool = False) -> None:
        """Lay the figures out for the width there is."""
        if self._answer is None:
            return
        sheet = sheet_of(self._answer, self.size.width)
        self._sheet = sheet
        kind = self._answer.question.kind
        cursor = self._cursors.get(kind, Coordinate(0, 1)) if turned else None
        self._rows = list(range(len(sheet.rows)))
        by = self._sorted.get(kind)
        if by is not None and by < len(sheet.columns):
            self._rows.sort(key=lambda row: -sheet.amount(row, by))
        self.grid.lay(
            sheet.columns,
            Rows(len(self._rows), lambda row: sheet.rows[self._rows[row]]),
            heading_height=sheet.heading_height,
            heights=sheet.heights,
            cursor=cursor,
        )
        legend = self.query_one("#figure-legend", Static)
        legend.display = bool(sheet.legend)
        legend.update(content(sheet.legend))
        self._say_figure()

    def on_resize(self, _: events.Resize) -> None:
        """Use the width there is."""
        self._lay_out()

    @on(DataTable.CellHighlighted)
    def _say_figure(self) -> None:
        if self._sheet is None or self._answer is None:
            return
        words = missing(self._answer)
        row, column = self._place()
        if row < len(self._sheet.rows) and column < len(self._sheet.columns):
            figure = self._sheet.say(row, column)
            words = f"{figure} {words}" if words else figure
        self.query_one("#figure-words", Static).update(content(words))

    def action_table(self, kind: str) -> None:
        """Show a kind of table as it was last asked, its cursor where it was."""
        if kind != self._asked.kind:
            self._cursors[self._asked.kind] = self.grid.cursor_coordinate
            self.ask_for(kind)

    def action_turn(self, by: int) -> None:
        """Show the next kind of table, or the one before."""
        self.action_table(KINDS[(KINDS.index(self._asked.kind) + by) % len(KINDS)])

    def action_sort(self) -> None:
        """Put the greatest figures of the column first, or the rows back in their order."""
        if self._has(SORT) and self._answer is not None:
            kind, column = self._asked.kind, self.grid.cursor_column
            if self._sorted.get(kind) == column:
                del self._sorted[kind]
            else:
                self._sorted[kind] = column
            self.grid.move_cursor(row=0)
            self.show(self._answer)

    # What is behind it.

    @on(DataTable.CellSelected)
    def _open(self) -> None:
        if self._sheet is None or self._answer is None:
            return
        place = self._place()
        codings = self._sheet.codings(*place)
        if not codings:
            self.coder.say("There are no passages behind this figure.")
        elif self._answer.question.kind == QUOTES:
            self._go_to(codings)
        else:
            self.app.push_screen(PassagesScreen(self._sheet.name(*place), codings))

    @work
    async def _go_to(self, codings: Sequence[Guid]) -> None:
        """Go to the place of a quotation in its transcript."""
        user = self.coder.user
        found = await self.beside(lambda store: figures.passages(store, user, codings))
        if found.places:
            self.coder.show_passage(*found.places[0])

    def action_export(self) -> None:
        """Ask for a file and write the table to it."""
        if (answer := self._answer) is None:
            return
        if not answer.table.notes:  # it could not be made
            self.coder.say(answer.lacking)
            return
        export_table(
            self,
            answer.table,
            answer.records,
            names_schools=answer.names_schools,
            publish=partial(_published, user=self.coder.user, question=answer.question),
            whole_set=True,
        )

    # The cells of the framework.

    def _cell(self) -> tuple[Case, Code] | None:
        """Return school and theme of the cell under the cursor; say where there is none."""
        answer = self._answer
        framework = answer.framework if answer else None
        if framework is None:
            self.coder.say("Cells are written in the table framework (6).")
            return None
        row, column = self._place()
        if not column or not framework.schools:
            self.coder.say("Put the cursor on a cell: a school's row, a theme's column.")
            return None
        return framework.schools[row], framework.themes[column - 1]

    def _may_write(self) -> bool:
        if self.store.past is None:
            return True
        self.coder.say(
            "The project is shown as it was; a summary cannot be written there. Ctrl+N goes back"
            " to now.",
            wrong=True,
        )
        return False

    @work
    async def action_write(self) -> None:
        """Write or change one's own summary of the cell, beside its passages."""
        if (place := self._cell()) is None or not self._may_write():
            return
        user, (case, code) = self.coder.user, place
        with self.coder.saying():
            cell = await self.beside(
                lambda store: summaries.cell(store, user, case.guid, code.guid)
            )

            def keep(text: str, linked: tuple[Guid, ...]) -> None:
                codings = [cell.codings[guid] for guid in linked]
                summaries.summarise(self.store, user, case, code, text, codings)

            if await self.app.push_screen_wait(SummaryDialog(cell, keep)):
                self.coder.changed()

    @work
    async def action_take(self) -> None:
        """Take back one's own latest summary of the cell; the one before it is shown."""
        if (place := self._cell()) is None or not self._may_write():
            return
        case, code = place
        where = f"{one_line(case.name)}, {one_line(code.name)}"
        question = f"Take back your latest summary of {where}? The one before it is shown then."
        if await self.app.push_screen_wait(Confirm(question, "Take it back", "Keep it")):
            with self.coder.saying():
                summaries.remove_summary(self.store, self.coder.user, case, code)
                self.coder.changed()

    def action_history(self) -> None:
        """Show who wrote the cell, and what stood there earlier."""
        if (place := self._cell()) is None:
            return
        case, code = place
        about = summaries.of_cell(self.store, self.coder.user, case.guid, code.guid)
        where = f"the cell {one_line(case.name)}, {one_line(code.name)}"
        if about:
            self.coder.show_history([each.guid for each in about], where)
        else:
            self.coder.say(f"Nobody has written {where}.")


def _answered(store: Store, *, user: str, question: Question) -> Answer:
    question = asking.standing(store, question)
    try:
        return figures.answer(store, user, question)
    except NotFound as error:
        if question.kind == THEMES:  # what it was grouped by was undone since it was chosen
            return figures.answer(store, user, replace(question, by=""))
        # Without pairs there is no table of them; the keys that change that stay.
        nothing = Table(question.kind, (Column("path", "theme"),), ())
        return Answer(question, nothing, None, None, (), (), False, None, str(error))


def _published(store: Store, release: Release, *, user: str, question: Question) -> Published:
    found = figures.answer(store, user, replace(question, release=release))
    return Published(found.table, found.records, told=found.told)
