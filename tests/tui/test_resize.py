"""Every mode at two sizes, and changed from one to the other while it is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from .demonstration import demo_copy, settle
from .driving import opened, shown
from .screen_text import screen_lines

MODES = {
    "code": "Codes here",
    "codebook": "Union voice",
    "themes": "Dumping ground",
    "typing": "not known",
    "history": "apply code",
}


@pytest.mark.parametrize("mode", MODES)
async def test_a_mode_keeps_its_place_when_the_terminal_changes(tmp_path: Path, mode: str) -> None:
    async with opened(demo_copy(tmp_path), mode, size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("down")
        await pilot.pause()
        focused = pilot.app.focused
        for size in ((80, 24), (200, 50), (40, 12), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            lines = screen_lines(pilot.app)
            assert len(lines) == size[1]
            assert lines[0].startswith(" F2 Code")
            assert pilot.app.focused is focused
        await settle(pilot)
        assert MODES[mode] in shown(pilot)
