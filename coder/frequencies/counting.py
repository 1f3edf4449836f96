"""Which codings count, for which themes, and on which turns they lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from coder.errors import NotFound
from coder.model import CodeBook, Coding, Evidence, Guid, Passage, Turn

ANY, ALL = "any", "all"
"""Users rules; a third is the guid of one user."""


class GroupedUnit(NamedTuple):
    """A unit that a coding bears on, in its group."""

    group: str
    source: Guid
    unit: object
    holder: Guid
    """The school or the source of which silence is judged; see `Base`."""


Hit = tuple[GroupedUnit, Coding]
"""A unit in its group, and a coding that says the theme is there."""


@dataclass(slots=True)
class Found:
    """Where a theme was found in one group."""

    units: dict[object, Guid] = field(default_factory=dict)
    """Each with its holder."""
    codings: dict[Guid, Coding] = field(default_factory=dict)

    def add(self, other: Found) -> None:
        """Take in what was found under another code."""
        self.units.update(other.units)
        self.codings.update(other.codings)


Groups = dict[str, Found]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be counted: the unit, its grouping, which users count, whether codes roll up."""

    unit: str
    by: str | None
    users: str
    roll_up: bool


class Counted(NamedTuple):
    """A coding that counts, under the code that now stands for the one applied."""

    coding: Coding
    code: Guid
    turns: Sequence[Turn]
    """Those it overlaps, without the interviewer's."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The codings that count, and how many were left out."""

    counted: list[Counted]
    interviewers: int
    """Codings that lie wholly in the interviewer's turns."""
    astray: int
    """Codings without words, or on a code or a source that is not there."""
    in_no_turn: int
    """Codings that count for their source only, being in a heading or a label."""


class TurnIndex:
    """The turns of one source, for finding those that a passage overlaps."""

    def __init__(self, turns: Sequence[Turn], silent: Collection[Guid]) -> None:
        self._turns, self._silent = tuple(turns), silent
        # The merge of two copies can leave one turn inside another: then starts or ends go back.
        self._in_order = all(turn.passage for turn in turns) and all(
            one.passage.start <= other.passage.start and one.passage.end <= other.passage.end
            for one, other in pairwise(turns)
        )
        self._starts = [turn.passage.start for turn in turns]
        self._ends = [turn.passage.end for turn in turns]
        # How many turns before each are not the interviewer's.
        self._spoken = [0, *accumulate([turn.speaker not in silent for turn in turns])]

    def over(self, start: int, end: int) -> tuple[Turn, ...] | None:
        """Return every turn that shares a code point with `[start, end)`, the interviewer's apart.

        None where only the interviewer's do.
        """
        if not self._in_order:
            return self._said(self._one_by_one(Passage(start, end)))
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end, first)
        found = self._turns[first:last]
        spoken = self._spoken[last] - self._spoken[first]
        return found if spoken == len(found) else self._said(found)

    def heard(self, start: int, end: int) -> bool:
        """Whether words are not the interviewer's alone."""
        return self.over(start, end) is not None

    def _one_by_one(self, passage: Passage) -> tuple[Turn, ...]:
        turns = self._turns
        return tuple(each for each in turns if each.passage and each.passage.overlaps(passage))

    def _said(self, found: tuple[Turn, ...]) -> tuple[Turn, ...] | None:
        said = tuple(turn for turn in found if turn.speaker not in self._silent)
        return said if said or not found else None


def check_users(evidence: Evidence, users: str) -> None:
    """Raise NotFound where the users rule is neither any, all nor a user of the project."""
    if users not in (ANY, ALL) and users not in evidence.users:
        raise NotFound("There is no such user in this project; say any, all or a user's name.")


def interviewers(evidence: Evidence) -> set[Guid]:
    """Return the speakers whose turns are never evidence."""
    return {guid for guid, speaker in evidence.speakers.items() if speaker.interviewer}


def select(evidence: Evidence, users: str) -> Selection:
    """Return the codings that count under a users rule; see DESIGN, Counting."""
    check_users(evidence, users)
    now, silent = codes_now(evidence.codebook), interviewers(evidence)
    one = users if users not in (ANY, ALL) else None
    indexes: dict[Guid, TurnIndex] = {}
    counted: list[Counted] = []
    asked = astray = 0
    for coding in evidence.codings:
        if one is not None and coding.user != one:
            continue
        code, source, passage = now.get(coding.code), coding.source, coding.passage
        if code is None or source not in evidence.sources or passage.start >= passage.end:
            astray += 1
            continue
        if (index := indexes.get(source)) is None:
            index = indexes[source] = TurnIndex(evidence.turns.get(source, ()), silent)
        # In a heading or a label a coding overlaps no turn at all, and still counts for its source.
        if (turns := index.over(passage.start, passage.end)) is None:
            asked += 1
        else:
            counted.append(Counted(coding, code, turns))
    return Selection(counted, asked, astray, sum(not item.turns for item in counted))


def codes_now(codebook: CodeBook) -> dict[Guid, Guid]:
    """Return, for each code ever applied, the one that now stands for it."""
    there = {code.guid for code in codebook}
    resolved = {guid: codebook.resolve(guid) for guid in codebook.by_guid}
    return {guid: code for guid, code in resolved.items() if code in there}


def chains(codebook: CodeBook, roll_up: bool) -> dict[Guid, tuple[Guid, ...]]:
    """Return each code with, where they roll up, the codes above it."""
    found: dict[Guid, tuple[Guid, ...]] = {}
    for code in codebook:
        above = codebook.parent(code.guid) if roll_up else None
        found[code.guid] = (code.guid, *(found[above] if above is not None else ()))
    return found


def gather(
    counted: Iterable[Counted],
    places: Callable[[Counted], Iterable[GroupedUnit]],
    chain: Mapping[Guid, tuple[Guid, ...]],
    agreed: Mapping[Guid, set[Guid]] | None = None,
) -> dict[Guid, Groups]:
    """Return, by theme and group, where it was found.

    With `agreed`, the readers of each source, a place counts only where all of them (and at
    least one) found the theme.
    """
    hits: dict[Guid, list[Hit]] = {code: [] for code in chain}
    for item in counted:
        hits[item.code].extend([(place, item.coding) for place in places(item)])
    if agreed is not None:
        # Users can agree on a theme by way of different codes under it.
        rolled: dict[Guid, list[Hit]] = {theme: [] for theme in chain}
        for code, found in hits.items():
            for theme in chain[code]:
                rolled[theme].extend(found)
        return {theme: _grouped(_agreed(found, agreed)) for theme, found in rolled.items()}
    themes: dict[Guid, Groups] = {theme: {} for theme in chain}
    for code, found in hits.items():
        own = _grouped(found)
        for theme in chain[code]:
            for group, here in own.items():
                themes[theme].setdefault(group, Found()).add(here)
    return themes


def _grouped(hits: Iterable[Hit]) -> Groups:
    groups: Groups = {}
    for place, coding in hits:
        if (found := groups.get(place.group)) is None:
            found = groups[place.group] = Found()
        found.units[place.unit] = place.holder
        found.codings[coding.guid] = coding
    return groups


def _agreed(hits: Sequence[Hit], readers: Mapping[Guid, set[Guid]]) -> list[Hit]:
    users: dict[GroupedUnit, set[Guid]] = {}
    for place, coding in hits:
        users.setdefault(place, set()).add(coding.user)
    kept = {
        place
        for place, here in users.items()
        if place.source in readers and readers[place.source] <= here
    }
    return [hit for hit in hits if hit[0] in kept]
