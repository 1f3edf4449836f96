"""A project file holds what people said: who can read it is not left unsaid."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import Type

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems keep no such rights")


def warnings(words: str) -> list[str]:
    return [line for line in words.split("\n") if "can be read by others" in line]


def test_a_file_that_others_can_read_is_warned_of_once_a_command(cli: Type, demo: Path) -> None:
    assert warnings(cli("list", "users").err) == []
    for mode in (0o640, 0o604, 0o660):
        demo.chmod(mode)
        answer = cli("table", "themes", "--format", "csv")
        (warning,) = warnings(answer.err)
        assert "demo.coder" in warning
        assert "can be read by others" not in answer.out
    demo.chmod(0o600)
    assert warnings(cli("list", "users").err) == []


def test_where_it_is_meant_to_be_shared_there_is_no_warning(cli: Type, demo: Path) -> None:
    demo.chmod(0o660)
    assert len(warnings(cli("settings", "set", "shared folder", "yes").err)) == 1
    assert warnings(cli("list", "users").err) == []
    cli("settings", "set", "shared folder", "no")
    assert len(warnings(cli("list", "users").err)) == 1


def test_the_demonstration_without_a_terminal_warns_too(cli: Type, demo: Path) -> None:
    demo.chmod(0o644)
    assert len(warnings(cli("demo").err)) == 1
