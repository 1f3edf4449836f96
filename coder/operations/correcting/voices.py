"""The speakers and turns of a corrected text, with what people had put right in the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coder import readers
from coder.alignment import Kind, Places
from coder.display import one_line, same_name
from coder.model import Guid, Passage, Source, Speaker, Turn, derived_guid
from coder.readers import DraftSpeaker, DraftTurn, Transcript
from coder.store import Store, reads

_WORDS = 50


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks in a new version, and in which turns."""

    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    became: Mapping[Guid, Guid]
    """For a speaker of the old version, the one that it is in the new one."""
    notes: tuple[str, ...]
    """What people had put right and could not be carried over, in words."""


def recast(store: Store, old: Source, transcript: Transcript, places: Places, target: Guid) -> Cast:
    """Return the speakers and turns that the reader found, as people had put the old ones right.

    A label that had another name, another role, or was merged into another speaker in the old
    version has so in the new one. Turns given to another speaker, split or joined by hand are so
    again where all their words are the same.
    """
    return _Recasting(store, old, transcript, places, target).cast()


class _Recasting:
    def __init__(
        self, store: Store, old: Source, transcript: Transcript, places: Places, target: Guid
    ) -> None:
        self.old, self.transcript, self.target = old, transcript, target
        self.speakers = reads.speakers(store, old.guid)
        self.turns = reads.turns(store, old.guid).get(old.guid, [])
        self.found = {turn.guid: places.find(turn.passage) for turn in self.turns}
        self.labels = _labels(places.old, self.turns)
        self.known = self._known()
        self.made: dict[Guid, Speaker] = {}
        self.became: dict[Guid, Guid] = {}
        self.notes: list[str] = []

    def cast(self) -> Cast:
        drafted = [self._of_label(n, each) for n, each in enumerate(self.transcript.speakers)]
        turns = []
        by_hand = self._by_hand()
        for draft in _with_borders(self.transcript.turns, by_hand):
            speaker = None if draft.speaker is None else drafted[draft.speaker]
            if (held := by_hand.get(draft.passage)) is not None:
                speaker = self._carried(held.speaker) if held.speaker else None
            guid = derived_guid("turn", self.target, str(draft.passage))
            turns.append(Turn(guid, self.target, speaker, draft.passage, draft.time))
        self._say_who_is_gone()
        used = {turn.speaker for turn in turns}
        speakers = [speaker for guid, speaker in self.made.items() if guid in used]
        became = {old: new for old, new in self.became.items() if new in used}
        return Cast(tuple(speakers), tuple(turns), became, tuple(self.notes))

    def _known(self) -> dict[str, Guid]:
        """Return which speaker of the old version each label of it now stands for."""
        heard: dict[str, Counter[Guid]] = {}
        for turn in self.turns:
            if turn.speaker and (label := self.labels.get(turn.passage)):
                heard.setdefault(label, Counter())[turn.speaker] += 1
        known = {same_name(each.name): guid for guid, each in self.speakers.items()}
        known |= {label: who.most_common(1)[0][0] for label, who in heard.items()}
        for number, label in enumerate(dict.fromkeys(self.labels.values())):
            own = derived_guid("speaker", self.old.guid, str(number))
            if own in self.speakers and label:
                known[label] = own
        return known

    def _of_label(self, number: int, draft: DraftSpeaker) -> Guid:
        old = self.known.get(same_name(draft.name))
        if old is not None:
            return self._carried(old, number)
        guid = derived_guid("speaker", self.target, str(number))
        self.made[guid] = Speaker(
            guid, self.target, draft.name, draft.role, draft.interviewer, draft.numbered
        )
        return guid

    def _carried(self, old: Guid, number: int | None = None) -> Guid:
        """Return the speaker of the new version that a speaker of the old one is."""
        if old not in self.became:
            what = old if number is None else str(number)
            guid = derived_guid("speaker", self.target, what)
            self.became[old] = guid
            self.made[guid] = replace(self.speakers[old], guid=guid, source=self.target)
        return self.became[old]

    def _by_hand(self) -> dict[Passage, Turn]:
        """Return, by their passage in the new text, the turns that people had put right."""
        labels = {
            draft.passage: same_name(self.transcript.speakers[draft.speaker].name)
            for draft in self.transcript.turns
            if draft.speaker is not None
        }
        carried: dict[Passage, Turn] = {}
        for number, turn in enumerate(self.turns, start=1):
            label = self.labels.get(turn.passage, "")
            cut = turn.guid != derived_guid("turn", self.old.guid, str(turn.passage))
            if not cut and (not self.labels or self.known.get(label) == turn.speaker):
                continue
            found = self.found[turn.guid]
            if found.kind is not Kind.MOVED or found.passage is None:
                self._could_not(number, turn)
            elif cut or labels.get(found.passage, "") == label:
                carried[found.passage] = turn
        for passage in _torn(self.transcript.turns, carried):
            turn = carried.pop(passage)
            self._could_not(self.turns.index(turn) + 1, turn)
        return carried

    def _could_not(self, number: int, turn: Turn) -> None:
        self.notes.append(
            f"Turn {number} of version {self.old.version} was put right by hand, which could not be"
            " carried over: look at it again."
        )

    def _say_who_is_gone(self) -> None:
        speaking = {turn.speaker for turn in self.turns}
        for guid, speaker in self.speakers.items():
            if guid in speaking and guid not in self.became:
                name = one_line(speaker.name, _WORDS)
                self.notes.append(f"“{name}” of version {self.old.version} speaks no more.")


def _labels(text: str, turns: Sequence[Turn]) -> dict[Passage, str]:
    """Return the label that stands before each turn of a text, as its reader found it.

    Which reader it was is not kept: it is the one that finds more of the turns.
    """
    standing = {turn.passage for turn in turns}
    drafts = [readers.split(text), readers.split(text, paragraph_per_line=True)]
    best = max(drafts, key=lambda draft: sum(t.passage in standing for t in draft.turns))
    return {
        turn.passage: "" if turn.speaker is None else same_name(best.speakers[turn.speaker].name)
        for turn in best.turns
    }


def _torn(drafts: Sequence[DraftTurn], carried: Mapping[Passage, Turn]) -> list[Passage]:
    """Return the passages that would leave words of a turn in no turn."""
    return [
        passage
        for passage in carried
        for draft in drafts
        if draft.passage.overlaps(passage)
        and not all(
            any(other.start <= end <= other.end for other in carried)
            for end in (draft.passage.start, draft.passage.end)
        )
    ]


def _with_borders(
    drafts: Sequence[DraftTurn], carried: Mapping[Passage, Turn]
) -> Iterator[DraftTurn]:
    """Yield the reader's turns, those split or joined by hand in the place of what they overlap."""
    kept = [d for d in drafts if not any(d.passage.overlaps(passage) for passage in carried)]
    by_hand = [DraftTurn(None, passage, turn.time) for passage, turn in carried.items()]
    yield from sorted([*kept, *by_hand], key=lambda draft: draft.passage)
