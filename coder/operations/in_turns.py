"""Which turn of a source a passage is in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from coder.model import Passage, Turn


class InTurns:
    """The turns of a source, in order, for finding the first that a passage overlaps."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = turns
        # The farthest end so far: where the merge of two copies left a turn inside another, the
        # ends themselves go back.
        self._ends = list(accumulate((turn.passage.end for turn in turns), max))

    def first(self, passage: Passage) -> int | None:
        """Return the index of the first turn that overlaps a passage; None where none does."""
        at = bisect_right(self._ends, passage.start)
        there = at < len(self.turns) and self.turns[at].passage.start < passage.end
        return at if there else None
