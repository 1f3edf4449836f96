"""What a withdrawal would take, before anything is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from coder.finding.repeats import Repeats
from coder.model import Guid, Passage, Speaker
from coder.operations.memory import uncollected
from coder.operations.withdrawing.target import Target, family
from coder.store import Store, at_one_moment, covering, reads, texts, voices
from coder.store.leaving import NAMES, REPEATS, SPEAKER
from coder.store.masks import holds_words, lost, masked
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
    people, said = _leaving(store, target, before)
    own = {guid: masked(before[guid], passages) for guid, passages in said.items()}
    repeats = Repeats(stretch for guid, text in own.items() for stretch in lost(before[guid], text))
    after = dict(own)
    if NAMES in also and target.kind == SPEAKER:
        for guid, passages in _named(store, target, before, after).items():
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
        texts=texts.named(store.entries()),
        before=before,
        after={guid: text for guid, text in after.items() if text != before[guid]},
        speakers=people,
        turns=_turns(store, [g for g in own if g in newest], before, own),
        words=sum(len(before[g].split()) - _words(own[g]) for g in own if g in newest),
        idle={guid: tuple(covering.idle(store, guid, text)) for guid, text in after.items()},
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


def _leaving(
    store: Store, target: Target, before: Mapping[Guid, str]
) -> tuple[tuple[Guid, ...], dict[Guid, list[Passage]]]:
    """Return every speaker who leaves, and by source the passages that do."""
    if target.kind != SPEAKER:
        whole = {guid: [Passage(0, len(before[guid]))] for guid in target.sources if guid in before}
        held = [guid for each in target.sources for guid in reads.speakers(store, each)]
        return tuple(held), whole
    people: dict[Guid, None] = {}
    said: dict[Guid, list[Passage]] = {}
    for speaker in target.speakers:
        for guid, (who, passages) in _in_versions(store, speaker, before).items():
            people |= dict.fromkeys(sorted(who))
            said.setdefault(guid, []).extend(passages)
    return tuple(people), said


def _in_versions(
    store: Store, speaker: Speaker, before: Mapping[Guid, str]
) -> dict[Guid, tuple[set[Guid], list[Passage]]]:
    """Return by version of a source who a speaker is in it, and what was said."""
    turns = reads.turns(store, speaker.source).get(speaker.source, [])
    passages = [turn.passage for turn in turns if turn.speaker == speaker.guid]
    found = {speaker.source: ({speaker.guid}, passages)}
    for version in family(store, [speaker.source]):
        if version != speaker.source and version in before:
            there = (
                before[version],
                reads.turns(store, version).get(version, []),
                reads.speakers(store, version),
            )
            names = [speaker.name]
            found[version] = voices.in_another(before[speaker.source], passages, names, there)
    return found


def _named(
    store: Store, target: Target, before: Mapping[Guid, str], after: Mapping[Guid, str]
) -> dict[Guid, list[Passage]]:
    """Return by source where speakers who leave are named: labels, and what others call them.

    A label that is a role, such as Teacher 1, is a word like any other in what others say; there
    only names of persons are covered.
    """
    found: dict[Guid, list[Passage]] = {}
    for speaker in target.speakers:
        everywhere = voices.is_personal(speaker.name)
        for guid in family(store, [speaker.source]):
            turns = reads.turns(store, guid).get(guid, [])
            text = after.get(guid, before.get(guid, ""))
            places = voices.named(speaker.name, text, turns, everywhere=everywhere)
            found.setdefault(guid, []).extend(places)
    return found
