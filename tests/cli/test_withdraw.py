"""`coder withdraw` says what will go and what will stay, asks, and does it for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store import open_project
from coder.store.erasing import note

SAID = "Zanzibar taught me that marmalade governors whisper about pensions."


@pytest.fixture
def project(cli, folder: Path) -> Path:
    cli("init", "s.coder", user="ann")
    cli("codes", "add", "Leadership", user="ann")
    (folder / "8a.txt").write_text(f"Headteacher: Four heads.\n\nTeacher 1: {SAID}\n")
    cli("import", "8a.txt", "--case", "8a", user="ann")
    cli("code", "8a", "Leadership", "--quote", "marmalade governors whisper", user="ann")
    (folder / "8a.txt").unlink()
    return folder / "s.coder"


def test_it_says_first_and_does_nothing_when_only_asked_what(cli, project):
    before = project.read_bytes()
    said = cli("withdraw", "Teacher 1", "--dry-run").err
    assert said.startswith(
        "Withdrawing the speaker Teacher 1 of 8a.txt covers 9 words in 1 turn for good, in every"
        " version.\n"
    )
    assert "Removed: 1 coding with no other person’s words" in said
    assert "Out of reach are: exports made before, other copies of the project" in said
    assert said.endswith("Nothing was changed.\n")
    assert project.read_bytes() == before


def test_without_a_terminal_it_wants_to_hear_yes(cli, project):
    said = cli("withdraw", "Teacher 1", "--because", "Asked.", code=2).err
    assert "It can never be undone: say --yes. Nothing was changed." in said
    assert SAID.encode() in project.read_bytes()


def test_without_a_reason_it_does_nothing(cli, project):
    assert "Give the reason" in cli("withdraw", "Teacher 1", "--yes", code=2).err
    assert SAID.encode() in project.read_bytes()


def test_it_is_done_restated_listed_shown_and_verified(cli, project, folder):
    said = cli("withdraw", "Teacher 1", "--because", "By letter.", "--yes", user="ann").err
    assert "Withdrawn: the speaker Teacher 1 of 8a.txt, 9 words in 1 turn." in said
    assert (
        "“Leadership”, in schools: 1 with, 0 without, 0 not yet read, 0 no source; now 0 with, 0"
        " without, 1 not yet read, 0 no source." in said
    )
    for file in folder.iterdir():
        assert b"Zanzibar" not in file.read_bytes()
    (record,) = cli("list", "withdrawals", "--format", "json").json
    assert (record["kind"], record["name"], record["reason"]) == (
        "speaker",
        "Teacher 1",
        "By letter.",
    )
    lines = cli("show", "8a").lines
    assert lines[1].startswith("Withdrawn: Teacher 1, 20")
    assert lines[-1] == f"2. Teacher 1: {'░' * len(SAID)}"
    assert "No fault" in cli("verify").out
    assert "The withdrawal after it stays" in cli("undo", user="ann", code=None).err or (
        "rests on it" in cli("undo", user="ann", code=None).err
    )


def test_no_table_and_no_export_shows_the_words(cli, project, folder):
    cli("withdraw", "Teacher 1", "--because", "By letter.", "--yes", user="ann")
    for kind in ("quotes", "themes", "coverage", "framework"):
        assert "░" not in cli("table", kind, "--format", "csv", code=None).out
    cli("export", "--dir", "out", code=None)
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"Zanzibar" not in file.read_bytes()


def test_what_an_earlier_one_left_in_the_file_is_cleared_by_the_next_command(cli, project):
    with open_project(project) as store:
        note(store, "sha256:0")
        assert store.rows("SELECT count(*) FROM unerased") == [(1,)]
    assert "words that were withdrawn may be left in free pages" in cli("verify").out
    assert "The project was cleared of what" in cli("list", "codes").err
    assert cli("list", "codes").err == ""
    assert "may be left" not in cli("verify").out


def test_a_speaker_of_a_common_name_is_told_apart_by_the_source(cli, project, folder):
    (folder / "8b.txt").write_text("Teacher 1: Something else.\n")
    cli("import", "8b.txt", "--case", "8b")
    assert "--source" in cli("withdraw", "Teacher 1", "--dry-run", code=2).err
    said = cli("withdraw", "Teacher 1", "--source", "8b", "--dry-run").err
    assert "speaker Teacher 1 of 8b.txt covers 2 words" in said
