"""What a correction would do: changed passages with a box to tick, old and new words beside."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from coder.alignment import Kind
from coder.display import counted, one_line
from coder.model import Guid
from coder.operations.correcting import Plan, Thing, marks_in_words
from coder.tui.safe import content

_WORDS = 300
"""Characters of a passage that are shown: enough to judge a change by."""
_BESIDE = 100
"""Columns of a terminal from which the new words stand beside the old, and not beneath."""
_LISTED = 500
"""Things listed; of more, the command line lists all."""

_HEADINGS = {
    Kind.CHANGED: "other words now",
    Kind.DOUBTFUL: "the same words, but they stand in several places",
    Kind.LOST: "not found: stays on the old version",
}
HINT = "Space ticks, a all, n none, Ctrl+S does it, Escape leaves all as it is."


class CorrectPlan(ModalScreen[set[Guid] | None]):
    """Show what becomes of what; the answer is what is confirmed, None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave"),
        Binding("a", "tick(True)", "All"),
        Binding("n", "tick(False)", "None"),
        Binding("space", "tick_here", "Tick"),
        Binding("ctrl+s", "keep", "Do it", priority=True),
    ]

    def __init__(self, plan: Plan) -> None:
        super().__init__(classes="dialog full")
        self._plan = plan
        self._listed = [*plan.asked, *plan.of(Kind.LOST)]
        self._ticked: set[Guid] = set()

    def compose(self) -> ComposeResult:
        """Lay out what moves, the list of what a person has to look at, and two buttons."""
        plan = self._plan
        name = one_line(plan.source.name)
        new = f"{name}: a corrected transcript" if plan.new else f"{name}: what waits"
        with Vertical():
            yield Static(content(new), classes="title")
            yield Static(content(self._in_short()), id="plan-short")
            yield OptionList(markup=False, id="plan-things")
            yield Static(content(HINT), classes="hint")
            with Horizontal(classes="buttons"):
                yield Button(content("Leave (Esc)"), id="leave", compact=True)
                yield Button(content("Do it (Ctrl+S)"), id="keep", variant="primary", compact=True)

    def _in_short(self) -> str:
        plan = self._plan
        numbers = [
            f"{len(plan.of(Kind.MOVED))} with the same words move",
            f"{len(plan.asked)} to confirm",
            f"{len(plan.of(Kind.LOST))} not found",
        ]
        lines = [", ".join(numbers) + "."]
        if plan.new is not None:
            lines += [marks_in_words(plan.new)] if plan.new.marks else []
            lines += [one_line(note) for note in plan.new.cast.notes[:3]]
            if unclear := len(plan.new.notes):
                lines.append(f"{counted(unclear, 'line')} of the file not understood.")
        if not self._listed:
            lines.append("There is nothing to confirm.")
        if len(self._listed) > _LISTED:
            lines.append(f"The first {_LISTED} are listed; `coder correct --dry-run` lists all.")
        return "\n".join(lines)

    def on_mount(self) -> None:
        """List what a person has to look at."""
        shown = self.query_one(OptionList)
        shown.add_options(Option(self._line(t), id=t.guid) for t in self._listed[:_LISTED])
        shown.display = bool(self._listed)
        if self._listed:
            shown.highlighted = 0
            shown.focus()
        else:
            self.query_one("#keep").focus()

    def on_resize(self) -> None:
        """Lay the words out for the room there is."""
        for at in range(self.query_one(OptionList).option_count):
            self._show(at)

    def _line(self, thing: Thing) -> RenderableType:
        box = ("☑ " if thing.guid in self._ticked else "☐ ") if thing.asked else ""
        by = f" by {thing.by}" if thing.by else ""
        head = one_line(f"{box}{thing.what}{by}: {_HEADINGS[thing.kind]}")
        old, new = _words("was", thing.words), _words("now", thing.new_words)
        if self.app.size.width < _BESIDE:
            return Group(Text(head, style="bold"), old, *([new] if thing.new_words else []))
        grid = Table.grid(padding=(0, 2), expand=True)
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        grid.add_row(old, new)
        return Group(Text(head, style="bold"), grid)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_tick_here()

    def action_tick_here(self) -> None:
        """Tick what has the cursor, or take the tick away."""
        at = self.query_one(OptionList).highlighted
        if at is not None and self._listed[at].asked:
            self._ticked ^= {self._listed[at].guid}
            self._show(at)

    def action_tick(self, all: bool) -> None:
        """Tick everything that can be confirmed, or nothing."""
        self._ticked = {thing.guid for thing in self._listed if thing.asked} if all else set()
        for at in range(self.query_one(OptionList).option_count):
            self._show(at)

    def _show(self, at: int) -> None:
        shown = self.query_one(OptionList)
        shown.replace_option_prompt_at_index(at, self._line(self._listed[at]))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self.action_keep()
        else:
            self.dismiss(None)

    def action_keep(self) -> None:
        """Do it, with what is ticked."""
        self.dismiss(self._ticked)


def _words(label: str, text: str) -> Text:
    words = f"“{one_line(text, _WORDS)}”" if text else "no words"
    return Text.assemble((f"{label}  ", "dim"), words)
