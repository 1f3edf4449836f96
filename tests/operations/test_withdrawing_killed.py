"""A withdrawal that is killed at any moment has been done or not; what it leaves is cleared."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from coder.operations import lists_withdrawals, lookup, withdrawing
from coder.operations.project import start
from coder.store import erasing, open_project, reads
from coder.verify import verify

from .withdrawing_study import RARE, SAID, left_in, study, windows

KILLS = 25
SEED = 20260301

LEAVES = """
import sys
from pathlib import Path
from coder.operations import withdrawing
from coder.store import open_project
import coder.operations.differences, coder.frequencies
store = open_project(Path(sys.argv[1]))
plan = withdrawing.plan(store, withdrawing.find(store, "Teacher 1"), ["memos", "repeats", "names"])
written = withdrawing.written(store, plan)
print("now", flush=True)
withdrawing.carry_out(store, "ann", plan, written, "Asked by letter.")
print("done", flush=True)
sys.stdin.read()
"""


def kill_at_random(path: Path, wait: float) -> None:
    """Begin to withdraw, and kill the program so many seconds later."""
    process = subprocess.Popen(
        [sys.executable, "-c", LEAVES, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "now\n"
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    process.stdin.close()


def test_it_is_whole_or_not_at_all_after_each_of_many_kills(tmp_path):
    (tmp_path / "made").mkdir()
    with start(tmp_path / "made" / "s.coder", "ann") as store:
        study(store, tmp_path)
    words = windows(*SAID) | set(RARE)
    chance = random.Random(SEED)
    states: dict[str, int] = {"before": 0, "to clear": 0, "cleared": 0}
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(tmp_path / "made" / "s.coder", folder))
        (folder / "s.coder.before-schema-1").write_text(SAID[0])
        kill_at_random(path, chance.random() * 0.3)
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
    assert states["before"]
    assert states["to clear"]
