"""The screen, from outside: the first paint, moving the cursor and applying codes."""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import generate
from bench import CODER, PYTHON, Bench, Row, p95
from terminal import Terminal

DOWN, PIN = b"\x1b[B", b"1"
_KEYS = 180


BARE = [PYTHON, str(Path(__file__).with_name("bare_app.py"))]
LIMIT = "the same of a bare Textual page"
APPLIES = "key that applies a code to repaint"
Target = tuple[float | None, float | None]
NONE: Target = (None, None)
_APPLY = (0.012, 0.025)
"""Targets of applying a code, durable and repainted, in a project of 415 sources: see `Row`."""


def settings(folder: Path | str) -> dict[str, str]:
    """Return an environment in which nothing outside of a folder is remembered."""
    colours = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    homes = {name: str(folder) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return colours | homes | {"CODER_USER": "ann"}


def screen(bench: Bench) -> Iterator[Row]:
    """Measure the screen: one source of 100,000 words with 5,000 codings, then whole projects."""
    yield from _long(bench)
    yield from _projects(bench)


def _long(bench: Bench) -> Iterator[Row]:
    with bench.scratch() as scratch:
        copy = shutil.copy(generate.write_long(bench.work), Path(scratch, "long.coder"))
        environment = bench.environment | settings(scratch)
        yield from paints("long source", copy, environment, 0.8)
        with (
            Terminal(BARE, "bare line 7", environment) as bare,
            Terminal([CODER, copy], "Codes here", environment) as ours,
        ):
            yield from keys(bare, ours, "long source", (0.010, 0.020))
            memory = "resident memory then, long source"
            yield Row(memory, [ours.memory()], 80, None, bare.memory(), LIMIT, "MiB")


def _projects(bench: Bench) -> Iterator[Row]:
    starts: list[Row] = []
    applied: list[Row] = []
    for scale in (scale for scale in bench.scales if scale != "S"):
        with bench.scratch() as scratch:
            project = generate.write_project(bench.work, scale)
            copy = shutil.copy(project, Path(scratch, f"{scale}.coder"))
            environment = bench.environment | settings(scratch)
            start, whole = paints(scale, copy, environment, 0.8)
            yield from (start, whole)
            starts.append(start)
            with (
                Terminal(BARE, "bare line 7", environment) as bare,
                Terminal([CODER, copy], "Codes here", environment) as ours,
            ):
                move, apply = keys(bare, ours, scale, applying=_APPLY if scale == "M" else NONE)
                yield from (move, apply)
                applied.append(apply)
    for what, rows in (("start to first paint", starts), (APPLIES, applied)):
        for small, large in pairwise(rows):
            yield Row(f"{what}: growth, M to L", [large.median / small.median], 1.5, unit="x")


def paints(
    what: str, project: str | Path, environment: Mapping[str, str], target: float
) -> tuple[Row, Row]:
    """Return what it takes from the start to the first paint, and until all stands there."""
    bare: list[float] = []
    starts: list[float] = []
    wholes: list[float] = []
    for _ in range(5):
        with Terminal(BARE, "bare line 7", environment) as terminal:
            bare.append(terminal.first_paint)
        with Terminal([CODER, str(project)], "Codes here", environment) as terminal:
            starts.append(terminal.first_paint)
            wholes.append(terminal.painted)
    limit = statistics.median(bare)
    return (
        Row(f"start to first paint, {what}", starts, target, None, limit, LIMIT),
        Row(f"start to all codings painted, {what}", wholes),
    )


def keys(
    bare: Terminal, ours: Terminal, what: str, moving: Target = NONE, applying: Target = NONE
) -> tuple[Row, Row]:
    """Return what a key costs beside one of the bare page: to move, and to apply a code."""
    limits, moves, codings = [], [], []
    for number in range(_KEYS + 5):
        seen = bare.press(DOWN), ours.press(DOWN), ours.press(PIN) if number % 3 == 0 else None
        if number >= 5:  # the first keys find caches cold
            for times, seconds in zip((limits, moves, codings), seen, strict=True):
                times.extend([] if seconds is None else [seconds])
    if len(moves) < _KEYS * 0.9 or len(codings) < _KEYS / 3 * 0.9:
        raise RuntimeError("Keys were pressed without a repaint: the measurement means nothing.")
    least = {"limit": statistics.median(limits), "limit_is": LIMIT, "limit_p95": p95(limits)}
    return (
        Row(f"cursor key to repaint, {what}", moves, *moving, **least),
        Row(f"{APPLIES}, {what}", codings, *applying, **least),
    )


SCREEN: dict[str, Callable[[Bench], Iterator[Row]]] = {"screen": screen}
