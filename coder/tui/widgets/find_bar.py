"""The line at the foot of the transcript in which to type words to find."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from coder.display import counted
from coder.model import Passage
from coder.tui.safe import content


class FindBar(Horizontal):
    """Finds words as they are typed; Enter goes to the next place, Escape closes."""

    BINDINGS = [  # noqa: RUF012 - Textual reads it as a class variable
        Binding("escape", "close", "Close"),
        Binding("down", "step(1)", "Next", priority=True),
        Binding("up", "step(-1)", "Previous", priority=True),
    ]

    class Found(Message):
        """The words stand here."""

        def __init__(self, passage: Passage) -> None:
            super().__init__()
            self.passage = passage

    class Closed(Message):
        """The person is done with finding."""

    def __init__(self) -> None:
        super().__init__(id="find")
        self._text = ""
        self._from = 0
        self._hits: list[Passage] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the line and the count."""
        yield Input(placeholder="find words in this source", compact=True)
        yield Static(id="hits")

    def open(self, text: str, cursor: int) -> None:
        """Begin to find in a text, from an offset on."""
        self._text, self._from = text, cursor
        self.add_class("-open")
        line = self.query_one(Input)
        line.focus()
        line.select_all()
        self._search(line.value)

    def action_close(self) -> None:
        """Close the line; the place found stays."""
        self.remove_class("-open")
        self.post_message(self.Closed())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._search(event.value)

    def _search(self, words: str) -> None:
        from coder.finding import occurrences

        self._hits = list(occurrences(self._text, words))
        later = (n for n, hit in enumerate(self._hits) if hit.start >= self._from)
        self._at = next(later, 0)
        self._show(bool(words.strip()))

    def _show(self, asked: bool = True) -> None:
        if self._hits:
            said = f"{self._at + 1} of {counted(len(self._hits), 'place')}"
            self.post_message(self.Found(self._hits[self._at]))
        else:
            said = "not found" if asked else ""
        self.query_one("#hits", Static).update(content(said))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_close()

    def action_step(self, by: int) -> None:
        """Go to the next place, or the one before, while typing."""
        self.step(by)

    def step(self, by: int) -> None:
        """Go to the next place, or the one before; past the last comes the first."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show()
