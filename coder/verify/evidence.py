"""The passages for and against an attribute of a case, and the voices in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .standing import Standing
from .words import Row, ends, folded

Place = tuple[str, str]
"""A source and a passage of it, `START:END`."""


@dataclass(slots=True)
class Ground:
    """One passage that speaks for or against an attribute."""

    codings: set[str]
    """Whoever coded it, and with however many of the attribute's codes: it counts once."""
    turns: list[tuple[str, Row]]
    """Those it overlaps, without the interviewer's."""


@dataclass(slots=True)
class Grounds:
    """All passages for an attribute of a case, and all against it."""

    for_: dict[Place, Ground] = field(default_factory=dict)
    against: dict[Place, Ground] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Voices:
    """How many speakers passages rest on. A label is a voice, not a person."""

    count: int
    at_least: bool
    roles: frozenset[str]
    """Folded."""


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
                ground = found.setdefault((source, str(row["passage"])), Ground(set(), turns))
                ground.codings.add(guid)
    return found


def voices(standing: Standing, found: Iterable[Ground]) -> Voices:
    """Count the speakers of passages: of each role as many as are numbered, and at least one.

    Three turns of an unnumbered “Senior leader” are at least one speaker, and so is one number
    that speaks in two transcripts: it may be two people.
    """
    numbered: dict[str, dict[str, set[str]]] = {}
    others: dict[str, set[str]] = {}
    for ground in found:
        for guid, turn in ground.turns:
            speaker = standing.speaker(turn["speaker"])
            if speaker is None:
                continue
            role = folded(speaker["role"]) if speaker["role"] else standing.name_of(speaker)
            numbered.setdefault(role, {})
            if speaker["numbered"]:
                name = standing.name_of(speaker)
                numbered[role].setdefault(name, set()).add(str(turn["source"]))
            else:
                others.setdefault(role, set()).add(guid)
    at_least = False
    for role, names in numbered.items():
        unnumbered = others.get(role, set())
        at_least |= len(unnumbered) > 1 or bool(unnumbered and names)
        at_least |= any(len(sources) > 1 for sources in names.values())
    count = sum(max(1, len(names)) for names in numbered.values())
    return Voices(count, at_least, frozenset(numbered))
