"""An open project file: reading rows, and changing them one journal entry at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from coder import journal
from coder.display import same_name, visible
from coder.errors import ProjectError, Refused
from coder.journal import Entry
from coder.model import derived_guid
from coder.store.change import Change, now
from coder.store.schema import SCHEMA

BUSY_MS = 5_000
"""Milliseconds to wait for another process that is writing."""

P = ParamSpec("P")
T = TypeVar("T")


def user_guid(name: str) -> str:
    """Return the guid that a user of this name has in every project."""
    return derived_guid("user", same_name(name))


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the project: its last entry, and when that was made (UTC)."""

    entry: str
    time: str


class Store:
    """One project file, open in one thread."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self.connection = connection
        self.path = path
        """None for a project in memory."""
        self.past: Moment | None = None
        """The moment it is shown as at; None for the project as it is."""
        self.changed = False
        """Whether anything was written through it."""

    def close(self) -> None:
        """Close the file; what counting needs is kept and the log folded in first."""
        if self.changed and self.path is not None:
            from coder.store.columns import catch_up  # what only reads needs none of it

            self.changed = False
            catch_up(self)
        self.checkpoint()
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def checkpoint(self) -> None:
        """Fold the write-ahead log in, so that copying the one file copies everything.

        Where another process is at work it is left to fold the log in when it ends.
        """
        if self.path is None:
            return
        path = self.path.resolve()  # the log lies beside the real file
        if not size(path.with_name(path.name + "-wal")):
            return
        self.connection.execute("PRAGMA busy_timeout = 0")  # never let a person wait for this
        try:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.OperationalError:
            return
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return all rows of a query. Raises ProjectError where the file cannot be read."""
        with self._in_words():
            return self.connection.execute(sql, parameters).fetchall()

    @property
    def head(self) -> str:
        """Id of the journal's last entry: every change, by whatever process, gives another."""
        found = self._last()
        return found[1] if found else ""

    @property
    def head_in_full(self) -> str:
        """The head with number and time of entries: kept elsewhere, it proves all up to it.

        `coder verify --head` takes it. Empty in a project without entries.
        """
        found = self.rows(
            "SELECT id, (SELECT count(*) FROM journal), json_extract(body, '$.time')"
            " FROM journal ORDER BY clock DESC, id DESC LIMIT 1"
        )
        return "{} entries {} {}".format(*found[0]) if found else ""

    def _last(self) -> tuple[int, str] | None:
        found = self.rows("SELECT clock, id FROM journal ORDER BY clock DESC, id DESC LIMIT 1")
        return (int(found[0][0]), str(found[0][1])) if found else None

    def entries(
        self, where: str = "1", parameters: Sequence[Any] = (), *, newest: bool = False
    ) -> Iterator[Entry]:
        """Yield journal entries in order, or newest first. Raises ProjectError as `rows` does."""
        order = "clock DESC, id DESC" if newest else "clock, id"
        sql = f"SELECT id, body FROM journal WHERE {where} ORDER BY {order}"
        with self._in_words():
            for id, body in self.connection.execute(sql, parameters):
                yield journal.decode(id, body)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Say in words what SQLite cannot do; a mistake of the program's own stays what it is."""
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except sqlite3.DatabaseError as error:
            raise ProjectError(said(error, self.path)) from error

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Let all that is read inside be of one moment, whatever others write meanwhile.

        Inside another moment, or inside a change, it does nothing more.
        """
        if self.connection.in_transaction:
            yield
            return
        with self._in_words():
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()  # nothing was written

    @contextmanager
    def change(self, verb: str, user: str, reason: str = "") -> Iterator[Change]:
        """Make one change: all of it and its journal entry are on disk at the end, or nothing is.

        `user` is a name; who has made no change before is written down as a user here. What the
        change rests on is read inside it: only here does nobody else write meanwhile. Where
        nothing changes, no entry is made. Raises ProjectError where the file is busy,
        read-only or the disk is full, and Refused in the project as it was.
        """
        if self.past is not None:
            raise Refused("The project is shown as it was, which nothing changes any more.")
        try:
            with self._in_words():
                self.connection.execute("BEGIN IMMEDIATE")
                clock, head = self._last() or (0, "")
                change = Change(self.connection, clock + 1, now(), head)
                change.user = self._user(change, user)
                yield change
                if any(image.table != "users" for image in change.images):
                    self._append(change, verb, reason)
                    self.connection.execute("COMMIT")
        finally:
            self._roll_back()  # where nothing changed, or not all could be done

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _user(self, change: Change, name: str) -> str:
        guid = user_guid(name)
        if change.row("users", guid) is None:
            change.insert("users", {"name": name.strip()}, guid)
        return guid

    def _append(self, change: Change, verb: str, reason: str) -> None:
        self.append(
            Entry(
                verb=verb,
                user=change.user,
                time=change.time,
                schema=SCHEMA,
                clock=change.clock,
                parents=(change.head,) if change.head else (),
                images=change.images,
                reason=change.text(reason) if reason else None,
                undoes=change.undoes,
                withdrawn=tuple(sorted(change.withdrawn)),
            )
        )

    def keep_sentences(self, source: str, offsets: bytes) -> None:
        """Keep where a source's sentences start and end: pairs of unsigned ints, in order."""
        self.connection.execute(
            "INSERT OR REPLACE INTO sentences (source, offsets) VALUES (?, ?)", (source, offsets)
        )

    def append(self, entry: Entry) -> str:
        """Write an entry inside the transaction that is open; return its id."""
        self.changed = True
        body = journal.encode(entry)
        id = journal.digest(body)
        self.connection.execute("INSERT INTO journal (id, body) VALUES (?, ?)", (id, body))
        return id


def at_one_moment(read: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
    """Let a function read all it reads at one moment of the project: see `Store.moment`."""

    @wraps(read)
    def inside(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with store.moment():
            return read(store, *args, **kwargs)

    return inside


def said(error: sqlite3.DatabaseError, path: Path | None) -> str:
    """Return in words why the project file cannot be read or written."""
    where = f"{visible(str(path))}: " if path else ""
    text = str(error)
    if "locked" in text or "busy" in text:
        return f"{where}another program is writing to the project; wait a moment and try again."
    if "readonly" in text and path is not None and _full(path):
        text = "full"  # which is why it could only be opened for reading
    if "readonly" in text:
        return f"{where}the project file is read-only; ask for the right to write it, or copy it."
    if "full" in text:
        return f"{where}the disk is full; nothing was changed. Free some space and try again."
    if "malformed" in text or "not a database" in text:
        return f"{where}the project file is damaged ({text}); go back to a copy of it."
    return f"{where}the project file cannot be used ({text}); nothing was changed."


def _full(path: Path) -> bool:
    from shutil import disk_usage

    return not disk_usage(path.parent).free


def size(path: Path) -> int:
    """Return how many bytes a file holds; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
