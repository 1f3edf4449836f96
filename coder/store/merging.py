"""Merging two copies of a project: the union of their entries, replayed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder import journal
from coder.display import one_line
from coder.errors import ProjectError, Refused
from coder.journal import MERGE, WITHDRAW, Conflict, Entry, Row, Tables, Value
from coder.store import erasing, rejoining, values
from coder.store.change import Change, now
from coder.store.problems import problems
from coder.store.rejoining import texts_of
from coder.store.schema import DEFAULTS, SCHEMA
from coder.store.store import Store, said, user_guid
from coder.verify import verify_open


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge did."""

    entries: int
    """How many entries came from the other copy."""
    conflicts: tuple[Conflict, ...]
    problems: tuple[str, ...]
    head: str
    again: int = 0
    """How many rows follow a withdrawal that one copy had not known of."""


def merge(store: Store, other: Store, user: str) -> Merge:
    """Take the other copy's entries into this one; the other is only read.

    Where both copies changed a column, the later entry in (clock, id) order wins in both, and the
    merge entry lists it with both values. What was taken in cannot be taken out again, so all of
    it is checked before any of it is kept. Raises Refused where the other copy does not hold
    together or would not together with this one, and ProjectError where this one cannot be written.
    """
    try:
        store.connection.execute("BEGIN IMMEDIATE")
        with other.moment():
            merged = _merge(store, other, user)
        store.connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise ProjectError(said(error, store.path)) from error
    except sqlite3.IntegrityError as error:
        raise Refused("Not merged: the other copy names rows that are in neither.") from error
    except sqlite3.DatabaseError as error:
        raise ProjectError(said(error, store.path)) from error
    finally:
        if store.connection.in_transaction:
            store.connection.execute("ROLLBACK")
    return merged


def _merge(store: Store, other: Store, user: str) -> Merge:
    theirs = _checked(other)
    ours = {entry.id: entry for entry in store.entries()}
    missing = journal.in_order(e for id, e in theirs.items() if id not in ours)
    if not missing:
        return Merge(0, (), (), store.head)
    entries = journal.in_order([*ours.values(), *missing])
    tables = journal.replay(entries, DEFAULTS)
    _check_values(store, missing, tables)
    withdrawn = {id for entry in entries for id in entry.withdrawn}
    known = _texts(store, withdrawn) | _texts(other, withdrawn)
    _take_texts(store, other, withdrawn)
    found = journal.conflicts([*ours.values()], [*theirs.values()], lambda a, b: _same(store, a, b))
    heads = (store.head, next(reversed(theirs)))
    _take_entries(store, other, missing)
    _rebuild(store, tables)
    _take_sentences(store, other)
    if ours.keys() - theirs.keys():
        _append(store, heads, found, user)
    again = _withdraw_again(store, entries, known, _unknowing(ours, theirs), user)
    if known or again:
        erasing.note(store, store.head)
    for fault in verify_open(store.connection).faults:
        raise Refused(f"Not merged: this project would not hold together. {one_line(fault, 500)}")
    return Merge(len(missing), found, tuple(problems(store)), store.head, again)


def _unknowing(ours: Mapping[str, Entry], theirs: Mapping[str, Entry]) -> set[str]:
    """Return the ids of texts that were written by who did not know of a withdrawal."""
    found: set[str] = set()
    for one, other in ((ours, theirs), (theirs, ours)):
        if any(entry.withdrawn for id, entry in other.items() if id not in one):
            found |= texts_of([entry for id, entry in one.items() if id not in other])
    return found


def _withdraw_again(
    store: Store, entries: Sequence[Entry], known: Mapping[str, str], news: set[str], user: str
) -> int:
    """Withdraw what came back or came anew of what had left; return how many rows changed."""
    (clock,) = store.rows("SELECT max(clock) FROM journal")[0]
    change = Change(store.connection, clock + 1, now(), store.head)
    change.user = user_guid(user)
    rejoining.again(store, change, entries, known, news)
    if not change.images and not change.withdrawn:
        return 0
    changed = len(change.images)
    if change.row("users", change.user) is None:
        change.insert("users", {"name": user.strip()}, change.user)
    store.append(
        Entry(
            WITHDRAW,
            change.user,
            change.time,
            SCHEMA,
            change.clock,
            (change.head,),
            change.images,
            withdrawn=tuple(sorted(change.withdrawn)),
        )
    )
    return changed


def _texts(store: Store, ids: Iterable[str]) -> dict[str, str]:
    sql = "SELECT id, text FROM texts WHERE id IN (SELECT value FROM json_each(?))"
    return dict(store.rows(sql, (json.dumps(sorted(ids)),)))


def _checked(other: Store) -> dict[str, Entry]:
    """Return the other copy's entries in order. Raises Refused where it does not hold together."""
    for fault in verify_open(other.connection).faults:
        raise Refused(f"Not merged: the other copy does not hold together. {one_line(fault, 500)}")
    entries: dict[str, Entry] = {}
    for id, body in other.rows("SELECT id, body FROM journal ORDER BY clock, id"):
        try:
            entries[id] = journal.decode(id, body)
            wrong = values.wrong(entries[id])
        except (ValueError, LookupError, TypeError, AttributeError):
            wrong = "a conflict is not of the right shape"
        if wrong:
            raise _refused(id, wrong)
    return entries


def _refused(id: str, wrong: str) -> Refused:
    return Refused(
        f"Not merged: entry {one_line(id[:15])} of the other copy holds what no coder writes:"
        f" {one_line(wrong, 200)}."
    )


def _check_values(store: Store, missing: Iterable[Entry], tables: Tables) -> None:
    """Refuse new entries with what could not be read here."""
    held = dict(store.rows("SELECT guid, value FROM settings"))
    for entry in missing:
        for image in entry.images:
            ours = held.get(image.guid) if image.table == "settings" else None
            theirs = str(image.after.get("value", ours))
            if ours and values.of_another_kind(json.loads(ours), json.loads(theirs)):
                raise _refused(entry.id, "a setting of another kind than here")
    beside = values.beside_the_text(missing, tables)
    if beside is not None:
        raise _refused(beside.id, "a passage that is not in the text")


def _take_texts(store: Store, other: Store, withdrawn: set[str]) -> None:
    """Take the other's texts, but none that either copy has withdrawn."""
    store.connection.executemany(
        "INSERT OR IGNORE INTO texts (id, salt, text) VALUES (?, ?, ?)",
        (row for row in other.rows("SELECT id, salt, text FROM texts") if row[0] not in withdrawn),
    )
    store.connection.executemany("DELETE FROM texts WHERE id = ?", [(id,) for id in withdrawn])


def _take_entries(store: Store, other: Store, missing: Iterable[Entry]) -> None:
    """Take whole bodies, each after those it follows."""
    wanted = {entry.id for entry in missing}
    rows = other.rows("SELECT id, body FROM journal ORDER BY clock, id")
    store.connection.executemany(
        "INSERT INTO journal (id, body) VALUES (?, ?)", (row for row in rows if row[0] in wanted)
    )


def _take_sentences(store: Store, other: Store) -> None:
    store.connection.executemany(
        "INSERT OR IGNORE INTO sentences (source, offsets) VALUES (?, ?)",
        other.connection.execute("SELECT source, offsets FROM sentences"),
    )


def _same(store: Store, a: Value, b: Value) -> bool:
    """Whether two values mean the same: two ids may stand for the same words."""
    if a == b:
        return True
    if not (isinstance(a, str) and isinstance(b, str) and a[:5] == b[:5] == "text:"):
        return False
    words = store.rows("SELECT text FROM texts WHERE id IN (?, ?)", (a, b))
    return len(words) == 2 and words[0] == words[1]


def _rebuild(store: Store, tables: Tables) -> None:
    """Write what the replay gives wherever the tables hold something else."""
    store.connection.execute("PRAGMA defer_foreign_keys = on")
    for table, rows in tables.items():
        names = list(DEFAULTS[table])
        columns = ", ".join(f'"{name}"' for name in names)
        held: dict[str, Row] = {
            guid: dict(zip(names, values, strict=True))
            for guid, *values in store.rows(f'SELECT guid, {columns} FROM "{table}"')
        }
        marks = ", ".join("?" * (len(names) + 1))
        changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
        store.connection.executemany(
            f'INSERT INTO "{table}" (guid, {columns}) VALUES ({marks})'
            f" ON CONFLICT (guid) DO UPDATE SET {changes}",
            [(guid, *row.values()) for guid, row in rows.items() if held.get(guid) != row],
        )
        _reorder(store, table, [*rows])


def _reorder(store: Store, table: str, wanted: Sequence[str]) -> None:
    """Put rows in the order of the replay: what is told in it is told alike by every copy."""
    held = store.rows(f'SELECT rowid, guid FROM "{table}" ORDER BY rowid')
    pairs = enumerate(zip(held, wanted, strict=False))  # what no entry made is not moved, but named
    first = next((at for at, ((_, guid), due) in pairs if guid != due), len(wanted))
    if first < len(wanted):
        last = held[-1][0]
        moved = [(last + at, guid) for at, guid in enumerate(wanted[first:], 1)]
        store.connection.executemany(f'UPDATE "{table}" SET rowid = ? WHERE guid = ?', moved)
        store.connection.execute("DELETE FROM columns")  # no trigger minds the order of rows


def _append(store: Store, heads: tuple[str, str], found: tuple[Conflict, ...], user: str) -> None:
    (clock,) = store.rows("SELECT max(clock) FROM journal")[0]
    guid = user_guid(user)
    known = store.rows("SELECT 1 FROM users WHERE guid = ?", (guid,))
    images = () if known else (_user(store, guid, user),)
    store.append(
        Entry(MERGE, guid, now(), SCHEMA, clock + 1, tuple(sorted(heads)), images, conflicts=found)
    )


def _user(store: Store, guid: str, name: str) -> journal.Image:
    row = {**DEFAULTS["users"], "name": name.strip()}
    store.connection.execute("INSERT INTO users (guid, name) VALUES (?, ?)", (guid, row["name"]))
    return journal.Image("users", guid, None, row)
