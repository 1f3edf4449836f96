"""Searching all sources on the screen: listing, opening, going on, narrowing, coding all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coder.model import Passage
from coder.operations import searching
from coder.store import open_project, reads
from coder.tui.screens.code import CodeScreen
from coder.tui.screens.preview import Preview, Proposed
from coder.tui.screens.search import SearchScreen
from coder.tui.widgets.growing_table import GrowingTable

from .driving import SIZES, opened, press, said, shown


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until a search has ended; dialogs may stay open."""
    await pilot.pause()
    for worker in [each for each in pilot.app.workers if each.group == "searching"]:
        await worker.wait()
    await pilot.pause()


async def search(pilot: Pilot[Any], words: str) -> None:
    await press(pilot, "ctrl+f", f"={words}")
    await settle(pilot)


async def go(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await press(pilot, key)
        await settle(pilot)


def codings(path: Path) -> int:
    with open_project(path) as store:
        return len(reads.codings(store))


def quotation(pilot: Pilot[Any]) -> tuple[str, str]:
    """Return the source that is open, and the words selected in it."""
    screen = pilot.app.screen
    assert isinstance(screen, CodeScreen)
    assert screen.source
    return screen.source.name, screen.view.quotation


@pytest.mark.parametrize("size", SIZES)
async def test_places_are_listed_with_their_context(
    small_project: Path, size: tuple[int, int]
) -> None:
    """By hand: the union is spoken of three times in 8a, once in 7b."""
    async with opened(small_project, size=size) as pilot:
        await search(pilot, "the union")
        assert "4 places in 2 sources." in shown(pilot)
        assert "7b.txt 1" in shown(pilot)
        assert "worked with" in shown(pilot)
        await press(pilot, "enter")
        assert "school 7b · Teacher · Union voice" in shown(pilot)


async def test_enter_opens_the_place_and_n_goes_on_across_sources(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await search(pilot, "the union")
        await press(pilot, "enter", "enter")
        assert quotation(pilot) == ("7b.txt", "The union")
        assert "1 of 4 “the union”" in shown(pilot)
        await press(pilot, "n")
        assert quotation(pilot) == ("8a.txt", "The union")
        assert "2 of 4" in shown(pilot)
        await press(pilot, "N", "N")
        assert quotation(pilot) == ("8a.txt", "The union")
        assert "4 of 4" in shown(pilot)
        await press(pilot, "slash", "=helped", "escape", "n")
        assert quotation(pilot) == ("8a.txt", "helped")
        assert "of 4" not in shown(pilot)


async def test_the_last_search_is_there_when_one_comes_back(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await search(pilot, "the union")
        await go(pilot, "enter", "down", "down", "enter", "ctrl+f")
        assert pilot.app.screen.query_one(Input).value == "the union"
        assert pilot.app.screen.query_one(GrowingTable).cursor_row == 2
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, CodeScreen)


async def test_the_way_of_searching_changes_and_what_is_wrong_is_said(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await search(pilot, "help (")
        assert "words as typed · everywhere" in shown(pilot)
        assert "1 place in 1 source." in shown(pilot)
        await go(pilot, "ctrl+r")
        assert "words in any form" in shown(pilot)
        assert "3 places in 1 source." not in shown(pilot)
        assert "2 places in 1 source." in shown(pilot), "help and helped"
        await go(pilot, "ctrl+r", "ctrl+r")
        assert "is not a regular expression" in shown(pilot)
        assert not said(pilot), "it is said where one types, not in a notice"


async def test_a_project_without_sources_and_words_found_nowhere(empty_project: Path) -> None:
    async with opened(empty_project) as pilot:
        await search(pilot, "")
        assert "Type words to find them in all sources" in shown(pilot)
        await search(pilot, "anything")
        assert "Found nowhere." in shown(pilot)
        await go(pilot, "ctrl+g", "enter", "down")
        assert "No places." in said(pilot)


async def test_the_search_is_narrowed_and_widened_again(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await search(pilot, "the union")
        await go(pilot, "ctrl+l", "=role", "enter", "=teacher", "down", "enter")
        assert "role Teacher" in shown(pilot)
        assert "2 places in 2 sources." in shown(pilot)
        await go(pilot, "ctrl+l", "=does not stand", "enter", "=antag", "enter")
        assert "not coded Antagonistic, role Teacher" in shown(pilot)
        assert "1 place in 1 source." in shown(pilot)
        await go(pilot, "ctrl+l", "=everywhere", "enter")
        assert "4 places in 2 sources." in shown(pilot)


async def test_a_code_for_all_ticked_places_is_one_change_and_one_undo(small_project: Path) -> None:
    """Of the four places ann has Antagonistic on two; of the others one is unticked by hand."""
    before = codings(small_project)
    async with opened(small_project, size=(120, 40)) as pilot:
        await search(pilot, "the union")
        await go(pilot, "ctrl+g", "=antag", "enter")
        assert isinstance(pilot.app.screen, Preview)
        assert "2 of 4 passages ticked" in shown(pilot)
        assert shown(pilot).count("[ ]") == 2
        await press(pilot, "down")
        assert "You have this code here already." in shown(pilot)
        await press(pilot, "up", "space")
        assert "1 of 4 passages ticked" in shown(pilot)
        await go(pilot, "enter")
        assert codings(small_project) == before + 1
        assert "Applied Antagonistic to 1 passage. Undo takes all of it back." in said(pilot)
        await go(pilot, "enter", "u")
        assert codings(small_project) == before


async def test_leaving_the_preview_changes_nothing(small_project: Path) -> None:
    before = codings(small_project)
    async with opened(small_project) as pilot:
        await search(pilot, "the union")
        await go(pilot, "ctrl+g", "=antag", "enter", "escape")
        assert isinstance(pilot.app.screen, SearchScreen)
        assert codings(small_project) == before


async def test_a_new_code_may_be_made_for_all_places(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await search(pilot, "the union")
        await go(pilot, "ctrl+g", "=About unions", "up", "enter", "enter")
        assert "Applied About unions to 4 passages. Undo takes all of it back." in said(pilot)


class Slow:
    """A search that has found one place and looks on until it is stopped."""

    def __init__(self, real: Any) -> None:
        self.real, self.found, self.stopped = real, threading.Event(), threading.Event()

    def __call__(self, *args: Any, stopped: Any, **given: Any) -> Iterator[Any]:
        yield next(self.real(*args, **given))
        self.found.set()
        while not stopped():
            self.stopped.wait(0.01)
        self.stopped.set()


async def test_the_first_place_is_there_at_once_and_escape_ends_the_rest(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(searching.search)
    monkeypatch.setattr(searching, "search", slow)
    async with opened(small_project) as pilot:
        await press(pilot, "ctrl+f", "=union")
        while not slow.found.is_set():
            await pilot.pause()
        await pilot.pause()
        assert "1 place in 1 source so far…" in shown(pilot)
        assert "7b.txt 1" in shown(pilot)
        await press(pilot, "ctrl+g")
        assert said(pilot) == ["Still searching; Escape stops it."]
        await go(pilot, "escape")
        assert slow.stopped.is_set()
        assert isinstance(pilot.app.screen, SearchScreen)
        assert "Stopped: 1 place in 1 source so far." in shown(pilot)
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, CodeScreen)


@pytest.mark.parametrize(("moment", "left"), [(60.0, 4), (0.001, 0)])
async def test_places_of_the_search_before_stand_for_a_moment_only(
    small_project: Path, monkeypatch: pytest.MonkeyPatch, moment: float, left: int
) -> None:
    def finds_nothing_yet(*_: Any, stopped: Any, **__: Any) -> Iterator[Any]:
        while not stopped():
            threading.Event().wait(0.01)
        return iter(())

    async with opened(small_project) as pilot:
        await search(pilot, "the union")
        monkeypatch.setattr("coder.tui.screens.search._EVERY", moment)
        monkeypatch.setattr(searching, "search", finds_nothing_yet)
        await press(pilot, "=the unio")
        listed = pilot.app.screen.query_one(GrowingTable)
        for _ in range(200):
            if listed.row_count != left:
                await pilot.pause()
        assert listed.row_count == left
        await press(pilot, "escape")
        assert "Stopped: 0 places in 0 sources so far." in shown(pilot)


async def test_words_of_people_are_never_markup(small_project: Path) -> None:
    rows = [Proposed("[/] 1", Passage(0, 4), "[red]", "[/x]", "[@click=quit]", "\x1b[2J")]
    async with opened(small_project) as pilot:
        pilot.app.push_screen(Preview("[b]Title[/b]", rows))
        await pilot.pause()
        for words in ("[b]Title[/b]", "[/] 1", "[red]", "[/x]", "[@click=quit]", "␛[2J"):
            assert words in shown(pilot)


async def test_an_open_search_is_not_in_the_way_of_a_passage_from_another_mode(
    small_project: Path,
) -> None:
    async with opened(small_project) as pilot:
        await search(pilot, "the union")
        source = next(iter(reads.sources(pilot.app.store)))  # type: ignore[attr-defined]
        await press(pilot, "f4")
        pilot.app.show_passage(source, Passage(13, 19))  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodeScreen)
