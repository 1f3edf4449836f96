"""The kinds of table there are, and how each is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from coder import frequencies
from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.frequencies import ROLE, Themes
from coder.frequencies.behind import Records
from coder.model import Columns, Evidence, Guid, Table
from coder.operations import grouping, project, seeing
from coder.operations.profiles import INSIDE, Release
from coder.operations.project import Voices
from coder.store import Store, reads

if TYPE_CHECKING:
    from coder.frequencies.framework import Framework
    from coder.model import RoleGroups, Scale

KINDS = (
    THEMES,
    MATRIX,
    PAIRS,
    ROLES,
    COOCCURRENCE,
    FRAMEWORK,
    QUOTES,
    COVERAGE,
) = ("themes", "matrix", "pairs", "roles", "cooccurrence", "framework", "quotes", "coverage")

NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """Which table, and by which rules it counts."""

    kind: str = THEMES
    unit: str = "schools"
    """Of themes any unit; of roles schools or sources; of co-occurrence these or places."""
    by: str = ""
    """Of themes: a case variable, `role`, `user`, `type` or `none`; empty is by status where
    schools have one."""
    users: str = "any"
    """`any`, `all` (who read it) or the guid of one."""
    roll_up: bool = True
    scale: str = ""
    """Of themes: the name of a scale in whose words figures are said too."""
    code: Guid | None = None
    """Of quotes: only this code and those under it. Of pairs: pair by pair for this theme."""
    codes: tuple[Guid, ...] = ()
    """Of the framework: its themes; without any the top ones and those summarised."""
    case: Guid | None = None
    """Of quotes: only this school."""
    group: tuple[str, str] | None = None
    """Of quotes: only where a case variable, role or type has this value."""
    near: str = "overlap"
    """Of co-occurrence: what counts as together; one of frequencies.NEAR."""
    pair: str = "pair"
    """Of pairs and the framework: the variable that schools of a pair share."""
    status: str = "status"
    """Of pairs and the framework: the variable in which they differ."""
    between: tuple[str, str] | None = None
    """Of pairs: the two values of it, where there are more."""
    test: bool = False
    """Of pairs: whether the exact McNemar p is wanted."""
    role_groups: RoleGroups | None = None
    """Of roles: which roles are leaders, which teachers; else those of the project."""
    release: Release = INSIDE
    """In which profile it leaves: internal on the screen, publish in a file."""


class Laid(NamedTuple):
    """A table, and what else its kind has."""

    table: Table
    records: Sequence[Mapping[str, Any]] | None = None
    themes: Themes | None = None
    framework: Framework | None = None


class Asked(NamedTuple):
    """All that a table is made from."""

    store: Store
    user: str
    evidence: Evidence
    question: Question
    provenance: Sequence[tuple[str, str]]
    columns: Columns | None = None
    """In place of the turns and codings of the evidence, where `lean` allows it."""


def lean(question: Question) -> bool:
    """Whether columns are enough for the figures; what is behind them they do not say."""
    return question.kind in (THEMES, ROLES, COOCCURRENCE, QUOTES)


def voices(question: Question) -> Voices:
    """Return what must be known of those who speak."""
    themes = question.kind == THEMES
    if question.kind == QUOTES or (themes and question.unit == "speakers"):
        return "named"
    if themes and question.by == grouping.TYPE:
        return "named"  # the rules ask who says it
    by_role = question.kind == ROLES or (themes and question.by == ROLE)
    return "unnamed" if by_role else "none"


def lay_out(asked: Asked) -> Laid:
    """Return the table of a kind. Raises NotFound for a kind, unit, grouping or user not there."""
    kind = asked.question.kind
    if kind not in _KINDS:
        known = ", ".join(KINDS)
        raise NotFound(f"There is no table “{one_line(kind)}”; choose one of {known}.")
    return _KINDS[kind](asked)


def _themes(asked: Asked) -> Laid:
    question = asked.question
    found = frequencies.themes(
        asked.evidence,
        unit=question.unit,
        by=None if question.by == NONE else question.by,
        users=question.users,
        roll_up=question.roll_up,
        scale=_scale(asked.store, question.scale) if question.scale else None,
        columns=asked.columns,
    )
    table = frequencies.themes_table(found, asked.provenance)
    # Few formats ask for the records, and none before the table is laid out.
    return Laid(table, Records(lambda: frequencies.themes_records(found)), found)


# Each of the others is loaded only where it is asked for: a command should not wait for all.


def _matrix(asked: Asked) -> Laid:
    from coder.frequencies.matrix import matrix

    question = asked.question
    return Laid(
        matrix(
            asked.evidence,
            users=question.users,
            roll_up=question.roll_up,
            provenance=asked.provenance,
        )
    )


def _pairs(asked: Asked) -> Laid:
    from coder.frequencies.pairs import pairing, pairs

    question = asked.question
    matched = pairing(asked.evidence, question.pair, question.status, question.between)
    return Laid(
        pairs(
            asked.evidence,
            matched,
            code=question.code,
            users=question.users,
            roll_up=question.roll_up,
            test=question.test,
            provenance=asked.provenance,
        )
    )


def _roles(asked: Asked) -> Laid:
    from coder.frequencies.roles import roles
    from coder.operations.rolegroups import role_groups

    question = asked.question
    return Laid(
        roles(
            asked.evidence,
            question.role_groups or role_groups(asked.store),
            unit=question.unit,
            users=question.users,
            roll_up=question.roll_up,
            provenance=asked.provenance,
            columns=asked.columns,
        )
    )


def _cooccurrence(asked: Asked) -> Laid:
    from coder.frequencies.cooccurrence import cooccurrence

    question = asked.question
    found = cooccurrence(
        asked.evidence,
        reads.all_sentences(asked.store) if question.near == "sentence" else {},
        near=question.near,
        unit=question.unit,
        users=question.users,
        roll_up=question.roll_up,
        provenance=asked.provenance,
        columns=asked.columns,
    )
    return Laid(found.table, found.records)


def _framework(asked: Asked) -> Laid:
    from coder.frequencies.framework import framework

    question = asked.question
    found = framework(
        asked.evidence,
        seeing.summaries(asked.store, asked.user),
        codes=question.codes,
        users=question.users,
        pair=question.pair,
        status=question.status,
        provenance=asked.provenance,
    )
    return Laid(found.table, found.records, framework=found)


def _quotes(asked: Asked) -> Laid:
    from coder.frequencies.quotes import quotes

    question = asked.question
    if question.group is not None:
        grouping.check(asked.evidence, *question.group)
    return Laid(
        quotes(
            asked.evidence,
            reads.texts(asked.store),
            code=question.code,
            case=question.case,
            group=question.group,
            users=question.users,
            provenance=asked.provenance,
            columns=asked.columns,
        )
    )


def _coverage(asked: Asked) -> Laid:
    from coder.frequencies.coverage import coverage

    return Laid(coverage(asked.evidence, provenance=asked.provenance))


_KINDS: Mapping[str, Callable[[Asked], Laid]] = {
    THEMES: _themes,
    MATRIX: _matrix,
    PAIRS: _pairs,
    ROLES: _roles,
    COOCCURRENCE: _cooccurrence,
    FRAMEWORK: _framework,
    QUOTES: _quotes,
    COVERAGE: _coverage,
}


def _scale(store: Store, named: str) -> Scale:
    known = project.scales(store)
    for scale in known:
        if same_name(scale.name) == same_name(named):
            return scale
    names = ", ".join(f"“{one_line(scale.name)}”" for scale in known) or "none"
    raise NotFound(f"There is no scale called “{one_line(named)}”; the project has {names}.")
