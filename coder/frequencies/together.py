"""How often each two themes stand in one place, for very many of both."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

from coder.model import Guid

Together = dict[Guid, dict[Guid, int]]
"""By theme and theme, in how many units they stand together; with itself, its own."""

Units = Mapping[Guid, Guid] | None
"""The unit of each source that has one; None where each place is a unit."""

NEAR = OVERLAP, SENTENCE, TURN, SOURCE = ("overlap", "sentence", "turn", "source")
"""What counts as one place."""

PLACES = "places"
TOGETHER_UNITS = (PLACES, "sources", "schools")

P = TypeVar("P", bound=Hashable)

_LANE = 8 * array("I").itemsize
"""Bits for the count of one theme."""


def together(
    themes: Mapping[Guid, Collection[P]], source: Callable[[P], Guid], units: Units
) -> Together:
    """Return in how many units each two themes stand together, from the places of each.

    The themes of a place are one long number with a lane for each theme: the sum of such numbers
    holds the counts of all themes at once, and it is read out like an array.
    """
    order = list(themes)
    here: dict[P, int] = {}
    for number, places in enumerate(themes.values()):
        for place in places:
            here[place] = here.get(place, 0) | 1 << (number * _LANE)
    found: Together = {}
    for theme, places in themes.items():
        if units is None:
            total = sum(here[place] for place in places)
        else:
            by_unit: dict[Guid, int] = {}
            for place in places:
                if (unit := units.get(source(place))) is not None:
                    by_unit[unit] = by_unit.get(unit, 0) | here[place]
            total = sum(by_unit.values())
        if total:
            counts = array("I", total.to_bytes(len(order) * _LANE // 8, sys.byteorder))
            if sys.byteorder == "big":
                counts.reverse()
            found[theme] = {other: n for other, n in zip(order, counts, strict=True) if n}
    return found
