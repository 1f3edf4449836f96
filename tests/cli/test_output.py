"""Where lists and tables go: formats, files, keys that programs can rely on."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path

import pytest

from coder.cli import console

from .conftest import Type

# Keys are a promise to scripts: a change here breaks someone's work.
KEYS = {
    "list sources": "guid name case kind date version words turns speakers codings coded_to"
    " read_by sha256",
    "list speakers": "guid source name role interviewer numbered turns",
    "list turns": "guid source turn speaker role start end time text",
    "list codes": "guid name path parent depth passages with_below schools retired definition"
    " include exclude examples indicators paragraphs",
    "list codings": "guid source version case start end code path user memos quotation",
    "list cases": "guid name sources read values",
    "list values": "case variable value origin reason",
    "list users": "guid name codings sources_read",
    "list memos": "guid about passage thing user text",
    "history": "id time user verb what reason",
    "find leadership": "source case turn speaker role start end words found codes",
    "settings list": "setting value options meaning",
    "table themes --by status": "code path depth unit"
    " with without not_yet_read no_source base at_least"
    " stuck_with stuck_without stuck_not_yet_read stuck_no_source stuck_base stuck_at_least"
    " unstuck_with unstuck_without unstuck_not_yet_read unstuck_no_source unstuck_base"
    " unstuck_at_least",
    "table quotes": "school source turn speaker role users code start end quotation",
    "table coverage": "school source kind turns coded_turns codings read_by state",
    "type": "case type name reading in_use outcome met not_met unknown settled_by reason"
    " decision state decisions",
}


@pytest.mark.parametrize("command", KEYS)
def test_json_is_a_list_of_flat_objects_with_these_keys(
    cli: Type, demo: Path, command: str
) -> None:
    records = cli(*command.split(), "--format", "json").json
    assert records
    for record in records:
        assert " ".join(record) == KEYS[command]
        assert not any(isinstance(value, dict) for value in record.values())


@pytest.mark.parametrize("command", [*KEYS, "table matrix"])
def test_every_list_and_table_comes_in_every_format(
    cli: Type, demo: Path, folder: Path, command: str
) -> None:
    from openpyxl import load_workbook

    words = command.split()
    rows = list(csv.reader(io.StringIO(cli(*words, "--format", "csv").out)))
    assert len({len(row) for row in rows if len(row) > 2}) <= 2  # the notes beneath may differ
    assert "|" in cli(*words, "--format", "md").out
    assert len(cli(*words).lines) > 3
    cli(*words, "-o", "out.xlsx", "--profile", "internal")
    assert load_workbook(folder / "out.xlsx").worksheets[0].max_row > 1


def test_typing_has_one_object_a_case_type_and_reading(cli: Type, demo: Path) -> None:
    rows = cli("type", "--format", "json").json
    stuck = ["1a", "2a", "3a", "4a", "5a", "6a", "7a", "8a", "9a", "10a"]
    assert list(dict.fromkeys(row["case"] for row in rows)) == stuck
    of_8a = {(row["type"], row["reading"]): row for row in rows if row["case"] == "8a"}
    type_a = [row for (type_, _), row in of_8a.items() if type_ == "A"]
    assert {row["outcome"] for row in type_a} == {"met"}
    type_b = of_8a["B", "just-two: exactly"]
    assert type_b["outcome"] == "not determined"
    assert type_b["met"] == ["antagonistic-union-voice"]
    assert set(type_b["unknown"]) == {"settled-leadership-team", "long-standing-teacher-workforce"}


def test_the_tree_of_codes_is_indented(cli: Type, demo: Path) -> None:
    lines = cli("list", "codes").lines
    assert any(line.startswith("Union voice ") for line in lines)
    assert any(line.startswith("  Antagonistic union voice ") for line in lines)


def test_a_file_is_never_written_over_unless_asked(cli: Type, demo: Path, folder: Path) -> None:
    (folder / "codes.csv").write_text("mine")
    refused = cli("list", "codes", "-o", "codes.csv", code=2)
    assert "already" in refused.err
    assert (folder / "codes.csv").read_text() == "mine"
    cli("list", "codes", "-o", "codes.csv", "--force")
    assert (folder / "codes.csv").read_text(encoding="utf-8-sig").startswith('"name","path"')
    assert stat.S_IMODE((folder / "codes.csv").stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["codes.csv", "demo.coder"]


def test_a_file_in_no_folder_is_refused_in_words(cli: Type, demo: Path) -> None:
    assert "cannot be written" in cli("list", "codes", "-o", "no/such/codes.csv", code=2).err


def test_the_ending_of_a_file_says_the_format(cli: Type, demo: Path, folder: Path) -> None:
    cli("list", "codes", "-o", "codes.json")
    assert json.loads((folder / "codes.json").read_text())["title"] == "Codes"
    assert "--format" in cli("list", "codes", "-o", "codes.odt", code=2).err
    cli("list", "codes", "-o", "codes.odt", "--format", "csv")


def test_a_workbook_is_not_poured_over_a_terminal(
    cli: Type, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("list", "codes", "--format", "xlsx").code == 0
    monkeypatch.setattr(console, "is_terminal", lambda stream: True)
    assert "-o" in cli("list", "codes", "--format", "xlsx", code=2).err


def test_a_table_fits_the_terminal(cli: Type, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "80")
    lines = cli("table", "themes").out.split("Unit: ")[0].split("\n")
    assert max(len(line) for line in lines) <= 80
