"""Where themes stand in the text, and which of them stand together there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple, Protocol

from coder.frequencies.counting import Counted, Selection, TurnIndex, interviewers
from coder.frequencies.together import OVERLAP, SOURCE, TURN, Together, Units, together
from coder.model import Coding, Evidence, Guid


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
        return together(self.themes, attrgetter("source"), units)

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
    heard: Mapping[Guid, Callable[[int, int], bool]]
    """By source, whether words are not the interviewer's alone."""
    items: Mapping[Guid, list[Counted]]
    """By source, the codings that count."""
    chain: Mapping[Guid, tuple[Guid, ...]]
    met: dict[Guid, list[tuple[Stretch, Stretch]]] = field(default_factory=dict)
    """By source, each two stretches of different themes that share words."""

    def __post_init__(self) -> None:
        for source, stretches in self.covered.items():
            self.met[source] = list(_meeting(stretches, self.heard[source]))

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


def _meeting(
    stretches: Sequence[Stretch], heard: Callable[[int, int], bool]
) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield each two stretches that share words, other than the interviewer's alone."""
    open_: list[Stretch] = []
    for each in stretches:
        open_ = [one for one in open_ if one.end > each.start]
        for one in open_:
            end = min(one.end, each.end)
            if one.theme != each.theme and heard(each.start, end):
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
            source: covered_in(map(_marked, here), chain, indexes[source].heard, agreed, source)
            for source, here in items.items()
        }
        return Overlapping(covered, {of: each.heard for of, each in indexes.items()}, items, chain)
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
        Place(source, starts[at]) for at in range(first, last) if index.heard(starts[at], ends[at])
    ]


Marked = tuple[Guid, Guid, int, int]
"""The code, the user and the words of a coding."""


def _marked(item: Counted) -> Marked:
    return item.code, item.coding.user, item.coding.passage.start, item.coding.passage.end


def covered_in(
    items: Iterable[Marked],
    chain: Mapping[Guid, tuple[Guid, ...]],
    heard: Callable[[int, int], bool],
    agreed: Mapping[Guid, set[Guid]] | None,
    source: Guid,
) -> list[Stretch]:
    """Return what each theme covers in a source, by place in the text."""
    needed = None if agreed is None else agreed.get(source, set())
    by_theme: dict[Guid, dict[Guid, list[tuple[int, int]]]] = {}
    for code, user, start, end in items:
        maker = "" if needed is None else user
        for theme in chain[code]:
            by_theme.setdefault(theme, {}).setdefault(maker, []).append((start, end))
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
        if heard(start, end)
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
