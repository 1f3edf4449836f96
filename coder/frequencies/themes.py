"""Themes: how many schools, sources, speakers, turns or passages have each, of how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from coder.frequencies import notes
from coder.frequencies.counting import Asked
from coder.frequencies.found import Findings
from coder.frequencies.presence import Presence
from coder.frequencies.states import Count, total
from coder.frequencies.units import ROLE, USER, WHOLE, by_turn, check_grouping, check_unit, coders
from coder.model import Code, CodeBook, Columns, Evidence, Guid

if TYPE_CHECKING:
    from coder.model import Scale


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme, for the whole and for each group."""

    code: Guid
    name: str
    path: str
    depth: int
    retired: bool
    whole: Count
    groups: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Themes:
    """A theme frequency table before it is laid out."""

    unit: str
    by: str | None
    groups: tuple[str, ...]
    bases: Mapping[str, int | None]
    """By group, the whole under the empty string; passages have none."""
    rows: tuple[ThemeRow, ...]
    """In the order of the codebook."""
    notes: tuple[tuple[str, str], ...]
    scale: Scale | None = None


def themes(
    evidence: Evidence,
    *,
    unit: str = "schools",
    by: str | None = "status",
    users: str = "any",
    roll_up: bool = True,
    scale: Scale | None = None,
    columns: Columns | None = None,
) -> Themes:
    """Count each theme by the rules of DESIGN, Counting.

    `unit` is schools, sources, speakers, turns or passages; `by` a case variable, role,
    user or None; `users` any, all (who read it) or the guid of one. Raise NotFound for any other.

    `columns` may stand for the turns and codings of the evidence: the figures are the same, without
    the codings behind them. They say who coded where users count apart, and who speaks where
    turns, speakers or roles do.
    """
    check_unit(unit)
    if by is not None:
        check_grouping(evidence, by)
    asked = Asked(unit, by, users, roll_up)
    counting = Presence(evidence, columns) if columns else Findings(evidence)
    whole, counted = _columns(counting, asked, columns)
    bases = {WHOLE: whole.size, **{group: column.size for group, column in counted.items()}}
    rows = []
    for code in evidence.codebook:
        together = whole.counts[code.guid]
        by_group = {group: column.counts[code.guid] for group, column in counted.items()}
        if together.with_ or not code.retired or any(c.with_ for c in by_group.values()):
            rows.append(_row(evidence.codebook, code, together, by_group))
    selection = counting.selection(users, by_turn=by_turn(unit, by))
    told = notes.of_themes(evidence, selection, asked, bases)
    return Themes(unit, by, tuple(counted), bases, tuple(rows), told, scale)


class _Column(NamedTuple):
    """A group: how many units it has, and the figure of each theme."""

    size: int | None
    counts: Mapping[Guid, Count]


def _of(group: str, counts: Mapping[Guid, Mapping[str, Count]]) -> dict[Guid, Count]:
    return {theme: by_group[group] for theme, by_group in counts.items()}


def _columns(
    counting: Findings, asked: Asked, columns: Columns | None
) -> tuple[_Column, dict[str, _Column]]:
    """Return the whole, and each group."""
    if asked.by == USER:
        return _by_user(counting, asked, columns)
    base, counts = counting.counts(asked)
    found = {group: _Column(base.size(group), _of(group, counts)) for group in base.groups}
    # A school or a source in which several roles speak is in several groups; a turn has one voice.
    # Of codings, which can be behind several turns, each is to be named once.
    if asked.by == ROLE and not (asked.unit == "turns" and columns):
        whole = _whole(counting, asked)
    else:
        size = base.size()
        whole = _Column(size, {theme: total(by.values(), size) for theme, by in counts.items()})
    return whole, {group: column for group, column in found.items() if group != WHOLE}


def _whole(counting: Findings, asked: Asked) -> _Column:
    base, counts = counting.counts(replace(asked, by=None))
    return _Column(base.size(), _of(WHOLE, counts))


def _by_user(
    counting: Findings, asked: Asked, columns: Columns | None
) -> tuple[_Column, dict[str, _Column]]:
    """Return the whole, and a column for each user: what the table says where they alone count."""
    whole = replace(asked, by=None)
    users = coders(counting.evidence, columns)
    each = counting.counts_each([whole, *(replace(whole, users=user) for _, user in users)])
    first, *others = (_Column(base.size(), _of(WHOLE, counts)) for base, counts in each)
    return first, {name: column for (name, _), column in zip(users, others, strict=True)}


def _row(codebook: CodeBook, code: Code, whole: Count, groups: Mapping[str, Count]) -> ThemeRow:
    return ThemeRow(
        code=code.guid,
        name=code.name,
        path=codebook.path(code.guid),
        depth=codebook.depth(code.guid),
        retired=code.retired,
        whole=whole,
        groups=groups,
    )
