"""What a withdrawal would take, before anything is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coder.finding.repeats import Repeats
from coder.journal import Entry
from coder.model import Guid, Passage
from coder.operations.memory import uncollected
from coder.operations.withdrawing.target import Target, family
from coder.store import Store, at_one_moment, covering, reads, texts, voices
from coder.store.leaving import NAMES, REPEATS, SPEAKER
from coder.store.masks import holds_words, lost, masked
from coder.store.namings import Namings
from coder.store.persons import Person, person
from coder.store.texts import Texts


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a withdrawal takes, and what it finds of the words elsewhere."""

    target: Target
    also: tuple[str, ...]
    """Of MEMOS, NAMES and REPEATS, what was asked for."""
    head: str
    """The journal's head that it was made at."""
    texts: Texts
    before: Mapping[Guid, str]
    """By source, every version of each, the text as it is."""
    after: Mapping[Guid, str]
    """The same where words of it are covered."""
    speakers: tuple[Guid, ...]
    """Everybody who leaves, in every version."""
    turns: int
    words: int
    """How many leave, counted in the newest versions."""
    idle: Mapping[Guid, tuple[tuple[str, Guid], ...]]
    """By source, codings, bookmarks and rejections that then stand on nothing."""
    persons: tuple[Person, ...] = ()
    """Where speakers leave: who that is, by source."""
    repeats: Repeats = field(default_factory=lambda: Repeats(()))
    """The words that leave, to be found where they are repeated."""
    echoes: Mapping[Guid, tuple[Passage, ...]] = field(default_factory=dict)
    """By source, what others say that repeats them; covered too where REPEATS is asked for."""

    @property
    def codings(self) -> int:
        """How many codings stand on nothing then."""
        return sum(table == "codings" for each in self.idle.values() for table, _ in each)


@uncollected()
@at_one_moment
def plan(store: Store, target: Target, also: Collection[str] = ()) -> Plan:
    """Return what withdrawing this would take; nothing is changed."""
    before: dict[Guid, str] = dict(
        store.rows("SELECT guid, texts.text FROM sources JOIN texts ON texts.id = sources.text")
    )
    entries = list(store.entries())
    persons = _persons(store, target, before, entries)
    people, said = _leaving(store, target, before, persons)
    own = {guid: masked(before[guid], passages) for guid, passages in said.items()}
    repeats = Repeats(stretch for guid, text in own.items() for stretch in lost(before[guid], text))
    after = dict(own)
    if NAMES in also:
        for guid, passages in _named(persons, before, after).items():
            after[guid] = masked(after.get(guid, before[guid]), passages)
    echoes = {
        guid: found
        for guid, text in before.items()
        if (found := tuple(repeats.within(after.get(guid, text))))
    }
    if REPEATS in also:
        for guid, repeated in echoes.items():
            after[guid] = masked(after.get(guid, before[guid]), repeated)
    newest = reads.sources(store)
    return Plan(
        target=target,
        also=tuple(sorted(also)),
        head=store.head,
        texts=texts.named(entries),
        before=before,
        after={guid: text for guid, text in after.items() if text != before[guid]},
        speakers=people,
        turns=_turns(store, [g for g in own if g in newest], before, own),
        words=sum(len(before[g].split()) - _words(own[g]) for g in own if g in newest),
        idle={guid: tuple(covering.idle(store, guid, text)) for guid, text in after.items()},
        persons=tuple(persons),
        repeats=repeats,
        echoes=echoes,
    )


def _words(text: str) -> int:
    return len([word for word in text.split() if holds_words(word)])


def _turns(
    store: Store, sources: Iterable[Guid], before: Mapping[Guid, str], after: Mapping[Guid, str]
) -> int:
    """Return how many turns that have words have none then."""
    return sum(
        holds_words(turn.passage.quotation(before[guid]))
        and not holds_words(turn.passage.quotation(after[guid]))
        for guid in sources
        for turn in reads.turns(store, guid).get(guid, [])
    )


def _persons(
    store: Store, target: Target, before: Mapping[Guid, str], entries: Sequence[Entry]
) -> list[Person]:
    """Return who leaves, where speakers do: one for each source in which they speak."""
    namings = Namings(entries, lambda id: texts.words(store, id))
    found: dict[tuple[Guid, ...], set[Guid]] = {}
    for speaker in target.speakers:
        found.setdefault(tuple(family(store, [speaker.source])), set()).add(speaker.guid)
    return [person(store, each, speakers, before, namings) for each, speakers in found.items()]


def _leaving(
    store: Store, target: Target, before: Mapping[Guid, str], persons: Sequence[Person]
) -> tuple[tuple[Guid, ...], dict[Guid, list[Passage]]]:
    """Return every speaker who leaves, and by source the passages that do."""
    if target.kind != SPEAKER:
        whole = {guid: [Passage(0, len(before[guid]))] for guid in target.sources if guid in before}
        rows = store.rows("SELECT guid, source FROM speakers ORDER BY rowid")
        return tuple(guid for guid, source in rows if source in target.sources), whole
    people = [guid for each in persons for guid in sorted(each.speakers)]
    return tuple(people), {guid: said for each in persons for guid, said in each.said.items()}


def _named(
    persons: Sequence[Person], before: Mapping[Guid, str], after: Mapping[Guid, str]
) -> dict[Guid, list[Passage]]:
    """Return by source where those who leave are named, in labels and in what others call them."""
    return {
        version.guid: [
            place
            for name in each.names
            for place in voices.of_name(
                name, after.get(version.guid, before[version.guid]), version.turns
            )
        ]
        for each in persons
        for version in each.versions
    }
