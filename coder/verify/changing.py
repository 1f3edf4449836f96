"""What could be otherwise of a case, and what its types would then be: tried change by change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .evidence import Ground, Place, voices
from .judging import Judged
from .rules import CONTESTED, LEAST, MET, NOT_KNOWN, NOT_MET, Readings, computed, enough, least
from .rules import outcome as outcome_of
from .saying import counted, one_line
from .standing import Standing
from .words import folded


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One thing that is dropped, settled or read otherwise."""

    kind: str
    words: str
    dropped: frozenset[Place] = frozenset()
    assessment: tuple[str, str] | None = None
    """An attribute, and the user whose assessment of it is dropped."""
    settled: tuple[str, str] | None = None
    """An attribute, and as what it is settled."""
    reading: tuple[str, str] | None = None


def who(standing: Standing, ground: Ground) -> str:
    """Return the labels of those who speak in a passage."""
    names = [standing.called(row) for row in ground.speakers(standing).values()]
    return one_line(", ".join(names) or "unnamed speaker")


def passages(case: Judged) -> dict[Place, Ground]:
    """Return every passage for or against any attribute of a case, once."""
    sides = (
        g for each in case.attributes.values() for g in (each.grounds.for_, each.grounds.against)
    )
    found: dict[Place, Ground] = {}
    for side in sides:
        found |= side
    return found


def changes(case: Judged) -> list[Change]:
    """Return every change of one thing, under the readings in use."""
    return [*_drops(case), *_assessments(case), *_settled(case), *_readings(case)]


def _drops(case: Judged) -> Iterator[Change]:
    standing, every = case.standing, passages(case)
    names = {place[0]: one_line(standing.rows["sources"][place[0]]["name"]) for place in every}
    for place, ground in every.items():
        at = f"{who(standing, ground)} in {names[place[0]]} ({place[1]})"
        yield Change("passage", f"dropping the passage of {at}", frozenset({place}))
    alone: dict[tuple[str, str], list[Place]] = {}
    for place, ground in every.items():
        heard = {_voice(standing, row) for row in ground.speakers(standing).values()}
        if len(heard) == 1 and all(turn["speaker"] is not None for _, turn in ground.turns):
            alone.setdefault(heard.pop(), []).append(place)
    for spoken in alone.values():
        if len(spoken) > 1:
            sources = ", ".join(dict.fromkeys(names[source] for source, _ in spoken))
            said = f"{who(standing, every[spoken[0]])}, {counted(len(spoken), 'passage')}"
            yield Change("speaker", f"dropping {said} in {sources},", frozenset(spoken))


def _voice(standing: Standing, speaker: Any) -> tuple[str, str]:
    name = standing.called(speaker)
    return folded(speaker["role"] or name), folded(name) if speaker["numbered"] else ""


def _assessments(case: Judged) -> Iterator[Change]:
    for id, each in case.attributes.items():
        for user, row in each.assessments.items():
            name = one_line(case.standing.named(user))
            words = f"dropping {name}'s assessment of {each.rule['name']} ({row['status']})"
            yield Change("assessment", words, assessment=(id, user))


def _settled(case: Judged) -> Iterator[Change]:
    for id, now in case.statuses(case.readings).items():
        for status in (MET, NOT_MET) if now in (NOT_KNOWN, CONTESTED) else ():
            words = f"settling {case.attributes[id].rule['name']} as {status}"
            yield Change("settle", words, settled=(id, status))


def _readings(case: Judged) -> Iterator[Change]:
    for reading in case.typology.data["readings"]:
        now = case.readings[reading["id"]]
        for option in reading["options"]:
            if option != now:
                phrase = one_line(reading["phrase"])
                words = f"reading “{phrase}” by “{option}” instead of “{now}”"
                yield Change("reading", words, reading=(reading["id"], option))


class Trial:
    """A case, of which changes are tried; a passage is a bit of a number."""

    def __init__(self, case: Judged, single: list[Change]) -> None:
        self.case, self.single = case, single
        self._asked = least(case.standing)
        self._bits = {place: 1 << at for at, place in enumerate(passages(case))}
        self.masks = {change: self._mask(change.dropped) for change in single}
        self.sides = {
            id: (self._mask(each.grounds.for_), self._mask(each.grounds.against))
            for id, each in case.attributes.items()
        }
        self._enough: dict[tuple[str, int], bool] = {}
        self._measured: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def _mask(self, places: Iterable[Place]) -> int:
        return sum(self._bits[place] for place in places)

    def needed(self, id: str) -> tuple[int, int]:
        """Return how many passages for and against must go, at least, to be heard; 0: none can."""
        each = self.case.attributes[id]
        asked = {name: each.rule.get(f"least_{name}") or self._asked[name] for name in LEAST}
        number = len(each.grounds.for_)
        by_number = asked["speakers"] == asked["roles"] == 1
        for_ = (number - asked["passages"] + 1 if by_number else 1) if each.enough else 0
        return for_, len(each.grounds.against)

    def tried(
        self, chosen: Collection[Change], ids: Iterable[str]
    ) -> tuple[dict[str, str], Readings]:
        """Return the statuses of attributes, and the readings, after some changes together."""
        gone, readings = 0, self.case.readings
        settled: dict[str, str] = {}
        without: set[tuple[str, str]] = set()
        for change in chosen:
            gone |= self.masks.get(change, 0)
            if change.reading:
                readings = readings | dict([change.reading])
            if change.settled:
                settled[change.settled[0]] = change.settled[1]
            if change.assessment:
                without.add(change.assessment)
        found = {id: settled.get(id) or self._status(id, gone, without, readings) for id in ids}
        return found, readings

    def outcome(self, type_: Any, chosen: Collection[Change]) -> str:
        """Return the outcome of a type after changes; nothing where they contradict each other."""
        for kind in ("settled", "reading"):
            of = [getattr(change, kind)[0] for change in chosen if getattr(change, kind)]
            if len(of) > len({*of}):
                return ""
        statuses, readings = self.tried(chosen, type_["attributes"])
        return outcome_of(self.case.typology, type_, statuses, readings)

    def _status(self, id: str, gone: int, without: set[tuple[str, str]], readings: Readings) -> str:
        made = self.case.attributes[id].assessments.items()
        left = {str(row["status"]) for user, row in made if (id, user) not in without}
        if left:
            return left.pop() if len(left) == 1 else CONTESTED
        for_, against = self.sides[id]
        return computed(
            self._reached(id, for_ & ~gone), bool(against & ~gone), self._measures(id, readings)
        )

    def _reached(self, id: str, left: int) -> bool:
        if (id, left) not in self._enough:
            each, standing = self.case.attributes[id], self.case.standing
            found = [g for place, g in each.grounds.for_.items() if self._bits[place] & left]
            heard = voices(standing, found)
            numbers = dict(zip(LEAST, (len(found), heard.count, len(heard.roles)), strict=True))
            self._enough[id, left] = enough(each.rule, self._asked, numbers)
        return self._enough[id, left]

    def _measures(self, id: str, readings: Readings) -> list[str]:
        key = id, tuple(readings.values())
        if key not in self._measured:
            self._measured[key] = [*self.case.measures(id, readings).values()]
        return self._measured[key]
