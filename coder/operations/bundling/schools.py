"""The report's section on one school: what it rests on, how it comes out, who decided, its history.

The sentences are those of `coder type CASE`; beside them the same as figures that a program can
read and compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.display import counted
from coder.model import Case, Guid, Inspection, Value
from coder.operations.bundling.cells import attributes, data_of, sign, status_of, types
from coder.operations.bundling.records import decisions, history, known
from coder.operations.bundling.touching import Touched
from coder.operations.explaining import ORIGIN, READINGS, Explanation, Part
from coder.operations.explaining.parts import listed, minute
from coder.operations.history import Telling
from coder.typology import AttributeTrace, Trace
from coder.writers.report import (
    Block,
    Paragraph,
    Quotation,
    Run,
    Section,
    line,
)

SCHOOLS = "schools"
"""The place of the table of all schools."""


def place(case: Case) -> str:
    """Return the place of a school's section in the page."""
    return f"school-{case.guid}"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a section on a school needs beside the explanation."""

    decisions: Sequence[Mapping[str, Any]]
    values: Sequence[Value]
    inspections: Sequence[Inspection]
    sources: int
    """How many the school has."""
    touched: Touched
    coded: Mapping[Guid, str]
    """When each coding was made, in UTC."""


def school(explained: Explanation, beside: Beside, telling: Telling) -> Section:
    """Return the section of one school."""
    trace = explained.trace
    title, *parts = explained.parts
    first, *others = _under_headings(parts)
    blocks: list[Block | Section] = [
        *(_prose(part) for part in first),
        *_silent(trace, beside.sources),
        attributes(trace),
    ]
    in_turn = iter(trace.attributes)
    for heading, *rest in others:
        if heading.words != ORIGIN:  # which is the same for all schools, and stands before them
            of_types = heading.words == READINGS
            below = (types(trace),) if of_types else _rest(rest, trace.case, in_turn, beside)
            blocks.append(Section(line(heading.words), tuple(below)))
    blocks += [
        decisions(beside.decisions),
        known(trace.case, beside.values, beside.inspections),
        history(beside.touched, telling),
    ]
    blocks.append(Paragraph(line(Run("Back to all schools", link=SCHOOLS)), "back"))
    return Section(
        line(title.words), tuple(blocks), place(trace.case), trace.case.name, new_page=True
    )


def _silent(trace: Trace, sources: int) -> Iterator[Paragraph]:
    """Yield what is to be said of a school that nothing speaks for or against."""
    if any(each.grounds.for_ or each.grounds.against for each in trace.attributes):
        return
    none = "No source of this school is in the project"
    silent = f"In the {counted(sources, 'source')} of this school no passage is coded as evidence"
    yield Paragraph(
        line(
            f"{silent if sources else none}: nothing that anyone said speaks for or against any"
            " attribute. That shows nothing of the school."
        ),
        "mark",
    )


def _under_headings(parts: Sequence[Part]) -> list[list[Part]]:
    """Return parts in groups, each but the first with its heading before it."""
    found: list[list[Part]] = [[]]
    for part in parts:
        if part.kind == "heading":
            found.append([])
        found[-1].append(part)
    return found


def _rest(
    parts: Sequence[Part], case: Case, in_turn: Iterator[AttributeTrace], beside: Beside
) -> Iterator[Block | Section]:
    """Yield what stands under a heading; each subheading is that of the next attribute."""
    groups: list[list[Part]] = [[]]
    for part in parts:
        if part.kind == "subheading":
            groups.append([])
        groups[-1].append(part)
    first, *others = groups
    yield from map(_prose, first)
    for _, *rest in others:
        each = next(in_turn)
        words = (sign(each.status), f"{each.attribute.name}: ", status_of(case, each))
        blocks = (
            _quotation(part, case, each, beside) if part.kind == "passage" else _prose(part)
            for part in rest
        )
        yield Section(line(*words), tuple(blocks))


def _quotation(part: Part, case: Case, each: AttributeTrace, beside: Beside) -> Quotation:
    side, who, where, coded = part.about
    grounds = each.grounds.for_ if side == "for" else each.grounds.against
    ground = next(one for one in grounds if one.key == part.place)
    passage = str(ground.passage)
    data = {"attribute": each.attribute.id, "side": side, "source": ground.source.guid}
    times = dict.fromkeys(minute(beside.coded[coding.guid]) for coding in ground.codings)
    return Quotation(
        Run(part.words, data_of(case, **data, passage=passage)),
        f"{who}, {where} [{passage}]",
        f"{coded} ({listed(times)})",
        side,
    )


def _prose(part: Part) -> Paragraph:
    look = "fine" if part.kind == "fine" else "mark" if part.sign == "!" else ""
    signed = (sign(part.sign),) if part.sign and not look else ()
    return Paragraph(line(*signed, part.words), look)
