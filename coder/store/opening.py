"""Making and opening project files: permissions, journal mode, schema and backups."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from coder.display import visible
from coder.errors import ProjectError
from coder.store.schema import APPLICATION_ID, SCHEMA, migrations
from coder.store.store import BUSY_MS, Store, said, size

_PRIVATE = stat.S_IRUSR | stat.S_IWUSR


def create(path: Path | None = None) -> Store:
    """Make an empty project file, readable by its owner only; in memory where no path is given.

    Raises ProjectError where something of that name is there already or cannot be made.
    """
    if path is None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        _migrate(connection)
        return _ready(connection, None)
    try:
        # Made before SQLite opens it, so that no moment passes in which others could read it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE))
    except FileExistsError:
        raise ProjectError(f"{visible(str(path))}: there is a file of that name already.") from None
    except OSError as error:
        raise ProjectError(f"{visible(str(path))}: cannot be made ({error.strerror}).") from error
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        _migrate(connection)
        return _ready(connection, path)
    except sqlite3.OperationalError as error:
        connection.close()
        path.unlink()
        raise ProjectError(said(error, path)) from error


def open_project(path: Path) -> Store:
    """Open a project; nothing in it changes but its schema, with a backup beside it first.

    Where SQLite cannot write, because the disk is full or the folder another's, it is opened for
    reading. Raises ProjectError where it is missing, no project, damaged or made by a newer
    program.
    """
    if not _writable(path):
        return open_to_read(path)
    try:
        return _opened(path)
    except sqlite3.DatabaseError as error:
        if _code(error) not in _CANNOT_WRITE:
            raise ProjectError(_why(error, path)) from error
    return open_to_read(path, may_index=True)


def open_to_read(path: Path, *, may_index: bool = False) -> Store:
    """Open a project for reading only, and leave no trace.

    `may_index` lets SQLite make the index of a log that was left beside the file. Raises
    ProjectError as `open_project` does, and where the project is of an older version.
    """
    failed: sqlite3.DatabaseError | None = None
    for how in _ways_to_read(path.resolve(), may_index) if path.is_file() else ("",):
        try:
            return _opened(path, how)
        except sqlite3.DatabaseError as error:
            failed = failed or error
            if _code(error) not in _CANNOT_WRITE:
                break
    assert failed is not None
    raise ProjectError(_why(failed, path)) from failed


def _ways_to_read(path: Path, may_index: bool) -> Iterator[str]:
    """Yield how SQLite may be told to open a file for reading, the fullest first."""
    log = path.with_name(path.name + "-wal")
    if not _keeps_log(path):
        yield "mode=ro"  # its locks are kept and others' writes are seen; nothing is left behind
    if log.exists():
        yield "mode=ro&readonly_shm=1"
        if may_index:
            yield from (
                "mode=ro",
                "mode=ro&readonly_shm=1",
            )  # a first try makes what the next needs
    if not size(log):
        yield "mode=ro&immutable=1"


def _keeps_log(path: Path) -> bool:
    """Whether a project is written through a log (WAL), by the mark that SQLite keeps in it."""
    try:
        with path.open("rb") as file:
            return file.read(19)[18:] == b"\2"
    except OSError:
        return True


def _opened(path: Path, how: str = "") -> Store:
    if not path.is_file():
        shown = visible(str(path))
        raise ProjectError(f"{shown}: there is no such project; make one with `coder init`.")
    real = path.resolve()  # SQLite keeps what belongs to a file beside the real one
    address = f"{real.as_uri()}?{how}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    try:
        _check(connection, visible(str(path)))
        old = _schema(connection) < SCHEMA
        if old:
            _bring_up(connection, real, writing=not how)
        store = _ready(connection, path, writing=not how)
        store.changed = old
        return store
    except BaseException:
        connection.close()
        raise


# The errors of SQLite that say nothing of what is in the file.
_CANNOT_WRITE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _why(error: sqlite3.DatabaseError, path: Path) -> str:
    """Return in words why a project could not be opened."""
    shown = visible(str(path))
    if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return said(error, path)
    if _code(error) not in _CANNOT_WRITE:
        return f"{shown}: is damaged or no project ({error})."
    real = path.resolve()
    log = real.with_name(real.name + "-wal")
    if size(log):
        return (
            f"{shown}: the newest changes are in {visible(log.name)} beside it, which cannot be"
            " read there; copy both files to a folder of yours and open the copy."
        )
    return said(error, path)


def is_project(path: Path) -> bool:
    """Whether a file is a project, by the mark that SQLite keeps in its 68th byte."""
    try:
        with path.open("rb") as file:
            return file.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big")
    except OSError:
        return False


def open_to_others(path: Path) -> bool:
    """Whether anyone but its owner may read the file."""
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _writable(path: Path) -> bool:
    """Whether SQLite can write the file, and the log it keeps beside it."""
    path = path.resolve()
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def _check(connection: sqlite3.Connection, shown: str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise ProjectError(f"{shown}: is not a coder project.")
    if _schema(connection) > SCHEMA:
        raise ProjectError(
            f"{shown}: was made by a newer version of coder; install that version to open it."
        )


def _schema(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    with database.atomic():
        migrations().apply(database)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _bring_up(connection: sqlite3.Connection, path: Path, *, writing: bool) -> None:
    """Bring an old file to the current schema, all or nothing, with a backup beside it first."""
    if not writing:
        raise ProjectError(
            f"{visible(str(path))}: was made by an older version of coder and is read-only; copy"
            " it to a folder of yours and open the copy."
        )
    # Two processes may open an old file at once: the second waits here, then finds nothing to do.
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _schema(connection) < SCHEMA:
            _back_up(path)
            _migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _back_up(path: Path) -> None:
    target = path.with_name(f"{path.name}.before-schema-{SCHEMA}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.before-schema-{SCHEMA}-{number}")
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE))
    except OSError as error:
        raise ProjectError(
            f"{visible(str(target))}: the backup cannot be made ({error.strerror}); the project was"
            " left as it was."
        ) from error
    # Read through a connection of its own: one that holds the lock to write cannot be copied from.
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _ready(connection: sqlite3.Connection, path: Path | None, *, writing: bool = True) -> Store:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = on")
    connection.execute("PRAGMA recursive_triggers = on")  # the journal refuses REPLACE as well
    connection.execute("PRAGMA secure_delete = on")
    connection.execute("PRAGMA synchronous = FULL")
    if path is not None and writing:
        set_journal_mode(connection)
    return Store(connection, path)


def set_journal_mode(connection: sqlite3.Connection) -> None:
    """Use WAL, or a rollback journal where the project says that it lives in a shared folder."""
    found = connection.execute(
        "SELECT 1 FROM settings WHERE key = 'shared folder' AND value = 'true' AND removed = 0"
    ).fetchone()
    connection.execute(f"PRAGMA journal_mode = {'DELETE' if found else 'WAL'}")
