"""Codebook mode as a person uses it: the tree with its figures, and everything done to a code."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from textual.widgets import Input

from coder import frequencies
from coder.operations import codes, lookup, project, uses
from coder.operations.coding import add_memo, apply_code
from coder.store import Store, create, open_project, reads
from coder.tui.screens.codebook import CodebookScreen
from coder.tui.widgets.codebook_passages import Passages
from coder.tui.widgets.codebook_tree import CodeTree

from .codebook_host import figures, focus
from .driving import find_words, line_with, opened, press, shown
from .screen_text import screen_lines

HOSTILE = "[/] :smile: [bold]"


# What is shown.


async def test_tree_and_the_code_in_focus_on_a_narrow_terminal(small_project: Path) -> None:
    async with opened(small_project, "codebook", size=(80, 24)) as pilot:
        lines = screen_lines(pilot.app)
    assert lines[1:6] == [
        "  code                                         passages (own)   schools (own)",
        "▼ Union voice                                         4 (2)            2 (2)",
        "├─   Antagonistic                                     2                1",
        "└─   Constructive                                     1                1",
        "  Dumping ground                                      1                1",
    ]
    assert lines[14] == "─" * 80
    assert lines[15:19] == [
        " Union voice",
        " With the codes under it: 4 passages in 2 sources of 2 schools.",
        " By itself: 2 passages in 2 sources of 2 schools.",
        " Definition: none yet",
    ]
    assert lines[23].startswith("a Add e Edit m Move g Merge n Memo / Find")


async def test_a_wide_terminal_has_the_code_beside_the_tree(small_project: Path) -> None:
    async with opened(small_project, "codebook", size=(120, 40)) as pilot:
        lines = screen_lines(pilot.app)
    assert lines[2] == (
        "▼ Union voice                                 4 (2)            2 (2)    │ With the codes "
        "under it: 4 passages in 2"
    )


async def test_all_that_is_known_of_a_code_is_shown(small_project: Path) -> None:
    with open_project(small_project) as store:
        ground = lookup.code(reads.codebook(store), "Dumping ground").guid
        codes.edit_code(
            store,
            "ann",
            ground,
            definition="Where others send pupils.",
            include="The phrase.",
            exclude="Pupils themselves.",
            examples=("We are a dumping ground.",),
            indicators=("dumping", "sent here"),
        )
        add_memo(store, "ben", ground, "Is it fair?")
    async with opened(small_project, "codebook", size=(120, 40)) as pilot:
        await press(pilot, "end")
        right = "\n".join(line.partition("│ ")[2].rstrip() for line in screen_lines(pilot.app))
    for words in (
        "Dumping ground\n1 passage in 1 source of 1 school.",
        "Definition: Where others send pupils.",
        "Include: The phrase.",
        "Exclude: Pupils themselves.",
        "Examples: “We are a dumping ground.”",
        "Indicators: dumping; sent here",
        "Memo of ben: Is it fair?",
    ):
        assert words in right


async def test_an_empty_codebook_says_which_key_adds_the_first_code(empty_project: Path) -> None:
    async with opened(empty_project, "codebook") as pilot:
        assert "There are no codes yet." in shown(pilot)
        assert "Press a to add the first one" in shown(pilot)
        await press(pilot, "e", "g", "x", "enter")  # dimmed: nothing happens
        assert isinstance(pilot.app.screen, CodebookScreen)
        await press(pilot, "a", "=Staffing", "ctrl+s")
        assert figures(pilot, "Staffing") == ["0", "0"]
        await press(pilot, "u")
        assert "There are no codes yet." in shown(pilot)


async def test_figures_count_only_what_this_user_may_see(small_project: Path) -> None:
    with open_project(small_project) as store:
        project.set_setting(store, "ann", project.OTHERS, "hidden")
        antagonistic = lookup.code(reads.codebook(store), "Antagonistic").guid
        add_memo(store, "ann", antagonistic, "Hers alone.")
    async with opened(small_project, "codebook", user="ben") as pilot:
        # Ben coded one passage Antagonistic and another Union voice, both in 8a.
        assert figures(pilot, "Union voice") == ["2", "(1)", "1", "(1)"]
        assert figures(pilot, "Constructive") == ["0", "0"]
        await press(pilot, "down")
        assert focus(pilot) == "Antagonistic"
        assert "Hers alone." not in shown(pilot)
        await press(pilot, "p")
        assert "1 passage" in shown(pilot)
        assert "ann" not in line_with(pilot, "The union was")


async def test_hostile_names_are_shown_as_typed(small_project: Path) -> None:
    escape = "\x1b[2J"
    with open_project(small_project) as store:
        guid = codes.add_code(store, "ann", HOSTILE)
        fields = {"definition": f"{escape} {HOSTILE}", "indicators": (HOSTILE,)}
        codes.edit_code(store, "ann", guid, **cast(Any, fields))
    async with opened(small_project, "codebook", size=(120, 40)) as pilot:
        await press(pilot, "end")
        assert focus(pilot) == HOSTILE
        assert figures(pilot, HOSTILE) == ["0", "0"]
        assert f"Definition: ␛[2J {HOSTILE}" in shown(pilot)
        await press(pilot, "e")
        assert "␛[2J" in shown(pilot)
        assert escape not in shown(pilot)


def test_figures_are_those_of_the_theme_table(small_project: Path) -> None:
    with open_project(small_project) as store:
        evidence = project.evidence(store, "ann")
    found = uses.uses(evidence)
    for unit in ("passages", "sources", "schools"):
        for roll_up, of in ((True, "whole"), (False, "own")):
            table = frequencies.themes(evidence, unit=unit, by=None, roll_up=roll_up)
            counts = {row.code: row.whole.with_ for row in table.rows}
            assert counts == {guid: getattr(getattr(found[guid], of), unit) for guid in counts}


# Folding, finding, memos, passages, export.


async def test_what_is_folded_stays_folded_after_a_change_and_its_undo(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "left")
        assert line_with(pilot, "Union voice").startswith("▶ Union voice")
        await press(pilot, "down", "shift+up", "u")
        assert line_with(pilot, "Union voice").startswith("▶ Union voice")
        assert "Antagonistic" not in shown(pilot)
        assert focus(pilot) == "Dumping ground"
        await press(pilot, "up", "right", "right")
        assert focus(pilot) == "Antagonistic"
        await press(pilot, "left")
        assert focus(pilot) == "Union voice"


async def test_finding_a_code_unfolds_what_hides_it(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "left", "slash", "=constr", "enter")
        assert focus(pilot) == "Constructive"
        assert line_with(pilot, "─   Constructive")


async def test_a_memo_is_kept_and_shown(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "end", "n", "=Ask the union [/]", "ctrl+s")
        assert "Memo of ann: Ask the union [/]" in shown(pilot)


async def test_the_passages_of_a_code_are_listed_once_each_and_lead_to_their_place(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(small_project, "codebook") as pilot:
        gone: list[object] = []
        monkeypatch.setattr(pilot.app, "show_passage", lambda *place: gone.append(place))
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, Passages)
        assert "Union voice: 4 passages" in shown(pilot)
        rows = [line for line in screen_lines(pilot.app) if ".txt" in line]
        assert [row.split()[1:3] for row in rows] == [["7b", "7b.txt"], *[["8a", "8a.txt"]] * 3]
        assert "ann, ben" in rows[1]  # two users, two codes, one passage
        assert "ann, ben" in rows[2]
        assert "“The union worked with the leaders.”" in shown(pilot)
        await press(pilot, "down", "enter")
        with open_project(small_project) as store:
            assert gone == [find_words(store, "8a.txt", "The union fought every change.")]


async def test_a_code_without_passages_says_so(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "a", "=Silent", "ctrl+s", "enter")
        assert "No passages are coded “Silent” yet." in shown(pilot)


async def test_the_export_is_a_codebook_and_never_replaces_a_file_unasked(
    small_project: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.toml"
    target.write_text("mine", encoding="utf-8")
    async with opened(small_project, "codebook", size=(120, 40)) as pilot:
        for answer, written in (("n", False), ("y", True)):
            await press(pilot, "x")
            offered = pilot.app.screen.query_one(Input).value
            assert offered == str(small_project.parent / "exports" / "codebook.toml")
            pilot.app.screen.query_one(Input).value = str(target)
            await press(pilot, "enter", answer)
            assert (target.read_text(encoding="utf-8") != "mine") is written
        await press(pilot, "x")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "no" / "such.toml")
        await press(pilot, "enter")
        assert "cannot be written" in shown(pilot)
        await press(pilot, "x", "enter")
        assert (small_project.parent / "exports" / "codebook.toml").is_file()
    exported = target.read_text(encoding="utf-8")
    with open_project(small_project) as store:
        assert exported.startswith(f"# Journal head {store.head} ")
    names = [found["name"] for found in tomllib.loads(exported)["codes"]]
    assert names == ["Union voice", "Antagonistic", "Constructive", "Dumping ground"]


async def test_the_mouse_chooses_folds_and_opens(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await pilot.click(CodeTree, offset=(10, 3))
        await pilot.pause()
        assert focus(pilot) == "Dumping ground"
        await pilot.click(CodeTree, offset=(0, 0))
        await pilot.pause()
        assert line_with(pilot, "Union voice").startswith("▶ Union voice")
        await pilot.click(CodeTree, offset=(10, 1), times=2)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Passages)


# Big projects, projects in memory, and other programs.


async def test_a_big_project_is_counted_beside_the_screen(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uses, "_QUICK", 0)
    async with opened(small_project, "codebook") as pilot:
        assert figures(pilot, "Union voice") == ["4", "(2)", "2", "(2)"]
        await press(pilot, "down", "g", "=constr", "enter", "y")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert figures(pilot, "Constructive") == ["3", "1"]


async def test_a_project_in_memory_opens(store: Store) -> None:
    codes.add_code(store, "ann", "Staffing")
    async with opened(create(), "codebook") as pilot:
        assert "There are no codes yet." in shown(pilot)
    async with opened(store, "codebook") as pilot:
        assert focus(pilot) == "Staffing"


async def test_what_another_program_changes_is_shown(small_project: Path) -> None:
    async with opened(small_project, "codebook") as pilot:
        await press(pilot, "end")
        with open_project(small_project) as other:
            guid, passage = find_words(other, "7b.txt", "the leaders.")
            ground = lookup.code(reads.codebook(other), "Dumping ground").guid
            apply_code(other, "ben", guid, passage, ground)
            codes.add_code(other, "ben", "A first", parent=None)
        cast(Any, pilot.app).look()
        await pilot.pause()
        assert figures(pilot, "Dumping ground") == ["2", "2"]
        assert figures(pilot, "A first") == ["0", "0"]
        assert focus(pilot) == "Dumping ground"
