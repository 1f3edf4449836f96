"""Where every theme is found, and what follows of each unit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from typing import Self

from coder.frequencies.counting import (
    ALL,
    Asked,
    Groups,
    Selection,
    chains,
    gather,
    interviewers,
    select,
)
from coder.frequencies.read_marks import readers, unread
from coder.frequencies.states import Count, States
from coder.frequencies.units import Base
from coder.model import Evidence, Guid

Counts = tuple[Base, dict[Guid, dict[str, Count]]]
"""The units there are, and the figures by theme and group."""


class Findings:
    """All codings of the evidence, counted by whichever rules are asked for; see `Presence`."""

    used: Collection[Guid] | None = None
    """The codes with which anybody's codings count, where that is known already."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._selected: dict[str, Selection] = {}

    def seen_as(self, evidence: Evidence) -> Self:
        """Return the same codings, of evidence in which nothing but roles is named otherwise."""
        found = copy(self)
        found.evidence = evidence
        return found

    def selection(self, users: str, *, by_turn: bool = True) -> Selection:
        """Return the codings that count under a users rule. Raise NotFound for an unknown user."""
        if users not in self._selected:
            self._selected[users] = select(self.evidence, users)
        return self._selected[users]

    def gather(self, asked: Asked) -> tuple[Base, dict[Guid, Groups]]:
        """Return the units there are, and by theme and group those in which it was found."""
        base = Base(self.evidence, asked.unit, asked.by)
        chain, counted = self.chain(asked), self.selection(asked.users).counted
        return base, gather(counted, base.places, chain, self.agreed(asked))

    def counts(self, asked: Asked) -> Counts:
        """Return the units there are, and the figures by theme and group."""
        return self.counts_each([asked])[0]

    def counts_each(self, questions: Sequence[Asked]) -> list[Counts]:
        """Return the same for several questions, which differ only in the users who count."""
        return list(map(self._counts, questions))

    def _counts(self, asked: Asked) -> Counts:
        base, found = self.gather(asked)
        states = self.states(asked, base)
        return base, {theme: states.counts(theme, groups) for theme, groups in found.items()}

    def states(self, asked: Asked, base: Base) -> States:
        """Return how units fall into the four states, by who read what."""
        return States(base, unread(self.evidence, asked.users, self.chain(asked), self.used))

    def chain(self, asked: Asked) -> dict[Guid, tuple[Guid, ...]]:
        """Return each code with those that it counts for."""
        return chains(self.evidence.codebook, asked.roll_up)

    def agreed(self, asked: Asked) -> dict[Guid, set[Guid]] | None:
        """Return the readers of each source where all of them must agree."""
        return readers(self.evidence) if asked.users == ALL else None

    def sources(self, users: str) -> set[Guid]:
        """Return the sources in which any coding counts."""
        return {item.coding.source for item in self.selection(users).counted}

    def turns(self) -> int:
        """Return how many turns there are that are not the interviewer's."""
        silent = interviewers(self.evidence)
        return sum(t.speaker not in silent for each in self.evidence.turns.values() for t in each)
