"""The entries of the journal in words, and which of them touched which school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .journal import Entry, Journal
from .markup import Line, Run, line
from .naming import Names, NotHere
from .saying import counted, minute, one_line
from .words import Row

_SILENT = ("users", "codebooks")
_JUDGED = ("assessments", "typings", "reviews", "replies", "withdrawals")
_SHARED = ("correct source", "move to new version")
"""Verbs of entries that change what many users made: of them the source is told."""

# Of each table the column that leads to its case, in the order of what leads to what; and those
# of what is done over and over in a source, which is told by number.
_BY = {
    **dict.fromkeys(("case_values", "sources", "assessments", "typings", "inspections"), "case"),
    **{"summaries": "case", "reviews": "typing", "replies": "review", "memos": "about"},
    "withdrawals": "about",
    **dict.fromkeys(("speakers", "turns", "codings", "reads"), "source"),
}
_MANY = {"codings", "reads", "turns", "speakers", "memos"}


class Telling:
    """Tells entries one after another."""

    def __init__(self, names: Names, journal: Journal) -> None:
        self.names, self.journal = names, journal

    def __call__(self, entry: Entry) -> Line:
        """Return an entry in a line: when, who, what, why and its id."""
        body = entry.body
        start = f"{minute(body['time'])}, {self.names.of('users', body['user'])}: {body['verb']}. "
        reason = self.names.note(body["reason"] or _judged(body))
        why = f" “{one_line(reason)}” " if reason else " "
        try:
            what = Run(self.what(entry))
        except NotHere:
            what = Run("", length=0)
        return line(start, what, why, Run(entry.id, look="id"))

    def what(self, entry: Entry) -> str:
        """Return what an entry did. Raises NotHere where that needs words of a transcript."""
        body = entry.body
        if body["verb"] == "merge":
            return f"{counted(len(body.get('conflicts', ())), 'row')} changed in both copies"
        undone = self.journal.by_id.get(body.get("undoes", ""))
        if undone is not None:
            return f"{undone.body['verb']}: {self.what(undone)}"
        tables = [image[0] for image in body["images"]]
        if body["verb"] == "start the project":
            cases = counted(tables.count("cases"), "case")
            return f"{counted(tables.count('codes'), 'code')}, {cases}"
        if body["verb"] == "withdraw":
            return self._who_left(body)
        lead = _lead(body)
        if body["verb"] in _SHARED:
            return self._source(lead)
        return self._led(lead, tables) if lead else ""

    def _led(self, lead: list[Any], tables: list[str]) -> str:
        table, guid, _, after = lead
        others = sum(each not in _SILENT for each in tables) - 1
        more = f", and {counted(others, 'row')} more" if others else ""
        if into := after.get("merged_into"):
            more = f" into {self.names.of('codes', into)}"
        row: Row = {**(self.names.row(table, guid) or {}), **after}
        return self.names.describe(table, guid, row) + more

    def _who_left(self, body: Mapping[str, Any]) -> str:
        left = [image for image in body["images"] if image[0] == "withdrawals"]
        cases = [image for image in left if image[3]["kind"] == "case"]
        told = (self.names.describe(t, guid, after) for t, guid, _, after in cases or left)
        return ", ".join(dict.fromkeys(told))

    def _source(self, lead: list[Any] | None) -> str:
        guid = lead and (lead[1] if lead[0] == "sources" else lead[3].get("source"))
        row = self.names.row("sources", guid)
        if not guid:
            return ""
        return self.names.version(str(guid), row) if row else self.names.of("sources", guid)


def _judged(body: Mapping[str, Any]) -> str:
    """Return the id of the reason that what was judged holds itself."""
    made = (after for table, _, was, after in body["images"] if table in _JUDGED and was is None)
    first: Mapping[str, Any] = next(made, {})
    return str(first.get("reason", ""))


def _lead(body: Mapping[str, Any]) -> list[Any] | None:
    """Return what an entry is mostly about: its source where it has one, else its first row."""
    images = [image for image in body["images"] if image[0] not in _SILENT]
    sources = (image for image in images if image[0] == "sources")
    return next(sources, next(iter(images), None))


@dataclass(slots=True)
class Touched:
    """The entries that touched one case."""

    told: list[Entry] = field(default_factory=list)
    worked: list[Entry] = field(default_factory=list)
    """Those that only coded, read or noted something in its sources."""


def touched(journal: Journal, rows: Mapping[str, Mapping[str, Row]]) -> dict[str, Touched]:
    """Return for each case the entries that touched it, in order."""
    cases = {guid: guid for guid in rows["cases"]}
    for table, column in _BY.items():
        led = ((guid, cases.get(str(row[column]))) for guid, row in rows[table].items())
        cases |= {guid: case for guid, case in led if case is not None}
    found: dict[str, Touched] = {}
    for entry in journal.entries:
        tables: dict[str, set[str]] = {}
        for case, table in _both(entry.body, cases):
            tables.setdefault(case, set()).add(table)
        for case, of in tables.items():
            each = found.setdefault(case, Touched())
            (each.worked if of <= _MANY else each.told).append(entry)
    return found


def _both(body: Mapping[str, Any], cases: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each case that an entry touched, and by which table; a source's former one too."""
    for table, guid, before, _ in body["images"]:
        now, was = cases.get(guid), (before or {}).get("case")
        if now is not None:
            yield now, table
        if table == "sources" and was and was != now:
            yield str(was), table
    rows: Iterable[list[Any]] = body.get("conflicts", ())
    for table, guid, *_ in rows:
        if guid in cases:
            yield cases[guid], table
