"""How many units have each theme: what was found source by source, by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress
from operator import eq
from typing import Any, Generic, NamedTuple, TypeVar

from coder.frequencies.cells import Cells, SourceCells
from coder.frequencies.rolled import Finds
from coder.frequencies.states import Count, Held, States
from coder.model import Guid, SourceColumns

T = TypeVar("T")


class Part(NamedTuple, Generic[T]):
    """Codings of a source that bear on one unit of it, or on many."""

    codes: Sequence[int]
    users: Sequence[int]
    places: Sequence[T] | None = None
    """Turns or passages, where each is a unit."""
    cell: int | None = None
    """The one unit."""


class Tally:
    """The units of each theme by group, under one users rule."""

    def __init__(self, base: Cells, states: States) -> None:
        self._base, self._states = base, states
        self._number = defaultdict[str, Counter[Guid]](Counter)
        self._though_read = defaultdict[str, Counter[Guid]](Counter)
        self._voices = defaultdict[tuple[str, Guid], list[object]](list)
        self._schools: dict[Guid, dict[str, set[Guid]]] = {}

    def add(self, source: Guid, cells: SourceCells, part: Part[Any], found: Finds) -> None:
        """Take in the themes that were found in a part of a source."""
        if part.cell is None:
            self._count(source, self._by_group(cells, found))
            return
        group, unit = cells.groups[part.cell], cells.units[part.cell]
        if self._base.unit == "schools":
            # A school has a theme once, in however many of its sources.
            self._schools.setdefault(str(unit), {}).setdefault(group, set()).update(found)
            return
        self._count(source, {group: found})
        if self._base.unit == "speakers":
            for theme in found:
                self._voices[group, theme].append(unit)

    def _by_group(self, cells: SourceCells, found: Finds) -> Mapping[str, Collection[Guid]]:
        by_group: dict[str, list[Guid]] = {group: [] for group in cells.groups}
        if len(by_group) == 1:
            return {group: [theme for theme, _ in found] for group in by_group}
        add = [by_group[group].append for group in cells.groups]
        passages = self._base.unit == "passages"
        for theme, cell in ((theme, at[0]) for theme, at in found) if passages else found:
            add[cell](theme)
        return by_group

    def _count(self, holder: Guid, here: Mapping[str, Collection[Guid]]) -> None:
        stale = self._states.not_read_for(holder)
        for group, themes in here.items():
            self._number[group].update(themes)
            if stale is not None:
                self._though_read[group].update([each for each in themes if each not in stale])

    def counts(self, themes: Iterable[Guid]) -> dict[Guid, dict[str, Count]]:
        """Return the figures by theme and group, when every source was taken in."""
        for school, here in self._schools.items():
            self._count(school, here)
        self._schools = {}
        return {
            theme: {
                group: self._states.count(theme, group, self._held(theme, group))
                for group in self._base.by_group
            }
            for theme in themes
        }

    def _held(self, theme: Guid, group: str) -> Held:
        voices = self._voices.get((group, theme), ())
        return Held(self._number[group][theme], self._though_read[group][theme], voices)


def parts(here: SourceColumns, cells: SourceCells, unit: str) -> Iterator[Part[Any]]:
    """Yield the codings of a source, apart for each unit where there are few of them."""
    if unit == "passages":
        yield _passages(here, cells)
    elif cells.turns is None:
        yield Part(here.codes, here.users, cell=0)
    else:
        codes, users = by_turn(here, here.codes), by_turn(here, here.users)
        at = list(map(cells.turns.__getitem__, here.touched))
        if unit == "turns":
            yield Part(codes, users, at)
            return
        for cell in range(len(cells.groups)):
            own = list(map(partial(eq, cell), at))
            yield Part(list(compress(codes, own)), list(compress(users, own)), cell=cell)


def _passages(here: SourceColumns, cells: SourceCells) -> Part[tuple[int, int, int]]:
    """Return the codings of a source, each with cell, start and end of the passage."""
    marks = list(zip(here.starts, here.ends, strict=True))
    if cells.turns is None:
        return Part(here.codes, here.users, [(0, *mark) for mark in marks])
    each = zip(map(cells.turns.__getitem__, here.touched), by_turn(here, marks), strict=True)
    places = [None if cell is None else (cell, *mark) for cell, mark in each]
    there = [place is not None for place in places]
    return Part(
        list(compress(by_turn(here, here.codes), there)),
        list(compress(by_turn(here, here.users), there)),
        [place for place in places if place is not None],
    )


def by_turn(here: SourceColumns, column: Sequence[T]) -> list[T]:
    """Return what a column says of each coding, once for each turn that it overlaps."""
    return list(map(column.__getitem__, here.touching))
