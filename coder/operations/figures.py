"""Figures of a project: one question, one answer, and the passages behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coder import frequencies
from coder.frequencies import ROLE, USER, Themes
from coder.model import Column, Columns, Evidence, Guid, Passage, Table, User
from coder.operations import grouping, kinds, lookup, project, stating
from coder.operations.kinds import COOCCURRENCE as COOCCURRENCE
from coder.operations.kinds import COVERAGE as COVERAGE
from coder.operations.kinds import FRAMEWORK as FRAMEWORK
from coder.operations.kinds import KINDS as KINDS
from coder.operations.kinds import MATRIX as MATRIX
from coder.operations.kinds import NONE as NONE
from coder.operations.kinds import PAIRS as PAIRS
from coder.operations.kinds import QUOTES as QUOTES
from coder.operations.kinds import ROLES as ROLES
from coder.operations.kinds import THEMES as THEMES
from coder.operations.kinds import Question as Question
from coder.operations.labels import place_of
from coder.operations.memory import uncollected
from coder.operations.profiles import INSIDE, Release
from coder.store import Store, at_one_moment, reads

if TYPE_CHECKING:
    from coder.frequencies.framework import Framework
    from coder.operations.publishing import View

STATUS = "status"
"""The variable that schools are grouped by where nobody says otherwise."""


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
    framework: Framework | None
    """The same of the framework, with the schools and themes of its cells."""
    lacking: str
    """What the project does not have yet, in words; empty where it can be counted."""
    told: tuple[str, ...] = ()
    """What was withheld in publishing it, for the person who publishes; not for the file."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages behind a figure, and where each stands."""

    table: Table
    places: tuple[tuple[Guid, Passage], ...]
    """For each row, its source and passage; none of what is published."""
    told: tuple[str, ...] = ()
    """What was withheld in publishing it."""


@at_one_moment
@uncollected()
def answer(store: Store, user: str, question: Question, *, behind: bool = True) -> Answer:
    """Count what is asked, of what this user may see.

    `behind` says whether the codings behind the figures are wanted: without them big tables are
    counted faster. Raises NotFound for a unit, grouping, user or scale that is not there.
    """
    if behind or question.release.published or not kinds.lean(question):
        return _answer(store, user, question, project.evidence(store, user))
    seen = project.columns(store, user, voices=kinds.voices(question))
    return _answer(store, user, question, *seen)


def _answer(
    store: Store, user: str, question: Question, evidence: Evidence, columns: Columns | None = None
) -> Answer:
    seen = _published_from(store, evidence, question)
    before, evidence = evidence, seen.evidence if seen else evidence
    groupings = _groupings(store, evidence)
    asked = replace(question, by=question.by or (STATUS if STATUS in groupings else NONE))
    told: tuple[tuple[str, str], ...] = ()
    if _by_type(asked):
        from coder.operations.grouping_types import on_rules, with_types

        ruled = on_rules(store, user, before, columns) if columns else before
        typed, told = with_types(store, user, ruled)
        evidence = _with_types(evidence, typed)
    provenance = (*told, *project.provenance(store, before.codebook))
    laid = kinds.lay_out(kinds.Asked(store, user, evidence, asked, provenance, columns))
    table = _stated(evidence, asked, laid.table)
    answered = Answer(
        question=asked,
        table=table,
        themes=laid.themes,
        framework=laid.framework,
        records=laid.records,
        groupings=groupings,
        users=tuple(evidence.users.values()),
        names_schools=asked.kind == QUOTES or _names_schools(evidence, table),
        lacking=_lacking(evidence, columns.coded if columns else bool(evidence.codings)),
    )
    if seen is None:
        return answered
    from coder.operations import publishing_figures

    return publishing_figures.published(seen, evidence, answered)


def _with_types(evidence: Evidence, typed: Evidence) -> Evidence:
    """Return evidence with the types that schools have under their own values."""
    types = {
        guid: {grouping.TYPE: case.values[grouping.TYPE]} for guid, case in typed.cases.items()
    }
    cases = {
        guid: replace(case, values={**case.values, **types[guid]})
        for guid, case in evidence.cases.items()
    }
    return replace(evidence, cases=cases)


def _published_from(store: Store, evidence: Evidence, question: Question) -> View | None:
    """Return what to count on for publication; None where it stays internal."""
    if not question.release.published:
        return None
    # Loaded only where something is published, as are the rules of types where they group.
    from coder.operations import publishing_figures

    return publishing_figures.view(store, evidence, question)


def _by_type(asked: Question) -> bool:
    by_type = asked.kind == THEMES and asked.by == grouping.TYPE
    return by_type or (asked.group is not None and asked.group[0] == grouping.TYPE)


def _stated(evidence: Evidence, asked: Question, table: Table) -> Table:
    """Return the table with what it does not yet say of itself."""
    limits = {"code": asked.code or "", "case": asked.case or ""}
    limits["group"] = " = ".join(asked.group or ())
    limits["alone"] = "" if asked.roll_up else "yes"
    own = {label for label, _ in table.notes}
    every = (*frequencies.versions(evidence), *stating.apart(evidence, asked.kind, asked.unit))
    told = [note for note in every if note[0] not in own]
    return stating.stated(
        replace(table, notes=(*table.notes, *told)),
        base=stating.base(evidence, asked.kind, len(table.rows), asked.unit),
        filters=stating.filters(evidence, limits, asked.codes),
    )


def users_rule(store: Store, named: str) -> str:
    """Return which users count: `any`, `all` (who read it) or the guid of the one named."""
    return named if named in ("any", "all") else lookup.user(store, named).guid


def _groupings(store: Store, evidence: Evidence) -> tuple[str, ...]:
    """Return status where schools have one, then the other variables, role, user, type, none."""
    known = frequencies.variables(evidence)
    first = [STATUS] if STATUS in known else []
    types = [grouping.TYPE] if grouping.has_types(store) else []
    apart = (STATUS, ROLE, USER, NONE, *types)
    others = [name for name in known if name not in apart]
    found = (*first, *others, ROLE, USER, *types, NONE)
    return found if known else (NONE, *found[:-1])


def _lacking(evidence: Evidence, coded: bool) -> str:
    if not len(evidence.codebook):
        return "The codebook is empty, so there are no themes to count: make codes in Codebook."
    if not evidence.sources:
        return "There is no transcript yet: import some with `coder import`, then code them."
    if not coded:
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
@uncollected()
def passages(
    store: Store, user: str, codings: Sequence[Guid], release: Release = INSIDE
) -> Passages:
    """Return the passages of codings, in the order of schools, sources and text."""
    return _passages(store, project.evidence(store, user), codings, release)


def _passages(
    store: Store,
    evidence: Evidence,
    codings: Sequence[Guid],
    release: Release = INSIDE,
    behind: str = "",
) -> Passages:
    from coder.frequencies.quotes import quotes

    provenance = project.provenance(store, evidence.codebook)
    seen = _published_from(store, evidence, Question(QUOTES, release=release))
    evidence = seen.evidence if seen else evidence
    by_guid = {coding.guid: coding for coding in evidence.codings}
    sources = {by_guid[guid].source for guid in codings if guid in by_guid}
    table = quotes(
        evidence,
        {source: reads.text(store, source) for source in sources},
        codings=codings,
        provenance=provenance,
    )
    last = len(table.columns) - 1
    first = [by_guid[table.codings[row, last][0]] for row in range(len(table.rows))]
    table = stating.stated(
        table,
        base=stating.base(evidence, QUOTES, len(table.rows)),
        filters="Only the passages behind one figure.",
    )
    if behind:
        table = replace(table, notes=(("Behind", behind), *table.notes))
    if seen:
        from coder.operations import publishing

        done = publishing.finished(seen, table, None, None)
        return Passages(done.table, (), done.told)
    return Passages(table, tuple((coding.source, coding.passage) for coding in first))


@at_one_moment
@uncollected()
def behind(store: Store, user: str, question: Question, row: str, column: str = "") -> Passages:
    """Return the passages behind one figure of a table, named as it stands there.

    `row` is what its first cell says, or the last name of its path; `column` the heading, or the
    beginning of it, and may be left out for the first figure that has passages. Raises NotFound.
    """
    evidence = project.evidence(store, user)
    release = question.release
    table = _answer(store, user, replace(question, release=INSIDE), evidence).table
    place = place_of(table, row, column)
    first, heading = table.rows[place[0]][0], table.columns[place[1]].heading
    figure = table.rows[place[0]][place[1]]
    said = f"{table.title}; {first}; {heading}: {'' if figure is None else figure}"
    if release.published:
        from coder.operations import publishing

        seen = publishing.view(store, evidence, release, QUOTES)
        publishing.check_group(seen, _group_of(question, table.columns[place[1]]))
    return _passages(store, evidence, table.codings.get(place, ()), release, said)


def _group_of(question: Question, column: Column) -> tuple[str, str] | None:
    """Return the variable and value that a column of figures is of, where it is of a group."""
    return (question.by, column.group) if question.by and column.group else None
