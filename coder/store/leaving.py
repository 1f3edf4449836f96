"""Who and what was withdrawn from a project, and what is therefore not counted any more."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from coder.model import Evidence, Guid
from coder.store.store import Store

T = TypeVar("T")

KINDS = SPEAKER, SOURCE, CASE = "speaker", "source", "case"
"""What can be withdrawn."""

ALSO = MEMOS, NAMES, REPEATS = "memos", "names", "repeats"
"""What goes with the words where it is asked for: what people wrote, the names of speakers, and
what other people say that repeats the words."""

NOT_WRITTEN = (("sources", "text"), ("speakers", "name"))
"""Places of texts that are no words of those who work on the project."""

GONE = f"SELECT about FROM withdrawals WHERE kind = '{SOURCE}' AND removed = 0"
"""Selects the sources of which every word was withdrawn."""

SILENT = f"SELECT about FROM withdrawals WHERE kind = '{SPEAKER}' AND removed = 0"
"""Selects the speakers whose words were withdrawn."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A speaker, a source or a case that has left; a version of a source leaves by itself."""

    guid: Guid
    about: Guid
    kind: str
    also: tuple[str, ...]
    user: Guid
    reason: str
    """Id of a text."""
    time: str
    clock: int


def withdrawals(store: Store, *about: Guid) -> list[Withdrawal]:
    """Return the withdrawals of some things, or all, oldest first."""
    where = " AND about IN (SELECT value FROM json_each(?))" if about else ""
    rows = store.rows(
        'SELECT guid, about, kind, also, "user", reason, time, clock FROM withdrawals'
        f" WHERE removed = 0{where} ORDER BY clock, guid",
        (json.dumps(about),) if about else (),
    )
    return [
        Withdrawal(g, about, k, tuple(also.split()), *rest) for g, about, k, also, *rest in rows
    ]


def counted(store: Store, evidence: Evidence) -> Evidence:
    """Return what is counted without what has left.

    A source that was withdrawn is no source of its case any more. A speaker who was is asked about
    nothing: like an interviewer's, the turns are no evidence and are in no base.
    """
    gone = {about for (about,) in store.rows(GONE)}
    silent = {about for (about,) in store.rows(SILENT)}
    if not gone and not silent:
        return evidence
    return replace(
        evidence,
        sources=_without(evidence.sources, gone),
        turns=_without(evidence.turns, gone),
        speakers={
            guid: replace(each, interviewer=True) if guid in silent else each
            for guid, each in evidence.speakers.items()
            if each.source not in gone
        },
        codings=[each for each in evidence.codings if each.source not in gone],
        reads=[each for each in evidence.reads if each.source not in gone],
    )


def _without(rows: Mapping[Guid, T], gone: Collection[Guid]) -> dict[Guid, T]:
    return {guid: row for guid, row in rows.items() if guid not in gone}


def imported_before(store: Store, sha256: str) -> str:
    """Return the name of the source that had these very words, since withdrawn; empty for none."""
    if not store.rows("SELECT 1 FROM withdrawals WHERE removed = 0 LIMIT 1"):
        return ""
    found = store.rows(
        "SELECT s.name FROM journal, json_each(journal.body, '$.images') AS image"
        " JOIN sources s ON s.guid = json_extract(image.value, '$[1]')"
        " WHERE instr(body, ?1) AND json_extract(image.value, '$[0]') = 'sources'"
        " AND ?1 IN (json_extract(image.value, '$[2].sha256'),"
        " json_extract(image.value, '$[3].sha256')) AND s.sha256 <> ?1 LIMIT 1",
        (sha256,),
    )
    return str(found[0][0]) if found else ""
