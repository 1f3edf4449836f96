"""Fixtures shared by all tests: projects in memory and in temporary folders, isolated homes."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.store import Store, create

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
