"""Figures withheld because they are of too few schools, and those that would give them away.

A theme's figures are a table of states by groups of which the sums are printed. What is withheld
must not be the only thing that fits them: a cell is given away where the least and the most that
it can be are the same. With all sums known these are Fréchet's bounds (L. Willenborg and T. de
Waal, Elements of Statistical Disclosure Control, 2001, chapter 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

WITHHELD = "withheld"
"""What stands in a cell that is not printed."""

Row = Mapping[str, Sequence[int]]
"""By group, how many units are in each state; these add up to the size of the group."""


def withheld(
    rows: Sequence[Row], small: Iterable[str], sizes: Mapping[str, int], *, bounded: bool = True
) -> set[str]:
    """Return the groups whose figures are withheld: the small ones, and others that hide them.

    Others are taken whole, smallest first, until no row gives a withheld figure away. `sizes` are
    in schools. Unless `bounded` a figure has no most, as passages have no base. What the whole
    alone says, that nobody or everybody is in a state, is no reason to withhold more.
    """
    hidden = {group for group in small if group in sizes}
    waiting = sorted(sizes.keys() - hidden, key=lambda group: (sizes[group], group))
    while hidden and waiting and any(_given_away(row, hidden, bounded) for row in rows):
        hidden.add(waiting.pop(0))
    return hidden


def _given_away(row: Row, hidden: set[str], bounded: bool) -> bool:
    everyone = sum(sum(states) for states in row.values())
    together = sum(sum(row[group]) for group in hidden)
    for state in range(len(next(iter(row.values()), ()))):
        whole = sum(states[state] for states in row.values())
        left = sum(row[group][state] for group in hidden)
        if whole == 0 or (bounded and whole == everyone):
            continue
        for group in hidden:
            size = sum(row[group])
            least = max(0, left - (together - size)) if bounded else 0
            most = min(left, size) if bounded else left
            if len(hidden) == 1 or (least == most and (size or not bounded)):
                return True
    return False
