"""Files that are written: whole or not at all, and never in a project's place."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest

from coder.errors import CoderError, Refused
from coder.operations.exports import save
from coder.store import Store


def words(stream: BinaryIO) -> None:
    stream.write(b"figures")


def test_an_export_never_takes_the_place_of_a_project(study: Store, tmp_path: Path) -> None:
    assert study.path is not None
    link = tmp_path / "link.csv"
    link.symlink_to(study.path)
    before = study.path.read_bytes()
    for path in (study.path, Path(f"{study.path}-wal"), link):
        with pytest.raises(Refused, match="is a project"):
            save(path, words, replace=True)
    assert study.path.read_bytes() == before


def test_a_folder_or_a_device_is_no_place_for_an_export(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(Refused, match="no file"):
            save(path, words, replace=True)


def test_a_file_that_is_there_stays_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")
    with pytest.raises(Refused, match="already"):
        save(path, words)
    assert path.read_text() == "mine"
    save(path, words, replace=True)
    assert path.read_text() == "figures"
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_fails_half_way_leaves_the_file_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine")

    def fails(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(CoderError, match="cannot be written"):
        save(path, fails, replace=True)
    assert path.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
