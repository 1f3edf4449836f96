"""The demonstration, from one command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli import console, start
from coder.cli.main import coder

from .conftest import Type


def rows(printed: str, first: str) -> list[list[str]]:
    """The cells of the rows whose first cell is a school id, two spaces apart."""
    lines = printed[printed.index(first) :].split("\n")
    cells = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
    return [row for row in cells if row and row[0][:-1].isdecimal() and row[0][-1] == "a"]


def test_without_a_terminal_the_tables_are_printed(cli: Type, folder: Path) -> None:
    answer = cli("demo")
    assert (folder / "demo.coder").exists()
    assert "Made demo.coder" in answer.err
    # Paragraph 62's two dumping-ground quotations are from 4a and 8a, both stuck.
    (ground,) = [line for line in answer.lines if line.startswith("Dumping ground ")]
    assert ground.split()[2] == "2"
    typed = rows(answer.out, "Two types of stuck schools")
    assert [row[0] for row in typed] == [f"{n}a" for n in range(1, 11)]
    for row in typed:
        type_a = "met" if row[0] == "8a" else "not yet determined"
        assert row[1:3] == [type_a, "not yet determined"]


def test_a_demonstration_someone_has_worked_in_is_opened_not_made_again(
    cli: Type, folder: Path
) -> None:
    cli("demo")
    cli("code", "8a", "0:5", "Union voice")
    before = (folder / "demo.coder").read_bytes()
    assert "there already" in cli("demo").err
    assert (folder / "demo.coder").read_bytes() == before
    cli("demo", "--new")
    assert (folder / "demo-2.coder").exists()
    assert (folder / "demo.coder").read_bytes() == before


def test_it_goes_where_it_is_told(cli: Type, folder: Path) -> None:
    (folder / "there").mkdir()
    cli("demo", "--dir", "there")
    assert [path.name for path in (folder / "there").iterdir()] == ["demo.coder"]
    assert "no such folder" in cli("demo", "--dir", "nowhere", code=2).err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the screen was opened on, as if there were a terminal."""
    monkeypatch.setattr(start, "_on_terminal", lambda: True)
    return []


@pytest.mark.parametrize("words", [[], ["open"], ["demo.coder"], ["open", "demo.coder"], ["demo"]])
def test_on_a_terminal_the_screen_opens(
    demo: Path, opened: list[tuple[str, str]], words: list[str]
) -> None:
    def screen(path: Path, user: str) -> int:
        opened.append((path.name, user))
        return 0

    result = CliRunner().invoke(coder, words, obj=screen)
    assert result.exit_code == 0, result.stderr
    assert opened == [("demo.coder", "ann")]


def test_a_project_that_is_not_there_never_takes_the_screen(
    folder: Path, opened: list[tuple[str, str]]
) -> None:
    result = CliRunner().invoke(coder, ["missing.coder"], obj=lambda *_: opened.append(("", "")))
    assert result.exit_code == console.WRONG
    assert "missing.coder: there is no such project" in result.stderr
    assert opened == []
