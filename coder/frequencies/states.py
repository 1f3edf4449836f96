"""The four states of a unit for a theme: with, without, not yet read for it, no source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from coder.frequencies.counting import Found
from coder.frequencies.units import Base
from coder.model import Guid

WITH, WITHOUT, NOT_YET_READ, NO_SOURCE = "with", "without", "not yet read", "no source"


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of one theme in one group: the four states add up to the base.

    Passages have no base, and nothing but `with_`.
    """

    with_: int
    without: int = 0
    not_yet_read: int = 0
    no_source: int = 0
    base: int | None = None
    at_least: bool = False
    """Whether `with_` is the least it can be: a label is a voice, not a person."""
    codings: tuple[Guid, ...] = ()
    """Those behind `with_`."""


class Held(NamedTuple):
    """The units in which a theme was found in one group."""

    number: int = 0
    though_read: int = 0
    """How many of them are of a holder that was read for the theme."""
    units: Collection[object] = ()
    """Themselves, where they are speakers."""
    codings: tuple[Guid, ...] = ()


def total(counts: Iterable[Count], base: int | None) -> Count:
    """Return the figures of groups that share no unit, taken together."""
    found = list(counts)
    return Count(
        with_=sum(count.with_ for count in found),
        without=sum(count.without for count in found),
        not_yet_read=sum(count.not_yet_read for count in found),
        no_source=sum(count.no_source for count in found),
        base=base,
        at_least=any(count.at_least for count in found),
        codings=tuple(chain.from_iterable(count.codings for count in found)),
    )


class States:
    """How the units of one kind fall into the four states."""

    def __init__(self, base: Base, unread: Mapping[Guid, set[Guid]]) -> None:
        self._base = base
        self.no_source = {holder for holder, found in base.holders.items() if not found}
        # A school is read when all its sources are, and one without sources never is.
        self._read = {
            holder
            for holder, sources in base.holders.items()
            if sources and all(source in unread for source in sources)
        }
        # By holder that was read, the themes that it was not read for; and by theme such holders.
        self._unread = {
            holder: set[Guid]().union(*(unread[source] for source in base.holders[holder]))
            for holder in self._read
        }
        self._stale: dict[Guid, set[Guid]] = {}
        for holder, themes in self._unread.items():
            for theme in themes:
                self._stale.setdefault(theme, set()).add(holder)
        groups = base.by_group.items()
        self._read_sizes = {group: _size(units, self._read) for group, units in groups}
        self._base_sizes = {group: units.total() for group, units in groups}
        self._no_source_sizes = {group: _size(units, self.no_source) for group, units in groups}

    def counts(self, theme: Guid, found: Mapping[str, Found]) -> dict[str, Count]:
        """Return the figures of a theme by group, from where it was found."""
        nothing = Found()
        groups = self._base.by_group
        return {
            group: self.count(theme, group, self._held(theme, found.get(group, nothing)))
            for group in groups
        }

    def _held(self, theme: Guid, found: Found) -> Held:
        holders = Counter(found.units.values())
        though_read = _size(holders, holders.keys() & self.read_for(theme))
        return Held(len(found.units), though_read, found.units, tuple(found.codings))

    def read_for(self, theme: Guid) -> set[Guid]:
        """Return the holders of which silence about the theme means `without`."""
        return self._read - self._stale[theme] if theme in self._stale else self._read

    def not_read_for(self, holder: Guid) -> Collection[Guid] | None:
        """Return the themes that a holder was not read for; None where it was not read at all."""
        return self._unread.get(holder)

    def count(self, theme: Guid, group: str, held: Held) -> Count:
        """Return the figures of a theme in one group."""
        if self._base.unit == "passages":
            return Count(held.number, codings=held.codings)
        base, no_source = self._base_sizes[group], self._no_source_sizes[group]
        read = self._read_sizes[group]
        if theme in self._stale:
            read -= _size(self._base.by_group[group], self._stale[theme])
        without = read - held.though_read
        return Count(
            with_=held.number,
            without=without,
            not_yet_read=base - held.number - without - no_source,
            no_source=no_source,
            base=base,
            at_least=self._base.unit == "speakers" and not self._base.numbered(held.units),
            codings=held.codings,
        )


def _size(base: Mapping[Guid, int], holders: Iterable[Guid]) -> int:
    """Return how many units of a base these holders have."""
    return sum(base[holder] for holder in holders if holder in base)
