"""How a table counts, in one line: each setting with its key, for the eye and the mouse."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from coder.display import one_line
from coder.tui.commands import Command

_WIDEST = 28


class Setting(Static):
    """One setting: the key that changes it and what it is now."""

    def __init__(self, command: Command) -> None:
        super().__init__("", id=command.id.replace(".", "-"))
        self.command = command

    def say(self, words: str) -> None:
        """Show what the setting is now."""
        key = Content.styled(self.command.key.split(",")[0], "bold $accent")
        self.update(Content.assemble(" ", key, f" {one_line(words, _WIDEST)} "))

    async def on_click(self) -> None:
        """Change the setting."""
        await self.screen.run_action(self.command.action)


class Settings(Horizontal):
    """The settings of a screen, side by side."""

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__(classes="settings")
        self._settings = {command.id: Setting(command) for command in commands}

    def compose(self) -> ComposeResult:
        """Lay the settings out."""
        yield from self._settings.values()

    def say(self, id: str, words: str) -> None:
        """Show what a setting is now; nothing hides it."""
        self._settings[id].display = bool(words)
        self._settings[id].say(words)
