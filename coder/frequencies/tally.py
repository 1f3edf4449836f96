"""How many units have each theme: what was found source by source, by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress
from typing import Any, TypeVar

from coder.frequencies.cells import Cells, SourceCells
from coder.frequencies.rolled import Found
from coder.frequencies.states import Count, Held, States
from coder.model import Guid, SourceColumns

T = TypeVar("T")

Marks = tuple[Sequence[int], Sequence[int], Sequence[T] | None]
"""Codes, users and places of codings; None where the source is looked at as a whole."""


class Tally:
    """The units of each theme by group, under one users rule."""

    def __init__(self, base: Cells, states: States) -> None:
        self._base, self._states = base, states
        self._number = defaultdict[str, Counter[Guid]](Counter)
        self._though_read = defaultdict[str, Counter[Guid]](Counter)
        self._voices = defaultdict[tuple[str, Guid], list[object]](list)
        self._schools: dict[Guid, dict[str, set[Guid]]] = {}

    def add(self, source: Guid, cells: SourceCells, found: Found) -> None:
        """Take in the themes of a source, each with the place that `marks` gave it."""
        here = self._by_group(cells, found)
        if self._base.unit == "schools":
            # A school has a theme once, in however many of its sources.
            school = self._schools.setdefault(str(cells.units[0]), {})
            for group, themes in here.items():
                school.setdefault(group, set()).update(themes)
            return
        self._count(source, here)
        if self._base.unit == "speakers":
            for theme, cell in found:
                self._voices[cells.groups[cell], theme].append(cells.units[cell])

    def _by_group(self, cells: SourceCells, found: Found) -> Mapping[str, Collection[Guid]]:
        if cells.turns is None and self._base.unit != "passages":
            return {cells.groups[0]: found}
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


def marks(here: SourceColumns, cells: SourceCells, unit: str) -> Marks[Any]:
    """Return codes and users of the codings of a source, each with a cell that it bears on.

    Of passages it is cell, start and end.
    """
    if unit == "passages":
        return _passages(here, cells)
    if cells.turns is None:
        return here.codes, here.users, None
    at = list(map(cells.turns.__getitem__, here.touched))
    return _somewhere(by_turn(here, here.codes), by_turn(here, here.users), at)


def _passages(here: SourceColumns, cells: SourceCells) -> Marks[tuple[int, int, int]]:
    marks = list(zip(here.starts, here.ends, strict=True))
    if cells.turns is None:
        return here.codes, here.users, [(0, *mark) for mark in marks]
    each = zip(map(cells.turns.__getitem__, here.touched), by_turn(here, marks), strict=True)
    places = [None if cell is None else (cell, *mark) for cell, mark in each]
    return _somewhere(by_turn(here, here.codes), by_turn(here, here.users), places)


def _somewhere(codes: Sequence[int], users: Sequence[int], places: Sequence[T | None]) -> Marks[T]:
    """Return the same where there is a place, which None is not."""
    found = [place for place in places if place is not None]
    if len(found) == len(places):
        return codes, users, found
    there = [place is not None for place in places]
    return list(compress(codes, there)), list(compress(users, there)), found


def by_turn(here: SourceColumns, column: Sequence[T]) -> list[T]:
    """Return what a column says of each coding, once for each turn that it overlaps."""
    return list(map(column.__getitem__, here.touching))
