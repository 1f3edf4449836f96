"""Where themes stand in the text, and which of them stand together there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from coder.frequencies.counting import Counted, Selection, TurnIndex, interviewers
from coder.model import Coding, Evidence, Guid

NEAR = OVERLAP, SENTENCE, TURN, SOURCE = ("overlap", "sentence", "turn", "source")

Together = dict[Guid, dict[Guid, int]]
"""By theme and theme, in how many units they stand together; with itself, its own."""

Units = Mapping[Guid, Guid] | None
"""The unit of each source that has one; None where each place is a unit."""


class Spots(Protocol):
    """Where each theme stands, for one meaning of near."""

    def counts(self, units: Units) -> Together:
        """Return in how many units each two themes stand together."""

    def codings(self, one: Guid, other: Guid, units: Units) -> tuple[Guid, ...]:
        """Return the codings of either theme by which they stand together."""


class Place(NamedTuple):
    """A sentence, a turn or a source."""

    source: Guid
    at: object


@dataclass(slots=True)
class Discrete:
    """Themes on sentences, turns or sources."""

    themes: dict[Guid, dict[Place, list[Coding]]]

    def counts(self, units: Units) -> Together:
        """Return in how many units each two themes stand together."""
        here: dict[Place, list[Guid]] = {}
        for theme, places in self.themes.items():
            for place in places:
                here.setdefault(place, []).append(theme)
        found: Together = {}
        for theme, places in self.themes.items():
            row: Counter[Guid] = Counter()
            for same in _by_unit(places, units):
                themes = [here[place] for place in same]
                row.update(themes[0] if len(same) == 1 else set[Guid]().union(*themes))
            if row:
                found[theme] = row
        return found

    def codings(self, one: Guid, other: Guid, units: Units) -> tuple[Guid, ...]:
        """Return the codings of either theme by which they stand together."""
        both = self.themes[one].keys() & self.themes[other].keys()
        kept = {
            coding.guid: None
            for theme in (one, other)
            for place, codings in self.themes[theme].items()
            if place in both and (units is None or place.source in units)
            for coding in codings
        }
        return tuple(kept)


def _by_unit(places: Iterable[Place], units: Units) -> Iterable[list[Place]]:
    """Return the places of each unit; those in none are left out."""
    if units is None:
        return [[place] for place in places]
    grouped: dict[Guid, list[Place]] = {}
    for place in places:
        if (unit := units.get(place.source)) is not None:
            grouped.setdefault(unit, []).append(place)
    return grouped.values()


class Stretch(NamedTuple):
    """Text that a theme covers, from `start` to `end`."""

    start: int
    end: int
    theme: Guid


@dataclass(slots=True)
class Overlapping:
    """Themes on stretches of text."""

    covered: dict[Guid, list[Stretch]]
    """By source, those of every theme, by place in the text."""
    indexes: Mapping[Guid, TurnIndex]
    items: Mapping[Guid, list[Counted]]
    """By source, the codings that count."""
    chain: Mapping[Guid, tuple[Guid, ...]]
    met: dict[Guid, list[tuple[Stretch, Stretch]]] = field(default_factory=dict)
    """By source, each two stretches of different themes that share words."""

    def __post_init__(self) -> None:
        for source, stretches in self.covered.items():
            self.met[source] = list(_meeting(stretches, self.indexes[source]))

    def counts(self, units: Units) -> Together:
        """Return in how many units each two themes share words."""
        met: dict[tuple[Guid, Guid], list[Guid]] = {}
        for source, stretches in self.covered.items():
            unit = source if units is None else units.get(source)
            if unit is None:
                continue
            for each in stretches:
                met.setdefault((each.theme, each.theme), []).append(unit)
            for one, other in self.met[source]:
                met.setdefault((one.theme, other.theme), []).append(unit)
                met.setdefault((other.theme, one.theme), []).append(unit)
        found: Together = {}
        for (theme, with_), where in met.items():
            found.setdefault(theme, {})[with_] = len(where if units is None else set(where))
        return found

    def codings(self, one: Guid, other: Guid, units: Units) -> tuple[Guid, ...]:
        """Return the codings of either theme that lie on words which both cover."""
        found: dict[Guid, None] = {}
        for source, items in self.items.items():
            if units is not None and source not in units:
                continue
            shared = list(self._shared(source, one, other))
            for item in items:
                passage = item.coding.passage
                if {one, other} & set(self.chain[item.code]) and any(
                    passage.start < end and start < passage.end for start, end in shared
                ):
                    found[item.coding.guid] = None
        return tuple(found)

    def _shared(self, source: Guid, one: Guid, other: Guid) -> Iterator[tuple[int, int]]:
        if one == other:
            yield from ((s.start, s.end) for s in self.covered.get(source, ()) if s.theme == one)
        for first, second in self.met.get(source, ()):
            if {first.theme, second.theme} == {one, other}:
                yield max(first.start, second.start), min(first.end, second.end)


def _meeting(stretches: Sequence[Stretch], index: TurnIndex) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield each two stretches that share words, other than the interviewer's alone."""
    open_: list[Stretch] = []
    for each in stretches:
        open_ = [one for one in open_ if one.end > each.start]
        for one in open_:
            end = min(one.end, each.end)
            if one.theme != each.theme and index.over(each.start, end) is not None:
                yield one, each
        open_.append(each)


def spots(
    evidence: Evidence,
    selection: Selection,
    sentences: Mapping[Guid, Sequence[int]],
    near: str,
    chain: Mapping[Guid, tuple[Guid, ...]],
    agreed: Mapping[Guid, set[Guid]] | None,
) -> Spots:
    """Return where each theme stands, for one of NEAR.

    With `agreed`, the readers of each source, a theme stands only where all of them found it.
    """
    silent = interviewers(evidence)
    indexes = {
        source: TurnIndex(evidence.turns.get(source, ()), silent)
        for source in {item.coding.source for item in selection.counted}
    }
    if near == OVERLAP:
        items: dict[Guid, list[Counted]] = {}
        for item in selection.counted:
            items.setdefault(item.coding.source, []).append(item)
        covered = {
            source: _covered(here, chain, indexes[source], _needed(source, agreed))
            for source, here in items.items()
        }
        return Overlapping(covered, indexes, items, chain)
    themes: dict[Guid, dict[Place, list[Coding]]] = {theme: {} for theme in chain}
    split = {of: (each[::2], each[1::2]) for of, each in sentences.items() if of in indexes}
    for item in selection.counted:
        for place in _places(item, near, split, indexes):
            for theme in chain[item.code]:
                themes[theme].setdefault(place, []).append(item.coding)
    if agreed is not None:
        themes = {theme: _kept(places, agreed) for theme, places in themes.items()}
    return Discrete(themes)


def _kept(
    places: Mapping[Place, list[Coding]], agreed: Mapping[Guid, set[Guid]]
) -> dict[Place, list[Coding]]:
    return {
        place: codings
        for place, codings in places.items()
        if place.source in agreed and agreed[place.source] <= {each.user for each in codings}
    }


def _places(
    item: Counted,
    near: str,
    sentences: Mapping[Guid, tuple[Sequence[int], Sequence[int]]],
    indexes: Mapping[Guid, TurnIndex],
) -> Iterable[Place]:
    source, passage = item.coding.source, item.coding.passage
    if near == SOURCE:
        return [Place(source, None)]
    if near == TURN:
        return [Place(source, turn.guid) for turn in item.turns]
    starts, ends = sentences.get(source, ((), ()))
    first = bisect_right(ends, passage.start)
    last = bisect_left(starts, passage.end, first)
    index = indexes[source]
    return [
        Place(source, starts[at])
        for at in range(first, last)
        if index.over(starts[at], ends[at]) is not None
    ]


def _needed(source: Guid, agreed: Mapping[Guid, set[Guid]] | None) -> set[Guid] | None:
    """Return who must all have found a theme in a source; None where anyone will do."""
    return None if agreed is None else agreed.get(source, set())


def _covered(
    items: Iterable[Counted],
    chain: Mapping[Guid, tuple[Guid, ...]],
    index: TurnIndex,
    needed: set[Guid] | None,
) -> list[Stretch]:
    """Return what each theme covers in a source, by place in the text."""
    by_theme: dict[Guid, dict[Guid, list[tuple[int, int]]]] = {}
    for item in items:
        passage = item.coding.passage
        user = item.coding.user if needed is not None else ""
        for theme in chain[item.code]:
            users = by_theme.setdefault(theme, {})
            users.setdefault(user, []).append((passage.start, passage.end))
    if needed is None:  # each stretch holds a coding that counts, so it is not the interviewer's
        return sorted(
            Stretch(start, end, theme)
            for theme, users in by_theme.items()
            for start, end in _joined(users[""])
        )
    return sorted(
        Stretch(start, end, theme)
        for theme, users in by_theme.items()
        for start, end in _agreed_on(users, needed)
        if index.over(start, end) is not None
    )


def _agreed_on(
    users: Mapping[Guid, list[tuple[int, int]]], needed: set[Guid]
) -> list[tuple[int, int]]:
    """Return what all who are needed cover; nothing where nobody is."""
    if not needed or not needed <= users.keys():
        return []
    first, *others = sorted(needed)
    kept = _joined(users[first])
    for user in others:
        theirs = _joined(users[user])
        kept = [
            (max(start, low), min(end, high))
            for start, end in kept
            for low, high in theirs
            if start < high and low < end
        ]
    return kept


def _joined(passages: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return passages in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(passages):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
