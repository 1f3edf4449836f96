"""Trying thousands of sets of changes: passages as bits of a number, and statuses kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coder.model import Assessment, Attribute, Guid, Passage, Type
from coder.typology.basis import Basis
from coder.typology.changes import Change
from coder.typology.grounds import Ground
from coder.typology.least import enough
from coder.typology.rules import Outcome, Readings, Status, assessed, computed, outcome

_Key = tuple[Guid, Passage]


@dataclass(frozen=True, slots=True)
class _Side:
    """The passages on one side of an attribute."""

    mask: int
    needed: int
    """How many of them must go, at least, before the side says something else; 0: it cannot."""


class Quick:
    """What sets of changes make of the outcomes of one case; changes are named by their number."""

    def __init__(self, basis: Basis, changes: Sequence[Change], readings: Readings) -> None:
        self.changes = changes
        self._basis, self._readings = basis, readings
        every = (*basis.grounds.values(),)
        keys = dict.fromkeys(g.key for both in every for g in (*both.for_, *both.against))
        self._bits: dict[_Key, int] = {key: 1 << at for at, key in enumerate(keys)}
        self._dropped = [self._mask(change.dropped) for change in changes]
        self._attributes = {each.id: each for each in basis.typology.attributes}
        self._sides = {id: self._both(each) for id, each in self._attributes.items()}
        self._enough: dict[tuple[str, int], bool] = {}
        self._measured: dict[tuple[str, tuple[str, ...]], list[Status]] = {}

    def _mask(self, keys: Iterable[_Key]) -> int:
        return sum(self._bits[key] for key in keys)

    def _both(self, attribute: Attribute) -> tuple[_Side, _Side]:
        grounds, least = self._basis.grounds[attribute.id], attribute.least(self._basis.least)
        for_, against = (
            self._mask(each.key for each in side) for side in (grounds.for_, grounds.against)
        )
        needed = 0
        if enough(grounds.for_, least):
            counted_only = least.speakers == 1 and least.roles == 1
            needed = len(grounds.for_) - least.passages + 1 if counted_only else 1
        return _Side(for_, needed), _Side(against, len(grounds.against))

    # Which changes can matter.

    def useful(self, type_: Type, readings: Collection[str], size: int) -> list[int]:
        """Return the changes that can be part of a smallest set of this size, for a type.

        A passage can only where so many changes may empty a side of an attribute together, none of
        the others doing so alone: in a smallest set each change is needed.
        """
        drops = self._useful_drops(type_, size)
        return [
            at
            for at, change in enumerate(self.changes)
            if at in drops
            or (change.settled is not None and change.settled[0] in type_.attributes)
            or (change.reading is not None and change.reading[0] in readings)
            or (change.assessment is not None and change.assessment.attribute in type_.attributes)
        ]

    def _useful_drops(self, type_: Type, size: int) -> set[int]:
        found: set[int] = set()
        for side in (side for id in type_.attributes for side in self._sides[id]):
            reach = {
                at: covered
                for at, mask in enumerate(self._dropped)
                if (covered := (mask & side.mask).bit_count())
            }
            part = sorted((n for n in reach.values() if n < side.needed), reverse=True)
            most = sum(part[: size - 1])
            found |= {at for at, n in reach.items() if side.needed and n + most >= side.needed}
        return found

    # What a set of them makes of an outcome.

    def outcome(self, type_: Type, chosen: Sequence[int]) -> Outcome | None:
        """Return the outcome of a type after changes; None where they contradict each other."""
        made = [self.changes[at] for at in chosen]
        settled = dict(each.settled for each in made if each.settled is not None)
        read = dict(each.reading for each in made if each.reading is not None)
        contradicting = sum(each.settled is not None for each in made) > len(settled)
        if contradicting or sum(each.reading is not None for each in made) > len(read):
            return None
        readings = {**self._readings, **read} if read else self._readings
        gone = 0
        for at in chosen:
            gone |= self._dropped[at]
        without = [each.assessment for each in made if each.assessment is not None]
        statuses = {
            id: settled.get(id) or self._status(id, gone, without, readings)
            for id in type_.attributes
        }
        return outcome(type_, statuses, readings)

    def _status(
        self, id: str, gone: int, without: Sequence[Assessment], readings: Readings
    ) -> Status:
        made = self._basis.assessments[id]
        if made:
            left = [each for each in made if not any(each is one for one in without)]
            if left and (status := assessed(left)):
                return status
        for_, against = self._sides[id]
        has_for = self._has(id, for_.mask & ~gone)
        return computed(has_for, bool(against.mask & ~gone), self._measures(id, readings))

    def _has(self, id: str, left: int) -> bool:
        if (id, left) not in self._enough:
            grounds: list[Ground] = [
                each for each in self._basis.grounds[id].for_ if self._bits[each.key] & left
            ]
            least = self._attributes[id].least(self._basis.least)
            self._enough[id, left] = enough(grounds, least)
        return self._enough[id, left]

    def _measures(self, id: str, readings: Readings) -> list[Status]:
        key = id, tuple(readings.values())
        if key not in self._measured:
            measured = self._basis.measures(self._attributes[id], readings)
            self._measured[key] = [each.status for each in measured]
        return self._measured[key]
