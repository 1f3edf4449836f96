"""The independent verifier: rebuilds a project from its journal and names every difference.

One module of standard-library Python that shares no code with the program, so that an auditor can
read it whole, copy it anywhere and run it by itself: `python verify.py PROJECT [--head ID]`.
The project is only read; nothing is written to it or beside it.
"""

from __future__ import annotations

import argparse
import ast
import errno
import hashlib
import json
import os
import re
import sqlite3
import sys
from array import array
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, str | int | None]
APPLICATION_ID = 0x636F6472
TOLERANCE = timedelta(minutes=5)  # by which the clocks of two machines may differ unremarked

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
# The keys that an entry must have, then all that it may have; and the parts of an image.
MUST: dict[str, Any] = {"verb": str, "user": str, "time": str, "schema": int, "clock": int}
MUST |= {"parents": list, "images": list, "reason": str | None}
KINDS = MUST | {"undoes": str, "conflicts": list, "withdrawn": list}
IMAGE = ([str, str, dict, dict], [str, str, type(None), dict])
CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)  # which say nothing of what is in a file
UNFIT = (sqlite3.Error, LookupError, TypeError, ValueError, SyntaxError, AttributeError)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
TEXT = re.compile(r"text:[0-9a-f]{64}")
HEAD = re.compile(r"(?:sha256:)?([0-9a-f]{12,64})")
# JSON of which there is only one: sorted keys, no spaces, no escapes but the needed, no fractions.
_write = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_parse = json.JSONDecoder(parse_float=str, parse_constant=str).decode


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: faults break the proof, remarks do not; head and time of the last entry."""

    faults: list[str]
    remarks: list[str]
    entries: int
    head: str
    time: str


@dataclass(slots=True)
class Entry:
    """One row of the journal, and its number in the order of replay."""

    rowid: int
    id: str
    body: dict[str, Any]
    number: int = 0

    def __str__(self) -> str:
        return f"entry {_short(self.id)} (“{_short(self.body['verb'])}”, {self.body['time']})"


def verify(path: Path | str, head: str | None = None) -> Report:
    """Check the project at `path`, and that `head`, an id kept elsewhere, is part of its history.

    `head` may be the first twelve or more of its hexadecimal digits. Raises OSError where there is
    no such file, or it cannot be opened. Checked: invariants 2, 3, 4, 6 and 7 of the design.
    """
    path = Path(os.path.realpath(path))  # what SQLite keeps beside a file is beside the real one
    if path.exists() and not path.is_file():  # to open a pipe would wait for whoever fills it
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    path.open("rb").close()
    # SQLite makes a write-ahead log even to read; `immutable` keeps it from that.
    logged = path.with_name(path.name + "-wal").exists()
    address = f"{path.as_uri()}?{'mode=ro&readonly_shm=1' if logged else 'immutable=1'}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("BEGIN")
        return verify_open(connection, head)


def verify_open(connection: sqlite3.Connection, head: str | None = None) -> Report:
    """Check a project that is open, inside a transaction: all of it is read at one moment."""
    check = Check()
    try:
        _read_all(connection, check)
        if check.sql:
            check.all(head)
    except UNFIT as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in CLOSED:
            raise OSError(errno.EIO, str(error)) from error
        check.fault(f"this file is damaged or no project, and was not checked further ({error})")
    ends = [(_visible(entry.id), entry.body["time"]) for entry in check.entries[-1:]]
    return Report(check.faults, check.remarks, len(check.journal), *(ends or [("", "")])[0])


def _read_all(connection: sqlite3.Connection, check: Check) -> None:
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        check.fault("this file is not a coder project")
        return
    for (found,) in connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            check.fault(f"the file is damaged: {found}")
    (check.schema,) = connection.execute("PRAGMA user_version").fetchone()
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        check.sql[name] = " ".join((sql or "").split())
        if kind == "trigger" and name not in JOURNAL_SQL:
            check.remark(f"the file has a trigger that may change what is written: {_short(name)}")
        if kind == "table":
            _read_table(connection, check, name)
    check.journal = [*connection.execute("SELECT rowid, id, body FROM journal ORDER BY rowid")]
    check.texts = {i: (s, t) for i, s, t in connection.execute("SELECT id, salt, text FROM texts")}
    check.sentences = connection.execute("SELECT source, offsets FROM sentences").fetchall()


def _read_table(connection: sqlite3.Connection, check: Check, name: str) -> None:
    """Read a table that the journal keeps: one whose rows have a guid and can be removed."""
    quoted = name.replace('"', '""')
    columns = {row[1]: row[4] for row in connection.execute(f'PRAGMA table_info("{quoted}")')}
    if columns.keys() >= {"guid", "removed"}:
        del columns["guid"]
        check.defaults[name] = {c: ast.literal_eval(sql or "None") for c, sql in columns.items()}
        names = ", ".join(f'"{column}"' for column in ("guid", *columns))
        rows = connection.execute(f'SELECT {names} FROM "{quoted}"')
        check.held[name] = {g: dict(zip(columns, values, strict=True)) for g, *values in rows}


class Check:
    """One verification: what the file holds, what its journal makes, and what is wrong."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.remarks: list[str] = []
        self.schema = 0  # what the file holds: journal, and tables with defaults of their columns
        self.sql: dict[str, str] = {}
        self.journal: list[tuple[int, Any, Any]] = []
        self.defaults: dict[str, Row] = {}
        self.held: dict[str, dict[str, Row]] = {}
        self.texts: dict[str, tuple[str, str]] = {}
        self.sentences: list[tuple[str, bytes]] = []
        # What the journal makes: entries in order of replay, rows, their images, named texts.
        self.entries: list[Entry] = []
        self.by_id: dict[str, Entry] = {}
        self.rows: dict[str, dict[str, Row]] = {}
        self.history: dict[tuple[str, str], list[tuple[Entry, Row]]] = {}
        self.named: dict[str, Entry] = {}
        self.withdrawn: set[str] = set()

    def fault(self, sentence: str) -> None:
        self.faults.append(_visible(f"{sentence[0].upper()}{sentence[1:]}."))

    def remark(self, sentence: str) -> None:
        self.remarks.append(_visible(f"{sentence[0].upper()}{sentence[1:]}."))

    def all(self, head: str | None) -> None:
        for name, sql in JOURNAL_SQL.items():
            if self.sql.get(name) != sql:
                self.fault(f"the journal's “{name}” is missing or not as the program makes it")
        for row in self.journal:
            self.read_entry(*row)
        self.entries = sorted(self.by_id.values(), key=lambda e: (e.body["clock"], e.id))
        self.replay_all()
        if head is not None:
            self.leads_on_from(head)
        self.tables_match()
        self.texts_match()
        self.sources_match()

    def read_entry(self, rowid: int, id: str, text: str) -> None:
        """Read one journal row; what is no entry is named and left out of the replay."""
        try:
            body = _parse(text)
            wrong = _misshapen(body)
            if not wrong and _write(body) != text:
                wrong = "it is not in canonical form"
        except (ValueError, TypeError, RecursionError) as error:
            wrong = f"it cannot be read ({error})"
        name = f"entry {_short(id)} (row {rowid})" if wrong else str(Entry(rowid, id, body))
        if "sha256:" + hashlib.sha256(str(text).encode("utf-8", "replace")).hexdigest() != id:
            self.fault(f"{name} was edited: it is not what its id says")
        if wrong or id in self.by_id:
            self.fault(f"{name} is no entry: {wrong or 'there are two of it'}")
        else:
            self.by_id[id] = Entry(rowid, id, body)

    def replay_all(self) -> None:
        """Go through the entries in order, knowing at each which of those before were its past.

        The past, a number with a bit for each entry, is all that whoever made the entry had before
        them. Entries of another copy, merged later, may stand between in the order of replay.
        """
        self.rows = {table: {} for table in self.defaults}
        followed = {id: entry.id for entry in self.entries for id in entry.body["parents"]}
        pasts: dict[str, int] = {}
        for number, entry in enumerate(self.entries):
            entry.number, past = number, 0
            for id in entry.body["parents"]:
                # After a gap everything before counts as past: one fault for a gap is enough.
                past |= pasts.get(id, (1 << number) - 1)
                if followed[id] == entry.id:  # for the last time
                    pasts.pop(id, None)
            pasts[entry.id] = past | 1 << number
            self.follows(entry)
            self.replay(entry, past)
        if len(pasts) > 1:
            ends = "; ".join(str(self.by_id[id]) for id in pasts)
            self.fault(f"the journal has {len(pasts)} ends, not one: {ends}")

    def follows(self, entry: Entry) -> None:
        """Check an entry against those it says it follows."""
        ids, clock = entry.body["parents"], entry.body["clock"]
        time = datetime.fromisoformat(entry.body["time"])
        parents = [self.by_id[id] for id in ids if id in self.by_id]
        for id in [id for id in ids if id not in self.by_id]:
            self.fault(f"{entry} follows entry {_short(id)}, which is missing")
        for parent in parents:
            if parent.rowid > entry.rowid:
                self.fault(f"{entry} stands in the file before {parent}, which it follows")
            if datetime.fromisoformat(parent.body["time"]) - time > TOLERANCE:
                self.remark(f"{entry} says it was made before {parent}, which it follows")
        due = 1 + max((parent.body["clock"] for parent in parents), default=0)
        if clock != due and len(parents) == len(ids):
            self.fault(f"{entry} has clock {clock}; after what it follows comes {due}")
        if len(ids) not in ((2,) if entry.body["verb"] == "merge" else (0, 1)):
            self.fault(f"{entry} follows {len(ids)} entries; a merge follows two, others one")

    def replay(self, entry: Entry, past: int) -> None:
        """Check what an entry says against its past, and do what it did."""
        body = entry.body
        for image in body["images"]:
            table, guid, before, after = image
            if not {"removed", *after, *(before or {})} <= self.defaults.get(table, {}).keys():
                self.fault(f"{entry} names a table or columns the file has not: {_short(table)}")
                continue
            history = self.history.setdefault((table, guid), [])
            self.image_fits(entry, image, (a for e, a in reversed(history) if past >> e.number & 1))
            history.append((entry, after))
            self.rows[table].setdefault(guid, dict(self.defaults[table])).update(after)
            for id in _texts_in(after):
                self.named.setdefault(id, entry)
        if body["reason"] is not None:
            self.named.setdefault(body["reason"], entry)
        self.withdrawn.update(body.get("withdrawn", ()))
        undone = self.by_id.get(body.get("undoes", ""))
        if "undoes" in body and (undone is None or not past >> undone.number & 1):
            self.fault(f"{entry} undoes entry {_short(body['undoes'])}, which is not before it")
        if body["schema"] > self.schema or body["user"] not in self.rows.get("users", {}):
            self.fault(f"{entry} is of a later schema, or of a user the project does not know")

    def image_fits(self, entry: Entry, image: list[Any], earlier: Iterator[Row]) -> None:
        """Check what an image says a row was: the last that the entry's own past made of it."""
        table, guid, before, after = image
        row, defaults, was = f"{table} {_short(guid)}", self.defaults[table], next(earlier, None)
        if before is None:
            if was is not None:
                self.fault(f"{entry} makes {row}, which was there already")
            if entry.body["schema"] >= self.schema and after.keys() != defaults.keys():
                self.fault(f"{entry} makes {row} without all its columns")
        elif was is None or before.keys() != after.keys():
            self.fault(f"{entry} changes {row}, but does not show it before and after")
        else:
            while not before.keys() <= was.keys():
                was = next(earlier, defaults) | was
            for column in [column for column in before if before[column] != was[column]]:
                wrong = f"{before[column]!r:.50}, but it was {was[column]!r:.50}"
                self.fault(f"{entry} says that {column} of {row} was {wrong}")

    def tables_match(self) -> None:
        """Check that the tables hold what the journal makes, row for row."""
        for table, rows in self.rows.items():
            for guid in sorted(self.held[table].keys() - rows.keys()):
                self.fault(f"{table} {_short(guid)} stands in the file, but no entry made it")
            for guid, row in rows.items():
                held, last = self.held[table].get(guid), self.history[table, guid][-1][0]
                if held is None:
                    self.fault(f"{table} {_short(guid)} is missing; {last} was the last to name it")
                elif held != row:
                    wrong = [c for c in row if held[c] != row[c]]
                    said = "; ".join(f"{c} is {held[c]!r:.50}, not {row[c]!r:.50}" for c in wrong)
                    self.fault(f"{table} {_short(guid)} is not as {last} left it: {said}")

    def texts_match(self) -> None:
        for id, (salt, text) in self.texts.items():
            by = f", named by {self.named[id]}," if id in self.named else ""
            if id != "text:" + hashlib.sha256(f"{salt}{text}".encode()).hexdigest():
                self.fault(f"text {_short(id)}{by} was edited: it is not what its id says")
            if id in self.withdrawn:
                self.fault(f"text {_short(id)} was withdrawn, but it is still in the file")
            elif not by:
                self.remark(f"text {_short(id)} is named by no entry")
        for id in self.named.keys() - self.texts.keys() - self.withdrawn:
            self.fault(f"text {_short(id)} is missing; {self.named[id]} names it")

    def sources_match(self) -> None:
        sources = self.held.get("sources", {})
        for guid, row in sources.items():
            if row["text"] not in self.texts:
                continue
            text = self.texts[str(row["text"])][1]
            if len(text) != row["length"]:
                self.fault(f"source {_short(guid)} is {len(text)} long, not {row['length']}")
            ever = {after.get("text") for _, after in self.history.get(("sources", guid), ())}
            sound = hashlib.sha256(text.encode()).hexdigest() == row["sha256"]
            if not sound and not ever & self.withdrawn:
                self.fault(f"source {_short(guid)} is not the text its sha256 is of")
        for guid, data in self.sentences:
            offsets, length = array("I", data), int(sources.get(guid, {}).get("length") or 0)
            pairs = zip(offsets[::2], offsets[1::2], strict=True)
            if not all(start <= end <= length for start, end in pairs):
                self.fault(f"sentences of source {_short(guid)} lie outside its text")

    def leads_on_from(self, head: str) -> None:
        """Check that an id kept elsewhere is in the journal; its one end then goes back to it."""
        match = HEAD.fullmatch(head.strip().lower())
        found = [e for e in self.entries if match and e.id.startswith(f"sha256:{match[1]}")]
        if len(found) != 1:
            said = "its end was cut off, all of it was replaced, or this is no id of this project"
            self.fault(f"entry {_short(head)} is not in the journal: {said}")
            return
        later = len(self.entries) - 1 - found[0].number
        self.remark(f"{found[0]} is part of this history; entries after it: {later}")


def _misshapen(body: Any) -> str:
    """Return what is wrong with the keys and types of an entry; nothing where all is well."""
    if type(body) is not dict or not MUST.keys() <= body.keys() <= KINDS.keys():
        return "its keys are not those of an entry"
    if any(not isinstance(v, KINDS[k]) or isinstance(v, bool) for k, v in body.items()):
        return "a value of it is of the wrong kind"
    if not all(isinstance(id, str) for id in [*body["parents"], *body.get("withdrawn", ())]):
        return "it lists something that is no id"
    if not TIME.fullmatch(body["time"]) or not datetime.fromisoformat(body["time"]):
        return "its time is no time"
    shaped = all(isinstance(i, list) and [*map(type, i)] in IMAGE for i in body["images"])
    return "" if shaped else "an image is not of the right shape"


def _texts_in(row: Row) -> list[str]:
    """Return the ids of texts in a row, alone or in JSON lists."""
    values = [v for v in row.values() if isinstance(v, str) and v[:7].strip('["')[:5] == "text:"]
    return [id for value in values for id in TEXT.findall(value)]


def _short(text: str) -> str:
    """Return enough of an id or a name to know it by."""
    return str(text)[: 19 if str(text).startswith("sha256:") else 40]


def _visible(text: str) -> str:
    """Return text in which no character can steer a terminal or reorder what is read."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


PROVED = (
    "Proved: entries are what their ids say, and done again in order they make all that is here."
)
NOT_PROVED = """\
Not proved: that this is the whole history. Who can write the file can make all of it anew, or cut
off its end, unless a head was kept elsewhere (exports, typings and reviews print it) and --head
finds it. Nor is it proved who made an entry: a user is a name, not a proof."""


def main(argv: list[str]) -> int:
    """Verify the project that the arguments name; return 0: well, 1: faults, 2: wrong usage."""
    parser = argparse.ArgumentParser(prog="verify", description="Verify a coder project.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--head", help="id of an entry kept elsewhere, or its first 12 digits")
    given = parser.parse_args(argv)
    try:
        report = verify(given.project, given.head)
    except OSError as error:
        print(_visible(f"{given.project}: cannot be read ({error.strerror})."), file=sys.stderr)
        return 2
    print(_visible(f"{given.project}: {report.entries} entries; head {report.head or 'none'}"))
    faults = [f"Fault: {fault}" for fault in report.faults]
    found = f"Not verified; faults: {len(faults)}." if faults else PROVED
    print(*faults, *report.remarks, found, NOT_PROVED, sep="\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
