"""Typing mode: every case by its attributes, its outcome under each reading, its decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import DataTable, Static

from coder.errors import ProjectError
from coder.model import Attribute, Guid
from coder.operations import outcomes, project, publishing_lists, typing
from coder.operations.profiles import Release
from coder.operations.publishing import Published
from coder.operations.typing import Decided
from coder.store import Store, reads
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.assess import JUDGING, JudgingScreen
from coder.tui.screens.export import EXPORT, export_table
from coder.tui.screens.trace import TraceScreen
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.themes_settings import Settings
from coder.tui.widgets.typing_sheet import TypingSheet
from coder.typology import Trace

SETTINGS = (
    Command("typing.filter", "f", "next_filter", "Which", "Show all cases, or only some."),
    Command("typing.others", "o", "others", "Others", "Show or hide cases that are not typed."),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """How all cases are typed at one moment."""

    traces: tuple[Trace, ...]
    decided: Mapping[Guid, Decided]
    names: Mapping[Guid, str]
    """Of users."""
    provenance: tuple[tuple[str, str], ...]
    lacking: str = ""
    """Why there is nothing to show, and what to do."""


Filter = Callable[[Trace, Decided | None], bool]

FILTERS: Mapping[str, Filter] = {
    "all cases": lambda trace, decided: True,
    "not decided": lambda trace, decided: trace.typed and decided is None,
    "to review": lambda trace, decided: decided is not None and not decided.reviews,
    "changed since": lambda trace, decided: decided is not None and bool(decided.stale),
    "look twice": lambda trace, decided: bool(trace.flags or trace.notes),
}


class TypingScreen(JudgingScreen[Typed]):
    """See how schools are typed and why; assess, decide and review."""

    NAME = "typing"
    CSS_PATH = "../typing.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (*JUDGING, *SETTINGS, EXPORT)

    def __init__(self) -> None:
        super().__init__()
        self._typed: Typed | None = None
        self._shown_traces: list[Trace] = []
        self._sheet: TypingSheet | None = None
        self._filter, self._others = "all cases", True

    def body(self) -> ComposeResult:
        """Yield the settings, the cases, what the signs mean and the cell in words."""
        yield Settings((*SETTINGS, JUDGING[-1]))
        yield Grid(id="cases", cell_padding=0)
        yield Static(id="typing-legend")
        yield Static(id="typing-words")

    def waiting(self) -> Widget:
        """Return the cases."""
        return self.query_one(Grid)

    def question(self) -> Callable[[Store], Typed]:
        """Return the typing of all cases."""
        return partial(_typed, user=self.coder.user)

    def show(self, computed: Typed) -> None:
        """Show how the cases are typed."""
        self._typed = computed
        self._lay_out()

    def on_resize(self, _: events.Resize) -> None:
        """Use the room there is."""
        self._lay_out()

    def _lay_out(self) -> None:
        typed = self._typed
        if typed is None:
            return
        chosen = FILTERS[self._filter]
        wanted = [each for each in typed.traces if chosen(each, typed.decided.get(each.case.guid))]
        # Cases outside the frame stand last; the order within is natural already.
        self._shown_traces = [each for each in wanted if each.typed]
        self._shown_traces += [each for each in wanted if not each.typed and self._others]
        grid, legend = self.query_one(Grid), self.query_one("#typing-legend", Static)
        self._say_settings(typed)
        if not self._shown_traces:
            self._sheet = None
            grid.lay((), ())
            legend.display = False
            words = typed.lacking or f"No case is shown: none is “{self._filter}”. f shows others."
            self.query_one("#typing-words", Static).update(content(words))
            return
        size = (self.size.width, self.size.height)
        sheet = TypingSheet(self._shown_traces, typed.decided, typed.names, size)
        self._sheet = sheet
        grid.lay(
            sheet.columns, sheet.rows, heading_height=sheet.heading_height, heights=sheet.heights
        )
        legend.display = bool(sheet.legend)
        legend.update(content(sheet.legend))
        self._say_cell()

    def _say_settings(self, typed: Typed) -> None:
        settings = self.query_one(Settings)
        settings.say("typing.filter", f"show: {self._filter}")
        outside = sum(not each.typed for each in typed.traces)
        words = f"{outside} not typed, {'shown' if self._others else 'hidden'}" if outside else ""
        settings.say("typing.others", words)
        readings = typed.traces[0].readings if typed.traces else ()
        told = ", ".join(option for _, option in readings)
        settings.say("typing.reading", f"readings: {told}" if told else "")

    @on(DataTable.CellHighlighted)
    def _say_cell(self) -> None:
        if self._sheet is not None:
            told = self._sheet.say(*self.query_one(Grid).cursor_coordinate)
            self.query_one("#typing-words", Static).update(content("\n".join(told)))

    # The case under the cursor.

    @property
    def in_hand(self) -> Trace | None:
        """The trace of the case under the cursor."""
        row = self.query_one(Grid).cursor_row
        return self._shown_traces[row] if row < len(self._shown_traces) else None

    @property
    def attribute_in_hand(self) -> Attribute | None:
        """The attribute under the cursor."""
        if self._sheet is None:
            return None
        at = self._sheet.attribute_at(self.query_one(Grid).cursor_column)
        return None if at is None else self._sheet.attributes[at]

    @property
    def decided(self) -> Decided | None:
        """What was decided about the case under the cursor."""
        trace = self.in_hand
        if trace is None or self._typed is None:
            return None
        return self._typed.decided.get(trace.case.guid)

    @on(DataTable.CellSelected)
    def _open(self) -> None:
        if (trace := self.in_hand) is not None:
            self.app.push_screen(TraceScreen(trace.case.guid))

    def action_next_filter(self) -> None:
        """Show other cases."""
        names = list(FILTERS)
        self._filter = names[(names.index(self._filter) + 1) % len(names)]
        self._lay_out()

    def action_others(self) -> None:
        """Show or hide the cases that are not typed."""
        self._others = not self._others
        self._lay_out()

    def action_export(self) -> None:
        """Ask for a file and write the outcomes to it."""
        if self._typed is not None and self._typed.traces:
            typed = self._typed
            table = outcomes.outcomes(typed.traces, dict(typed.decided), typed.provenance)
            publish = partial(_published, user=self.coder.user)
            export_table(self, table, names_schools=True, publish=publish)


def _published(store: Store, release: Release, *, user: str) -> Published:
    return publishing_lists.typing(store, user, None, release)


def _typed(store: Store, *, user: str) -> Typed:
    try:
        traces = tuple(typing.traces(store, user))
    except ProjectError as error:
        return Typed((), {}, {}, (), str(error))
    lacking = "" if traces else "There are no cases yet: add schools with `coder cases import`."
    return Typed(
        traces=traces,
        decided=typing.decided(store, traces),
        names={guid: each.name for guid, each in reads.users(store).items()},
        provenance=tuple(project.provenance(store)),
        lacking=lacking,
    )
