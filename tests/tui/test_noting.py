"""Memos on words and codes, examples, codes with a place, speakers of a case, help in dialogs."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.model import Guid
from coder.operations import coding
from coder.store import open_project, reads, written
from coder.tui.widgets.transcript import TranscriptView

from .driving import find_words, opened, press, said, shown


async def test_a_memo_on_words_is_kept_shown_and_changed(small_project: Path) -> None:
    async with opened(small_project, size=(120, 40)) as pilot:
        store = pilot.app.store
        await press(pilot, "]", "g", "right", "m", "=these words", "enter", "=Who is we?", "ctrl+s")
        ((memo),) = written.memos(store)
        guid, we = find_words(store, "8a.txt", "We")
        assert (memo.about, memo.passage, memo.text) == (guid, we, "Who is we?")
        assert "✎ Who is we?" in shown(pilot)
        await press(pilot, "m", "=these words", "enter", "= The heads?", "ctrl+s")
        assert [memo.text for memo in written.memos(store)] == ["The heads?Who is we?"]
        await press(pilot, "u", "u")
        assert said(pilot)[-1].startswith("Undone: add memo, “Who is we?” on “We” in 8a.txt")
        assert "Who is we?" not in shown(pilot).splitlines()[5]


async def test_a_memo_on_a_code_is_written_from_the_transcript(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        await press(pilot, "m", "=the code", "enter", "=Too wide.", "ctrl+s")
        await press(pilot, "m", "=another", "enter", "=dum", "enter", "=Keep.", "ctrl+s")
        names = {code.guid: code.name for code in reads.codebook(pilot.app.store)}
        found = [(names[memo.about], memo.text) for memo in written.memos(pilot.app.store)]
        assert found == [("Union voice", "Too wide."), ("Dumping ground", "Keep.")]


async def test_words_become_an_example_of_a_code(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        for _ in range(2):
            await press(pilot, "asterisk", "enter")
        assert said(pilot)[-2:] == [
            "Union voice has one example more.",
            "Union voice has this example already.",
        ]
        code = next(c for c in reads.codebook(pilot.app.store) if c.name == "Union voice")
        assert code.examples == ("The union worked with the leaders.",)
        await press(pilot, "u")
        assert said(pilot)[-1].startswith("Undone: add example, Union voice")
        assert not any(code.examples for code in reads.codebook(pilot.app.store))


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        (("=Calm", "enter", "enter"), "Calm"),
        (("=Calm", "enter", "=Dum", "enter"), "Dumping ground > Calm"),
        (("=union voice > Calm", "enter"), "Union voice > Calm"),
    ],
)
async def test_a_new_code_stands_where_one_says(
    small_project: Path, keys: tuple[str, ...], path: str
) -> None:
    async with opened(small_project) as pilot:
        await press(pilot, "c", *keys)
        book = reads.codebook(pilot.app.store)
        new = next(code for code in book if code.name == "Calm")
        assert book.path(new.guid) == path
        assert new.guid in [c.code for c in reads.codings(pilot.app.store)]


async def test_leaving_the_question_of_its_place_makes_no_code(small_project: Path) -> None:
    async with opened(small_project) as pilot:
        before = pilot.app.store.head
        await press(pilot, "c", "=Calm", "enter", "escape")
        await press(pilot, "c", "=Nowhere > Calm", "enter")
        assert "There is no code called “Nowhere”" in said(pilot)[-1]
        assert pilot.app.store.head == before


async def test_a_speaker_is_renamed_in_all_sources_of_the_case(small_project: Path) -> None:
    with open_project(small_project) as store, store.change("set source", "ann") as change:
        (case,) = (c.guid for c in reads.cases(store).values() if c.name == "8a")
        for source in reads.sources(store):
            change.update("sources", source, {"case": case})
    async with opened(small_project) as pilot:
        store = pilot.app.store

        def named(role: str = "") -> list[tuple[str, str]]:
            voices = reads.speakers(store).values()
            return sorted((v.name, v.role) for v in voices if v.name.startswith("T"))

        await press(pilot, "w", "=rename", "enter")
        await press(pilot, "=Teacher 1", "enter", "=other", "enter")
        assert [name for name, _ in named()] == ["Teacher 1", "Teacher 1"]
        await press(pilot, "u")
        assert [name for name, _ in named()] == ["Teacher", "Teacher"]
        await press(pilot, "w", "=role", "enter", "=Teacher of art", "enter", "=only", "enter")
        assert sorted(role for _, role in named()) == ["Teacher", "Teacher of art"]
        await press(pilot, "w", "=rename", "enter", "=X", "enter", "escape")
        assert [name for name, _ in named()] == ["Teacher", "Teacher"]


async def test_f1_lists_the_keys_of_what_is_in_focus(small_project: Path) -> None:
    async with opened(small_project, size=(120, 70)) as pilot:
        await press(pilot, "f1")
        assert "In the transcript" in shown(pilot)
        assert "Go to the next sentence" in shown(pilot)
        await press(pilot, "escape", "s", "f1")
        assert "In the list of sources" in shown(pilot)
        assert "Go to the next sentence" not in shown(pilot)
        await press(pilot, "escape", "c", "f1")
        assert "In this dialog" in shown(pilot)
        assert "Leave" in shown(pilot)
        await press(pilot, "escape", "escape")
        assert "Codes here" in shown(pilot)


async def test_a_clash_of_keys_is_said_and_stands_in_the_help(
    home: Path, small_project: Path
) -> None:
    folder = home / "config" / "coder"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[keys]\n"code.read" = "b"\n')
    async with opened(small_project) as pilot:
        assert "the key b is given to code.bookmark and to code.read" in " ".join(said(pilot)) or (
            "the key b is given to code.read and to code.bookmark" in " ".join(said(pilot))
        )
        await press(pilot, "f1")
        assert "The usual keys hold." in shown(pilot)


async def test_a_click_on_a_stripe_goes_to_that_coding(small_project: Path) -> None:
    async with opened(small_project, size=(120, 40)) as pilot:
        await press(pilot, "]")
        screen = pilot.app.screen

        def the_coding(code: str) -> Guid:
            names = {each.name: each.guid for each in screen.book}
            return next(c.guid for c in screen.open.codings if c.code == names[code])

        union = the_coding("Union voice")
        screen.view.post_message(TranscriptView.StripeClicked(union))
        await pilot.pause()
        assert screen.focused_coding == union
        assert "▶ Union voice" in shown(pilot)
        assert coding.user_guid("ben") == screen.open.codings.get(union).user
