"""What is about to be done to many passages, each to be ticked or not: for any proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.coordinate import Coordinate
from textual.screen import ModalScreen
from textual.widgets import DataTable, Static

from coder.display import counted, one_line, visible
from coder.model import Passage
from coder.tui.safe import cell, content
from coder.tui.widgets.growing_table import GrowingTable

TICKED, UNTICKED = "[x]", "[ ]"
_BEFORE = 24
"""Characters of what stands before the words that a row has room for."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A passage for which something is proposed."""

    source: str
    """Where it is, in a few letters: a source and a turn."""
    passage: Passage
    words: str
    reason: str = ""
    """Why it is proposed, or why not."""
    before: str = ""
    after: str = ""
    """What stands around the words."""
    ticked: bool = True
    """Whether it is ticked at first."""


class Preview(ModalScreen[list[int] | None]):
    """Tick passages; the answer is the numbers of those ticked, None where the person leaves."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave"),
        Binding("space", "tick", "Tick or untick"),
        Binding("a", "all", "All or none"),
        Binding("enter,ctrl+s", "keep", "Apply", priority=True),
    ]

    def __init__(self, title: str, rows: Sequence[Proposed]) -> None:
        super().__init__(classes="dialog")
        self._title, self._rows = title, rows
        self._ticked = {number for number, row in enumerate(rows) if row.ticked}

    def compose(self) -> ComposeResult:
        """Lay out the title, the passages and the one in focus."""
        with Vertical():
            yield Static(content(self._title), classes="title")
            yield GrowingTable((("", 3), ("where", 16), ("words", 0)))
            yield Static(id="whole")
            yield Static(id="count", classes="hint")

    def on_mount(self) -> None:
        """Show the passages; the keys are the list's."""
        table = self.query_one(GrowingTable)
        table.show_rows(self._cells())
        table.focus()
        self._count()

    def _cells(self) -> Iterator[Sequence[Text]]:
        for number, row in enumerate(self._rows):
            yield self._mark(number), cell(row.source, 16), in_context(row)

    def _mark(self, number: int) -> Text:
        return Text(TICKED if number in self._ticked else UNTICKED)

    def _count(self) -> None:
        said = f"{len(self._ticked)} of {counted(len(self._rows), 'passage')} ticked. "
        keys = "Space ticks, a all or none, Enter applies, Escape leaves."
        self.query_one("#count", Static).update(content(said + keys))

    @on(DataTable.RowHighlighted)
    def _in_focus(self, event: DataTable.RowHighlighted) -> None:
        if event.cursor_row < len(self._rows):
            row = self._rows[event.cursor_row]
            shown = whole(row.before, row.words, row.after)
            reason = content(f"{row.reason}\n" if row.reason else "", "dim")
            self.query_one("#whole", Static).update(reason + shown)

    @on(DataTable.RowSelected)
    def _clicked(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the passage in focus, or untick it."""
        number = self.query_one(GrowingTable).cursor_row
        if number < len(self._rows):
            self._ticked ^= {number}
            self._show_marks(number)

    def action_all(self) -> None:
        """Tick all; where all are ticked, none."""
        every = set(range(len(self._rows)))
        self._ticked = set() if self._ticked == every else every
        self._show_marks(*range(self.query_one(GrowingTable).row_count))

    def _show_marks(self, *numbers: int) -> None:
        table = self.query_one(GrowingTable)
        for number in numbers:
            table.update_cell_at(Coordinate(number, 0), self._mark(number))
        self._count()

    def action_keep(self) -> None:
        """Answer with those that are ticked; there must be one."""
        if self._ticked:
            self.dismiss(sorted(self._ticked))
        else:
            self.query_one("#count", Static).update(
                content("Nothing is ticked. Space ticks a passage, Escape leaves.")
            )


def in_context(row: Proposed) -> Text:
    """Return words with what stands around them, on one line; the words can be told apart."""
    before = _last_words(one_line(row.before)) + (" " if row.before[-1:].isspace() else "")
    after = (" " if row.after[:1].isspace() else "") + one_line(row.after)
    words = Text(before, no_wrap=True, overflow="ellipsis")
    words.append(one_line(row.words), "bold underline")
    return words.append(after)


def _last_words(text: str) -> str:
    """Return as much of the end of a text as a row has room for, without a cut word."""
    if len(text) <= _BEFORE:
        return text
    cut = text[-_BEFORE:]
    return cut.partition(" ")[2] or cut


def whole(before: str, words: str, after: str) -> Content:
    """Return words with what stands around them, over several lines."""
    return Content.assemble(
        Content(visible(before, lines=True).lstrip()),
        (visible(words, lines=True), "bold underline"),
        Content(visible(after, lines=True).rstrip()),
    )
