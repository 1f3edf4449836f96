"""Where each theme is found, counted from columns: enough for every figure of a table of themes.

The same rules as `counting.select` and `gather`, without an object for each coding; what is behind
a figure is not kept. Tests hold the two to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Self

from coder.frequencies import counting
from coder.frequencies.cells import Cells
from coder.frequencies.counting import ALL, ANY, Asked, Groups, Selection
from coder.frequencies.found import Counts, Findings
from coder.frequencies.packing import Marks, Turns, counting_only, packed
from coder.frequencies.rolled import Rolled, each_themes
from coder.frequencies.spans import Spans
from coder.frequencies.tally import Tally, parts
from coder.frequencies.units import Base
from coder.model import Columns, Evidence, Guid, SourceColumns


class Presence(Findings):
    """By code, where it is found, and by whom."""

    def __init__(self, evidence: Evidence, columns: Columns) -> None:
        super().__init__(evidence)
        self._columns = columns
        now = counting.codes_now(evidence.codebook)
        self.now = {number: now[guid] for number, guid in columns.guids.items() if guid in now}
        """For the number of each code ever applied, the code that now stands for it."""
        self.kept: dict[Guid, SourceColumns] = {}
        """By source, the codings that count."""
        self._bases: dict[tuple[str, str | None], Cells] = {}
        self._asked: Counter[int] = Counter()
        self._astray: Counter[int] = Counter()
        for source, here in columns.sources.items():
            self._take(source, here)
        applied = set[int]().union(*(here.codes for here in self.kept.values()))
        self.used = {self.now[code] for code in applied}
        """The codes with which anybody's codings count."""

    def seen_as(self, evidence: Evidence) -> Self:
        """Return the same codings, of evidence in which nothing but roles is named otherwise."""
        found = super().seen_as(evidence)
        found._bases = {}
        return found

    def _take(self, source: Guid, here: SourceColumns) -> None:
        """Keep what counts of one source, and count what does not."""
        if source not in self.evidence.sources:
            self._astray.update([*here.users, *here.asked_users, *here.wordless])
            return
        self._astray.update(here.wordless)
        if not self.now.keys() >= {*here.codes, *here.asked_codes}:
            here = self._without_astray(here)
        self._asked.update(here.asked_users)
        self.kept[source] = here

    def _without_astray(self, here: SourceColumns) -> SourceColumns:
        """Count the codings on codes that are not there; return the columns without them."""
        known = [code in self.now for code in here.codes]
        self._astray.update([user for user, is_ in zip(here.users, known, strict=True) if not is_])
        asked = list(zip(here.asked_codes, here.asked_users, strict=True))
        self._astray.update([user for code, user in asked if code not in self.now])
        users = [user for code, user in asked if code in self.now]
        return counting_only(here, known)._replace(asked_users=users)

    def guid(self, number: int) -> Guid:
        """Return the guid of a user."""
        return self._columns.guids[number]

    def over(self, source: Guid) -> Spans:
        """Return the turns of a source."""
        here = self._columns.sources.get(source, _NOTHING)
        return Spans(here.turn_starts, here.turn_ends, here.interviewers)

    def selection(self, users: str, *, by_turn: bool = True) -> Selection:
        """Return how many codings were left out under a users rule; those that count are not kept.

        Those in no turn are only looked for where `by_turn` asks. Raise NotFound for an unknown
        user.
        """
        counting.check_users(self.evidence, users)
        counters = (self._asked, self._astray, self._in_no_turn() if by_turn else Counter[int]())
        one = users not in (ANY, ALL)
        return Selection(
            [],
            *(
                sum(n for user, n in each.items() if not one or self.guid(user) == users)
                for each in counters
            ),
        )

    def _in_no_turn(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for here in self.kept.values():
            placed = set(here.touching)
            if len(placed) < len(here.users):
                found.update(user for at, user in enumerate(here.users) if at not in placed)
        return found

    def sources(self, users: str) -> set[Guid]:
        """Return the sources in which any coding counts."""
        one = users not in (ANY, ALL)
        return {
            source
            for source, here in self.kept.items()
            if here.codes and (not one or users in map(self.guid, here.users))
        }

    def turns(self) -> int:
        """Return how many turns there are that are not the interviewer's."""
        every = self._columns.sources.values()
        return sum(len(here.interviewers) - sum(here.interviewers) for here in every)

    def rolled(self, asked: Asked) -> Rolled:
        """Return what finds the themes of each source, as it is asked."""
        above = self.chain(asked)
        by_code = {code: above[now] for code, now in self.now.items()}
        return Rolled(asked.users, by_code, self._columns.guids, self.agreed(asked) or {})

    def gather(self, asked: Asked) -> tuple[Base, dict[Guid, Groups]]:
        """Return the units there are, and by theme and group those in which it was found.

        Only by role, where units are schools or sources.
        """
        base, rolled = self._base(asked.unit, asked.by), self.rolled(asked)
        themes: dict[Guid, Groups] = {theme: {} for theme in self.chain(asked)}
        for source, here in self.kept.items():
            if (cells := base.of_source.get(source)) is not None:
                for codes, users, _, cell in parts(here, cells, asked.unit):
                    group, unit = cells.groups[cell or 0], str(cells.units[cell or 0])
                    for theme in rolled.themes(source, codes, users):
                        found = themes[theme].setdefault(group, counting.Found())
                        found.units[unit] = unit
        return base, themes

    def counts_each(self, questions: Sequence[Asked]) -> list[Counts]:
        """Return the units there are, and the figures by theme and group, for each question.

        They differ only in the users who count.
        """
        base = self._base(questions[0].unit, questions[0].by)
        rules = list(map(self.rolled, questions))
        tallies = [Tally(base, self.states(asked, base)) for asked in questions]
        for source, here in self.kept.items():
            if (cells := base.of_source.get(source)) is not None:
                for part in parts(here, cells, base.unit):
                    found = each_themes(rules, source, part.codes, part.users, part.places)
                    for tally, themes in zip(tallies, found, strict=True):
                        tally.add(source, cells, part, themes)
        chain = self.chain(questions[0])
        return [(base, tally.counts(chain)) for tally in tallies]

    def _base(self, unit: str, by: str | None) -> Cells:
        if (unit, by) not in self._bases:
            self._bases[unit, by] = Cells(self.evidence, unit, by, self._columns.sources)
        return self._bases[unit, by]


_NOTHING = packed(Marks(), Turns())


def marked(here: SourceColumns) -> Iterator[tuple[int, int, int, int]]:
    """Yield code, user, start and end of each coding that counts."""
    return zip(here.codes, here.users, here.starts, here.ends, strict=True)
