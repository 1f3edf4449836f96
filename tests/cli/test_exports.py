"""`coder export all`, and charts by a file's ending."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from coder.cli import console

from .conftest import Type


def test_the_set_goes_beside_the_project_and_is_never_replaced_unasked(
    cli: Type, demo: Path, folder: Path
) -> None:
    told = cli("export", "all", "--format", "csv", "--format", "docx")
    assert told.out == ""
    assert "Wrote 21 files to " in told.err
    assert len(list((folder / "exports").iterdir())) == 21
    assert stat.S_IMODE((folder / "exports" / "themes.csv").stat().st_mode) == 0o600
    before = (folder / "exports" / "manifest.json").read_bytes()
    assert "already" in cli("export", "all", "--format", "csv", code=2).err
    cli("export", "all", "--format", "csv", "--format", "docx", "--replace")
    assert (folder / "exports" / "manifest.json").read_bytes() == before


def test_only_a_terminal_is_shown_a_bar(
    cli: Type, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Exporting" not in cli("export", "all", "--format", "csv", "--dir", "one").err
    monkeypatch.setattr(console, "is_terminal", lambda stream: True)
    assert "Exporting" in cli("export", "all", "--format", "csv", "--dir", "two").err


def test_the_day_is_in_the_files_when_asked_for(cli: Type, demo: Path, folder: Path) -> None:
    cli("export", "all", "--format", "json", "--dated")
    notes = json.loads((folder / "exports" / "themes.json").read_text("utf-8"))["notes"]
    assert len(notes["Made on"]) == len("2026-03-02")


@pytest.mark.parametrize("kind", ["themes", "matrix"])
def test_the_ending_svg_or_png_draws_the_table(
    cli: Type, demo: Path, folder: Path, kind: str
) -> None:
    cli("table", kind, "-o", "chart.svg")
    assert b"<svg" in (folder / "chart.svg").read_bytes()
    cli("table", kind, "-o", "chart.png")
    assert (folder / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_what_has_no_chart_says_so(cli: Type, demo: Path, folder: Path) -> None:
    refused = cli("table", "themes", "--unit", "passages", "-o", "chart.svg", code=2)
    assert "There is no chart of this table" in refused.err
    assert not (folder / "chart.svg").exists()
    cli("table", "quotes", "-o", "chart.svg", code=2)


def test_a_json_file_says_what_it_is_and_stdout_is_rows_alone(
    cli: Type, demo: Path, folder: Path
) -> None:
    rows = cli("table", "coverage", "--format", "json").json
    cli("table", "coverage", "-o", "coverage.json", "--profile", "internal")
    written = json.loads((folder / "coverage.json").read_text("utf-8"))
    assert written["rows"] == rows
    assert written["title"] == "Coverage"
    assert written["notes"]["Journal head"].startswith("sha256:")
