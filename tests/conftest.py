"""Fixtures shared by all tests: projects in memory and in temporary folders, isolated homes."""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.store import Store, create, opening

# A fifth of the time of a screen test goes into looking for garbage among the modules loaded.
gc.set_threshold(50_000, 20, 50)

# Where tests run in the background Ctrl-C may be ignored, and what they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

REPO = Path(__file__).parents[1]
SHARED = REPO.parent / "shared"
"""Material that may stand beside a checkout; tests that want it skip where it is absent."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Use two workers a core: tests of the screen mostly wait."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """Look for garbage in what tests make, and not in the modules and the tests themselves."""
    # Its plugins look for what refers to their numbers, and find nothing among what is frozen.
    importlib.import_module("hypothesis")
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def migrated_once() -> Iterator[None]:
    """Migrate one empty project, and begin every other that a worker makes as a copy of it.

    What brings an older project up to date is the program's own, step by step.
    """
    migrate = opening._migrate
    empty = sqlite3.connect(":memory:", isolation_level=None)
    migrate(empty)

    def begin(connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA schema_version").fetchone() == (0,):
            empty.backup(connection)
        else:
            migrate(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_migrate", begin)
        yield
    empty.close()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep tests away from the settings and the name of whoever runs them."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.delenv("CODER_PROJECT", raising=False)
    monkeypatch.setenv("CODER_USER", "ann")
    return folder


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty project in memory."""
    store = create()
    yield store
    store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test may make a project."""
    return tmp_path / "study.coder"
