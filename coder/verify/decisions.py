"""Decisions: each is done again from the history as it was when it was made."""

from __future__ import annotations

from typing import Any

from .journal import Entry
from .judging import judge
from .replay import Replay, Tables
from .rules import in_force
from .standing import Grouped, Standing, by_source
from .texts import Texts
from .words import Row, listed, short

MOST_UNSURE = 12
"""Attributes resting on names that are gone: of more, not every way to settle them is tried."""


class Decisions:
    """Checks each decision at the moment of its entry, and tells what is wrong at the end."""

    def __init__(self, replay: Replay, texts: Texts) -> None:
        self._replay, self._texts = replay, texts
        self._faults: list[str] = []
        self._remarks: list[str] = []
        self._kept: dict[str, tuple[int, Grouped]] = {}
        self._books: dict[str, tuple[str, list[dict[str, Any]]]] = {}
        self._book: tuple[int, str, list[dict[str, Any]]] = (-1, "", [])

    def check(self, entry: Entry, guid: str, row: Row, tables: Tables) -> None:
        """Check a decision against the tables as whoever decided had them."""
        standing = Standing(tables, self._texts, grouped=self._grouped)
        if standing.setting("others' codings") == "hidden":
            standing = Standing(tables, self._texts, str(row["user"]), self._grouped)
        self._keep_codebook(guid, standing, tables)
        name = standing.cases.get(str(row["case"]), "a case that is not there")
        about = f"the decision on {name} ({entry.body['time']})"
        try:
            wrong = _wrong(entry, row, standing) or self._judged(about, row, standing)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            wrong = f"cannot be done again ({error})"
        if wrong:
            self._faults.append(f"{about} {wrong}")

    def _judged(self, about: str, row: Row, standing: Standing) -> str:
        """Return what is wrong with what a decision says the rules gave; nothing where it is so.

        Where it rests on names that were withdrawn since, it is one of several things.
        """
        judged = judge(standing, str(row["case"]))
        if judged is None:
            return ""
        unsure = [each.rule["name"] for each in judged.attributes.values() if each.unsure]
        if len(unsure) > MOST_UNSURE:
            self._remarks.append(f"{about} rests on too many names that were withdrawn since")
            return ""
        possible = judged.summaries()
        either = " or ".join(f"“{each}”" for each in possible)
        if row["computed"] not in possible:
            said = f"says that the rules gave “{row['computed']}”"
            return f"{said}; done again from the history they give {either}"
        if len(possible) > 1:
            said = f"of {about}, whether enough speakers and roles spoke for {listed(unsure)}"
            lost = "cannot be known any more, since names of theirs were withdrawn"
            self._remarks.append(f"{said} {lost}: the rules gave {either}")
        return ""

    def _keep_codebook(self, typing: str, standing: Standing, tables: Tables) -> None:
        """Keep the codebook as it was when a case was decided."""
        stamp = self._replay.stamps["codes"] if tables is self._replay.rows else -1
        if stamp < 0 or stamp != self._book[0]:
            self._book = stamp, standing.codes.digest, _rows(standing)
        self._books[typing] = self._book[1:]

    def codebooks(self, standing: Standing) -> dict[str, list[list[dict[str, Any]]]]:
        """Return the codebook now and at each decision that stands: by digest, the rows it had."""
        books = [self._books[guid] for guid, _ in standing.there("typings")]
        found: dict[str, list[list[dict[str, Any]]]] = {}
        for digest, rows in [*books, (standing.codes.digest, _rows(standing))]:
            found.setdefault(digest, []).append(rows)
        return found

    def tell(self) -> None:
        """Tell what was found."""
        for sentence in self._faults:
            self._replay.found.fault(sentence)
        for sentence in self._remarks:
            self._replay.found.remark(sentence)

    def _grouped(self, tables: Tables, table: str) -> Grouped:
        """Return rows by source: of the tables of now as long as they do not change."""
        if tables is not self._replay.rows:
            return by_source(tables, table)
        stamp = self._replay.stamps[table]
        if self._kept.get(table, (-1, {}))[0] != stamp:
            self._kept[table] = stamp, by_source(tables, table)
        return self._kept[table][1]


def _rows(standing: Standing) -> list[dict[str, Any]]:
    """Return all rows of the codebook, each with its guid."""
    return [{"guid": guid, **row} for guid, row in sorted(standing.rows["codes"].items())]


def _wrong(entry: Entry, row: Row, standing: Standing) -> str:
    """Return what is wrong with what a decision says of itself; nothing where it is so."""
    signed = {column: row[column] for column in ("user", "time", "clock")}
    if signed != {column: entry.body[column] for column in signed}:
        return "does not carry the name, time and number of the entry that made it"
    if [row["head"]] != entry.body["parents"]:
        return f"says it was made after entry {short(row['head'])}, which it does not follow"
    typology = in_force(standing)
    if typology is None or typology.digest != row["typology"]:
        return "names other rules than were in force"
    if standing.codes.digest != row["codebook"]:
        return "names another codebook than there was"
    return ""
