"""Cases: schools, and the values of their variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from coder.display import same_name
from coder.errors import Refused
from coder.model import Guid, derived_guid
from coder.operations.lookup import case_name
from coder.operations.tables import read_csv
from coder.store import Change, Store

CASE_COLUMN = "school"
"""The column of a table of cases that names the case; every other one is a variable."""

Cases = Sequence[tuple[str, Mapping[str, str]]]
"""Names with the values of their variables."""


def case_guid(name: str) -> Guid:
    """Return the guid that a case of this name has in every copy."""
    return derived_guid("case", same_name(case_name(name)))


def read_cases(path: Path) -> Cases:
    """Read a CSV of cases: a column `school`, and one for each variable.

    Raises RuleFileError where a school stands twice or a row has none.
    """
    rows = read_csv(
        path,
        required=(CASE_COLUMN,),
        unique=CASE_COLUMN,
        fold=lambda name: same_name(case_name(name)),
    )
    return [
        (row[CASE_COLUMN], {k: v for k, v in row.items() if k != CASE_COLUMN and v}) for row in rows
    ]


def write_cases(change: Change, cases: Cases) -> None:
    """Add cases that are new, and set the values given, inside a change."""
    for name, values in cases:
        guid = known_or_new(change, name)
        for variable, value in values.items():
            _set(change, guid, variable, value)


def add_cases(store: Store, user: str, cases: Cases) -> None:
    """Add cases, or set more of their values, as one change."""
    with store.change("add cases", user) as change:
        write_cases(change, cases)


def set_value(
    store: Store, user: str, case: Guid, variable: str, value: str, reason: str = ""
) -> None:
    """Set a variable of a case; an empty value takes it away.

    Raises Refused without a variable, and for a case that was removed.
    """
    variable = " ".join(variable.split())
    if not variable:
        raise Refused("A variable needs a name.")
    with store.change("set value", user, reason) as change:
        change.standing("cases", case)
        _set(change, case, variable, value.strip())


def _set(change: Change, case: Guid, variable: str, value: str) -> None:
    guid = derived_guid("value", case, same_name(variable))
    if value:
        change.insert("case_values", {"case": case, "variable": variable, "value": value}, guid)
    elif change.row("case_values", guid) is not None:
        change.remove("case_values", guid)


def known_or_new(change: Change, name: str) -> Guid:
    """Return the case of this name, made where there is none and brought back where it was.

    Raises Refused for a name of no words but School.
    """
    if not case_name(name):
        raise Refused("A school needs a name.")
    guid = case_guid(name)
    row = change.row("cases", guid)
    if row is None or row["removed"]:
        change.insert("cases", {"name": case_name(name)}, guid)
    return guid
