"""Looking back on the screen: the project as it was, what is different since, and going to now."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.operations.coding import apply_code
from coder.store import open_project, reads
from coder.tui.screens import code_suggestions
from coder.tui.screens.code import CodeScreen
from coder.tui.screens.dialogs import Tell
from coder.tui.screens.history import HistoryScreen

from .driving import SIZES, find_words, opened, press, said, shown
from .screen_text import screen_lines

LINE = "only to be read. Ctrl+N: back to now."


@pytest.mark.parametrize("size", SIZES)
async def test_every_mode_shows_the_project_as_it_was_until_ctrl_n(small_project: Path, size):
    async with opened(small_project, "history", size=size) as pilot:
        await press(pilot, "end", "b")  # the first entry: the project was just begun
        assert LINE in screen_lines(pilot.app)[1]
        assert "start the project" in shown(pilot)
        assert "apply code" not in shown(pilot)
        await press(pilot, "f2")
        assert LINE in screen_lines(pilot.app)[1]
        assert "This project holds no source yet." in shown(pilot)
        await press(pilot, "f3")
        assert "Dumping ground" not in shown(pilot)
        await press(pilot, "f4")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Dumping ground" not in shown(pilot)
        await press(pilot, "ctrl+n")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert LINE not in shown(pilot)
        assert "Dumping ground" in shown(pilot)
        await press(pilot, "f2")
        assert "The union worked with the leaders." in shown(pilot)


async def test_a_passage_has_then_the_codings_it_had_and_none_can_be_added(small_project: Path):
    with open_project(small_project) as store:
        source, passage = find_words(store, "8a.txt", "We are a dumping ground.")
        union = next(code for code in reads.codebook(store) if code.name == "Union voice")
        apply_code(store, "ann", source, passage, union.guid)
    async with opened(small_project, "history", size=(120, 40)) as pilot:
        await press(pilot, "down", "b", "f2")  # before the newest
        while "8a.txt" not in screen_lines(pilot.app)[2]:
            await press(pilot, "right_square_bracket")
        assert "▶ Dumping ground" in shown(pilot)
        assert "Union voice ann" not in shown(pilot)
        await press(pilot, "1")
        assert "as it was" in said(pilot)[-1]
        await press(pilot, "ctrl+n")
        assert "Union voice ann" in shown(pilot)
    with open_project(small_project) as store:
        assert len(reads.codings(store)) == 9


async def test_what_is_different_since_an_entry_and_between_two(small_project: Path):
    async with opened(small_project, "history", size=(120, 40)) as pilot:
        await press(pilot, "down", "d")  # since the entry before the newest
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, Tell)
        assert "Differences: 1 coding" in shown(pilot)
        assert "after:  Dumping ground on “We are a dumping ground.”" in shown(pilot)
        await press(pilot, "escape", "space", "down", "down", "d")  # marked, and two before it
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "Differences: 2 codings" in shown(pilot)


async def test_now_is_said_to_be_now(small_project: Path):
    async with opened(small_project) as pilot:
        await press(pilot, "ctrl+n")
        assert "This is the project as it is" in said(pilot)[-1]


async def test_f8_shows_the_history_of_the_words_under_the_cursor(small_project: Path):
    async with opened(small_project, size=(120, 40)) as pilot:
        while "8a.txt" not in screen_lines(pilot.app)[1]:
            await press(pilot, "right_square_bracket")
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "about “We are a dumping ground.” in 8a.txt" in shown(pilot)
        listed = [line for line in screen_lines(pilot.app) if " ann " in line[:30]]
        assert len(listed) == 1
        assert "Dumping ground on “We" in listed[0]


async def test_f8_shows_the_history_of_a_code(small_project: Path):
    async with opened(small_project, "codebook", size=(120, 40)) as pilot:
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "Changes about the code Union voice" in shown(pilot)


async def first_entries(pilot) -> CodeScreen:
    """Look back to before the first source, or to the last entry but one; go to Code mode."""
    await press(pilot, "down", "b", "f2")
    assert isinstance(pilot.app.screen, CodeScreen)
    assert pilot.app.screen.store.past is not None
    return pilot.app.screen


async def test_a_search_finds_what_stood_there_then_and_writes_nothing(small_project: Path):
    with open_project(small_project) as store:
        source, passage = find_words(store, "8a.txt", "We are a dumping ground.")
        union = next(code for code in reads.codebook(store) if code.name == "Union voice")
        apply_code(store, "ann", source, passage, union.guid)
    async with opened(small_project, "history", size=(120, 40)) as pilot:
        await first_entries(pilot)
        await press(pilot, "ctrl+f", "=dumping ground")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await press(pilot, "enter")
        here = shown(pilot)
        assert "1 place in 1 source" in here
        assert "Union voice" not in here, "it was applied later"
        assert "Dumping ground" in here


async def test_nothing_is_corrected_or_imported_while_looking_back(
    small_project: Path, tmp_path: Path
):
    (tmp_path / "new.txt").write_text("Interviewer: Well?\n\nTeacher: We stay.\n", "utf-8")
    with open_project(small_project) as store:
        before = store.head
    async with opened(small_project, "history", size=(120, 40)) as pilot:
        await first_entries(pilot)
        for key in "V", "i":
            await press(pilot, key)
            assert isinstance(pilot.app.screen, CodeScreen), "nothing is asked in vain"
            assert "shown as it was" in said(pilot)[-1]
    with open_project(small_project) as store:
        assert store.head == before


async def test_where_one_reads_in_the_past_is_not_where_one_stopped(small_project: Path):
    async with opened(small_project, "history", size=(120, 40)) as pilot:
        here = await first_entries(pilot)
        stops = here._stops
        assert stops is not None
        held = dict(stops._places)
        await press(pilot, "down", "down", "right_square_bracket", "down")
        assert stops._places == held


async def test_nothing_is_suggested_in_the_project_as_it_was(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(code_suggestions, "DELAY", 0.001)
    async with opened(small_project, size=(120, 40)) as pilot:
        assert isinstance(pilot.app.screen, CodeScreen)
        here = pilot.app.screen
        while here._suggester is None:
            await pilot.pause(0.01)
        await press(pilot, "f6", "down", "b", "f2")
        assert here._suggester is None
        assert here.suggestions == []
        assert "None while looking back." in shown(pilot)
        await press(pilot, "q")
        assert said(pilot)[-1] == "None while looking back."
        await press(pilot, "ctrl+n")
        while here._suggester is None:
            await pilot.pause(0.01)
