"""What was coded with each code: how much of it there is, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coder.frequencies import ANY, chains, codes_now, ordered_sources, school_of, select
from coder.model import Evidence, Guid, Passage, Source
from coder.store import Store, reads

Place = tuple[Guid, Passage]
"""A source and a passage in it; identical passages count once, whoever coded them."""

_QUICK = 5_000
"""As many rows as are read and counted without a pause that a person notices."""


@dataclass(frozen=True, slots=True)
class Use:
    """How much a code was used: distinct passages, and the sources and schools they are in."""

    passages: int = 0
    sources: int = 0
    schools: int = 0


@dataclass(frozen=True, slots=True)
class Uses:
    """The use of a code by itself, and with the codes under it: each passage counts once."""

    own: Use = Use()
    whole: Use = Use()


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A passage with a code, or a code under it: where it stands and who coded it."""

    source: Source
    school: str
    passage: Passage
    users: tuple[str, ...]
    codes: tuple[Guid, ...]


def many(store: Store) -> bool:
    """Whether counting takes long enough that a screen should not wait for it."""
    return reads.size(store) > _QUICK


def uses(evidence: Evidence) -> dict[Guid, Uses]:
    """Return the use of every code; what lies wholly in an interviewer's turns is left out."""
    chain = chains(evidence.codebook, roll_up=True)
    own: dict[Guid, set[Place]] = {code: set() for code in chain}
    for item in select(evidence, ANY).counted:
        own[item.code].add((item.coding.source, item.coding.passage))
    whole: dict[Guid, set[Place]] = {code: set() for code in chain}
    for code, places in own.items():
        for above in chain[code]:
            whole[above] |= places
    return {code: Uses(_use(evidence, own[code]), _use(evidence, whole[code])) for code in chain}


def _use(evidence: Evidence, places: Iterable[Place]) -> Use:
    found = list(places)
    sources = {source for source, _ in found}
    cases = {evidence.sources[source].case for source in sources}
    return Use(len(found), len(sources), len(cases & evidence.cases.keys()))


def passages(evidence: Evidence, code: Guid) -> list[CodedPassage]:
    """Return the passages of a code and of those under it, by school, source and place."""
    family, now = evidence.codebook.family(code), codes_now(evidence.codebook)
    inside = [coding for coding in evidence.codings if now.get(coding.code) in family]
    found: dict[Place, tuple[set[str], set[Guid]]] = {}
    for item in select(replace(evidence, codings=inside), ANY).counted:
        place = (item.coding.source, item.coding.passage)
        users, codes = found.setdefault(place, (set(), set()))
        users.add(evidence.users[item.coding.user].name)
        codes.add(item.code)
    order = {source.guid: at for at, source in enumerate(ordered_sources(evidence))}
    return [
        _coded(evidence, place, *found[place])
        for place in sorted(found, key=lambda place: (order[place[0]], place[1]))
    ]


def _coded(evidence: Evidence, place: Place, users: set[str], codes: set[Guid]) -> CodedPassage:
    source = evidence.sources[place[0]]
    school = school_of(evidence, source)
    in_order = tuple(code.guid for code in evidence.codebook if code.guid in codes)
    name = school.name if school else ""
    return CodedPassage(source, name, place[1], tuple(sorted(users)), in_order)
