"""In which sources each theme is found, counted from columns: enough for schools and sources.

The same rules as `counting.select` and `gather`, without an object for each coding; what is behind
a figure is not kept. Tests hold the two to each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from math import inf
from operator import lt

from coder.frequencies.counting import (
    ALL,
    ANY,
    Found,
    Groups,
    Selection,
    check_users,
    codes_now,
)
from coder.frequencies.units import Base
from coder.model import Columns, Evidence, Guid

Chain = Mapping[Guid, tuple[Guid, ...]]


class Presence:
    """By code, the sources in which it is found by users who count."""

    def __init__(self, evidence: Evidence, columns: Columns, users: str) -> None:
        check_users(evidence, users)
        self.used: set[Guid] = set()
        """The codes with which anybody's codings count."""
        self._now = codes_now(evidence.codebook)
        self._one = users if users not in (ANY, ALL) else None
        self._whose = users == ALL
        self._sources: dict[Guid, dict[Guid, set[Guid]]] = {}
        self._asked = self._astray = 0
        for source, (codes, whom, offsets) in columns.codings.items():
            known = source in evidence.sources
            spans = Spans(*columns.turns.get(source, ((), "")))
            self._take(source if known else None, codes, whom, offsets, spans)
        self.used = {self._now[code] for code in self.used}

    def _take(
        self,
        source: Guid | None,
        codes: Sequence[Guid],
        whom: Sequence[Guid],
        offsets: Sequence[int],
        spans: Spans,
    ) -> None:
        """Take in the codings of one source; None for one that is not there."""
        starts, ends = offsets[::2], offsets[1::2]
        astray, silent = self._astray_at(source, codes, starts, ends), spans.silent(starts, ends)
        silent -= astray
        left_out = astray | silent
        if self._one is None:
            self._astray, self._asked = self._astray + len(astray), self._asked + len(silent)
        else:
            own = {at for at, user in enumerate(whom) if user == self._one}
            self._astray += len(astray & own)
            self._asked += len(silent & own)
            self.used.update(code for at, code in enumerate(codes) if at not in left_out)
            left_out |= set(range(len(codes))) - own
        kept = [at for at in range(len(codes)) if at not in left_out] if left_out else None
        self._keep(source or "", *(_only(kept, column) for column in (codes, whom)))

    def _astray_at(
        self,
        source: Guid | None,
        codes: Sequence[Guid],
        starts: Sequence[int],
        ends: Sequence[int],
    ) -> set[int]:
        """Return which codings have no words, or are on a code or source that is not there."""
        if source is None:
            return set(range(len(codes)))
        if self._now.keys() >= set(codes) and all(map(lt, starts, ends)):
            return set()
        each = zip(codes, starts, ends, strict=True)
        return {at for at, (c, low, high) in enumerate(each) if c not in self._now or low >= high}

    def _keep(self, source: Guid, codes: Sequence[Guid], whom: Sequence[Guid]) -> None:
        self.used.update(codes)
        if not self._whose:
            for code in set(codes):
                self._sources.setdefault(code, {})[source] = _NOBODY
            return
        for code, user in zip(codes, whom, strict=True):
            self._sources.setdefault(code, {}).setdefault(source, set()).add(user)

    @property
    def selection(self) -> Selection:
        """How many codings were left out; those that count are not kept."""
        return Selection([], self._asked, self._astray)

    def gather(
        self, base: Base, rolled: Chain, agreed: Mapping[Guid, set[Guid]] | None
    ) -> dict[Guid, Groups]:
        """Return, by theme and group, the units in which it was found: see `counting.gather`."""
        if agreed is not None:
            return self._agreed(base, rolled, agreed)
        themes: dict[Guid, set[Guid]] = {theme: set() for theme in rolled}
        for code, sources in self._sources.items():
            units = base.units_of(sources)
            for theme in rolled[self._now[code]]:
                themes[theme] |= units
        return {theme: _grouped(base, units) for theme, units in themes.items()}

    def _agreed(
        self, base: Base, rolled: Chain, agreed: Mapping[Guid, set[Guid]]
    ) -> dict[Guid, Groups]:
        """Count a source only where all of its readers, and at least one, found the theme."""
        themes: dict[Guid, dict[Guid, set[Guid]]] = {theme: {} for theme in rolled}
        for code, sources in self._sources.items():
            for theme in rolled[self._now[code]]:
                for source, users in sources.items():
                    themes[theme].setdefault(source, set()).update(users)
        found = {}
        for theme, sources in themes.items():
            kept = [s for s, users in sources.items() if s in agreed and agreed[s] <= users]
            found[theme] = _grouped(base, base.units_of(kept))
        return found


_NOBODY: set[Guid] = set()
"""Stands where nobody asks who coded."""


def _only(kept: Sequence[int] | None, column: Sequence[Guid]) -> Sequence[Guid]:
    return column if kept is None or not column else [column[at] for at in kept]


def _grouped(base: Base, units: set[Guid]) -> Groups:
    """Return units by group; each is its own holder."""
    found = {group: units & holders.keys() for group, holders in base.by_group.items()}
    return {
        group: Found(dict(zip(here, here, strict=True))) for group, here in found.items() if here
    }


class Spans:
    """The turns of one source as numbers: which passages are only the interviewer's."""

    def __init__(self, offsets: Sequence[int], asked: str) -> None:
        starts, ends = offsets[::2], offsets[1::2]
        # As in `counting.TurnIndex`: turns come in order, but for the merge of two copies.
        if "1" in asked and not (_rising(starts) and _rising(ends)):
            ordered = sorted(zip(starts, ends, asked, strict=True))
            starts, ends = [each[0] for each in ordered], [each[1] for each in ordered]
            asked = "".join(each[2] for each in ordered)
        self._starts, self._ends, self._asked = starts, ends, asked

    def silent(self, starts: Sequence[int], ends: Sequence[int]) -> set[int]:
        """Return which passages overlap turns, and none but the interviewer's."""
        if "1" not in self._asked:
            return set()
        if not (_rising(self._ends) and all(map(lt, self._starts, self._ends))):
            pairs = enumerate(zip(starts, ends, strict=True))
            return {at for at, (start, end) in pairs if self._one_by_one(start, end)}
        silent = [at for at, flag in enumerate(self._asked) if flag == "1"]
        # Few passages touch a question at all: only those are looked at closely.
        lows = [*(self._starts[at] for at in silent), inf]
        highs = [self._ends[at] for at in silent]
        pairs = enumerate(zip(starts, ends, strict=True))
        near = [at for at, (low, high) in pairs if lows[bisect_right(highs, low)] < high]
        return {at for at in near if self._all_asked(starts[at], ends[at])}

    def _all_asked(self, start: int, end: int) -> bool:
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end, first)
        return "0" not in self._asked[first:last]

    def _one_by_one(self, start: int, end: int) -> bool:
        turns = zip(self._starts, self._ends, self._asked, strict=True)
        over = [asked for low, high, asked in turns if max(low, start) < min(high, end)]
        return bool(over) and "0" not in over


def _rising(numbers: Sequence[int]) -> bool:
    return numbers == sorted(numbers)
