"""A project file: what it holds must be what its journal makes, row for row."""

from __future__ import annotations

import ast
import errno
import os
import sqlite3
from array import array
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from .columns import COLUMNS_SQL, check_columns
from .decisions import Decisions
from .journal import Journal, report
from .replay import Replay
from .texts import check_sources, check_texts, id_of
from .words import Columns, Findings, Report, Row, short

APPLICATION_ID = 0x636F6472
COUNTING = 4  # the schema with which it began that what counting needs is kept
CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)  # which say nothing of what is in a file
UNFIT = (
    *(sqlite3.Error, LookupError, TypeError, ValueError, SyntaxError, AttributeError),
    RecursionError,
)

# The journal and the two triggers that keep it, as every project has them, white space folded.
_KEEPS = "ON journal BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END"
JOURNAL_SQL = {
    "journal": "CREATE TABLE journal ( id TEXT PRIMARY KEY, body TEXT NOT NULL,"
    " clock INTEGER GENERATED ALWAYS AS (json_extract(body, '$.clock')) VIRTUAL,"
    " user TEXT GENERATED ALWAYS AS (json_extract(body, '$.user')) VIRTUAL,"
    " verb TEXT GENERATED ALWAYS AS (json_extract(body, '$.verb')) VIRTUAL ) STRICT",
    "journal_keeps": f"CREATE TRIGGER journal_keeps BEFORE UPDATE {_KEEPS}",
    "journal_stays": f"CREATE TRIGGER journal_stays BEFORE DELETE {_KEEPS}",
}


def verify_file(path: Path, head: str | None) -> Report:
    """Check a project file. Raises OSError where it cannot be opened."""
    with _opened(path) as connection:
        return verify_open(connection, head)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a project to be read at one moment, without leaving anything beside it."""
    # SQLite makes a write-ahead log even to read; `immutable` keeps it from that.
    logged = path.with_name(path.name + "-wal").exists()
    address = f"{path.as_uri()}?{'mode=ro&readonly_shm=1' if logged else 'immutable=1'}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("BEGIN")
        yield connection


def texts_in(path: Path, ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return those of some texts that a project has; a text is known by its id, whoever keeps it.

    Raises OSError where the file is none that can be read.
    """
    try:
        with _opened(Path(os.path.realpath(path))) as connection:
            rows = connection.execute("SELECT id, salt, text FROM texts").fetchall()
    except sqlite3.Error as error:
        raise OSError(errno.EINVAL, f"no project: {error}", str(path)) from error
    return {id: (salt, text) for id, salt, text in rows if id in ids and id == id_of(salt, text)}


def verify_open(connection: sqlite3.Connection, head: str | None = None) -> Report:
    """Check a project that is open, inside a transaction: all of it is read at one moment."""
    found = Findings()
    journal = Journal(found)
    with damage(found, "this file is damaged or no project, and was not checked further"):
        file = File(connection, found)
        if file.sql:
            file.check(journal, head)
    return report(journal)


@contextmanager
def damage(found: Findings, sentence: str) -> Iterator[None]:
    """Turn whatever goes wrong with what is not as it should be into a fault."""
    try:
        yield
    except UNFIT as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in CLOSED:
            raise OSError(errno.EIO, str(error)) from error
        found.fault(f"{sentence} ({error})")


@cache
def _default(sql: str | None) -> Any:
    """Return the value of a column where nothing else is said; all columns have one of a few."""
    return ast.literal_eval(sql or "None")


class File:
    """What a project file holds: journal, texts, and tables with the defaults of their columns."""

    def __init__(self, connection: sqlite3.Connection, found: Findings) -> None:
        self.found = found
        self.sql: dict[str, str] = {}
        self.defaults: Columns = {}
        self.held: dict[str, dict[str, Row]] = {}
        if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            found.fault("this file is not a coder project")
            return
        for (said,) in connection.execute("PRAGMA integrity_check"):
            if said != "ok":
                found.fault(f"the file is damaged: {said}")
        (self.schema,) = connection.execute("PRAGMA user_version").fetchone()
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
            self.sql[name] = " ".join((sql or "").split())
            if kind == "trigger" and name not in {**JOURNAL_SQL, **COLUMNS_SQL}:
                remark = "the file has a trigger that may change what is written"
                found.remark(f"{remark}: {short(name)}")
            if kind == "table":
                self._read_table(connection, name)
        self.counting = self.schema >= COUNTING or "columns" in map(str.lower, self.sql)
        """Whether what counting needs is kept."""
        self.journal: list[tuple[int, Any, Any]]
        self.journal = [*connection.execute("SELECT rowid, id, body FROM journal ORDER BY rowid")]
        texts = connection.execute("SELECT id, salt, text FROM texts")
        self.texts: dict[str, tuple[str, str]] = {id: (salt, text) for id, salt, text in texts}
        self.connection = connection
        self.sentences = connection.execute("SELECT source, offsets FROM sentences").fetchall()

    def _read_table(self, connection: sqlite3.Connection, name: str) -> None:
        """Read a table that the journal keeps: one whose rows have a guid and can be removed."""
        quoted = name.replace('"', '""')
        columns = {row[1]: row[4] for row in connection.execute(f'PRAGMA table_info("{quoted}")')}
        if columns.keys() >= {"guid", "removed"}:
            del columns["guid"]
            self.defaults[name] = {c: _default(sql) for c, sql in columns.items()}
            names = ", ".join(f'"{column}"' for column in ("guid", *columns))
            rows = connection.execute(f'SELECT {names} FROM "{quoted}"')
            self.held[name] = {g: dict(zip(columns, values, strict=True)) for g, *values in rows}

    def check(self, journal: Journal, head: str | None) -> None:
        """Check all that the file holds against its journal, in the order of what follows from
        what."""
        expected = {**JOURNAL_SQL, **(COLUMNS_SQL if self.counting else {})}
        for name, sql in expected.items():
            if self.sql.get(name) != sql:
                of = "journal's" if name in JOURNAL_SQL else "trigger"
                self.found.fault(f"the {of} “{name}” is missing or not as the program makes it")
        journal.read(self.journal)
        replay = Replay(self.found, journal, self.defaults, self.schema)
        decisions = Decisions(replay, self.texts)
        replay.run(decisions.check)
        if head is not None:
            journal.leads_on_from(head)
        self._tables_match(replay)
        check_texts(replay, self.texts)
        sources = self.held.get("sources", {})
        check_sources(replay, sources, self.texts)
        for guid, data in self.sentences:
            offsets, length = array("I", data), int(sources.get(guid, {}).get("length") or 0)
            pairs = zip(offsets[::2], offsets[1::2], strict=True)
            if not all(start <= end <= length for start, end in pairs):
                self.found.fault(f"sentences of source {short(guid)} lie outside its text")
        if self.counting:
            check_columns(self.connection, self.held, self.found)
        decisions.tell()

    def _tables_match(self, replay: Replay) -> None:
        """Check that the tables hold what the journal makes, row for row."""
        for table, rows in replay.rows.items():
            for guid in sorted(self.held[table].keys() - rows.keys()):
                stands = f"{table} {short(guid)} stands in the file"
                self.found.fault(f"{stands}, but no entry made it")
            for guid, row in rows.items():
                held, last = self.held[table].get(guid), replay.history[table, guid][-1][0]
                if held is None:
                    said = f"is missing; {last} was the last to name it"
                    self.found.fault(f"{table} {short(guid)} {said}")
                elif held != row:
                    wrong = [c for c in row if held[c] != row[c]]
                    said = "; ".join(f"{c} is {held[c]!r:.50}, not {row[c]!r:.50}" for c in wrong)
                    left = f"{table} {short(guid)} is not as {last} left it"
                    self.found.fault(f"{left}: {said}")
