"""Which entries of the journal touched which case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coder.journal import Entry, Image
from coder.model import Guid
from coder.operations.bundling.gathering import Gathered
from coder.store import whole

_BY = {
    "case_values": "case",
    "sources": "case",
    "assessments": "case",
    "typings": "case",
    "inspections": "case",
    "summaries": "case",
    "reviews": "typing",
    "replies": "review",
    "memos": "about",
    "withdrawals": "about",
    "speakers": "source",
    "turns": "source",
    "codings": "source",
    "reads": "source",
}
"""Of each table, the column that leads to its case; in the order of what leads to what."""

_MANY = ("codings", "reads", "turns", "speakers", "memos")
"""Tables of what is done over and over in the sources of a case: told by number."""


@dataclass(slots=True)
class Touched:
    """The entries that touched one case, in the order of replay."""

    told: list[Entry] = field(default_factory=list)
    """Those that changed what is known, assessed or decided of it."""
    worked: list[Entry] = field(default_factory=list)
    """Those that only coded, read or noted something in its sources."""


def touched(gathered: Gathered) -> dict[Guid, Touched]:
    """Return for each case the entries that touched it."""
    cases = _cases(gathered)
    found: dict[Guid, Touched] = {}
    for entry in gathered.entries:
        for case, tables in _of(entry, cases).items():
            each = found.setdefault(case, Touched())
            (each.worked if tables <= {*_MANY} else each.told).append(entry)
    return found


def _of(entry: Entry, cases: Mapping[Guid, Guid]) -> dict[Guid, set[str]]:
    found: dict[Guid, set[str]] = {}
    for image in entry.images:
        for case in _both(image, cases):
            found.setdefault(case, set()).add(image.table)
    for conflict in entry.conflicts:
        if conflict.guid in cases:
            found.setdefault(cases[conflict.guid], set()).add(conflict.table)
    return found


def _both(image: Image, cases: Mapping[Guid, Guid]) -> Iterator[Guid]:
    """Yield the case of a row, and that which it belonged to before."""
    now = cases.get(image.guid)
    if now is not None:
        yield now
    before = (image.before or {}).get("case")
    if image.table == "sources" and before and before != now:
        yield str(before)


def _cases(gathered: Gathered) -> dict[Guid, Guid]:
    """Return for each row that belongs to a case which it is."""
    found = {row["guid"]: row["guid"] for row in whole.rows(gathered.store, "cases")}
    for table, column in _BY.items():
        rows: Iterable[Mapping[str, str]] = whole.rows(gathered.store, table)
        found |= {row["guid"]: found[row[column]] for row in rows if row[column] in found}
    return found
