"""Codebook mode: writing codes, moving, merging and retiring them, and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, TextArea

from coder.operations import codes, lookup
from coder.operations.coding import mark_read
from coder.store import open_project, reads
from coder.tui.screens.code_form import REDEFINED, CodeForm
from coder.tui.screens.codebook import CodebookScreen
from coder.tui.screens.dialogs import Confirm, ConfirmWithReason

from .codebook_host import code, figures, focus
from .driving import SIZES, find_words, line_with, opened, press, shown
from .screen_text import screen_lines

# Writing codes.


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_code_appears_and_undo_takes_it_away(
    small_project: Path, size: tuple[int, int]
) -> None:
    async with opened(small_project, "codebook", size=size) as pilot:
        await press(pilot, "a", "=Silent", "tab", "=no voice at all", "ctrl+s")
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert focus(pilot) == "Silent"
        silent = code(small_project, "Silent")
        assert silent.definition == "no voice at all"
        assert silent.parent == code(small_project, "Union voice").guid
        await press(pilot, "u")
        assert not any("─   Silent" in line for line in screen_lines(pilot.app))
        await press(pilot, "U")
        assert line_with(pilot, "─   Silent")


async def test_a_code_beside_the_one_in_focus_has_the_same_parent(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "down", "A", "=Silent", "ctrl+s")
        await press(pilot, "home", "A", "=Top", "ctrl+s")
    assert code(small_project, "Silent").parent == code(small_project, "Union voice").guid
    assert code(small_project, "Top").parent is None


async def test_a_refused_name_leaves_the_form_and_what_was_typed(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "a", "=dumping GROUND", "tab", "=mine", "ctrl+s")
        assert isinstance(pilot.app.screen, CodeForm)
        assert "There is a code “Dumping ground” already." in shown(pilot)
        assert pilot.app.screen.query_one("#definition", TextArea).text == "mine"
        pilot.app.screen.query_one("#name", Input).value = ""
        await press(pilot, "ctrl+s")
        assert "The name is empty." in shown(pilot)


async def test_leaving_a_form_asks_before_typed_words_are_lost(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "e", "escape")
        assert isinstance(pilot.app.screen, CodebookScreen)
        await press(pilot, "e", "tab", "=half a thought", "escape")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, CodeForm)
        await press(pilot, "escape", "y")
        assert isinstance(pilot.app.screen, CodebookScreen)
    assert code(small_project, "Union voice").definition == ""


async def test_a_new_meaning_says_what_it_costs_and_history_has_before_and_after(
    small_project: Path,
) -> None:
    with open_project(small_project) as store:
        (guid, _) = find_words(store, "7b.txt", "The union")
        mark_read(store, "ann", guid)
    async with opened(small_project, "codebook", size=(120, 40)) as pilot:
        await press(pilot, "e", "tab", "=Staff bodies.")
        assert " ".join(REDEFINED.split()[:8]) in shown(pilot)
        pilot.app.screen.query_one("#reason", Input).value = "it was empty"
        await press(pilot, "ctrl+s")
        assert "Definition: Staff bodies." in shown(pilot)
        await press(pilot, "e", "tab", "=Now: ", "ctrl+s", "f6")
        assert "before: Staff bodies." in shown(pilot)
        assert "after:  Now: Staff bodies." in shown(pilot)
        await press(pilot, "down")
        assert "Reason: it was empty" in shown(pilot)
        assert "after:  Staff bodies." in shown(pilot)


async def test_only_what_was_changed_in_the_form_is_written(small_project: Path) -> None:
    with open_project(small_project) as store:
        guid = lookup.code(reads.codebook(store), "Dumping ground").guid
        odd = "one\u2028line\x0bbroken"
        codes.edit_code(store, "ann", guid, definition=odd, examples=("two\nlines", "one"))
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "end", "e")
        pilot.app.screen.query_one("#indicators", TextArea).text = "dumping\n\n  sent here  "
        await press(pilot, "ctrl+s")
    edited = code(small_project, "Dumping ground")
    assert edited.indicators == ("dumping", "sent here")
    assert (edited.definition, edited.examples) == (odd, ("two\nlines", "one"))


# Moving, merging, retiring.


async def test_a_code_moves_among_its_siblings_and_keeps_the_focus(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "end", "shift+up")
        assert focus(pilot) == "Dumping ground"
        lines = screen_lines(pilot.app)
        assert lines[2].startswith("  Dumping ground")
        assert lines[3].startswith("▼ Union voice")
        await press(pilot, "shift+up")  # it is the first: nothing changes
        await press(pilot, "u")
        assert screen_lines(pilot.app)[5].startswith("  Dumping ground")
        assert focus(pilot) == "Dumping ground"


async def test_a_code_moves_under_another_by_a_few_letters(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "end", "m", "=union v", "enter")
        assert line_with(pilot, "Dumping ground").startswith("└─   Dumping ground")
        assert figures(pilot, "Union voice") == ["5", "(2)", "2", "(2)"]
        await press(pilot, "m", "=top", "enter")
        assert line_with(pilot, "Dumping ground").startswith("  Dumping ground")


async def test_a_code_is_never_offered_its_own_family_as_a_parent(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "m")
        offered = pilot.app.screen.query_one(OptionList).options
        assert [str(option.prompt) for option in offered] == [
            "(at the top, under no code)",
            "Dumping ground",
        ]


async def test_a_merge_says_what_moves_and_undo_moves_it_back(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "down", "g", "=constr", "enter")
        assert isinstance(pilot.app.screen, ConfirmWithReason)
        assert "Merge “Antagonistic” into “Constructive”?" in shown(pilot)
        assert "2 passages in 1 source of 1 school" in " ".join(shown(pilot).split())
        await press(pilot, "enter")  # the safe answer has the focus
        assert figures(pilot, "Antagonistic") == ["2", "1"]
        await press(pilot, "g", "=constr", "enter", "y")
        assert figures(pilot, "Constructive") == ["3", "1"]
        assert figures(pilot, "Union voice") == ["4", "(2)", "2", "(2)"]
        assert focus(pilot) == "Constructive"
        assert "Merged into it: Antagonistic." in shown(pilot)
        await press(pilot, "u")
        assert figures(pilot, "Antagonistic") == ["2", "1"]
        assert figures(pilot, "Constructive") == ["1", "1"]


async def test_a_retired_code_says_so_and_can_be_restored(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "end", "r")
        pilot.app.screen.query_one(Input).value = "not used"
        await press(pilot, "y")
        assert "Dumping ground (retired)" in shown(pilot)
        assert "Retired: it is not offered any more." in shown(pilot)
        assert code(small_project, "Dumping ground").retired
        await press(pilot, "r", "y")
        assert "(retired)" not in shown(pilot)
    assert not code(small_project, "Dumping ground").retired
