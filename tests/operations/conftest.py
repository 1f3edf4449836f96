"""A small study, and a world of two processes, that the tests of operations share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.operations.demo import build_demo
from coder.operations.project import start
from coder.operations.sources import Facts, import_source
from coder.store import Store, open_project
from coder.store.problems import problems
from coder.verify import verify

from .world import World

REPO = Path(__file__).parents[2]

TEXT = """Headteacher: We had four heads. Nobody stayed.

Interviewer: Why?

Teacher 1: The union was strong. It was hard.
"""


@pytest.fixture
def study(tmp_path: Path) -> Store:
    """A project with the report's rules and schools, and one source of school 8a."""
    store = start(
        tmp_path / "study.coder",
        "ann",
        codebook=REPO / "codebooks" / "stuck-schools.toml",
        typology=REPO / "codebooks" / "typology.toml",
        scales=REPO / "codebooks" / "scales.toml",
        cases=REPO / "transcripts" / "schools.csv",
    )
    file = tmp_path / "8a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert not import_source(store, "ann", file, Facts("8A", "focus group", "2019-03")).error
    return store


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.coder"
    build_demo(path)
    return path


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Iterator[Store]:
    """A demonstration project of one's own."""
    with open_project(Path(shutil.copy(built, tmp_path / "demo.coder"))) as store:
        yield store


@pytest.fixture
def world(built: Path, tmp_path: Path) -> Iterator[World]:
    path = Path(shutil.copy(built, tmp_path / "demo.coder"))
    # What is done below, however it ends, leaves a project that holds together.
    with open_project(path) as here, open_project(path) as there:
        yield World(here, there, tmp_path)
        assert problems(here) == []
    assert verify(path).faults == []
