"""What checking a draft costs: finding one quotation, and a whole check as a process."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import generate
from bench import Bench, Row

from coder.drafts import Sources
from coder.store import open_project, reads

SHORT = 50_000
"""Characters of the one source."""
_QUOTED = 260
_REPEATS = 15
_QUOTATIONS = 20
"""In the draft of the whole process."""

_OPEN = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
texts = [text for (text,) in base.execute(
    "SELECT texts.text FROM sources JOIN texts ON texts.id = sources.text")]
for line in open(sys.argv[2], encoding="utf-8"):
    any(line.strip() in text for text in texts)
"""


def quotations(texts: Mapping[str, str], seed: int = 5) -> tuple[str, str]:
    """Return a quotation word for word, and the same edited around an ellipsis."""
    rng = random.Random(seed)
    text = texts[sorted(texts)[len(texts) // 2]]
    at = text.index(" ", rng.randrange(len(text) // 2)) + 1
    said = text[at : text.index(" ", at + _QUOTED)]
    words = said.split()
    words[7] = "utterly"
    return said, f"{' '.join(words[:18])} ... {' '.join(words[24:])}"


def drafts(bench: Bench) -> Iterator[Row]:
    """Measure finding one quotation in one source and in all, and `coder check` as a process."""
    scale = "M" if "M" in bench.scales else bench.scales[0]
    path = generate.write_project(bench.work, scale)
    with open_project(path) as store:
        texts = reads.texts(store)
    first = texts[sorted(texts)[len(texts) // 2]]
    one = {"one": (first * (SHORT // len(first) + 1))[:SHORT]}
    words = sum(len(text.split()) for text in texts.values()) / 1e6
    yield from _finding("in 50,000 characters", one, 0.005)
    yield from _finding(f"in {words:.1f} million words", texts, 0.5)
    yield from _process(bench, path, texts, scale)


def _finding(where: str, texts: Mapping[str, str], target: float) -> Iterator[Row]:
    """Measure a search with all it prepares, against `in` over the same texts."""
    said, edited = quotations(texts)
    for name, wanted in (("word for word", said), ("edited", edited)):
        limits, times = [], []
        for _ in range(_REPEATS):
            began = time.perf_counter()
            any(wanted in text for text in texts.values())
            limits.append(time.perf_counter() - began)
            began = time.perf_counter()
            found = Sources(texts).find(wanted)
            times.append(time.perf_counter() - began)
            assert found, "a quotation that is there was not found"
        limit = statistics.median(limits)
        what = f"one quotation {name}, {where}"
        yield Row(what, times, target, None, limit, "looking for its letters in every text")


def _process(bench: Bench, path: Path, texts: Mapping[str, str], scale: str) -> Iterator[Row]:
    with bench.scratch() as scratch:
        draft = Path(scratch, "draft.md")
        said = [quotations(texts, seed)[seed % 2] for seed in range(_QUOTATIONS)]
        draft.write_text("\n\n".join(f"“{words}”" for words in said) + "\n", encoding="utf-8")
        python, coder = bench.commands
        bare, ours = bench.in_turn(
            3,
            lambda: bench.timed(python, "-c", _OPEN, path, draft),
            lambda: bench.timed(coder, "check", draft, "--project", path, "--only", "verbatim"),
        )
    limit = statistics.median(bare)
    what = f"`coder check` of {_QUOTATIONS} quotations, half of them edited, {scale}"
    yield Row(what, ours, None, None, limit, "Python that looks for the letters in every text")
