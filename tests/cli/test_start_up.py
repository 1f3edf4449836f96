"""Starting is quick because nothing is loaded that is not used."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
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


# A table of themes asks for none of these, and each takes as long as counting a small project.
ELSEWHERE = (
    "coder.disclosure",
    "coder.frequencies.cooccurrence",
    "coder.model.rules",
    "coder.typology",
    "coder.writers.as_docx",
    "difflib",
    "fractions",
    "rich",
    "secrets",
    "tomllib",
)


PROGRAM = """
import json, sys
from coder.__main__ import main
commands, of = map(json.loads, sys.argv[1:])
for words in commands:
    sys.argv = ["coder", *words]
    try: main()
    except SystemExit as end: assert not end.code, (words, end.code)
    found = [name for name in of if name in sys.modules]
    print("LOADED", *found, file=sys.stderr)
"""


def loaded(folder: Path, *commands: Sequence[str], of: Sequence[str] = HEAVY) -> list[list[str]]:
    """Return which of some packages are loaded after each of some commands, in one new process."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(commands), json.dumps(of)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [line.split()[1:] for line in done.stderr.splitlines() if line.startswith("LOADED")]


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    helps = [("--help",), ("--version",), *((name, "--help") for name in NAMES)]
    found = loaded(tmp_path, *helps)
    # What one has loaded is there for the next, so that the first of them is to blame.
    assert {words: heavy for words, heavy in zip(helps, found, strict=True) if heavy} == {}


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
        loaded(demo.parent, ("read", "8a"))
    assert loaded(demo.parent, words) == [[]]


def test_a_breakdown_loads_nothing_that_it_does_not_count_with(demo: Path) -> None:
    words = ("table", "themes", "--by", "status", "--format", "csv")
    assert loaded(demo.parent, words, of=ELSEWHERE) == [[]]
