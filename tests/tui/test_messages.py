"""Messages: the newest alone, never over what one works on, gone with the next key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coder.tui.app import CoderApp
from coder.tui.screens.code import CodeScreen
from coder.tui.telling import pointed_at

from .demonstration import demo_copy
from .driving import SIZES, opened, press, shown
from .screen_text import screen_lines

LONG = "\n".join(f"line {number} of what is said" for number in range(3))


def app(pilot: Pilot[Any]) -> CoderApp:
    assert isinstance(pilot.app, CoderApp)
    return pilot.app


async def test_the_newest_takes_the_place_of_the_one_before(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        app(pilot).say("The first.")
        app(pilot).say("The second.")
        app(pilot).say("The third.", wrong=True)
        await pilot.pause()
        assert "The third." in shown(pilot)
        assert "The first." not in shown(pilot)
        assert "The second." not in shown(pilot)


async def test_it_is_gone_with_the_next_key_and_the_footer_is_back(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        footer = screen_lines(pilot.app)[-1]
        await press(pilot, "1", "x")
        assert screen_lines(pilot.app)[-1].strip("▌ ") == "Took off Union voice. Press u to undo."
        await press(pilot, "end")
        assert screen_lines(pilot.app)[-1] == footer


async def test_a_key_that_says_something_shows_that_alone(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await press(pilot, "9", "8")
        assert "pinned to 8" in shown(pilot)
        assert "pinned to 9" not in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("to", ["home", "end"])
async def test_it_hides_neither_the_cursor_nor_the_selection(
    tmp_path: Path, size: tuple[int, int], to: str
) -> None:
    async with opened(demo_copy(tmp_path), size=size) as pilot:
        here = pilot.app.screen
        assert isinstance(here, CodeScreen)
        await press(pilot, to, "t")
        here.view.scroll_to(y=10_000 if to == "end" else 0, animate=False)
        await pilot.pause()
        before = screen_lines(pilot.app)
        rows = here.marked_rows()
        assert rows, "something is selected, and seen"
        app(pilot).say(LONG)
        await pilot.pause()
        after = screen_lines(pilot.app)
        assert any("line 2 of what is said" in line for line in after)
        assert [after[row] for row in rows] == [before[row] for row in rows]


async def test_at_the_foot_of_a_full_page_it_stands_above(tmp_path: Path) -> None:
    """At 120 columns the transcript reaches down to the footer."""
    async with opened(demo_copy(tmp_path), size=(120, 12)) as pilot:
        here = pilot.app.screen
        assert isinstance(here, CodeScreen)
        await press(pilot, "end")
        assert here.marked_rows()[-1] == 9
        app(pilot).say(LONG)
        await pilot.pause()
        assert "line 0 of what is said" in screen_lines(pilot.app)[0]
        await press(pilot, "home")
        app(pilot).say(LONG)
        await pilot.pause()
        assert "line 2 of what is said" in screen_lines(pilot.app)[-1]


async def test_it_does_not_hide_the_code_in_focus(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), mode="codebook", size=(120, 30)) as pilot:
        await press(pilot, "end")
        (row,) = pointed_at(pilot.app.screen)
        before = screen_lines(pilot.app)
        for many in (30 - row, 29 - row):  # as far down as the row, and one line less
            app(pilot).say("\n".join(["more"] * many))
            await pilot.pause()
            assert screen_lines(pilot.app)[row] == before[row]
            assert ("more" in screen_lines(pilot.app)[0]) == (many == 30 - row)


async def test_nothing_of_it_is_left_beneath_a_dialog_that_the_key_opens(
    small_project: Path,
) -> None:
    async with opened(small_project) as pilot:
        await press(pilot, "1", "x")
        assert "Took off" in shown(pilot)
        await press(pilot, "c")
        assert "Took off" not in shown(pilot)
