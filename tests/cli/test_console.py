"""Exit codes and the one line on stderr, whatever happens."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coder.operations import lists

from .conftest import Type

SECRET = "We were promised this would stay between us."


def test_a_defect_is_confessed_without_the_words_of_a_transcript(
    cli: Type, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(lists, "users", broken)
    answer = cli("list", "users", code=70)
    assert answer.err.startswith("coder: something is wrong in the program itself (ValueError")
    assert answer.err.count("\n") == 1
    assert SECRET not in answer.err
    assert "Traceback" not in answer.err
    monkeypatch.setenv("CODER_DEBUG", "1")
    assert SECRET in cli("list", "users", code=70).err


def test_being_stopped_is_no_defect(cli: Type, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(lists, "users", stopped)
    answer = cli("list", "users", code=130)
    assert "Traceback" not in answer.err
    assert "stopped" in answer.err


def test_ctrl_c_in_a_long_import_keeps_what_was_reported(
    cli: Type, study: Path, folder: Path
) -> None:
    (folder / "many").mkdir()
    for number in range(400):
        words = f"Headteacher: This is talk number {number}. " * 400
        (folder / "many" / f"{number}.txt").write_text(words)
    command = [sys.executable, "-m", "coder", "import", "many"]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    wal = folder / "study.coder-wal"
    until = time.monotonic() + 30
    while not (wal.exists() and wal.stat().st_size > 200_000) and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert 0 < len(cli("list", "sources", "--format", "json").json) < 400
    assert "No fault" in cli("verify").out


def test_a_closed_pipe_is_quiet(demo: Path) -> None:
    command = f"{sys.executable} -m coder list turns --format json; echo $? >code"
    shell = f"({command}) | head -c 10 >/dev/null"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=demo.parent, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert (demo.parent / "code").read_text().strip() in ("0", "141")


def test_a_full_disk_is_said_in_words(demo: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = subprocess.run(
        f"{sys.executable} -m coder list turns >/dev/full",
        shell=True,
        cwd=demo.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("coder: ")


def test_data_goes_to_stdout_and_talk_to_stderr(cli: Type, demo: Path) -> None:
    answer = cli("code", "8a", "0:5", "Union voice")
    assert len(answer.lines) == 1
    assert "Applied" in answer.err
    exported = cli("codes", "export")
    assert exported.err == ""
    assert exported.out.startswith("# Journal head sha256:")
