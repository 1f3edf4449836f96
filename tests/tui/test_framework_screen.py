"""The framework: one reads the passages of a cell, writes its summary, changes it and undoes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coder.operations import lookup, summaries
from coder.operations.project import set_setting
from coder.store import Store, open_project, reads, written
from coder.tui.screens.dialogs import Confirm
from coder.tui.screens.history import HistoryScreen
from coder.tui.screens.summary import SummaryDialog
from coder.tui.screens.themes import ThemesScreen

from .demonstration import go, settle, told
from .driving import SIZES, opened, shown
from .study import GROUND
from .test_tables_screen import _study_once, at, figures_shown, study, words

__all__ = ["_study_once", "study"]


def in_file(project: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Return the summaries in a file with the words of the codings they are linked to."""
    with open_project(project) as store:
        every = {each.guid: each for each in reads.codings(store)}
        return [
            (one.text, tuple(_words(store, every[guid]) for guid in one.codings))
            for one in written.summaries(store)
        ]


def _words(store: Store, coding: object) -> str:
    return reads.words(store, coding.source, coding.passage)  # type: ignore[attr-defined]


def entries(project: Path) -> int:
    """Return how many entries the journal has."""
    with open_project(project) as store:
        return int(store.rows("SELECT count(*) FROM journal")[0][0])


@pytest.mark.parametrize("size", SIZES)
async def test_a_cell_is_written_beside_its_passages_as_one_entry(
    study: Path, size: tuple[int, int]
) -> None:
    before = entries(study)
    async with opened(study, "themes", size=size) as pilot:
        await go(pilot, "6")
        await at(pilot, "1a", 1)
        await go(pilot, "e")
        assert isinstance(pilot.app.screen, SummaryDialog)
        assert "1a, Union voice: 3 passages" in shown(pilot)
        assert "[ ] 1a.txt, turn 1" in shown(pilot)
        await go(pilot, "=They fought, then helped.", "enter", "=All in all.")
        await go(pilot, "tab", "down", "down", "space")
        assert "[x] 1a.txt" in shown(pilot)
        await go(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ThemesScreen)
        assert figures_shown(pilot)["1a"][0] == "They fought, then helped. All in all."
        assert "(ann, 20" in words(pilot)
        assert in_file(study) == [
            ("They fought, then helped.\nAll in all.", ("The union helped.",))
        ]
        assert entries(study) == before + 1
        await go(pilot, "enter")
        assert "1a, Union voice: 1 passage" in shown(pilot)
        assert "“The union helped.”" in shown(pilot)
        await go(pilot, "escape", "u")
        assert figures_shown(pilot)["1a"][0] == "● 3 passages, not yet summarised"


async def test_the_latest_is_shown_and_earlier_ones_are_in_the_history(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "6")
        await at(pilot, "2a", 2)
        await go(pilot, "f8")
        assert "Nobody has written the cell 2a, Dumping ground." in told(pilot)
        await go(pilot, "e", "=First.", "tab", "a", "ctrl+s", "e")
        assert "[x] 2a.txt" in shown(pilot)
        await go(pilot, "ctrl+s", "e", "= Then more.", "ctrl+s")
        assert figures_shown(pilot)["2a"][1] == "First. Then more."
        assert [text for text, _ in in_file(study)][-1] == "First. Then more."
        assert {links for _, links in in_file(study)} == {(GROUND,)}
        await go(pilot, "f8")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert "2a, Dumping ground" in words(pilot)
        await go(pilot, "f4", "delete")
        assert isinstance(pilot.app.screen, Confirm)
        await go(pilot, "y")
        assert figures_shown(pilot)["2a"][1] == "First."


async def test_an_empty_summary_is_refused_and_words_are_not_lost(study: Path) -> None:
    async with opened(study, "themes", size=(120, 40)) as pilot:
        await go(pilot, "6")
        await at(pilot, "1b", 2)
        await go(pilot, "e")
        assert "There is no passage of this" in words(pilot)
        await go(pilot, "ctrl+s")
        assert "The summary is empty" in words(pilot)
        await go(pilot, "=Silence.", "escape")
        assert isinstance(pilot.app.screen, Confirm)
        await go(pilot, "n", "ctrl+s")
        assert figures_shown(pilot)["1b"][1] == "Silence."


async def test_what_another_wrote_is_shown_and_kept(study: Path) -> None:
    with open_project(study) as store:
        code = lookup.code(reads.codebook(store), "Dumping ground")
        summaries.summarise(store, "ben", lookup.case(store, "1a"), code, "Ben's words.")
    async with opened(study, "themes") as pilot:
        await go(pilot, "6")
        await at(pilot, "1a", 2)
        await go(pilot, "e")
        assert "ben wrote: Ben's words." in words(pilot)
        await go(pilot, "=Mine.", "ctrl+s")
        assert figures_shown(pilot)["1a"][1] == "Mine."
        assert [text for text, _ in in_file(study)] == ["Ben's words.", "Mine."]


async def test_what_is_hidden_of_others_is_not_in_the_dialog(study: Path) -> None:
    with open_project(study) as store:
        code = lookup.code(reads.codebook(store), "Union voice")
        summaries.summarise(store, "ben", lookup.case(store, "1a"), code, "Ben's words.")
        set_setting(store, "ann", "others' codings", "hidden")
    async with opened(study, "themes") as pilot:
        await go(pilot, "6")
        await at(pilot, "1a", 1)
        assert figures_shown(pilot)["1a"][0] == "● 2 passages, not yet summarised"
        await go(pilot, "e")
        assert "1a, Union voice: 2 passages" in words(pilot)
        assert "Ben's words" not in words(pilot)
        assert "ben" not in words(pilot).split("Dumping")[0].replace("benefit", "")


async def test_in_the_project_as_it_was_figures_are_of_then_and_nothing_is_written(
    study: Path,
) -> None:
    with open_project(study) as store:
        then = store.head
        code = lookup.code(reads.codebook(store), "Dumping ground")
        summaries.summarise(store, "ann", lookup.case(store, "1a"), code, "Said later.")
    before = entries(study)
    async with opened(study, "themes") as pilot:
        await go(pilot, "6")
        assert figures_shown(pilot)["1a"][1] == "Said later."
        pilot.app.look_back(then)  # type: ignore[attr-defined]
        await settle(pilot)
        assert figures_shown(pilot)["1a"][1] == "● 1 passage, not yet summarised"
        await at(pilot, "1a", 2)
        await go(pilot, "e", "delete")
        assert isinstance(pilot.app.screen, ThemesScreen)
        assert "a summary cannot be written there. Ctrl+N goes back to now." in told(pilot)
        await go(pilot, "ctrl+n")
        assert figures_shown(pilot)["1a"][1] == "Said later."
    assert entries(study) == before


async def test_a_cell_is_only_written_where_there_is_one(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "e")
        assert "Cells are written in the table framework" in told(pilot)
        await go(pilot, "6", "left", "e")
        assert "Put the cursor on a cell" in told(pilot)


async def test_the_export_has_what_was_written(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "6")
        await at(pilot, "1a", 2)
        await go(pilot, "e", "=[b]Bold[/b] words", "ctrl+s")
        await go(pilot, "x", "shift+tab", "right", "enter", "tab", "ctrl+u", "=f.json", "enter")
        assert "[b]Bold[/b] words" in shown(pilot)
    written = json.loads((study.parent / "exports" / "f.json").read_text("utf-8"))["rows"]
    assert [row["summary"] for row in written if row["summary"]] == ["[b]Bold[/b] words"]
