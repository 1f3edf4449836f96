"""Typing mode: every case by its attributes, its outcome under each reading, its decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import DataTable, Static

from coder.display import counted
from coder.errors import ProjectError
from coder.model import Attribute, Guid
from coder.operations import outcomes, project, publishing_lists, queue, typing
from coder.operations.profiles import Release
from coder.operations.publishing import Published
from coder.operations.queue import Act, State
from coder.operations.typing import Decided
from coder.store import Store, reads, user_guid
from coder.tui.commands import Command
from coder.tui.safe import content
from coder.tui.screens.assess import JUDGING, JudgingScreen
from coder.tui.screens.attribute import AttributeScreen
from coder.tui.screens.export import EXPORT, export_table
from coder.tui.screens.reviewing import NEXT
from coder.tui.screens.trace import TraceScreen
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.themes_settings import Settings
from coder.tui.widgets.typing_head import queue_words
from coder.tui.widgets.typing_sheet import TypingSheet
from coder.typology import Trace

_ALL_READINGS = 100
"""Columns of a terminal from which each reading in use is named."""

SETTINGS = (
    Command("typing.filter", "f", "filter", "Which", "Show all cases, or only some."),
    Command("typing.order", "s", "order", "Order", "Order by school, or what waits for you first."),
    Command("typing.others", "h", "others", "Others", "Show or hide cases that are not typed."),
)

WHO = Command(
    "typing.attribute",
    "w",
    "attribute",
    "Who says it",
    "Show one attribute in all cases: who speaks for it and against it.",
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

    acts: Mapping[Guid, Act] = field(default_factory=dict)
    """What waits for the user, by case."""

    def state(self, trace: Trace) -> State:
        """Return what a case still needs."""
        return queue.state(trace, self.decided.get(trace.case.guid))

    def asks(self, trace: Trace) -> bool:
        """Whether something that was decided of a case waits for the user."""
        return self.acts.get(trace.case.guid, "decide") != "decide"


ALL, MINE, TWICE = "all cases", "what waits for you", "look twice"
FILTERS = (ALL, MINE, *(state for state in queue.STATES if state != "not typed"), TWICE)


def chosen(typed: Typed, filter: str) -> list[Trace]:
    """Return the cases that a filter names."""
    if filter == ALL:
        return [*typed.traces]
    if filter == MINE:
        return [trace for trace in typed.traces if typed.asks(trace)]
    if filter == TWICE:
        return [trace for trace in typed.traces if trace.flags or trace.notes]
    return [trace for trace in typed.traces if typed.state(trace) == filter]


class TypingScreen(JudgingScreen[Typed]):
    """See how schools are typed and why; assess, decide and review."""

    NAME = "typing"
    CSS_PATH = "../typing.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (*JUDGING, WHO, *SETTINGS, EXPORT)

    def __init__(self) -> None:
        super().__init__()
        self._typed: Typed | None = None
        self._shown_traces: list[Trace] = []
        self._sheet: TypingSheet | None = None
        self._filter, self._others, self._waiting_first = ALL, True, False

    def body(self) -> ComposeResult:
        """Yield the settings, the cases, what the signs mean and the cell in words."""
        yield Settings((*SETTINGS, JUDGING[-1]))
        yield Static(id="queue")
        yield Grid(id="cases", cell_padding=0)
        yield Static(id="typing-legend")
        yield Static(id="typing-words")

    def _no_use(self) -> set[str]:
        """Return the ids of the keys about cases, where there are none."""
        if self._typed is not None and self._typed.traces:
            return set()
        return {"figure.open", *(command.id for command in (*JUDGING, NEXT, EXPORT))}

    def waiting(self) -> Widget:
        """Return the cases."""
        return self.query_one(Grid)

    def question(self) -> Callable[[Store], Typed]:
        """Return the typing of all cases."""
        return partial(_typed, user=self.coder.user)

    def show(self, computed: Typed) -> None:
        """Show how the cases are typed; at first with the cursor on what waits for the user."""
        first, self._typed = self._typed is None, computed
        self._lay_out()
        if first:
            cases = [trace.case.guid for trace in computed.traces]
            self.go_to(queue.following(cases, computed.acts, None))

    def go_to(self, case: Guid | None) -> None:
        """Put the cursor on a case, where it is shown."""
        rows = [trace.case.guid for trace in self._shown_traces]
        if case in rows:
            self.query_one(Grid).move_cursor(row=rows.index(case))

    def on_resize(self, _: events.Resize) -> None:
        """Use the room there is."""
        self._lay_out()

    def _lay_out(self) -> None:
        typed = self._typed
        if typed is None:
            return
        wanted = chosen(typed, self._filter)
        if self._waiting_first:
            wanted.sort(key=lambda each: _urgency(typed, each))
        # Cases outside the frame stand last; the order within is natural already.
        self._shown_traces = [each for each in wanted if each.typed]
        self._shown_traces += [each for each in wanted if not each.typed and self._others]
        grid, legend = self.query_one(Grid), self.query_one("#typing-legend", Static)
        self._say_settings(typed)
        if not self._shown_traces:
            self._sheet = None
            grid.lay((), ())
            legend.display = False
            words = (
                typed.lacking
                or f"No case is shown: none is among “{self._filter}”. f shows others."
            )
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
        first = "what waits for you first" if self._waiting_first else "by school"
        settings.say("typing.order", f"order: {first}" if typed.decided else "")
        states = [typed.state(each) for each in typed.traces]
        line = self.query_one("#queue", Static)
        line.display = bool(states)
        past = self.store.past is not None
        line.update(content(queue_words(states, dict(typed.acts), past=past)))
        outside = sum(not each.typed for each in typed.traces)
        words = f"{outside} not typed, {'shown' if self._others else 'hidden'}" if outside else ""
        settings.say("typing.others", words)
        readings = typed.traces[0].readings if typed.traces else ()
        told = f"readings: {', '.join(option for _, option in readings)}"
        if self.size.width < _ALL_READINGS:
            told = counted(len(readings), "reading")
        settings.say("typing.reading", told if readings else "", widest=self.size.width)

    @on(DataTable.CellHighlighted)
    def _say_cell(self) -> None:
        if self._sheet is not None:
            told = self._sheet.say(*self.query_one(Grid).cursor_coordinate)
            self.query_one("#typing-words", Static).update(content("\n".join(told)))
        self.refresh_bindings()

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
        if self._typed is None or (trace := self.in_hand) is None:
            return None
        return self._typed.decided.get(trace.case.guid)

    @on(DataTable.CellSelected)
    def _open(self) -> None:
        if (trace := self.in_hand) is not None:
            self.app.push_screen(TraceScreen(trace.case.guid, self.go_to))

    def action_next(self) -> None:
        """Go to the next case that waits for this user."""
        if self._typed is None:
            return
        cases = [trace.case.guid for trace in self._typed.traces]
        now = self.in_hand.case.guid if self.in_hand else None
        found = queue.following(cases, self._typed.acts, now)
        if found is None:
            self.coder.say("No other case waits for you.")
            return
        if found not in [trace.case.guid for trace in self._shown_traces]:
            self._filter = ALL
            self._lay_out()
        self.go_to(found)

    @work
    async def action_attribute(self) -> None:
        """Show the attribute under the cursor, or one that is asked for, in all cases."""
        typed = self._typed
        if typed is None or not typed.traces:
            return
        of = self.attribute_in_hand
        if of is None:
            known = {each.id: each for each in typed.traces[0].typology.attributes}
            options = [(id, each.name) for id, each in known.items()]
            id = await self.chosen("Who says it: which attribute?", *options)
            of = known[id] if id else None
        if of is not None:
            self.app.push_screen(AttributeScreen(of))

    @work
    async def action_filter(self) -> None:
        """Ask which cases to show; each choice says how many they are."""
        if (typed := self._typed) is None:
            return
        options = [(each, f"{each} ({len(chosen(typed, each))})") for each in FILTERS]
        answer = await self.chosen("Show which cases?", *options)
        if answer is not None:
            self._filter = answer
            self._lay_out()

    def action_order(self) -> None:
        """Order by school, or with what waits for this user first."""
        self._waiting_first = not self._waiting_first
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
    decided = typing.decided(store, user, traces)
    return Typed(
        traces=traces,
        decided=decided,
        names={guid: each.name for guid, each in reads.users(store).items()},
        provenance=tuple(project.provenance(store)),
        lacking=lacking,
        acts=queue.waiting(traces, decided, user_guid(user)),
    )


def _urgency(typed: Typed, trace: Trace) -> tuple[bool, int]:
    """Return what to order by: what waits for the user first, then what still needs most."""
    return not typed.asks(trace), queue.STATES.index(typed.state(trace))
