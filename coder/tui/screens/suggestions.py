"""Choosing among suggestions of one code before they become codings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from coder.tui.safe import content


class TickSuggestions(ModalScreen[list[int] | None]):
    """Rows with tick boxes, all ticked at first; the answer is the numbers of those ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", tooltip="Leave all as it was."),
        Binding("ctrl+s,enter", "keep", "Accept", priority=True, tooltip="Accept what is ticked."),
        Binding("a", "all(True)", "All", tooltip="Tick all."),
        Binding("n", "all(False)", "None", tooltip="Tick none."),
    ]

    def __init__(self, title: str, rows: Sequence[str]) -> None:
        super().__init__(classes="dialog wide tall")
        self._title, self._rows = title, rows

    def compose(self) -> ComposeResult:
        """Lay out the title, the rows and the keys."""
        with Vertical():
            yield Static(content(self._title), classes="title")
            yield SelectionList[int](
                *(Selection(content(row), at, True) for at, row in enumerate(self._rows))
            )
            hint = "Space ticks, a all, n none; Enter accepts what is ticked, Escape leaves."
            yield Static(content(hint), classes="hint")

    def action_all(self, ticked: bool) -> None:
        """Tick all rows, or none."""
        shown = self.query_one(SelectionList)
        (shown.select_all if ticked else shown.deselect_all)()

    def action_keep(self) -> None:
        """Answer with what is ticked."""
        self.dismiss(sorted(self.query_one(SelectionList).selected))
