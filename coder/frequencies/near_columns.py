"""Where themes stand in the text, from columns: see `near`, of which the figures are the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from coder.frequencies.counting import ALL, ANY, Asked
from coder.frequencies.near import Overlapping, Spots, covered_in
from coder.frequencies.presence import Hits, Presence
from coder.frequencies.together import OVERLAP, SENTENCE, SOURCE, Together, Units, together
from coder.model import Guid


@dataclass(frozen=True, slots=True)
class _Cells:
    """Themes on sentences, turns or sources."""

    themes: Mapping[Guid, set[Any]]
    source: Callable[[Any], Guid]

    def counts(self, units: Units) -> Together:
        """Return in how many units each two themes stand together."""
        return together(self.themes, self.source, units)

    def codings(self, one: Guid, other: Guid, units: Units) -> tuple[Guid, ...]:
        """Return nothing: columns do not say which codings they are of."""
        return ()


def spots_in_columns(
    presence: Presence, asked: Asked, sentences: Mapping[Guid, Sequence[int]], near: str
) -> Spots:
    """Return where each theme stands, for one of NEAR, under a users rule."""
    if near == OVERLAP:
        return _overlapping(presence, asked)
    source: Callable[[Any], Guid]
    if near == SENTENCE:
        hits, source = _in_sentences(presence, sentences), itemgetter(0)
    else:
        base, hits = presence.hits("sources" if near == SOURCE else "turns", None)
        source = base.source
    return _Cells(dict(presence.themes(asked, hits, source)), source)


def _in_sentences(presence: Presence, sentences: Mapping[Guid, Sequence[int]]) -> Hits:
    """Return the sentences that codes touch, each as its source and its start."""
    found: Hits = defaultdict(lambda: defaultdict(set))
    for source, here in presence.kept.items():
        offsets = sentences.get(source, ())
        starts, ends = offsets[::2], offsets[1::2]
        silent = presence.over(source).silent(starts, ends)
        for code, user, start, end in zip(*here, strict=True):
            first = bisect_right(ends, start)
            last = bisect_left(starts, end, first)
            found[user][code].update(
                [(source, starts[at]) for at in range(first, last) if at not in silent]
            )
    return found


def _overlapping(presence: Presence, asked: Asked) -> Overlapping:
    chain, agreed = presence.chain(asked), presence.agreed(asked)
    one = asked.users if asked.users not in (ANY, ALL) else None
    heard = {source: presence.over(source).heard for source in presence.kept}
    covered = {}
    for source, here in presence.kept.items():
        marked = (
            (presence.now[code], user, start, end)
            for code, user, start, end in zip(*here, strict=True)
            if one is None or user == one
        )
        covered[source] = covered_in(marked, chain, heard[source], agreed, source)
    return Overlapping(covered, heard, {}, chain)
