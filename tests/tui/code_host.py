"""What tests of Code mode open, press and look at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from coder.operations import coding
from coder.store import open_project, reads
from coder.tui.app import CoderApp
from coder.tui.screens.code import CodeScreen

from .driving import Telling, press

WORDS = "[The] SLE was not effective – they did not team teach and"
"""The first sentence of the demonstration without its last two words."""


@asynccontextmanager
async def running(
    path: Path, size: tuple[int, int] = (120, 40), user: str = "ann"
) -> AsyncIterator[tuple[CoderApp, Pilot[Any]]]:
    app = Telling(open_project(path), user)
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot


async def type_in(pilot: Pilot[Any], words: str) -> None:
    await press(pilot, *("space" if char == " " else char for char in words))


def screen(app: CoderApp) -> CodeScreen:
    assert isinstance(app.screen, CodeScreen)
    return app.screen


def mine(path: Path, user: str = "ann") -> list[tuple[str, str]]:
    """Return what a second program sees of this user's codings: code and words."""
    with open_project(path) as store:
        book, texts = reads.codebook(store), reads.texts(store)
        return [
            (book.by_guid[c.code].name, c.passage.quotation(texts[c.source]))
            for c in reads.codings(store)
            if c.user == coding.user_guid(user)
        ]
