"""Words from a transcript never steer the terminal; files keep them as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder.cli import console
from coder.display import visible

from .conftest import Type

HOSTILE = "We \x1b[2J\x1b]0;owned\x07left\u202e it [/] [red]there[/red] :smile: \x9b31m"
COMMANDS = (
    "show bad",
    "show bad --offsets",
    "list turns",
    "list speakers",
    "list codes",
    "list codings",
    "list memos",
    "list cases",
    "list values",
    "list sources",
    "list users",
    "table quotes",
    "table themes",
    "table matrix",
    "table coverage",
    "history",
    "find left",
    "type",
    "type 8a",
)


@pytest.fixture
def bad(cli: Type, study: Path, folder: Path) -> Path:
    """A project in which everything that a person or a file can say is hostile."""
    (folder / "bad.txt").write_text(f"Headteacher: {HOSTILE}\n\nTeacher: Fine.\n")
    cli("import", "bad.txt", "--case", "8a")
    cli("speakers", "rename", "bad", "Headteacher", f"Head {HOSTILE}")
    cli("code", "bad", "Unstable leadership", "--turn", "1", "--memo", HOSTILE, user=HOSTILE)
    cli("codes", "edit", "Union voice", "--definition", HOSTILE, "--example", HOSTILE)
    cli("cases", "set", "8a", "note", HOSTILE, "--because", HOSTILE)
    cli("cases", "add", f"New {HOSTILE}")
    cli("sources", "set", "bad", "--kind", HOSTILE, "--date", HOSTILE)
    cli("assess", "8a", "settled-leadership-team", "met", "--because", HOSTILE, user=HOSTILE)
    cli("decide", "8a", "Type A", "--because", HOSTILE, user=HOSTILE)
    return study


def steers(text: str) -> bool:
    return visible(text, lines=True) != text


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_raw_is_printed_for_people(cli: Type, bad: Path, command: str) -> None:
    answer = cli(*command.split())
    assert not steers(answer.out)
    assert not steers(answer.err)


@pytest.mark.parametrize("format", ["csv", "json", "md"])
@pytest.mark.parametrize("command", ["list turns", "table quotes", "list memos", "history"])
def test_on_a_terminal_data_is_made_visible_too(
    cli: Type, bad: Path, monkeypatch: pytest.MonkeyPatch, command: str, format: str
) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda stream: True)
    assert not steers(cli(*command.split(), "--format", format).out)


def test_json_keeps_the_words_as_they_are(cli: Type, bad: Path) -> None:
    assert cli("list", "turns", "--format", "json").json[0]["text"] == HOSTILE


def test_brackets_and_smileys_show_as_typed(cli: Type, bad: Path) -> None:
    shown = cli("show", "bad").out
    assert "[/] [red]there[/red] :smile:" in shown


@pytest.mark.parametrize(
    "words",
    [
        ("code", "8a", "0:1", HOSTILE),
        ("show", HOSTILE),
        ("list", "codes", "--project", "\x1b[2J.coder"),
        (f"x{HOSTILE}",),
        ("code", "bad", "Union voice", "--quote", f"We {HOSTILE} nearly"),
    ],
)
def test_what_is_said_of_wrong_words_is_safe(cli: Type, bad: Path, words: tuple[str, ...]) -> None:
    answer = cli(*words, code=2)
    assert not steers(answer.err)
    assert answer.err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_real_terminal_gets_no_escape_sequence(cli: Type, bad: Path) -> None:
    import pty

    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "coder", "list", "turns", "--format", "csv"]
    with subprocess.Popen(command, stdout=secondary, cwd=bad.parent) as process:
        os.close(secondary)
        printed = b""
        while True:
            try:
                chunk = os.read(primary, 65536)
            except OSError:
                break
            if not chunk:
                break
            printed += chunk
        assert process.wait(30) == 0
    os.close(primary)
    assert b"Fine." in printed
    assert b"\x1b" not in printed
    assert b"\x07" not in printed
