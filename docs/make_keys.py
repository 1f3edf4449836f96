"""Write `docs/keys.md` from the keys the program declares.

python docs/make_keys.py >docs/keys.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from textual.binding import Binding
from textual.keys import key_to_character

from coder.tui.commands import EVERYWHERE, Command
from coder.tui.screens import keys_by_mode
from coder.tui.screens.attribute import AttributeScreen
from coder.tui.screens.code import CodeScreen
from coder.tui.screens.codebook import CodebookScreen
from coder.tui.screens.draft import DraftScreen
from coder.tui.screens.history import HistoryScreen
from coder.tui.screens.passages import BACK as PASSAGES_BACK
from coder.tui.screens.search_commands import COMMANDS as SEARCHING
from coder.tui.screens.themes import ThemesScreen
from coder.tui.screens.trace import TraceScreen
from coder.tui.screens.typing import TypingScreen
from coder.tui.widgets.transcript_look import BINDINGS as TRANSCRIPT

INTRODUCTION = """# Keys

Written from the program by `python docs/make_keys.py`; a test compares the two.

F1 shows the keys of the screen you are on. Ctrl+P finds a command by its name. Shift+U means: hold
Shift and press U. In a dialog, Enter takes what is chosen and Escape leaves without a change.

A command with an **id** can be given another key in `config.toml`:
[your own keys](inspectors.md#your-own-keys)."""

Row = tuple[str, str, str]
"""Keys, what they do, and the id that `config.toml` knows the command by."""


NAMES = {
    "slash": "/",
    "space": "Space",
    "escape": "Escape",
    "delete": "Delete",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "super": "Cmd",
}


def pretty(keys: str) -> str:
    """Return Textual's names of keys as they are written on a keyboard."""
    return ", ".join(f"`{'+'.join(_part(part) for part in _parts(n))}`" for n in keys.split(","))


def _parts(name: str) -> list[str]:
    return ["shift", name.lower()] if len(name) == 1 and name.isupper() else name.split("+")


def _part(name: str) -> str:
    written = NAMES.get(name) or key_to_character(name) or name.capitalize()
    return written.upper() if len(written) == 1 else written


def of_commands(commands: Iterable[Command]) -> list[Row]:
    """Return a row for each command."""
    return [(command.key, command.help, command.id) for command in commands]


def of_bindings(bindings: Iterable[Binding]) -> list[Row]:
    """Return a row for each binding that says what it does."""
    return [(b.key, b.tooltip.rstrip(".") + ".", b.id or "") for b in bindings if b.tooltip]


def groups() -> Iterator[tuple[str, list[Row]]]:
    """Yield each heading with its rows."""
    yield "Everywhere", of_commands(EVERYWHERE)
    yield "Code: what you do", of_commands(CodeScreen.COMMANDS_HERE)
    yield (
        "Code: moving and selecting in the transcript",
        of_bindings(b for b in TRANSCRIPT if isinstance(b, Binding)),
    )
    yield "Code: searching all sources", of_commands(SEARCHING)
    yield "Codebook", of_commands(CodebookScreen.COMMANDS_HERE)
    yield "Themes", of_commands((*ThemesScreen.COMMANDS_HERE, PASSAGES_BACK))
    yield "Checking a draft", of_commands(DraftScreen.COMMANDS_HERE)
    yield "Typing", of_commands(TypingScreen.COMMANDS_HERE)
    seen = {command.id for command in TypingScreen.COMMANDS_HERE}
    yield (
        "Typing: the trace of one school",
        of_commands(each for each in TraceScreen.COMMANDS_HERE if each.id not in seen),
    )
    yield "Typing: one attribute in all schools", of_commands(AttributeScreen.COMMANDS_HERE)
    yield "History", of_commands(HistoryScreen.COMMANDS_HERE)


def page() -> str:
    """Return the page."""
    can_change = {id for mode in keys_by_mode() for id in mode}
    lines = [INTRODUCTION]
    for title, rows in groups():
        lines += [f"\n## {title}\n", "| key | what it does | id |", "|---|---|---|"]
        for keys, does, id in rows:
            lines.append(f"| {pretty(keys)} | {does} | {f'`{id}`' if id in can_change else ''} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
