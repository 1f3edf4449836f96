"""Things along a text: which stand on a passage, and which come next.

What is asked at every key costs no more where there are more of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from coder.model import Guid, Passage

T = TypeVar("T")

_BUCKET = 10
"""Things are looked up by their code points without this many bits."""


def _any(_: object) -> bool:
    return True


class Along(Generic[T]):
    """Things with a guid and a passage, in order of their place."""

    def __init__(self, things: Iterable[tuple[Guid, Passage, T]] = ()) -> None:
        self._held: dict[Guid, tuple[Passage, T]] = {}
        self._order: list[tuple[int, int, Guid]] = []
        self._buckets: dict[int, set[Guid]] = {}
        for guid, passage, thing in things:
            self._put(guid, passage, thing)
            self._order.append((passage.start, passage.end, guid))
        self._order.sort()

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, guid: Guid) -> bool:
        return guid in self._held

    def __iter__(self) -> Iterator[T]:
        return (self._held[guid][1] for _, _, guid in self._order)

    def get(self, guid: Guid) -> T | None:
        """Return the thing of a guid; None where there is none."""
        return self._held[guid][1] if guid in self._held else None

    def add(self, guid: Guid, passage: Passage, thing: T) -> None:
        """Add a thing that is not there yet."""
        self._put(guid, passage, thing)
        insort(self._order, (passage.start, passage.end, guid))

    def _put(self, guid: Guid, passage: Passage, thing: T) -> None:
        self._held[guid] = (passage, thing)
        for bucket in _buckets(passage):
            self._buckets.setdefault(bucket, set()).add(guid)

    def remove(self, guid: Guid) -> None:
        """Take a thing away; one that is not there is none."""
        if guid not in self._held:
            return
        passage, _ = self._held.pop(guid)
        for bucket in _buckets(passage):
            self._buckets[bucket].discard(guid)
        del self._order[bisect_left(self._order, (passage.start, passage.end, guid))]

    def over(self, passage: Passage) -> list[T]:
        """Return the things that share a code point with a passage, by place."""
        near = {guid for bucket in _buckets(passage) for guid in self._buckets.get(bucket, ())}
        found = [
            (at.start, at.end, guid)
            for guid in near
            if (at := self._held[guid][0]).start < passage.end and passage.start < at.end
        ]
        return [self._held[guid][1] for _, _, guid in sorted(found)]

    def step(
        self, passage: Passage, by: int, fits: Callable[[T], bool] = _any
    ) -> tuple[Passage, T] | None:
        """Return the nearest thing that fits after a passage (`by` 1) or before it (-1).

        After means that it begins later, or at the same place and ends later.
        """
        place = (passage.start, passage.end)
        if by > 0:
            numbers = range(bisect_right(self._order, (*place, "\uffff")), len(self._order))
        else:
            numbers = range(bisect_left(self._order, (*place, "")) - 1, -1, -1)
        for number in numbers:
            held = self._held[self._order[number][2]]
            if fits(held[1]):
                return held
        return None


def _buckets(passage: Passage) -> range:
    return range(passage.start >> _BUCKET, (max(passage.start, passage.end - 1) >> _BUCKET) + 1)
