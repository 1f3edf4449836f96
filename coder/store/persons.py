"""One person in all versions of a source: who that is in each, and which words are theirs."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.alignment import Found, Kind, Places
from coder.display import same_name
from coder.finding.repeats import Repeats
from coder.model import Guid, Passage, Turn
from coder.store import reads
from coder.store.masks import holds_words
from coder.store.namings import Namings
from coder.store.store import Store


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A version of a source, with who speaks in it."""

    guid: Guid
    text: str
    turns: Sequence[Turn]
    """Those that hold words; of a version that was removed all that it ever had."""
    names: Mapping[Guid, str]
    """By speaker the name that they have now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A turn of theirs that a newer version gives to somebody else, and that is therefore not."""

    source: Guid
    passage: Passage
    to: str
    """Name of who has it in the newer version."""


class Family:
    """All versions of a source, the newest first, those that were removed last."""

    def __init__(self, versions: Sequence[Version], namings: Namings) -> None:
        self.versions = versions
        self._namings = namings
        self._places: dict[tuple[Guid, Guid], Places] = {}

    def find(self, here: Version, passage: Passage, there: Version) -> Found:
        """Return where a passage of one version is in another."""
        both = (here.guid, there.guid)
        if both not in self._places:
            self._places[both] = Places(here.text, there.text)
        return self._places[both].find(passage)

    # Who it is.

    def who(self, speakers: Collection[Guid]) -> set[Guid]:
        """Return all speakers that are one person with these, in whatever version.

        What was merged and corrected ties them first. In a version that nothing ties to, it is who
        has or had a name of theirs; where those are several, who says their words; where there is
        none, who says little else.
        """
        people = self._namings.one_person(speakers)
        grown = True
        while grown:
            grown = False
            for version in self.versions:
                if people.isdisjoint(version.names) and (more := self._alike(version, people)):
                    people |= self._namings.one_person(more)
                    grown = True
        return people

    def _alike(self, version: Version, people: Collection[Guid]) -> set[Guid]:
        strangers = [each for each in version.names if not self._beside(each, people)]
        called = set(map(same_name, self._namings.names(people)))
        named = {
            each
            for each in strangers
            if called.intersection(map(same_name, self._namings.names([each])))
        }
        if len(named) == 1:
            return named
        held = self._held(version, people)
        if named:
            return named & held.keys() or named
        spoken = Counter(turn.speaker for turn in version.turns)
        return {each for each in strangers if 2 * held[each] > spoken[each]}

    def _beside(self, speaker: Guid, people: Collection[Guid]) -> bool:
        """Whether a speaker stands beside these people in any version: then it is somebody else."""
        same = self._namings.one_person([speaker])
        return any(
            not same.isdisjoint(version.names) and not version.names.keys().isdisjoint(people)
            for version in self.versions
        )

    def _held(self, version: Version, people: Collection[Guid]) -> Counter[Guid]:
        """Return how many turns of each speaker of a version people say in another one."""
        held = set()
        for other, turn in self._own(people):
            at = self.find(other, turn.passage, version)
            if at.passage is not None and at.kind in (Kind.MOVED, Kind.CHANGED):
                held |= {each for each in version.turns if _mostly_in(each.passage, at.passage)}
        return Counter(turn.speaker for turn in held if turn.speaker)

    def _own(self, people: Collection[Guid]) -> Iterator[tuple[Version, Turn]]:
        for version in self.versions:
            yield from ((version, turn) for turn in version.turns if turn.speaker in people)

    # Which words are theirs.

    def said(self, people: Collection[Guid]) -> tuple[dict[Guid, list[Passage]], list[Kept]]:
        """Return by version the passages that people said, and what they are not taken to have.

        Theirs are the turns given to them, but none that a newer version gives to somebody else;
        and wherever the words of these stand in another version, whoever they are given to there.
        """
        found: dict[Guid, list[Passage]] = defaultdict(list)
        kept: list[Kept] = []
        for version, turn in self._own(people):
            parts, others = self._parted(version, turn, people)
            found[version.guid] += parts
            kept += others
            for part in parts:
                for other in self.versions:
                    if other is not version:
                        found[other.guid] += self.again(version, part, other, people)
        return dict(found), kept

    def _parted(
        self, version: Version, turn: Turn, people: Collection[Guid]
    ) -> tuple[list[Passage], list[Kept]]:
        """Return what of a turn is theirs, and what the newest version with its words denies."""
        for newer in self.versions[: self.versions.index(version)]:
            at = self.find(version, turn.passage, newer)
            if at.kind is Kind.MOVED and at.passage is not None:
                shift = turn.passage.start - at.passage.start
                others = [
                    (Passage(each.passage.start + shift, each.passage.end + shift), each.speaker)
                    for each in newer.turns
                    if each.speaker
                    and each.speaker not in people
                    and at.passage.contains(each.passage)
                ]
                kept = [
                    Kept(version.guid, passage, newer.names.get(speaker, ""))
                    for passage, speaker in others
                ]
                return _without(turn.passage, [passage for passage, _ in others]), kept
        return [turn.passage], []

    def again(
        self,
        here: Version,
        passage: Passage,
        there: Version,
        people: Collection[Guid],
        *,
        whoever: bool = False,
    ) -> list[Passage]:
        """Return where the words of a passage stand in another version.

        Where they are other words now, a whole turn counts that stands there instead. A turn of
        somebody else counts only where four words in a row are the same, and not in a newer
        version, which says who said it; but `whoever` has it there too.
        """
        at = self.find(here, passage, there)
        if at.passage is None or at.kind is Kind.DOUBTFUL:
            return []
        if at.kind is Kind.MOVED:
            return [at.passage]
        known = whoever or self.versions.index(there) > self.versions.index(here)
        alike = Repeats([passage.quotation(here.text)] if known else [])
        return [
            turn.passage
            for turn in there.turns
            if _mostly_in(turn.passage, at.passage)
            and (
                turn.speaker in (None, *people) or alike.within(turn.passage.quotation(there.text))
            )
        ]

    def names(self, people: Collection[Guid]) -> list[str]:
        """Return every name people ever had, but none that is somebody else's now.

        Whose a name is now, the newest version says in which anybody has it.
        """
        return [name for name in self._namings.names(people) if not self._of_another(name, people)]

    def _of_another(self, name: str, people: Collection[Guid]) -> bool:
        for version in self.versions:
            held = {g for g, each in version.names.items() if same_name(each) == same_name(name)}
            if held:
                return held.isdisjoint(people)
        return False


def _mostly_in(turn: Passage, passage: Passage) -> bool:
    shared = min(turn.end, passage.end) - max(turn.start, passage.start)
    return 2 * shared > turn.end - turn.start


def _without(passage: Passage, parts: Sequence[Passage]) -> list[Passage]:
    """Return what is left of a passage without some parts of it."""
    left, at = [], passage.start
    for part in [*sorted(parts), Passage(passage.end, passage.end)]:
        if at < part.start:
            left.append(Passage(at, part.start))
        at = max(at, part.end)
    return left


def versions(store: Store, sources: Sequence[Guid], texts: Mapping[Guid, str]) -> list[Version]:
    """Return these versions of a source with these texts, the newest first, removed ones last."""
    rows = store.rows(
        "SELECT guid, removed FROM sources WHERE guid IN (SELECT value FROM json_each(?))"
        " ORDER BY removed, since DESC, guid DESC",
        (json.dumps(list(sources)),),
    )
    return [_version(store, guid, texts[guid], removed) for guid, removed in rows if guid in texts]


def _version(store: Store, source: Guid, text: str, removed: int) -> Version:
    turns = [
        Turn(guid, source, speaker, reads.stored_passage(passage))
        for guid, speaker, passage in store.rows(
            "SELECT guid, speaker, passage FROM turns WHERE source = ? AND removed <= ?",
            (source, removed),
        )
    ]
    names = store.rows(
        "SELECT speakers.guid, coalesce(texts.text, '') FROM speakers"
        " LEFT JOIN texts ON texts.id = speakers.name"
        " WHERE source = ? AND removed <= ? ORDER BY speakers.rowid",
        (source, removed),
    )
    spoken = [turn for turn in turns if holds_words(turn.passage.quotation(text))]
    return Version(source, text, sorted(spoken, key=lambda turn: turn.passage), dict(names))


@dataclass(frozen=True, slots=True)
class Person:
    """A person in all versions of a source."""

    speakers: frozenset[Guid]
    names: tuple[str, ...]
    """Every name they ever had, but none that is somebody else's now."""
    said: Mapping[Guid, list[Passage]]
    """By version, what they say in it."""
    kept: tuple[Kept, ...]
    called: Mapping[Guid, Sequence[str]]
    """By version, every name that they have or had in it, also of who was merged into them."""
    versions: tuple[Version, ...]
    """The newest first, removed ones last."""


def person(
    store: Store,
    sources: Sequence[Guid],
    speakers: Collection[Guid],
    texts: Mapping[Guid, str],
    namings: Namings,
) -> Person:
    """Return who some speakers are in all versions of their source; `texts` are those of each."""
    known = Family(versions(store, sources, texts), namings)
    people = known.who(speakers)
    said, kept = known.said(people)
    called = {each.guid: namings.names(people, each.guid) for each in known.versions}
    return Person(
        speakers=frozenset(people),
        names=tuple(known.names(people)),
        said=said,
        kept=tuple(kept),
        called=called,
        versions=tuple(known.versions),
    )
