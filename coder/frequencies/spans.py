"""The turns of one source as numbers, and which of them passages overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, repeat
from operator import le, lt


class Spans:
    """The turns of one source, in order of the text: see `counting.TurnIndex`."""

    def __init__(
        self, starts: Sequence[int], ends: Sequence[int], interviewers: Sequence[int]
    ) -> None:
        self._starts, self._ends, self._asked = starts, ends, interviewers

    @cached_property
    def _in_order(self) -> bool:
        # Turns come in order, but where people split and joined them or two copies were merged.
        return (
            _rising(self._starts) and _rising(self._ends) and all(map(lt, self._starts, self._ends))
        )

    def over(self, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Sequence[int]]:
        """Yield the turns that each passage overlaps, by their place in the source."""
        if not self._in_order:
            turns = list(enumerate(zip(self._starts, self._ends, strict=True)))
            for start, end in zip(starts, ends, strict=True):
                yield [at for at, (low, high) in turns if max(low, start) < min(high, end)]
            return
        firsts = map(bisect_right, repeat(self._ends), starts)
        yield from map(range, firsts, map(bisect_left, repeat(self._starts), ends))

    def said(self, turns: Sequence[int]) -> list[int]:
        """Return which of some turns are not the interviewer's."""
        return [turn for turn in turns if not self._asked[turn]]

    def heard(self, start: int, end: int) -> bool:
        """Whether words are not the interviewer's alone."""
        turns = next(self.over((start,), (end,)))
        return not turns or bool(self.said(turns))

    def silent(self, starts: Sequence[int], ends: Sequence[int]) -> set[int]:
        """Return which passages overlap turns, and none but the interviewer's."""
        over = enumerate(self.over(starts, ends))
        return {at for at, turns in over if turns and not self.said(turns)}


def _rising(numbers: Sequence[int]) -> bool:
    return all(le(one, other) for one, other in pairwise(numbers))
