"""What tests of Codebook mode look at."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from textual.pilot import Pilot

from coder.model import Code
from coder.operations import lookup
from coder.store import open_project, reads
from coder.tui.screens.codebook import CodebookScreen
from coder.tui.widgets.codebook_tree import CodeTree

from .screen_text import screen_lines


def code(path: Path, name: str) -> Code:
    with open_project(path) as store:
        return lookup.code(reads.codebook(store), name)


def focus(pilot: Pilot[None]) -> str:
    """Return the name of the code in focus."""
    screen = cast(CodebookScreen, pilot.app.screen)
    guid = screen.query_one(CodeTree).focused
    return reads.codebook(screen.store).by_guid[guid or ""].name


def figures(pilot: Pilot[None], name: str) -> list[str]:
    """Return the words right of a code's name in the tree."""
    left = [line.partition("│")[0] for line in screen_lines(pilot.app)]
    return next(line for line in left if name in line).split(name)[1].split()
