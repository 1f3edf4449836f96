"""What a file keeps of words that were taken out: free pages, its log, backups beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coder.display import visible
from coder.errors import ProjectError
from coder.store.opening import set_journal_mode
from coder.store.store import BUSY_MS, Store, said


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """Have the project file to oneself, its log folded in and gone.

    Raises ProjectError where another program has it open: that one would go on reading the words
    from the log, and the log could not be cleared.
    """
    if store.path is None:
        yield
        return
    try:
        _take(store)
        yield
    finally:
        _give_back(store)


def _take(store: Store) -> None:
    try:
        (mode,) = store.connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        store.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        store.connection.execute("BEGIN EXCLUSIVE")
        store.connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise ProjectError(said(error, store.path)) from error
        mode = "shared"
    if mode != "delete":
        raise ProjectError(
            f"{visible(str(store.path))}: another program has the project open, and could keep the"
            " words that are to go. Close it everywhere, and do this again. Nothing was changed."
        )


def _give_back(store: Store) -> None:
    if store.connection.in_transaction:
        store.connection.execute("ROLLBACK")
    store.connection.execute("PRAGMA locking_mode = NORMAL")
    try:
        store.rows("SELECT 1 FROM settings LIMIT 1")  # only the next reading lets the lock go
        set_journal_mode(store.connection)
    except (sqlite3.OperationalError, ProjectError):
        return  # another program is quicker: the file is sound in either mode
    finally:
        store.connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def note(store: Store, entry: str) -> None:
    """Note, inside the change that withdraws, that its words are still to be cleared."""
    store.connection.execute("INSERT OR IGNORE INTO unerased (entry) VALUES (?)", (entry,))


def unerased(store: Store) -> bool:
    """Whether words that were withdrawn may still lie in free pages, a log or a backup."""
    return bool(store.rows("SELECT 1 FROM main.unerased LIMIT 1"))


def erase(store: Store) -> list[Path]:
    """Write the file anew without its free pages; delete backups; return which these were.

    To be called `alone`. Raises ProjectError where it cannot be done now: it stays noted, and the
    next command that opens the project tries again.
    """
    if not unerased(store):
        return []
    try:
        store.connection.execute("VACUUM")
        gone = _without_backups(store.path.resolve()) if store.path else []
        store.connection.execute("DELETE FROM unerased")
    except (sqlite3.DatabaseError, OSError) as error:
        raise ProjectError(
            f"The words are covered, but the file could not be cleared of what is left of them"
            f" ({error}). It needs as much free disk as the project is large; the next command on"
            " the project tries again."
        ) from error
    return gone


def backups(path: Path) -> list[Path]:
    """Return the backups that the program has made beside a project."""
    return sorted(path.parent.glob(f"{_literal(path.name)}.before-schema-*"))


def _literal(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _without_backups(path: Path) -> list[Path]:
    found = backups(path)
    for backup in found:
        backup.unlink(missing_ok=True)
    return found
