"""F1: the keys of the screen and of the widget in focus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.tui.commands import EVERYWHERE
from coder.tui.safe import cell, content
from coder.tui.screens.mode import ModeScreen

_KEYS = 14
"""Width of the column of keys."""


class HelpScreen(ModalScreen[None]):
    """Every key that does something here, with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "dismiss", "Close")]

    def __init__(self, mode: ModeScreen) -> None:
        super().__init__(classes="dialog wide tall")
        self._mode = mode

    def compose(self) -> ComposeResult:
        """Lay out the lists of keys."""
        about = f"{self._mode.NAME.capitalize()}: {(self._mode.__doc__ or '').strip()}"
        with VerticalScroll(can_focus=True):
            yield Static(content(about), classes="title")
            for title, bound in self._groups():
                if bound:
                    yield Static(content(title, "bold"))
                    yield Static(self._keys(bound))
            yield Static(content("Escape closes this."), classes="hint")

    def _groups(self) -> Iterator[tuple[str, list[Binding]]]:
        here, everywhere = (
            {command.id for command in commands}
            for commands in (self._mode.COMMANDS_HERE, EVERYWHERE)
        )
        active = [each.binding for each in self._mode.active_bindings.values()]
        ours = here | everywhere
        yield "Here", [binding for binding in active if binding.id in here]
        yield "Moving", [b for b in active if b.id not in ours and b.tooltip]
        yield "Everywhere", [binding for binding in active if binding.id in everywhere]

    def _keys(self, bindings: Iterable[Binding]) -> Table:
        """Return a row for each thing that is done, with all the keys that do it."""
        keys: dict[str, list[str]] = {}
        for binding in bindings:
            does = binding.tooltip or binding.description
            keys.setdefault(does, []).append(self.app.get_key_display(binding))
        table = Table.grid(padding=(0, 2))
        table.add_column(width=_KEYS)
        table.add_column(ratio=1)
        for does, names in keys.items():
            words = cell(does)
            words.no_wrap, words.overflow = False, "fold"
            table.add_row(cell(", ".join(names)), words)
        table.add_row("", "")
        return table
