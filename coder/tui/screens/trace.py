"""The trace of one case: why it is typed as it is, down to the passages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget

from coder.model import Guid
from coder.operations.decisions import Decided
from coder.operations.explaining import Explanation, explain
from coder.store import Store
from coder.tui.commands import Command
from coder.tui.screens.assess import JUDGING, JudgingScreen
from coder.tui.screens.passages import PassagesScreen
from coder.tui.widgets.typing_trace import PassageBlock, blocks
from coder.typology import Trace

BACK = Command("typing.back", "escape", "back", "Back", "Go back to all cases.", True)
NEXT = Command("typing.passage", "n", "app.focus_next", "Passage", "Go to the next passage.", True)


QUOTED = 20
"""How many passages for, or against, an attribute are quoted; the rest are a step away."""


class TraceScreen(JudgingScreen[Explanation]):
    """Read why a case is typed as it is, and go to the passages it rests on."""

    NAME = "typing"
    CSS_PATH = "../typing.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (NEXT, *JUDGING, BACK)

    def __init__(self, case: Guid) -> None:
        super().__init__()
        self._case = case
        self._explained: Explanation | None = None

    def body(self) -> ComposeResult:
        """Yield the place of the text."""
        yield VerticalScroll(id="trace", can_focus=True)

    def waiting(self) -> Widget:
        """Return the place of the text."""
        return self.query_one("#trace")

    def question(self) -> Callable[[Store], Explanation]:
        """Return the explanation of the case."""
        return partial(_explained, user=self.coder.user, case=self._case)

    def show(self, computed: Explanation) -> None:
        """Show the explanation; the eye stays where it was."""
        self._explained = computed
        self.call_later(self._rebuild, computed)

    async def _rebuild(self, explanation: Explanation) -> None:
        place = self.query_one("#trace", VerticalScroll)
        where = place.scroll_offset
        async with self.batch():
            await place.remove_children()
            await place.mount_all(blocks(explanation.parts))
        place.scroll_to(y=where.y, animate=False)
        if self.focused is None:
            place.focus()

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
        if part.place is not None:
            self.coder.show_passage(*part.place)
        elif self.in_hand is not None:
            self.app.push_screen(PassagesScreen(self.in_hand.case.name, part.codings))

    def action_back(self) -> None:
        """Go back to all cases."""
        self.app.pop_screen()


def _explained(store: Store, *, user: str, case: Guid) -> Explanation:
    return explain(store, user, case, most=QUOTED)
