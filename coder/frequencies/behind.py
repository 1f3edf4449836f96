"""The codings behind the figures of a table that has very many: found when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from coder.model import Guid

Place = tuple[int, int]
"""Row and column."""


class Behind(Mapping[Place, tuple[Guid, ...]]):
    """By row and column, the codings behind a figure, found on demand."""

    def __init__(
        self, places: Collection[Place], find: Callable[[int, int], tuple[Guid, ...]]
    ) -> None:
        self._places, self._find = places, find

    def __getitem__(self, place: Place) -> tuple[Guid, ...]:
        if place not in self._places:
            raise KeyError(place)
        return self._find(*place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
