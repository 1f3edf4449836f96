"""Withdrawing on the screen: what follows is shown, the name must be typed, and it is for good."""

from __future__ import annotations

from pathlib import Path

from coder.operations import lookup
from coder.store import open_project, reads
from coder.store.erasing import note, unerased
from coder.tui.screens import code_suggestions
from coder.verify import verify

from .driving import opened, press, said, shown


def page(pilot) -> str:
    """What the dialog shows, as one line."""
    inside = [line.split("│")[1] for line in shown(pilot).split("\n") if line.count("│") > 1]
    return " ".join(" ".join(inside).split())


async def until(pilot, words: str) -> None:
    """Wait until words are shown."""
    for _ in range(500):
        if words in shown(pilot):
            return
        await pilot.pause(0.01)
    raise AssertionError(shown(pilot))


async def asked(pilot, *choices: str) -> None:
    """Open 8a at its first turn, and go on to what follows from a withdrawal."""
    with open_project(pilot.app.store.path) as store:
        guid = lookup.source(store, "8a").guid
    pilot.app.screen.open_source(guid)
    await press(pilot, "W", *choices)
    await until(pilot, "covers ")


def text(path: Path) -> str:
    with open_project(path) as store:
        return reads.text(store, lookup.source(store, "8a").guid)


async def test_what_follows_is_shown_and_escape_leaves_all(small_project):
    before = text(small_project)
    async with opened(small_project) as pilot:
        await asked(pilot, "enter", "enter")
        assert "Withdraw the speaker Headteacher of 8a.txt?" in shown(pilot)
        assert "10 words in 1 turn for good, in every version" in page(pilot)
        assert "Removed: 3 codings with no other person’s words" in page(pilot)
        assert "Enter goes on to the reason" in shown(pilot)  # in sight, however much follows
        assert "Kept: the speakers’ names; a choice with the names covers them." in page(pilot)
        assert "--with" not in page(pilot)
        await press(pilot, "pagedown")
        assert "--with" not in page(pilot)
        assert "Out of reach are: exports made before" in page(pilot)
        await press(pilot, "escape")
        await pilot.app.workers.wait_for_complete()
    assert text(small_project) == before


async def test_the_name_must_be_typed_and_a_reason_given(small_project):
    before = text(small_project)
    async with opened(small_project) as pilot:
        await asked(pilot, "enter", "enter")
        await press(pilot, "enter", "enter", "=Headteacher", "enter")
        assert "Give a reason first." in said(pilot)
        await press(pilot, "=Asked by letter.", "enter", "=!", "enter")
        assert "That is not the name; nothing was done." in said(pilot)
        await press(pilot, "escape")
    assert text(small_project) == before


async def test_the_words_are_covered_and_the_transcript_says_why(small_project, monkeypatch):
    monkeypatch.setattr(code_suggestions, "DELAY", 0.01)  # the process has the project open as well
    async with opened(small_project, size=(160, 40)) as pilot:
        await asked(pilot, "enter", "enter")
        await press(pilot, "enter", "=Asked by letter.", "enter", "=headteacher", "enter")
        await until(pilot, "Withdrawn: the speaker")
        assert "Figures that are others now:" in shown(pilot)
        await press(pilot, "escape")
        await pilot.pause()
        assert "Withdrawn: Headteacher, 20" in shown(pilot)
        assert "dumping ground. The union fought" not in shown(pilot)
        assert "░░░░" in shown(pilot)
    assert text(small_project).startswith("Headteacher: ░░░░")
    assert b"fought every change" not in small_project.read_bytes()
    assert verify(small_project).faults == []


async def test_it_is_not_done_while_another_program_has_the_project_open(small_project):
    before = text(small_project)
    async with opened(small_project) as pilot:
        await asked(pilot, "enter", "enter")
        pilot.app.store.connection.execute("PRAGMA busy_timeout = 50")
        with open_project(small_project):
            await press(pilot, "enter", "=Asked by letter.", "enter", "=headteacher", "enter")
            await pilot.app.workers.wait_for_complete()
            assert any("Close it everywhere" in words for words in said(pilot))
    assert text(small_project) == before


async def test_what_an_earlier_one_left_is_cleared_at_the_start(small_project):
    with open_project(small_project) as store:
        note(store, "sha256:0")
    async with opened(small_project) as pilot:
        assert any("was cleared of what" in words for words in said(pilot))
        assert not unerased(pilot.app.present)
