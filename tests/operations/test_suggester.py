"""The process that suggests: told on stdin, answers on stdout, ends with the one that asks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any, ClassVar

import pytest

from coder.operations import suggester
from coder.operations.coding import mark_read
from coder.operations.suggester import DONE, FAILED, FOUND, NOTE
from coder.operations.suggesting import NO_SPACY, Suggesting
from coder.store import Store, open_project, reads
from coder.suggest import from_line


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "demo.coder"))


@pytest.fixture
def process(demo: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The process as it is started, with a folder of its own for whatever it might write."""
    (tmp_path / "temporary").mkdir()
    started = subprocess.Popen(
        suggester.command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary")},
    )
    yield started
    started.kill()
    started.wait()
    for stream in (started.stdin, started.stdout, started.stderr):
        if stream is not None:
            stream.close()


def tell(process: subprocess.Popen[str], *lists: list[str]) -> None:
    assert process.stdin is not None
    for each in lists:
        process.stdin.write(json.dumps(each) + "\n")
    process.stdin.flush()


def until_done(process: subprocess.Popen[str], source: str) -> list[list[Any]]:
    assert process.stdout is not None
    heard = []
    for line in process.stdout:
        heard.append(json.loads(line))
        if heard[-1][:2] == [DONE, source]:
            return heard
    raise AssertionError(f"it ended: {heard[-3:]}")


def test_it_finds_what_is_found_here_changes_no_byte_leaves_no_file_and_ends_with_its_stdin(
    process: subprocess.Popen[str], demo: Path, tmp_path: Path
) -> None:
    before, files = demo.read_bytes(), sorted(tmp_path.rglob("*"))
    with open_project(demo) as store:
        first, second, *_ = reads.sources(store)
        expected = Suggesting(store, "ann").of(first)
    tell(process, [str(demo), "ann"], [first, second])
    heard = until_done(process, first)
    assert {said[1] for said in heard} == {first}, "the source being read comes before all others"
    found = [from_line(line) for kind, *said in heard if kind == FOUND for line in said[1]]
    assert sorted(found, key=str) == sorted(expected, key=str)
    until_done(process, second)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=20) == 0
    assert demo.read_bytes() == before
    assert sorted(tmp_path.rglob("*")) == files
    assert process.stderr is not None
    assert process.stderr.read() == ""


def test_a_project_that_cannot_be_read_is_said_in_one_sentence(
    process: subprocess.Popen[str], tmp_path: Path
) -> None:
    tell(process, [str(tmp_path / "none.coder"), "ann"])
    assert process.stdout is not None
    kind, words = json.loads(process.stdout.readline())
    assert kind == FAILED
    assert "none.coder" in words
    assert process.wait(timeout=20) == 2


class Slow:
    """Suggests endlessly for whatever is asked."""

    notes = ("one thing is wrong",)
    left: ClassVar[dict[str, int]] = {}

    def find(self, source: str) -> Iterator[Any]:
        numbers = iter(range(10**9)) if source == "long" else iter(())
        return (self.one(source, number) for number in numbers)

    def one(self, source: str, number: int) -> Any:
        from coder.model import Passage
        from coder.suggest import Suggestion

        return Suggestion(source, Passage(number, number + 1), "c", "indicators", "", 0.5)


def test_another_source_is_taken_up_in_the_midst_of_one_and_then_it_goes_on() -> None:
    asked: SimpleQueue[list[str]] = SimpleQueue()
    asked.put(["long"])
    answers = suggester.answer(asked, Slow())  # type: ignore[arg-type]
    assert next(answers) == [NOTE, "one thing is wrong"]
    first = next(answers)
    assert first[:2] == [FOUND, "long"]
    asked.put(["short", "long"])
    assert next(answers) == [DONE, "short", 0]
    again = next(answers)
    start = from_line(again[2][0]).passage.start
    assert (again[1], start) == ("long", suggester.CHUNK), "nothing is said twice or left out"
    asked.put(["short"])
    assert next(answers) == [DONE, "short", 0]
    asked.put(["long"])
    assert next(answers)[2] == first[2], "what was no longer wanted begins anew"


def test_importing_what_the_screen_needs_loads_neither_spacy_nor_numpy() -> None:
    code = (
        "import sys, coder.tui.screens.code, coder.operations.settings, coder.cli.main;"
        "print([m for m in ('spacy', 'numpy', 'thinc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_ends_after_half_a_line_of_a_screen_that_died(
    process: subprocess.Popen[str], demo: Path
) -> None:
    tell(process, [str(demo), "ann"])
    assert process.stdin is not None
    process.stdin.write('["half a')
    process.stdin.close()
    assert process.wait(timeout=20) == 0


def test_without_spacy_it_says_so_in_one_sentence(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "spacy").mkdir()
    (tmp_path / "spacy" / "__init__.py").write_text("raise ImportError('broken')\n")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        suggester.command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
    ) as process:
        tell(process, [str(demo), "ann"], ["a"])
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == [FAILED, NO_SPACY]
        assert process.stdout.read() == ""


def test_a_project_in_a_shared_folder_is_read_with_its_locks(demo: Path) -> None:
    from coder.store.opening import open_to_read

    with open_project(demo) as store:
        store.connection.execute("PRAGMA journal_mode = DELETE")
        with open_to_read(demo) as reader:
            assert reader.head == store.head
            (source, *_) = reads.sources(store)
            mark_read(store, "ann", source)
            assert reader.head == store.head, "what is written meanwhile is seen"


def test_a_store_is_enough_to_suggest(study: Store) -> None:
    (source,) = reads.sources(study)
    assert Suggesting(study, "ann").of(source)
