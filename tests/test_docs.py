"""What the pages say is so: their commands run, their files are read, their links lead on."""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from preloaded import type_command

from coder.cli.main import COMMANDS
from coder.store.schema import JOURNALLED
from coder.tui import config
from coder.tui.screens import keys_by_mode

REPO = Path(__file__).parents[1]
PAGES = ("README.md", "docs/inspectors.md", "docs/leads.md", "docs/auditors.md")
ELSEWHERE = ("make", "pip", "uv")
"""Programs whose lines set the project up: the checks of a clean clone run those."""

_FENCE = re.compile(
    r"(?:^`(?P<file>[\w./-]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.S | re.M
)
_RULE = re.compile("-{3,}")
"""A rule of a table is as long as its longest cell, which a page may have left out."""
_QUOTED = re.compile(r"""'[^']*'|"[^"$`\\]*\"""")
_PLAIN = re.compile(r"coder (?!demo$|init )[\w\s./:=-]+")
"""What a line is, its quoted words left out, that means the same without a shell. The first line of
a page is not: there the program is started as it is installed."""
_EXIT = re.compile(r"\s+# exit code (\d+)$")


@dataclass(frozen=True)
class Step:
    """A command of a page, with what it prints where the page shows that."""

    command: str
    code: int
    prints: str | None


def blocks(page: str) -> Iterator[re.Match[str]]:
    return _FENCE.finditer((REPO / page).read_text(encoding="utf-8"))


def steps(kind: str, body: str) -> Iterator[Step]:
    """Yield the commands of a block: each line of `sh`, and what follows `$` in `console`."""
    parts = re.split(r"^\$ ", body, flags=re.M)[1:] if kind == "console" else body.splitlines()
    for part in parts:
        command, _, prints = part.partition("\n")
        code = _EXIT.search(command)
        command = re.sub(r"\s+# .*$", "", command)
        yield Step(command, int(code[1]) if code else 0, prints if kind == "console" else None)


def in_shell(command: str, folder: Path) -> tuple[int, str]:
    """Give a line to a shell, which starts the installed program."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return done.returncode, done.stdout


def typed(command: str, folder: Path) -> tuple[int, str]:
    """Start the program on the words of a line, without the second that loading it takes."""
    return type_command(shlex.split(command)[1:], folder)


def run(step: Step, folder: Path) -> None:
    """Run a command without a terminal; its exit code and words are those of the page."""
    plain = _PLAIN.fullmatch(_QUOTED.sub("", step.command))
    code, written = (typed if plain else in_shell)(step.command, folder)
    assert code == step.code, f"{step.command}\n{written}"
    if step.prints is not None:
        same = doctest.OutputChecker().check_output
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        shown, printed = (_RULE.sub("---", words) for words in (step.prints, written))
        assert same(shown, printed, flags), f"{step.command}\n{written}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_followed_from_its_beginning(page: str, tmp_path: Path) -> None:
    followed = 0
    for block in blocks(page):
        if block["file"]:
            (tmp_path / block["file"]).parent.mkdir(exist_ok=True)
            (tmp_path / block["file"]).write_text(block["body"], encoding="utf-8")
        elif block["kind"] in ("sh", "console"):
            for step in steps(block["kind"], block["body"]):
                if step.command.split()[0] not in ELSEWHERE:
                    run(step, tmp_path)
                    followed += 1
    assert followed


def test_every_make_target_that_a_page_names_is_there() -> None:
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.M))
    for page in PAGES:
        named = re.findall(r"(?:^|`)make ([a-z]+)", (REPO / page).read_text(encoding="utf-8"), re.M)
        assert set(named) <= targets, page
    assert {"demo", "test"} <= targets


def test_every_command_named_in_the_text_is_one() -> None:
    commands = {name for section in COMMANDS.values() for name in section}
    for page in PAGES:
        text = (REPO / page).read_text(encoding="utf-8")
        for words in re.findall(r"`coder ([^`]+)`", text):
            first = shlex.split(words)[0]
            assert first in commands or first == "COMMAND" or first.endswith(".coder"), words


@pytest.mark.parametrize(
    "page",
    [
        path.relative_to(REPO).as_posix()
        for path in (REPO / "README.md", *REPO.glob("docs/**/*.md"))
    ],
)
def test_links_lead_somewhere(page: str) -> None:
    text = (REPO / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"\n\s*", " ", text)):
        if "://" in target:
            continue
        file, _, heading = target.partition("#")
        there = (REPO / page).parent / file if file else REPO / page
        assert there.exists(), f"{page}: {target}"
        if heading:
            lines = there.read_text(encoding="utf-8").splitlines()
            titles = {
                line.lstrip("# ").casefold().replace(" ", "-") for line in lines if line[:1] == "#"
            }
            assert heading in titles, f"{page}: {target}"


def test_every_decision_has_a_number_of_its_own_and_is_in_the_list() -> None:
    folder = REPO / "docs" / "decisions"
    listed = re.findall(r"\]\(([^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    files = sorted(path.name for path in folder.glob("0*.md"))
    assert sorted(listed) == files
    assert len({name[:4] for name in files}) == len(files)
    for name in files:
        first = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(f"# {int(name[:4])}. "), name


def test_the_page_of_the_project_file_names_every_table() -> None:
    page = (REPO / "docs" / "file-format.md").read_text(encoding="utf-8")
    tables = page.partition("**Journalled**")[2].partition("Each has a `guid`")[0]
    named = [name for line in tables.splitlines() for name in re.findall(r"`(\w+)`", line)]
    assert sorted(named) == sorted(JOURNALLED)


def test_the_keys_of_the_guide_can_be_set(home: Path) -> None:
    (body,) = [block["body"] for block in blocks("docs/inspectors.md") if block["kind"] == "toml"]
    config.folder().mkdir(parents=True)
    (config.folder() / "config.toml").write_text(body, encoding="utf-8")
    assert config.keys(keys_by_mode())["code.again"] == "ctrl+g"


# The pages and pictures that are written from the program.


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, REPO / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_keys_is_what_the_program_declares() -> None:
    written = (REPO / "docs" / "keys.md").read_text(encoding="utf-8")
    assert written == script("make_keys").page(), "write it again: make docs"


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("c,enter", "`C`, `Enter`"),
        ("U", "`Shift+U`"),
        ("ctrl+y", "`Ctrl+Y`"),
        ("slash", "`/`"),
        ("right_square_bracket", "`]`"),
        ("pagedown,space", "`Page Down`, `Space`"),
    ],
)
def test_keys_are_written_as_on_a_keyboard(declared: str, shown: str) -> None:
    assert script("make_keys").pretty(declared) == shown


@pytest.mark.parametrize("name", ["screen.svg", "screen-typing.svg"])
def test_the_pictures_fetch_nothing(name: str) -> None:
    svg = (REPO / "docs" / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\s\"')]*", svg) == ["http://www.w3.org/2000/svg"]
    assert "@font-face" not in svg


def test_the_pictures_show_the_demonstration() -> None:
    code = (REPO / "docs" / "screen.svg").read_text(encoding="utf-8").replace("&#160;", " ")
    assert "It was the dumping ground, seen as" in code
    assert "Dumping ground" in code
    typing = (REPO / "docs" / "screen-typing.svg").read_text(encoding="utf-8")
    assert typing.replace("&#160;", " ").count("● met") == 4  # three attributes of 8a, and Type A
