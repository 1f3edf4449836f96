"""A cell of the framework: one writes a summary beside the passages it comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static, TextArea

from coder.display import counted, one_line
from coder.errors import CoderError
from coder.model import Guid
from coder.operations.summaries import CellInHand
from coder.tui.safe import content
from coder.tui.screens.dialog import Dialog
from coder.tui.screens.dialogs import Confirm
from coder.tui.widgets.text_area import PlainTextArea
from coder.tui.widgets.ticks import Ticks

Keep = Callable[[str, tuple[Guid, ...]], object]

_OTHER = 200
"""How much of another user's summary is shown."""


class SummaryDialog(Dialog[bool]):
    """Write or change your own summary of a cell; tick the passages it rests on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        Binding("ctrl+s,ctrl+enter,ctrl+j", "keep", "Keep", priority=True),
    ]
    CSS_PATH = "../themes.tcss"

    def __init__(self, cell: CellInHand, keep: Keep) -> None:
        """`keep` writes the summary and its links down; a CoderError of it is shown here."""
        super().__init__(classes="dialog wide cell")
        self._cell, self._keep = cell, keep
        self._at_first = cell.own.text if cell.own else ""
        self._links = cell.own.codings if cell.own else ()

    def compose(self) -> ComposeResult:
        """Lay out the text, the passages beside it, and two buttons for the mouse."""
        cell = self._cell
        places = {(each.source, each.passage) for each in cell.codings.values()}
        number = counted(len(places), "passage")
        with Vertical():
            title = f"{one_line(cell.case.name)}, {one_line(cell.code.name)}: {number}"
            yield Static(content(title), classes="title")
            for name, other in cell.others:
                said = f"{one_line(name)} wrote: {one_line(other.text, _OTHER)}"
                yield Static(content(said), classes="about")
            with Horizontal(id="summary"):
                yield PlainTextArea(self._at_first, soft_wrap=True, tab_behavior="focus")
                if cell.passages.rows:
                    yield Ticks(cell.passages, self._links, id="links")
                else:
                    yield Static(content("There is no passage of this theme in this school."))
            yield Static(id="fault")
            with Horizontal(classes="buttons"):
                yield Button(content("Keep (Ctrl+S)"), id="keep", variant="primary", compact=True)
                yield Button(content("Leave (Esc)"), id="leave", compact=True)
            yield Static(
                content(
                    "Tab goes to the passages, Space ticks one, a all. Those ticked are behind"
                    " the cell; without a tick, all of them."
                ),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Let the person write at once, after what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._ticked_at_first = self._ticked

    @property
    def _ticked(self) -> tuple[Guid, ...]:
        return next((ticks.ticked for ticks in self.query(Ticks)), ())

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self.action_keep()
        else:
            self.action_leave()

    def action_keep(self) -> None:
        """Write the summary down; where it cannot be, say why and stay."""
        try:
            self._keep(self.query_one(TextArea).text, self._ticked)
        except CoderError as error:
            self.query_one("#fault", Static).update(content(str(error)))
        else:
            self.dismiss(True)

    @work
    async def action_leave(self) -> None:
        """Leave; where something was typed or ticked, ask first."""
        typed = self.query_one(TextArea).text.strip()
        if typed != self._at_first.strip() or self._ticked != self._ticked_at_first:
            question = "Throw away what you have written and ticked?"
            if not await self.app.push_screen_wait(Confirm(question, "Throw away", "Go on")):
                return
        self.dismiss(False)
