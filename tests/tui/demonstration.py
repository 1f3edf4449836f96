"""The demonstration project as test material: built once, a fresh copy for every test."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from coder.operations.demo import build_demo
from coder.tui.screens.dialogs import Confirm, Tell

from .driving import press, said
from .screen_text import screen_lines


@cache
def _built() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.coder"
        build_demo(path)
        return path.read_bytes()


def demo_copy(folder: Path) -> Path:
    """Return a demonstration project of one's own."""
    path = folder / "demo.coder"
    path.write_bytes(_built())
    return path


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until what is computed beside the screen is shown; dialogs may stay open."""
    await pilot.pause()
    for worker in [each for each in pilot.app.workers if each.group == "computing"]:
        await worker.wait()
    while not isinstance(pilot.app.screen, Confirm | Tell) and any(
        each.group == "exporting" and not each.is_finished for each in pilot.app.workers
    ):
        await pilot.pause(0.01)
    await pilot.pause()


async def go(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each with all it sets off before the next; after a `=` stand words to type."""
    for key in keys:
        await press(pilot, key)
        await settle(pilot)


def told(pilot: Pilot[Any]) -> str:
    """Return what the program has said beside the screen, oldest first."""
    return "\n".join(said(pilot))


def kept(name: str) -> str:
    """Return a part of the screen as it is kept, with the terminal's size in its name."""
    return (Path(__file__).parent / "screens" / f"{name}.txt").read_text(encoding="utf-8")


def rows(pilot: Pilot[Any]) -> list[str]:
    """Return the lines of the screen without the bar for scrolling."""
    return [line.rstrip(" ▁▂▃▄▅▆▇█") for line in screen_lines(pilot.app)]
