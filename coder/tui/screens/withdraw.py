"""Withdrawing on the screen: who leaves, what goes along, what follows from it, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from coder.display import one_line, same_name
from coder.model import Source, Turn
from coder.operations import withdrawing
from coder.operations.withdrawing import Plan, Target, Written
from coder.store import Store, reads
from coder.store.leaving import MEMOS, NAMES, REPEATS
from coder.tui.safe import content
from coder.tui.screens.choosing import Choose
from coder.tui.screens.correct import beside
from coder.tui.screens.dialog import Dialog
from coder.tui.screens.dialogs import Tell

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

_ALSO = (
    ("", "the words, and nothing else"),
    (MEMOS, "the words, and what people wrote about them or that repeats them"),
    (NAMES, "the words, and the names of the speakers"),
    (f"{MEMOS} {NAMES}", "the words, what people wrote, and the names"),
    (f"{MEMOS} {NAMES} {REPEATS}", "all of these, and what others say that repeats the words"),
)

_HOW = {
    MEMOS: "a choice with what people wrote",
    NAMES: "a choice with the names",
    REPEATS: "the last choice of what goes along",
}
"""Which of these takes more along."""


async def withdraw(
    app: CoderApp, source: Source, turn: Turn | None, alone: Callable[[], None]
) -> bool:
    """Ask who or what leaves and what goes along, show what follows, and do it when it is meant.

    `alone` ends what else of this program has the project open. Returns whether anything was done.
    Raises CoderError where it cannot be done; nothing is changed then.
    """
    if app.only_read():
        return False
    targets = {str(number): each for number, each in enumerate(_targets(app.store, source, turn))}
    whom = [(number, f"the {each.words}") for number, each in targets.items()]
    chosen = await app.push_screen_wait(Choose("Who or what leaves, for good?", whom))
    if chosen is None:
        return False
    also = await app.push_screen_wait(Choose("What goes along?", _ALSO))
    if also is None:
        return False

    def planned(store: Store) -> tuple[Plan, Written]:
        plan = withdrawing.plan(store, targets[chosen], also.split())
        return plan, withdrawing.written(store, plan)

    plan, written = await beside(app, planned)
    lines = list(withdrawing.consequences(app.store, plan, written, _HOW))
    if not await app.push_screen_wait(Follows(plan.target, lines)):
        return False
    reason = await app.push_screen_wait(Meant(plan.target))
    if reason is None:
        return False
    alone()
    done = withdrawing.carry_out(app.store, app.user, plan, written, reason)
    told = content("\n".join(withdrawing.outcome(plan, done)))
    app.push_screen(Tell("Withdrawn", told))
    return True


def _targets(store: Store, source: Source, turn: Turn | None) -> list[Target]:
    """Return who speaks here, the source, and its case."""
    found = []
    speaker = reads.speakers(store, source.guid).get(turn.speaker or "") if turn else None
    if speaker is not None:
        found.append(withdrawing.of_speaker(store, speaker))
    found.append(withdrawing.of_source(store, source.guid))
    if source.case is not None:
        found.append(withdrawing.of_case(store, source.case))
    return found


class Follows(Dialog[bool]):
    """What follows from a withdrawal, to be read before it is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "Leave"),
        Binding("enter", "dismiss(True)", "Go on"),
    ]

    def __init__(self, target: Target, lines: Sequence[str]) -> None:
        super().__init__(classes="dialog wide follows")
        self._target, self._lines = target, lines

    def compose(self) -> ComposeResult:
        """Lay out what follows."""
        with Vertical():
            yield Static(content(f"Withdraw the {self._target.words}?"), classes="title")
            with VerticalScroll(can_focus=True):
                yield Static(content("\n".join(self._lines)))
            hint = "Enter goes on to the reason, Escape leaves all as it is."
            yield Static(content(hint), classes="hint")

    def on_mount(self) -> None:
        """Let the arrows move in what follows."""
        self.query_one(VerticalScroll).focus()


class Meant(Dialog[str | None]):
    """Whether it is meant; the answer is the reason, once the name is typed as well."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave")]

    def __init__(self, target: Target) -> None:
        super().__init__(classes="dialog wide")
        self._target = target

    def compose(self) -> ComposeResult:
        """Lay out a line for the reason and one for the name."""
        with Vertical():
            yield Static(content(f"Withdraw the {self._target.words}?"), classes="title")
            yield Input(placeholder="the reason, for the history; do not quote the words", id="why")
            name = one_line(self._target.name)
            yield Input(placeholder=f"type {name} to do it for good", id="name")
            hint = "Enter in the last line does it for good, Escape leaves all as it is."
            yield Static(content(hint), classes="hint")

    def on_mount(self) -> None:
        """Put the focus on the reason."""
        self.query_one("#why").focus()

    @on(Input.Submitted, "#why")
    def _reasoned(self) -> None:
        self.query_one("#name").focus()

    @on(Input.Submitted, "#name")
    def _named(self, event: Input.Submitted) -> None:
        reason = self.query_one("#why", Input).value.strip()
        if not reason:
            self.notify("Give a reason first.", severity="error", markup=False)
            self.query_one("#why").focus()
        elif same_name(event.value) != same_name(self._target.name):
            self.notify("That is not the name; nothing was done.", severity="error", markup=False)
        else:
            self.dismiss(reason)
