"""Journal entries: canonical JSON, identity, order, replay, and what two copies both changed."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | int | None
Row = dict[str, Value]
Tables = dict[str, dict[str, Row]]
"""Rows by table and guid."""

Find = Callable[[str], "Entry | None"]
"""Returns the entry of an id."""

UNDO, REDO, MERGE, START = "undo", "redo", "merge", "start the project"
BEGIN_PSEUDONYMS, REAL_IDS = "begin pseudonyms", "publish real ids"
WITHDRAW = "withdraw"
_PASSED_OVER = (MERGE, BEGIN_PSEUDONYMS, REAL_IDS, WITHDRAW)
"""What undo does not take back: what was merged is whole, what was published has left, and what was
withdrawn is gone."""
"""Verbs with a meaning of their own; all others are only words for the reader."""


def new_guid() -> str:
    """Return a guid that no other copy has."""
    return str(uuid.uuid4())


def canonical(value: Any) -> str:
    """Return JSON of which there is only one: sorted keys, no spaces, no escapes but the needed."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def digest(text: str) -> str:
    """Return `sha256:` and the hash of the text's UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def text_id(salt: str, text: str) -> str:
    """Return the id under which free text is kept outside the journal."""
    return "text:" + hashlib.sha256((salt + text).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Image:
    """What one entry did to one row: the columns before (None where it was not there) and after."""

    table: str
    guid: str
    before: Row | None
    after: Row


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that two copies both changed: each column they disagree on, with both values."""

    table: str
    guid: str
    columns: Mapping[str, tuple[Value, Value]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the project."""

    verb: str
    user: str
    """Guid of who made it."""
    time: str
    """UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`."""
    schema: int
    clock: int
    """Greater than that of every parent."""
    parents: tuple[str, ...]
    images: tuple[Image, ...]
    reason: str | None = None
    """Id of a text."""
    undoes: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Ids of texts that were taken out of the project for good."""
    id: str = ""


def encode(entry: Entry) -> str:
    """Return the canonical JSON of which the entry's id is the hash."""
    body: dict[str, Any] = {
        "verb": entry.verb,
        "user": entry.user,
        "time": entry.time,
        "schema": entry.schema,
        "clock": entry.clock,
        "parents": list(entry.parents),
        "images": [[i.table, i.guid, i.before, i.after] for i in entry.images],
        "reason": entry.reason,
    }
    if entry.undoes is not None:
        body["undoes"] = entry.undoes
    if entry.conflicts:
        body["conflicts"] = [[c.table, c.guid, dict(c.columns)] for c in entry.conflicts]
    if entry.withdrawn:
        body["withdrawn"] = list(entry.withdrawn)
    return canonical(body)


def decode(id: str, body: str) -> Entry:
    """Read an entry back from its id and canonical JSON."""
    data = json.loads(body)
    return Entry(
        verb=data["verb"],
        user=data["user"],
        time=data["time"],
        schema=data["schema"],
        clock=data["clock"],
        parents=tuple(data["parents"]),
        images=tuple(Image(*image) for image in data["images"]),
        reason=data["reason"],
        undoes=data.get("undoes"),
        conflicts=tuple(
            Conflict(
                table, guid, {name: (ours, theirs) for name, (ours, theirs) in columns.items()}
            )
            for table, guid, columns in data.get("conflicts", ())
        ),
        withdrawn=tuple(data.get("withdrawn", ())),
        id=id,
    )


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the one order every copy replays them in: clock, then id."""
    return sorted(entries, key=lambda entry: (entry.clock, entry.id))


def replay(entries: Iterable[Entry], defaults: Mapping[str, Mapping[str, Value]]) -> Tables:
    """Return the tables that the entries, in order, make; `defaults` fill columns added later."""
    tables: Tables = {table: {} for table in defaults}
    for entry in entries:
        for image in entry.images:
            rows = tables[image.table]
            row = rows.get(image.guid)
            if row is None:
                row = rows[image.guid] = dict(defaults[image.table])
            row.update(image.after)
    return tables


def changes(entries: Iterable[Entry], known: Container[str]) -> dict[tuple[str, str], Row]:
    """Return, for each row, the columns whose value comes from an entry not `known`.

    `entries` are all of one copy, in order: what an entry that both copies know has written over
    stands in neither.
    """
    changed: dict[tuple[str, str], Row] = {}
    for entry in entries:
        for image in entry.images:
            row = changed.setdefault((image.table, image.guid), {})
            if entry.id not in known:
                row.update(image.after)
            else:
                for name in row.keys() & image.after.keys():
                    del row[name]
    return changed


def conflicts(
    ours: Sequence[Entry], theirs: Sequence[Entry], same: Callable[[Value, Value], bool]
) -> tuple[Conflict, ...]:
    """Return the rows that both copies changed since they parted, and now disagree on.

    `ours` and `theirs` are all entries of each, in order; `same` says whether two values mean the
    same (two texts with different ids may hold the same words).
    """
    known = {entry.id for entry in ours} & {entry.id for entry in theirs}
    mine, other = changes(ours, known), changes(theirs, known)
    found = []
    for key in sorted(mine.keys() & other.keys()):
        both = mine[key].keys() & other[key].keys()
        columns = {
            name: (mine[key][name], other[key][name])
            for name in sorted(both)
            if not same(mine[key][name], other[key][name])
        }
        if columns:
            found.append(Conflict(*key, columns))
    return tuple(found)


def to_undo(newest_first: Iterable[Entry], find: Find) -> Entry | None:
    """Return which of one user's entries undo takes back next; None where none is left.

    An entry stands or not as the newest undo or redo of it says: where two copies both undid it
    and one redo brought it back, it stands.
    """
    settled: set[str] = set()
    undone: set[str] = set()
    for entry in newest_first:
        if entry.verb in _PASSED_OVER or entry.id in undone:
            continue
        if entry.undoes is None:
            return None if entry.verb == START else entry
        about = _undone_at_first(entry, find)
        if entry.verb != REDO and about not in settled:
            undone.add(about)
        settled.add(about)
    return None


def to_redo(newest_first: Iterable[Entry], find: Find) -> Entry | None:
    """Return the undo that redo takes back next; None once something new was done."""
    settled: set[str] = set()
    for entry in newest_first:
        if entry.verb in _PASSED_OVER:
            continue
        if entry.undoes is None:
            return None
        about = _undone_at_first(entry, find)
        if entry.verb != REDO and about not in settled:
            return entry
        settled.add(about)
    return None


def _undone_at_first(entry: Entry, find: Find) -> str:
    """Return the id of the change that an undo, or the redo of an undo, is about in the end."""
    while entry.undoes is not None and (earlier := find(entry.undoes)) is not None:
        entry = earlier
    return entry.undoes or entry.id
