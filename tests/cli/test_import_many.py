"""A folder of 400 transcripts: a bar while it lasts, one bad file named at the end."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from coder.operations.project import start
from coder.store import open_project, reads


def read_all(terminal: int) -> str:
    """Return what was written to a terminal until nobody writes any more."""
    said = b""
    try:
        while more := os.read(terminal, 1 << 16):
            said += more
    except OSError:  # Linux says so when the last writer has gone
        pass
    return said.decode()


def test_one_bad_file_of_many_does_not_stop_the_rest(tmp_path: Path) -> None:
    folder, path = tmp_path / "texts", tmp_path / "study.coder"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"Teacher: We are school {number}.\n")
    (folder / "200-bad.txt").write_bytes(b"Teacher: caf\xe9\n")
    start(path, "ann").close()
    terminal, theirs = pty.openpty()
    command = [sys.executable, "-m", "coder", "import", str(folder), "--project", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as running:
        os.close(theirs)
        said = read_all(terminal)
    os.close(terminal)
    assert running.returncode == 1
    assert "100%" in said
    assert said.count("\r") > 10  # a bar is drawn again and again on one line
    bad, summary = said.strip().splitlines()[-2:]
    assert "200-bad.txt" in bad
    assert "byte 12" in bad
    assert summary.strip() == "400 sources imported, 1 failed."
    with open_project(path) as store:
        assert len(reads.sources(store)) == 400
