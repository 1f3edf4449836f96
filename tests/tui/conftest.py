"""Fixtures for the screen: small projects whose counts are known by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder.model import Guid
from coder.operations import codes
from coder.operations.coding import apply_code
from coder.operations.project import start
from coder.operations.sources import Facts, import_source
from coder.store import Store

from . import styles
from .demonstration import demo_copy
from .driving import find_words

TEXTS = {
    "8a": "Headteacher: We are a dumping ground. The union fought every change.\n"
    "Interviewer: Did the union help?\n"
    "Teacher: The union was against us. Then it helped us.\n",
    "7b": "Teacher: The union worked with the leaders.\n",
}

CODINGS = (
    ("ann", "8a", "The union fought every change.", "Antagonistic"),
    ("ann", "8a", "The union was against us.", "Antagonistic"),
    ("ben", "8a", "The union was against us.", "Antagonistic"),
    ("ann", "8a", "Then it helped us.", "Constructive"),
    ("ben", "8a", "The union fought every change.", "Union voice"),
    ("ann", "7b", "The union worked with the leaders.", "Union voice"),
    ("ann", "8a", "Did the union help?", "Union voice"),
    ("ann", "8a", "We are a dumping ground.", "Dumping ground"),
)
"""By hand: Antagonistic 2 passages in 1 school, Constructive 1 in 1, Dumping ground 1 in 1; Union
voice 2 in 2 by itself (the interviewer's words do not count), 4 in 2 with those under it."""


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no process that suggests, but where a test is about that."""
    from coder.tui.screens import code_suggestions

    monkeypatch.setattr(code_suggestions, "DELAY", None)
    monkeypatch.setattr(code_suggestions, "GATHER", 0.001)


@pytest.fixture(autouse=True)
def shared_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse no style sheet twice."""
    styles.share(monkeypatch)


@pytest.fixture
def empty_project(tmp_path: Path) -> Path:
    """A project file with nothing in it."""
    path = tmp_path / "empty.coder"
    start(path, "ann").close()
    return path


@pytest.fixture
def small_project(_built_once: Path, tmp_path: Path) -> Path:
    """A project file with two schools, four codes and the codings of two users."""
    return Path(shutil.copy(_built_once, tmp_path / "small.coder"))


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A demonstration project of one's own."""
    return demo_copy(tmp_path)


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    path = folder / "small.coder"
    with start(path, "ann") as store:
        guids = add_codes(store)
        for school, text in TEXTS.items():
            file = folder / f"{school}.txt"
            file.write_text(text, encoding="utf-8")
            assert not import_source(store, "ann", file, Facts(school=school)).error
        for user, school, words, code in CODINGS:
            apply_code(store, user, *find_words(store, f"{school}.txt", words), guids[code])
    return path


def add_codes(store: Store) -> dict[str, Guid]:
    """Add the four codes; return their guids by name."""
    guids = {"Union voice": codes.add_code(store, "ann", "Union voice")}
    for name in ("Antagonistic", "Constructive"):
        guids[name] = codes.add_code(store, "ann", name, parent=guids["Union voice"])
    guids["Dumping ground"] = codes.add_code(store, "ann", "Dumping ground")
    return guids
