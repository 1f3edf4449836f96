"""The long public transcripts: imported, corrected, coded, counted and searched as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.frequencies import themes
from coder.operations import codes, coding, correcting, lookup, project, searching, sources
from coder.store import Store, reads
from coder.store.problems import problems
from coder.verify import verify_open

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"

NAMES = ("inquiry-evidence.md", "inquiry-day.md")


@pytest.fixture(params=NAMES)
def file(request: pytest.FixtureRequest) -> Path:
    path = SAMPLES / request.param
    if not path.exists():
        pytest.skip(f"the sample {request.param} is not here")
    return path


@pytest.fixture
def held(store: Store, file: Path) -> Iterator[Store]:
    """A project with the sample, every fifth sentence of it coded by ann."""
    done = sources.import_source(store, "ann", file, sources.Facts("8a"))
    assert not done.error
    code = codes.add_code(store, "ann", "Advice")
    with store.change("apply code", "ann") as change:
        for passage in reads.sentences(store, done.source)[::5]:
            row = {"source": done.source, "code": code, "passage": str(passage)}
            change.insert("codings", row | {"user": change.user})
    yield store
    assert problems(store) == []
    assert verify_open(store.connection).faults == []


def test_a_correction_keeps_every_quotation_that_still_stands(
    held: Store, file: Path, tmp_path: Path
) -> None:
    """A line on top, one phrase written otherwise throughout, and a contribution taken out."""
    old = reads.text(held, lookup.source(held, file.name).guid)
    labels = [found.start() for found in re.finditer(r"(?m)^\*\*[^*]+\*\*:", old)]
    gone = old[labels[-2] : labels[-1]]
    new = "Checked against the recording.\n\n" + old.replace(gone, "").replace(
        " people ", " persons "
    )
    checked = tmp_path / "checked.md"
    checked.write_text(new, encoding="utf-8")
    before = {c.guid: c.passage.quotation(old) for c in reads.codings(held)}
    plan = correcting.plan_correction(held, "ann", lookup.source(held, file.name), checked)
    done = correcting.carry_out(held, "ann", plan)
    now = {c.guid: c.passage.quotation(new) for c in reads.codings(held)}
    assert {guid: before[guid] for guid in now} == now
    assert done.moved + done.waiting == len(before)
    untouched = {
        guid
        for guid, words in before.items()
        if len(words) > 40 and old.count(words) == new.count(words) == 1
    }
    assert untouched <= now.keys()


def test_coding_counting_and_finding(held: Store, file: Path) -> None:
    source = lookup.source(held, file.name)
    text = reads.text(held, source.guid)
    found = list(
        searching.search(held, "ann", "advice*", narrow=searching.Narrow(source=source.guid))
    )
    folded = " ".join(text.split()).casefold()
    assert len(found) == folded.count("advice")
    first = found[0]
    place = coding.locate(held, source, turn=first.turn)
    coding.apply_code(
        held, "ben", source.guid, place, lookup.code(reads.codebook(held), "Advice").guid
    )
    (row,) = themes(project.evidence(held, "ann"), unit="sources", by=None).rows
    assert (row.whole.with_, row.whole.base) == (1, 1)
