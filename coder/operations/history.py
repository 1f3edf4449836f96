"""The journal in words: who did what to which thing, and what it was before and after."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from coder import journal
from coder.display import counted, one_line
from coder.errors import NotFound, Refused
from coder.journal import Conflict, Entry, Image, Value
from coder.model import Guid, Passage
from coder.operations import seeing
from coder.operations.naming import Names
from coder.store import Store, at_one_moment, entries, reads, written
from coder.store.schema import REFERENCES

_SHORTEST = 12
"""Hex digits of an entry's id that are enough to name it."""

BOTH = " (both changed)"
"""Ends the thing of a difference that is a merge's: here before, there after."""

_SILENT = ("users", "codebooks")
"""Rows written along the way, which nobody asks for."""

_JUDGED = ("assessments", "typings", "reviews", "replies", "withdrawals")
"""Rows that hold their reason."""

_NEW, _CHANGED = 200, 2_000
"""Characters shown of a value that was new, and of one that took another's place."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the journal, for people."""

    id: str
    time: str
    user: str
    verb: str
    what: str
    reason: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Difference:
    """A column of a row, before and after, in words."""

    thing: str
    column: str
    before: str
    after: str
    new: bool = False
    """Whether the row was not there before."""


@at_one_moment
def happenings(
    store: Store,
    user: str,
    *,
    about: Guid | Sequence[Guid] = "",
    by: Guid = "",
    verb: str = "",
    limit: int = 200,
    older_than: Entry | None = None,
) -> list[Happening]:
    """Return entries, newest first, that this user may see: about a thing, by a user, of a verb.

    `older_than` goes on from an entry, however far back it is, at the same cost.
    """
    found = entries.find(store, about=about, by=by, verb=verb, older_than=older_than)
    seen = (seeing.seen(store, user, entry) for entry in found if seeing.entry(store, user, entry))
    return [*map(telling(store), islice(seen, limit))]


Telling = Callable[[Entry], Happening]
"""Returns an entry, which its reader may see, for people."""


def telling(store: Store) -> Telling:
    """Return what tells entries one after another, looking up each name only once."""
    names = Names(store)
    return lambda entry: _happening(store, names, entry)


def verbs(store: Store) -> list[str]:
    """Return the verbs that stand in the journal."""
    return entries.verbs(store)


def _happening(store: Store, names: Names, entry: Entry) -> Happening:
    return Happening(
        id=entry.id,
        time=entry.time,
        user=names.of("users", entry.user),
        verb=entry.verb,
        what=in_words(store, entry, names),
        reason=reads.note(store, entry.reason or _judged(entry)),
        entry=entry,
    )


def _judged(entry: Entry) -> str | None:
    """Return the id of the reason that an assessment, a decision or a review holds itself."""
    images = [image for image in entry.images if image.table in _JUDGED and image.before is None]
    return str(images[0].after.get("reason", "")) if images else None


def in_words(store: Store, entry: Entry, names: Names | None = None) -> str:
    """Return what an entry did, in one line."""
    names = names or Names(store)
    if entry.verb == journal.MERGE:
        return f"{counted(len(entry.conflicts), 'row')} changed in both copies"
    if entry.undoes is not None:
        undone = entries.one(store, entry.undoes)
        if undone is not None:
            return f"{undone.verb}: {in_words(store, undone, names)}"
    if entry.verb == journal.START:
        return f"{counted(sum(i.table == 'codes' for i in entry.images), 'code')}, " + (
            counted(sum(i.table == "cases" for i in entry.images), "case")
        )
    if entry.verb == journal.WITHDRAW:
        return _who_left(entry, names)
    if entry.verb in seeing.SHARED:
        return _source_of(entry, names)
    image = lead(entry)
    if image is None:
        return ""
    others = sum(each.table not in _SILENT for each in entry.images) - 1
    more = f", and {counted(others, 'row')} more" if others else ""
    into = image.after.get("merged_into")
    more = f" into {names.of('codes', str(into))}" if into else more
    return names.describe(image.table, image.guid, _now(names, image)) + more


def _who_left(entry: Entry, names: Names) -> str:
    """Return what was withdrawn, in words; a case stands for its sources."""
    left = [image for image in entry.images if image.table == "withdrawals"]
    cases = [image for image in left if image.after["kind"] == "case"]
    told = dict.fromkeys(names.describe("withdrawals", i.guid, i.after) for i in cases or left)
    return ", ".join(told)


def _source_of(entry: Entry, names: Names) -> str:
    """Return the source that an entry of many users' rows is about, and nothing of the rows."""
    image = lead(entry)
    guid = image and (image.guid if image.table == "sources" else image.after.get("source"))
    return names.describe("sources", str(guid), names.row("sources", str(guid))) if guid else ""


def lead(entry: Entry) -> Image | None:
    """Return what an entry is mostly about: its source where it imports one, else its first row."""
    images = [image for image in entry.images if image.table not in _SILENT]
    return next((image for image in images if image.table == "sources"), next(iter(images), None))


def _now(names: Names, image: Image) -> dict[str, Value]:
    """Return the row as the entry left it, where the entry says so; else as it stands."""
    return {**names.row(image.table, image.guid), **image.after}


@at_one_moment
def of_thing(store: Store, guid: Guid) -> list[Guid]:
    """Return a thing and, of a case, all by which what was said of it is found."""
    return [guid, *written.judged_ever(store, guid)]


@at_one_moment
def of_passage(store: Store, user: str, source: Guid, passage: Passage) -> list[Guid]:
    """Return the codings this user may see that stand, or ever stood, on words of a passage.

    They are what `happenings` takes to show its history. Raises Refused where there is none.
    """
    found = [
        coding.guid
        for coding in seeing.of_these(store, user, written.codings_ever(store, source))
        if coding.passage.start < passage.end and passage.start < coding.passage.end
    ]
    if not found:
        raise Refused("Nothing was ever coded on these words.")
    return list(dict.fromkeys(found))


@at_one_moment
def differences(store: Store, entry: Entry, limit: int | None = None) -> list[Difference]:
    """Return, column by column, what an entry changed, in words; at most `limit` of them."""
    names = Names(store)
    changed = (found for image in entry.images for found in _changed(store, names, image))
    both = (found for conflict in entry.conflicts for found in _both(store, names, conflict))
    return list(islice(chain(changed, both), limit))


_FOR_PROGRAMS = frozenset(("clock", "time", "head", "grounds"))
"""Columns of a new row that say again when its entry was made and after which, or what staleness is
worked out from."""


def _changed(store: Store, names: Names, image: Image) -> Iterator[Difference]:
    if image.table in _SILENT:
        return
    thing = f"{image.table}: {names.describe(image.table, image.guid, _now(names, image))}"
    for column, after in image.after.items():
        if image.before is not None:
            values = image.before[column], after
            yield Difference(thing, column, *_values(store, names, image.table, column, values))
        elif column not in _FOR_PROGRAMS and after not in ("", None, 0, "[]", "{}"):
            words = _value(store, names, image.table, column, after)
            yield Difference(thing, column, "", one_line(words, _NEW), new=True)


def _both(store: Store, names: Names, conflict: Conflict) -> Iterator[Difference]:
    thing = f"{conflict.table}: {names.of(conflict.table, conflict.guid)}{BOTH}"
    for column, values in conflict.columns.items():
        yield Difference(thing, column, *_values(store, names, conflict.table, column, values))


def _values(
    store: Store, names: Names, table: str, column: str, values: tuple[Value, Value]
) -> tuple[str, str]:
    before, after = (_value(store, names, table, column, value) for value in values)
    return before, after


def _value(store: Store, names: Names, table: str, column: str, value: Value) -> str:
    """Return a value in words, long enough that two which differ are seen to differ."""
    if value is None:
        return ""
    text = str(value)
    if text.startswith("text:"):
        return f"“{one_line(reads.note(store, text), _CHANGED)}”"
    if text.startswith('["text:'):
        return ", ".join(f"“{one_line(reads.note(store, id))}”" for id in json.loads(text))
    if (table, column) == ("memos", "about"):
        return names.anything(text)
    other = REFERENCES.get(table, {}).get(column)
    return names.of(other, text) if other else one_line(text, _CHANGED)


def place(store: Store, entry: Entry) -> tuple[Guid, Passage] | None:
    """Return the source and passage that an entry is about: of a coding, its memo or a turn."""
    names = Names(store)
    for image in entry.images:
        table, row = image.table, _now(names, image)
        if table == "memos":
            table, row = "codings", names.row("codings", str(row["about"]))
        if table in ("codings", "turns") and row:
            source = str(row["source"])
            if not names.row("sources", source).get("removed", 1):
                return source, Passage.parse(str(row["passage"]))
    return None


def entry(store: Store, named: str) -> Entry:
    """Return the entry of which this is the id or its beginning. Raises NotFound."""
    wanted = "sha256:" + named.removeprefix("sha256:")
    found = entries.beginning(store, wanted)
    if len(found) != 1 or len(wanted) < len("sha256:") + _SHORTEST:
        raise NotFound(f"There is no one entry {one_line(named)} in the journal.")
    return found[0]


def happening(store: Store, user: str, named: str) -> Happening:
    """Return the entry of that id or its beginning. Raises NotFound for one not to be seen."""
    found = entry(store, named)
    if not seeing.entry(store, user, found):
        raise NotFound("That entry is another user's coding, which this project hides for now.")
    return _happening(store, Names(store), seeing.seen(store, user, found))
