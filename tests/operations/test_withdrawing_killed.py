"""A withdrawal that is killed at any moment has been done or not; what it leaves is cleared."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from coder.operations import lists_withdrawals, lookup, withdrawing
from coder.operations.project import start
from coder.store import erasing, open_project, reads
from coder.verify import verify

from .withdrawing_study import RARE, SAID, left_in, study, windows

EACH = 8
"""Kills before the words have left the project, and after."""

STEPS = 20
"""Instructions of the database engine between two moments at which to be killed."""

LEAVES = """
import os, signal, sys
from pathlib import Path
from coder.operations import withdrawing
from coder.store import open_project
import coder.operations.differences, coder.frequencies
store = open_project(Path(sys.argv[1]))
plan = withdrawing.plan(store, withdrawing.find(store, "Teacher 1"), ["memos", "repeats", "names"])
written = withdrawing.written(store, plan)
kill_at, moment, committed = int(sys.argv[2]), 0, 0

def passes():
    global moment
    moment += 1
    if moment == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)

def sees(statement):
    global committed
    if statement.startswith("INSERT OR IGNORE INTO unerased"):
        committed = moment

store.connection.set_progress_handler(passes, int(sys.argv[3]))
store.connection.set_trace_callback(sees)
withdrawing.carry_out(store, "ann", plan, written, "Asked by letter.")
print(committed, moment)
"""


def leave(path: Path, kill_at: int = 0) -> str:
    """Withdraw in a process of its own, killed at a moment; return what it said, if it lived."""
    command = [sys.executable, "-c", LEAVES, str(path), str(kill_at), str(STEPS)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=root, check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.stdout


def moments(folder: Path) -> list[int]:
    """Return when to kill: evenly while the words are there, evenly when they are to be cleared."""
    folder.mkdir()
    told = leave(Path(shutil.copy(folder.parent / "made" / "s.coder", folder)))
    committed, last = map(int, told.split())
    spread = [1 + committed * number // EACH for number in range(EACH)]
    clearing = [committed + (last - committed) * number // EACH for number in range(1, EACH)]
    return [*spread, *clearing, last + 1000]


def test_it_is_whole_or_not_at_all_after_each_of_many_kills(tmp_path):
    (tmp_path / "made").mkdir()
    with start(tmp_path / "made" / "s.coder", "ann") as store:
        study(store, tmp_path)
    words = windows(*SAID) | set(RARE)
    states: dict[str, int] = {"before": 0, "to clear": 0, "cleared": 0}
    for moment in moments(tmp_path / "whole"):
        folder = tmp_path / str(moment)
        folder.mkdir()
        path = Path(shutil.copy(tmp_path / "made" / "s.coder", folder))
        (folder / "s.coder.before-schema-1").write_text(SAID[0])
        leave(path, moment)
        with open_project(path) as store:
            text = reads.text(store, lookup.source(store, "8a").guid)
            if "Zanzibar" in text:
                states["before"] += 1
                assert all(said in text for said in SAID)
                assert not lists_withdrawals.listed(store).records
                continue
            states["to clear" if erasing.unerased(store) else "cleared"] += 1
            withdrawing.clear_what_is_left(store)
            assert len(lists_withdrawals.listed(store).records) == 1
        assert left_in(folder, words) == {}
        report = verify(path)
        assert (report.faults, report.remarks) == ([], [])
    assert min(states.values()) > 0, states
