"""One screen a mode, and the dialogs they ask with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.binding import Binding

from coder.tui.commands import EVERYWHERE, Command


def keys_by_mode() -> list[dict[str, str]]:
    """Return, for each screen with keys of its own, the keys that work there by their id."""
    from coder.tui.screens.attribute import BACK as LEAVE_ATTRIBUTE
    from coder.tui.screens.code import CodeScreen
    from coder.tui.screens.codebook import CodebookScreen
    from coder.tui.screens.draft import DraftScreen
    from coder.tui.screens.history import HistoryScreen
    from coder.tui.screens.passages import BACK as LEAVE_PASSAGES
    from coder.tui.screens.search_commands import COMMANDS as SEARCHING
    from coder.tui.screens.themes import ThemesScreen
    from coder.tui.screens.trace import TraceScreen
    from coder.tui.screens.typing import TypingScreen
    from coder.tui.widgets.transcript_look import BINDINGS as READING

    return [
        _keys(CodeScreen.COMMANDS_HERE, READING),
        _keys(SEARCHING),
        _keys(CodebookScreen.COMMANDS_HERE),
        _keys(ThemesScreen.COMMANDS_HERE),
        _keys((LEAVE_PASSAGES,)),
        _keys(DraftScreen.COMMANDS_HERE),
        _keys(TypingScreen.COMMANDS_HERE),
        _keys(TraceScreen.COMMANDS_HERE),
        _keys((LEAVE_ATTRIBUTE,)),
        _keys(HistoryScreen.COMMANDS_HERE),
    ]


def _keys(commands: Iterable[Command], of_widgets: Iterable[Any] = ()) -> dict[str, str]:
    keys = {command.id: command.key for command in (*EVERYWHERE, *commands)}
    return keys | {
        binding.id: binding.key
        for binding in of_widgets
        if isinstance(binding, Binding) and binding.id
    }
