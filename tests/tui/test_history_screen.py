"""History mode as an auditor uses it: who changed what, filtered, with before and after."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from coder.operations import codes, history, lookup, project
from coder.operations.coding import add_memo, uncode
from coder.store import Store, create, open_project, reads
from coder.store.undoing import undo
from coder.tui.screens.dialogs import Tell
from coder.tui.screens.history import HistoryScreen
from coder.tui.widgets.growing_table import STEP, GrowingTable
from coder.verify import PROVED

from .driving import SIZES, find_words, opened, press, said, shown
from .screen_text import screen_lines


def table(pilot: Pilot[None]) -> GrowingTable:
    return cast(HistoryScreen, pilot.app.screen).query_one(GrowingTable)


def rows(pilot: Pilot[None]) -> list[list[str]]:
    """Return the cells of every entry listed, without the time."""
    listed = table(pilot)
    return [[str(cell) for cell in listed.get_row_at(row)][1:] for row in range(listed.row_count)]


def entry(pilot: Pilot[None]) -> str:
    """Return all that is said of the entry in focus."""
    return str(pilot.app.screen.query_one("#history-entry", Static).content)


@pytest.mark.parametrize("size", SIZES)
async def test_the_journal_is_listed_newest_first(
    small_project: Path, size: tuple[int, int]
) -> None:
    async with opened(small_project, "history", size=size) as pilot:
        lines = screen_lines(pilot.app)
        assert lines[1] == " Every change, newest first."
        assert lines[2].split() == ["time", "(UTC)", "user", "change", "of", "what"]
        cells = lines[3].split()
        assert len(cells[0]) == len("2026-11-21")
        assert len(cells[1]) == len("20:57")
        assert " ".join(cells[2:]).startswith("ann apply code Dumping ground on “We")
        assert rows(pilot)[-1] == ["ann", "start the project", "0 codes, 0 cases"]
        assert len(rows(pilot)) == 1 + 4 + 2 + 8  # start, codes, sources, codings
        assert "passage: 13:37" in entry(pilot)  # “Headteacher: ” is 13 long, the words 24
        assert lines[-1].startswith("f Filter esc All / Find ⏎ Go to it d Differences b As it was")


async def test_an_entry_says_by_whom_why_and_what_it_follows(small_project: Path) -> None:
    with open_project(small_project) as store:
        guid = lookup.code(reads.codebook(store), "Antagonistic").guid
        before = store.head
        codes.edit_code(store, "ben", guid, "too [short]", name="Hostile", definition="Against.")
        head = store.head
    async with opened(small_project, "history") as pilot:
        assert rows(pilot)[0] == ["ben", "edit code", "Hostile"]
        lines = entry(pilot).split("\n")
        assert lines[0].startswith("edit code, by ben, ")
        assert lines[1:3] == [head, "Reason: too [short]"]
        assert lines[3:10] == [
            "codes: Hostile",
            "  definition",
            "    before: nothing",
            "    after:  Against.",
            "  name",
            "    before: Antagonistic",
            "    after:  Hostile",
        ]
        assert lines[10] == f"Follows: {before}"


async def test_an_undo_names_the_entry_it_takes_back(small_project: Path) -> None:
    with open_project(small_project) as store:
        undone = undo(store, "ann")
    async with opened(small_project, "history") as pilot:
        assert rows(pilot)[0][:2] == ["ann", "undo"]
        assert rows(pilot)[0][2].startswith("apply code: Dumping ground on “We are")
        assert f"Takes back: {undone.id}" in entry(pilot)


async def test_a_merge_of_codes_names_both(small_project: Path) -> None:
    with open_project(small_project) as store:
        book = reads.codebook(store)
        one, other = (lookup.code(book, name).guid for name in ("Antagonistic", "Constructive"))
        codes.merge_codes(store, "ann", one, other)
    async with opened(small_project, "history") as pilot:
        assert rows(pilot)[0] == ["ann", "merge codes", "Antagonistic into Constructive"]
        assert "    before: nothing\n    after:  Constructive" in entry(pilot)


async def test_filters_add_up_are_said_in_words_and_escape_clears_them(
    small_project: Path,
) -> None:
    async with opened(small_project, "history") as pilot:
        everything = rows(pilot)
        await press(pilot, "f", "=by ben", "enter")
        assert "Changes by ben, newest first." in shown(pilot)
        assert [row[:2] for row in rows(pilot)] == [["ben", "apply code"]] * 2
        await press(pilot, "f", "=about code antagonistic", "enter")
        assert "Changes by ben, about Antagonistic, newest first." in shown(pilot)
        assert [row[2].split(" on ")[0] for row in rows(pilot)] == ["Antagonistic"]
        await press(pilot, "escape")
        assert "Every change, newest first." in shown(pilot)
        assert rows(pilot) == everything
        await press(pilot, "f", "=only add code", "enter")
        assert [row[1:] for row in rows(pilot)] == [
            ["add code", name]
            for name in ("Dumping ground", "Constructive", "Antagonistic", "Union voice")
        ]


async def test_what_the_focus_is_on_is_offered_first_as_a_filter(small_project: Path) -> None:
    async with opened(small_project, "history") as pilot:
        await press(pilot, "f", "=only add code", "enter", "end", "f", "enter", "f")
        await press(pilot, "escape")
        assert "only “add code”, about Union voice" in shown(pilot)
        assert [row[1:] for row in rows(pilot)] == [
            ["add code", name] for name in ("Constructive", "Antagonistic", "Union voice")
        ]  # the two under it name it as their parent


async def test_words_are_found_in_what_is_listed(small_project: Path) -> None:
    async with opened(small_project, "history") as pilot:
        await press(pilot, "slash", "=import", "enter")
        assert rows(pilot)[table(pilot).cursor_row][1:] == [
            "import source",
            "7b.txt, and 3 rows more",
        ]
        await press(pilot, "n")
        assert rows(pilot)[table(pilot).cursor_row][1:] == [
            "import source",
            "8a.txt, and 7 rows more",
        ]
        await press(pilot, "n")
        assert rows(pilot)[table(pilot).cursor_row][1:] == [
            "import source",
            "7b.txt, and 3 rows more",
        ]
        await press(pilot, "slash", "=zebra", "enter")
        assert said(pilot)[-1].startswith("“zebra” is not in the 15 changes listed")


async def test_enter_goes_to_the_place_of_a_coding_even_one_taken_off(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_project(small_project) as store:
        place = find_words(store, "7b.txt", "The union worked with the leaders.")
        (coding,) = reads.codings(store, place[0])
        add_memo(store, "ben", coding.guid, "Sure?")
        uncode(store, "ann", coding)
    async with opened(small_project, "history") as pilot:
        gone: list[object] = []
        monkeypatch.setattr(pilot.app, "show_passage", lambda *where: gone.append(where))
        await press(pilot, "enter", "down", "enter")
        assert gone == [place, place]
        await press(pilot, "end", "enter")
        assert gone == [place, place]
        assert said(pilot) == ["This change has no place in a transcript."]


async def test_the_id_is_copied_and_shown(
    small_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(small_project, "history", size=(120, 40)) as pilot:
        copied: list[str] = []
        monkeypatch.setattr(pilot.app, "copy_to_clipboard", copied.append)
        await press(pilot, "c")
        assert copied == [cast(HistoryScreen, pilot.app.screen).store.head]
        assert said(pilot) == [f"Copied: {copied[0]}"]


async def test_verify_finds_a_sound_project_sound_and_a_forged_one_not(
    small_project: Path,
) -> None:
    async with opened(small_project, "history") as pilot:
        await press(pilot, "v")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(pilot.app.screen, Tell)
        assert "✓ No fault in 15 entries." in shown(pilot)
        words = "\n".join(str(each.render()) for each in pilot.app.screen.query(Static))
        assert PROVED in words
        await press(pilot, "escape")
    with sqlite3.connect(small_project) as behind:
        behind.execute("UPDATE codes SET name = 'Forged' WHERE name = 'Antagonistic'")
    async with opened(small_project, "history") as pilot:
        await press(pilot, "v")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "1 fault in 15 entries." in shown(pilot)
        assert "Forged" in shown(pilot)


async def test_a_new_change_shows_and_the_entry_in_focus_stays_in_focus(
    small_project: Path,
) -> None:
    async with opened(small_project, "history") as pilot:
        await press(pilot, "u")
        assert rows(pilot)[0][:2] == ["ann", "undo"]
        assert entry(pilot).startswith("undo, by ann")  # on the first row the newest is followed
        await press(pilot, "down", "down")
        before = entry(pilot)
        await press(pilot, "u")
        assert table(pilot).cursor_row == 3
        assert entry(pilot) == before


async def test_what_others_coded_is_not_in_the_history_of_who_may_not_see_it(
    small_project: Path,
) -> None:
    with open_project(small_project) as store:
        project.set_setting(store, "ann", project.OTHERS, "hidden")
    async with opened(small_project, "history", user="ben") as pilot:
        assert [row[0] for row in rows(pilot) if row[1] == "apply code"] == ["ben", "ben"]


async def test_an_empty_journal_and_hostile_words(store: Store) -> None:
    async with opened(create(), "history") as pilot:
        assert "Nothing was changed yet." in shown(pilot)
        await press(pilot, "enter", "c", "slash", "=x", "enter", "v")
        assert "A project in memory has no file to verify." in said(pilot)
    hostile = "[/] :smile: [bold]"
    guid = codes.add_code(store, "[red]ann", hostile)
    codes.edit_code(store, "[red]ann", guid, "\x1b[2J[/]", definition="\x1b]0;x\x07 \u202etxt")
    async with opened(store, "history", user="[red]ann", size=(120, 40)) as pilot:
        assert rows(pilot)[0] == ["[red]ann", "edit code", hostile]
        assert "Reason: ␛[2J[/]" in shown(pilot)
        assert "after:  ␛]0;x␇ ⇐txt" in shown(pilot)
        assert "\x1b" not in shown(pilot)


# A long history.


async def test_a_long_history_is_fetched_as_it_is_read(store: Store) -> None:
    for number in range(STEP + 60):
        codes.add_code(store, "ann", f"code {number}")
    async with opened(store, "history") as pilot:
        assert len(rows(pilot)) == STEP
        await press(pilot, "end")
        names = [row[2] for row in rows(pilot)]
        assert names == [f"code {number}" for number in reversed(range(STEP + 60))]


async def test_of_fifty_thousand_entries_only_the_newest_are_fetched(store: Store) -> None:
    guid = codes.add_code(store, "ann", "Staffing")
    ((id, body),) = store.rows("SELECT id, body FROM journal")
    copies = (
        (f"{id[:-6]}{number:06}", body.replace('"clock":1,', f'"clock":{number},'))
        for number in range(2, 50_002)
    )
    store.connection.executemany("INSERT INTO journal (id, body) VALUES (?, ?)", copies)
    found = history.happenings(store, "ann", limit=STEP)
    older = history.happenings(store, "ann", limit=STEP, older_than=found[-1].entry)
    assert len(found) == len(older) == STEP
    assert [each.entry.clock for each in older[:2]] == [49_801, 49_800]
    async with opened(store, "history") as pilot:
        assert len(rows(pilot)) == STEP
        assert reads.codebook(store).by_guid[guid].name in shown(pilot)
