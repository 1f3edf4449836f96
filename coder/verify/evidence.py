"""The passages for and against an attribute of a case, and the voices in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .standing import Standing
from .words import Row, ends, folded

Place = tuple[str, str]
"""A source and a passage of it, `START:END`."""


@dataclass(slots=True)
class Ground:
    """One passage that speaks for or against an attribute."""

    codings: list[str]
    """Whoever coded it, and with however many of the attribute's codes: it counts once."""
    turns: list[tuple[str, Row]]
    """Those it overlaps, without the interviewer's."""

    def speakers(self, standing: Standing) -> dict[str, Row]:
        """Return who speaks in it, by guid, in the order of the text."""
        named = {str(turn["speaker"]): standing.speaker(turn["speaker"]) for _, turn in self.turns}
        return {guid: row for guid, row in named.items() if row is not None}


@dataclass(slots=True)
class Grounds:
    """All passages for an attribute of a case, and all against it, as they are read."""

    for_: dict[Place, Ground] = field(default_factory=dict)
    against: dict[Place, Ground] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Voices:
    """How many speakers passages rest on. A label is a voice, not a person."""

    count: int
    at_least: bool
    roles: dict[str, str]
    """As first spelt, by how they are when folded."""

    def __str__(self) -> str:
        return f"{'at least ' * self.at_least}{self.count} speaker{'s' * (self.count != 1)}"


def grounds(standing: Standing, attribute: dict[str, Any], case: str) -> Grounds:
    """Return the passages of a case's sources on which an attribute rests."""
    for_ = _passages(standing, attribute["codes_for"], case)
    return Grounds(for_, _passages(standing, attribute["codes_against"], case))


def _passages(standing: Standing, names: Iterable[str], case: str) -> dict[Place, Ground]:
    codes = standing.codes
    meant = {
        below for name in names for code in codes.meant_by(name) for below in codes.family(code)
    }
    found: dict[Place, Ground] = {}
    if not meant:
        return found
    for source in standing.sources_of.get(case, ()):
        for guid, row in standing.codings(source):
            if codes.now.get(str(row["code"])) not in meant:
                continue
            start, end = ends(row["passage"])
            turns = standing.heard(source).over(start, end)
            if turns is not None and start < end:
                ground = found.setdefault((source, str(row["passage"])), Ground([], turns))
                ground.codings.append(guid)
    return dict(sorted(found.items(), key=lambda each: _place(standing, each[0])))


def _place(standing: Standing, place: Place) -> tuple[str, str, tuple[int, int]]:
    source, passage = place
    return str(standing.rows["sources"][source]["name"]), source, ends(passage)


def voices(standing: Standing, found: Iterable[Ground]) -> Voices:
    """Count the speakers of passages: of each role as many as are numbered, and at least one.

    Three turns of an unnumbered “Senior leader” are at least one speaker, and so is one number
    that speaks in two transcripts: it may be two people.
    """
    heard = Hearing()
    for turn, guid, speaker in _spoken(standing, found):
        shown = str(speaker["role"]) or standing.called(speaker)
        heard.add(folded(shown), shown, folded(standing.called(speaker)), guid, turn, speaker)
    return heard.voices


def bounds(standing: Standing, found: Iterable[Ground]) -> tuple[Voices, Voices]:
    """Return the fewest and the most voices there may be in passages, some of whose names are lost.

    A name that was withdrawn may be the same as any other, or one of its own.
    """
    few, many = Hearing(), Hearing()
    for turn, guid, speaker in _spoken(standing, found):
        lost, id = speaker["name"] not in standing.texts, str(speaker["name"])
        name = id if lost else folded(standing.called(speaker))
        role = folded(speaker["role"]) or name
        many.add(role, role, name, guid, turn, speaker)
        if not lost or speaker["role"]:
            few.add(role, role, "" if lost else name, guid, turn, speaker)
    return few.voices, many.voices


def lost(standing: Standing, found: Iterable[Ground]) -> bool:
    """Whether the name of any who speak in passages was withdrawn since."""
    return any(each["name"] not in standing.texts for *_, each in _spoken(standing, found))


def _spoken(standing: Standing, found: Iterable[Ground]) -> Iterator[tuple[Row, str, Row]]:
    """Yield each turn with its guid and who speaks in it, where that is known."""
    for ground in found:
        for guid, turn in ground.turns:
            if (speaker := standing.speaker(turn["speaker"])) is not None:
                yield turn, guid, speaker


class Hearing:
    """Voices, as they are heard turn by turn."""

    def __init__(self) -> None:
        self._numbered: dict[str, dict[str, set[str]]] = {}
        """By role and name, the sources in which it speaks."""
        self._others: dict[str, set[str]] = {}
        self._roles: dict[str, str] = {}

    def add(self, role: str, shown: str, name: str, guid: str, turn: Row, speaker: Row) -> None:
        """Hear a turn; a numbered voice without a name adds nothing to its role."""
        self._roles.setdefault(role, shown)
        numbered = self._numbered.setdefault(role, {})
        if not speaker["numbered"]:
            self._others.setdefault(role, set()).add(guid)
        elif name:
            numbered.setdefault(name, set()).add(str(turn["source"]))

    @property
    def voices(self) -> Voices:
        """Return how many were heard."""
        at_least = False
        for role, names in self._numbered.items():
            unnumbered = self._others.get(role, set())
            at_least |= len(unnumbered) > 1 or bool(unnumbered and names)
            at_least |= any(len(sources) > 1 for sources in names.values())
        count = sum(max(1, len(names)) for names in self._numbered.values())
        return Voices(count, at_least, self._roles)
