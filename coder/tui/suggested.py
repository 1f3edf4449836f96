"""Suggestions in order of the text: those on a passage are found without a look at all."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from coder.model import Passage
from coder.suggest import Suggestion


def place(each: Suggestion) -> tuple[Any, ...]:
    """Return what suggestions are in order by: their place in the text, then the strongest."""
    return each.passage.start, each.passage.end, -each.strength, each.code, each.kind


def _start(each: Suggestion) -> int:
    return each.passage.start


def over(listed: list[Suggestion], passage: Passage, longest: int) -> list[Suggestion]:
    """Return those in order that share a code point with a passage; none is longer than `longest`
    code points."""
    low = bisect_left(listed, passage.start - longest, key=_start)
    high = bisect_left(listed, passage.end, low, key=_start)
    return [each for each in listed[low:high] if passage.start < each.passage.end]


def put(listed: list[Suggestion], each: Suggestion, stands: bool) -> None:
    """Let a suggestion stand among those in order, or not."""
    at = bisect_left(listed, place(each), key=place)
    if stands != (listed[at : at + 1] == [each]):
        listed[at : at + (not stands)] = [each] if stands else []
