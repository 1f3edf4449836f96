"""What stands in the project at one moment: rows that were not removed, newest versions only."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import Any

from .codes import Codes
from .replay import JUDGED, Tables
from .texts import Texts, words
from .words import Row, ends

Grouped = dict[str, list[tuple[str, Row]]]
"""Rows with their guids, by the source in which they are."""


def by_source(rows: Tables, table: str) -> Grouped:
    """Return the rows of a table that were not removed, by their source."""
    found: Grouped = {}
    for guid, row in rows[table].items():
        if not row["removed"]:
            found.setdefault(str(row["source"]), []).append((guid, row))
    return found


class Standing:
    """The project at one moment; with `only`, as that one user may see it."""

    def __init__(
        self,
        rows: Tables,
        texts: Texts,
        only: str | None = None,
        grouped: Callable[[Tables, str], Grouped] = by_source,
    ) -> None:
        self.rows, self.texts, self.only = rows, texts, only
        self._grouped = grouped
        self._by: dict[tuple[str, str], dict[object, list[tuple[str, Row]]]] = {}
        self._heard: dict[str, Heard] = {}
        self._placed: dict[str, Grouped] = {}

    def there(self, table: str) -> Iterator[tuple[str, Row]]:
        """Yield the rows of a table that were not removed, each with its guid."""
        return ((guid, row) for guid, row in self.rows[table].items() if not row["removed"])

    def judged(self, table: str) -> list[tuple[str, Row]]:
        """Return what people judged, oldest first."""
        return sorted(self.there(table), key=lambda each: (each[1]["clock"], each[0]))

    def by(self, table: str, column: str, of: object) -> list[tuple[str, Row]]:
        """Return the rows in which a column names a thing; what people judged, oldest first."""
        if (table, column) not in self._by:
            found = self._by.setdefault((table, column), {})
            for each in self.judged(table) if table in JUDGED else self.there(table):
                found.setdefault(each[1][column], []).append(each)
        return self._by[table, column].get(of, [])

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a setting of the project."""
        for _, row in self.there("settings"):
            if row["key"] == key:
                return json.loads(str(row["value"]), parse_float=Fraction)
        return default

    def user(self, guid: object) -> str:
        """Return the name of a user."""
        row = self.rows["users"].get(str(guid))
        return str(row["name"]) if row else ""

    def named(self, user: object) -> str:
        """Return what a user is called on the page; somebody, where it is a user no more."""
        row = self.rows["users"].get(str(user))
        return "somebody" if row is None or row["removed"] else str(row["name"])

    @cached_property
    def codes(self) -> Codes:
        """The codebook."""
        return Codes(self.rows["codes"])

    @cached_property
    def cases(self) -> dict[str, str]:
        """The names of all cases, by guid."""
        return {guid: str(row["name"]) for guid, row in self.there("cases")}

    @cached_property
    def values(self) -> dict[str, dict[str, str]]:
        """For each case, the values of its variables."""
        found: dict[str, dict[str, str]] = {case: {} for case in self.cases}
        for _, row in self.there("case_values"):
            found.setdefault(str(row["case"]), {})[str(row["variable"])] = str(row["value"])
        return found

    @cached_property
    def withdrawn(self) -> set[str]:
        """The sources and speakers that have left: neither is counted any more."""
        rows = self.rows.get("withdrawals", {}).values()
        return {str(row["about"]) for row in rows if not row["removed"]}

    @cached_property
    def versions(self) -> dict[str, list[str]]:
        """The versions of each transcript, oldest first, by the guid of the first one."""
        found: dict[str, list[str]] = {}
        for guid, row in self.rows["sources"].items():
            found.setdefault(str(row["original"] or guid), []).append(guid)
        rows = self.rows["sources"]
        for versions in found.values():
            versions.sort(key=lambda guid: (str(rows[guid]["since"]), guid))
        return found

    @cached_property
    def sources(self) -> dict[str, Row]:
        """The sources that count: of each transcript the newest version, unless it has left."""
        found = {}
        for versions in self.versions.values():
            there = [guid for guid in versions if not self.rows["sources"][guid]["removed"]]
            if there and there[-1] not in self.withdrawn:
                found[there[-1]] = self.rows["sources"][there[-1]]
        return found

    @cached_property
    def voiced(self) -> set[str]:
        """The sources whose speakers are known: no older versions, and none that have left."""
        found: set[str] = set()
        for versions in self.versions.values():
            there = [
                at for at, guid in enumerate(versions) if not self.rows["sources"][guid]["removed"]
            ]
            found.update(versions[there[-1] :] if there else versions)
        return found - self.withdrawn

    @cached_property
    def sources_of(self) -> dict[str, list[str]]:
        """The sources of each case."""
        found: dict[str, list[str]] = {case: [] for case in self.cases}
        for guid, row in self.sources.items():
            if row["case"] in found:
                found[str(row["case"])].append(guid)
        return found

    def codings(self, source: str) -> list[tuple[str, Row]]:
        """Return the codings on a source that may be seen."""
        here = self._in("codings", source)
        return [each for each in here if self.only in (None, each[1]["user"])]

    def _in(self, table: str, source: str) -> list[tuple[str, Row]]:
        """Return the rows of a table that are in a source."""
        if table not in self._placed:
            self._placed[table] = self._grouped(self.rows, table)
        return self._placed[table].get(source, [])

    def heard(self, source: str) -> Heard:
        """Return who speaks where in a source."""
        if source not in self._heard:
            self._heard[source] = Heard(self, self._in("turns", source))
        return self._heard[source]

    def speaker(self, guid: object) -> Row | None:
        """Return a speaker that was not removed."""
        row = self.rows["speakers"].get(str(guid))
        return row if row is not None and not row["removed"] else None

    def called(self, speaker: Row) -> str:
        """Return the label of a speaker."""
        return words(self.texts, speaker["name"])


class Heard:
    """The turns of one source, for finding those that share a code point with a passage."""

    def __init__(self, standing: Standing, turns: list[tuple[str, Row]]) -> None:
        each = [(*ends(row["passage"]), guid, row) for guid, row in turns]
        placed = sorted(each, key=lambda turn: turn[:2])
        self.every = [turn[2] for turn in placed]
        """All turns of the source, in the order of the text."""
        self._turns = [turn for turn in placed if turn[0] < turn[1]]
        self._starts = [turn[0] for turn in self._turns]
        # How far any turn up to each reaches: a merge can leave one turn inside another.
        self._reach = list(accumulate((turn[1] for turn in self._turns), max))
        self._standing = standing

    def over(self, start: int, end: int) -> list[tuple[str, Row]] | None:
        """Return the turns that a passage overlaps, without the interviewer's.

        A speaker who has left is counted as an interviewer is: not at all. None where nobody else
        speaks in it; in a heading or a label there is no turn.
        """
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        turns = [(guid, row) for _, to, guid, row in self._turns[first:last] if to > start]
        said = [each for each in turns if not self._asks(each[1])]
        return said if said or not turns else None

    def _asks(self, turn: Row) -> bool:
        speaker = self._standing.speaker(turn["speaker"])
        if speaker is None:
            return False
        return bool(speaker["interviewer"]) or turn["speaker"] in self._standing.withdrawn
