"""An explanation laid out: paragraphs, and side by side what speaks for and against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from coder.display import counted, one_line, visible
from coder.operations.explaining import Part
from coder.operations.explaining.parts import AGAINST, EVIDENCE, FOR, PEOPLE
from coder.tui.safe import content

_STYLES = {"title": "bold", "heading": "bold underline", "subheading": "bold", "fine": "dim"}
_BEFORE = {"heading": "\n", "subheading": "\n"}


class PassageBlock(Static, can_focus=True):
    """One passage, with who says it and where; Enter or a click goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "In the transcript",
            tooltip="Go to the passage in its transcript; F5 comes back.",
            id="trace.open",
        )
    ]

    class Opened(Message):
        """A passage was chosen."""

        def __init__(self, part: Part) -> None:
            super().__init__()
            self.part = part

    def __init__(self, part: Part) -> None:
        _, who, *rest = part.about
        *place, coded = rest or ("",)
        shown = [Content.styled(one_line(" · ".join((who, *place))), "bold")]
        if part.words:
            words = visible(part.words, lines=True).strip("\n")
            shown.append(Content(f"“{words}”"))
        if coded:
            shown.append(Content.styled(one_line(coded), "dim"))
        super().__init__(Content("\n").join(shown), classes="passage")
        self.part = part

    def on_click(self) -> None:
        """Go to the passage."""
        self.action_open()

    def action_open(self) -> None:
        """Go to the passage."""
        self.post_message(self.Opened(self.part))


class Sides(Container):
    """Two things beside each other; one above the other where the terminal is narrow."""

    def __init__(self, left: Sequence[Widget], right: Sequence[Widget]) -> None:
        super().__init__(classes="sides")
        self._sides = left, right

    def compose(self) -> ComposeResult:
        """Lay out the two sides."""
        for widgets in self._sides:
            yield Vertical(*widgets, classes="side")


def blocks(parts: Sequence[Part]) -> Iterator[Widget]:
    """Yield the widgets of an explanation: texts that follow each other share one."""
    first = True
    for kind, found in groupby(parts, _layout):
        alike = list(found)
        if kind == FOR:
            yield _passages(alike)
        elif kind == EVIDENCE:
            yield _judged(alike)
        else:
            texts = [_paragraph(part, first=first and not at) for at, part in enumerate(alike)]
            yield Static(Content("\n").join(texts))
        first = False


def _layout(part: Part) -> str:
    """Return what parts that follow each other share: a pair of sides, or plain text."""
    if part.kind == "passage":
        return FOR
    return EVIDENCE if part.about[:1] in ((EVIDENCE,), (PEOPLE,)) else ""


def _passages(parts: Sequence[Part]) -> Sides:
    """Return evidence and counter-evidence side by side, each side headed by how much it is."""
    sides = []
    for side, title in ((FOR, "For it"), (AGAINST, "Against it")):
        mine = [part for part in parts if part.about[0] == side]
        quoted = sum(part.place is not None for part in mine)
        heading = f"{title}: {counted(quoted, 'passage') if mine else 'no passage'}"
        sides.append([_heading(heading), *map(PassageBlock, mine)])
    return Sides(*sides)


def _judged(parts: Sequence[Part]) -> Sides:
    """Return what the evidence alone gives beside what people assessed."""
    sides: list[list[Widget]] = []
    for side in (EVIDENCE, PEOPLE):
        mine = [part for part in parts if part.about[0] == side]
        texts = Content("\n").join(_paragraph(part, first=False) for part in mine)
        sides.append([*(_heading(part.about[1]) for part in mine[:1]), Static(texts)])
    return Sides(*sides)


def _heading(words: str) -> Static:
    return Static(content(words, "bold"), classes="side-heading")


def _paragraph(part: Part, *, first: bool) -> Content:
    shown = f"{part.sign} {part.words}" if part.sign else part.words
    words = Content.styled(visible(shown, lines=True), _STYLES.get(part.kind, ""))
    before = "" if first and part.kind == "title" else _BEFORE.get(part.kind, "")
    return Content.assemble(before, words)
