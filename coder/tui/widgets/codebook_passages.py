"""The passages of a code: where they stand, who coded them, and the way to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from coder.display import counted, one_line
from coder.model import CodeBook, Guid
from coder.operations.uses import CodedPassage
from coder.tui.safe import cell, content
from coder.tui.widgets.growing_table import GrowingTable

_HEADINGS = (("school", 6), ("source", 12), ("coded by", 10), ("quotation", 0))
_ENTER = "Enter goes to it in the transcript, Escape closes this."


class Passages(ModalScreen[CodedPassage | None]):
    """List passages; the answer is the one to go to, None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("enter", "go", "Go to it"),
    ]

    def __init__(
        self,
        book: CodeBook,
        code: Guid,
        passages: Sequence[CodedPassage],
        text: Callable[[Guid], str],
    ) -> None:
        """`text` gives the text of a source."""
        super().__init__(classes="dialog tall passages")
        self._book, self._code, self._passages = book, code, passages
        self._text = lru_cache(maxsize=8)(text)

    def compose(self) -> ComposeResult:
        """Lay out the list and, below it, the passage in focus whole."""
        name = one_line(self._book.by_guid[self._code].name)
        with Vertical():
            found = counted(len(self._passages), "passage")
            yield Static(content(f"{name}: {found}"), classes="title")
            yield GrowingTable(_HEADINGS)
            yield Static(id="whole")
            yield Static(content(_ENTER), classes="hint")

    def on_mount(self) -> None:
        """Show the first passages."""
        table = self.query_one(GrowingTable)
        table.show_rows(self._rows())
        table.focus()
        self._show_whole()

    def _rows(self) -> Iterator[list[Text]]:
        for found in self._passages:
            users = ", ".join(found.users)
            yield [
                cell(found.school),
                cell(found.source.name),
                cell(users),
                cell(self._said(found)),
            ]

    def _said(self, found: CodedPassage) -> str:
        return found.passage.quotation(self._text(found.source.guid))

    def _in_focus(self) -> CodedPassage | None:
        row = self.query_one(GrowingTable).cursor_row
        return self._passages[row] if 0 <= row < len(self._passages) else None

    @on(DataTable.RowHighlighted)
    def _show_whole(self) -> None:
        if (found := self._in_focus()) is None:
            return
        said = f"“{' '.join(self._said(found).split())}”"
        under = [guid for guid in found.codes if guid != self._code]
        if under:
            said += f"\n{', '.join(one_line(self._book.by_guid[guid].name) for guid in under)}"
        self.query_one("#whole", Static).update(content(said))

    @on(DataTable.RowSelected)
    def action_go(self) -> None:
        """Answer with the passage in focus."""
        if (found := self._in_focus()) is not None:
            self.dismiss(found)
