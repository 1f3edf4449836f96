"""A long source: what is seen is painted first, the rest after it, and nothing moves."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store import open_project, reads
from coder.tui.screens import reading as reading_screen
from coder.tui.screens.code import CodeScreen
from coder.tui.widgets import transcript_canvas
from coder.tui.widgets.lines import Lines
from coder.tui.widgets.transcript import TranscriptView

from .driving import opened, press
from .transcript_host import content, reading

LONG = content(
    *(
        (("i", "h", "t")[n % 3], f"Turn {n} says so. " * (1 + n % 7) + "It ends.")
        for n in range(400)
    )
)


@pytest.fixture(autouse=True)
def long_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every text for a long one."""
    monkeypatch.setattr(transcript_canvas, "AT_ONCE", 0)
    monkeypatch.setattr(reading_screen, "AT_ONCE", 0)
    monkeypatch.setattr(transcript_canvas, "_NEAR", 3_000)


def rows(view: TranscriptView) -> list[str]:
    return [view.render_line(y).text for y in range(view.size.height)]


@pytest.mark.parametrize("turn", [0, 1, 200, 399])
async def test_the_rest_of_a_text_moves_no_row_of_what_is_seen(
    turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = LONG.turns[turn].passage.start
    async with reading(LONG) as (pilot, view):
        view.show(LONG, at=at)
        first = rows(view)
        assert view._partly
        await pilot.pause()
        assert not view._partly
        assert rows(view) == first
        monkeypatch.setattr(transcript_canvas, "AT_ONCE", len(LONG.text))
        view.show(LONG, at=at)
        assert not view._partly
        assert rows(view) == first


async def test_a_key_that_is_quicker_than_the_rest_reaches_all_of_the_text() -> None:
    async with reading(LONG) as (pilot, view):
        for action, words in (
            (view.action_move_to_end, "Turn 399 says so."),
            (lambda: view.go_to(LONG.turns[200].passage), "Turn 200 says so."),
        ):
            view.show(LONG)
            assert view._partly
            action()
            await pilot.pause()
            assert any(words in row for row in rows(view))


async def test_a_resize_before_the_rest_wraps_all_of_it() -> None:
    async with reading(LONG) as (pilot, view):
        view.show(LONG, at=LONG.turns[200].passage.start)
        assert view._partly
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        assert not view._partly
        assert any("Turn 200 says so." in row for row in rows(view))


def beside(pilot: Pilot[None]) -> str:
    return "\n".join(str(line) for line in pilot.app.screen.query_one("#here", Lines)._lines)


def screen(pilot: Pilot[None]) -> CodeScreen:
    assert isinstance(pilot.app.screen, CodeScreen)
    return pilot.app.screen


async def test_what_stands_on_a_long_source_is_said_once_it_is_read(small_project: Path) -> None:
    async with opened(small_project, size=(120, 40)) as pilot:
        here = screen(pilot)
        guid = next(g for g, s in here._sources.items() if s.name == "8a.txt")
        here.open_source(guid)
        assert beside(pilot).split("\n")[-1] == "…"
        await pilot.pause()
        assert "Dumping ground" in beside(pilot)
        stripes = {stripe.guid for stripe in here.view._lanes}
        with open_project(small_project) as store:
            assert stripes == {coding.guid for coding in reads.codings(store, guid)}


async def test_a_code_applied_before_that_is_one_more_and_no_other_is_lost(
    small_project: Path,
) -> None:
    async with opened(small_project, size=(120, 40)) as pilot:
        here = screen(pilot)
        guid = next(g for g, s in here._sources.items() if s.name == "8a.txt")
        with open_project(small_project) as store:
            before = len(reads.codings(store, guid))
        here.open_source(guid)
        here.action_pinned(1)
        await press(pilot, "down")
        assert here.open is not None
        assert len(here.open.codings) == len(here.view._lanes) == before + 1
