"""Who leaves takes their words along: covered in every version, gone from the file for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.operations import withdrawing
from coder.operations.project import start
from coder.store import Store, open_project, reads
from coder.verify import verify

from .withdrawing_study import RARE, SAID, left_in, planned, study, windows, withdraw

ALL = ("memos", "names", "repeats")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the project lies, and nothing else."""
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def left(folder: Path, tmp_path: Path) -> Store:
    """The study, with one person's words withdrawn from it."""
    with start(folder / "study.coder", "ann") as store:
        study(store, tmp_path)
        withdraw(store, "Teacher 1", *ALL)
        yield store


def test_first(left, folder):
    left.close()
    assert left_in(folder, windows(*SAID) | set(RARE)) == {}
    report = verify(folder / "study.coder")
    assert (report.faults, report.remarks) == ([], [])
