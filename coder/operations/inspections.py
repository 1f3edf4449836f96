"""The inspection history of cases: what was graded when, and where that is known from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coder.display import one_line, same_name, visible
from coder.errors import NotFound, Refused, RuleFileError
from coder.model import GRADES, INSPECTIONS, MONITORING, Guid, Inspection, derived_guid, natural_key
from coder.operations import lookup
from coder.operations.cases import CASE_COLUMN, kept_text, known_or_new
from coder.operations.listing import Listing
from coder.operations.lists_fields import INSPECTIONS as FIELDS
from coder.operations.tables import read_csv
from coder.store import Change, Store, at_one_moment, reads
from coder.tomlfile import is_day

_REQUIRED = (CASE_COLUMN, "date", "kind", "grade")
_FROM = "from"

Given = tuple[str, Inspection]
"""The name of a case, and an inspection of it whose guids are not known yet."""


def inspection(day: str, kind: str, grade: str, origin: str = "") -> Inspection:
    """Return an inspection as a person gave it.

    Raises Refused for a day, kind or grade there is not; only a monitoring visit may have no grade.
    """
    day, kind, grade = day.strip(), same_name(kind), same_name(grade)
    if not is_day(day):
        raise Refused(f"“{one_line(day, 40)}” is no day of an inspection; write YYYY-MM-DD.")
    if kind not in INSPECTIONS:
        kinds = ", ".join(INSPECTIONS)
        raise Refused(f"“{one_line(kind, 40)}” is no kind of inspection; there are {kinds}.")
    if grade not in GRADES and not (kind == MONITORING and not grade):
        raise Refused(f"“{one_line(grade, 40)}” is no grade; there are {', '.join(GRADES)}.")
    return Inspection("", "", day, kind, grade, origin.strip())


def read_inspections(path: Path) -> list[Given]:
    """Read a CSV of inspections: school, date, kind, grade, and from where the origin is given.

    Raises RuleFileError, with file and row, where one is wrong.
    """
    found = []
    for number, row in enumerate(
        read_csv(path, required=_REQUIRED, allowed=(*_REQUIRED, _FROM)), start=1
    ):
        where = f"{visible(str(path))}, row {number}"
        if not lookup.case_name(row[CASE_COLUMN]):
            raise RuleFileError(f"{where}: the column “{CASE_COLUMN}” is empty.")
        try:
            each = inspection(row["date"], row["kind"], row["grade"], row.get(_FROM, ""))
        except Refused as error:
            raise RuleFileError(f"{where}: {error}") from None
        found.append((row[CASE_COLUMN], each))
    return found


def add_inspections(store: Store, user: str, given: Sequence[Given], reason: str = "") -> None:
    """Add inspections of cases, made where there are none, as one change.

    One of the same case, day and kind takes the place of the one that was there.
    """
    with store.change("add inspections", user, reason) as change:
        for name, each in given:
            _put(store, change, known_or_new(change, name), each)


def _put(store: Store, change: Change, case: Guid, each: Inspection) -> None:
    guid = _guid(case, each.date, each.kind)
    row = change.row("inspections", guid)
    kept = row if row is not None and not row["removed"] else {}
    new = {"case": case, "date": each.date, "kind": each.kind, "grade": each.grade}
    if each.origin or kept.get("grade") != each.grade:
        new["origin"] = kept_text(store, change, str(kept.get("origin", "")), each.origin)
    change.insert("inspections", new, guid)


def _guid(case: Guid, day: str, kind: str) -> Guid:
    return derived_guid("inspection", case, day, kind)


def remove_inspection(
    store: Store, user: str, case: Guid, day: str, kind: str, reason: str = ""
) -> None:
    """Take away the inspection of a case of that day and kind. Raises NotFound without one."""
    guid = _guid(case, day.strip(), same_name(kind))
    with store.change("remove inspection", user, reason) as change:
        row = change.row("inspections", guid)
        if row is None or row["removed"]:
            what = f"{one_line(kind, 40)} inspection on {one_line(day, 40)}"
            raise NotFound(f"There is no {what}; `coder cases inspections list` shows them.")
        change.remove("inspections", guid)


@at_one_moment
def listed(store: Store) -> Listing:
    """Return the inspections of every case, in natural order of cases and by day."""
    cases = reads.cases(store)
    known = [each for each in reads.inspections(store) if each.case in cases]
    known.sort(key=lambda each: natural_key(cases[each.case].name))  # by day within each already
    records = [
        {
            "case": cases[each.case].name,
            "date": each.date,
            "kind": each.kind,
            "grade": each.grade,
            "origin": each.origin,
        }
        for each in known
    ]
    return Listing("Inspections", FIELDS, records)
