"""What the rows of a project are called in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coder.display import one_line
from coder.model import Guid, Passage
from coder.store import Store, reads, versions

_WORDS = 60


class Names:
    """What guids stand for, looked up once and kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, Guid], str] = {}

    def of(self, table: str, guid: Guid | None) -> str:
        """Return in words the thing a row stands for; empty for none."""
        if guid is None:
            return ""
        key = (table, guid)
        if key not in self._known:
            self._known[key] = one_line(self._find(table, guid), _WORDS)
        return self._known[key]

    def _find(self, table: str, guid: Guid) -> str:
        row = self.row(table, guid)
        if not row:
            return guid[:8]
        if table == "speakers":
            return reads.note(self._store, row["name"])
        if table == "settings":
            return str(row["key"])
        if table == "inspections":
            return f"{self.of('cases', row['case'])}, {row['kind']} of {row['date']}"
        if table == "case_values":
            return f"{self.of('cases', row['case'])}, {row['variable']}"
        if table == "typings":
            return f"{self.of('cases', row['case'])}: {row['outcome']}"
        if table == "reviews":
            who, of = self.of("users", row["user"]), self.of("typings", row["typing"])
            return f"{who}'s {row['verdict']} of {of}"
        return str(row.get("name", guid[:8]))

    def row(self, table: str, guid: Guid) -> dict[str, Any]:
        """Return a row as it stands now; empty where there is none."""
        return reads.row(self._store, table, guid)

    def anything(self, guid: Guid) -> str:
        """Return in words the thing of that guid, whatever it is."""
        table = reads.table_of(self._store, guid)
        return self.describe(table, guid, self.row(table, guid)) if table else guid[:8]

    def describe(self, table: str, guid: Guid, row: dict[str, Any]) -> str:
        """Return one row in a line, as History shows it."""
        about = _SENTENCES.get(table)
        return about(self, row) if about else self.of(table, guid)

    def memo_about(self, about: Guid, passage: str) -> str:
        """Return in words what a memo is about: a thing, or words of a source."""
        thing = self.anything(about)
        return f"{self.quotation(about, passage)} in {thing}" if passage else thing

    def quotation(self, source: Guid, passage: str) -> str:
        """Return the words of a passage, shortened."""
        whole = Passage.parse(passage)
        start = Passage(whole.start, min(whole.end, whole.start + 4 * _WORDS))
        words = reads.words(self._store, source, start)
        return f"“{one_line(words, _WORDS)}”" if words else reads.WITHDRAWN

    def version(self, source: Guid) -> int:
        """Return which version of its text a source is; 1 where it is removed."""
        known = versions.of(self._store, source)
        return next((each.version for each in known if each.guid == source), 1)

    def text(self, id: str) -> str:
        """Return the words of a memo or reason, shortened."""
        return f"“{one_line(reads.note(self._store, id), _WORDS)}”"


def _coding(names: Names, row: dict[str, Any]) -> str:
    words = names.quotation(row["source"], row["passage"])
    return f"{names.of('codes', row['code'])} on {words} in {names.of('sources', row['source'])}"


def _turn(names: Names, row: dict[str, Any]) -> str:
    words = names.quotation(row["source"], row["passage"])
    return f"{words} in {names.of('sources', row['source'])}"


def _source(names: Names, row: dict[str, Any]) -> str:
    version = names.version(str(row["guid"])) if row.get("corrects") else 1
    return str(row["name"]) + (f", version {version}" if version > 1 else "")


def _memo(names: Names, row: dict[str, Any]) -> str:
    return f"{names.text(row['text'])} on {names.memo_about(row['about'], row['passage'])}"


_SENTENCES: dict[str, Callable[[Names, dict[str, Any]], str]] = {
    "sources": _source,
    "codings": _coding,
    "rejections": _coding,
    "turns": _turn,
    "speakers": lambda n, r: f"{n.text(r['name'])} in {n.of('sources', r['source'])}",
    "memos": _memo,
    "bookmarks": _turn,
    "summaries": lambda n, r: (
        f"{n.text(r['text'])} on {n.of('codes', r['code'])} in {n.of('cases', r['case'])}"
    ),
    "reads": lambda n, r: n.of("sources", r["source"]),
    "case_values": lambda n, r: f"{n.of('cases', r['case'])}: {r['variable']} = {r['value']}",
    "inspections": lambda n, r: (
        f"{n.of('cases', r['case'])}: {r['kind']}, {r['date']}, {r['grade'] or 'no grade'}"
    ),
    "settings": lambda n, r: f"{r['key']} = {r['value']}",
    "assessments": lambda n, r: f"{n.of('cases', r['case'])}: {r['attribute']} is {r['status']}",
    "typings": lambda n, r: f"{n.of('cases', r['case'])}: {r['outcome']}",
    "withdrawals": lambda n, r: f"{r['kind']} {n.anything(r['about'])}",
    "reviews": lambda n, r: f"{r['verdict']}, {n.of('typings', r['typing'])}",
    "replies": lambda n, r: f"{r['kind']}, {n.of('reviews', r['review'])}",
}
