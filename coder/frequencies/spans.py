"""The turns of one source as numbers, and which of them passages overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from math import inf
from operator import le, lt


class Spans:
    """The turns of one source, in order of the text: see `counting.TurnIndex`."""

    def __init__(
        self, starts: Sequence[int], ends: Sequence[int], interviewers: Sequence[int]
    ) -> None:
        self._starts, self._ends, self._asked = starts, ends, interviewers
        every = range(len(starts))
        # Turns follow each other, but where people split and joined them or two copies were merged.
        in_order = all(map(lt, starts, ends)) and all(map(le, ends, ends[1:]))
        worded = every if in_order else [at for at in every if starts[at] < ends[at]]
        self._places: Sequence[int] = every if in_order else _rising(worded, ends)
        """Those with words of which neither starts nor ends go back, as many as can be."""
        self._strays = sorted({*worded} - {*self._places}) if not in_order else []
        self._place_starts = [starts[at] for at in self._places]
        self._place_ends = [ends[at] for at in self._places]

    def over(self, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Sequence[int]]:
        """Yield the turns that each passage overlaps, by their place in the source."""
        firsts = map(bisect_right, repeat(self._place_ends), starts)
        near = map(range, firsts, map(bisect_left, repeat(self._place_starts), ends))
        if len(self._places) == len(self._starts):
            yield from near
            return
        for start, end, places in zip(starts, ends, near, strict=True):
            found = [self._places[at] for at in places]
            yield sorted([*found, *(at for at in self._strays if self._shares(at, start, end))])

    def _shares(self, turn: int, start: int, end: int) -> bool:
        return max(self._starts[turn], start) < min(self._ends[turn], end)

    def said(self, turns: Sequence[int]) -> list[int]:
        """Return which of some turns are not the interviewer's."""
        return [turn for turn in turns if not self._asked[turn]]

    def heard(self, start: int, end: int) -> bool:
        """Whether words are not the interviewer's alone."""
        turns = next(self.over((start,), (end,)))
        return not turns or bool(self.said(turns))

    def silent(self, starts: Sequence[int], ends: Sequence[int]) -> set[int]:
        """Return which passages overlap turns, and none but the interviewer's."""
        asked = [at for at, is_asked in enumerate(self._asked) if is_asked]
        near: Iterable[int] = range(len(starts))
        if len(self._places) == len(self._starts):
            # Few passages touch a question at all: only those are looked at closely.
            lows = [*(self._starts[at] for at in asked), inf]
            highs = [self._ends[at] for at in asked]
            following = map(bisect_right, repeat(highs), starts)
            pairs = enumerate(zip(following, ends, strict=True))
            near = [at for at, (turn, end) in pairs if lows[turn] < end]
        over = self.over([starts[at] for at in near], [ends[at] for at in near])
        touched = zip(near, over, strict=True)
        return {at for at, turns in touched if turns and not self.said(turns)}


def _rising(turns: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Return as many as there can be of some turns whose ends never go back.

    It is the longest such selection, by patience sorting (Fredman, 1975).
    """
    tops: list[int] = []  # of the selections of each length so far, the least end
    last: list[int] = []  # and the turn that has it
    before: dict[int, int | None] = {}
    for turn in turns:
        length = bisect_right(tops, ends[turn])
        before[turn] = last[length - 1] if length else None
        tops[length : length + 1], last[length : length + 1] = [ends[turn]], [turn]
    found: list[int] = []
    at = last[-1] if last else None
    while at is not None:
        found.append(at)
        at = before[at]
    return found[::-1]
