"""Building the demonstration where a build was killed, or a name is not free."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from coder.errors import ProjectError
from coder.operations import demo
from coder.operations.demo import build_demo, demo_path
from coder.store import open_project, reads


def test_what_a_killed_build_left_is_taken_away_once_it_is_old(tmp_path: Path) -> None:
    old, young = tmp_path / ".demo.coder.4711", tmp_path / ".demo.coder.young"
    folder = tmp_path / ".demo.coder.folder"
    for left in (old, young):
        left.write_bytes(b"half")
    folder.mkdir()
    (folder / "demo.coder").write_bytes(b"half")
    for left in (old, folder):
        os.utime(left, (time.time() - 3600,) * 2)
    build_demo(tmp_path / "demo.coder")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".demo.coder.young", "demo.coder"]


def test_a_file_left_by_a_process_of_the_same_number_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / f".demo.coder.{os.getpid()}").write_bytes(b"half")
    build_demo(tmp_path / "demo.coder")
    assert (tmp_path / "demo.coder").is_file()


def test_a_link_to_nowhere_gives_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "demo.coder"
    path.symlink_to("nowhere")
    with pytest.raises(ProjectError, match="is a link to a file that is not there"):
        build_demo(path)
    assert [*tmp_path.iterdir()] == [path]
    assert demo_path(tmp_path, new=True).name == "demo-2.coder"


@pytest.mark.parametrize("there", [False, True])
def test_without_hard_links_it_is_moved_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(demo.os, "link", refuse)
    path = tmp_path / "demo.coder"
    if there:
        path.write_bytes(b"another's")
    build_demo(path)
    assert [*tmp_path.iterdir()] == [path]
    if there:
        assert path.read_bytes() == b"another's"
    else:
        with open_project(path) as store:
            assert len(reads.sources(store)) > 1
