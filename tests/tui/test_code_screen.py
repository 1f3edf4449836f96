"""Code mode as an inspector uses it: read, code, undo, find, mark as read, put turns right."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import ProjectError
from coder.operations import coding
from coder.store import open_project, reads, written
from coder.tui.screens.code import CodeScreen
from coder.tui.widgets.source_list import SourceList

from .code_host import WORDS, mine, running, screen, type_in
from .driving import SIZES, press
from .screen_text import screen_lines


@pytest.mark.parametrize("size", SIZES)
async def test_a_newcomer_sees_a_transcript_its_codes_and_the_keys(
    demo: Path, size: tuple[int, int]
) -> None:
    async with running(demo, size) as (app, _):
        lines = screen_lines(app)
        assert lines[0].startswith(" F2 Code  F3 Codebook  F4 Themes  F5 Typing  F6 History")
        assert any("[The] SLE was not effective" in line for line in lines)
        assert any("Codes here" in line for line in lines)
        assert any("Leaders of education" in line for line in lines)
        assert "c Code" in lines[-1]
        assert "f1 Help" in lines[-1]


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_applies_a_pinned_code_and_it_is_on_disk(
    demo: Path, size: tuple[int, int]
) -> None:
    async with running(demo, size) as (_, pilot):
        await press(pilot, "down", "3")
        assert mine(demo) == [
            (
                "Dumping ground",
                "They spent the time monitoring without the coaching, modelling and support.",
            )
        ]


async def test_the_picker_applies_any_code_by_a_few_letters(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "c")
        await type_in(pilot, "mat sup")
        assert any("MAT support" in line for line in screen_lines(app))
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert mine(demo) == [
            ("MAT support", "[The] SLE was not effective – they did not team teach and support.")
        ]
        await press(pilot, "down", "full_stop")
        assert [code for code, _ in mine(demo)] == ["MAT support", "MAT support"]


async def test_escape_in_the_picker_leaves_all_as_it_was(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        head = app.store.head
        await press(pilot, "c")
        await type_in(pilot, "union")
        await press(pilot, "escape")
        assert app.store.head == head
        assert screen(app).view.has_focus


async def test_a_selection_of_words_is_what_is_coded(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "shift+left", "1")
        whole = "[The] SLE was not effective – they did not team teach and support."
        assert mine(demo) == [("Behaviour policy", whole.removesuffix(" support."))]
        view = screen(app).view
        assert view.quotation == view.selection.quotation(screen(app).text)


async def test_the_same_code_twice_on_the_same_words_is_one_coding(demo: Path) -> None:
    async with running(demo) as (_, pilot):
        await press(pilot, "1", "1")
        assert len(mine(demo)) == 1


async def test_undo_and_redo_go_as_far_as_there_is_and_say_what(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "1", "down", "2", "down", "3")
        assert len(mine(demo)) == 3
        await press(pilot, "u")
        assert any("Undone: apply code, Dumping ground" in line for line in screen_lines(app))
        await press(pilot, "u", "u")
        assert mine(demo) == []
        await press(pilot, "u")
        assert any("nothing of yours left" in line for line in screen_lines(app))
        await press(pilot, "U", "U", "U")
        assert [code for code, _ in mine(demo)] == [
            "Behaviour policy",
            "MAT support",
            "Dumping ground",
        ]


async def test_uncoding_takes_only_ones_own_coding(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        with open_project(demo) as store:
            before = len(reads.codings(store))
        await press(pilot, "x")
        assert any("No coding of yours stands here." in line for line in screen_lines(app))
        await press(pilot, "1", "x")
        await app.workers.wait_for_complete()
        assert mine(demo) == []
        with open_project(demo) as store:
            assert len(reads.codings(store)) == before


async def test_a_memo_on_a_coding_is_kept_and_shown(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "1", "m")
        await type_in(pilot, "behaviour")
        await press(pilot, "enter")
        await type_in(pilot, "why")
        await press(pilot, "ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any("why" in line for line in screen_lines(app))
        with open_project(demo) as store:
            assert "why" in [memo.text for memo in written.memos(store)]


async def test_marking_as_read_is_shown_and_can_be_taken_back(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "r")
        assert any("✓ 1a.txt" in line for line in screen_lines(app))
        with open_project(demo) as store:
            (mark,) = reads.reads(store)
            assert reads.sources(store)[mark.source].name == "1a.txt"
            assert set(mark.codes) == {code.guid for code in reads.codebook(store)}
        await press(pilot, "r")
        with open_project(demo) as store:
            assert reads.reads(store) == []


async def test_find_goes_from_place_to_place(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "slash")
        await type_in(pilot, "teaching school")
        assert any("1 of 3 places" in line for line in screen_lines(app))
        await press(pilot, "enter")
        assert screen(app).view.quotation.casefold() == "teaching school"
        first = screen(app).view.selection
        await press(pilot, "n")
        assert screen(app).view.selection.start > first.start
        await press(pilot, "N")
        assert screen(app).view.selection == first


async def test_sources_are_in_natural_order_and_reached_by_key(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        listed = screen(app).query_one(SourceList).guids
        names = [reads.sources(app.store)[guid].name for guid in listed]
        assert names.index("2a.txt") < names.index("10a.txt")
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert screen(app).source is not None
        assert screen(app).source.name == "2b.txt"


async def test_the_place_in_each_source_is_remembered(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "down", "down")
        there = screen(app).view.cursor
        await press(pilot, "right_square_bracket", "left_square_bracket")
        assert screen(app).view.cursor == there


async def test_a_resize_keeps_the_place(demo: Path) -> None:
    async with running(demo, (120, 40)) as (app, pilot):
        await press(pilot, "down", "down", "down")
        there = screen(app).view.cursor
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen(app).view.cursor == there
        assert any("▸" in line for line in screen_lines(app))


async def test_a_turn_is_given_to_another_speaker(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "w")
        await type_in(pilot, "give this")
        await press(pilot, "enter")
        await type_in(pilot, "senior")
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        turn = screen(app).turns[0]
        assert reads.speakers(app.store, turn.source)[turn.speaker or ""].name == "Senior leader"


async def test_every_key_of_f1_is_there(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "f1")
        text = "\n".join(screen_lines(app))
        assert "Code: Read a transcript and apply codes" in text
        await press(pilot, "escape")
        assert isinstance(app.screen, CodeScreen)


def test_no_key_of_code_mode_does_two_things() -> None:
    from coder.tui.commands import EVERYWHERE
    from coder.tui.widgets.transcript_look import BINDINGS

    keys = [key for c in (*EVERYWHERE, *CodeScreen.COMMANDS_HERE) for key in c.key.split(",")]
    keys += [key for binding in BINDINGS for key in binding.key.split(",")]  # type: ignore[union-attr]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


async def test_a_code_made_in_the_picker_goes_on_the_words_that_were_selected(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "shift+left", "c")
        await type_in(pilot, "weather")
        await press(pilot, "up", "enter")  # the last of the list makes a code
        await press(pilot, "enter")  # the first place is the top
        await app.workers.wait_for_complete()
        assert mine(demo) == [("weather", WORDS)]


async def test_an_in_vivo_code_goes_on_the_words_it_is_made_of(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "shift+left", "v", "enter")
        await app.workers.wait_for_complete()
        ((code, words),) = mine(demo)
        assert words == WORDS
        assert code == words[: len(code) - 1] + "…" or code == words


async def test_recoding_and_moving_change_only_ones_own_coding(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "1", "C")
        await type_in(pilot, "dg")
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert [code for code, _ in mine(demo)] == ["Dumping ground"]
        await press(pilot, "shift+left", "M")
        await app.workers.wait_for_complete()
        assert mine(demo) == [("Dumping ground", WORDS)]


async def test_a_pinned_code_has_its_key(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "P")
        await type_in(pilot, "weak gov")
        await press(pilot, "enter", "backspace", "2", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert any("2 Weak governance" in line for line in screen_lines(app))
        await press(pilot, "2")
        assert [code for code, _ in mine(demo)] == ["Weak governance"]


async def test_words_typed_into_a_memo_are_not_lost_to_an_error_or_to_escape(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "m", "enter")
        await type_in(pilot, "why")

        def busy(*_: object, **__: object) -> None:
            raise ProjectError("another program is writing to the project")

        with monkeypatch.context() as patch:
            patch.setattr(coding, "add_memo", busy)
            await press(pilot, "ctrl+s")
            await pilot.pause()
        assert "why" in "\n".join(screen_lines(app))
        await press(pilot, "escape")
        assert any("Throw away what you have typed?" in line for line in screen_lines(app))
        await press(pilot, "n", "ctrl+s")
        await app.workers.wait_for_complete()
        assert "why" in [memo.text for memo in written.memos(app.store)]
