"""Real and extreme lengths: importing, opening and correcting one long source.

The public transcripts lie beside a checkout, in `../shared/samples`; where they are absent their
rows are left out, and that is said.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import generate
from bench import CODER, Bench, Row
from measures_screen import BARE, keys, paints, settings
from terminal import Terminal

from coder.model import Passage
from coder.operations.project import start
from coder.operations.sources import Facts, import_source
from coder.store import reads

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
CODINGS = 5_000
_MILLION, _MEGABYTE = 1_000_000, 1_000_000


def texts(work: Path) -> Iterator[tuple[str, Path]]:
    """Yield each text by what it is; samples that are not here are left out, which is said."""
    for name in ("inquiry-evidence.md", "inquiry-day.md"):
        if (SAMPLES / name).exists():
            yield name.removesuffix(".md").replace("-", ", "), SAMPLES / name
        else:
            print(f"Left out: there is no {name} beside this checkout.", file=sys.stderr)
    line = work / "one-line.txt"
    if not line.exists():
        words = generate.focus_group(random.Random(3), 200_000).replace("\n", " ")
        line.write_text(words[:_MEGABYTE], encoding="utf-8")
    yield "one line of 1 MB", line
    million = work / "million.txt"
    if not million.exists():
        million.write_text(generate.focus_group(random.Random(4), _MILLION), encoding="utf-8")
    yield "a million words", million


def edited(text: str) -> str:
    """Return a text as someone checked it: a line on top, a word in 200 changed, turns deleted."""
    rng = random.Random(5)

    def other(found: re.Match[str]) -> str:
        return found[0] if rng.random() < 0.995 else f"{found[0]}ly"

    changed = re.sub(r"(?<= )[a-z]+(?= )", other, text)
    turns = changed.split("\n\n")
    gone = {at for at in range(len(turns)) if at % 100 == 50}
    kept = (turn for at, turn in enumerate(turns) if at not in gone)
    return "Checked against the recording.\n\n" + "\n\n".join(kept)


def _project(work: Path, text: Path) -> Path:
    """Make a project of one text with 5,000 codings; return its path."""
    path = work / f"length-{text.stem}.coder"
    if path.exists():
        return path
    half = work / f"half-{path.name}"
    half.unlink(missing_ok=True)
    rng = random.Random(6)
    with start(half, "ann", codebook=generate.codebook(work / "codebook.toml")) as store:
        source = import_source(store, "ann", text, Facts()).source
        sentences = reads.sentences(store, source)
        codes = [code.guid for code in reads.codebook(store)]
        with store.change("apply code", "ann") as change:
            for _ in range(CODINGS):
                first = rng.randrange(max(1, len(sentences) - 2))
                last = sentences[min(first + rng.randint(0, 2), len(sentences) - 1)]
                row = {"source": source, "code": rng.choice(codes), "user": change.user}
                place = Passage(sentences[first].start, last.end)
                change.insert("codings", row | {"passage": str(place)})
    half.rename(path)
    return path


def length(bench: Bench) -> Iterator[Row]:
    """Measure each text: import and correction as whole processes, and opening it on the screen."""
    for what, text in texts(bench.work):
        project = _project(bench.work, text)
        with bench.scratch() as scratch:
            yield Row(f"`coder import`, {what}", [_imported(bench, Path(scratch), text)])
            yield from _opened(bench, Path(scratch), project, what)
            seconds = _corrected(bench, Path(scratch), project, text)
            yield Row(f"`coder correct`, {what}, {CODINGS:,} codings", [seconds])


def _imported(bench: Bench, scratch: Path, text: Path) -> float:
    path = scratch / "import.coder"
    bench.timed(CODER, "init", path)
    return bench.timed(CODER, "import", text, "--project", path)


def _opened(bench: Bench, scratch: Path, project: Path, what: str) -> Iterator[Row]:
    copy = str(shutil.copy(project, scratch / "open.coder"))
    environment = bench.environment | settings(scratch)
    yield from paints(what, copy, environment, 1.0)
    with (
        Terminal(BARE, "bare line 7", environment) as bare,
        Terminal([CODER, copy], "Codes here", environment) as ours,
    ):
        yield from keys(bare, ours, what)


def _corrected(bench: Bench, scratch: Path, project: Path, text: Path) -> float:
    copy = Path(shutil.copy(project, scratch / "correct.coder"))
    file = scratch / f"checked{text.suffix}"
    file.write_text(edited(text.read_text(encoding="utf-8")), encoding="utf-8")
    return bench.timed(
        CODER, "correct", text.stem, file, "--project", copy, "--user", "ann", "--format", "json"
    )


LENGTH: dict[str, Callable[[Bench], Iterator[Row]]] = {"length": length}
