"""How a table counts is changed by keys: only those it has, remembered while the program runs."""

from __future__ import annotations

import json
from pathlib import Path

from coder.operations import cases, codes, lookup, rolegroups
from coder.operations.coding import apply_code
from coder.operations.figures import KINDS
from coder.operations.project import start
from coder.operations.sources import Facts, import_source
from coder.store import open_project, reads
from coder.tui.screens.themes import ThemesScreen

from .demonstration import demo_copy, go, told
from .driving import find_words, line_with, opened, shown
from .study import GROUND
from .test_tables_screen import _study_once, at, figures_shown, grid, study, words

__all__ = ["_study_once", "study"]


async def test_each_table_shows_the_settings_it_has_and_no_other(study: Path) -> None:
    has = {
        "1": "n b w r s k",
        "2": "w r k",
        "3": "b p c w r m k",
        "4": "n w r k",
        "5": "n o w r k",
        "6": "b p c w e",
        "7": "c h g w",
        "8": "k",
    }
    async with opened(study, "themes", size=(120, 40)) as pilot:
        for table, keys in has.items():
            await go(pilot, table)
            lines = shown(pilot).split("\n")[2].split("  ")
            assert [each[0] for each in lines if each] == keys.split(), table
        await go(pilot, "m")
        assert "“Exact test” is nothing that the table coverage has." in told(pilot)


async def test_the_exact_test_comes_with_its_note_and_only_when_asked_for(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "3")
        assert "McNemar" not in shown(pilot)
        await go(pilot, "m")
        # One pair against none: min(1, 2 x 1/2) = 1.
        assert figures_shown(pilot)["Dumping ground"][-2:] == ["2", "1"]
        assert "Fewer than six such pairs can never reach .05" in words(pilot)
        await go(pilot, "m")
        assert "McNemar" not in shown(pilot)


async def test_the_most_come_first_and_lead_to_their_own_passages(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await at(pilot, "Dumping ground", 2)
        await go(pilot, "k")
        # Of stuck schools Dumping ground is in 2, the others in 1 each.
        assert list(figures_shown(pilot)) == ["Dumping ground", "Union voice", "Antagonistic"]
        assert "most first" in shown(pilot)
        assert "Dumping ground, stuck: 2 of 2 schools with it" in words(pilot)
        await go(pilot, "enter")
        assert "Dumping ground, stuck: 2 passages" in shown(pilot)
        await go(pilot, "escape", "k")
        assert list(figures_shown(pilot)) == ["Union voice", "Antagonistic", "Dumping ground"]


async def test_one_theme_is_shown_pair_by_pair(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "3")
        await at(pilot, "Dumping ground", 1)
        await go(pilot, "c", "enter")  # the theme under the cursor comes first
        assert "only Dumping ground" in shown(pilot)
        assert figures_shown(pilot) == {
            "1": ["1a", "with", "1b", "without", "stuck only"],
            "2": ["2a", "with", "2b", "no source", "not yet known"],
        }
        assert "Pairs in all: both 0, stuck only 1, unstuck only 0, neither 0" in words(pilot)
        await at(pilot, "2", 1)
        await go(pilot, "enter")
        assert "2a.txt, turn 1" in shown(pilot)
        await go(pilot, "escape", "c", "=all themes", "enter")
        assert "Antagonistic" in figures_shown(pilot)


async def test_pairs_by_another_variable_between_two_of_its_values(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "3", "b", "=phase", "enter", "=middle and secondary", "enter")
        assert "by middle and secondary" in shown(pilot)
        # Only pair 2 has one of each; 1a and 1b are both primary.
        assert figures_shown(pilot)["Dumping ground"] == ["·", "·", "·", "·", "1", "1"]
        assert "Broken pairs: 1 (1a primary, 1b primary)." in words(pilot)


async def test_together_and_unit_and_rolling_up_change_the_figures(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "5", "o", "o")
        assert "together: same turn" in shown(pilot)
        assert figures_shown(pilot)["Antagonistic"] == ["", "1", "1"]
        await go(pilot, "n", "n", "r")
        # Places: one turn of 1a has both Antagonistic and Union voice's own, ben's passage.
        assert "unit: places" in shown(pilot)
        assert figures_shown(pilot)["Antagonistic"] == ["1", "1", "1"]


async def test_quotes_by_theme_school_and_group(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "7", "c", "=dumping", "enter")
        assert grid(pilot).row_count == 2
        await go(pilot, "h", "=2a", "enter")
        assert [str(each) for each in grid(pilot).get_row_at(0)[:2]] == ["2a", GROUND]
        await go(pilot, "g", "=role = head", "enter")
        assert grid(pilot).row_count == 0
        assert "No passage is of this theme, school and group together" in words(pilot)
        await go(pilot, "h", "=any school", "enter")
        assert [str(each) for each in grid(pilot).get_row_at(0)[:2]] == ["1a", GROUND]


async def test_the_framework_takes_themes_in_and_out(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "6", "c", "=antagonistic", "enter", "=dumping", "enter", "escape")
        assert "2 chosen themes" in shown(pilot)
        assert "Antagonistic" in line_with(pilot, " school")
        assert "Dumping ground" not in line_with(pilot, " school")
        assert figures_shown(pilot)["1b"][1] == "○ nothing found after reading"


async def test_settings_and_cursor_are_remembered_and_users_hold_for_all(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "n", "n", "3", "m")
        await at(pilot, "Dumping ground", 2)
        await go(pilot, "w", "w", "w", "1")
        assert "unit: speakers" in shown(pilot)
        assert "only ben" in shown(pilot)
        await go(pilot, "f3", "f4", "3")
        assert "exact test" in shown(pilot)
        assert (grid(pilot).cursor_row, grid(pilot).cursor_column) == (2, 2)
        await go(pilot, "T", "t", "t")
        assert "4▸roles" in shown(pilot)


async def test_a_scale_says_its_words_gaps_and_overlaps(study: Path, tmp_path: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "s")
        assert "The project has no scale" in words(pilot)
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "s", "=education", "enter")
        # 2 of 20 have it, 15 are not yet read and 3 have no source: no one word holds for all that.
        assert figures_shown(pilot)["Dumping ground"][0] == "2 of 20, open"
        assert "15%: less than half and few; over 49% and under 50%: no word" in words(pilot)
        assert "in words: open" in words(pilot)
        await go(pilot, "s", "=no words", "enter")
        assert figures_shown(pilot)["Dumping ground"][0] == "2 of 20"


async def test_by_type_there_is_nothing_without_a_typology(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "b")
        assert "not by type: the project has no typology" in words(pilot)


async def test_without_pairs_the_table_says_which_keys_help(small_project: Path) -> None:
    async with opened(small_project, "themes") as pilot:
        await go(pilot, "3")
        assert "Pairs need the variable “pair”, which no school has" in words(pilot)
        assert "p and b choose other variables" in words(pilot)
        await go(pilot, "x")
        assert isinstance(pilot.app.screen, ThemesScreen)
        assert "Pairs need the variable" in told(pilot)
        await go(pilot, "p")
        assert "No school has a variable yet" in told(pilot)


async def test_roles_in_no_group_and_no_roles_are_said(study: Path, tmp_path: Path) -> None:
    groups = tmp_path / "roles.toml"
    groups.write_text(
        'name = "Ours"\nversion = "1"\nboth = ["leaders", "cooks"]\n'
        '[[groups]]\nname = "leaders"\nroles = ["Headteacher"]\n'
        '[[groups]]\nname = "cooks"\nroles = ["Cook"]\n'
    )
    with open_project(study) as store:
        rolegroups.set_role_groups(store, "ann", groups)
    async with opened(study, "themes") as pilot:
        await go(pilot, "4")
        assert "Groups: cooks: Cook; leaders: Headteacher. In no group: Teacher." in words(pilot)
    with start(tmp_path / "bare.coder", "ann") as store:
        file = tmp_path / "9z.txt"
        file.write_text("A: Something said.\n")
        code = codes.add_code(store, "ann", "Isolation")
        assert not import_source(store, "ann", file, Facts()).error
        apply_code(store, "ann", *find_words(store, "9z.txt", "Something said."), code)
    async with opened(tmp_path / "bare.coder", "themes") as pilot:
        await go(pilot, "4")
        assert "No speaker has a role yet" in words(pilot) or "no schools" in words(pilot)
        for table in "236":
            await go(pilot, table)
            assert "`coder cases" in words(pilot) or "which no school has" in words(pilot)


async def test_a_theme_that_is_undone_while_it_filters_leaves_the_table_standing(
    study: Path,
) -> None:
    with open_project(study) as store:
        guid = codes.add_code(store, "ann", "Isolation")
        assert guid
    async with opened(study, "themes") as pilot:
        await go(pilot, "7", "c", "=isolation", "enter")
        assert grid(pilot).row_count == 0
        await go(pilot, "u")
        assert "any theme" in shown(pilot)
        assert grid(pilot).row_count == 6


async def test_any_table_is_exported_as_it_is_shown(study: Path) -> None:
    folder = study.parent / "exports"
    async with opened(study, "themes") as pilot:
        for kind in ("pairs", "roles", "cooccurrence", "framework", "quotes", "coverage"):
            await go(pilot, str(KINDS.index(kind) + 1), "x", "shift+tab", "right", "enter", "tab")
            await go(pilot, "ctrl+u", f"={kind}.json", "enter")
    pairs = json.loads((folder / "pairs.json").read_text("utf-8"))["rows"]
    assert {row["path"]: row["first_only"] for row in pairs} == {
        "Union voice": 0,
        "Union voice > Antagonistic": 1,
        "Dumping ground": 1,
    }
    empty = json.loads((folder / "framework.json").read_text("utf-8"))["rows"]
    assert [each["empty"] for each in empty].count("no source") == 2
    assert len(json.loads((folder / "quotes.json").read_text("utf-8"))["rows"]) == 6


async def test_many_rows_are_fetched_as_they_are_needed(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "themes") as pilot:
        await go(pilot, "7")
        shown_first = grid(pilot).row_count
        grid(pilot).step = 10
        assert shown_first == 106  # transcripts/codings.csv has as many codes on passages
        with open_project(tmp_path / "demo.coder") as store:
            assert shown_first == len(reads.codings(store))


async def test_cases_of_a_status_never_heard_of_stand_beside_the_others(study: Path) -> None:
    with open_project(study) as store:
        cases.set_value(store, "ann", lookup.case(store, "2b").guid, "status", "other")
    async with opened(study, "themes") as pilot:
        await go(pilot, "3")
        assert "say between which two values" in words(pilot)
        await go(pilot, "b", "=status", "enter", "=stuck and unstuck", "enter")
        assert figures_shown(pilot)["Union voice"][0] == "1"
        assert "Broken pairs: 2 (2a stuck, 2b other)." in words(pilot)
