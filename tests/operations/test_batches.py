"""The whole set: what is in it, the same bytes every time, and nothing half-written."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from PIL import Image

from coder.errors import CoderError, Refused
from coder.model import Coding
from coder.operations import batches, policy, project
from coder.operations.demo import build_demo
from coder.operations.figures import KINDS
from coder.operations.profiles import INSIDE, PUBLISHED
from coder.store import Store, open_project

LABELS = (
    "Unit",
    "Base",
    "Filters",
    "Users",
    "Profile",
    "Caveat",
    "Codebook",
    "Journal head",
    "Made by",
)
"""What every export says in the file."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.coder"
    build_demo(path)
    return path


@pytest.fixture(scope="module")
def folder(demo: Path) -> Path:
    """The whole set of the demonstration."""
    with open_project(demo) as store:
        batches.write_batch(batches.gather(store, "ann"), demo.parent / "set")
    return demo.parent / "set"


def test_every_kind_of_figure_and_the_typing_are_in_every_format(folder: Path) -> None:
    there = {path.name for path in folder.iterdir()}
    for name in (*KINDS, "typing"):
        for ending in ("csv", "xlsx", "md", "json", "html", "docx"):
            assert f"{name}.{ending}" in there
    assert {"themes.svg", "themes.png", "matrix.svg", "matrix.png"} <= there
    assert {"quotes.svg", "coverage.png"} & there == set()


def said_in(path: Path) -> str:
    """Return all that a file says, read as its format is read."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        book = load_workbook(io.BytesIO(data))
        cells = [cell.value for sheet in book for row in sheet.rows for cell in row]
        return "\n".join(str(cell) for cell in cells)
    if path.suffix == ".docx":
        return "\n".join(line.text for line in docx.Document(io.BytesIO(data)).paragraphs)
    if path.suffix == ".png":
        info = Image.open(io.BytesIO(data)).info
        return "\n".join(str(words) for words in info.values())
    return data.decode().replace("&#x27;", "'").replace("\\_", "_").replace("\\", "")


def test_every_file_says_what_it_rests_on(folder: Path, demo: Path) -> None:
    with open_project(demo) as store:
        head = store.head
        about = dict(project.provenance(store))
    files = [path for path in folder.iterdir() if path.name != "manifest.json"]
    assert len(files) == 6 * (len(KINDS) + 2) + 4
    for path in files:
        said = said_in(path)
        for label in LABELS:
            assert label in said, f"{path.name} lacks {label}"
        for words in (head, about["Codebook"], about["Made by"], "not independently verified"):
            assert words in said, f"{path.name} lacks {words}"


def test_the_manifest_lists_the_sha256_of_each_file(folder: Path) -> None:
    listed = json.loads((folder / "manifest.json").read_text())
    digests = {each["file"]: each["sha256"] for each in listed["files"]}
    there = {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert set(digests) == there
    for name, digest in digests.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert listed["Journal head"].startswith("sha256:")
    assert listed["left out"] == []


RUN = """
import datetime, os, sys, time
at, umask = float(sys.argv[1]), int(sys.argv[2], 8)
os.umask(umask)
real = datetime.datetime
class Clock(real):
    @classmethod
    def now(cls, tz=None): return real.fromtimestamp(at, tz)
    @classmethod
    def utcnow(cls): return real.utcfromtimestamp(at)
    @classmethod
    def today(cls): return real.fromtimestamp(at)
datetime.datetime = Clock
gmtime, localtime = time.gmtime, time.localtime
time.time = lambda: at
time.gmtime = lambda seconds=None: gmtime(at if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(at if seconds is None else seconds)
from coder.cli.main import coder
coder(["export", "all", "--project", sys.argv[3], "--dir", sys.argv[4], "--user", "ann"])
"""


def test_another_clock_zone_hash_seed_and_umask_give_the_same_bytes(
    demo: Path, folder: Path, tmp_path: Path
) -> None:
    clock = "2000000000"
    words = [sys.executable, "-c", RUN, clock, "077", str(demo), str(tmp_path / "again")]
    where = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "77", "SOURCE_DATE_EPOCH": clock}
    done = subprocess.run(words, env=os.environ | where, stderr=subprocess.PIPE, check=True)
    assert done.stderr.splitlines()[-1].startswith(b"Wrote ")
    sets = [
        {path.name: path.read_bytes() for path in made.iterdir()}
        for made in (folder, tmp_path / "again")
    ]
    assert sets[0].keys() == sets[1].keys()
    assert [name for name in sets[0] if sets[0][name] != sets[1][name]] == []
    for name, data in sets[0].items():
        if name.endswith((".docx", ".xlsx")):
            dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()}
            assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_that_is_there_stops_all_of_it_before_anything_is_written(
    demo: Path, tmp_path: Path
) -> None:
    (tmp_path / "quotes.csv").write_text("mine")
    with open_project(demo) as store:
        batch = batches.gather(store, "ann")
    with pytest.raises(Refused, match=r"quotes\.csv: there is a file"):
        batches.write_batch(batch, tmp_path, ["csv"])
    assert [path.name for path in tmp_path.iterdir()] == ["quotes.csv"]
    assert (tmp_path / "quotes.csv").read_text() == "mine"
    batches.write_batch(batch, tmp_path, ["csv"], replace=True)
    assert (tmp_path / "quotes.csv").read_text() != "mine"
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".json"}


def test_stopped_half_way_there_are_whole_files_only_and_no_manifest(
    demo: Path, tmp_path: Path, folder: Path
) -> None:
    with open_project(demo) as store:
        batch = batches.gather(store, "ann")
    batches.write_batch(batch, tmp_path, ["csv", "md"])
    done: list[str] = []

    def stop(name: str) -> None:
        done.append(name)
        if len(done) == 4:
            raise KeyboardInterrupt

    for path in tmp_path.glob("*.csv"):
        path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        batches.write_batch(batch, tmp_path, ["csv", "md"], replace=True, told=stop)
    assert not (tmp_path / "manifest.json").exists()
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    for path in tmp_path.iterdir():
        whole = (folder / path.name).read_bytes()
        assert path.read_bytes() == (whole if path.name in done or path.suffix == ".md" else b"old")


def test_what_cannot_be_made_is_left_out_and_said(store: Store, tmp_path: Path) -> None:
    policy.prepare(store, "ann", PUBLISHED, "set")
    batch = batches.gather(store, "ann")
    assert [name for name, _ in batch.left_out] == ["pairs", "typing"]
    written = batches.write_batch(batch, tmp_path / "set", ["csv", "svg"])
    assert written.left_out == batch.left_out
    listed = json.loads((tmp_path / "set" / "manifest.json").read_text())
    assert [each["what"] for each in listed["left out"]] == ["pairs", "typing"]


def test_a_chart_too_big_to_draw_is_left_out_and_the_rest_is_written(
    demo: Path, tmp_path: Path
) -> None:
    with open_project(demo) as store:
        batch = batches.gather(store, "ann")
    themes = batch.parts[0]
    big = replace(themes, table=replace(themes.table, rows=themes.table.rows * 20))
    written = batches.write_batch(batches.Batch((big,)), tmp_path, ["csv", "svg"])
    assert [path.name for path in written.files] == ["themes.csv", "manifest.json"]
    assert [name for name, _ in written.left_out] == ["themes.svg"]


def test_a_folder_that_cannot_be_made_is_said_in_words(demo: Path, tmp_path: Path) -> None:
    with open_project(demo) as store:
        batch = batches.gather(store, "ann")
    with pytest.raises(CoderError, match="cannot be made"):
        batches.write_batch(batch, tmp_path / "no" / "such", ["csv"])


def test_the_day_is_written_only_where_it_is_asked_for(demo: Path, folder: Path) -> None:
    with open_project(demo) as store:
        batch = batches.gather(store, "ann", day="2026-03-02")
    assert all(("Made on", "2026-03-02") in part.table.notes for part in batch.parts)
    assert "Made on" not in (folder / "themes.csv").read_text()


def test_while_codings_are_hidden_the_set_holds_only_ones_own(demo: Path, tmp_path: Path) -> None:
    from coder.operations.coding import apply_code
    from coder.operations.seeing import OTHERS
    from coder.store import reads

    path = tmp_path / "study.coder"
    path.write_bytes(demo.read_bytes())
    with open_project(path) as store:
        project.set_setting(store, "ann", OTHERS, "hidden")
        coding: Coding = reads.codings(store)[0]
        apply_code(store, "ann", coding.source, coding.passage, coding.code)
        batches.write_batch(batches.gather(store, "ann", INSIDE), tmp_path / "set", ["csv"])
    with (tmp_path / "set" / "quotes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["quotation"]]
    assert [row["users"] for row in rows if row["start"]] == ["ann"]
