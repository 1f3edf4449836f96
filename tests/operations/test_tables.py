"""Tables that people bring as CSV."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coder.errors import RuleFileError
from coder.operations.cases import read_cases
from coder.operations.sources import read_manifest


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("school,status,status\n1a,stuck,unstuck\n", "“status” stands twice"),
        ("school,status,Status\n1a,stuck,unstuck\n", "stands twice"),
        ("school,\n1a,x\n", "a column has no name"),
        ("status\nstuck\n", "“school” is missing"),
        ("school,status\n1a,stuck\n1A,unstuck\n", "line 3"),
        ("school,status\nSchool 5A,stuck\n5a,unstuck\n", "line 3"),
        ("school,status\nSchool ,stuck\n", "is empty"),
        ("school,status\n,stuck\n", "is empty"),
        ("school,status\n1a,stuck,more\n", "more cells"),
    ],
)
def test_a_table_of_cases_that_contradicts_itself_is_refused(
    tmp_path: Path, text: str, why: str
) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(text)
    with pytest.raises(RuleFileError, match=why):
        read_cases(path)


def test_an_unknown_column_of_a_manifest_is_named(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text("file,skool\na.txt,1a\n")
    with pytest.raises(RuleFileError, match="“skool” is no column"):
        read_manifest(path)


def test_a_pipe_is_no_table_and_nobody_waits_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RuleFileError, match="no file"):
        read_cases(pipe)
