"""The index of words: which texts hold a phrase. Derived, and made again wherever it is missing.

It names texts by their id, and a text never changes under its id. So nothing can make it wrong: no
undo, no merge, no new version of a source. It can only be behind, where texts came in by another
way than an import; those that it does not know are looked through one by one until `catch_up` has
taken them in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from coder.errors import ProjectError
from coder.finding.folding import tokens
from coder.finding.phrases import stored
from coder.model import Guid
from coder.store.store import Store

_AT_ONCE = 50
"""Texts taken in under one lock: others can write between."""

_BEHIND = (
    "SELECT texts.id, texts.text FROM sources JOIN texts ON texts.id = sources.text"
    " WHERE sources.removed = 0 AND texts.id NOT IN (SELECT text FROM indexed)"
)


def add(store: Store, source: Guid) -> None:
    """Take in the words of a source, inside the change that is open."""
    _take_in(store, store.rows(f"{_BEHIND} AND sources.guid = ?", (source,)))


def catch_up(store: Store) -> int:
    """Take in all texts that the index does not know yet; return how many there were.

    It is no change of the project and needs no user. Where the file cannot be written now it is
    left for another time: what is not known here is found all the same, only slower.
    """
    done = 0
    while _some_behind(store):
        try:
            store.connection.execute("BEGIN IMMEDIATE")
            done += _take_in(store, store.rows(f"{_BEHIND} LIMIT {_AT_ONCE}"))
            store.connection.execute("COMMIT")
        except (sqlite3.OperationalError, ProjectError):
            break
        finally:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
    return done


def _some_behind(store: Store) -> bool:
    return bool(store.rows(f"SELECT EXISTS ({_BEHIND})")[0][0])


def _take_in(store: Store, texts: Sequence[tuple[str, str]]) -> int:
    for id, text in texts:
        cursor = store.connection.execute("INSERT INTO indexed (text) VALUES (?)", (id,))
        store.connection.execute(
            "INSERT INTO word_index (rowid, words) VALUES (?, ?)",
            (cursor.lastrowid, " ".join(map(stored, tokens(text)))),
        )
    return len(texts)


def forget(store: Store) -> None:
    """Empty the index, inside the transaction that is open; the next search makes it again.

    For a text that is withdrawn: the index knows which word stood where, and from that it could be
    pieced together again. Taking one text out would leave its words in the index's own history, so
    all of it goes; SQLite overwrites the pages (`secure_delete`). What is left in the write-ahead
    log goes with the next `Store.checkpoint`.
    """
    store.connection.execute("INSERT INTO word_index (word_index) VALUES ('delete-all')")
    store.connection.execute("DELETE FROM indexed")


def candidates(store: Store, match: str | None) -> set[Guid]:
    """Return the sources that may hold what `match` asks for: no other holds it.

    `match` is a query of FTS5; None asks for nothing, so that every source may. Sources whose
    words the index does not know are among them.
    """
    if match is None:
        rows = store.rows("SELECT guid FROM sources WHERE removed = 0")
    else:
        rows = store.rows(
            "SELECT guid FROM sources LEFT JOIN indexed ON indexed.text = sources.text"
            " WHERE removed = 0 AND (indexed.number IS NULL OR indexed.number IN"
            " (SELECT rowid FROM word_index WHERE word_index MATCH ?))",
            (match,),
        )
    return {guid for (guid,) in rows}
