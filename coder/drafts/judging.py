"""A quotation and its places in the sources -> what is to be said of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coder.display import counted, one_line, same_name
from coder.drafts import findings
from coder.drafts.aligning import EDITED, MARKED, Found, Sources
from coder.drafts.attributions import Attribution
from coder.drafts.findings import LOOK, RIGHT, TOLD, Finding
from coder.drafts.fitting import DRAFT, SAME, Piece
from coder.drafts.quoting import Quotation
from coder.model import Guid, Passage, Turn

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a turn."""

    name: str
    role: str
    interviewer: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn that a quotation overlaps, by its number in the source, and who speaks it."""

    number: int
    passage: Passage
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation was found, in the project's words."""

    found: Found
    source: str
    school: str
    turns: tuple[Spoken, ...]

    @property
    def voices(self) -> list[Voice]:
        """Who speaks here, as far as the source says."""
        return [turn.voice for turn in self.turns if turn.voice]

    @property
    def role(self) -> str:
        """Who speaks: the role, or the label where no role is known."""
        said = dict.fromkeys(voice.role or voice.name for voice in self.voices)
        return " and ".join(one_line(each) for each in said)

    def spoken_by(self, role: str) -> bool:
        """Whether a voice here has this role, or is called so."""
        wanted = same_name(role)
        return any(wanted in (same_name(v.role), same_name(v.name)) for v in self.voices)


@dataclass(frozen=True, slots=True)
class Material:
    """What quotations are held against."""

    sources: Sources
    names: Mapping[Guid, str]
    schools: Mapping[Guid, str]
    """The school of each source that has one."""
    turns: Mapping[Guid, Sequence[Turn]]
    voices: Mapping[Guid, Voice]
    """By speaker."""
    coded: Mapping[Guid, Sequence[Passage]]
    """By source, the passages that carry a code."""

    def of_school(self, school: str) -> list[Guid]:
        """Return the sources of a school."""
        return [guid for guid, name in self.schools.items() if name == school]

    def place(self, found: Found) -> Place:
        """Return a place in the project's words."""
        turns = tuple(
            Spoken(number, turn.passage, self.voices.get(turn.speaker or ""))
            for number, turn in enumerate(self.turns.get(found.source, ()), start=1)
            if turn.passage.overlaps(found.passage)
        )
        school = self.schools.get(found.source, "")
        return Place(found, self.names.get(found.source, ""), school, turns)


@dataclass
class Judge:
    """Judges the quotations of one draft, in order; it remembers what was quoted before."""

    material: Material
    where: Callable[[int], str]
    """Where in the draft a paragraph stands, in words."""
    seen: list[tuple[Found, int]] = field(default_factory=list)

    def of(self, quotation: Quotation) -> list[Finding]:
        """Return all that is to be said of a quotation: of its words first."""
        said = quotation.attribution
        blank = _blank(quotation)
        unread = list(_unread(quotation, blank))
        first = self.material.of_school(said.school) if said else []
        found = self.material.sources.find(quotation.words, first)
        if not found:
            return [replace(blank, pieces=(Piece(DRAFT, quotation.words),)), *unread]
        places = map(self.material.place, found)
        place = max(places, key=lambda each: _fitness(each, said))
        source = place.found.source
        text = self.material.sources.texts[source]
        base = _placed(blank, place, text)
        return [
            _words(base, place.found),
            *unread,
            *(_attributed(base, place, said) if said else ()),
            *_interviewer(base, place),
            *self._twice(base, place.found),
            *_extent(base, place, text, self.material.coded.get(source, ())),
        ]

    def _twice(self, base: Finding, found: Found) -> Iterator[Finding]:
        for other, paragraph in self.seen:
            if other.source == found.source and other.passage.overlaps(found.passage):
                said = f"These words, or some of them, were quoted before: {self.where(paragraph)}."
                yield replace(base, kind=findings.TWICE, level=LOOK, said=said)
                break
        self.seen.append((found, base.paragraph))


def _blank(quotation: Quotation) -> Finding:
    """Return what is to be said of a quotation that is nowhere."""
    said = quotation.attribution
    return Finding(
        findings.NOT_FOUND,
        LOOK,
        quotation.first,
        "These words stand in no source, nor anything like them.",
        quotation.words,
        said.text if said else quotation.unread,
    )


def _placed(finding: Finding, place: Place, text: str) -> Finding:
    """Return a finding with its place in a source of this text."""
    return replace(
        finding,
        school=place.school,
        role=place.role,
        source=place.found.source,
        source_name=place.source,
        turn=place.turns[0].number if place.turns else None,
        passage=place.found.passage,
        source_words=place.found.passage.quotation(text),
        pieces=place.found.pieces,
    )


def _fitness(place: Place, said: Attribution | None) -> tuple[bool, bool]:
    if said is None:
        return False, False
    return place.school == said.school, bool(said.role) and place.spoken_by(said.role)


def _words(base: Finding, found: Found) -> Finding:
    """Return what is to be said of the words themselves."""
    if found.manner == EDITED:
        said = f"Edited without a mark: {differences(found.pieces)}."
        return replace(base, kind=findings.EDITED, said=said)
    left = f" {counted(found.omitted, 'word')} left out, as marked." if found.omitted else ""
    said = "Word for word."
    if found.manner == MARKED:
        said = f"Word for word around its ellipses and brackets.{left}"
    return replace(base, kind=findings.VERBATIM, level=RIGHT, said=said)


def differences(pieces: Sequence[Piece]) -> str:
    """Return in words what differs between a draft's words and the source's."""
    said = []
    at = 0
    while at < len(pieces):
        one, other = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
        if one.kind == SAME:
            at += 1
        elif other is not None and SAME not in (one.kind, other.kind):
            draft, source = (one, other) if one.kind == DRAFT else (other, one)
            said.append(f"“{_short(draft.words)}” for the source's “{_short(source.words)}”")
            at += 2
        else:
            what = "added" if one.kind == DRAFT else "left out"
            said.append(f"“{_short(one.words)}” {what}")
            at += 1
    return "; ".join(said)


def _short(words: str) -> str:
    return one_line(words, _SHOWN)


def _unread(quotation: Quotation, base: Finding) -> Iterator[Finding]:
    said = quotation.attribution
    if said is None and quotation.unread:
        words = f"“({_short(quotation.unread)})” names no school or role of the project."
        yield replace(base, kind=findings.UNREAD, said=words)
    elif said is None:
        yield replace(
            base, kind=findings.UNATTRIBUTED, level=TOLD, said="The draft does not say who spoke."
        )
    elif said.unknown:
        words = f"“{_short(said.unknown)}” is no school of the project."
        yield replace(base, kind=findings.UNREAD, said=words)


def _attributed(base: Finding, place: Place, said: Attribution) -> Iterator[Finding]:
    """Yield where the draft names another school or role than the source."""
    if said.school and place.school != said.school:
        there = place.school or f"{one_line(place.source)}, of no school"
        words = f"The draft says {said.school}; the words are from {there}."
        yield replace(base, kind=findings.SCHOOL, level=LOOK, said=words)
    if said.role and not place.spoken_by(said.role):
        words = f"The draft says {said.role}; the source has {place.role or 'nobody named'}."
        yield replace(base, kind=findings.ROLE, level=LOOK, said=words)


def _interviewer(base: Finding, place: Place) -> Iterator[Finding]:
    asked = [turn.number for turn in place.turns if turn.voice and turn.voice.interviewer]
    if asked:
        turns = " and ".join(f"turn {number}" for number in asked)
        words = f"Words of the interviewer ({turns}): they are no evidence."
        yield replace(base, kind=findings.INTERVIEWER, level=LOOK, said=words)


def _extent(base: Finding, place: Place, text: str, coded: Sequence[Passage]) -> Iterator[Finding]:
    """Yield where a quotation is longer or shorter than the coded passage, or the turn.

    Of coded passages that hold it, the shortest; else the longest that it overlaps. Where nothing
    of it is coded, its turn. Punctuation and spacing at either end make no difference.
    """
    here = place.found.passage
    if len(place.turns) > 1:
        numbers = f"{place.turns[0].number} to {place.turns[-1].number}"
        words = f"It goes over more than one turn: {numbers}."
        yield replace(base, kind=findings.LONGER, level=LOOK, said=words)
        return
    over = [passage for passage in coded if passage.overlaps(here)]
    holding = [passage for passage in over if _holds(text, passage, here)]
    if holding:
        whole = min(holding, key=lambda passage: passage.end - passage.start)
        yield from _shorter(base, text, whole, here, "the coded passage")
    elif over:
        part = max(over, key=lambda passage: passage.end - passage.start)
        outside = _ends(text, here, part)
        words = f"Longer than the coded passage: {outside} carries no code of it."
        yield replace(base, kind=findings.LONGER, level=TOLD, said=words)
    elif place.turns:
        yield from _shorter(base, text, place.turns[0].passage, here, "the turn, uncoded")


def _shorter(
    base: Finding, text: str, whole: Passage, here: Passage, what: str
) -> Iterator[Finding]:
    left = _ends(text, whole, here)
    if left:
        words = f"Shorter than {what}: {left} left out."
        yield replace(base, kind=findings.SHORTER, level=TOLD, said=words)


def _holds(text: str, outer: Passage, inner: Passage) -> bool:
    return not _ends(text, inner, outer)


def _ends(text: str, outer: Passage, inner: Passage) -> str:
    """Return in words what of the outer passage stands before and after the inner one."""
    before = text[outer.start : max(outer.start, min(inner.start, outer.end))]
    after = text[min(outer.end, max(inner.end, outer.start)) : outer.end]
    parts = [
        f"“{_short(part)}” {where}"
        for part, where in ((before, "before"), (after, "after"))
        if re.search(r"\w", part)
    ]
    return " and ".join(parts)
