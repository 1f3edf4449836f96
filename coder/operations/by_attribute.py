"""One attribute in all cases: how many passages, speakers and roles, and how those cases come out.

It answers who said something of which schools, as a reader of the report may ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coder.display import counted, one_line
from coder.frequencies import CAVEAT
from coder.model import Attribute, Cell, Column, Table
from coder.operations import project, typing
from coder.operations.explaining.parts import listed
from coder.store import Store, at_one_moment
from coder.typology import AttributeTrace, Trace, said, voices


@dataclass(frozen=True, slots=True)
class ByAttribute:
    """One attribute in all cases that are typed, and in others of which it was said."""

    attribute: Attribute
    traces: tuple[Trace, ...]
    """Those in the table, a row each."""
    table: Table
    records: tuple[dict[str, Any], ...]
    answer: tuple[str, ...]
    """In sentences: of how many cases it was said, by whom, and what else those cases are."""


@at_one_moment
def by_attribute(store: Store, user: str, attribute: Attribute) -> ByAttribute:
    """Return who speaks for and against an attribute, case by case, in natural order.

    Raises ProjectError without a typology.
    """
    everything = typing.traces(store, user)
    found = [(trace, _of(trace, attribute)) for trace in everything]
    shown = [(trace, of) for trace, of in found if trace.typed or _said(of)]
    records = tuple(_record(trace, of) for trace, of in shown)
    answer = tuple(_answer(attribute, shown))
    table = Table(
        title=attribute.name,
        columns=_columns(everything),
        rows=tuple(_row(record) for record in records),
        notes=(
            *(("Answer", words) for words in answer),
            CAVEAT,
            *project.provenance(store),
        ),
    )
    return ByAttribute(attribute, tuple(trace for trace, _ in shown), table, records, answer)


def _of(trace: Trace, attribute: Attribute) -> AttributeTrace:
    return next(each for each in trace.attributes if each.attribute.id == attribute.id)


def _said(each: AttributeTrace) -> bool:
    return bool(each.grounds.for_ or each.grounds.against or each.assessments)


def _record(trace: Trace, each: AttributeTrace) -> dict[str, Any]:
    outcomes = {f"type_{one.type.id.lower()}": said(one.outcome) for one in trace.in_use}
    heard, against = each.voices, voices(each.grounds.against)
    return {
        "case": trace.case.name,
        "status": each.status,
        "from_evidence": each.computed,
        "for": len(each.grounds.for_),
        "against": len(each.grounds.against),
        "speakers": heard.count,
        "at_least": heard.at_least,
        "roles": [one_line(role) for role in heard.roles],
        "speakers_against": against.count,
        "roles_against": [one_line(role) for role in against.roles],
        "flags": [flag for flag in trace.flags if each.attribute.name in flag],
        "reason": trace.reason,
        **{f"type_{type_.id.lower()}": "not typed" for type_ in trace.typology.types},
        **outcomes,
    }


def _columns(traces: Sequence[Trace]) -> tuple[Column, ...]:
    types = traces[0].typology.types if traces else ()
    return (
        Column("case", "case"),
        Column("status", "status"),
        Column("for", "for", True),
        Column("against", "against", True),
        Column("speakers", "speakers"),
        Column("roles", "roles"),
        *(Column(f"type_{each.id.lower()}", f"Type {each.id}") for each in types),
        Column("flags", "look twice"),
    )


def _row(record: dict[str, Any]) -> tuple[Cell, ...]:
    at_least = "at least " if record["at_least"] else ""
    types = [value for key, value in record.items() if key.startswith("type_")]
    return (
        record["case"],
        record["status"],
        record["for"],
        record["against"],
        f"{at_least}{record['speakers']}" if record["for"] else "",
        ", ".join(record["roles"]),
        *types,
        " ".join(record["flags"]),
    )


def _answer(attribute: Attribute, shown: Sequence[tuple[Trace, AttributeTrace]]) -> list[str]:
    """Return the answer in sentences, the cases that are typed apart from the others."""
    typed = [(trace, each) for trace, each in shown if trace.typed]
    speak = [(trace, each) for trace, each in typed if each.grounds.for_]
    names = listed(one_line(trace.case.name) for trace, _ in speak)
    told = [
        f"Of {counted(len(typed), 'case')} typed, {len(speak) or 'none'}"
        f" {'has' if len(speak) == 1 else 'have'} a passage for {attribute.name}"
        + (f": {names}." if speak else ".")
    ]
    for trace, each in speak:
        told.append(_in_case(trace, each))
    outside = [one_line(trace.case.name) for trace, _ in shown if not trace.typed]
    if outside:
        told.append(f"Also said, but not typed: {listed(outside)}.")
    return told


def _in_case(trace: Trace, each: AttributeTrace) -> str:
    roles = listed(one_line(role) for role in each.voices.roles) or "no role given"
    met = [f"Type {one.type.id}" for one in trace.in_use if one.outcome == "met"]
    against = len(each.grounds.against)
    words = (
        f"{one_line(trace.case.name)}: {counted(each.passages, 'passage')} from {each.voices}"
        f" ({roles}), {counted(against, 'passage') if against else 'none'} against."
    )
    also = f" The same case meets {listed(met)}." if met else " It meets no type."
    return words + also
