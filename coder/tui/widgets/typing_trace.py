"""An explanation laid out: paragraphs of text, and passages that can be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coder.display import one_line, visible
from coder.operations.explaining import Part

_STYLES = {"title": "bold", "heading": "bold underline", "subheading": "bold", "fine": "dim"}
_BEFORE = {"heading": "\n", "subheading": "\n"}


class PassageBlock(Static, can_focus=True):
    """One passage, with who says it and where; Enter or a click goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "Open",
            tooltip="Go to the passage in its transcript.",
            id="trace.open",
        )
    ]

    class Opened(Message):
        """A passage was chosen."""

        def __init__(self, part: Part) -> None:
            super().__init__()
            self.part = part

    def __init__(self, part: Part) -> None:
        shown = Content.styled(one_line(" · ".join(part.about)), "bold")
        if part.words:
            words = visible(part.words, lines=True).strip("\n")
            shown = Content.assemble(shown, "\n", Content(f"“{words}”"))
        super().__init__(shown, classes="passage")
        self.part = part

    def on_click(self) -> None:
        """Go to the passage."""
        self.action_open()

    def action_open(self) -> None:
        """Go to the passage."""
        self.post_message(self.Opened(self.part))


def blocks(parts: Sequence[Part]) -> Iterator[Widget]:
    """Yield the widgets of an explanation: texts that follow each other share one."""
    texts: list[Content] = []
    for part in parts:
        if part.kind != "passage":
            texts.append(_paragraph(part, first=not texts))
            continue
        if texts:
            yield Static(Content("\n").join(texts))
            texts = []
        yield PassageBlock(part)
    if texts:
        yield Static(Content("\n").join(texts))


def _paragraph(part: Part, *, first: bool) -> Content:
    shown = f"{part.sign} {part.words}" if part.sign else part.words
    words = Content.styled(visible(shown, lines=True), _STYLES.get(part.kind, ""))
    before = "" if first and part.kind == "title" else _BEFORE.get(part.kind, "")
    return Content.assemble(before, words)
