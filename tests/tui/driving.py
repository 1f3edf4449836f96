"""Driving the screen in tests: opening a project in a mode, pressing keys, reading what is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

from textual.events import Paste
from textual.notifications import Notify
from textual.pilot import Pilot

from coder import tui
from coder.model import Guid, Passage
from coder.store import Store, open_project, reads
from coder.tui.app import CoderApp

from .screen_text import screen_lines

SIZES = [(80, 24), (120, 40)]


class Telling(CoderApp):
    """The application, which remembers what it has said: on the screen one message is left."""

    CSS_PATH = Path(tui.__file__).with_name("coder.tcss")

    def __init__(self, store: Store, user: str) -> None:
        super().__init__(store, user)
        self.told: list[str] = []

    def on_notify(self, event: Notify) -> None:
        """Take note of a message."""
        self.told.append(event.notification.message)


@asynccontextmanager
async def opened(
    project: Path | Store,
    mode: str = "code",
    *,
    user: str = "ann",
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Pilot[None]]:
    """Open a project on a screen of a given size, in a mode."""
    store = project if isinstance(project, Store) else open_project(project)
    # In the mode asked for alone: Code is built where a test goes there.
    with patch.object(CoderApp, "DEFAULT_MODE", mode):
        app = Telling(store, user)
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        # On a busy machine a pause can end before the mode's own screen is there.
        while not (app.screen_stack and app.screen.is_mounted):
            await pilot.pause()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each shown before the next; what stands after a `=` is pasted."""
    for key in keys:
        if key.startswith("="):
            pilot.app.post_message(Paste(key[1:]))
        else:
            await pilot.press(key)
        await pilot.pause()


def shown(pilot: Pilot[None]) -> str:
    """Return the screen as text."""
    return "\n".join(screen_lines(pilot.app))


def said(pilot: Pilot[None]) -> list[str]:
    """Return what the person was told, oldest first."""
    assert isinstance(pilot.app, Telling)
    return pilot.app.told


def line_with(pilot: Pilot[None], words: str) -> str:
    """Return the first line of the screen that holds these words."""
    return next(line for line in screen_lines(pilot.app) if words in line)


def find_words(store: Store, source: str, words: str) -> tuple[Guid, Passage]:
    """Return a source by name and where words stand in it."""
    (guid,) = (one.guid for one in reads.sources(store).values() if one.name == source)
    at = reads.text(store, guid).index(words)
    return guid, Passage(at, at + len(words))
