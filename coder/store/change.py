"""One change: rows and texts written, and the one journal entry that says so."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from coder import journal
from coder.errors import NotFound, Refused
from coder.journal import Image, Row, Value
from coder.model import Code, CodeBook
from coder.store.schema import DEFAULTS, PLACED


def now() -> str:
    """Return the time as entries hold it: UTC, to the millisecond."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _place(table: str) -> tuple[str, ...]:
    """Return the columns that say which words of which text: neither means a thing alone.

    Both stand in an image, so that in a merge one cannot come from one copy and the other from
    another.
    """
    return (PLACED[table], "passage") if table in PLACED else ()


class Change:
    """What `with store.change(...)` hands out: the only way journalled rows are written."""

    def __init__(self, connection: sqlite3.Connection, clock: int, time: str, head: str) -> None:
        self._connection = connection
        self.clock = clock
        self.time = time
        self.head = head
        """The journal's head before this change."""
        self.user = ""
        """Guid of who makes it."""
        self.undoes: str | None = None
        """Id of the entry that it takes back, where it is an undo or a redo."""
        self.withdrawn: set[str] = set()
        """Ids of the texts that it takes out for good."""
        self._images: dict[tuple[str, str], Image] = {}

    @property
    def images(self) -> tuple[Image, ...]:
        """What was done so far, one image a row."""
        return tuple(filter(None, map(_changed, self._images.values())))

    def text(self, words: str) -> str:
        """Keep free text outside the journal and return the id that stands for it."""
        from secrets import token_hex  # not loaded by what only reads

        salt = token_hex(16)
        id = journal.text_id(salt, words)
        self._connection.execute(
            "INSERT INTO texts (id, salt, text) VALUES (?, ?, ?)", (id, salt, words)
        )
        return id

    def withdraw(self, texts: Iterable[str]) -> None:
        """Take texts out of the project for good; the entry says which."""
        ids = sorted({*texts} - {""})
        self.withdrawn.update(ids)
        self._connection.executemany("DELETE FROM texts WHERE id = ?", [(id,) for id in ids])

    def insert(self, table: str, row: Mapping[str, Value], guid: str = "") -> str:
        """Add a row; return its guid.

        A row that was removed under this guid comes back with these columns and no others; one
        that still stands is updated.
        """
        guid = guid or journal.new_guid()
        self.insert_all(table, [(guid, row)])
        return guid

    def insert_all(self, table: str, rows: Iterable[tuple[str, Mapping[str, Value]]]) -> None:
        """Add many rows, each with its guid; those that were here before as `insert` has it."""
        given = list(rows)
        known = self._known(table, [guid for guid, _ in given])
        self._add(table, [(guid, row) for guid, row in given if guid not in known])
        for guid, row in given:
            if guid in known:
                whole = {**DEFAULTS[table], **row} if known[guid] else row
                self.update(table, guid, {**whole, "removed": 0})

    def _known(self, table: str, guids: list[str]) -> dict[str, bool]:
        """Return those of these rows that the table holds, each with whether it was removed."""
        found = self._connection.execute(
            f'SELECT guid, removed FROM "{table}" WHERE guid IN (SELECT value FROM json_each(?))',
            (json.dumps(guids),),
        )
        return {guid: bool(removed) for guid, removed in found}

    def _add(self, table: str, rows: Iterable[tuple[str, Mapping[str, Value]]]) -> None:
        whole = [(guid, _plain({**DEFAULTS[table], **row})) for guid, row in rows]
        names = ", ".join(f'"{name}"' for name in DEFAULTS[table])
        marks = ", ".join("?" * (1 + len(DEFAULTS[table])))
        self._connection.executemany(
            f'INSERT INTO "{table}" (guid, {names}) VALUES ({marks})',
            ((guid, *row.values()) for guid, row in whole),
        )
        for guid, row in whole:
            self._images[table, guid] = Image(table, guid, None, row)

    def update(self, table: str, guid: str, columns: Mapping[str, Value]) -> None:
        """Change columns of a row; those that already hold the value are left alone."""
        row = self.row(table, guid)
        if row is None:
            raise KeyError(f"{table} has no row {guid}")
        new = {name: value for name, value in _plain(columns).items() if row[name] != value}
        if not new:
            return
        names = ", ".join(f'"{name}" = ?' for name in new)
        self._connection.execute(
            f'UPDATE "{table}" SET {names} WHERE guid = ?', (*new.values(), guid)
        )
        if new.keys() & set(place := _place(table)):
            new = {**{name: row[name] for name in place}, **new}
        self._note(table, guid, {name: row[name] for name in new}, new)

    def _note(self, table: str, guid: str, before: Row, after: Row) -> None:
        earlier = self._images.get((table, guid))
        if earlier is not None:
            after = {**earlier.after, **after}
            before = {**before, **earlier.before} if earlier.before is not None else {}
        whole = earlier is not None and earlier.before is None
        self._images[table, guid] = Image(table, guid, None if whole else before, after)

    def remove(self, table: str, guid: str) -> None:
        """Mark a row as removed."""
        self.update(table, guid, {"removed": 1})

    def row(self, table: str, guid: str) -> Row | None:
        """Return a row as it stands, without its guid; None where there is none."""
        names = list(DEFAULTS[table])
        columns = ", ".join(f'"{name}"' for name in names)
        found = self._connection.execute(
            f'SELECT {columns} FROM "{table}" WHERE guid = ?', (guid,)
        ).fetchone()
        return None if found is None else dict(zip(names, found, strict=True))

    def stands_for(self, code: str) -> str:
        """Return the code that now counts for a code: itself, or what it was merged into."""
        if (self.row("codes", code) or {}).get("merged_into") is None:
            return code
        found = self._connection.execute(
            "SELECT guid, name, merged_into FROM codes WHERE removed = 0"
        )
        book = CodeBook(Code(guid, name, merged_into=into) for guid, name, into in found)
        return book.resolve(code)

    def standing(self, table: str, guid: str, **seen: Value) -> Row:
        """Return a row that is still there, and in these columns still as it was `seen`.

        What a person looked at may be gone or different by the time that they act. Raises Refused
        where it is, and NotFound where there never was such a row.
        """
        row = self.row(table, guid)
        thing = table.removesuffix("s")  # a table is called by the plural of what it holds
        if row is None:
            raise NotFound(f"There is no such {thing} in this project.")
        if row["removed"] or any(row[name] != value for name, value in seen.items()):
            raise Refused(f"The {thing} was removed or changed meanwhile; look again.")
        return row


def _plain(row: Mapping[str, Value]) -> Row:
    """Return a row as SQLite will hold it: true and false as 1 and 0."""
    return {name: int(v) if isinstance(v, bool) else v for name, v in row.items()}


def _changed(image: Image) -> Image | None:
    """Return an image without the columns that were changed and changed back."""
    if image.before is None:
        return image
    names = [name for name, value in image.before.items() if image.after[name] != value]
    if set(names) & set(place := _place(image.table)):
        names += [name for name in place if name not in names]
    before = {name: image.before[name] for name in names}
    after = {name: image.after[name] for name in names}
    return Image(image.table, image.guid, before, after) if names else None
