"""The trace of one case: why it is typed as it is, down to the passages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coder.model import Guid
from coder.operations import queue, typing
from coder.operations.decisions import Decided
from coder.operations.explaining import Explanation, Part, explain, without_evidence
from coder.store import Store, user_guid
from coder.tui.commands import Command
from coder.tui.screens.assess import JUDGING, JudgingScreen
from coder.tui.screens.passages import PassagesScreen
from coder.tui.widgets.typing_head import head
from coder.tui.widgets.typing_trace import PassageBlock, blocks
from coder.typology import Trace

BACK = Command("typing.back", "escape", "back", "Back", "Go back to all cases.", True)
PASSAGES = (
    Command("typing.passage", "p", "app.focus_next", "Passage", "Go to the next passage.", True),
    Command("typing.before", "P", "app.focus_previous", "Before", "Go to the passage before."),
)


QUOTED = 20
"""How many passages for, or against, an attribute are quoted; the rest are a step away."""


class TraceScreen(JudgingScreen[Explanation]):
    """Read why a case is typed as it is, and go to the passages it rests on."""

    NAME = "typing"
    CSS_PATH = "../typing.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (*JUDGING, *PASSAGES, BACK)

    def __init__(self, case: Guid, left: Callable[[Guid], None] = lambda case: None) -> None:
        """`left` is told the case that was in hand when the person goes back."""
        super().__init__()
        self._case, self._left = case, left
        self._explained: Explanation | None = None

    def body(self) -> ComposeResult:
        """Yield the answer, which stays in sight, and the place of the text."""
        yield Static(id="case-head")
        yield VerticalScroll(id="trace", can_focus=True)

    def waiting(self) -> Widget:
        """Return the place of the text."""
        return self.query_one("#trace")

    def question(self) -> Callable[[Store], Explanation]:
        """Return the explanation of the case."""
        return partial(_explained, user=self.coder.user, case=self._case)

    def show(self, computed: Explanation) -> None:
        """Show the explanation; of the same case, the eye stays where it was."""
        before, self._explained = self._explained, computed
        same = before is not None and before.trace.case.guid == computed.trace.case.guid
        me = user_guid(self.coder.user)
        self.query_one("#case-head", Static).update(
            head(computed.trace, computed.decided, me, past=self.store.past is not None)
        )
        self.refresh_bindings()
        self.call_later(self._rebuild, computed, same)

    async def _rebuild(self, explanation: Explanation, same: bool) -> None:
        place = self.query_one("#trace", VerticalScroll)
        where = place.scroll_offset.y if same else 0
        async with self.batch():
            await place.remove_children()
            await place.mount_all(blocks(_beneath(explanation)))
        place.scroll_to(y=where, animate=False)
        if self.focused is None or not same:
            place.focus()
        self.refresh_bindings()  # with passages, or without

    def _no_use(self) -> set[str]:
        """Return the ids of the keys that go to passages, where there are none."""
        return set() if self.query(PassageBlock) else {command.id for command in PASSAGES}

    @property
    def in_hand(self) -> Trace | None:
        """The trace that is shown."""
        return self._explained.trace if self._explained else None

    @property
    def decided(self) -> Decided | None:
        """What was decided about the case."""
        return self._explained.decided if self._explained else None

    @on(PassageBlock.Opened)
    def _open(self, event: PassageBlock.Opened) -> None:
        part = event.part
        if part.place is not None and self.in_hand is not None:
            self.coder.show_passage(*part.place)
            self.coder.say(f"F5 comes back to the trace of {self.in_hand.case.name}.")
        elif self.in_hand is not None:
            self.app.push_screen(PassagesScreen(self.in_hand.case.name, part.codings))

    @work(exclusive=True, group="next")
    async def action_next(self) -> None:
        """Go to the next case that waits for this user."""
        found = await self.beside(partial(_next, user=self.coder.user, after=self._case))
        if found is None:
            self.coder.say("No other case waits for you.")
            return
        self._case = found
        self.show_project()

    def action_back(self) -> None:
        """Go back to all cases."""
        self.app.pop_screen()
        self._left(self._case)


def _beneath(explanation: Explanation) -> list[Part]:
    """Return the parts that do not stand in the head already."""
    first = 2 if without_evidence(explanation.trace) else 1
    return [*explanation.parts[first:]]


def _explained(store: Store, *, user: str, case: Guid) -> Explanation:
    return explain(store, user, case, most=QUOTED)


def _next(store: Store, *, user: str, after: Guid) -> Guid | None:
    traces = typing.traces(store, user)
    acts = queue.waiting(traces, typing.decided(store, user, traces), user_guid(user))
    return queue.following([trace.case.guid for trace in traces], acts, after)
