"""What a correction would do, before it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coder import readers
from coder.alignment import Kind, Places
from coder.display import one_line
from coder.errors import NotFound, Refused
from coder.model import Guid, ReadMark, Source, Turn, derived_guid
from coder.operations import seeing
from coder.operations.correcting.things import Ground, Thing, things
from coder.operations.correcting.voices import Cast, recast
from coder.operations.memory import uncollected
from coder.operations.sources import offsets
from coder.readers import DraftTurn, Note
from coder.store import Store, at_one_moment, leaving, reads, versions
from coder.store.masks import MASK

LEAST = 35
"""The likeness, of 100, below which a text is another transcript and no correction."""

_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class New:
    """A corrected text, read and taken apart."""

    text: str
    sha256: str
    cast: Cast
    offsets: bytes
    """Of its sentences, as they are kept."""
    read_as_before: tuple[ReadMark, ...]
    """The marks that still hold: not a word that is spoken is another."""
    marks: int
    """How many users had read the old version to its end, of those who may be seen."""
    likeness: int
    notes: tuple[Note, ...]
    """Of the reader: what it did not understand."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands on older versions of a source, and what becomes of it."""

    source: Source
    """The newest version there is."""
    target: Guid
    """The version that things move to: a new one, or for what waits the newest there is."""
    things: tuple[Thing, ...]
    new: New | None = None
    """None where only what waits is moved."""

    def of(self, *kinds: Kind) -> list[Thing]:
        """Return what becomes so, as far as the user who asked may see it."""
        return [thing for thing in self.things if thing.kind in kinds and thing.seen]

    @property
    def asked(self) -> list[Thing]:
        """What a person is to confirm."""
        return self.of(Kind.CHANGED, Kind.DOUBTFUL)


@uncollected()
@at_one_moment
def plan_correction(
    store: Store, user: str, source: Source, path: Path, *, encoding: str | None = None
) -> Plan:
    """Read a corrected transcript and return what it would do; nothing is changed.

    Raises UnreadableSource as import does, and Refused where the words are those of a source
    already, or so few of the old ones stand in the file that it is another transcript.
    """
    transcript = readers.read(path, encoding=encoding)
    sha256 = _digest(transcript.text, path)
    _check_new(store, source, path, sha256)
    _check_covered(store, source, path, transcript.text, sha256)
    places = Places(reads.text(store, source.guid), transcript.text)
    _check_alike(source, path, places.likeness)
    target = derived_guid("version", source.guid, sha256)
    cast = recast(store, source, transcript, places, target)
    marks = [mark for mark in reads.reads(store) if mark.source == source.guid]
    new = New(
        text=transcript.text,
        sha256=sha256,
        cast=cast,
        offsets=offsets(transcript.text, [DraftTurn(None, turn.passage) for turn in cast.turns]),
        read_as_before=tuple(marks) if _same_words(store, source, places, cast.turns) else (),
        marks=len(seeing.of_these(store, user, marks)),
        likeness=places.likeness,
        notes=transcript.notes,
    )
    ground = Ground(source, places, target, cast.turns, cast.became)
    return Plan(source, target, tuple(things(store, user, ground)), new)


def _digest(text: str, path: Path) -> str:
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError:
        raise Refused(
            f"{one_line(path.name)} holds half a character, which no text has; save it again as"
            " UTF-8."
        ) from None


def _check_new(store: Store, source: Source, path: Path, sha256: str) -> None:
    held = versions.of_words(store, sha256)
    name, file = one_line(source.name), one_line(path.name)
    if sha256 == source.sha256:
        raise Refused(f"{file} holds the same words as {name}; there is nothing to correct.")
    if held is not None and held.guid not in {v.guid for v in versions.of(store, source.guid)}:
        raise Refused(
            f"{file} holds the words of another source, {one_line(held.name)}; is it the right"
            " file? Nothing was changed."
        )


def _check_covered(store: Store, source: Source, path: Path, text: str, sha256: str) -> None:
    """Refuse a text in which words that were withdrawn may stand again."""
    before = reads.text(store, source.guid).count(MASK)
    if leaving.imported_before(store, sha256) or text.count(MASK) < before:
        raise Refused(
            f"Words of {one_line(source.name)} were withdrawn and stand as {MASK}, which"
            f" {one_line(path.name)} has not as often: it may hold the words again. Correct the"
            f" text as `coder show {source.guid}` has it now, and leave every {MASK} where it is."
            " Nothing was changed."
        )


def _check_alike(source: Source, path: Path, likeness: int) -> None:
    if likeness < LEAST:
        raise Refused(
            f"Only {likeness} of every 100 letters of {one_line(source.name)} stand in"
            f" {one_line(path.name)} ({LEAST} are the least), so it is another transcript and no"
            " correction. Is it the right file? If so, bring it in with `coder import`. Nothing"
            " was changed."
        )


def _same_words(store: Store, source: Source, places: Places, turns: Sequence[Turn]) -> bool:
    """Whether every word spoken is the same, in the same order, wherever labels and lines stand."""
    old = reads.turns(store, source.guid).get(source.guid, [])
    before = [word for turn in old for word in turn.passage.quotation(places.old).split()]
    after = [word for turn in turns for word in turn.passage.quotation(places.new).split()]
    return before == after


@uncollected()
@at_one_moment
def plan_waiting(store: Store, user: str, source: Source) -> Plan:
    """Return what waits on older versions of a source, and where it would go in the newest."""
    text, turns = "", tuple(reads.turns(store, source.guid).get(source.guid, []))
    found: list[Thing] = []
    for version in versions.of(store, source.guid):
        if version.guid == source.guid or not versions.makers(store, version.guid):
            continue
        text = text or reads.text(store, source.guid)
        places = Places(reads.text(store, version.guid), text)
        ground = Ground(version, places, source.guid, turns, _same_names(store, version, source))
        found += things(store, user, ground)
    return Plan(source, source.guid, tuple(found))


def _same_names(store: Store, old: Source, new: Source) -> dict[Guid, Guid]:
    names = {each.name: guid for guid, each in reads.speakers(store, new.guid).items()}
    return {
        guid: names[each.name]
        for guid, each in reads.speakers(store, old.guid).items()
        if each.name in names
    }


def chosen(plan: Plan, named: Sequence[str]) -> set[Guid]:
    """Return what of a plan is confirmed: `all`, `none`, or each by the start of its id.

    Raises NotFound for an id that is not one of those to be confirmed.
    """
    if "all" in named:
        return {thing.guid for thing in plan.asked}
    found: set[Guid] = set()
    for name in named:
        fitting = [thing.guid for thing in plan.asked if thing.guid.startswith(name.casefold())]
        if name != "none" and (len(name) < _SHORTEST or len(fitting) != 1):
            raise NotFound(
                f"“{one_line(name)}” is not the one id of a changed passage; --dry-run lists them."
            )
        found.update(fitting if name != "none" else ())
    return found
