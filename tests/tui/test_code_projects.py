"""Code mode on projects of all kinds: empty, hostile, shared with others, changed by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.operations import cases, codes, coding, lookup, project
from coder.operations.sources import Facts, import_source
from coder.store import open_project, reads
from coder.tui.screens.dialogs import Tell

from .code_host import WORDS, mine, running, screen
from .driving import SIZES, press
from .screen_text import screen_lines


async def test_what_another_program_does_appears(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        with open_project(demo) as other:
            source = lookup.source(other, "1a.txt")
            turn = reads.turns(other)[source.guid][0]
            code = lookup.code(reads.codebook(other), "Dumping ground")
            coding.apply_code(other, "bob", source.guid, turn.passage, code.guid)
        app.look()
        await pilot.pause()
        lines = screen_lines(app)
        assert any("Dumping ground bob" in line for line in lines)


async def test_the_log_is_folded_in_when_no_key_was_pressed_for_a_while(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = demo.with_name(demo.name + "-wal")
    async with running(demo) as (app, pilot):
        monkeypatch.setattr(app, "at_rest", lambda: False)
        await press(pilot, "1")
        app.look()
        assert log.stat().st_size > 0
        monkeypatch.setattr(app, "at_rest", lambda *_: True)
        app.look()
        assert log.stat().st_size == 0


async def test_hidden_codings_of_others_are_nowhere_on_the_screen(demo: Path) -> None:
    with open_project(demo) as store:
        project.set_setting(store, "ann", project.OTHERS, "hidden")
    async with running(demo) as (app, _):
        text = "\n".join(screen_lines(app))
        assert "none yet" in text
        assert "Paragraph 93" not in text
        assert "1a.txt 7" not in text


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_project_says_what_to_do(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "new.coder"
    project.start(path, "ann").close()
    async with running(path, size) as (app, pilot):
        text = "\n".join(screen_lines(app))
        assert "This project holds no source yet." in text
        assert "Press i to import" in text
        footer = screen_lines(app)[-1]
        assert "i Import" in footer
        assert not any(key in footer for key in ("Uncode", "Memo", "Again", "Find", "c Code"))
        await press(pilot, "1", "c", "x", "r", "n", "right_square_bracket")
        assert app.is_running


async def test_a_folder_is_imported_from_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "new.coder"
    project.start(path, "ann").close()
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Teacher: First words.\n\nHeadteacher: Others.\n")
    (folder / "bad.txt").write_bytes(b"caf\xe9")
    async with running(path) as (app, pilot):
        await press(pilot, "i")
        await press(pilot, f"={folder}", "enter")
        assert "Of which school is all 2 files?" in "\n".join(screen_lines(app))
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        text = "\n".join(screen_lines(app))
        assert "bad.txt: not imported." in text
        await press(pilot, "escape")
        assert "First words." in "\n".join(screen_lines(app))


SAID = "Teacher: First words here.\n\nHeadteacher: Others.\n\nTeacher: And more.\n"


async def test_a_transcript_is_imported_into_a_school_there_is_and_opened(tmp_path: Path) -> None:
    path = tmp_path / "new.coder"
    with project.start(path, "ann") as store:
        cases.add_cases(store, "ann", [("8a", {}), ("18a", {})])
    (tmp_path / "talk.txt").write_text(SAID)
    async with running(path, (80, 24)) as (app, pilot):
        await press(pilot, "i", f"={tmp_path / 'talk.txt'}", "enter", "=8a")
        listed = [line for line in screen_lines(app) if "8a" in line]
        assert ["18a" in line for line in listed[-2:]] == [False, True]
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        text = "\n".join(screen_lines(app))
        # By hand: Teacher and Headteacher; "First words here.", "Others.", "And more."
        assert "Imported talk.txt: 2 speakers, 3 turns, 6 words." in text
        assert "First words here." in text
    with open_project(path) as store:
        (source,) = reads.sources(store).values()
        assert source.case == lookup.case(store, "8a").guid


@pytest.mark.parametrize(("keys", "school"), [(["enter"], None), (["=8", "up", "enter"], "8")])
async def test_the_school_may_be_left_out_or_be_a_new_one(
    tmp_path: Path, keys: list[str], school: str | None
) -> None:
    path = tmp_path / "new.coder"
    with project.start(path, "ann") as store:
        cases.add_cases(store, "ann", [("8a", {})])
    (tmp_path / "talk.txt").write_text(SAID)
    async with running(path, (80, 24)) as (app, pilot):
        await press(pilot, "i", f"={tmp_path / 'talk.txt'}", "enter", *keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
    with open_project(path) as store:
        (source,) = reads.sources(store).values()
        assert source.case == (lookup.case(store, school).guid if school else None)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("none.txt", "none.txt is not there; nothing was imported."),
        ("hollow", "hollow holds no transcript that can be read; nothing was imported."),
    ],
)
async def test_what_cannot_be_imported_is_said_in_a_dialog(
    tmp_path: Path, typed: str, says: str
) -> None:
    path = tmp_path / "new.coder"
    project.start(path, "ann").close()
    (tmp_path / "hollow").mkdir()
    async with running(path, (120, 40)) as (app, pilot):
        await press(pilot, "i", f"={tmp_path / typed}", "enter")
        assert isinstance(app.screen, Tell)
        assert says in " ".join("".join(screen_lines(app)).replace("│", " ").split())
        await press(pilot, "escape")
        assert "holds no source yet" in "\n".join(screen_lines(app))


HOSTILE = (
    "[/] [city name] [@click=app.quit]x[/] :smile: \x1b]0;t\x07 "
    "\u202e\u0644 e\u0301 \U0001f469\u200d\U0001f469\u200d\U0001f467 \u8a9e $primary"
)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_show_as_typed_everywhere(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "new.coder"
    store = project.start(path, "ann")
    text = tmp_path / "[b]odd[.txt"
    text.write_text(f"Teacher: {HOSTILE}\n", encoding="utf-8")
    result = import_source(store, "ann", text, Facts(kind="[/]"))
    assert not result.error
    code = codes.add_code(store, "ann", "[/] [red]code")
    (turn,) = reads.turns(store)[result.source]
    guid = coding.apply_code(store, "ann", result.source, turn.passage, code)
    coding.add_memo(store, "ann", guid, "[/] memo :smile:")
    store.close()
    async with running(path, size) as (app, pilot):
        shown = "\n".join(screen_lines(app))
        for words in ("[/] [city", "[@click=app.quit]x[/]", ":smile:", "␛]0;t␇", "$primary"):
            assert words in shown
        assert "[/] [red]code" in shown
        assert "[/] memo :smile:" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert screen(app).view.quotation in HOSTILE
        await press(pilot, "u")
        assert any("Undone: add memo" in line for line in screen_lines(app))


async def test_a_source_without_speakers_can_be_coded(tmp_path: Path) -> None:
    path = tmp_path / "new.coder"
    store = project.start(path, "ann")
    text = tmp_path / "notes.txt"
    text.write_text("The first paragraph of it.\n\nThe second one.\n")
    import_source(store, "ann", text, Facts())
    codes.add_code(store, "ann", "Staff")
    store.close()
    async with running(path) as (_, pilot):
        await press(pilot, "1")
        assert mine(path) == [("Staff", "The first paragraph of it.")]


async def test_what_another_program_does_leaves_the_selection(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "shift+left")
        with open_project(demo) as other:
            codes.add_code(other, "bob", "Something new")
        app.look()
        await pilot.pause()
        await press(pilot, "1")
        assert mine(demo) == [("Behaviour policy", WORDS)]


async def test_a_change_by_another_program_is_seen_even_while_one_codes(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        with open_project(demo) as other:
            source = lookup.source(other, "1a.txt")
            turn = reads.turns(other)[source.guid][0]
            code = lookup.code(reads.codebook(other), "Weak governance")
            coding.apply_code(other, "bob", source.guid, turn.passage, code.guid)
        await press(pilot, "1")
        assert any("Weak governance bob" in line for line in screen_lines(app))


async def test_codings_of_others_are_put_away_and_brought_back(demo: Path) -> None:
    async with running(demo) as (app, pilot):
        await press(pilot, "o")
        assert any("none yet" in line for line in screen_lines(app))
        await press(pilot, "o")
        assert any("Leaders of education report" in line for line in screen_lines(app))


async def test_undoing_the_only_import_leaves_an_empty_project_and_no_key_does_harm(
    tmp_path: Path,
) -> None:
    path = tmp_path / "new.coder"
    store = project.start(path, "ann")
    codes.add_code(store, "ann", "Staff")
    text = tmp_path / "a.txt"
    text.write_text("Teacher: Words.\n")
    import_source(store, "ann", text, Facts())
    store.close()
    async with running(path) as (app, pilot):
        await press(pilot, "u")
        assert any("holds no source yet" in line for line in screen_lines(app))
        await press(pilot, "1", "r", "full_stop", "x", "slash", "escape")
        assert mine(path) == []
        await press(pilot, "U")
        assert any("Words." in line for line in screen_lines(app))
        await press(pilot, "1")
        assert [code for code, _ in mine(path)] == ["Staff"]


async def test_hidden_memos_of_others_are_not_shown(demo: Path) -> None:
    with open_project(demo) as store:
        source = lookup.source(store, "1a.txt")
        turn = reads.turns(store)[source.guid][0]
        coding.add_memo(store, "bob", turn.guid, "bob's secret")
        project.set_setting(store, "ann", project.OTHERS, "hidden")
    async with running(demo) as (app, _):
        assert "secret" not in "\n".join(screen_lines(app))
