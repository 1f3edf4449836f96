"""How a table counts: each setting with its key, for the eye and the mouse, on as many lines
as it takes."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from coder.display import one_line
from coder.tui.commands import Command

_WIDEST = 28
_HERE = "▸"
"""Marks what is chosen, beside the colour."""


class Settings(Widget):
    """Settings side by side; what is not said is not shown."""

    DEFAULT_CSS = "Settings { height: auto; }"

    def __init__(self, commands: Iterable[Command], *, gap: int = 2, id: str | None = None) -> None:
        """`gap` is the number of spaces before each."""
        super().__init__(classes="settings", id=id)
        self._commands = {command.id: command for command in commands}
        self._gap = " " * gap
        self._words: dict[str, str] = {}
        self._here = ""

    def say(self, id: str, words: str, *, widest: int = _WIDEST) -> None:
        """Show what a setting is now, in at most so many columns; nothing hides it."""
        self._words[id] = one_line(words, widest)
        self.refresh(layout=True)

    def mark(self, id: str) -> None:
        """Mark one of them as the one chosen."""
        self._here = id
        self.refresh()

    def _lines(self, width: int) -> list[list[tuple[Command, str]]]:
        """Return the settings with their words, line by line, none of them broken."""
        lines: list[list[tuple[Command, str]]] = [[]]
        taken = 0
        for id, command in self._commands.items():
            if words := self._words.get(id):
                size = len(self._of(command, words))
                if taken and taken + size > width:
                    lines.append([])
                    taken = 0
                lines[-1].append((command, words))
                taken += size
        return lines

    def _of(self, command: Command, words: str) -> Content:
        here = command.id == self._here
        key = Content.styled(command.key.split(",")[0], "bold $accent")
        said = Content.styled(words, "bold") if here else Content(words)
        return Content.assemble(self._gap, key, _HERE if here else " ", said)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the settings take."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the settings, each with its key."""
        lines = self._lines(self.size.width)
        return Content("\n").join(
            Content.assemble(*(self._of(*setting) for setting in line)) for line in lines
        )

    async def on_click(self, event: events.Click) -> None:
        """Change the setting under the mouse."""
        lines = self._lines(self.size.width)
        at = 0
        for command, words in lines[event.y] if event.y < len(lines) else ():
            at += len(self._of(command, words))
            if event.x < at:
                await self.screen.run_action(command.action)
                return
