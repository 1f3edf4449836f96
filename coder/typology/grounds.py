"""The passages on which the attributes of a case rest, and the voices in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.display import counted, one_line, same_name
from coder.model import (
    Attribute,
    Case,
    CodeBook,
    Coding,
    Evidence,
    Guid,
    Passage,
    Source,
    Speaker,
    Turn,
    Typology,
)
from coder.typology.named import codes_named, families


@dataclass(frozen=True, slots=True)
class Ground:
    """One passage that speaks for or against an attribute, whoever coded it and how often."""

    source: Source
    passage: Passage
    codings: tuple[Coding, ...]
    turns: tuple[Turn, ...]
    """Those it overlaps, without the interviewer's."""
    speakers: tuple[Speaker, ...]
    """Of those turns; none where the transcript names none."""

    @property
    def key(self) -> tuple[Guid, Passage]:
        """What makes two codings the same passage."""
        return self.source.guid, self.passage

    @property
    def who(self) -> str:
        """The labels of its speakers, as the transcript has them."""
        return one_line(", ".join(each.name for each in self.speakers) or "unnamed speaker")

    @property
    def words(self) -> str:
        """Where it is and who speaks."""
        return f"{self.who} in {one_line(self.source.name)} ({self.passage})"


@dataclass(frozen=True, slots=True)
class Grounds:
    """The passages for an attribute and those against it."""

    for_: tuple[Ground, ...] = ()
    against: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Voices:
    """How many speakers passages rest on. A label is a voice, not a person."""

    count: int
    at_least: bool
    """Whether labels without a number may hide more than these."""
    roles: tuple[str, ...]

    def __str__(self) -> str:
        return ("at least " if self.at_least else "") + counted(self.count, "speaker")


def passages_for(evidence: Evidence, typology: Typology, case: Case) -> dict[str, Grounds]:
    """Return for each attribute, by id, the passages for and against it in a case's sources.

    A passage counts once, however many users or codes of an attribute it bears. It is out where it
    lies wholly in the interviewer's turns.
    """
    sources = {guid for guid, source in evidence.sources.items() if source.case == case.guid}
    codings = [coding for coding in evidence.codings if coding.source in sources]
    return {
        attribute.id: Grounds(
            _grounds(evidence, codings, attribute.codes_for),
            _grounds(evidence, codings, attribute.codes_against),
        )
        for attribute in typology.attributes
    }


def _grounds(
    evidence: Evidence, codings: Sequence[Coding], names: Iterable[str]
) -> tuple[Ground, ...]:
    codebook = evidence.codebook
    codes = families(codebook, tuple(names))
    found: dict[tuple[Guid, Passage], list[Coding]] = {}
    for coding in codings:
        if codebook.resolve(coding.code) in codes:
            found.setdefault((coding.source, coding.passage), []).append(coding)
    grounds = (_ground(evidence, same) for same in found.values())
    return tuple(
        sorted(
            (ground for ground in grounds if ground is not None),
            key=lambda ground: (ground.source.name, ground.source.guid, ground.passage),
        )
    )


def _ground(evidence: Evidence, same: Sequence[Coding]) -> Ground | None:
    """Return the passage that codings share; None where only the interviewer speaks in it."""
    source, passage = same[0].source, same[0].passage
    overlapped = [turn for turn in evidence.turns.get(source, ()) if turn.passage.overlaps(passage)]
    speakers: dict[Guid, Speaker] = {}
    turns = []
    for turn in overlapped:
        speaker = evidence.speakers.get(turn.speaker) if turn.speaker else None
        if speaker is not None and speaker.interviewer:
            continue
        turns.append(turn)
        if speaker is not None:
            speakers[speaker.guid] = speaker
    if overlapped and not turns:
        return None
    return Ground(
        evidence.sources[source], passage, tuple(same), tuple(turns), tuple(speakers.values())
    )


def standing_under(codebook: CodeBook, attribute: Attribute, grounds: Grounds) -> list[str]:
    """Return a note naming the codes that count only because they stand under an attribute's code.

    To move a code there changes what the rules find: weak governance is not unclear direction
    (method notes, A3.5).
    """
    sides = (
        ("", attribute.codes_for, grounds.for_),
        (" against it", attribute.codes_against, grounds.against),
    )
    notes = []
    for against, names, found in sides:
        named = {guid for name in names for guid in codes_named(codebook, name)}
        counted = {codebook.resolve(each.code) for ground in found for each in ground.codings}
        below = sorted(one_line(codebook.by_guid[guid].name) for guid in counted - named)
        if below:
            stand = "stands" if len(below) == 1 else "stand"
            also = f"{attribute.name} also counts{against}: {', '.join(below)}"
            notes.append(f"{also}, which {stand} under it.")
    return notes


def voice(speaker: Speaker) -> tuple[str, str]:
    """Return what tells a voice from others: its role, and its name where it is numbered."""
    role = same_name(speaker.role or speaker.name)
    return role, same_name(speaker.name) if speaker.numbered else ""


def voices(grounds: Iterable[Ground]) -> Voices:
    """Count the speakers of passages: of each role as many as are numbered, and at least one.

    The same label in another turn or source may be the same person, so it does not add to the
    count; the count then says "at least".
    """
    heard: dict[tuple[str, str], set[Guid]] = {}
    roles: dict[str, str] = {}
    for ground in grounds:
        by_guid = {speaker.guid: speaker for speaker in ground.speakers}
        for turn in ground.turns:
            if turn.speaker is not None and (speaker := by_guid.get(turn.speaker)) is not None:
                role, name = voice(speaker)
                roles.setdefault(role, speaker.role or speaker.name)
                heard.setdefault((role, name), set()).add(turn.source if name else turn.guid)
    count = sum(max(1, _numbered(heard, role)) for role in roles)
    mixed = any((role, "") in heard and _numbered(heard, role) for role in roles)
    at_least = mixed or any(len(places) > 1 for places in heard.values())
    return Voices(count, at_least, tuple(roles.values()))


def _numbered(heard: Mapping[tuple[str, str], object], role: str) -> int:
    return sum(other == role and name != "" for other, name in heard)
