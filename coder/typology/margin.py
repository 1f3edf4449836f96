"""The margin of an outcome: the smallest sets of changes that alter it, found by search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

from coder.model import Type
from coder.typology.basis import Basis, relevant_readings
from coder.typology.changes import Change
from coder.typology.quick import Quick
from coder.typology.rules import Outcome, Readings, outcome, said

MOST_CHANGES = 3
"""How many changes together are tried."""

MOST_SETS = 10_000
"""How many sets of one size are tried; where there are more, that is said."""

_NUMBERS = ("No", "One", "Two", "Three")
_NAMED = 3
"""How many sets a sentence names for each outcome."""


@dataclass(frozen=True, slots=True)
class Together:
    """Changes that together alter an outcome, and to what."""

    changes: tuple[Change, ...]
    after: Outcome


@dataclass(frozen=True, slots=True)
class Margin:
    """The smallest sets of changes that alter the outcome of one type."""

    type: str
    """The id of the type."""
    before: Outcome
    size: int
    """How many changes each set has; 0 where none that was tried alters it."""
    sets: tuple[Together, ...]
    untried: int = 0
    """How many sets of the last size were not tried, because there are too many."""

    @property
    def words(self) -> str:
        """Return one sentence for the researcher."""
        of = f"Type {self.type}, which is {said(self.before)}"
        size = _NUMBERS[self.size or MOST_CHANGES].lower()
        rest = f" ({self.untried:,} more sets of {size} were not tried)" if self.untried else ""
        if not self.size:
            return f"No {size} changes alter {of}{rest}."
        lead = "One change" if self.size == 1 else f"{size.capitalize()} changes together"
        by_after: dict[Outcome, list[str]] = {}
        for each in self.sets:
            words = " and ".join(one.words.rstrip(",") for one in each.changes)
            by_after.setdefault(each.after, []).append(words)
        ways = "; ".join(f"{said(after)} by {_some(ways)}" for after, ways in by_after.items())
        return f"{lead} would alter {of}: it would be {ways}{rest}."


def _some(ways: Sequence[str]) -> str:
    more = len(ways) - _NAMED
    named = ", or by ".join(ways[:_NAMED])
    return f"{named}, or {more} other {'way' if more == 1 else 'ways'}" if more > 0 else named


def margins(basis: Basis, single: Sequence[Change], readings: Readings) -> tuple[Margin, ...]:
    """Return the margin of each type under the readings in use.

    `single` are the changes there are. Tried are all sets of one, then of two, then of three, up to
    the first size at which some alter the outcome of the type.
    """
    quick = Quick(basis, single, readings)
    return tuple(_margin(basis, type_, quick, readings) for type_ in basis.typology.types)


def _margin(basis: Basis, type_: Type, quick: Quick, readings: Readings) -> Margin:
    before = outcome(type_, basis.statuses(readings), readings)
    read = set(relevant_readings(basis.typology, type_))
    untried = 0
    for size in range(1, MOST_CHANGES + 1):
        candidates = quick.useful(type_, read, size)
        untried = max(0, comb(len(candidates), size) - MOST_SETS)
        found = tuple(
            Together(tuple(quick.changes[each] for each in chosen), after)
            for chosen in islice(combinations(candidates, size), MOST_SETS)
            if (after := quick.outcome(type_, chosen)) is not None and after != before
        )
        if found or untried:
            return Margin(type_.id, before, size if found else 0, found, untried)
    return Margin(type_.id, before, 0, (), untried)
