"""Every table on the screen: figures as at the command line, and the way to their words."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coder.operations import figures
from coder.operations.figures import KINDS, Question
from coder.store import open_project
from coder.tui.screens.code import CodeScreen
from coder.tui.screens.passages import PassagesScreen
from coder.tui.screens.themes import ThemesScreen
from coder.tui.widgets.themes_grid import Grid

from .demonstration import go, kept, rows, settle, told
from .driving import SIZES, opened, shown
from .study import GROUND, HELPED, make_study


@pytest.fixture(scope="session")
def _study_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_study(tmp_path_factory.mktemp("study"))


@pytest.fixture
def study(_study_once: Path, tmp_path: Path) -> Path:
    """A project file with two pairs of schools."""
    return Path(shutil.copy(_study_once, tmp_path / "study.coder"))


def key(kind: str) -> str:
    """Return the key of a table."""
    return str(KINDS.index(kind) + 1)


def grid(pilot: Pilot[Any]) -> Grid:
    """Return the figures on the screen."""
    return pilot.app.screen.query_one(Grid)


def figures_shown(pilot: Pilot[Any]) -> dict[str, list[str]]:
    """Return the cells of each row by the row's name."""
    found = (
        [" ".join(str(each).split()) for each in grid(pilot).get_row_at(row)]
        for row in range(grid(pilot).row_count)
    )
    return {name: cells for name, *cells in found}


def words(pilot: Pilot[Any]) -> str:
    """Return the screen with white space folded."""
    return " ".join(shown(pilot).split())


async def at(pilot: Pilot[Any], name: str, column: int) -> None:
    """Put the cursor on a figure of the row of this name."""
    names = list(figures_shown(pilot))
    grid(pilot).move_cursor(row=names.index(name), column=column)
    await settle(pilot)


BY_HAND = {
    # Of 4 schools, 2 stuck, 2 unstuck; a parent counts with what stands under it.
    "themes": {
        "Union voice": ["2 of 4", "1 of 2", "1 of 2"],
        "Antagonistic": ["1 of 4", "1 of 2", "·"],
        "Dumping ground": ["2 of 4", "2 of 2", "·"],
    },
    "matrix": {
        "Union voice": ["3", "1", "?", "–"],
        "Antagonistic": ["1", "○", "?", "–"],
        "Dumping ground": ["1", "○", "1", "–"],
    },
    # Both, stuck only, unstuck only, neither, not yet known (2b has no source), of pairs.
    "pairs": {
        "Union voice": ["1", "·", "·", "·", "1", "2"],
        "Antagonistic": ["·", "1", "·", "·", "1", "2"],
        "Dumping ground": ["·", "1", "·", "·", "1", "2"],
    },
    # Both of 1 school (1a), leaders of 1, teachers of 3, Headteacher, Teacher.
    "roles": {
        "Union voice": ["1", "1", "2", "1", "2"],
        "Antagonistic": ["·", "1", "·", "1", "·"],
        "Dumping ground": ["·", "1", "1", "1", "1"],
    },
    # In the same words only ben's passage meets Dumping ground.
    "cooccurrence": {
        "Union voice": ["2", "", "1"],
        "Antagonistic": ["", "1", "·"],
        "Dumping ground": ["1", "·", "2"],
    },
    "framework": {
        "1a": ["● 3 passages, not yet summarised", "● 1 passage, not yet summarised"],
        "1b": ["● 1 passage, not yet summarised", "○ nothing found after reading"],
        "2a": ["? not yet read for this code", "● 1 passage, not yet summarised"],
        "2b": ["– no source", "– no source"],
    },
    # Turns but the interviewer's, coded turns, codings, read by, state.
    "coverage": {
        "1a": ["1a.txt", "", "2", "2", "4", "", "not finished"],
        "1b": ["1b.txt", "", "1", "1", "1", "ann", "read"],
        "2a": ["2a.txt", "", "1", "1", "1", "", "not finished"],
        "2b": ["", "", "·", "·", "·", "", "no source"],
    },
}


@pytest.mark.parametrize("kind", BY_HAND)
async def test_every_figure_is_the_one_counted_by_hand(study: Path, kind: str) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, key(kind))
        assert figures_shown(pilot) == BY_HAND[kind]


async def test_the_quotations_are_those_coded(study: Path) -> None:
    async with opened(study, "themes", size=(120, 40)) as pilot:
        await go(pilot, "7")
        found = [grid(pilot).get_row_at(row) for row in range(grid(pilot).row_count)]
        cells = [[str(each) for each in row[:4]] for row in found]
        assert cells == [
            ["1a", "The union fought us.", "Antagonistic", "Headteacher"],
            ["1a", f"The union fought us. {GROUND}", "Union voice", "Headteacher"],
            ["1a", GROUND, "Dumping ground", "Headteacher"],
            ["1a", HELPED, "Union voice", "Teacher"],
            ["1b", "The union was quiet.", "Union voice", "Teacher"],
            ["2a", GROUND, "Dumping ground", "Teacher"],
        ]


def plain(kind: str, cell: object) -> str:
    """Return a cell of a table in the signs of the screen; the paths of codes by their ends."""
    if cell == 0 and kind != "quotes":
        return "·"
    said = "" if cell is None else " ".join(str(cell).split())
    return said.split(" > ")[-1]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("themes", "matrix")])
@pytest.mark.parametrize("size", SIZES)
async def test_the_cells_are_those_of_the_command_line(
    study: Path, kind: str, size: tuple[int, int]
) -> None:
    with open_project(study) as store:
        table = figures.answer(store, "ann", Question(kind)).table
    async with opened(study, "themes", size=size) as pilot:
        await go(pilot, key(kind))
        screen = pilot.app.screen
        assert isinstance(screen, ThemesScreen)
        order = getattr(screen._sheet, "order", range(len(table.columns)))
        assert grid(pilot).row_count == len(table.rows)
        for row, cells in enumerate(table.rows):
            found = [" ".join(str(each).split()) for each in grid(pilot).get_row_at(row)]
            wanted = [plain(kind, cells[column]) for column in order]
            if kind == "framework":  # the sign stands for the brackets
                found = [each.lstrip("●○?– ") for each in found]
                wanted = [each.strip("()") for each in wanted]
            assert found == wanted


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["pairs", "roles", "cooccurrence", "framework", "quotes"])
async def test_a_table_looks_as_it_is_kept(study: Path, kind: str, size: tuple[int, int]) -> None:
    async with opened(study, "themes", size=size) as pilot:
        await go(pilot, key(kind))
        expected = kept(f"{kind}-{size[0]}x{size[1]}").rstrip("\n").split("\n")
        lines = rows(pilot)
        assert lines[1 : 1 + len(expected)] == expected


# The figure, the codings of which school and words it leads to.
LEADS = [
    ("pairs", "Antagonistic", 2, "Union voice > Antagonistic, stuck only", ["1a"]),
    ("roles", "Union voice", 1, "Union voice, both leaders and teachers, of 1", ["1a", "1a", "1a"]),
    ("cooccurrence", "Union voice", 3, "Union voice, Dumping ground", ["1a", "1a"]),
    ("framework", "1b", 1, "1b, Union voice", ["1b"]),
    ("coverage", "1a", 5, "1a, codings", ["1a"] * 4),
    ("matrix", "Dumping ground", 3, "Dumping ground, 2a", ["2a"]),
]


@pytest.mark.parametrize(("kind", "row", "column", "title", "schools"), LEADS)
async def test_a_figure_leads_to_its_passages_the_transcript_and_back(
    study: Path, kind: str, row: str, column: int, title: str, schools: list[str]
) -> None:
    async with opened(study, "themes", size=(120, 40)) as pilot:
        await go(pilot, key(kind))
        await at(pilot, row, column)
        place = grid(pilot).cursor_coordinate
        await go(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, PassagesScreen)
        assert f"{title}: {len(schools)} passage" in words(pilot)
        assert screen._found is not None
        assert [cells[0] for cells in screen._found.table.rows] == schools
        await go(pilot, "enter")
        code = pilot.app.screen
        assert isinstance(code, CodeScreen)
        assert code.source is not None
        assert code.source.name == f"{schools[0]}.txt"
        await go(pilot, "f4", "escape")
        assert isinstance(pilot.app.screen, ThemesScreen)
        assert grid(pilot).cursor_coordinate == place
        assert f"▸{'together' if kind == 'cooccurrence' else kind}" in shown(pilot)


async def test_a_quotation_leads_straight_to_the_transcript(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "7", "down", "down", "down", "enter")
        code = pilot.app.screen
        assert isinstance(code, CodeScreen)
        assert code.view.quotation == HELPED
        await go(pilot, "f4")
        assert grid(pilot).cursor_row == 3


async def test_a_nought_leads_nowhere_and_says_so(study: Path) -> None:
    async with opened(study, "themes") as pilot:
        await go(pilot, "3")
        await at(pilot, "Union voice", 4)
        await go(pilot, "enter")
        assert "There are no passages behind this figure." in told(pilot)
