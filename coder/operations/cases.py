"""Cases: schools, and the values of their variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from coder.display import same_name
from coder.errors import Refused
from coder.model import Guid, derived_guid
from coder.operations.lookup import case_name
from coder.operations.measured import check_number
from coder.operations.tables import read_csv
from coder.store import Change, Store, reads

CASE_COLUMN = "school"
"""The column of a table of cases that names the case; every other one is a variable."""

FROM, BECAUSE = " from", " because"
"""What follows a variable's name in the columns that say where its values are known from, and why
they are so."""


class Known(NamedTuple):
    """A value, with where it is known from and why it is so."""

    value: str
    origin: str = ""
    reason: str = ""


Cases = Sequence[tuple[str, Mapping[str, str | Known]]]
"""Names with the values of their variables."""


def case_guid(name: str) -> Guid:
    """Return the guid that a case of this name has in every copy."""
    return derived_guid("case", same_name(case_name(name)))


def read_cases(path: Path) -> Cases:
    """Read a CSV of cases: a column `school`, and one for each variable.

    Beside a column `heads` one called `heads from` says where each is known from, and `heads
    because` why. Raises RuleFileError where a school stands twice or a row has none.
    """
    rows = read_csv(
        path,
        required=(CASE_COLUMN,),
        unique=CASE_COLUMN,
        fold=lambda name: same_name(case_name(name)),
    )
    return [(row[CASE_COLUMN], _known(row)) for row in rows]


def _known(row: Mapping[str, str]) -> dict[str, Known]:
    cells = {same_name(column): cell for column, cell in row.items()}
    variables = [column for column in row if column != CASE_COLUMN]
    beside = {same_name(column) + ending for column in variables for ending in (FROM, BECAUSE)}
    return {
        variable: Known(
            row[variable],
            *(cells.get(same_name(variable) + ending, "") for ending in (FROM, BECAUSE)),
        )
        for variable in variables
        if row[variable] and same_name(variable) not in beside
    }


def write_cases(store: Store, change: Change, cases: Cases) -> None:
    """Add cases that are new, and set the values given, inside a change."""
    for name, values in cases:
        guid = known_or_new(change, name)
        for variable, value in values.items():
            known = Known(value) if isinstance(value, str) else value
            _set(store, change, guid, variable, known)


def add_cases(store: Store, user: str, cases: Cases) -> None:
    """Add cases, or set more of their values, as one change."""
    with store.change("add cases", user) as change:
        write_cases(store, change, cases)


def set_value(
    store: Store,
    user: str,
    case: Guid,
    variable: str,
    value: str,
    reason: str = "",
    origin: str = "",
) -> None:
    """Set a variable of a case; an empty value takes it away.

    With another value, where the old one was known from and why are gone too. Raises Refused
    without a variable, for a case that was removed, and for words where a measure wants a number.
    """
    variable = " ".join(variable.split())
    if not variable:
        raise Refused("A variable needs a name.")
    with store.change("set value", user, reason) as change:
        check_number(store, variable, value.strip())
        change.standing("cases", case)
        _set(store, change, case, variable, Known(value.strip(), origin.strip(), reason.strip()))


def _set(store: Store, change: Change, case: Guid, variable: str, known: Known) -> None:
    guid = derived_guid("value", case, same_name(variable))
    row = change.row("case_values", guid)
    if not known.value:
        if row is not None:
            change.remove("case_values", guid)
        return
    kept = row if row is not None and not row["removed"] else {}
    new = {"case": case, "variable": variable, "value": known.value}
    if kept.get("value") != known.value or known.origin or known.reason:
        for column in ("origin", "reason"):
            new[column] = kept_text(
                store, change, str(kept.get(column, "")), getattr(known, column)
            )
    change.insert("case_values", new, guid)


def kept_text(store: Store, change: Change, kept: str, words: str) -> str:
    """Return the id of the text of these words: the one kept where it says the same."""
    if not words or reads.note(store, kept) == words:
        return kept if words else ""
    return change.text(words)


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
