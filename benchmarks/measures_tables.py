"""What tables cost, as whole processes: breakdowns, co-occurrence and all quotations."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator

import generate
from bench import CODER, PYTHON, Bench, Row

_COUNT = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("SELECT code, count(DISTINCT source) FROM codings GROUP BY code").fetchall()
"""
_TARGET = {"S": 0.25, "M": 0.40, "L": 1.5}

_BREAKDOWNS = (
    ("--by", "status"),
    ("--by", "user"),
    ("--by", "role"),
    ("--by", "type"),
    ("--unit", "turns", "--by", "status"),
    ("--unit", "turns", "--by", "user"),
    ("--unit", "turns", "--by", "role"),
)


def breakdowns(bench: Bench) -> Iterator[Row]:
    """Measure theme frequency tables against the bare SQL GROUP BY on the same file."""
    for scale in bench.scales:
        path = generate.write_project(bench.work, scale)
        bare, *ours = bench.in_turn(
            bench.repeats if scale != "L" else 3,
            lambda path=path: bench.timed(PYTHON, "-c", _COUNT, path),
            *(
                lambda path=path, words=words: bench.timed(
                    CODER, "table", "themes", *words, "--project", path
                )
                for words in _BREAKDOWNS
            ),
        )
        limit, name = statistics.median(bare), "Python that counts sources by code in SQL"
        for words, times in zip(_BREAKDOWNS, ours, strict=True):
            what = f"`coder table themes {' '.join(words)}`, {scale}"
            yield Row(what, times, _TARGET[scale], None, limit, name)


_JOIN = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute('''CREATE TEMP TABLE c AS SELECT source, code, CAST(passage AS INTEGER) a,
  CAST(substr(passage, instr(passage, ':') + 1) AS INTEGER) b FROM codings''')
base.execute("CREATE INDEX temp.ci ON c(source, a)")
base.execute('''SELECT x.code, y.code, count(*) FROM c x JOIN c y ON x.source = y.source
  AND x.a < y.b AND y.a < x.b AND x.code < y.code GROUP BY 1, 2''').fetchall()
"""


def together(bench: Bench) -> Iterator[Row]:
    """Measure co-occurrence of 500 codes over 50,000 codings, to csv."""
    path = generate.write_project(bench.work, "M")
    kinds = ("overlap", "sentence", "turn", "source")
    bare, *ours = bench.in_turn(
        3,
        lambda: bench.timed(PYTHON, "-c", _JOIN, path),
        *(
            lambda near=near: bench.timed(
                *(CODER, "table", "cooccurrence", "--near", near),
                *("--format", "csv", "--project", path),
            )
            for near in kinds
        ),
    )
    limit, name = statistics.median(bare), "Python that joins overlapping codings in SQL"
    for near, times in zip(kinds, ours, strict=True):
        what = f"`coder table cooccurrence --near {near}`, M"
        yield Row(what, times, 1.5, None, limit, name)


_QUOTE = """
import csv, sqlite3, sys
base = sqlite3.connect(sys.argv[1])
texts = dict(base.execute(
    "SELECT sources.guid, texts.text FROM sources JOIN texts ON texts.id = sources.text"))
out = csv.writer(sys.stdout)
for source, code, passage in base.execute("SELECT source, code, passage FROM codings"):
    start, _, end = passage.partition(":")
    out.writerow((source, code, texts[source][int(start):int(end)]))
"""


def quoting(bench: Bench) -> Iterator[Row]:
    """Measure all quotations of 50,000 codings to csv."""
    path = generate.write_project(bench.work, "M")
    bare, ours = bench.in_turn(
        5,
        lambda: bench.timed(PYTHON, "-c", _QUOTE, path),
        lambda: bench.timed(CODER, "table", "quotes", "--format", "csv", "--project", path),
    )
    limit, name = statistics.median(bare), "Python that writes words and codes to csv"
    yield Row("`coder table quotes --format csv`, M", ours, 0.8, None, limit, name)


TABLES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "themes": breakdowns,
    "cooccurrence": together,
    "quotes": quoting,
}
