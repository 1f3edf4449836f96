"""The screen for checking a draft: choosing a file, reading the findings, going to the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.screens.code import CodeScreen
from coder.tui.screens.draft import DraftScreen

from .demonstration import demo_copy, go, told
from .driving import SIZES, opened, shown

DRAFT = (
    "1. Five of the 20 schools invoked the phrase 'dumping ground'. Two leaders said:\n\n"
    "'Students join part way through the term.' (Senior leader, School 8a)\n\n"
    "'We raised the expectations.' (Headteacher, School 5a)\n\n"
    "'Nobody here ever saw such purple elephants.' (Teacher, School 8a)\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"no draft")
    return demo_copy(tmp_path)


@pytest.mark.parametrize("size", SIZES)
async def test_findings_are_listed_the_worst_first(project: Path, size: tuple[int, int]) -> None:
    async with opened(project, size=size) as pilot:
        await go(pilot, "f7")
        assert "draft.md" in shown(pilot)
        assert "notes.pdf" not in shown(pilot)
        await go(pilot, *"draft", "enter")
        assert isinstance(pilot.app.screen, DraftScreen)
        screen = shown(pilot)
        assert "3 quotations: 1 word for word, 1 edited, 1 not found; 3 to look at" in screen
        lines = [
            line.strip() for line in screen.split("\n") if line.strip().startswith(("!", "·", "✓"))
        ]
        assert [line.split()[1] for line in lines[:3]] == ["edited", "not", "count"]
        assert "{+term+}" in screen


async def test_differences_are_marked_without_colour(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"draft", "enter")
        screen = shown(pilot)
        assert "Students join part way through the {+term+}" in screen
        assert "Students join part way through the {-year-}" in screen
        assert "Draft · Senior leader, School 8a" in screen
        assert "Source · 8a · 8a.txt, turn 1 · Senior leader" in screen
        assert "{+only in the draft+}" in screen


async def test_enter_goes_to_the_passage_and_f4_comes_back(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"draft", "enter", "enter")
        assert isinstance(pilot.app.screen, CodeScreen)
        assert "Students join" in shown(pilot)
        await go(pilot, "f4")
        assert isinstance(pilot.app.screen, DraftScreen)
        assert "{+term+}" in shown(pilot)
        await go(pilot, "escape")
        assert not isinstance(pilot.app.screen, DraftScreen)


async def test_a_count_opens_the_passages_behind_its_figure(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"draft", "enter", "down", "down")
        assert "In the project 2 of 20 schools have it" in shown(pilot)
        await go(pilot, "enter")
        assert "Dumping ground: 2 passages" in shown(pilot)
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, DraftScreen)


async def test_a_draft_put_right_is_checked_again(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"draft", "enter")
        path = project.parent / "draft.md"
        path.write_text(DRAFT.replace("term", "year"), encoding="utf-8")
        await go(pilot, "r")
        assert "2 word for word, 1 not found; 2 to look at" in shown(pilot)


async def test_only_what_must_be_looked_at(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"draft", "enter")
        assert "✓ verbatim" in shown(pilot)
        await go(pilot, "l")
        assert "✓ verbatim" not in shown(pilot)
        assert "! not found" in shown(pilot)
        await go(pilot, "l")
        assert "✓ verbatim" in shown(pilot)


async def test_a_draft_with_nothing_to_check_says_so(project: Path) -> None:
    (project.parent / "plain.txt").write_text("The visits went well.\n", encoding="utf-8")
    async with opened(project) as pilot:
        await go(pilot, "f7", *"plain", "enter")
        assert "there was nothing to check" in " ".join(shown(pilot).split())


async def test_a_draft_that_cannot_be_read_is_told_of(project: Path) -> None:
    (project.parent / "broken.docx").write_bytes(b"PK\x03\x04 no more")
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"broken", "enter")
        assert "broken.docx is broken" in told(pilot)
        assert "Not checked: broken.docx is broken" in shown(pilot)
        await go(pilot, "o", *"draft", "enter")
        assert "3 quotations" in shown(pilot)


async def test_folders_open_and_a_path_can_be_typed(project: Path) -> None:
    folder = project.parent / "reports"
    folder.mkdir()
    (folder / "final.txt").write_text(DRAFT, encoding="utf-8")
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"repo", "enter")
        assert "final.txt" in shown(pilot)
        await go(pilot, "enter")
        assert "final.txt: 3 quotations" in shown(pilot)
        await go(pilot, "o", *"nowhere.md", "enter")
        assert "nowhere.md cannot be read" in told(pilot)


async def test_the_palette_knows_it_and_nothing_is_written(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        head = pilot.app.store.head  # type: ignore[attr-defined]
        await go(pilot, "ctrl+p", *"check", "enter")
        assert "Check a draft" in shown(pilot)
        await go(pilot, *"draft", "enter")
        assert pilot.app.store.head == head  # type: ignore[attr-defined]
    assert b"purple elephants" not in project.read_bytes()


async def test_words_of_a_draft_are_shown_as_typed(project: Path) -> None:
    hostile = "“We had [/] [city name] :smile: \x1b[31m heads.” (Teacher, School 8a)\n"
    (project.parent / "odd.md").write_text(hostile, encoding="utf-8")
    async with opened(project, size=(120, 40)) as pilot:
        await go(pilot, "f7", *"odd", "enter")
        assert "[/] [city name] :smile: ␛[31m heads." in shown(pilot)
