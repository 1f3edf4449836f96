"""Figures of a project: one question, one answer, and the passages behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder import frequencies
from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.frequencies import ROLE, Themes
from coder.model import Evidence, Guid, Passage, Scale, Table, User
from coder.operations import grouping, lookup, project
from coder.operations.memory import uncollected
from coder.store import Store, at_one_moment, reads

KINDS = THEMES, MATRIX, QUOTES, COVERAGE = ("themes", "matrix", "quotes", "coverage")

STATUS = "status"
"""The variable that schools are grouped by where nobody says otherwise."""

NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """Which table, and by which rules it counts."""

    kind: str = THEMES
    unit: str = "schools"
    by: str = ""
    """Of themes: a case variable, `role` or `none`; empty is by status where schools have one."""
    users: str = "any"
    """`any`, `all` (who read it) or the guid of one."""
    roll_up: bool = True
    scale: str = ""
    """Of themes: the name of a scale in whose words figures are said too."""
    code: Guid | None = None
    """Of quotes: only this code and those under it."""
    case: Guid | None = None
    """Of quotes: only this school."""
    group: tuple[str, str] | None = None
    """Of quotes: only where a case variable, or role, has this value."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A table with what a screen needs to show it and to ask on."""

    question: Question
    """With `by` as it was understood."""
    table: Table
    themes: Themes | None
    """What the table was laid out from, where it is one of themes."""
    records: Sequence[Mapping[str, Any]] | None
    """The table as flat objects, where they say more than its cells."""
    groupings: tuple[str, ...]
    """What themes can be grouped by."""
    users: tuple[User, ...]
    """Those that can be counted alone."""
    names_schools: bool
    lacking: str
    """What the project does not have yet, in words; empty where it can be counted."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages behind a figure, and where each stands."""

    table: Table
    places: tuple[tuple[Guid, Passage], ...]
    """For each row, its source and passage."""


@at_one_moment
@uncollected()
def answer(store: Store, user: str, question: Question) -> Answer:
    """Count what is asked, of what this user may see.

    Raises NotFound for a unit, grouping, user or scale that is not there.
    """
    evidence = project.evidence(store, user)
    groupings = _groupings(evidence)
    asked = replace(question, by=question.by or (STATUS if STATUS in groupings else NONE))
    themes = _themes(store, evidence, asked) if asked.kind == THEMES else None
    table = _table(store, evidence, asked, themes)
    return Answer(
        question=asked,
        table=table,
        themes=themes,
        records=None if themes is None else frequencies.themes_records(themes),
        groupings=groupings,
        users=tuple(evidence.users.values()),
        names_schools=asked.kind == QUOTES or _names_schools(evidence, table),
        lacking=_lacking(evidence),
    )


def _themes(store: Store, evidence: Evidence, asked: Question) -> Themes:
    return frequencies.themes(
        evidence,
        unit=asked.unit,
        by=None if asked.by == NONE else asked.by,
        users=asked.users,
        roll_up=asked.roll_up,
        scale=_scale(store, asked.scale) if asked.scale else None,
    )


def _table(store: Store, evidence: Evidence, asked: Question, themes: Themes | None) -> Table:
    provenance = project.provenance(store)
    if themes is not None:
        return frequencies.themes_table(themes, provenance)
    if asked.kind == MATRIX:
        return frequencies.matrix(
            evidence, users=asked.users, roll_up=asked.roll_up, provenance=provenance
        )
    if asked.kind == QUOTES:
        if asked.group is not None:
            grouping.check(evidence, *asked.group)
        return frequencies.quotes(
            evidence,
            reads.texts(store),
            code=asked.code,
            case=asked.case,
            group=asked.group,
            users=asked.users,
            provenance=provenance,
        )
    return frequencies.coverage(evidence, provenance=provenance)


def users_rule(store: Store, named: str) -> str:
    """Return which users count: `any`, `all` (who read it) or the guid of the one named."""
    return named if named in ("any", "all") else lookup.user(store, named).guid


def _scale(store: Store, named: str) -> Scale:
    known = project.scales(store)
    for scale in known:
        if same_name(scale.name) == same_name(named):
            return scale
    names = ", ".join(f"“{one_line(scale.name)}”" for scale in known) or "none"
    raise NotFound(f"There is no scale called “{one_line(named)}”; the project has {names}.")


def _groupings(evidence: Evidence) -> tuple[str, ...]:
    """Return status where schools have one, then the other variables, role and none."""
    known = frequencies.variables(evidence)
    if not known:
        return (NONE, ROLE)
    first = [STATUS] if STATUS in known else []
    return (*first, *(name for name in known if name not in (STATUS, ROLE, NONE)), ROLE, NONE)


def _lacking(evidence: Evidence) -> str:
    if not len(evidence.codebook):
        return "The codebook is empty, so there are no themes to count: make codes in Codebook."
    if not evidence.sources:
        return "There is no transcript yet: import some with `coder import`, then code them."
    if not evidence.codings:
        return "Nothing is coded yet: apply codes to passages in Code, and they are counted here."
    if not evidence.cases:
        return "The project has no schools: count sources or passages instead."
    return ""


def _names_schools(evidence: Evidence, table: Table) -> bool:
    """Whether a heading or a cell of a table is the name of a school."""
    said = {column.heading for column in table.columns}
    said |= {cell for row in table.rows for cell in row if isinstance(cell, str)}
    return any(case.name in said for case in evidence.cases.values())


@at_one_moment
def passages(store: Store, user: str, codings: Sequence[Guid]) -> Passages:
    """Return the passages of codings, in the order of schools, sources and text."""
    evidence = project.evidence(store, user)
    by_guid = {coding.guid: coding for coding in evidence.codings}
    sources = {by_guid[guid].source for guid in codings if guid in by_guid}
    table = frequencies.quotes(
        evidence,
        {source: reads.text(store, source) for source in sources},
        codings=codings,
        provenance=project.provenance(store),
    )
    last = len(table.columns) - 1
    first = [by_guid[table.codings[row, last][0]] for row in range(len(table.rows))]
    return Passages(table, tuple((coding.source, coding.passage) for coding in first))
