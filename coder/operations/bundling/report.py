"""The report of a bundle: one page for people about every school and what its typing rests on."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from coder import __version__
from coder.model import Guid, Inspection, Value, natural_key
from coder.operations.bundling.gathering import Gathered
from coder.operations.bundling.judged import decisions
from coder.operations.bundling.overview import all_schools, sources, themes, withdrawn_section
from coder.operations.bundling.records import record
from coder.operations.bundling.rulebook import rulebook
from coder.operations.bundling.schools import Beside, school
from coder.operations.bundling.touching import Touched, touched
from coder.operations.explaining import explain_each
from coder.operations.history import telling
from coder.store import reads
from coder.verify import wording
from coder.writers.report import (
    Block,
    Facts,
    Line,
    Page,
    Paragraph,
    Points,
    Run,
    Section,
    line,
    write,
)

Decisions = list[tuple[Guid, dict[str, Any]]]

TITLE = "How the schools were typed: evidence, rules and decisions"


def report(gathered: Gathered) -> bytes:
    """Return the page, in UTF-8."""
    made = decisions(gathered)
    schools = tuple(_schools(gathered, made))
    sections = (
        *_checking(gathered.with_texts),
        *rulebook(gathered),
        *all_schools(gathered),
        *schools,
        *_elsewhere(gathered, made),
        themes(gathered),
        sources(gathered),
        withdrawn_section(gathered),
    )
    page = Page(
        title=TITLE,
        lead=_lead(gathered),
        sections=sections,
        top="Internal: names schools and quotes people. Evidence is self-reported.",
        bottom=f"Journal head {gathered.head.id}",
        maker=f"coder {__version__}",
    )
    whole_page = io.BytesIO()
    write(page, whole_page)
    return whole_page.getvalue()


def _lead(gathered: Gathered) -> tuple[Block, ...]:
    head = gathered.head
    texts = wording.of_texts(gathered.with_texts)
    return (
        *(Paragraph(_spoken(each)) for each in (wording.WHAT, wording.INTERNAL)),
        Paragraph(line(wording.SELF_REPORTED), "mark"),
        Facts(
            (
                ("Journal head", line(_head(head.id))),
                ("Entries", line(str(len(gathered.entries)))),
                ("Last entry", line(head.time)),
                ("Checkpoint", line(Run(gathered.checkpoint, look="id"))),
                ("Made by", line(f"coder {__version__}")),
                ("Texts", line(texts)),
            )
        ),
    )


def _spoken(sentence: str) -> Line:
    """Return a sentence in which commands stand between backticks."""
    parts = sentence.split("`")
    return tuple(Run(part, look="id" if at % 2 else "") for at, part in enumerate(parts))


def _head(id: str) -> Run:
    return Run(id, {"figure": "head", "value": id}, look="id")


def _checking(with_texts: bool) -> Iterator[Section]:
    check = tuple(Paragraph(_spoken(each)) for each in wording.CHECK)
    yield Section(line("How to check it"), check, "check")
    told = (
        ("Proved", wording.proved(with_texts)),
        ("Not proved", wording.not_proved(with_texts)),
    )
    both = tuple(Section(line(name), (Points(tuple(map(line, each))),)) for name, each in told)
    yield Section(line("What is proved, and what is not"), both, "proved")


def _schools(gathered: Gathered, made: Decisions) -> Iterator[Section]:
    """Yield a section for each school that the rules are about, or that was decided."""
    about, values, tell = touched(gathered), _values(gathered), telling(gathered.store)
    inspections = _inspections(gathered)
    coded = {
        image.guid: entry.time
        for entry in gathered.entries
        for image in entry.images
        if image.table == "codings" and image.before is None
    }
    sources_of = Counter(source.case for source in gathered.evidence.sources.values())
    shown = [each for each in gathered.traces if each.typed or each.case.guid in gathered.decided]
    for each in explain_each(gathered.store, gathered.user, gathered.evidence, shown):
        case = each.trace.case.guid
        beside = Beside(
            decisions=[decision for of, decision in made if of == case],
            values=values.get(case, []),
            inspections=inspections.get(case, []),
            sources=sources_of[case],
            touched=about.get(case, Touched()),
            coded=coded,
        )
        yield school(each, beside, tell)


def _elsewhere(gathered: Gathered, made: Decisions) -> Iterator[Section]:
    """Yield the decisions on schools without a section: they are no longer in the project."""
    shown = {each.case.guid for each in gathered.traces}
    others = [
        Section(line(decision["case"]), record(decision))
        for of, decision in made
        if of not in shown
    ]
    if others:
        yield Section(line("Decisions on schools that are gone"), tuple(others), "gone")


def _values(gathered: Gathered) -> dict[Guid, list[Value]]:
    """Return the values of each case, by the names of the variables."""
    found: dict[Guid, list[Value]] = {}
    for each in sorted(reads.values(gathered.store), key=lambda one: natural_key(one.variable)):
        found.setdefault(each.case, []).append(each)
    return found


def _inspections(gathered: Gathered) -> dict[Guid, list[Inspection]]:
    """Return the inspections of each case, by day."""
    found: dict[Guid, list[Inspection]] = {}
    for each in reads.inspections(gathered.store):
        found.setdefault(each.case, []).append(each)
    return found
