"""Suggestions in Code mode: they arrive without moving anything, and are accepted or rejected."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, PIPE
from types import SimpleNamespace
from typing import Any

import pytest
from preloaded import Forked, make_ready
from textual.pilot import Pilot

from coder.model import Passage
from coder.operations import project as projects
from coder.operations import suggester, suggesting
from coder.operations.codes import edit_code
from coder.operations.coding import apply_code
from coder.operations.sources import Facts, import_source
from coder.store import open_project, reads, written
from coder.suggest import Suggestion, to_line
from coder.tui import suggester as starting
from coder.tui.screens import code_suggestions
from coder.tui.screens.code import CodeScreen, Target
from coder.tui.screens.code_suggestions import Heard
from coder.tui.widgets.source_list import SourceList

from .driving import find_words, opened, press, said, shown


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the process as soon as a source is shown; other tests never start it."""
    monkeypatch.setattr(code_suggestions, "DELAY", 0.001)


@pytest.fixture(autouse=True)
def forked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork the process from one that has loaded spaCy, unless a test wants it `as_started`."""
    if "as_started" not in request.fixturenames:
        make_ready()
        forks = SimpleNamespace(PIPE=PIPE, DEVNULL=DEVNULL, Popen=Forked)
        monkeypatch.setattr(starting, "subprocess", forks)


@pytest.fixture
def as_started() -> None:
    """The process is started as the program starts it."""


@pytest.fixture
def project(small_project: Path) -> Path:
    """The small project, in which two codes have an indicator that ben's words hold."""
    with open_project(small_project) as store:
        by_name = {code.name: code.guid for code in reads.codebook(store)}
        edit_code(store, "ann", by_name["Dumping ground"], indicators=["fought every change"])
        edit_code(store, "ann", by_name["Constructive"], indicators=["against us", "the union"])
    return small_project


def screen(pilot: Pilot[Any]) -> CodeScreen:
    assert isinstance(pilot.app.screen, CodeScreen)
    return pilot.app.screen


async def until(pilot: Pilot[Any], true: Callable[[], bool]) -> None:
    """Wait for what another process says; the screen, asked again and again, would slow it down."""
    for _ in range(6_000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(shown(pilot))


async def arrived(pilot: Pilot[Any]) -> CodeScreen:
    here = screen(pilot)
    await until(pilot, lambda: here.source is not None and here.source.guid in here._through)
    await pilot.pause()
    return here


async def at_8a(pilot: Pilot[Any]) -> CodeScreen:
    here = screen(pilot)
    if here.source is not None and here.source.name != "8a.txt":
        await press(pilot, "right_square_bracket")
    return await arrived(pilot)


@pytest.mark.usefixtures("as_started")
async def test_they_arrive_beside_the_passage_with_their_reason(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "home", "down")
        words = shown(pilot)
        assert "? Dumping ground" in words
        assert "the indicator" in words
        assert "change”" in words
        assert here._suggester is not None
        assert here._suggester.pid != os.getpid()


async def test_what_arrives_moves_nothing_the_reader_looks_at(project: Path) -> None:
    async with opened(project, size=(80, 24)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "home", "down", "shift+down")
        place = here.view.cursor, here.view.selection, here.view.chosen, here.view.scroll_offset
        held = here.source
        assert held is not None
        code = next(iter(here.book)).guid
        one = Suggestion(held.guid, Passage(13, 20), code, "likeness", "a reason", 0.9)
        assert here._suggester is not None
        here.post_message(Heard(here._suggester, [suggester.FOUND, held.guid, [to_line(one)]]))
        await pilot.pause()
        assert one in here.suggestions
        now = here.view.cursor, here.view.selection, here.view.chosen, here.view.scroll_offset
        assert now == place


async def test_what_arrives_together_is_painted_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(project, size=(80, 24)) as pilot:
        here = await at_8a(pilot)
        held, by = here.source, here._suggester
        assert held is not None
        assert by is not None
        code = next(iter(here.book)).guid
        painted: list[object] = []
        monkeypatch.setattr(here.view, "set_suggested", painted.append)
        monkeypatch.setattr(code_suggestions, "GATHER", 0.05)
        many = [
            Suggestion(held.guid, Passage(at, at + 5), code, "likeness", "", 0.9) for at in range(5)
        ]
        for each in many:
            here.post_message(Heard(by, [suggester.FOUND, held.guid, [to_line(each)]]))
        await until(pilot, lambda: bool(painted))
        assert set(many) <= set(here.suggestions)
        assert len(painted) == 1


async def test_what_is_coded_and_rejected_key_by_key_is_left_out_as_if_looked_at_afresh(
    project: Path,
) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        seen = set()
        for keys in (
            ["home", "q", "y"],
            ["home", "q", "z"],
            ["end", "Q", "1"],
            ["x"],
            ["home", "1"],
        ):
            await press(pilot, *keys)
            now = list(here.suggestions)
            seen.add(len(now))
            here._leave_out()
            assert here.suggestions == now
        assert len(seen) > 1


async def test_a_suggestion_is_gone_to_and_accepted_with_two_keys(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "end", "home", "q")
        chosen = here._chosen
        assert chosen is not None
        assert here.view.selection == chosen.passage
        await press(pilot, "y")
        source, passage = find_words(here.store, "8a.txt", chosen.passage.quotation(here.text))
        codings = reads.codings(here.store, source)
        assert any((c.code, c.passage) == (chosen.code, passage) for c in codings)
        assert chosen not in here.suggestions
        assert any("Accepted" in words for words in said(pilot))
        entry = next(here.store.entries(newest=True))
        assert entry.verb == "accept suggestion"
        assert here.view.cursor == chosen.passage.start
        assert here._suggester is not None, "what it rests on has not changed"
        await press(pilot, "u")
        assert len(reads.codings(here.store, source)) == len(codings) - 1
        assert chosen in here.suggestions


async def test_rejected_it_is_gone_and_stays_gone_when_it_is_found_again(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "home", "down")
        chosen = here._chosen
        assert chosen is not None
        await press(pilot, "z")
        assert chosen not in here.suggestions
        await press(pilot, "Z", "Z")
        here = await arrived(pilot)
        assert chosen not in here.suggestions
        assert written.rejections(here.store, suggesting.user_guid("ann"))


async def test_all_of_one_code_go_through_a_preview_with_tick_boxes(project: Path) -> None:
    async with opened(project, user="cid", size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "home", "down")
        here._chosen = next(s for s in here.suggestions if "union" in s.reason)
        code = here._chosen.code
        alike = suggesting.apart(s for s in here.suggestions if s.code == code)
        assert len(alike) > 1
        await press(pilot, "Y")
        assert "Apply “Constructive” to these?" in shown(pilot)
        assert "the indicator" in shown(pilot), "the reason of the one in focus"
        await press(pilot, "space", "enter")
        mine = [c for c in reads.codings(here.store) if c.user == suggesting.user_guid("cid")]
        assert [c.passage for c in mine] == [s.passage for s in alike[1:]]
        await press(pilot, "u")
        assert not [c for c in reads.codings(here.store) if c.user == suggesting.user_guid("cid")]


async def test_they_are_switched_off_and_the_process_ends(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        assert here._suggester is not None
        pid = here._suggester.pid
        await press(pilot, "Z")
        assert not alive(pid)
        assert "Suggestions are off." in shown(pilot)
        await press(pilot, "q", "y")
        assert said(pilot)[-1].startswith("Nothing is suggested here")


async def test_the_projects_setting_keeps_them_off(project: Path) -> None:
    with open_project(project) as store:
        projects.set_setting(store, "ann", suggesting.SHOWN, suggesting.OFF)
    async with opened(project, size=(120, 40)) as pilot:
        assert screen(pilot)._suggester is None
        assert "Suggestions are off." in shown(pilot)


@pytest.mark.usefixtures("as_started")
async def test_a_process_that_dies_is_said_in_one_sentence_and_started_again(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        assert here._suggester is not None
        assert here._suggester._process is not None
        here._suggester._process.kill()
        await until(pilot, lambda: code_suggestions.STOPPED in said(pilot))
        await pilot.pause()
        assert "Stopped; Z starts them." in shown(pilot) or here.suggestions
        await press(pilot, "Z")
        await arrived(pilot)
        assert here.suggestions


async def test_a_process_that_cannot_be_started_is_said_too(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggester, "command", lambda: ["/nowhere/python"])
    async with opened(project, size=(120, 40)) as pilot:
        await until(pilot, lambda: code_suggestions.STOPPED in said(pilot))


@pytest.mark.usefixtures("as_started")
async def test_the_process_ends_with_the_screen(project: Path) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        assert here._suggester is not None
        pid = here._suggester.pid
        assert alive(pid)
    assert not alive(pid)


async def test_how_many_less_alike_were_left_out_is_said(project: Path) -> None:
    async with opened(project, size=(80, 24)) as pilot:
        here = await at_8a(pilot)
        assert here.source is not None
        await press(pilot, "home")
        here.post_message(Heard(here._suggester, [suggester.DONE, here.source.guid, 1_204]))
        await until(pilot, lambda: "1,204" in shown(pilot))
        assert "more less alike" in shown(pilot)


async def test_when_others_are_hidden_what_rested_on_them_is_forgotten(project: Path) -> None:
    words = "The union fought against every change, and the ground was ours."
    (project.parent / "9c.txt").write_text(f"Teacher: {words}\n", encoding="utf-8")
    with open_project(project) as store:
        done = import_source(store, "ann", project.parent / "9c.txt", Facts(school="9c"))
        (code,) = (each for each in reads.codebook(store) if each.name == "Antagonistic")
        at = Passage(len("Teacher: "), len("Teacher: ") + len(words))
        apply_code(store, "ann", done.source, at, code.guid)
    async with opened(project, user="cid", size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await until(pilot, lambda: any(s.kind == "likeness" for s in here.suggestions))
        projects.set_setting(here.store, "ann", "others' codings", "hidden")
        here.coder.changed()
        assert here.suggestions == []
        await arrived(pilot)
        assert all(s.kind == "indicators" for s in here.suggestions)
        assert here.suggestions


async def test_an_empty_project_has_no_suggestions_and_no_fault(empty_project: Path) -> None:
    async with opened(empty_project) as pilot:
        await press(pilot, "q", "y", "z", "Y")
        assert "Nothing is suggested here" in said(pilot)[-1]


async def test_spacy_is_not_in_the_screens_process(project: Path) -> None:
    script = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from coder.store import open_project\n"
        "from coder.tui.app import CoderApp\n"
        "from coder.tui.screens import code_suggestions\n"
        "code_suggestions.DELAY = 0.001\n"
        "async def main():\n"
        "    app = CoderApp(open_project(Path(sys.argv[1])), 'cid')\n"
        "    async with app.run_test() as pilot:\n"
        "        for _ in range(2000):\n"
        "            if app.screen.source and app.screen.source.guid in app.screen._through:\n"
        "                break\n"
        "            await pilot.pause(0.01)\n"
        "        else:\n"
        "            sys.exit('nothing arrived')\n"
        "asyncio.run(main())\n"
        "print([m for m in ('spacy', 'thinc', 'coder.suggest.pipelines') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, project], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "spacy" not in done.stdout
    assert done.stdout.startswith("[")


def alive(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return True


async def test_what_the_keys_act_on_is_seen_at_80_columns(project: Path) -> None:
    async with opened(project, size=(80, 24)) as pilot:
        here = await at_8a(pilot)
        source = here.open.source.guid if here.open else ""
        passage = Passage(13, 37)
        codes = [code.guid for code in here.book][:3]
        found = [
            to_line(Suggestion(source, passage, code, "indicators", "a reason", strength))
            for code, strength in zip(codes, (0.9, 0.5, 0.7), strict=True)
        ]
        assert here._suggester is not None
        here.post_message(Heard(here._suggester, [suggester.FOUND, source, found]))
        await pilot.pause()
        await press(pilot, "home")
        for _ in here.suggestions_here():
            await press(pilot, "q")
            assert here._chosen is not None
            assert f"▸? {here.book.name(here._chosen.code)[:18]}" in shown(pilot)


async def test_they_are_marked_in_the_margin_until_they_are_accepted(project: Path) -> None:
    async with opened(project, user="cid", size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "Z", "Z")
        await arrived(pilot)
        transcript = "\n".join(line[20:88] for line in shown(pilot).split("\n"))
        assert re.search("[▸· ]◦(We|The|Then)", transcript)
        begins = sorted({each.passage.start for each in here.suggestions})
        assert begins
        assert here.view._suggested == begins


async def test_what_is_coded_by_another_key_is_no_longer_suggested_and_is_again_when_taken_off(
    project: Path,
) -> None:
    async with opened(project, user="cid", size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "home", "q")
        chosen = here._chosen
        assert chosen is not None
        here.apply(chosen.code, Target(chosen.source, chosen.passage))
        await pilot.pause()
        assert chosen not in here.suggestions
        await press(pilot, "x")
        await here.app.workers.wait_for_complete()
        await pilot.pause()
        assert chosen in here.suggestions


async def test_accepting_and_rejecting_do_not_read_the_project_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(project, size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "home", "q")
        monkeypatch.setattr(here, "show_project", lambda: pytest.fail("read again"))
        first = here._chosen
        await press(pilot, "y", "q", "z")
        assert first not in here.suggestions
        here.coder.look()
        assert first is not None
        assert here.open is not None
        assert any(c.code == first.code and c.user == here.me for c in here.open.codings)
        assert here._recent is not None
        assert here._recent[0] == first.code, "the next . applies it again"


async def test_codings_made_since_are_learnt_and_the_list_is_changed_only_when_it_is_whole(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_suggestions, "LEARN", 1)
    async with opened(project, user="cid", size=(120, 40)) as pilot:
        here = await at_8a(pilot)
        await press(pilot, "home", "q")
        before = list(here.suggestions)
        heard: list[list[Any]] = []
        assert here._suggester is not None
        monkeypatch.setattr(here._suggester, "want", heard.append)
        chosen = here._chosen
        await press(pilot, "y")
        assert heard == [[guid for guid in here.query_one(SourceList).guids if guid in heard[0]]]
        assert here.source is not None
        source = here.source.guid
        assert source in heard[0]
        kept = [each for each in before if each != chosen]
        assert set(here.suggestions) <= set(kept)
        shown_before = list(here.suggestions)
        new = Suggestion(source, Passage(13, 37), chosen.code if chosen else "", "likeness", "x", 1)
        here.post_message(Heard(here._suggester, [suggester.FOUND, source, [to_line(new)]]))
        await pilot.pause()
        assert here.suggestions == shown_before
        here.post_message(Heard(here._suggester, [suggester.DONE, source, 0]))
        await pilot.pause()
        assert here.suggestions == [new]


async def test_the_help_has_one_line_for_the_keys_of_pinned_codes(project: Path) -> None:
    async with opened(project, size=(80, 24)) as pilot:
        await press(pilot, "f1")
        words = shown(pilot)
        assert "1 to 9 " in words
        assert words.count("pinned") == 1
