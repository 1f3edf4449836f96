"""The replay: all entries done again in order make the rows; each must fit what came before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .journal import Entry, Journal
from .words import Columns, Findings, Row, short

Tables = Mapping[str, Mapping[str, Row]]
"""Rows by table and guid."""

TEXT = re.compile(r"text:[0-9a-f]{64}")
# What people judge is only ever added: it can be taken back, not rewritten.
JUDGED = ("assessments", "typings", "reviews", "replies")


class Replay:
    """What the journal makes: rows, what each entry made of them, and the texts it names."""

    def __init__(self, found: Findings, journal: Journal, defaults: Columns, schema: int) -> None:
        self.found, self.journal, self.schema = found, journal, schema
        self.defaults = defaults
        """Of each table, the columns with their defaults: an earlier entry has not all of them."""
        self.rows: dict[str, dict[str, Row]] = {table: {} for table in defaults}
        self.history: dict[tuple[str, str], list[tuple[Entry, Row]]] = {}
        """For each row, what each entry made of it."""
        self.named: dict[str, Entry] = {}
        """For each text, the first entry that names it."""
        self.withdrawn: set[str] = set()
        self.stamps: Counter[str] = Counter()
        """How often each table has changed."""

    def run(self, decided: Callable[[Entry, str, Row, Tables], None]) -> None:
        """Go through the entries in order, knowing at each which of those before were its past.

        The past, a number with a bit for each entry, is all that whoever made the entry had before
        them. Entries of another copy, merged later, may stand between in the order of replay.
        Each decision is handed to `decided`, with the tables as whoever decided had them.
        """
        entries = self.journal.entries
        followed = {id: entry.id for entry in entries for id in entry.body["parents"]}
        pasts: dict[str, int] = {}
        for number, entry in enumerate(entries):
            past = 0
            for id in entry.body["parents"]:
                # After a gap everything before counts as past: one fault for a gap is enough.
                past |= pasts.get(id, (1 << number) - 1)
                if followed[id] == entry.id:  # for the last time
                    pasts.pop(id, None)
            pasts[entry.id] = past | 1 << number
            self.journal.follows(entry)
            for table, guid, before, after in entry.body["images"]:
                if table == "typings" and before is None:
                    decided(entry, guid, after, self._as_at(past, number))
            self._do(entry, past)
        self.journal.has_one_end([*pasts])

    def _as_at(self, past: int, number: int) -> Tables:
        """Return the rows as a past made them: mostly those of now."""
        if past == (1 << number) - 1:
            return self.rows
        rows: dict[str, dict[str, Row]] = {table: {} for table in self.defaults}
        for entry in self.journal.entries[:number]:
            if past >> entry.number & 1:
                for table, guid, _, after in entry.body["images"]:
                    if table in rows:
                        rows[table].setdefault(guid, dict(self.defaults[table])).update(after)
        return rows

    def _do(self, entry: Entry, past: int) -> None:
        """Check what an entry says against its past, and do what it did."""
        body = entry.body
        for image in body["images"]:
            table, guid, before, after = image
            if not {"removed", *after, *(before or {})} <= self.defaults.get(table, {}).keys():
                named = f"a table or columns the file has not: {short(table)}"
                self.found.fault(f"{entry} names {named}")
                continue
            history = self.history.setdefault((table, guid), [])
            self._fits(entry, image, (a for e, a in reversed(history) if past >> e.number & 1))
            history.append((entry, after))
            self.rows[table].setdefault(guid, dict(self.defaults[table])).update(after)
            self.stamps[table] += 1
            for id in _texts_in(after):
                self.named.setdefault(id, entry)
        if body["reason"] is not None:
            self.named.setdefault(body["reason"], entry)
        self.withdrawn.update(body.get("withdrawn", ()))
        undone = self.journal.by_id.get(body.get("undoes", ""))
        if "undoes" in body and (undone is None or not past >> undone.number & 1):
            undoes = f"undoes entry {short(body['undoes'])}, which is not before it"
            self.found.fault(f"{entry} {undoes}")
        if body["schema"] > self.schema or body["user"] not in self.rows.get("users", {}):
            known = "is of a later schema, or of a user the project does not know"
            self.found.fault(f"{entry} {known}")

    def _fits(self, entry: Entry, image: list[Any], earlier: Iterator[Row]) -> None:
        """Check what an image says a row was: the last that the entry's own past made of it."""
        table, guid, before, after = image
        row, defaults, was = f"{table} {short(guid)}", self.defaults[table], next(earlier, None)
        if before is None:
            if was is not None:
                self.found.fault(f"{entry} makes {row}, which was there already")
            if entry.body["schema"] >= self.schema and after.keys() != defaults.keys():
                self.found.fault(f"{entry} makes {row} without all its columns")
        elif was is None or before.keys() != after.keys():
            self.found.fault(f"{entry} changes {row}, but does not show it before and after")
        else:
            self._only_added(entry, image)
            while not before.keys() <= was.keys():
                was = next(earlier, defaults) | was
            for column in [column for column in before if before[column] != was[column]]:
                wrong = f"{before[column]!r:.50}, but it was {was[column]!r:.50}"
                self.found.fault(f"{entry} says that {column} of {row} was {wrong}")

    def _only_added(self, entry: Entry, image: list[Any]) -> None:
        """Check that what a person judged is not rewritten; its words may be withdrawn."""
        table, guid, _, after = image
        free = {"removed", "reason"} if "withdrawn" in entry.body else {"removed"}
        if table in JUDGED and (rewritten := after.keys() - free):
            columns = ", ".join(sorted(rewritten))
            self.found.fault(
                f"{entry} rewrites {columns} of {table} {short(guid)}, which are only ever added"
            )


def _texts_in(row: Row) -> list[str]:
    """Return the ids of texts in a row, alone or in JSON lists."""
    values = [v for v in row.values() if isinstance(v, str) and v[:7].strip('["')[:5] == "text:"]
    return [id for value in values for id in TEXT.findall(value)]
