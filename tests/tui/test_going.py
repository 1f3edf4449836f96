"""Going about in Code mode: codings, memos, turns, bookmarks; and where one stopped."""

from __future__ import annotations

from pathlib import Path

from coder.operations import bookmarks, coding
from coder.operations.sources import set_facts
from coder.store import open_project, reads, user_guid
from coder.tui.widgets.source_list import SourceList

from .driving import find_words, opened, press, said, shown

# The small project: 8a.txt has three turns, the second the interviewer's. ann has coded five
# passages of it and ben two; 7b.txt comes first and has one turn, coded by ann.
DUMPING, FOUGHT, HELP = "We are a dumping ground.", "The union fought every change.", "Did the"
AGAINST, HELPED = "The union was against us.", "Then it helped us."


async def test_codings_are_gone_through_in_order(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        view = pilot.app.screen.view
        await press(pilot, "]")
        found = []
        for _ in range(4):
            await press(pilot, "d")
            found.append(view.quotation)
        assert found == [FOUGHT, "Did the union help?", AGAINST, HELPED]
        await press(pilot, "d")
        assert said(pilot)[-1] == "There is no coding further on here."
        await press(pilot, "D", "D")
        assert view.quotation == "Did the union help?"


async def test_the_coding_in_focus_is_marked_and_a_key_goes_to_another(
    small_project: Path,
) -> None:
    async with opened(small_project, size=(120, 40)) as pilot:
        await press(pilot, "]", "d")
        # ann’s Antagonistic and ben’s Union voice stand on the same words; one’s own comes first.
        assert "▶ Antagonistic" in shown(pilot)
        assert "■ Union voice" in shown(pilot)
        await press(pilot, "a")
        assert "■ Antagonistic" in shown(pilot)
        assert "▶ Union voice" in shown(pilot)
        with open_project(small_project) as store:
            _, passage = find_words(store, "8a.txt", FOUGHT)
        assert pilot.app.screen.view._marks.focus == passage
        await press(pilot, "down", "a")
        assert said(pilot)[-1] == "There is no other coding here."


async def test_turns_without_a_coding_leave_out_the_interviewer(small_project: Path) -> None:
    with open_project(small_project) as store:
        guid, passage = find_words(store, "8a.txt", AGAINST)
        for each in reads.codings(store, guid):
            if each.user == user_guid("ann") and each.passage.start >= passage.start:
                coding.uncode(store, "ann", each)
    async with opened(small_project) as pilot:
        await press(pilot, "]", "f")
        assert pilot.app.screen.view.cursor == passage.start  # past the interviewer, who has one
        await press(pilot, "f")
        assert "no turn without a coding of yours further on" in said(pilot)[-1]
        await press(pilot, "F")
        assert "no turn without a coding of yours before this" in said(pilot)[-1]


async def test_a_turn_is_reached_by_its_number(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await press(pilot, "]", "number_sign", "=3", "enter")
        assert "turn 3 of 3" in shown(pilot)
        for wrong in ("9", "0", "two", "9" * 5000):
            await press(pilot, "number_sign", f"={wrong}", "enter")
            assert said(pilot)[-1] == "The turns have the numbers 1 to 3."
        assert "turn 3 of 3" in shown(pilot)


async def test_memos_are_gone_through(small_project: Path) -> None:
    with open_project(small_project) as store:
        guid, dumping = find_words(store, "8a.txt", "dumping ground")
        _, helped = find_words(store, "8a.txt", HELPED)
        coding.add_memo(store, "ann", guid, "Their words?", passage=dumping)
        one = next(c for c in reads.codings(store, guid) if c.passage == helped)
        coding.add_memo(store, "ben", one.guid, "Only later.")
        coding.add_memo(store, "ann", guid, "Of the whole source.")
    async with opened(small_project, size=(120, 40)) as pilot:
        view = pilot.app.screen.view
        await press(pilot, "]", "g", "shift+left", "e")
        assert view.selection == dumping
        assert "Their words?" in shown(pilot)
        await press(pilot, "e")
        assert view.selection == helped
        assert "Only later." in shown(pilot)
        await press(pilot, "e")
        assert said(pilot)[-1] == "There is no memo further on in this source."
        await press(pilot, "E")
        assert view.selection == dumping


async def test_bookmarks_are_set_found_listed_and_cleared(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        store, view = pilot.app.store, pilot.app.screen.view
        before = store.head
        await press(pilot, "]", "G", "b")
        assert "▸»" in shown(pilot)
        assert "» bookmark" in shown(pilot)
        assert store.head != before
        await press(pilot, "g", "b", "apostrophe")
        assert view.quotation == HELPED
        await press(pilot, "quotation_mark")
        assert view.quotation == DUMPING
        await press(pilot, "[", "B")
        assert HELPED in shown(pilot)
        await press(pilot, "=helped", "enter")
        assert view.quotation == HELPED
        await press(pilot, "b")
        assert [m.passage for m in bookmarks.bookmarks(store, "ann")] == [
            find_words(store, "8a.txt", DUMPING)[1]
        ]
        await press(pilot, "u")
        assert said(pilot)[-1].startswith("Undone: clear bookmark, “Then it helped us.”")
        assert "▸»" in shown(pilot)
        assert len(bookmarks.bookmarks(store, "ann")) == 2
        assert bookmarks.bookmarks(store, "ben") == []


async def test_one_goes_on_where_one_stopped_and_nothing_was_written(small_project: Path) -> None:
    before = small_project.read_bytes()
    async with opened(small_project) as pilot:
        await press(pilot, "]", "down", "down", "down")
        stopped = pilot.app.screen.view.cursor
        await press(pilot, "[")
        await press(pilot, "]")
        assert pilot.app.screen.view.cursor == stopped
    async with opened(small_project) as pilot:
        assert pilot.app.screen.source.name == "8a.txt"
        assert pilot.app.screen.view.cursor == stopped
    async with opened(small_project, user="ben") as pilot:  # each has a place of their own
        assert pilot.app.screen.source.name == "7b.txt"
    assert small_project.read_bytes() == before


async def test_a_place_that_cannot_be_kept_or_read_does_no_harm(
    small_project: Path, home: Path
) -> None:
    (home / "state").write_text("a file where the folder should be")
    async with opened(small_project) as pilot:
        await press(pilot, "]", "down")
    (home / "state").unlink()
    async with opened(small_project) as pilot:
        await press(pilot, "]", "down")
    (kept,) = (home / "state" / "coder").iterdir()
    kept.write_text('[["no such source", 7], 3]')
    async with opened(small_project) as pilot:
        assert pilot.app.screen.source.name == "7b.txt"


async def test_codes_used_lately_come_first_after_a_restart_too(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await press(pilot, "2")
        used = pilot.app.screen._recent[0]
    async with opened(small_project) as pilot:
        await press(pilot, "down", "full_stop")
        assert pilot.app.screen._recent[0] == used


async def test_progress_stands_beside_each_source_and_case(small_project: Path) -> None:
    with open_project(small_project) as store:  # two sources of one case
        for source in reads.sources(store).values():
            set_facts(store, "ann", source, case="8a")
    async with opened(small_project, size=(120, 40)) as pilot:
        assert "8a read 0 of 2" in shown(pilot)
        assert "97%" in shown(pilot)
        await press(pilot, "r")
        assert "8a read 1 of 2" in shown(pilot)
        listed = pilot.app.screen.query_one(SourceList)
        assert len(listed.guids) == 2  # what is said of the case is no source
        await press(pilot, "u")
        assert "8a read 0 of 2" in shown(pilot)
