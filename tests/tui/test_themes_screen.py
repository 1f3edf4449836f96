"""Themes mode as a lead uses it: the figures, the passages behind them, the export."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.pilot import Pilot

from coder.model import Passage
from coder.operations import cases, codes, lookup
from coder.operations.coding import add_memo, apply_code, mark_read
from coder.operations.project import data_folder, start
from coder.operations.sources import Facts, import_source
from coder.store import create, open_project, reads
from coder.tui.screens.code import CodeScreen
from coder.tui.screens.dialogs import Confirm
from coder.tui.screens.export import ExportDialog
from coder.tui.screens.passages import PassagesScreen
from coder.tui.screens.themes import ThemesScreen
from coder.tui.screens.whole_set import WholeSetDialog
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.themes_settings import Settings

from .demonstration import demo_copy, go, kept, rows, settle, told
from .driving import SIZES, line_with, opened, shown
from .screen_text import screen_lines


def schools_by_code() -> dict[str, set[str]]:
    """Count by brute force, from the files: the schools of each code and those under it."""
    book = tomllib.loads((data_folder("codebooks") / "stuck-schools.toml").read_text("utf-8"))
    parents = {code["name"]: code.get("parent") for code in book["codes"]}
    found = defaultdict(set)
    with (data_folder("transcripts") / "codings.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code: str | None = row["code"]
            while code:
                found[code].add(row["school"])
                code = parents[code]
    return found


async def on_figure(pilot: Pilot[Any], theme: str, column: int) -> None:
    """Put the cursor on a figure of a theme, counted from the theme's own column."""
    grid = pilot.app.screen.query_one(Grid)
    rows = [str(grid.get_cell_at((row, 0))).strip() for row in range(grid.row_count)]
    grid.move_cursor(row=rows.index(theme), column=column)
    await settle(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_table_shows_themes_by_status(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(demo_copy(tmp_path), "themes", size=size) as pilot:
        expected, lines = kept(f"themes-{size[0]}x{size[1]}"), rows(pilot)
        # Of three schools there is no source (1b, 3a, 4b): one is stuck, two are unstuck. Of the
        # rest there are only extracts, which nobody can have read to the end.
        first = lines.index(expected.split("\n")[0])
        assert "\n".join(lines[first:]).startswith(expected)
        assert "F4 Themes" in lines[0]


async def test_every_figure_is_that_of_the_coded_quotations(tmp_path: Path) -> None:
    expected = schools_by_code()
    assert expected["Dumping ground"] == {"4a", "8a"}
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        grid = pilot.app.screen.query_one(Grid)
        for row in range(grid.row_count):
            name, *figures = (str(each).strip() for each in grid.get_row_at(row))
            schools = expected[name]
            counts = [
                (len(schools), 20),
                (sum(school.endswith("a") for school in schools), 10),
                (sum(school.endswith("b") for school in schools), 10),
            ]
            assert figures == [f"{some} of {base}" if some else "·" for some, base in counts], name


@pytest.mark.parametrize("size", SIZES)
async def test_from_a_figure_to_its_passages_to_the_transcript_and_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(demo_copy(tmp_path), "themes", size=size) as pilot:
        await on_figure(pilot, "Dumping ground", 2)
        words = " ".join(shown(pilot).split())
        assert (
            "Dumping ground, stuck: 2 of 10 schools with it; without 0, not yet read 7, "
            "no source 1." in words
        )
        await go(pilot, "enter")
        assert "Dumping ground, stuck: 2 passages" in shown(pilot)
        assert "4a · 4a.txt, turn 1 · Senior leader" in shown(pilot)
        assert "8a · 8a.txt, turn 1 · Senior leader" in shown(pilot)
        assert "Dumping ground, coded by report" in shown(pilot)
        assert "“So, we very much feel like we're a dumping ground.”" in shown(pilot)
        await go(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, CodeScreen)
        source = pilot.app.screen.source
        assert source is not None
        assert source.name == "8a.txt"
        await go(pilot, "f4")
        assert isinstance(pilot.app.screen, PassagesScreen)
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, ThemesScreen)
        grid = pilot.app.screen.query_one(Grid)
        assert str(grid.get_cell_at((grid.cursor_row, 0))) == "Dumping ground"
        assert grid.cursor_column == 2


async def test_a_figure_without_passages_says_so(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await on_figure(pilot, "Dumping ground", 3)
        await go(pilot, "enter")
        assert isinstance(pilot.app.screen, ThemesScreen)
        assert "There are no passages behind this figure." in told(pilot)


async def test_the_mouse_changes_a_setting_and_opens_a_figure(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await pilot.click(Settings, offset=(14, 0))
        await settle(pilot)
        assert "2▸matrix" in shown(pilot)
        await go(pilot, "1")
        at = next(i for i, line in enumerate(screen_lines(pilot.app)) if "Dumping ground" in line)
        for _ in range(2):
            await pilot.click(offset=(58, at))
            await settle(pilot)
        assert "Dumping ground, stuck: 2 passages" in shown(pilot)


async def test_units_groups_users_and_rolling_up(small_project: Path) -> None:
    # By hand, from the project's own account of its codings.
    async with opened(small_project, "themes") as pilot:
        assert "not grouped" in shown(pilot)
        assert line_with(pilot, "Union voice").split()[2:] == ["2", "·", "·", "·"]
        await go(pilot, "r")
        assert "each code alone" in shown(pilot)
        await go(pilot, "n", "n", "n", "n")
        assert "unit: passages" in shown(pilot)
        assert line_with(pilot, "Union voice").split() == ["Union", "voice", "2"]
        await go(pilot, "r")
        assert line_with(pilot, "Union voice").split() == ["Union", "voice", "4"]
        assert line_with(pilot, "Antagonistic").split() == ["Antagonistic", "2"]
        await go(pilot, "w", "w", "w")
        assert "w only ben" in shown(pilot)
        assert line_with(pilot, "Antagonistic").split() == ["Antagonistic", "1"]
        await go(pilot, "w", "b", "=role", "enter")
        assert "by role" in shown(pilot)
        assert line_with(pilot, " theme  ").split() == ["theme", "all", "Headteacher", "Teacher"]
        assert line_with(pilot, "Antagonistic").split() == ["Antagonistic", "2", "1", "1"]


async def test_a_variable_that_is_undone_while_it_groups_leaves_the_table_standing(
    small_project: Path,
) -> None:
    with open_project(small_project) as store:
        cases.set_value(store, "ann", lookup.case(store, "8a").guid, "phase", "secondary")
    async with opened(small_project, "themes") as pilot:
        await go(pilot, "b", "=phase", "enter")
        assert "by phase" in shown(pilot)
        await go(pilot, "u")
        assert "not grouped" in shown(pilot)
        assert line_with(pilot, "Union voice").split()[2] == "2"


async def test_without_is_told_from_not_yet_read(small_project: Path) -> None:
    with open_project(small_project) as store:
        mark_read(store, "ann", lookup.source(store, "7b").guid)
    async with opened(small_project, "themes", size=(120, 40)) as pilot:
        # Of two schools one has it, the other was read to its end.
        assert line_with(pilot, "Dumping ground").split()[2:] == ["1", "1", "·", "·"]


async def test_voices_are_at_least_so_many(small_project: Path) -> None:
    async with opened(small_project, "themes") as pilot:
        await go(pilot, "n", "n")
        assert line_with(pilot, "Antagonistic").split() == ["Antagonistic", "≥2", "·", "1", "·"]
        await on_figure(pilot, "Antagonistic", 1)
        assert "at least 2 of 3 speakers" in shown(pilot)


async def test_the_matrix_says_each_state_by_a_sign_and_in_words(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "t")
        assert "2 with, in so many passages   ○ without   ? not yet read   – no source" in shown(
            pilot
        )
        heading = line_with(pilot, " theme  ").split()
        # 1b, 3a and 4b have no source; 4a says it in one passage.
        assert heading[1:8] == ["1a", "1b", "2a", "2b", "3a", "3b", "4a"]
        assert line_with(pilot, "Dumping ground").split()[2:9] == list("?–??–?1")
        await on_figure(pilot, "Dumping ground", 7)
        assert "Dumping ground, 4a: with, passages: 1." in shown(pilot)
        await go(pilot, "8")
        assert "8▸coverage" in shown(pilot)
        assert line_with(pilot, "4a.txt").split()[:3] == ["4a", "4a.txt", "published"]


async def test_the_table_is_exported_with_what_it_rests_on(tmp_path: Path) -> None:
    project = demo_copy(tmp_path)
    file = tmp_path / "exports" / "themes-by-status.csv"
    async with opened(project, "themes") as pilot:
        await go(pilot, "x")
        assert "Publish: schools stand under pseudonyms" in shown(pilot)
        await go(pilot, "enter")
        assert f"Written to {file}" in told(pilot)
        head = reads_head(project)
    text = file.read_text(encoding="utf-8-sig")
    rows = {row["path"]: row for row in csv.DictReader(text.splitlines())}
    assert rows["Dumping ground"]["stuck_with"] == "2"
    assert rows["Dumping ground"]["stuck_not_yet_read"] == "7"
    assert file.stat().st_mode & 0o777 == 0o600
    assert head in text


def reads_head(project: Path) -> str:
    with open_project(project) as store:
        return store.head


async def test_another_format_is_a_choice_and_a_file_is_never_overwritten_unasked(
    tmp_path: Path,
) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "x", "tab", "right", "right", "right", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, ExportDialog)
        line = " ".join(line_with(pilot, "▐○▌ csv").split())
        assert "▐○▌ csv ▐○▌ xlsx ▐○▌ md ▐●▌ json" in line
        await go(pilot, "shift+tab", "enter")
        file = tmp_path / "exports" / "themes-by-status.json"
        written = json.loads(file.read_text("utf-8"))
        assert written["notes"]["Journal head"].startswith(reads_head(tmp_path / "demo.coder"))
        records = {each["code"]: each for each in written["rows"]}
        assert records["Dumping ground"]["stuck_with"] == 2
        assert records["Dumping ground"]["stuck_not_yet_read"] == 7
        file.write_text("mine")
        await go(pilot, "x", "tab", "right", "right", "right", "enter", "shift+tab", "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await go(pilot, "n")
        assert file.read_text() == "mine"
        assert isinstance(pilot.app.screen, ExportDialog)
        await go(pilot, "enter", "y")
        assert file.read_text() != "mine"


async def test_a_wrong_ending_is_said_and_the_name_kept(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "x", "ctrl+u", "=mine.doc", "enter")
        assert isinstance(pilot.app.screen, ExportDialog)
        assert "end the name in one of .csv, .xlsx, .md, .json" in " ".join(shown(pilot).split())
        assert "mine.doc" in shown(pilot)
        assert not (tmp_path / "exports").exists() or not list((tmp_path / "exports").iterdir())


async def test_an_internal_export_is_chosen_and_says_whether_it_names_schools(
    tmp_path: Path,
) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "x", "shift+tab", "right", "enter")
        assert "This export names no school." in " ".join(shown(pilot).split())
        await go(pilot, "escape", "t", "x", "shift+tab", "right", "enter")
        assert "this export names schools." in " ".join(shown(pilot).split())
        await go(pilot, "tab", "ctrl+u", "=inside.csv", "enter")
    text = (tmp_path / "exports" / "inside.csv").read_text("utf-8")
    assert text.startswith('"path","1a","1b"')
    assert "Internal: schools and words are as they are" in text


async def test_what_is_exported_identifies_nobody_and_what_was_left_out_is_said(
    tmp_path: Path,
) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await on_figure(pilot, "Dumping ground", 2)
        await go(pilot, "enter", "x", "ctrl+u", "=behind.xlsx", "enter")
        assert "Left out of what was published" in shown(pilot)
        assert "Variables beside a school" in shown(pilot)
        await go(pilot, "escape")
        assert "Written to" in told(pilot)
        await go(pilot, "x", "ctrl+u", "=8a.csv", "enter")
        assert "give it another name" in " ".join(shown(pilot).split())
    sheet = openpyxl.load_workbook(tmp_path / "exports" / "behind.xlsx").active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "So, we very much feel like we're a dumping ground." in cells
    assert not {"4a", "8a", "4a.txt", "8a.txt"} & set(cells)


async def test_undo_is_shown_at_once(small_project: Path) -> None:
    with open_project(small_project) as store:
        guid = lookup.source(store, "7b").guid
        code = lookup.code(reads.codebook(store), "Dumping ground").guid
        apply_code(store, "ann", guid, Passage(9, 18), code)
    async with opened(small_project, "themes") as pilot:
        assert line_with(pilot, "Dumping ground").split()[2] == "2"
        await go(pilot, "u")
        assert line_with(pilot, "Dumping ground").split()[2] == "1"
        assert "Undone: apply code" in told(pilot)


async def test_a_change_of_another_program_is_shown(small_project: Path) -> None:
    async with opened(small_project, "themes") as pilot:
        head = reads_head(small_project)
        assert head in pilot.app.screen.query_one("#figure-notes-text").render().plain  # type: ignore[union-attr]
        with open_project(small_project) as other:
            add_memo(other, "ben", lookup.source(other, "7b").guid, "seen")
        pilot.app.look()  # type: ignore[attr-defined]
        await settle(pilot)
        notes = pilot.app.screen.query_one("#figure-notes-text").render().plain  # type: ignore[union-attr]
        assert reads_head(small_project) in notes
        assert head not in notes


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_project_says_what_to_do(empty_project: Path, size: tuple[int, int]) -> None:
    async with opened(empty_project, "themes", size=size) as pilot:
        assert "The codebook is empty" in shown(pilot)
        for table in "2345678":
            await go(pilot, table, "n", "r", "w", "enter")
            assert "The codebook is empty" in " ".join(shown(pilot).split()) or table == "3", table


async def test_a_project_in_memory_is_counted_too(tmp_path: Path) -> None:
    store = create()
    codes.add_code(store, "ann", "Isolation")
    async with opened(store, "themes") as pilot:
        assert "Isolation" in shown(pilot)
        assert "There is no transcript yet" in shown(pilot)


async def test_names_and_quotations_are_shown_as_typed(tmp_path: Path) -> None:
    project, name = tmp_path / "odd.coder", "[red]a[/] :smile:"
    words = "We [/] have [@click=app.quit]gone[/] :smile: \u202e away"
    file = tmp_path / "9z.txt"
    file.write_text(f"Teacher: {words}\n", encoding="utf-8")
    with start(project, "ann") as store:
        guid = codes.add_code(store, "ann", name)
        assert not import_source(store, "ann", file, Facts(school="[b]9z[/b]")).error
        source = lookup.source(store, "9z")
        apply_code(store, "ann", source.guid, Passage(9, 9 + len(words)), guid)
    async with opened(project, "themes") as pilot:
        assert "[red]a[/] :smile:" in shown(pilot)
        await go(pilot, "t")
        assert "[b]9z[/b]" in shown(pilot)
        await go(pilot, "enter")
        assert "“We [/] have [@click=app.quit]gone[/] :smile: ⇐ away”" in shown(pilot)


async def test_help_names_every_key_of_the_mode(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "themes", size=(120, 40)) as pilot:
        await go(pilot, "f1")
        for command in ThemesScreen.COMMANDS_HERE:
            assert command.help in shown(pilot)


async def test_words_under_several_codes_are_one_passage_and_so_many_codings(
    tmp_path: Path,
) -> None:
    """From transcripts/codings.csv: behaviour and its children, 14 rows on 9 places."""
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "enter")
        assert "Behaviour policy: 9 passages, 14 codings" in shown(pilot)


async def test_the_whole_set_is_written_from_the_screen_and_replaced_only_if_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the charts, which take seconds to draw.
    monkeypatch.setattr("coder.operations.exports.drawable", lambda table: False)
    folder = tmp_path / "exports"
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "x", "tab", "tab", "enter")
        assert isinstance(pilot.app.screen, WholeSetDialog)
        await go(pilot, "enter")
        assert "Roles: 5" in shown(pilot)
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, ThemesScreen)
        listed = json.loads((folder / "manifest.json").read_text())["files"]
        assert {each["file"] for each in listed} >= {"themes.docx", "quotes.csv", "typing.html"}
        (folder / "themes.csv").write_text("mine")
        await go(pilot, "x", "tab", "tab", "enter", "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await go(pilot, "n")
        assert (folder / "themes.csv").read_text() == "mine"
        await go(pilot, "enter", "y")
        assert (folder / "themes.csv").read_text() != "mine"
        await go(pilot, "escape")
        await go(pilot, "x", "tab", "tab", "enter", "ctrl+u", *"/no/such", "enter")
        assert "cannot be made" in " ".join(shown(pilot).split())
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, ThemesScreen)
