"""The turns of one source as numbers, and which of them passages overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import repeat
from math import inf
from operator import lt

from coder.model import Guid


class Spans:
    """The turns of one source, in order of the text: see `counting.TurnIndex`."""

    def __init__(
        self, offsets: Sequence[int] = (), asked: str = "", speakers: Sequence[Guid] = ()
    ) -> None:
        starts, ends = offsets[::2], offsets[1::2]
        speakers = speakers or [""] * len(starts)
        # Turns come in order, but where people split and joined them or two copies were merged.
        if not (_rising(starts) and _rising(ends)):
            whole = sorted(zip(starts, ends, asked, speakers, strict=True), key=lambda t: t[:2])
            starts, ends = [each[0] for each in whole], [each[1] for each in whole]
            asked, speakers = "".join(each[2] for each in whole), [each[3] for each in whole]
        self._starts, self._ends = starts, ends
        self.asked, self.speakers = asked, speakers
        """Of each turn: `1` where it is the interviewer's, else `0`; and whose it is."""

    @cached_property
    def _in_order(self) -> bool:
        return _rising(self._ends) and all(map(lt, self._starts, self._ends))

    def silent(self, starts: Sequence[int], ends: Sequence[int]) -> set[int]:
        """Return which passages overlap turns, and none but the interviewer's."""
        asked = self.asked
        if "1" not in asked:
            return set()
        if not self._in_order:
            over = enumerate(self.over(starts, ends))
            return {at for at, turns in over if turns and not self._said(turns)}
        silent = [at for at, flag in enumerate(asked) if flag == "1"]
        # Few passages touch a question at all: only those are looked at closely.
        lows = [*(self._starts[at] for at in silent), inf]
        highs = [self._ends[at] for at in silent]
        following = map(bisect_right, repeat(highs), starts)
        pairs = enumerate(zip(following, ends, strict=True))
        near = [at for at, (turn, high) in pairs if lows[turn] < high]
        firsts = map(bisect_right, repeat(self._ends), map(starts.__getitem__, near))
        lasts = map(bisect_left, repeat(self._starts), map(ends.__getitem__, near))
        touched = zip(near, map(slice, firsts, lasts), strict=True)
        return {at for at, turns in touched if "0" not in asked[turns]}

    def _said(self, turns: Sequence[int]) -> bool:
        return any(self.asked[turn] == "0" for turn in turns)

    def heard(self, start: int, end: int) -> bool:
        """Whether words are not the interviewer's alone."""
        if "1" not in self.asked:
            return True
        turns = next(self.over((start,), (end,)))
        return not turns or self._said(turns)

    def over(self, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Sequence[int]]:
        """Yield the turns that each passage overlaps, by their place in the source."""
        if not self._in_order:
            turns = list(enumerate(zip(self._starts, self._ends, strict=True)))
            for start, end in zip(starts, ends, strict=True):
                yield [at for at, (low, high) in turns if max(low, start) < min(high, end)]
            return
        firsts = map(bisect_right, repeat(self._ends), starts)
        yield from map(range, firsts, map(bisect_left, repeat(self._starts), ends))


def _rising(numbers: Sequence[int]) -> bool:
    return numbers == sorted(numbers)
