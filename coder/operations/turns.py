"""Putting right what import made of a transcript: its speakers and its turns."""

from __future__ import annotations

from array import array

from coder.display import one_line, same_name
from coder.errors import Refused
from coder.journal import Row
from coder.model import Guid, Passage, Source, Speaker, Turn
from coder.store import Change, Store, reads


def namesakes(store: Store, speaker: Speaker) -> list[Speaker]:
    """Return the speakers of the same name in the other sources of the same case."""
    sources = reads.sources(store)
    case = sources[speaker.source].case
    return [
        other
        for source in sources.values()
        if case is not None and source.case == case and source.guid != speaker.source
        for other in reads.speakers(store, source.guid).values()
        if same_name(other.name) == same_name(speaker.name)
    ]


def rename_speaker(
    store: Store, user: str, speaker: Speaker, name: str, *, in_case: bool = False
) -> None:
    """Give a speaker another name; `in_case` also in the other sources of the same case.

    Raises Refused for an empty name.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("A speaker needs a name.")
    with store.change("rename speaker", user) as change:
        for each in _meant(store, speaker, in_case=in_case):
            row = change.standing("speakers", each.guid)
            if name != reads.note(store, str(row["name"])):
                change.update("speakers", each.guid, {"name": change.text(name)})


def set_role(
    store: Store,
    user: str,
    speaker: Speaker,
    role: str | None = None,
    *,
    interviewer: bool | None = None,
    in_case: bool = False,
) -> None:
    """Give a speaker another role; an interviewer's turns are no evidence.

    `in_case` does the same for the speakers of that name in the other sources of the case.
    """
    with store.change("set role", user) as change:
        for each in _meant(store, speaker, in_case=in_case):
            change.standing("speakers", each.guid)
            if role is not None:
                change.update("speakers", each.guid, {"role": " ".join(role.split())})
            if interviewer is not None:
                change.update("speakers", each.guid, {"interviewer": int(interviewer)})


def _meant(store: Store, speaker: Speaker, *, in_case: bool) -> list[Speaker]:
    return [speaker, *(namesakes(store, speaker) if in_case else ())]


def merge_speakers(store: Store, user: str, speaker: Speaker, into: Speaker) -> None:
    """Give all turns of one speaker to another of the same source.

    Raises Refused where the two are one, or speak in different sources.
    """
    if speaker.guid == into.guid:
        raise Refused("A speaker cannot be merged into itself.")
    if speaker.source != into.source:
        raise Refused("Speakers can be merged within one source only.")
    with store.change("merge speakers", user) as change:
        change.standing("speakers", speaker.guid)
        change.standing("speakers", into.guid)
        for turn in reads.turns(store, speaker.source).get(speaker.source, []):
            if turn.speaker == speaker.guid:
                change.update("turns", turn.guid, {"speaker": into.guid})
        change.remove("speakers", speaker.guid)


def add_speaker(change: Change, source: Guid, name: str) -> Guid:
    """Add a voice to a source, inside a change; a personal name is no role."""
    from coder import readers  # all that reads transcripts, for what few commands do

    draft = readers.speaker(name)
    row: Row = {
        "source": source,
        "name": change.text(name),
        "role": draft.role,
        "interviewer": int(draft.interviewer),
        "numbered": int(draft.numbered),
    }
    return change.insert("speakers", row)


def reassign_turn(store: Store, user: str, turn: Turn, name: str) -> None:
    """Give a turn to the speaker of that name, who is added to the source where there is none.

    An empty name leaves the turn with no speaker.
    """
    name = " ".join(name.split())
    with store.change("reassign turn", user) as change:
        _standing(change, turn)
        speakers = reads.speakers(store, turn.source).values()
        known = next((s.guid for s in speakers if s.name.casefold() == name.casefold()), None)
        speaker = (known or add_speaker(change, turn.source, name)) if name else None
        change.update("turns", turn.guid, {"speaker": speaker})


def split_turn(store: Store, user: str, turn: Turn, at: int) -> Guid:
    """Split a turn before a code point; return the guid of the second part.

    Raises Refused where either part would hold no words.
    """
    with store.change("split turn", user) as change:
        speaker = _standing(change, turn)["speaker"]
        text = reads.text(store, turn.source)
        first = _trimmed(text, Passage(turn.passage.start, at))
        second = _trimmed(text, Passage(at, turn.passage.end))
        if not first or not second:
            raise Refused(f"Splitting the turn at {at} would leave a part of it without words.")
        change.update("turns", turn.guid, {"passage": str(first)})
        row = {"source": turn.source, "speaker": speaker, "passage": str(second)}
        guid = change.insert("turns", row)
        _keep_sentences(store, text, turn.source, first.end, second.start)
    return guid


def join_turns(store: Store, user: str, turn: Turn) -> None:
    """Join a turn with the next one, under the first one's speaker; a label between them stays.

    Raises Refused for the last turn of a source.
    """
    with store.change("join turns", user) as change:
        _standing(change, turn)
        turns = reads.turns(store, turn.source)[turn.source]
        # The next by where it starts: two copies may have made turns that overlap.
        guids = [other.guid for other in turns]
        after = next(iter(turns[guids.index(turn.guid) + 1 :]), None)
        if after is None:
            raise Refused("This is the last turn of the source; there is none to join it with.")
        change.update("turns", turn.guid, {"passage": str(turn.passage.hull(after.passage))})
        change.remove("turns", after.guid)


def _standing(change: Change, turn: Turn) -> Row:
    """Return a turn as it is. Raises Refused where it no longer holds the words that were seen."""
    return change.standing("turns", turn.guid, passage=str(turn.passage))


def _trimmed(text: str, passage: Passage) -> Passage:
    words = passage.quotation(text)
    start = passage.start + len(words) - len(words.lstrip())
    return Passage(start, start + len(words.strip()))


def _keep_sentences(store: Store, text: str, source: Guid, end: int, start: int) -> None:
    """Let no sentence reach over a new turn's border."""
    offsets = array("I")
    for sentence in reads.sentences(store, source):
        if sentence.start < start and end < sentence.end:
            parts = [Passage(sentence.start, end), Passage(start, sentence.end)]
        else:
            parts = [sentence]
        for part in parts:
            if part := _trimmed(text, part):
                offsets.extend((part.start, part.end))
    store.keep_sentences(source, offsets.tobytes())


def turn_number(store: Store, source: Source, number: int) -> Turn:
    """Return the turn of that number, counted from 1. Raises Refused where there is none."""
    turns = reads.turns(store, source.guid).get(source.guid, [])
    if not 1 <= number <= len(turns):
        raise Refused(f"{one_line(source.name)} has turns 1 to {len(turns)}; there is no {number}.")
    return turns[number - 1]
