"""Searching a whole project: from the command line, on the screen, and making the index anew."""

from __future__ import annotations

import re
import shutil
import sqlite3
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import generate
from bench import CODER, PYTHON, Bench, Row
from terminal import Terminal

from coder.finding import finder
from coder.store import index, open_project, reads

_MATCH = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("SELECT rowid FROM word_index WHERE word_index MATCH ?", (sys.argv[2],)).fetchall()
"""
_COMMON = "the union with us"
_FTS = "a bare FTS5 query in the same file"


def finding(bench: Bench) -> Iterator[Row]:
    """Measure a phrase that stands once, and one that stands in every source."""
    for scale in bench.scales:
        with bench.scratch() as scratch:
            made = generate.write_project(bench.work, scale)
            path = Path(shutil.copy(made, Path(scratch, f"{scale}.coder")))
            rare = _once(path)
            yield from _commands(bench, path, scale, rare)
            yield from _screen(bench, path, scale, rare)
            yield _again(path, scale)


def _once(path: Path) -> str:
    """Return a phrase that stands in one place only: some sentences end in a number."""
    with open_project(path) as store:
        for source in sorted(reads.sources(store)):
            for match in re.finditer(r"\w+ \w+ \w+ \w+\d{4}\b", reads.text(store, source)):
                phrase = match.group()
                if len(index.candidates(store, finder(phrase).match)) == 1:
                    return phrase
    raise RuntimeError("No phrase stands once.")


def _commands(bench: Bench, path: Path, scale: str, rare: str) -> Iterator[Row]:
    words = [CODER, "find", "--project", path]
    bare, one, many = bench.in_turn(
        bench.repeats,
        lambda: bench.timed(PYTHON, "-c", _MATCH, path, finder(rare).match or ""),
        lambda: bench.timed(*words, rare),
        lambda: bench.timed(*words, _COMMON, "--limit", "50"),
    )
    limit = statistics.median(bare)
    name = f"Python with {_FTS}"
    yield Row(f"`coder find`, {scale}, a phrase that stands once", one, 0.3, None, limit, name)
    what = f"`coder find --limit 50`, {scale}, a phrase in every source"
    yield Row(what, many, 0.3, None, limit, name)


def _screen(bench: Bench, path: Path, scale: str, rare: str) -> Iterator[Row]:
    """Measure from the last letter of a phrase to its first place on the screen."""
    settings = {"XDG_CONFIG_HOME": str(path.parent), "TERM": "xterm-256color", "CODER_USER": "ann"}
    base = sqlite3.connect(path)
    for phrase, shows, what in (
        (rare, "1 place in 1 source", "stands once"),
        (_COMMON, "so far", "is in every source"),
    ):
        limits, times = [], []
        match = finder(phrase).match
        with Terminal([CODER, str(path)], "Codes here", bench.environment | settings) as ours:
            ours.press_until(b"\x06", "ind in all sources")
            ours.press(phrase.encode())
            for _ in range(bench.repeats):
                ours.press(b"\x7f")
                ours.rest()  # else its places are taken for those of the whole phrase
                times.append(ours.press_until(phrase[-1].encode(), shows))
                began = time.perf_counter()
                base.execute(
                    "SELECT rowid FROM word_index WHERE word_index MATCH ?", (match,)
                ).fetchall()
                limits.append(time.perf_counter() - began)
        row = f"last letter to first place on the screen, {scale}, a phrase that {what}"
        yield Row(row, times, 0.05, None, statistics.median(limits), _FTS)
    base.close()


def _again(path: Path, scale: str) -> Row:
    """Measure making the index anew, against FTS5 with the texts as they are."""
    with open_project(path) as store:
        store.connection.execute("BEGIN IMMEDIATE")
        index.forget(store)
        store.connection.execute("COMMIT")
        began = time.perf_counter()
        index.catch_up(store)
        ours = time.perf_counter() - began
        texts = list(reads.texts(store).values())
    bare = sqlite3.connect(path.with_name("bare.sqlite"))
    bare.execute("CREATE VIRTUAL TABLE bare USING fts5(words, content='', columnsize=0)")
    began = time.perf_counter()
    bare.executemany("INSERT INTO bare (rowid, words) VALUES (?, ?)", enumerate(texts))
    bare.commit()
    limit = time.perf_counter() - began
    bare.close()
    return Row(f"make the index anew, {scale}", [ours], None, None, limit, "FTS5 on the bare texts")
