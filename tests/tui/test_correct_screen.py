"""A corrected transcript on the screen: the plan, what is ticked, what waits, older versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.operations import correcting, lookup
from coder.store import open_project, reads

from .conftest import TEXTS
from .driving import SIZES, opened, press, said, shown

CHECKED = "Checked.\n" + TEXTS["8a"].replace("fought every", "fought nearly every").replace(
    " Then it helped us.", ""
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "checked.txt"
    path.write_text(CHECKED, encoding="utf-8")
    return path


async def settled(pilot: object) -> None:
    app = pilot.app  # type: ignore[attr-defined]
    await app.workers.wait_for_complete()
    await pilot.pause()  # type: ignore[attr-defined]


async def planned(pilot, file: Path) -> None:
    """Open 8a, ask to correct it and wait until the plan is shown."""
    with open_project(pilot.app.store.path) as store:
        guid = lookup.source(store, "8a").guid
    pilot.app.screen.open_source(guid)
    await press(pilot, "V", f"={file}", "enter")
    while "corrected transcript" not in shown(pilot) or "to confirm" not in shown(pilot):
        await pilot.pause(0.01)


def quoted(path: Path, *, waiting: bool = False) -> list[str]:
    with open_project(path) as store:
        found = reads.codings(store, waiting=waiting)
        texts = {each.source: reads.text(store, each.source) for each in found}
        return sorted({each.passage.quotation(texts[each.source]) for each in found})


@pytest.mark.parametrize("size", SIZES)
async def test_the_plan_shows_old_and_new_words_and_escape_leaves_all(small_project, file, size):
    async with opened(small_project, size=size) as pilot:
        await planned(pilot, file)
        page = shown(pilot)
        assert "2 to confirm, 1 not found" in page
        assert "☐" in page
        assert "fought nearly every" in page.replace("\n", " ")
        before = pilot.app.store.head
        await press(pilot, "escape")
        await settled(pilot)
        assert pilot.app.store.head == before


@pytest.mark.parametrize(("width", "beside"), [(80, False), (99, False), (100, True), (120, True)])
async def test_old_words_stand_over_the_new_or_with_room_beside_them(
    small_project, file, width, beside
):
    async with opened(small_project, size=(width, 24)) as pilot:
        await planned(pilot, file)
        lines = shown(pilot).split("\n")
        assert sum("☐" in line for line in lines) == 2, "all that is to confirm is in sight"
        assert any("not found" in line for line in lines[4:])
        old = next(line for line in lines if "was  “The union fought every" in line)
        assert ("now  “The union fought nearly" in old) == beside
        if not beside:
            assert "now  “The union fought nearly" in lines[lines.index(old) + 1]
        assert "Do it (Ctrl+S)" in shown(pilot)


async def test_the_words_are_laid_out_anew_when_the_terminal_changes(small_project, file):
    async with opened(small_project, size=(80, 24)) as pilot:
        await planned(pilot, file)
        await press(pilot, "a")
        await pilot.resize_terminal(120, 24)
        await pilot.pause()
        lines = shown(pilot).split("\n")
        assert any("was  “The union fought every" in x and "now  “" in x for x in lines)
        assert sum("☑" in line for line in lines) == 2, "what was ticked stays so"


async def test_what_is_ticked_moves_and_undo_takes_it_all_back(small_project, file):
    before = quoted(small_project)
    async with opened(small_project) as pilot:
        await planned(pilot, file)
        await press(pilot, "a", "ctrl+s")
        await settled(pilot)
        assert any("now version 2" in words for words in said(pilot))
        assert "version 2" in shown(pilot)
        assert "The union fought nearly every change." in quoted(small_project)
        assert "Then it helped us." not in quoted(small_project)
        assert "Then it helped us." in quoted(small_project, waiting=True)
        await press(pilot, "u")
        assert quoted(small_project) == before


async def test_what_waits_and_older_versions_are_there_to_see(small_project, file):
    async with opened(small_project, size=(120, 40)) as pilot:
        await planned(pilot, file)
        await press(pilot, "space", "space", "ctrl+s")
        await settled(pilot)
        await press(pilot, "V")
        assert "what waits on older versions (3)" in shown(pilot)
        await press(pilot, "=read version", "enter")
        assert "Then it helped us." in shown(pilot)
        assert "Version 1; the newest is 2" in shown(pilot)
        await press(pilot, "escape", "V", "enter")
        while "what waits" not in shown(pilot) or "to confirm" not in shown(pilot):
            await pilot.pause(0.01)
        await press(pilot, "a", "ctrl+s")
        await settled(pilot)
    with open_project(small_project) as store:
        (left,) = correcting.waiting(store, "ann").records
        assert left["words"] == "Then it helped us."


async def test_another_text_is_refused_in_words(small_project, file):
    file.write_text("Governor: The playground was repainted by the parents.\n" * 5)
    async with opened(small_project) as pilot:
        guid = lookup.source(pilot.app.store, "8a").guid
        pilot.app.screen.open_source(guid)
        await press(pilot, "V", f"={file}", "enter")
        await settled(pilot)
        assert any("another transcript" in words for words in said(pilot))


async def test_without_a_source_there_is_nothing_to_correct(empty_project):
    async with opened(empty_project) as pilot:
        await press(pilot, "V")
        assert any("no source here" in words for words in said(pilot))
