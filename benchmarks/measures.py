"""What is measured: each row with its target and a limit measured in the same run."""

from __future__ import annotations

import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import generate
from bench import CODER, PYTHON, Bench, Row
from measures_drafts import drafts
from measures_finding import finding
from measures_suggestions import suggestions

from coder.model import Passage
from coder.operations.coding import apply_code
from coder.store import Store, open_project, reads

HERE = Path(__file__).parent


def start(bench: Bench) -> Iterator[Row]:
    """Measure what a command costs before it does anything."""
    bare, *ours = bench.in_turn(
        bench.repeats,
        lambda: bench.timed(PYTHON, "-c", "pass"),
        lambda: bench.timed(CODER, "--version"),
        lambda: bench.timed(CODER, "--help"),
    )
    limit = statistics.median(bare)
    for name, times in zip(("--version", "--help"), ours, strict=True):
        yield Row(f"`coder {name}`", times, 0.20, limit=limit, limit_is="Python that does nothing")


_READ = """
import pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    path.read_bytes().decode("utf-8")
"""


def importing(bench: Bench) -> Iterator[Row]:
    """Measure an import with speakers, turns and sentences, as a whole process."""
    for scale in bench.scales:
        count, _ = generate.SCALES[scale]
        folder = bench.work / f"texts-{scale}"
        generate.write_sources(folder, count)
        with bench.scratch() as scratch:
            path = Path(scratch, "study.coder")

            def ours(path: Path = path, folder: Path = folder) -> float:
                path.unlink(missing_ok=True)
                bench.timed(CODER, "init", path)
                return bench.timed(CODER, "import", folder, "--project", path)

            bare, times = bench.in_turn(
                5 if scale == "S" else 3,
                lambda folder=folder: bench.timed(PYTHON, "-c", _READ, folder),
                ours,
            )
        limit = statistics.median(bare)
        name = "Python that reads and decodes the files"
        what = f"`coder import`, {scale}, {count:,} sources"
        yield Row(what, times, None, None, limit, name)


def applying(bench: Bench) -> Iterator[Row]:
    """Measure applying a code until it is on disk, against a bare insert in the same folder."""
    with bench.scratch() as scratch:
        bare = _Bare(Path(scratch, "bare.sqlite"))
        works = [_Work(bench, scale, Path(scratch)) for scale in bench.scales]
        limits, *times = bench.in_turn(300, bare.insert, *(work.apply for work in works))
        for work in works:
            work.store.close()
        bare.base.close()
    limit = statistics.median(limits)
    rows = [
        Row(f"apply a code, {scale}", seconds, None, None, limit, "an insert and commit in SQLite")
        for scale, seconds in zip(bench.scales, times, strict=True)
    ]
    yield from rows
    for small, large in pairwise(rows):
        names = f"{small.what[-1]} to {large.what[-1]}"
        yield Row(f"apply a code: growth, {names}", [large.median / small.median], 1.5, unit="x")


class _Bare:
    """The least that a durable write costs: one row, one commit, WAL and synchronous=FULL."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = FULL")
        self.base.execute("CREATE TABLE codings (guid TEXT PRIMARY KEY, passage TEXT) STRICT")
        self._number = 0

    def insert(self) -> float:
        """Insert one row."""
        self._number += 1
        began = time.perf_counter()
        self.base.execute("BEGIN IMMEDIATE")
        self.base.execute("INSERT INTO codings VALUES (?, ?)", (str(self._number), "10:200"))
        self.base.execute("COMMIT")
        return time.perf_counter() - began


class _Work:
    """Applying codes to passages of a copy of a project, as the screen does."""

    def __init__(self, bench: Bench, scale: str, scratch: Path) -> None:
        copy = shutil.copy(generate.write_project(bench.work, scale), scratch / f"{scale}.coder")
        self.store: Store = open_project(Path(copy))
        self._source = min(reads.sources(self.store))
        self._code = next(iter(reads.codebook(self.store))).guid
        self._sentences = iter(reads.sentences(self.store, self._source))

    def apply(self) -> float:
        """Apply a code to the next passage."""
        sentence = next(self._sentences)
        passage = Passage(sentence.start, sentence.end - 1)
        began = time.perf_counter()
        apply_code(self.store, "ann", self._source, passage, self._code)
        return time.perf_counter() - began


_HASH = """
import hashlib, sqlite3, sys
for id, body in sqlite3.connect(sys.argv[1]).execute("SELECT id, body FROM journal"):
    body = body if isinstance(body, bytes) else body.encode()
    if id != "sha256:" + hashlib.sha256(body).hexdigest(): sys.exit(1)
"""
_VERIFY = {"S": 1.0, "M": 10.0, "L": 120.0}


def verifying(bench: Bench) -> Iterator[Row]:
    """Measure rebuilding a project from its journal and comparing, as a whole process."""
    for scale in bench.scales:
        path = generate.write_project(bench.work, scale)
        bare, ours = bench.in_turn(
            3,
            lambda path=path: bench.timed(PYTHON, "-c", _HASH, path),
            lambda path=path: bench.timed(CODER, "verify", "--project", path),
        )
        limit = statistics.median(bare)
        name = "Python that hashes every entry"
        yield Row(f"`coder verify`, {scale}", ours, _VERIFY[scale], None, limit, name)


def looking_back(bench: Bench) -> Iterator[Row]:
    """Measure a table as at the middle of the history, as a whole process: the costliest place."""
    for scale in bench.scales:
        path = generate.write_project(bench.work, scale)
        with open_project(path) as store:
            (entries,) = store.rows("SELECT count(*) FROM journal")[0]
            middle = store.rows(
                "SELECT id FROM journal ORDER BY clock LIMIT 1 OFFSET ?", (entries // 2,)
            )
        asked = ("table", "coverage", "--project", path)
        now, then = bench.in_turn(
            3,
            lambda asked=asked: bench.timed(CODER, *asked),
            lambda asked=asked, middle=middle: bench.timed(CODER, *asked, "--as-at", middle[0][0]),
        )
        limit, name = statistics.median(now), "the same of the project as it is"
        yield Row(
            f"`coder table coverage --as-at`, {scale}", then, _LOOK_BACK[scale], None, limit, name
        )


_LOOK_BACK = {"S": 2.0, "M": 2.0, "L": 20.0}


MEASURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": start,
    "import": importing,
    "apply": applying,
    "verify": verifying,
    "past": looking_back,
    "find": finding,
    "drafts": drafts,
    "suggestions": suggestions,
}
