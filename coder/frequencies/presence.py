"""Where each theme is found, counted from columns: enough for every figure of a table of themes.

The same rules as `counting.select` and `gather`, without an object for each coding; what is behind
a figure is not kept. Tests hold the two to each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import lt
from typing import Any, NamedTuple, Self

from coder.frequencies.cells import Cells
from coder.frequencies.counting import ALL, ANY, Asked, Groups, Selection, check_users, codes_now
from coder.frequencies.found import Findings
from coder.frequencies.spans import Spans
from coder.frequencies.units import Base
from coder.model import Columns, Evidence, Guid

Chain = Mapping[Guid, tuple[Guid, ...]]

Hits = dict[Guid, dict[Guid, set[Any]]]
"""By user and code as applied: cells, or for passages cell, start and end."""


class Kept(NamedTuple):
    """The codings of one source that count, whoever made them."""

    codes: Sequence[Guid]
    users: Sequence[Guid]
    """Empty names where the columns do not say who coded."""
    starts: Sequence[int]
    ends: Sequence[int]


class Presence(Findings):
    """By code, where it is found, and by whom."""

    def __init__(self, evidence: Evidence, columns: Columns) -> None:
        super().__init__(evidence)
        self.now = codes_now(evidence.codebook)
        """For each code ever applied, the one that now stands for it."""
        self.spans = {source: Spans(*turns) for source, turns in columns.turns.items()}
        """The turns of each source that has any."""
        self.kept: dict[Guid, Kept] = {}
        """By source, the codings that count."""
        self._asked: Counter[Guid] = Counter()
        self._astray: Counter[Guid] = Counter()
        self._hits: dict[tuple[str, str | None], tuple[Cells, Hits]] = {}
        self._whose = any(users for _, users, _ in columns.codings.values())
        for source, (codes, users, offsets) in columns.codings.items():
            whom = users or [""] * len(codes)
            self._take(source, Kept(codes, whom, offsets[::2], offsets[1::2]))
        self.used = {self.now[code] for kept in self.kept.values() for code in set(kept.codes)}
        """The codes with which anybody's codings count."""

    def seen_as(self, evidence: Evidence) -> Self:
        """Return the same codings, of evidence in which nothing but roles is named otherwise."""
        found = super().seen_as(evidence)
        found._hits = {}
        return found

    def _take(self, source: Guid, here: Kept) -> None:
        """Keep what counts of one source, and count what does not."""
        if source not in self.evidence.sources:
            self._astray.update(here.users)
            return
        astray = self._astray_at(here)
        silent = self.over(source).silent(here.starts, here.ends) - astray
        if left_out := astray | silent:
            self._astray.update(here.users[at] for at in astray)
            self._asked.update(here.users[at] for at in silent)
            counts = [at not in left_out for at in range(len(here.codes))]
            here = Kept(
                list(compress(here.codes, counts)),
                list(compress(here.users, counts)),
                list(compress(here.starts, counts)),
                list(compress(here.ends, counts)),
            )
        self.kept[source] = here

    def _astray_at(self, here: Kept) -> set[int]:
        """Return which codings have no words, or are on a code that is not there."""
        now = self.now
        if now.keys() >= set(here.codes) and all(map(lt, here.starts, here.ends)):
            return set()
        each = enumerate(zip(here.codes, here.starts, here.ends, strict=True))
        return {at for at, (code, low, high) in each if code not in now or low >= high}

    def over(self, source: Guid) -> Spans:
        """Return the turns of a source."""
        return self.spans.get(source, _NO_TURNS)

    @cached_property
    def overlapped(self) -> dict[Guid, list[Sequence[int]]]:
        """By source, the turns that each coding overlaps."""
        return {
            source: list(self.over(source).over(here.starts, here.ends))
            for source, here in self.kept.items()
        }

    @cached_property
    def _in_no_turn(self) -> Counter[Guid]:
        found: Counter[Guid] = Counter()
        for source, turns in self.overlapped.items():
            if not all(turns):
                pairs = zip(self.kept[source].users, turns, strict=True)
                found.update(user for user, over in pairs if not over)
        return found

    def selection(self, users: str, *, by_turn: bool = True) -> Selection:
        """Return how many codings were left out under a users rule; those that count are not kept.

        Those in no turn are only looked for where `by_turn` asks. Raise NotFound for an unknown
        user.
        """
        check_users(self.evidence, users)
        counters = (self._asked, self._astray, self._in_no_turn if by_turn else Counter[Guid]())
        one = users not in (ANY, ALL)
        return Selection([], *(each[users] if one else each.total() for each in counters))

    def sources(self, users: str) -> set[Guid]:
        """Return the sources in which any coding counts."""
        whose = users if users not in (ANY, ALL) else None
        return {
            source
            for source, here in self.kept.items()
            if here.codes and (whose is None or whose in here.users)
        }

    def turns(self) -> int:
        """Return how many turns there are that are not the interviewer's."""
        return sum(spans.asked.count("0") for spans in self.spans.values())

    def hits(self, unit: str, by: str | None) -> tuple[Cells, Hits]:
        """Return the units there are, and where each code was found, by whom."""
        if (unit, by) not in self._hits:
            base = Cells(self.evidence, unit, by, self.spans)
            self._hits[unit, by] = base, self._found(base)
        return self._hits[unit, by]

    def _found(self, base: Cells) -> Hits:
        found: Hits = defaultdict(lambda: defaultdict(set))
        for source, here in self.kept.items():
            if base.by_turn:
                self._add_by_turn(found, base, source, here)
            elif (cell := base.of_source.get(source)) is not None:
                self._add_whole(found, base, cell, here)
        if base.silent:
            for codes in found.values():
                codes.update([(code, cells - base.silent) for code, cells in codes.items()])
        return found

    def _add_whole(self, found: Hits, base: Cells, cell: int, here: Kept) -> None:
        if base.unit == "passages":
            for code, user, start, end in zip(*here, strict=True):
                found[user][code].add((cell, start, end))
        elif self._whose:
            for user, code in set(zip(here.users, here.codes, strict=True)):
                found[user][code].add(cell)
        else:
            mine = found[""]
            for code in set(here.codes):
                mine[code].add(cell)

    def _add_by_turn(self, found: Hits, base: Cells, source: Guid, here: Kept) -> None:
        cells = base.of_turns[source]
        for code, user, start, end, turns in zip(*here, self.overlapped[source], strict=True):
            over: Iterable[Any] = (
                cells[turns.start : turns.stop]
                if type(turns) is range
                else [cells[turn] for turn in turns]
            )
            if base.unit == "passages":
                over = [(cell, start, end) for cell in {*over} - _NOWHERE]
            found[user][code].update(over)

    def gather(self, asked: Asked) -> tuple[Base, dict[Guid, Groups]]:
        """Return the units there are, and by theme and group those in which it was found."""
        base, hits = self.hits(asked.unit, asked.by)
        found = self.themes(asked, hits, base.source)
        return base, {theme: base.grouped(cells) for theme, cells in found}

    def themes(
        self, asked: Asked, hits: Hits, source: Callable[[Any], Guid]
    ) -> Iterator[tuple[Guid, set[Any]]]:
        """Yield each theme with where it was found, by users who count."""
        chain, agreed = self.chain(asked), self.agreed(asked)
        one = asked.users not in (ANY, ALL)
        chosen = {asked.users: hits.get(asked.users, {})} if one else hits
        by_user = {user: self._rolled(codes, chain) for user, codes in chosen.items()}
        for theme in chain:
            here = {user: themes[theme] for user, themes in by_user.items() if theme in themes}
            cells = set[Any]().union(*here.values())
            cells.discard(None)
            if agreed is not None:
                cells = {each for each in cells if _agree(each, here, agreed.get(source(each)))}
            yield theme, cells

    def _rolled(self, codes: Mapping[Guid, set[Any]], chain: Chain) -> dict[Guid, set[Any]]:
        themes: dict[Guid, set[Any]] = {}
        for code, cells in codes.items():
            for theme in chain[self.now[code]]:
                if theme in themes:
                    themes[theme] |= cells
                else:
                    themes[theme] = set(cells)
        return themes


_NO_TURNS = Spans()
_NOWHERE = {None}


def _agree(cell: Any, by_user: Mapping[Guid, Collection[Any]], needed: set[Guid] | None) -> bool:
    """Whether all readers of the source, and at least one, found the theme."""
    return bool(needed) and all(cell in by_user.get(user, ()) for user in needed or ())
