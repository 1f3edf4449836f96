"""What suggestions cost: 500 phrases over a whole project, as a whole process."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

import generate
from bench import CODER, PYTHON, Bench, Row

from coder.operations.codes import edit_code
from coder.store import open_project, reads
from coder.suggest.matching import LEMMA, LOWER

PHRASES = 500

_TARGETS = {("S", LOWER): 2.5, ("S", LEMMA): 3.5, ("M", LOWER): 9.0, ("M", LEMMA): 26.0}

# The least that it could cost: spaCy reads the texts and finds the phrases; nothing is kept.
_BARE = """
import json, sqlite3, sys
import spacy
from spacy.matcher import PhraseMatcher
nlp = spacy.blank("en")
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
matcher.add("phrases", [nlp.make_doc(words) for words in json.load(open(sys.argv[2]))])
base = sqlite3.connect(sys.argv[1])
for (text,) in base.execute("SELECT t.text FROM sources s JOIN texts t ON t.id = s.text"):
    matcher(nlp.make_doc(text))
"""


def phrases() -> list[str]:
    """Return 500 of the 2,352 sentences that generated focus groups are made of: a fifth."""
    parts = (generate._WHO, generate._DID, generate._WHAT, generate._WHEN)
    every = [" ".join(words) for words in itertools.product(*parts)]
    return random.Random(1).sample(every, PHRASES)


def _project(bench: Bench, scale: str, scratch: Path) -> Path:
    """Return a copy of a project whose codes have one phrase each."""
    path = Path(shutil.copy(generate.write_project(bench.work, scale), scratch / f"{scale}.coder"))
    with open_project(path) as store:
        for code, words in zip(reads.codebook(store), phrases(), strict=True):
            edit_code(store, "ann", code.guid, indicators=[words])
    return path


def _timed(bench: Bench, form: str, path: Path) -> float:
    asked = ("suggest", "--by", "indicators", "--match", form, "--format", "csv")
    return bench.timed(CODER, *asked, "--project", path)


def suggestions(bench: Bench) -> Iterator[Row]:
    """Measure looking through all sources by indicators, by lower-case form and by lemma."""
    for scale in bench.scales:
        if (scale, LEMMA) not in _TARGETS:
            continue
        with bench.scratch() as folder:
            path, words = _project(bench, scale, Path(folder)), Path(folder, "phrases.json")
            words.write_text(json.dumps(phrases()), encoding="utf-8")
            bare, lower, lemma = bench.in_turn(
                5 if scale == "S" else 2,
                lambda path=path, words=words: bench.timed(PYTHON, "-c", _BARE, path, words),
                lambda path=path: _timed(bench, LOWER, path),
                lambda path=path: _timed(bench, LEMMA, path),
            )
        limit, name = statistics.median(bare), "spaCy that finds the phrases and keeps nothing"
        for form, times in ((LOWER, lower), (LEMMA, lemma)):
            what = f"`coder suggest`, {PHRASES} phrases by {form}, {scale}"
            yield Row(what, times, _TARGETS[scale, form], None, limit, name)
