"""Themes mode: how many schools have each theme, and the passages behind every figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from coder.errors import NotFound
from coder.frequencies import UNITS
from coder.operations import figures
from coder.operations.figures import COVERAGE, MATRIX, NONE, THEMES, Answer, Question
from coder.operations.profiles import Release
from coder.operations.publishing import Published
from coder.store import Store
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.computing import ComputingScreen
from coder.tui.screens.export import EXPORT, export_table
from coder.tui.screens.passages import PassagesScreen
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.themes_settings import Settings
from coder.tui.widgets.themes_sheets import MatrixSheet, PlainSheet, Sheet, ThemeSheet

SETTINGS = (
    Command("themes.table", "t", "next_table", "Table", "Show themes, matrix or coverage."),
    Command("themes.unit", "n", "next_unit", "Unit", "Count schools, sources, speakers, ..."),
    Command("themes.by", "b", "next_grouping", "Group by", "Group by another variable or none."),
    Command("themes.users", "w", "next_users", "Whose", "Count any user, all readers, or one."),
    Command("themes.roll", "r", "roll_up", "Roll up", "Count themes with those under them."),
)

_TABLES = {THEMES: "themes", MATRIX: "themes by school", COVERAGE: "coverage"}


class ThemesScreen(ComputingScreen[Answer]):
    """Count themes, see the passages behind every figure, and export."""

    NAME = "themes"
    CSS_PATH = "../themes.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (*SETTINGS, EXPORT)

    def __init__(self) -> None:
        super().__init__()
        self._asked = Question()
        self._answer: Answer | None = None
        self._sheet: Sheet | None = None

    def body(self) -> ComposeResult:
        """Yield the settings, the figures, the figure in words and the notes."""
        yield Settings(SETTINGS)
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

    def question(self) -> Callable[[Store], Answer]:
        """Return the count of what is asked now."""
        return partial(_answered, user=self.coder.user, question=self._asked)

    def show(self, computed: Answer) -> None:
        """Show figures, how they were counted, and what they rest on."""
        self._answer, self._asked = computed, computed.question
        self._say_settings(computed)
        self._lay_out()
        notes = [
            Content.assemble((f"{label}  ", "bold"), content(words))
            for label, words in computed.table.notes
        ]
        self.query_one("#figure-notes-text", Static).update(Content("\n").join(notes))

    def _say_settings(self, answer: Answer) -> None:
        asked, settings = answer.question, self.query_one(Settings)
        themes = asked.kind == THEMES
        settings.say("themes.table", _TABLES[asked.kind])
        settings.say("themes.unit", f"unit: {asked.unit}" if themes else "")
        by = "not grouped" if asked.by == NONE else f"by {asked.by}"
        settings.say("themes.by", by if themes else "")
        who = next((user.name for user in answer.users if user.guid == asked.users), "")
        whose = f"only {who}" if who else f"{asked.users} user{'s' * (asked.users == 'all')}"
        settings.say("themes.users", "" if asked.kind == COVERAGE else whose)
        rolled = "codes under it count" if asked.roll_up else "each code alone"
        settings.say("themes.roll", "" if asked.kind == COVERAGE else rolled)

    def _lay_out(self) -> None:
        """Lay the figures out for the width there is."""
        if self._answer is None:
            return
        sheet = _sheet(self._answer, self.size.width)
        self._sheet = sheet
        self.grid.lay(sheet.columns, sheet.rows, heading_height=sheet.heading_height)
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
        words = self._answer.lacking
        if self._sheet.rows:
            figure = self._sheet.say(*self.grid.cursor_coordinate)
            words = f"{figure} {words}" if words else figure
        self.query_one("#figure-words", Static).update(content(words))

    # What is counted.

    def _ask(self, question: Question) -> None:
        self._asked = question
        self.show_project()

    def action_next_table(self) -> None:
        """Show the next kind of table, from its first column."""
        self.grid.move_cursor(column=0, scroll=False)
        self.grid.scroll_to(x=0, animate=False, immediate=True)
        self._ask(replace(self._asked, kind=_after(list(_TABLES), self._asked.kind)))

    def action_next_unit(self) -> None:
        """Count the next unit."""
        if self._asked.kind == THEMES:
            self._ask(replace(self._asked, unit=_after(UNITS, self._asked.unit)))

    def action_next_grouping(self) -> None:
        """Group by the next variable."""
        if self._answer is not None and self._asked.kind == THEMES:
            by = _after(self._answer.groupings, self._asked.by)
            self._ask(replace(self._asked, by=by))

    def action_next_users(self) -> None:
        """Count by the next users rule: any, all, then each user alone."""
        if self._answer is not None and self._asked.kind != COVERAGE:
            rules = ("any", "all", *(user.guid for user in self._answer.users))
            self._ask(replace(self._asked, users=_after(rules, self._asked.users)))

    def action_roll_up(self) -> None:
        """Count a theme with the codes under it, or alone."""
        if self._asked.kind != COVERAGE:
            self._ask(replace(self._asked, roll_up=not self._asked.roll_up))

    # What is behind it.

    @on(DataTable.CellSelected)
    def _open(self, event: DataTable.CellSelected) -> None:
        if self._sheet is None:
            return
        place = event.coordinate.row, event.coordinate.column
        if codings := self._sheet.codings(*place):
            self.app.push_screen(PassagesScreen(self._sheet.name(*place), codings))
        else:
            self.coder.say("There are no passages behind this figure.")

    def action_export(self) -> None:
        """Ask for a file and write the table to it."""
        if (answer := self._answer) is not None:
            export_table(
                self,
                answer.table,
                answer.records,
                names_schools=answer.names_schools,
                publish=partial(_published, user=self.coder.user, question=self._asked),
                whole_set=True,
            )


def _answered(store: Store, *, user: str, question: Question) -> Answer:
    try:
        return figures.answer(store, user, question)
    except NotFound:  # what it was grouped by was there when it was chosen, and was undone since
        return figures.answer(store, user, replace(question, by=""))


def _published(store: Store, release: Release, *, user: str, question: Question) -> Published:
    found = figures.answer(store, user, replace(question, release=release))
    return Published(found.table, found.records, told=found.told)


def _sheet(answer: Answer, width: int) -> Sheet:
    if answer.themes is not None:
        return ThemeSheet(answer.themes, width)
    if answer.question.kind == MATRIX:
        return MatrixSheet(answer.table, width)
    return PlainSheet(answer.table)


def _after(values: Sequence[str], value: str) -> str:
    at = values.index(value) if value in values else -1
    return values[(at + 1) % len(values)]
