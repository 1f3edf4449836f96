"""How things are measured: whole processes timed in turn, and a row for each result."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CODER = str(Path(sys.executable).parent / "coder")
PYTHON = sys.executable

REFERENCE = 0.355
"""Seconds that `import textual.app` took, as a whole process, where the targets were set."""


def p95(times: Sequence[float]) -> float:
    """Return what 95 of 100 times do not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; times in seconds."""

    what: str
    times: Sequence[float]
    target: float | None = None
    target_p95: float | None = None
    limit: float | None = None
    limit_is: str = ""
    unit: str = "s"
    """`s` for times; `MiB`, or `x` for a ratio."""
    limit_p95: float | None = None
    pace: float = 1.0
    """How much slower than where the targets were set the machine was meanwhile."""

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return p95(self.times)

    @property
    def met(self) -> bool:
        """Whether both targets are met by the clock."""
        return self._met(1.0)

    @property
    def met_at_pace(self) -> bool:
        """Whether both targets are met at the pace of the machine where they were set."""
        return self._met(self.pace if self.unit == "s" else 1.0)

    def _met(self, pace: float) -> bool:
        return (self.target is None or self.median <= self.target * pace) and (
            self.target_p95 is None or self.p95 <= self.target_p95 * pace
        )


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how much is measured."""

    work: Path
    scales: Sequence[str]
    repeats: int = 11
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def commands(self) -> tuple[str, str]:
        """What runs Python, and what runs the program."""
        return PYTHON, CODER

    def scratch(self) -> tempfile.TemporaryDirectory[str]:
        """Return a folder on the disk on which the projects lie."""
        return tempfile.TemporaryDirectory(dir=self.work)

    def timed(self, *words: str | Path) -> float:
        """Return how long a whole process takes; what it prints goes nowhere."""
        began = time.perf_counter()
        subprocess.run(
            [str(word) for word in words],
            cwd=self.work,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return time.perf_counter() - began

    def pace(self) -> float:
        """Return how many times as long as where the targets were set a fixed task takes now."""
        times = [self.timed(PYTHON, "-c", "import textual.app") for _ in range(7)]
        return statistics.median(times[1:]) / REFERENCE

    def in_turn(self, count: int, *runs: Callable[[], float]) -> list[list[float]]:
        """Run each in turn, so that a busy moment hits all of them; drop the first round."""
        rounds = [[run() for run in runs] for _ in range(count + 1)]
        return [list(times) for times in zip(*rounds[1:], strict=True)]


def environment() -> dict[str, str]:
    """Return the environment of what is measured: bytecode is kept, and nobody's settings hold."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "CODER_PROJECT", "NO_COLOR", "COLUMNS", "LINES")
    return {key: value for key, value in os.environ.items() if key not in dropped}
