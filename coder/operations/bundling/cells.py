"""Statuses, outcomes and figures of a school in the report: for people and for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coder.model import Case
from coder.operations.explaining import GLYPHS
from coder.typology import AttributeTrace, Trace, TypeTrace, said
from coder.writers.report import Grid, Line, Run, line


def data_of(case: Case, **others: str) -> dict[str, str]:
    """Return what a program reads of a cell: of which case it is, and of what of it."""
    return {"case": case.name, **others}


def value(shown: str, data: Mapping[str, str], as_data: str = "") -> Run:
    """Return words that a program can read as a value."""
    return Run(shown, {**data, "value": as_data or shown})


def sign(status: str) -> Run:
    """Return the sign of a status or outcome, for the eye only."""
    return Run(f"{GLYPHS.get(status, status)}\u00a0", look="sign")


def status_of(case: Case, each: AttributeTrace) -> Run:
    """Return the status of an attribute, as a program reads it, too."""
    return value(each.status, data_of(case, attribute=each.attribute.id))


def statuses(trace: Trace) -> list[Line]:
    """Return the status of each attribute, as cells."""
    return [line(sign(each.status), status_of(trace.case, each)) for each in trace.attributes]


def outcomes(trace: Trace) -> list[Line]:
    """Return the outcome of each type in the readings in use, as cells."""
    return [line(sign(each.outcome), _outcome(trace.case, each)) for each in trace.in_use]


def _outcome(case: Case, each: TypeTrace) -> Run:
    data = data_of(case, type=each.type.id, reading=each.reading)
    if each.in_use:
        data["in-use"] = "yes"
    return value(said(each.outcome), data, each.outcome)


_ATTRIBUTES = (
    "Attribute",
    "Status",
    "By the evidence alone",
    "Passages for",
    "Passages against",
    "Speakers for",
    "Their roles",
    "Measured",
    "Assessed",
)


def attributes(trace: Trace) -> Grid:
    """Return what each attribute rests on, in figures."""
    rows = [(line(each.attribute.name), *_figures(trace, each)) for each in trace.attributes]
    caption = f"{trace.case.name}: the attributes in figures"
    return Grid(f"attributes-{trace.case.guid}", caption, _ATTRIBUTES, tuple(rows))


def _figures(trace: Trace, each: AttributeTrace) -> Iterator[Line]:
    def figure(name: str, words: str) -> Line:
        data = data_of(trace.case, attribute=each.attribute.id, figure=name)
        return line(Run(words, {**data, "value": words}))

    at_least = "at least " if each.voices.at_least else ""
    yield line(sign(each.status), status_of(trace.case, each))
    yield figure("computed", each.computed)
    yield figure("for", str(len(each.grounds.for_)))
    yield figure("against", str(len(each.grounds.against)))
    yield figure("speakers", f"{at_least}{each.voices.count}")
    yield figure("roles", ", ".join(each.voices.roles))
    yield line("; ".join(f"{one.measure.name}: {one.status}" for one in each.measures) or "–")
    yield line(", ".join(one.status for one in each.assessments) or "–")


_TYPES = ("Type", "Reading", "Outcome", "Met", "Not met", "Not known or contested")


def types(trace: Trace) -> Grid:
    """Return the outcome of each type under each reading."""
    names = {each.attribute.id: each.attribute.name for each in trace.attributes}

    def named(ids: Sequence[str]) -> Line:
        return line(", ".join(names[id] for id in ids) or "–")

    rows = tuple(
        (
            line(f"Type {each.type.id}"),
            line(each.reading or "only one", " (in use)" if each.in_use else ""),
            line(sign(each.outcome), _outcome(trace.case, each)),
            named(each.met),
            named(each.not_met),
            named(each.unknown),
        )
        for each in trace.types
    )
    caption = f"{trace.case.name}: the types under each reading"
    return Grid(f"types-{trace.case.guid}", caption, _TYPES, rows)
