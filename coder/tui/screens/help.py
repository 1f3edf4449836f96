"""F1: the keys of the screen and of the widget in focus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from coder.tui.commands import EVERYWHERE
from coder.tui.safe import cell, content
from coder.tui.screens.mode import ModeScreen

_PIN = "code.pin-"
_KEYS = 14
"""Width of the column of keys."""


class HelpScreen(ModalScreen[None]):
    """Every key that does something here, with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "dismiss", "Close")]

    def __init__(self, of: Screen[Any], clash: str = "") -> None:
        """`of` is a mode or a dialog; `clash` says what is wrong with the person's own keys."""
        super().__init__(classes="dialog wide tall")
        self._of, self._clash = of, clash

    def compose(self) -> ComposeResult:
        """Lay out the lists of keys."""
        about = (self._of.__doc__ or "").strip()
        if isinstance(self._of, ModeScreen):
            about = f"{self._of.NAME.capitalize()}: {about}"
        with VerticalScroll(can_focus=True):
            yield Static(content(about), classes="title")
            if self._clash:
                yield Static(content(f"The usual keys hold. {self._clash}", "bold"))
            for title, bound in self._groups():
                if bound:
                    yield Static(content(title, "bold"))
                    yield Static(self._keys(bound))
            yield Static(content("Escape closes this."), classes="hint")

    def _groups(self) -> Iterator[tuple[str, list[Binding]]]:
        mine = self._of.COMMANDS_HERE if isinstance(self._of, ModeScreen) else ()
        here, everywhere = {each.id for each in mine}, {each.id for each in EVERYWHERE}
        active = list(self._of.active_bindings.values())
        focused = [
            each.binding
            for each in active
            if each.node is self._of.focused and each.binding.id not in here | everywhere
        ]
        others = [each.binding for each in active if each.binding not in focused]
        yield "Here", [binding for binding in others if binding.id in here]
        yield f"In {_called(self._of.focused)}", [b for b in focused if _says(b)]
        if not isinstance(self._of, ModeScreen):
            yield "In this dialog", [b for b in others if b.id not in everywhere and _says(b)]
        yield "Everywhere", [binding for binding in others if binding.id in everywhere]

    def _keys(self, bindings: Iterable[Binding]) -> Table:
        """Return a row for each thing that is done, with all the keys that do it."""
        keys: dict[str, list[str]] = {}
        for binding in bindings:
            does = binding.tooltip or binding.description
            if (binding.id or "").startswith(_PIN):
                does = "Apply the code pinned to this key."
            keys.setdefault(does, []).append(self.app.get_key_display(binding))
        table = Table.grid(padding=(0, 2))
        table.add_column(width=_KEYS)
        table.add_column(ratio=1)
        for does, names in keys.items():
            if names == list("123456789"):
                names = ["1 to 9"]
            words = cell(does)
            words.no_wrap, words.overflow = False, "fold"
            table.add_row(cell(", ".join(names)), words)
        table.add_row("", "")
        return table


def _says(binding: Binding) -> bool:
    return bool(binding.tooltip or binding.description)


def _called(widget: Widget | None) -> str:
    """Return what a person calls a widget."""
    names = {"TranscriptView": "the transcript", "SourceList": "the list of sources"}
    names |= {"Input": "the line", "PlainTextArea": "the text", "CodeTree": "the tree"}
    return names.get(type(widget).__name__, "the part in focus")
