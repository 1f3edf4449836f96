"""Undo and redo: entries that take entries back, and refuse where others have built on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder import journal
from coder.display import one_line
from coder.errors import NotFound, Refused
from coder.journal import Entry, Image, Row
from coder.model import Passage
from coder.store import entries, reads
from coder.store.change import Change
from coder.store.masks import MASK, holds_words
from coder.store.schema import PLACED, REFERENCES
from coder.store.store import Store
from coder.store.texts import ids


def undo(store: Store, user: str) -> Entry:
    """Take back this user's last entry that stands; return the entry that was undone.

    Raises Refused where nothing is left to undo, or where a later entry rests on what would go.
    """
    with store.change(journal.UNDO, user) as change:
        entry = journal.to_undo(*_own(store, change))
        if entry is None:
            raise Refused(f"There is nothing of yours left to undo.{_withdrawn(store, change)}")
        _take_back(store, change, entry, journal.UNDO)
    return entry


def _withdrawn(store: Store, change: Change) -> str:
    own = next(entries.find(store, by=change.user, verb=journal.WITHDRAW), None)
    return " What you have withdrawn can never be undone." if own else ""


def passed_over(store: Store, undone: Entry) -> str:
    """Return in words that undo went past a withdrawal of the same user; empty where it did not."""
    own = next(entries.find(store, by=undone.user, verb=journal.WITHDRAW), None)
    if own is None or (own.clock, own.id) < (undone.clock, undone.id):
        return ""
    return "The withdrawal after it stays: it can never be undone."


def redo(store: Store, user: str) -> Entry:
    """Do again what this user's last undo took back; return the entry that stands again.

    Raises Refused as `undo` does.
    """
    with store.change(journal.REDO, user) as change:
        entry = journal.to_redo(*_own(store, change))
        if entry is None:
            raise Refused("There is nothing to redo.")
        _take_back(store, change, entry, journal.REDO)
    while entry.undoes is not None and (undone := entries.one(store, entry.undoes)) is not None:
        entry = undone
    return entry


def restore(store: Store, user: str, guid: str) -> Entry:
    """Bring back what was removed, whoever removed it; return the entry that had removed it.

    What belongs to it and went with it comes back too, and so does what it names: a source with its
    turns and its case. No coding, memo or assessment does: those are for who made them. `guid` may
    be the beginning of one. Raises NotFound where nothing that was removed is meant.
    """
    with store.change("restore", user) as change:
        first = remover = _remover(store, *_removed(store, guid))
        waiting = [remover]
        while waiting:
            for image in waiting.pop().images:
                if image.table in _COMMON and image.after.get("removed"):
                    change.update(image.table, image.guid, {"removed": 0})
                    waiting += _removers_of_named(store, change, image)
    return first


_COMMON = ("cases", "case_values", "sources", "speakers", "turns", "codes", "typings", "reviews")
"""What all users share and others may build on."""


def _removed(store: Store, start: str) -> tuple[str, str]:
    found = [
        (table, guid)
        for table in _COMMON
        for (guid,) in store.rows(
            f'SELECT guid FROM "{table}" WHERE removed = 1 AND substr(guid, 1, ?) = ?',
            (len(start), start),
        )
    ]
    if len(found) != 1:
        raise NotFound(f"There is no one thing {one_line(start)} that was removed.")
    return found[0]


def _remover(store: Store, table: str, guid: str) -> Entry:
    """Return the entry that removed a row."""
    return next(
        entry
        for entry in entries.find(store, about=guid)
        for image in entry.images
        if (image.table, image.guid) == (table, guid) and image.after.get("removed")
    )


def _removers_of_named(store: Store, change: Change, image: Image) -> list[Entry]:
    row = change.row(image.table, image.guid) or {}
    named = [(other, row[column]) for column, other in REFERENCES.get(image.table, {}).items()]
    return [
        _remover(store, other, str(guid))
        for other, guid in named
        if other in _COMMON and guid and (change.row(other, str(guid)) or {}).get("removed")
    ]


def _own(store: Store, change: Change) -> tuple[Iterator[Entry], journal.Find]:
    return entries.find(store, by=change.user), lambda id: entries.one(store, id)


def _take_back(store: Store, change: Change, entry: Entry, verb: str) -> None:
    change.undoes = entry.id
    for image in entry.images:
        # A user is known for good; a kept codebook says what it says, whoever names it.
        if image.table not in ("users", "codebooks"):
            _restore(store, change, image, verb)
    for image in change.images:
        _check_references(store, change, image, verb)
        _check_words(store, change, image, verb)


def _restore(store: Store, change: Change, image: Image, verb: str) -> None:
    row = change.row(image.table, image.guid) or {}
    changed = [name for name, value in image.after.items() if row.get(name) != value]
    if changed:
        raise _refused(store, verb, image.table, image.guid, changed)
    before: Row = {"removed": 1} if image.before is None else image.before
    change.update(image.table, image.guid, before)


def _check_references(store: Store, change: Change, image: Image, verb: str) -> None:
    """Refuse to leave a row that stands and names one that is removed."""
    row = change.row(image.table, image.guid) or {}
    if row["removed"]:
        for table, column in _columns_naming(image.table):
            sql = f'SELECT guid FROM "{table}" WHERE "{column}" = ? AND removed = 0 LIMIT 1'
            for (guid,) in store.rows(sql, (image.guid,)):
                raise _refused(store, verb, table, guid, [column, "removed"])
        if image.table == "replies":
            _check_thread(store, row, verb)
        return
    for column, other in REFERENCES.get(image.table, {}).items():
        named = row[column]
        above = change.row(other, str(named)) if named is not None else None
        if above is not None and above["removed"]:
            raise _refused(store, verb, other, str(named), ["removed"])


def _check_words(store: Store, change: Change, image: Image, verb: str) -> None:
    """Refuse to bring back what rests on words that were withdrawn: they are gone for good."""
    row = change.row(image.table, image.guid) or {}
    if row["removed"]:
        return
    named = [id for value in row.values() for id in ids(value)]
    missing = any(not store.rows("SELECT 1 FROM texts WHERE id = ?", (id,)) for id in named)
    if not missing and image.table in PLACED and row["passage"]:
        source, passage = str(row[PLACED[image.table]]), Passage.parse(str(row["passage"]))
        words = reads.words(store, source, passage)
        missing = MASK in words and not holds_words(words)
    if missing:
        done = "undone" if verb == journal.UNDO else "redone"
        raise Refused(f"Not {done}: it rests on words that were withdrawn, and those are gone.")


def _check_thread(store: Store, reply: Row, verb: str) -> None:
    """Refuse to take a reply from under what was said after it.

    A later reply to the same query rests on it; so does a later review that settles a decision of
    the same case, which could be made only once the query was closed.
    """
    for table, guid, column, _ in store.rows(_SAID_AFTER, (reply["review"], reply["clock"])):
        raise _refused(store, verb, table, guid, [column])


_SAID_AFTER = """
SELECT 'replies', guid, 'review', clock FROM replies
WHERE review = ?1 AND removed = 0 AND clock > ?2
UNION ALL
SELECT 'reviews', later.guid, 'verdict', later.clock
FROM reviews asked JOIN typings ON typings.guid = asked.typing
JOIN typings beside ON beside."case" = typings."case"
JOIN reviews later ON later.typing = beside.guid
WHERE asked.guid = ?1 AND later.verdict != 'query' AND later.removed = 0
AND later.clock > ?2
ORDER BY 4 DESC
"""


def _columns_naming(other: str) -> Iterator[tuple[str, str]]:
    for table, columns in REFERENCES.items():
        yield from ((table, column) for column, named in columns.items() if named == other)
    yield "memos", "about"


def _refused(store: Store, verb: str, table: str, guid: str, columns: Sequence[str]) -> Refused:
    """Return the refusal, which names the last entry that wrote one of these columns of a row."""
    later = next(
        (
            entry
            for entry in entries.find(store, about=guid)
            for image in entry.images
            if (image.table, image.guid) == (table, guid) and image.after.keys() & set(columns)
        ),
        None,
    )
    done = "undone" if verb == journal.UNDO else "redone"
    if later is None:
        return Refused(f"Not {done}: what it changed has changed since.")
    (name,) = store.rows("SELECT name FROM users WHERE guid = ?", (later.user,))[0]
    said = f"“{one_line(later.verb)}” by {one_line(name)} at {later.time} ({later.id[:15]})"
    return Refused(f"Not {done}: {said} rests on it.")
