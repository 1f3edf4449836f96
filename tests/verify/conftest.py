"""The demonstration as a bundle, and what is found in one that was tampered with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bundling import Members, members, pack

from coder.operations import lookup, typing
from coder.operations.demo import build_demo
from coder.store import judged, open_project
from coder.verify import verify


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, in which sam has decided 8a and kim has queried it."""
    path = tmp_path_factory.mktemp("bundled") / "demo.coder"
    build_demo(path)
    with open_project(path) as store:
        case = lookup.case(store, "8a")
        typing.decide(store, "sam", case, "Type A", "Two attributes.")
        (made,) = judged.typings(store)
        typing.review(store, "kim", made, typing.QUERY, "Is one teacher enough?")
        union = typing.attribute(store, "antagonistic-union-voice")
        typing.assess(store, "kim", case.guid, union, "contested", "One school.")
    return path


@pytest.fixture(scope="session")
def whole(project: Path) -> Members:
    """What its bundle holds."""
    with open_project(project) as store:
        return members(store)


@pytest.fixture
def made(whole: Members) -> Members:
    """The same, to be changed."""
    return {**whole}


@pytest.fixture
def faults(tmp_path: Path) -> Callable[[Members], list[str]]:
    """All that is found in a bundle whose manifest was made to fit."""

    def found(made: Members) -> list[str]:
        return verify(pack(made, tmp_path / "b.zip")).faults

    return found


@pytest.fixture
def first(faults: Callable[[Members], list[str]]) -> Callable[[Members], str]:
    """What is found first."""
    return lambda made: (faults(made) or [""])[0]
