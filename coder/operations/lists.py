"""What a project holds, as lists: sources, speakers, turns, cases, values and users."""

from __future__ import annotations

from collections import Counter

from coder.model import Guid, Source, Turn, Value, natural_key
from coder.operations import lists_fields as fields
from coder.operations import seeing
from coder.operations.listing import Listing, Record
from coder.store import Store, at_one_moment, reads, user_guid

NO_ONE = ""
"""Stands where a turn has no speaker, or a source no case."""


@at_one_moment
def sources(store: Store, user: str) -> Listing:
    """Return every source, in natural order of names."""
    cases, users = reads.cases(store), reads.users(store)
    turns = reads.turn_counts(store, "source")
    voices = Counter(speaker.source for speaker in reads.speakers(store).values())
    coded = reads.coded(store, user_guid(user), seeing.only(store, user))
    read_by: dict[Guid, list[str]] = {}
    for read in seeing.reads(store, user):
        read_by.setdefault(read.source, []).append(users[read.user].name)
    records = [
        {
            "guid": source.guid,
            "name": source.name,
            "case": cases[source.case].name if source.case in cases else NO_ONE,
            "kind": source.kind,
            "date": source.date,
            "version": source.version,
            "words": source.words,
            "turns": turns.get(source.guid, 0),
            "speakers": voices[source.guid],
            "codings": coded.get(source.guid, (0, 0))[0],
            "coded_to": 100 * coded.get(source.guid, (0, 0))[1] // max(1, source.length),
            "read_by": sorted(read_by.get(source.guid, []), key=natural_key),
            "sha256": source.sha256,
        }
        for source in in_order(store)
    ]
    return Listing("Sources", fields.SOURCES, records)


def in_order(store: Store, only: Source | None = None) -> list[Source]:
    """Return every source, or the one, in natural order of names."""
    known = [only] if only else reads.sources(store).values()
    return sorted(known, key=lambda source: (natural_key(source.name), source.guid))


@at_one_moment
def speakers(store: Store, source: Source | None = None) -> Listing:
    """Return the speakers of every source, or of one, as the transcript first names them."""
    by_source: dict[Guid, list[Record]] = {}
    turns = reads.turn_counts(store, "speaker")
    names = {each.guid: each.name for each in in_order(store, source)}
    for speaker in reads.speakers(store, source.guid if source else None).values():
        record = {
            "guid": speaker.guid,
            "source": names.get(speaker.source, ""),
            "name": speaker.name,
            "role": speaker.role,
            "interviewer": speaker.interviewer,
            "numbered": speaker.numbered,
            "turns": turns.get(speaker.guid, 0),
        }
        by_source.setdefault(speaker.source, []).append(record)
    records = [record for guid in names for record in by_source.get(guid, [])]
    return Listing("Speakers", fields.SPEAKERS, records)


@at_one_moment
def turns(store: Store, source: Source | None = None) -> Listing:
    """Return the turns of every source, or of one, in the order of the text."""
    voices = reads.speakers(store, source.guid if source else None)
    records = []
    for each in in_order(store, source):
        text = reads.text(store, each.guid)
        of_source: list[Turn] = reads.turns(store, each.guid).get(each.guid, [])
        for number, turn in enumerate(of_source, start=1):
            voice = voices.get(turn.speaker) if turn.speaker else None
            records.append(
                {
                    "guid": turn.guid,
                    "source": each.name,
                    "turn": number,
                    "speaker": voice.name if voice else NO_ONE,
                    "role": voice.role if voice else "",
                    "start": turn.passage.start,
                    "end": turn.passage.end,
                    "time": turn.time,
                    "text": turn.passage.quotation(text),
                }
            )
    return Listing("Turns", fields.TURNS, records)


@at_one_moment
def cases(store: Store, user: str) -> Listing:
    """Return every case, in natural order, with how many of its sources this user has read."""
    read = reads.read_by(store, user_guid(user))
    sources = reads.sources(store).values()
    held = Counter(source.case for source in sources)
    done = Counter(source.case for source in sources if source.guid in read)
    records = [
        {
            "guid": case.guid,
            "name": case.name,
            "sources": held[case.guid],
            "read": done[case.guid],
            "values": [f"{variable}={value}" for variable, value in case.values.items()],
        }
        for case in sorted(reads.cases(store).values(), key=lambda case: natural_key(case.name))
    ]
    return Listing("Cases", fields.CASES, records)


@at_one_moment
def values(store: Store) -> Listing:
    """Return every value of every case, with where it is known from and why."""
    known: dict[Guid, list[Value]] = {}
    for value in reads.values(store):
        known.setdefault(value.case, []).append(value)
    records = [
        {
            "case": case.name,
            "variable": each.variable,
            "value": each.value,
            "origin": each.origin,
            "reason": each.reason,
        }
        for case in sorted(reads.cases(store).values(), key=lambda case: natural_key(case.name))
        for each in known.get(case.guid, ())
    ]
    return Listing("Values", fields.VALUES, records)


@at_one_moment
def users(store: Store, user: str) -> Listing:
    """Return all who have changed the project, with what they did that this user may see."""
    codings = Counter(coding.user for coding in seeing.codings(store, user))
    read = Counter(mark.user for mark in seeing.reads(store, user))
    records = [
        {
            "guid": each.guid,
            "name": each.name,
            "codings": codings[each.guid],
            "sources_read": read[each.guid],
        }
        for each in sorted(reads.users(store).values(), key=lambda each: natural_key(each.name))
    ]
    return Listing("Users", fields.USERS, records)
