"""What the rows of a project are called in words, as the page tells of them."""

from __future__ import annotations

from collections.abc import Callable

from .saying import one_line
from .standing import Standing
from .texts import GONE, words
from .words import Row, ends

WIDTH = 60


class NotHere(LookupError):
    """Words are asked for that the bundle does not hold."""


class Names:
    """What guids stand for, looked up once."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self._known: dict[tuple[str, str], str] = {}

    def of(self, table: str, guid: object) -> str:
        """Return what a row is called; nothing for none."""
        if guid is None:
            return ""
        key = table, str(guid)
        if key not in self._known:
            self._known[key] = one_line(self._find(*key), WIDTH)
        return self._known[key]

    def _find(self, table: str, guid: str) -> str:
        row = self.row(table, guid)
        if row is None:
            return guid[:8]
        match table:
            case "speakers":
                return self.note(row["name"])
            case "settings":
                return str(row["key"])
            case "inspections":
                return f"{self.of('cases', row['case'])}, {row['kind']} of {row['date']}"
            case "case_values":
                return f"{self.of('cases', row['case'])}, {row['variable']}"
            case "typings":
                return f"{self.of('cases', row['case'])}: {row['outcome']}"
            case "reviews":
                who = self.of("users", row["user"])
                return f"{who}'s {row['verdict']} of {self.of('typings', row['typing'])}"
        return str(row.get("name", guid[:8]))

    def row(self, table: str, guid: object) -> Row | None:
        """Return a row as it stands, removed or not."""
        return self.standing.rows[table].get(str(guid))

    def describe(self, table: str, guid: str, row: Row) -> str:
        """Return a row in a line."""
        about = _SENTENCES.get(table)
        return about(self, guid, row) if about else self.of(table, guid)

    def anything(self, guid: object) -> str:
        """Return what is of that guid, in a line."""
        for table in self.standing.rows:
            if (row := self.row(table, guid)) is not None:
                return self.describe(table, str(guid), row)
        return str(guid)[:8]

    def quotation(self, source: object, passage: object) -> str:
        """Return the words of a passage, shortened. Raises NotHere without the transcript."""
        row = self.row("sources", source)
        if row is None:
            return GONE
        if row["text"] not in self.standing.texts:
            raise NotHere(str(source))
        start, end = ends(passage)
        whole = words(self.standing.texts, row["text"])[start : min(end, start + 4 * WIDTH)]
        return f"“{one_line(whole, WIDTH)}”" if whole else GONE

    def version(self, source: str, row: Row) -> str:
        """Return a source with its version, where it is not the first."""
        if not row["corrects"]:
            return str(row["name"])
        versions = self.standing.versions[str(row["original"] or source)]
        rows = self.standing.rows["sources"]
        there = [guid for guid in versions if not rows[guid]["removed"]]
        at = there.index(source) + 1 if source in there else 1
        return f"{row['name']}, version {at}" if at > 1 else str(row["name"])

    def text(self, id: object) -> str:
        """Return the words of a memo or a name, shortened."""
        return f"“{one_line(self.note(id), WIDTH)}”"

    def note(self, id: object) -> str:
        """Return the words of a text; nothing for none."""
        return words(self.standing.texts, id) if id else ""

    def placed(self, row: Row) -> str:
        """Return the words on which a row stands, and in which source."""
        words_ = self.quotation(row["source"], row["passage"])
        return f"{words_} in {self.of('sources', row['source'])}"


def _coding(names: Names, guid: str, row: Row) -> str:
    return f"{names.of('codes', row['code'])} on {names.placed(row)}"


def _memo(names: Names, guid: str, row: Row) -> str:
    thing = names.anything(row["about"])
    at = f"{names.quotation(row['about'], row['passage'])} in " if row["passage"] else ""
    return f"{names.text(row['text'])} on {at}{thing}"


_SENTENCES: dict[str, Callable[[Names, str, Row], str]] = {
    "sources": lambda n, g, r: n.version(g, r),
    "codings": _coding,
    "rejections": _coding,
    "turns": lambda n, g, r: n.placed(r),
    "speakers": lambda n, g, r: f"{n.text(r['name'])} in {n.of('sources', r['source'])}",
    "memos": _memo,
    "bookmarks": lambda n, g, r: n.placed(r),
    "summaries": lambda n, g, r: (
        f"{n.text(r['text'])} on {n.of('codes', r['code'])} in {n.of('cases', r['case'])}"
    ),
    "reads": lambda n, g, r: n.of("sources", r["source"]),
    "case_values": lambda n, g, r: f"{n.of('cases', r['case'])}: {r['variable']} = {r['value']}",
    "inspections": lambda n, g, r: (
        f"{n.of('cases', r['case'])}: {r['kind']}, {r['date']}, {r['grade'] or 'no grade'}"
    ),
    "settings": lambda n, g, r: f"{r['key']} = {r['value']}",
    "assessments": lambda n, g, r: f"{n.of('cases', r['case'])}: {r['attribute']} is {r['status']}",
    "typings": lambda n, g, r: f"{n.of('cases', r['case'])}: {r['outcome']}",
    "withdrawals": lambda n, g, r: f"{r['kind']} {n.anything(r['about'])}",
    "reviews": lambda n, g, r: f"{r['verdict']}, {n.of('typings', r['typing'])}",
    "replies": lambda n, g, r: f"{r['kind']}, {n.of('reviews', r['review'])}",
}
