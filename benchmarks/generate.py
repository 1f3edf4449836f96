"""Seeded focus groups and projects at three scales, for measuring.

    python benchmarks/generate.py FOLDER [S|M|L]

S is 20 sources and 2,000 codings, M 415 and 50,000, L 4,150 and 500,000; sources have about 8,000
words. The long project is one source of 100,000 words and 5,000 codings. Real talk varies more:
figures measured on this compare programs, they do not describe data.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from coder.model import Passage
from coder.operations.project import start
from coder.operations.sources import Manifest, import_sources
from coder.store import Store, reads

SCALES = {"S": (20, 2_000), "M": (415, 50_000), "L": (4_150, 500_000)}
WORDS = 8_000
SPEAKERS = ("Headteacher", "Senior leader", "Teacher 1", "Teacher 2", "Governor", "Interviewer")
CODES = 500
_ONE_BY_ONE = 50_000
"""Up to so many codings each is an entry of its own, as people make them; above, a hundred."""

_WHO = (
    "We",
    "The staff",
    "Parents",
    "The trust",
    "Our governors",
    "The last headteacher",
    "Pupils",
)
_DID = ("changed", "never had", "worried about", "asked for", "could not keep", "built", "lost")
_WHAT = (
    "a behaviour policy",
    "the support we needed",
    "good teachers",
    "any time to plan",
    "a clear direction",
    "the union with us",
    "places for mid-year transfers",
    "confidence in inspection",
)
_WHEN = (
    "last year",
    "after the visit",
    "for a long time",
    "in special measures",
    "at first",
    "now",
)


def sentence(rng: random.Random) -> str:
    """Return a sentence of about ten words, now and then with a redaction or a dash."""
    words = f"{rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_WHAT)} {rng.choice(_WHEN)}"
    tail = rng.choice((".", ".", ".", "...", " – I think so.", " in [city name].", " [laughs]."))
    return f"{words}{rng.randrange(10_000)}{tail}" if rng.random() < 0.2 else words + tail


def focus_group(rng: random.Random, words: int = WORDS) -> str:
    """Return a transcript of about so many words."""
    turns, spoken = [], 0
    while spoken < words:
        said = " ".join(sentence(rng) for _ in range(rng.randint(1, 10)))
        turns.append(f"{rng.choice(SPEAKERS)}: {said}")
        spoken += len(said.split())
    return "\n\n".join(turns) + "\n"


def write_sources(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Write so many transcripts into a folder; those that are there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    paths = [folder / f"{number:04}.txt" for number in range(count)]
    for path in paths:
        text = focus_group(rng)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    return paths


def codebook(path: Path) -> Path:
    """Write a codebook of 500 codes: 50 themes with nine codes under each."""
    lines = ['name = "generated"\nversion = "1"\n']
    for number in range(CODES):
        parent = f'parent = "Theme {number // 10}"\n' if number % 10 else ""
        name = f"Theme {number // 10}" if number % 10 == 0 else f"Code {number}"
        lines.append(f'[[codes]]\nname = "{name}"\n{parent}indicators = ["phrase {number}"]\n')
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def typology(path: Path) -> Path:
    """Write rules for two types of three attributes each, every attribute with one code."""
    lines = ['name = "generated"\nversion = "1"\nsource = ""\n\n[frame]\nstatus = "stuck"\n']
    for type_, attributes in (("A", ("a", "b", "c")), ("B", ("d", "e", "f"))):
        lines.append(
            f'[[types]]\nid = "{type_}"\nname = "type {type_}"\nattributes = {[*attributes]}\n'
            'count = 2\nquantifier = "at least"\nphrase = "at least two"\nparagraphs = [1]\n'
        )
    for number, attribute in enumerate("abcdef"):
        code = f"Code {1 + 10 * number}"
        lines.append(
            f'[[attributes]]\nid = "{attribute}"\nname = "attribute {attribute}"\n'
            f'definition = ""\ncodes_for = ["{code}"]\nparagraphs = [1]\n'
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def write_project(folder: Path, scale: str, seed: int = 1) -> Path:
    """Make a project at a scale, with cases in pairs and two users' codings; return its path."""
    count, codings = SCALES[scale]
    path = folder / f"{scale}.coder"
    if path.exists():
        return path
    sources = write_sources(folder / f"texts-{scale}", count, seed)
    cases = folder / f"cases-{scale}.csv"
    rows = [f"s{n},{n // 2},{('stuck', 'unstuck')[n % 2]}" for n in range(max(20, count // 5))]
    cases.write_text("school,pair,status\n" + "\n".join(rows) + "\n", encoding="utf-8")
    half = folder / f"half-{scale}.coder"
    half.unlink(missing_ok=True)
    book, rules = codebook(folder / "codebook.toml"), typology(folder / "typology.toml")
    with start(half, "ann", codebook=book, typology=rules, cases=cases) as store:
        import_sources(store, "ann", sources, manifest=Manifest())
        _place(store, len(rows))
        _code(store, random.Random(seed + 1), codings)
    half.rename(path)
    return path


LONG = (100_000, 5_000)
"""Words and codings of the long source: twelve focus groups on end."""


def write_long(folder: Path, seed: int = 1) -> Path:
    """Make a project of one long source with many codings; return its path."""
    words, codings = LONG
    path = folder / "long.coder"
    if path.exists():
        return path
    text = folder / "long.txt"
    text.write_text(focus_group(random.Random(seed), words), encoding="utf-8")
    half = folder / "half-long.coder"
    half.unlink(missing_ok=True)
    with start(half, "ann", codebook=codebook(folder / "codebook.toml")) as store:
        import_sources(store, "ann", [text], manifest=Manifest())
        _code(store, random.Random(seed + 1), codings)
    half.rename(path)
    return path


def _place(store: Store, cases: int) -> None:
    """Give each source a case."""
    known = sorted(reads.cases(store))
    with store.change("place sources", "ann") as change:
        for number, source in enumerate(sorted(reads.sources(store))):
            change.update("sources", source, {"case": known[number % cases]})


def _code(store: Store, rng: random.Random, codings: int) -> None:
    rows = _rows(store, rng, codings)
    batch = 1 if codings <= _ONE_BY_ONE else 100
    for _ in range(codings // batch):
        user = rng.choice(("ann", "bob"))
        with store.change("apply code", user) as change:
            for _ in range(batch):
                change.insert("codings", next(rows) | {"user": change.user})


def _rows(store: Store, rng: random.Random, codings: int) -> Iterator[dict[str, str | int | None]]:
    codes = [code.guid for code in reads.codebook(store)]
    sentences = {guid: reads.sentences(store, guid) for guid in reads.sources(store)}
    sources = sorted(sentences)
    for number in range(codings):
        source = sources[number % len(sources)]
        first = rng.randrange(len(sentences[source]) - 3)
        last = first + rng.randint(0, 2)
        passage = Passage(sentences[source][first].start, sentences[source][last].end)
        yield {"source": source, "code": rng.choice(codes), "passage": str(passage)}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(write_project(target, sys.argv[2] if len(sys.argv) > 2 else "S"))
