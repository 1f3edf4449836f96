"""What a table that has very many figures says of each: found when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from coder.model import Cell, Guid

Place = tuple[int, int]
"""Row and column."""


class Behind(Mapping[Place, tuple[Guid, ...]]):
    """By row and column, the codings behind a figure, found on demand."""

    def __init__(
        self,
        places: Callable[[], Collection[Place]],
        find: Callable[[int, int], tuple[Guid, ...]],
    ) -> None:
        self._where, self._find = places, find

    @cached_property
    def _places(self) -> Collection[Place]:
        return self._where()

    def __getitem__(self, place: Place) -> tuple[Guid, ...]:
        if place not in self._places:
            raise KeyError(place)
        return self._find(*place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Records(Sequence[Mapping[str, Cell]]):
    """Flat objects for programs, made when the first is asked for."""

    def __init__(self, make: Callable[[], Iterable[Mapping[str, Cell]]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> list[Mapping[str, Cell]]:
        return list(self._make())

    @overload
    def __getitem__(self, at: int) -> Mapping[str, Cell]: ...

    @overload
    def __getitem__(self, at: slice) -> list[Mapping[str, Cell]]: ...

    def __getitem__(self, at: int | slice) -> Mapping[str, Cell] | list[Mapping[str, Cell]]:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)

    def __repr__(self) -> str:
        return repr(self._made)
