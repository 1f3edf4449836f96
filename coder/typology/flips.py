"""Which one change would alter an outcome: found by trying each, not by rule of thumb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coder.display import counted, one_line
from coder.model import Guid, Typology, User
from coder.typology.basis import Basis
from coder.typology.grounds import Ground, voice
from coder.typology.rules import (
    CONTESTED,
    MET,
    NOT_KNOWN,
    NOT_MET,
    Outcome,
    Readings,
    Status,
    outcome,
    said,
)


@dataclass(frozen=True, slots=True)
class Flip:
    """One change that would alter the outcome of one type."""

    kind: str
    """settle, lose, passage, speaker, assessment or reading."""
    change: str
    """What would change, in words that begin a sentence."""
    type: str
    """The id of the type."""
    before: Outcome
    after: Outcome
    attributes: tuple[str, ...] = ()
    """Ids of those whose status the change would alter."""

    @property
    def words(self) -> str:
        """Return one sentence for the researcher."""
        return f"{self.change}: Type {self.type} would be {said(self.after)}."


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str
    words: str
    statuses: Mapping[str, Status]
    readings: Readings


def flips(basis: Basis, users: Mapping[Guid, User], readings: Readings) -> tuple[Flip, ...]:
    """Return every single change that alters an outcome under the readings in use.

    Tried are: each attribute at each other status, each passage dropped, each speaker dropped with
    all their passages, each person's assessment of an attribute dropped, each other reading.
    """
    typology = basis.typology
    statuses = basis.statuses(readings)
    before = basis.outcomes(readings)
    found = []
    for change in _changes(basis, users, readings, statuses):
        altered = tuple(each for each in statuses if change.statuses[each] != statuses[each])
        for type_ in typology.types:
            after = outcome(type_, change.statuses, change.readings)
            if after != before[type_.id]:
                words = change.words + _leaving(typology, change, altered)
                found.append(Flip(change.kind, words, type_.id, before[type_.id], after, altered))
    return tuple(found)


def _leaving(typology: Typology, change: _Change, altered: tuple[str, ...]) -> str:
    """Return what a change does to the attributes, where its own words do not say so."""
    if change.kind in ("settle", "lose"):
        return ""
    names = {attribute.id: attribute.name for attribute in typology.attributes}
    left = [f"{names[each]} {change.statuses[each]}" for each in altered]
    verb = "makes" if change.kind == "reading" else "leaves"
    return f" {verb} {' and '.join(left)}" if left else ""


def _changes(
    basis: Basis, users: Mapping[Guid, User], readings: Readings, statuses: dict[str, Status]
) -> Iterator[_Change]:
    yield from _other_statuses(basis, readings, statuses)
    yield from _dropped_grounds(basis, readings)
    yield from _dropped_assessments(basis, users, readings)
    for reading in basis.typology.readings:
        for option in reading.options:
            if option != readings[reading.id]:
                other = {**readings, reading.id: option}
                words = f"reading “{one_line(reading.phrase)}” by “{option}”"
                words += f" instead of “{readings[reading.id]}”"
                yield _Change("reading", words, basis.statuses(other), other)


def _other_statuses(
    basis: Basis, readings: Readings, statuses: dict[str, Status]
) -> Iterator[_Change]:
    """Yield each attribute at each other status; contested is left out, it counts as not known."""
    for attribute in basis.typology.attributes:
        now = statuses[attribute.id]
        unknown = now in (NOT_KNOWN, CONTESTED)
        for status in (MET, NOT_MET, NOT_KNOWN):
            if status == now or (unknown and status == NOT_KNOWN):
                continue
            kind = "settle" if unknown else "lose"
            words = f"if {attribute.name} were {status} (it is {now})"
            yield _Change(kind, words, {**statuses, attribute.id: status}, readings)


def _dropped_grounds(basis: Basis, readings: Readings) -> Iterator[_Change]:
    """Yield each passage dropped, then each speaker of more than one."""
    by_key = {
        ground.key: ground
        for grounds in basis.grounds.values()
        for ground in (*grounds.for_, *grounds.against)
    }
    for key, ground in by_key.items():
        words = f"dropping the passage of {ground.words}"
        yield _Change("passage", words, basis.without_grounds({key}).statuses(readings), readings)
    for spoken in _by_voice(by_key.values()):
        if len(spoken) > 1:
            sources = ", ".join(dict.fromkeys(one_line(each.source.name) for each in spoken))
            words = f"dropping {spoken[0].who}, {counted(len(spoken), 'passage')} in {sources},"
            left = basis.without_grounds({ground.key for ground in spoken})
            yield _Change("speaker", words, left.statuses(readings), readings)


def _by_voice(grounds: Iterable[Ground]) -> list[list[Ground]]:
    """Return the passages in which only one voice speaks, together by voice."""
    alone: dict[tuple[str, str], list[Ground]] = {}
    for ground in grounds:
        heard = {voice(speaker) for speaker in ground.speakers}
        if len(heard) == 1 and all(turn.speaker is not None for turn in ground.turns):
            alone.setdefault(heard.pop(), []).append(ground)
    return list(alone.values())


def _dropped_assessments(
    basis: Basis, users: Mapping[Guid, User], readings: Readings
) -> Iterator[_Change]:
    for attribute in basis.typology.attributes:
        for assessment in basis.assessments[attribute.id]:
            user = users.get(assessment.user)
            name = one_line(user.name) if user else "somebody"
            words = f"dropping {name}'s assessment of {attribute.name} ({assessment.status})"
            left = basis.without_assessment(assessment)
            yield _Change("assessment", words, left.statuses(readings), readings)
