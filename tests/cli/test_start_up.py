"""Starting is quick because nothing is loaded that is not used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coder.cli.main import COMMANDS

HEAVY = (
    "textual",
    "spacy",
    "matplotlib",
    "sqlite_utils",
    "numpy",
    "rapidfuzz",
    "docx",
    "xlsxwriter",
    "webvtt",
)
NAMES = [name for section in COMMANDS.values() for name in section]


def loaded(folder: Path, *words: str) -> set[str]:
    """Return which heavy packages a command loads, in a process of its own."""
    program = (
        "import sys\n"
        "from coder.__main__ import main\n"
        "sys.argv = ['coder', *sys.argv[1:]]\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        f"found = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "print('LOADED', *found, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(done.stderr.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    "words", [("--help",), ("--version",), *((name, "--help") for name in NAMES)]
)
def test_help_loads_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert loaded(tmp_path, *words) == set()


@pytest.mark.parametrize(
    "words",
    [
        ("list", "codings"),
        ("show", "8a"),
        ("table", "themes"),
        ("table", "quotes", "--format", "csv"),
        ("type", "8a"),
        ("history",),
        ("verify",),
        ("read", "8a"),
        ("code", "8a", "0:5", "Union voice"),
        ("undo",),
    ],
)
def test_everyday_commands_load_nothing_heavy(demo: Path, words: tuple[str, ...]) -> None:
    if words == ("undo",):
        loaded(demo.parent, "read", "8a")
    assert loaded(demo.parent, *words) == set()
