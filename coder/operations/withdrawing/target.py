"""Who or what is to be withdrawn, by the name a person gave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from coder.display import one_line
from coder.errors import NotFound
from coder.model import Guid, Speaker
from coder.operations import lookup, turns
from coder.store import Store, leaving, reads
from coder.store.leaving import CASE, SOURCE, SPEAKER


@dataclass(frozen=True, slots=True)
class Target:
    """A speaker, a source or a case, with all rows of it in every version."""

    kind: str
    guid: Guid
    """Of what was named, in its newest version."""
    name: str
    where: str
    """Name of the source, of a speaker; else empty."""
    speakers: tuple[Speaker, ...] = ()
    """Where speakers leave: those named, in the newest versions."""
    sources: tuple[Guid, ...] = ()
    """Where whole sources leave: every version of each, removed ones too."""

    @property
    def words(self) -> str:
        """What it is, in words."""
        inside = f" of {one_line(self.where)}" if self.where else ""
        return f"{self.kind} {one_line(self.name)}{inside}"


def find(store: Store, named: str, *, source: str = "", in_case: bool = False) -> Target:
    """Return what a person named: `Teacher 1`, `8a.txt`, `case:8a`, or the start of a guid.

    `source` says in which one a speaker speaks; `in_case` means the speakers of that name in every
    source of the case. Raises NotFound where nothing or several things are meant.
    """
    kind, colon, name = named.partition(":")
    if not (colon and kind in leaving.KINDS):
        kind, name = "", named
    found = [each for each in _meant(store, name, source, in_case) if kind in ("", each.kind)]
    if len(found) == 1:
        return found[0]
    shown = one_line(name)
    if found:
        said = " or ".join(f"{each.kind}:{shown}" for each in found)
        kinds = " and a ".join(each.kind for each in found)
        raise NotFound(f"“{shown}” names a {kinds}; say {said}.")
    raise NotFound(f"There is no speaker, source or case called “{shown}” in this project.")


def _meant(store: Store, name: str, source: str, in_case: bool) -> Iterator[Target]:
    voice = _speaker(store, name, source)
    if voice is not None:
        yield of_speaker(store, voice, in_case=in_case)
    if source or in_case:
        return
    with suppress(NotFound):
        yield of_source(store, lookup.source(store, name).guid)
    with suppress(NotFound):
        yield of_case(store, lookup.case(store, name).guid)


def _speaker(store: Store, name: str, source: str) -> Speaker | None:
    known = reads.speakers(store, lookup.source(store, source).guid if source else None)
    try:
        return lookup.speaker(known.values(), name)
    except NotFound as error:
        if "names" in str(error):
            raise NotFound(f"{error} Say in which source, with --source.") from error
    row = reads.row(store, "speakers", name)  # the whole guid of who speaks in an older version
    return reads.speakers(store, row["source"]).get(name) if row else None


def of_speaker(store: Store, speaker: Speaker, *, in_case: bool = False) -> Target:
    """Return a speaker as one who leaves; `in_case` with those of that name in the case."""
    others = turns.namesakes(store, speaker) if in_case else ()
    where = reads.row(store, "sources", speaker.source)["name"]
    return Target(SPEAKER, speaker.guid, speaker.name, str(where), (speaker, *others))


def of_source(store: Store, source: Guid) -> Target:
    """Return a source as one that leaves, in all its versions."""
    name = str(reads.row(store, "sources", source)["name"])
    return Target(SOURCE, source, name, "", sources=tuple(family(store, [source])))


def of_case(store: Store, case: Guid) -> Target:
    """Return a case as one that leaves, with every source that it has or had when removed."""
    name = str(reads.row(store, "cases", case)["name"])
    held = [guid for (guid,) in store.rows('SELECT guid FROM sources WHERE "case" = ?', (case,))]
    return Target(CASE, case, name, "", sources=tuple(family(store, held)))


def family(store: Store, sources: list[Guid]) -> list[Guid]:
    """Return every version of some sources, also removed ones, once each."""
    found: dict[Guid, None] = {}
    for source in sources:
        rows = store.rows(
            "SELECT guid FROM sources WHERE coalesce(original, guid) ="
            " (SELECT coalesce(original, guid) FROM sources WHERE guid = ?) ORDER BY since, guid",
            (source,),
        )
        found |= dict.fromkeys(guid for (guid,) in rows)
    return list(found)
