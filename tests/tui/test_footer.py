"""The row of keys is laid anew where others can be pressed, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult

from coder.tui.screens.mode import Keys

from .driving import opened, press
from .screen_text import screen_lines


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[Keys]:
    """Whatever lays its keys, each time."""
    times: list[Keys] = []
    compose = Keys.compose

    def laying(keys: Keys) -> ComposeResult:
        times.append(keys)
        return compose(keys)

    monkeypatch.setattr(Keys, "compose", laying)
    return times


async def test_from_school_to_school_the_keys_stand(demo: Path, laid: list[Keys]) -> None:
    async with opened(demo, "typing") as pilot:
        footer = screen_lines(pilot.app)[-1]
        laid.clear()
        await press(pilot, "down", "down", "up")
        assert laid == []
        assert screen_lines(pilot.app)[-1] == footer


async def test_where_other_keys_can_be_pressed_they_are_laid(
    small_project: Path, laid: list[Keys]
) -> None:
    async with opened(small_project) as pilot:
        footer = screen_lines(pilot.app)[-1]
        laid.clear()
        await press(pilot, "slash")
        assert laid
        assert screen_lines(pilot.app)[-1] != footer
