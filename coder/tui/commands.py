"""A command is declared once: its key, footer, palette entry and help all come from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do with a key."""

    id: str
    """Names it in the file of keys."""
    key: str
    """Textual's name of the key; several with commas between."""
    action: str
    title: str
    """Shown in the footer and the palette."""
    help: str
    """What it does, in one sentence, for F1 and the palette."""
    show: bool = False
    """Whether the footer has room for it."""


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the key bindings of commands."""
    return [
        Binding(
            command.key,
            command.action,
            command.title,
            show=command.show,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands
    ]


def moving(key: str, action: str, title: str, help: str) -> Binding:
    """Return a key that moves about in a widget: F1 tells of it, the footer does not."""
    return Binding(key, action, title, show=False, tooltip=help)


def opening(id: str, help: str, thing: str) -> list[BindingType]:
    """Return the keys of a list of places: Enter opens one in its transcript, arrows move."""
    return [
        Binding("enter", "select", "In the transcript", tooltip=help, id=id),
        moving("up", "cursor_up", "Up", f"Move to the {thing} before."),
        moving("down", "cursor_down", "Down", f"Move to the next {thing}."),
    ]


MODES = (
    Command("mode.code", "f2", "app.mode('code')", "Code", "Read and code transcripts."),
    Command("mode.codebook", "f3", "app.mode('codebook')", "Codebook", "See and change codes."),
    Command("mode.themes", "f4", "app.mode('themes')", "Themes", "Count themes and export."),
    Command("mode.typing", "f5", "app.mode('typing')", "Typing", "See how schools are typed."),
    Command("mode.history", "f6", "app.mode('history')", "History", "See who changed what."),
)
"""They stand in the bar at the top with their keys, so the footer is left to the screen."""

EVERYWHERE = (
    Command("help", "f1,question_mark", "app.help", "Help", "Show the keys of this screen.", True),
    *MODES,
    Command("check", "f7", "app.check_draft", "Check a draft", "Check a report's quotations."),
    Command("undo", "u", "app.undo", "Undo", "Take back your last change.", True),
    Command("redo", "U,ctrl+y", "app.redo", "Redo", "Do again what you took back."),
    Command(
        "now", "ctrl+n", "app.now", "Now", "From the project as it was to the project as it is."
    ),
    Command("palette", "ctrl+p", "app.command_palette", "Palette", "Find a command by name."),
    Command("theme", "ctrl+t", "app.next_theme", "Theme", "Change between dark, light, contrast."),
    Command("quit", "ctrl+q", "app.quit", "Quit", "Leave; everything is saved already.", True),
)
