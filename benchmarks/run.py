"""Measure the program and print a Markdown table.

    python benchmarks/run.py [--rows start,themes,...] [--scales S,M] [--write docs/benchmarks.md]

Projects are made once, in `benchmarks/work`: S and the long one take seconds, M about a minute.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import generate
from bench import REFERENCE, Bench, Row, environment
from measures import MEASURES
from measures_length import LENGTH
from measures_screen import SCREEN
from measures_tables import TABLES

HERE = Path(__file__).parent
ALL = MEASURES | SCREEN | TABLES | LENGTH
HEAD = ("what", "median", "p95", "at pace", "target", "limit", "times the limit")

PAGE = """# Measurements

Written by `python benchmarks/run.py --write docs/benchmarks.md`; run it again on your machine.

{table}

- **Median** and **p95** (95 of 100 were no slower) of repeated runs. Where a command is named, of
  whole processes, {repeats} of each; of the screen, from the key to the last byte of the repaint,
  from outside, under a pseudo-terminal of 120 by 40.
- **At pace**: median and p95 divided by how much slower this machine was, just before and after,
  than the one on which the targets were set: there `import textual.app` took 355 ms as a whole
  process, here {paces}. A shared machine is not equally fast in every minute.
- **Target**: what we hold ourselves to; where two figures stand, median and p95. ✗ marks a miss,
  (✗) one by the clock only, and not at pace.
- **Limit**: the least that it could cost, measured in the same run and in turn with ours:
{limits}
- Scales: S is 20 sources of 8,000 words with 2,000 codings, M 415 with 50,000, L 4,150 with
  500,000 (measured only where it is asked for: `--scales S,M,L`). The long source has 100,000
  words and 5,000 codings. The words are generated: they compare programs, they do not describe
  real talk.
- Applying a code is done when it is on disk (WAL, synchronous=FULL).

Machine: {machine}.
"""


def figure(seconds: float, unit: str = "s") -> str:
    """Return a time, an amount or a ratio in words."""
    if unit == "MiB":
        return f"{seconds:.0f} MiB"
    if unit == "x":
        return f"{seconds:.2f}"
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def cells(row: Row) -> Iterator[str]:
    """Yield the cells of a row."""
    yield row.what
    yield figure(row.median, row.unit)
    yield figure(row.p95, row.unit) if len(row.times) >= 50 else ""
    targets = [figure(t, row.unit) for t in (row.target, row.target_p95) if t is not None]
    paced = (row.median, row.p95)[: len(targets)] if row.unit == "s" else ()
    yield ", ".join(figure(seconds / row.pace) for seconds in paced)
    miss = "" if row.met else " (✗)" if row.met_at_pace else " ✗"
    yield "≤ " + ", ".join(targets) + miss if targets else ""
    least = [figure(t, row.unit) for t in (row.limit, row.limit_p95) if t is not None]
    yield ", ".join(least)
    yield f"{row.median / row.limit:.1f}" if row.limit else ""


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEAD, ("---", *["--:"] * (len(HEAD) - 1)), *(tuple(cells(row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def limits(rows: Iterable[Row]) -> str:
    """Say once what each limit is."""
    named: dict[str, list[str]] = {}
    for row in rows:
        what = row.what.split(",")[0]
        if row.limit_is and what not in named.setdefault(row.limit_is, []):
            named[row.limit_is].append(what)
    return "\n".join(f"  - of {', '.join(rows)}: {name}" for name, rows in named.items())


def paces(rows: Iterable[Row]) -> str:
    """Say between what the fixed task took."""
    times = sorted(row.pace * REFERENCE * 1000 for row in rows)
    return f"between {times[0]:.0f} and {times[-1]:.0f} ms"


def machine() -> str:
    """Describe the machine in general terms."""
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {gib:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"Textual {version('textual')}"
    )


def _chosen(known: Iterable[str], asked: str) -> list[str]:
    chosen = [name.strip() for name in asked.split(",")]
    if unknown := set(chosen) - set(known):
        sys.exit(f"There is no {', '.join(sorted(unknown))}; choose of {', '.join(known)}.")
    return chosen


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rows", default=",".join(ALL), help="of " + ", ".join(ALL))
    parser.add_argument("--scales", default="S,M", help="of S, M, L; L is made in minutes")
    parser.add_argument("--repeats", type=int, default=11, help="of whole processes; 11")
    parser.add_argument("--write", type=Path, help="write the whole page to this file")
    asked = parser.parse_args()
    names = _chosen(ALL, asked.rows)
    work = HERE / "work"
    work.mkdir(exist_ok=True)
    compileall.compile_dir(HERE.parent / "coder", quiet=1)
    scales = _chosen(generate.SCALES, asked.scales)
    bench = Bench(work, scales, asked.repeats, environment())
    rows = []
    for name in names:
        print(f"Measuring: {name}", file=sys.stderr)
        before = bench.pace()
        found = list(ALL[name](bench))
        pace = (before + bench.pace()) / 2
        rows += [replace(row, pace=pace) for row in found]
    if asked.write:
        said = {"table": table(rows), "limits": limits(rows), "paces": paces(rows)}
        said["repeats"] = f"at most {asked.repeats}"
        page = PAGE.format(**said, machine=machine())
        asked.write.write_text(page, encoding="utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
