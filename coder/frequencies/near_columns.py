"""Where themes stand in the text, from columns: see `near`, of which the figures are the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from coder.frequencies.counting import ALL, ANY, Asked
from coder.frequencies.near import Overlapping, Spots, covered_in
from coder.frequencies.presence import Presence, marked
from coder.frequencies.tally import by_turn
from coder.frequencies.together import OVERLAP, SOURCE, TURN, Together, Units, together
from coder.model import Guid, SourceColumns

_Place = tuple[Guid, int]
"""A sentence by its start, a turn by its number, or 0 for the whole of a source."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Themes on sentences, turns or sources."""

    themes: Mapping[Guid, set[_Place]]

    def counts(self, units: Units) -> Together:
        """Return in how many units each two themes stand together."""
        return together(self.themes, itemgetter(0), units)

    def codings(self, one: Guid, other: Guid, units: Units) -> tuple[Guid, ...]:
        """Return nothing: columns do not say which codings they are of."""
        return ()


def spots_in_columns(
    presence: Presence, asked: Asked, sentences: Mapping[Guid, Sequence[int]], near: str
) -> Spots:
    """Return where each theme stands, for one of NEAR, under a users rule."""
    if near == OVERLAP:
        return _overlapping(presence, asked)
    themes = {code.guid: set[_Place]() for code in presence.evidence.codebook}
    rolled = presence.rolled(asked)
    for source, here in presence.kept.items():
        touched = _touched(presence, source, here, sentences.get(source, ()), near)
        for theme, place in rolled.themes(source, *touched):
            themes[theme].add((source, place))
    return _Places(themes)


def _touched(
    presence: Presence, source: Guid, here: SourceColumns, offsets: Sequence[int], near: str
) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
    """Return codes and users of codings, and each place that these touch."""
    if near == SOURCE:
        return here.codes, here.users, [0] * len(here.codes)
    if near == TURN:
        return by_turn(here, here.codes), by_turn(here, here.users), here.touched
    starts, ends = offsets[::2], offsets[1::2]
    silent = presence.over(source).silent(starts, ends)
    found = [
        (code, user, starts[at])
        for code, user, start, end in marked(here)
        for at in range(bisect_right(ends, start), bisect_left(starts, end))
        if at not in silent
    ]
    codes, users, places = ([mark[at] for mark in found] for at in range(3))
    return codes, users, places


def _overlapping(presence: Presence, asked: Asked) -> Overlapping:
    chain, agreed = presence.chain(asked), presence.agreed(asked)
    one = asked.users not in (ANY, ALL)
    heard = {source: presence.over(source).heard for source in presence.kept}
    covered = {}
    for source, here in presence.kept.items():
        found = (
            (presence.now[code], guid, start, end)
            for code, user, start, end in marked(here)
            if (guid := presence.guid(user)) == asked.users or not one
        )
        covered[source] = covered_in(found, chain, heard[source], agreed, source)
    return Overlapping(covered, heard, {}, chain)
