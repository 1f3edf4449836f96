"""Themes: how many schools, sources, speakers, turns or passages have each, of how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coder.frequencies import notes
from coder.frequencies.counting import ALL, Asked, Selection, chains, gather, select
from coder.frequencies.read_marks import readers, unread
from coder.frequencies.states import Count, States, total
from coder.frequencies.units import ROLE, WHOLE, Base, check_grouping, check_unit
from coder.model import Code, CodeBook, Evidence, Guid, Scale


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
) -> Themes:
    """Count each theme by the rules of DESIGN, Counting.

    `unit` is schools, sources, speakers, turns or passages; `by` a case variable, role or None;
    `users` any, all (who read it) or the guid of one. Raise NotFound for any other.
    """
    check_unit(unit)
    if by is not None:
        check_grouping(evidence, by)
    asked, selection = Asked(unit, by, users, roll_up), select(evidence, users)
    base, counts = _counts(evidence, selection, asked)
    whole, wholes = base, counts
    if by == ROLE:  # One unit can be in several roles, so the whole is not their sum.
        whole, wholes = _counts(evidence, selection, replace(asked, by=None))
    groups = tuple(group for group in base.groups if group != WHOLE)
    bases = {WHOLE: whole.size(), **{group: base.size(group) for group in groups}}
    rows = []
    for code in evidence.codebook:
        together = total(wholes[code.guid].values(), bases[WHOLE])
        if together.codings or not code.retired:
            by_group = {group: counts[code.guid][group] for group in groups}
            rows.append(_row(evidence.codebook, code, together, by_group))
    told = notes.of_themes(evidence, selection, asked, bases)
    return Themes(unit, by, groups, bases, tuple(rows), told, scale)


def _counts(
    evidence: Evidence, selection: Selection, asked: Asked
) -> tuple[Base, dict[Guid, dict[str, Count]]]:
    """Return the units there are, and the figures by theme and group."""
    chain = chains(evidence.codebook, asked.roll_up)
    agreed = readers(evidence) if asked.users == ALL else None
    base = Base(evidence, asked.unit, asked.by)
    states = States(base, unread(evidence, asked.users, chain))
    hits = gather(selection.counted, base.places, chain, agreed)
    return base, {theme: states.counts(theme, found) for theme, found in hits.items()}


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
