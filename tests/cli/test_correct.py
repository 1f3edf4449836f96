"""`coder correct` and `coder list waiting`, as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Type

OLD = "Headteacher: We had four heads. Nobody stayed.\n\nTeacher: The union was strong. I left.\n"
NEW = (
    "Checked.\n\nHeadteacher: We had five heads. Nobody stayed.\n\nTeacher: The union was strong.\n"
)


@pytest.fixture
def held(cli: Type, study: Path, folder: Path) -> Path:
    (folder / "x1.txt").write_text(OLD)
    (folder / "checked.txt").write_text(NEW)
    cli("import", "x1.txt")
    cli("codes", "add", "Leadership")
    for words in ("four heads", "Nobody stayed.", "I left."):
        cli("code", "x1", "Leadership", "--quote", words)
    return folder


def outcomes(records: list[dict[str, str]]) -> dict[str, str]:
    return {record["words"]: record["outcome"] for record in records}


def test_a_dry_run_lists_all_and_changes_nothing(cli: Type, held: Path) -> None:
    head = cli("history", "--limit", "1").lines[-1]
    shown = cli("correct", "x1", "checked.txt", "--dry-run", "--format", "json")
    assert outcomes(shown.json) == {
        "four heads": "changed",
        "Nobody stayed.": "moved",
        "I left.": "lost",
    }
    assert "1 moved, 1 changed, 1 lost" in shown.err
    assert cli("history", "--limit", "1").lines[-1] == head


def test_confirmed_one_by_one_and_the_rest_waits(cli: Type, held: Path) -> None:
    (asked,) = (
        record["guid"]
        for record in cli("correct", "x1", "checked.txt", "--dry-run", "--format", "json").json
        if record["outcome"] == "changed"
    )
    said = cli("correct", "x1", "checked.txt", "--confirm", asked[:8], "--because", "Checked.")
    assert "version 2" in said.err
    quoted = [each["quotation"] for each in cli("list", "codings", "--format", "json").json]
    assert sorted(quoted) == ["Nobody stayed.", "five heads"]
    assert outcomes(cli("list", "waiting", "--format", "json").json) == {"I left.": "lost"}
    (entry,) = cli("history", "--limit", "1", "--format", "json").json
    assert (entry["verb"], entry["what"]) == ("correct source", "x1.txt, version 2")
    assert entry["reason"] == "Checked."
    cli("undo")
    assert cli("list", "waiting", "--format", "json").json == []
    assert len(cli("list", "codings", "--format", "json").json) == 3


def test_what_waits_is_moved_later(cli: Type, held: Path) -> None:
    cli("correct", "x1", "checked.txt")
    assert "four heads" in cli("list", "waiting").out
    cli("correct", "x1", "--waiting", "--confirm", "all")
    assert "four heads" not in cli("list", "waiting").out


def test_the_old_version_can_be_read(cli: Type, held: Path) -> None:
    cli("correct", "x1", "checked.txt")
    assert "five heads" in cli("show", "x1").out
    assert "four heads" in cli("show", "x1", "--version", "1").out
    assert "versions 1 to 2" in cli("show", "x1", "--version", "3", code=2).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x1", "x1.txt"), "nothing to correct"),
        (("x1", "other.txt"), "`coder import`"),
        (("x1", "missing.txt"), "missing.txt"),
        (("x1",), "--waiting"),
        (("x1", "checked.txt", "--waiting"), "--waiting"),
        (("x1", "checked.txt", "--confirm", "nonsense"), "--dry-run"),
    ],
)
def test_what_cannot_be_is_one_clear_sentence(
    cli: Type, held: Path, words: tuple[str, ...], said: str
) -> None:
    (held / "other.txt").write_text("Governor: The playground was repainted by parents.\n" * 4)
    answer = cli("correct", *words, code=2)
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert cli("list", "sources", "--format", "json").json[0]["version"] == 1
