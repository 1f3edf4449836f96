"""What is different between two moments: codings, codes, values, statuses, outcomes, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coder.display import counted, one_line
from coder.errors import ProjectError
from coder.model import CodeBook, Evidence, natural_key
from coder.operations import history, project, typing
from coder.operations import lists_fields as fields
from coder.operations.listing import Listing
from coder.operations.looking_back import as_at, looked_back
from coder.store import Store, at_one_moment, reads
from coder.typology import said

_WORDS = 80

_OF_A_CODE = ("definition", "include", "exclude", "examples", "indicators", "retired")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was so at a moment."""

    thing: str
    words: str
    same: str = ""
    """What it is compared by, where that is not its words: a code that gets another name makes one
    difference, not one at each of its codings."""


Facts = dict[tuple[str, ...], Fact]
"""By what makes it the same thing at two moments."""


@dataclass(frozen=True, slots=True)
class State:
    """A project at one moment: by kind, each thing and what it was."""

    kinds: Mapping[str, Facts]


KINDS = CODING, CODE, VALUE, STATUS, OUTCOME, DECISION = (
    "coding",
    "code",
    "value",
    "status",
    "outcome",
    "decision",
)


def between(store: Store, user: str, start: str, end: str = "") -> Listing:
    """Return what is different between two moments, of what this user may see.

    Each is an entry or a time, as `as_at` takes them; without an end, the project as it is. Raises
    NotFound for what is neither.
    """
    with as_at(store, start) as past:
        before, since = state(past, user), _moment(past)
    if end:
        with as_at(store, end) as past:
            after, until = state(past, user), _moment(past)
    else:
        after, until = state(store, user), _moment(store)
    records = [
        {"kind": kind, "thing": thing, "before": was, "after": is_}
        for kind in KINDS
        for thing, was, is_ in _differences(before.kinds[kind], after.kinds[kind])
    ]
    told = [("From", since), ("To", until), ("Differences", _counted(records))]
    return Listing("What is different", fields.DIFFERENCES, records, tuple(told))


def in_order(store: Store, one: str, other: str) -> tuple[str, str]:
    """Return the ids of two entries, the earlier first."""
    first, second = sorted(
        (history.entry(store, each) for each in (one, other)), key=lambda e: (e.clock, e.id)
    )
    return first.id, second.id


def _moment(store: Store) -> str:
    for _, words in looked_back(store):
        return words
    return f"the project as it is, entry {store.head}"


def _counted(records: list[dict[str, str]]) -> str:
    kinds = [record["kind"] for record in records]
    found = [counted(kinds.count(kind), kind) for kind in KINDS if kind in kinds]
    return ", ".join(found) or "none"


def _differences(before: Facts, after: Facts) -> Iterator[tuple[str, str, str]]:
    nothing = Fact("", "")
    pairs = [(before.get(key, nothing), after.get(key, nothing)) for key in {**before, **after}]
    for was, is_ in sorted(pairs, key=lambda pair: natural_key(pair[1].thing or pair[0].thing)):
        if (was.same or was.words) != (is_.same or is_.words):
            yield is_.thing or was.thing, was.words, is_.words


@at_one_moment
def state(store: Store, user: str) -> State:
    """Return what a project holds and gives at this moment, of what this user may see."""
    evidence = project.evidence(store, user)
    return State(
        {
            CODING: _codings(store, evidence),
            CODE: _codes(evidence.codebook),
            VALUE: _values(evidence),
            **_typed(store, user, evidence),
        }
    )


def _codings(store: Store, evidence: Evidence) -> Facts:
    found: Facts = {}
    for coding in evidence.codings:
        source = evidence.sources.get(coding.source)
        where = one_line(source.name if source else "a removed source")
        who = one_line(evidence.users[coding.user].name) if coding.user in evidence.users else "?"
        words = one_line(reads.words(store, coding.source, coding.passage), _WORDS)
        code = evidence.codebook.resolve(coding.code)
        found[coding.guid,] = Fact(
            f"{where}, by {who}",
            f"{one_line(evidence.codebook.name(code))} on “{words}” ({coding.passage})",
            f"{code} {coding.passage}",
        )
    return found


def _codes(book: CodeBook) -> Facts:
    """Return each code's columns, each a thing of its own."""
    found: Facts = {}
    for code in book:
        name, parent = one_line(code.name), book.parent(code.guid)
        found[code.guid, "name"] = Fact(f"{name}: name", name)
        above = one_line(book.name(parent)) if parent else "at the top"
        found[code.guid, "parent"] = Fact(f"{name}: stands under", above, parent or "-")
        for column in _OF_A_CODE:
            value = getattr(code, column)
            words = "; ".join(value) if isinstance(value, tuple) else str(value or "")
            if words:
                found[code.guid, column] = Fact(f"{name}: {column}", one_line(words, 500), words)
    return found


def _values(evidence: Evidence) -> Facts:
    return {
        (case.guid, variable): Fact(f"{one_line(case.name)}: {one_line(variable)}", one_line(value))
        for case in evidence.cases.values()
        for variable, value in case.values.items()
    }


def _typed(store: Store, user: str, evidence: Evidence) -> dict[str, Facts]:
    """Return statuses, outcomes under the readings in use, and decisions; none without rules."""
    found: dict[str, Facts] = {STATUS: {}, OUTCOME: {}, DECISION: {}}
    try:
        traces = typing.traces(store, user, seen=evidence)
    except ProjectError:
        return found
    decided = typing.decided(store, user, traces)
    for trace in traces:
        case, name = trace.case.guid, one_line(trace.case.name)
        for each in trace.attributes if trace.typed else ():
            thing = f"{name}: {one_line(each.attribute.name)}"
            found[STATUS][case, each.attribute.id] = Fact(thing, each.status)
        for type_ in trace.in_use:
            words = said(type_.outcome) if trace.typed else f"not typed: {trace.reason}"
            found[OUTCOME][case, type_.type.id] = Fact(f"{name}: Type {type_.type.id}", words)
        if decision := decided.get(case):
            found[DECISION][case,] = Fact(name, one_line(decision.words, 500), decision.words)
    return found
