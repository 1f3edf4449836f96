"""Who or what is to be withdrawn, by the name a person gave."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.model import Guid, Speaker
from coder.operations import lookup, turns
from coder.store import Store, leaving, reads, texts, versions
from coder.store.leaving import CASE, SOURCE, SPEAKER
from coder.store.namings import Namings


@dataclass(frozen=True, slots=True)
class Target:
    """A speaker, a source or a case, with all rows of it in every version."""

    kind: str
    guid: Guid
    """Of what was named, in its newest version."""
    name: str
    where: str
    """Of a speaker, the name of the source, and which version where it is an older one."""
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
    source of the case. Who or what has the name now goes before a speaker of an older version, and
    that one before who had it earlier. Raises NotFound where nothing or several things are meant.
    """
    kind, colon, name = named.partition(":")
    if not (colon and kind in leaving.KINDS):
        kind, name = "", named
    found = [each for each in _meant(store, name, source, in_case) if kind in ("", each.kind)]
    if not found and kind in ("", SPEAKER):
        found = _once_called(store, name, source, in_case)
        _refuse_several(name, found)
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
    """Return who is called so in the newest versions, or has a guid that begins so."""
    known = reads.speakers(store, lookup.source(store, source).guid if source else None).values()
    called = [each for each in known if same_name(each.name) == same_name(name)]
    if len({each.source for each in called}) == 1:
        return called[0]  # several of one name in one version are one voice
    try:
        return lookup.speaker(known, name)
    except NotFound as error:
        if called or "names" in str(error):
            raise NotFound(f"{error} Say in which source, with --source.") from error
    return None


def _once_called(store: Store, name: str, source: str, in_case: bool) -> list[Target]:
    """Return who is called so, or has a guid that begins so, in an older version; else who was."""
    namings = Namings(store.entries(), lambda id: texts.words(store, id))
    within = family(store, [lookup.source(store, source).guid]) if source else None
    rows = store.rows("SELECT guid, source FROM speakers ORDER BY rowid")
    ever = {guid: of for guid, of in rows if within is None or of in within}
    now = {
        g: s for of in dict.fromkeys(ever.values()) for g, s in reads.speakers(store, of).items()
    }
    called = [g for g, each in now.items() if same_name(each.name) == same_name(name)]
    called = called or [g for g in now if lookup.starts_with(g, name)]
    called = called or [g for g in ever if same_name(name) in map(same_name, namings.names([g]))]
    persons = {frozenset(namings.one_person([guid])): None for guid in called}
    found = [each for people in persons if (each := _newest(store, people, now)) is not None]
    return [of_speaker(store, each, in_case=in_case) for each in found]


def _refuse_several(name: str, found: Sequence[Target]) -> None:
    """Raise NotFound where several speakers had a name; it says who they are."""
    if len(found) > 1:
        said = ", ".join(
            f"“{one_line(each.name)}” of {one_line(each.where)} (speaker:{each.guid[:8]})"
            for each in found
        )
        raise NotFound(
            f"“{one_line(name)}” was a name of several speakers: {said}. Say the one in"
            " parentheses."
        )


def _newest(store: Store, people: Collection[Guid], now: Mapping[Guid, Speaker]) -> Speaker | None:
    """Return who a person is in the newest version in which they still stand."""
    standing = [now[guid] for guid in sorted(people) if guid in now]
    order = family(store, [standing[0].source]) if standing else []
    return max(standing, key=lambda each: order.index(each.source), default=None)


def of_speaker(store: Store, speaker: Speaker, *, in_case: bool = False) -> Target:
    """Return a speaker as one who leaves; `in_case` with those of that name in the case.

    A label is a voice: several of one name in one version leave together.
    """
    here = reads.speakers(store, speaker.source).values()
    alike = [s for s in here if same_name(s.name) == same_name(speaker.name) and s != speaker]
    of = next(s for s in versions.of(store, speaker.source) if s.guid == speaker.source)
    older = versions.newest(store, speaker.source) != speaker.source
    where = f"{of.name}, version {of.version}" if older else of.name
    others = turns.namesakes(store, speaker) if in_case and not older else ()
    return Target(SPEAKER, speaker.guid, speaker.name, where, (speaker, *alike, *others))


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
