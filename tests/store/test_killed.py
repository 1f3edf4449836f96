"""A program that is killed loses nothing it has reported as done."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from coder.operations import codes, project
from coder.operations.sources import Facts, import_source
from coder.store import open_project
from coder.verify import verify

KILLS = 50
SEED = 20260301

APPLIES = """
import sys
from itertools import count
from pathlib import Path
from coder.model import Passage
from coder.operations.coding import apply_code
from coder.store import open_project
path, source, code, start = sys.argv[1:]
store = open_project(Path(path))
for number in count():
    passage = Passage(int(start), int(start) + 9 + number)
    print(apply_code(store, "ann", source, passage, code, memo=f"why {number}"), flush=True)
"""


def kill_at_random(
    path: Path, source: str, code: str, start: int, chance: random.Random
) -> list[str]:
    """Let a program apply codings, kill it at some moment, return what it reported as done."""
    command = [sys.executable, "-c", APPLIES, str(path), source, code, str(start)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert process.stdout is not None
    reported = [process.stdout.readline() for _ in range(chance.randrange(1, 12))]
    time.sleep(chance.random() * 0.02)
    process.send_signal(signal.SIGKILL)
    reported += process.stdout.readlines()
    assert process.wait() == -signal.SIGKILL
    return [line.strip() for line in reported if line.endswith("\n")]


def started(path: Path) -> tuple[str, str]:
    """Make a project with an imported source and a code; return their guids."""
    file = path.with_name("8a.txt")
    file.write_text("Teacher: " + "They were told nothing at all. " * 400)
    with project.start(path, "ann") as store:
        code = codes.add_code(store, "ann", "Unclear direction")
        return import_source(store, "ann", file, Facts("8a")).source, code


def test_every_coding_reported_as_done_is_there_after_each_of_fifty_kills(path):
    source, code = started(path)
    chance = random.Random(SEED)
    done: set[str] = set()
    logged = 0
    for number in range(KILLS):
        done.update(kill_at_random(path, source, code, 9 + number, chance))
        logged += path.with_name(path.name + "-wal").exists()
        if number % 10 == 9:
            assert verify(path).faults == []  # as the kill left it, the log unfolded
        plain = sqlite3.connect(path) if number % 2 else open_project(path).connection
        assert done <= {guid for (guid,) in plain.execute("SELECT guid FROM codings")}
        assert done <= {about for (about,) in plain.execute("SELECT about FROM memos")}
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        plain.close()
    report = verify(path)
    assert (report.faults, report.remarks) == ([], [])
    assert len(done) >= KILLS
    # One change a kill at most was on disk before it could be reported; three made the project.
    assert len(done) <= report.entries - 3 <= len(done) + KILLS
    assert logged == KILLS  # each kill came while the program was at work
