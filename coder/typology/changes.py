"""The changes that might alter an outcome: what is dropped, settled or read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coder.display import counted, one_line
from coder.model import Assessment, Guid, Passage, User
from coder.typology.basis import Basis
from coder.typology.grounds import Ground, voice
from coder.typology.rules import CONTESTED, MET, NOT_KNOWN, NOT_MET, Readings, Status


@dataclass(frozen=True, slots=True)
class Change:
    """One change to what a case rests on; of the last four exactly one says which."""

    kind: str
    """passage, speaker, assessment, settle or reading."""
    words: str
    """What would change, in words that begin a sentence."""
    dropped: frozenset[tuple[Guid, Passage]] = frozenset()
    assessment: Assessment | None = None
    settled: tuple[str, Status] | None = None
    """The id of an attribute, and as what it is settled."""
    reading: tuple[str, str] | None = None
    """The id of a reading, and its other option."""


def changes(
    basis: Basis, users: Mapping[Guid, User], readings: Readings, statuses: Mapping[str, Status]
) -> list[Change]:
    """Return every single change there is to try, under the readings and statuses of now.

    They are: each passage dropped, each speaker of more than one dropped with all their passages,
    each user's assessment of an attribute dropped, each attribute that is not known or contested
    settled as met or not met, each reading by its other options.
    """
    return [
        *_dropped_grounds(basis),
        *_dropped_assessments(basis, users),
        *_settled(basis, statuses),
        *_other_readings(basis, readings),
    ]


def _dropped_grounds(basis: Basis) -> Iterator[Change]:
    """Yield each passage dropped, then each speaker of more than one."""
    by_key = {
        ground.key: ground
        for grounds in basis.grounds.values()
        for ground in (*grounds.for_, *grounds.against)
    }
    for key, ground in by_key.items():
        yield Change("passage", f"dropping the passage of {ground.words}", frozenset({key}))
    for spoken in _by_voice(by_key.values()):
        if len(spoken) > 1:
            sources = ", ".join(dict.fromkeys(one_line(each.source.name) for each in spoken))
            words = f"dropping {spoken[0].who}, {counted(len(spoken), 'passage')} in {sources},"
            yield Change("speaker", words, frozenset(each.key for each in spoken))


def _by_voice(grounds: Iterable[Ground]) -> list[list[Ground]]:
    """Return the passages in which only one voice speaks, together by voice."""
    alone: dict[tuple[str, str], list[Ground]] = {}
    for ground in grounds:
        heard = {voice(speaker) for speaker in ground.speakers}
        if len(heard) == 1 and all(turn.speaker is not None for turn in ground.turns):
            alone.setdefault(heard.pop(), []).append(ground)
    return list(alone.values())


def _dropped_assessments(basis: Basis, users: Mapping[Guid, User]) -> Iterator[Change]:
    for attribute in basis.typology.attributes:
        for assessment in basis.assessments[attribute.id]:
            user = users.get(assessment.user)
            name = one_line(user.name) if user else "somebody"
            words = f"dropping {name}'s assessment of {attribute.name} ({assessment.status})"
            yield Change("assessment", words, assessment=assessment)


def _settled(basis: Basis, statuses: Mapping[str, Status]) -> Iterator[Change]:
    for attribute in basis.typology.attributes:
        now = statuses[attribute.id]
        for status in (MET, NOT_MET) if now in (NOT_KNOWN, CONTESTED) else ():
            words = f"settling {attribute.name} as {status}"
            yield Change("settle", words, settled=(attribute.id, status))


def _other_readings(basis: Basis, readings: Readings) -> Iterator[Change]:
    for reading in basis.typology.readings:
        for option in reading.options:
            if option != readings[reading.id]:
                words = f"reading “{one_line(reading.phrase)}” by “{option}”"
                words += f" instead of “{readings[reading.id]}”"
                yield Change("reading", words, reading=(reading.id, option))


def changed(
    basis: Basis, readings: Readings, made: Iterable[Change]
) -> tuple[dict[str, Status], Readings]:
    """Return the statuses and readings that changes made together leave."""
    settled: dict[str, Status] = {}
    for change in made:
        basis = basis.without_grounds(change.dropped) if change.dropped else basis
        if change.assessment is not None:
            basis = basis.without_assessment(change.assessment)
        if change.reading is not None:
            readings = {**readings, change.reading[0]: change.reading[1]}
        if change.settled is not None:
            settled[change.settled[0]] = change.settled[1]
    return basis.statuses(readings) | settled, readings
