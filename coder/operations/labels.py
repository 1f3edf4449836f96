"""A figure of a table, found by what a person reads beside and above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.model import PATH, Table

_SHOWN = 12
"""How many names a message lists."""


def place_of(table: Table, row: str, column: str = "") -> tuple[int, int]:
    """Return row and column of the figure that these labels name; see `figures.behind`.

    Raises NotFound, naming what there is, where none or several fit.
    """
    at = _one("row", row, _labels(table, row), _whole, _last)
    if not column:
        return at, next((place for of, place in sorted(table.codings) if of == at), 1)
    headings = [each.heading for each in table.columns[1:]]
    keys = [each.key for each in table.columns[1:]]
    if same_name(column) in map(same_name, keys):
        return at, 1 + [same_name(key) for key in keys].index(same_name(column))
    return at, 1 + _one("column", column, headings, _whole, _last, _group)


def _labels(table: Table, row: str) -> list[str]:
    """Return what rows are named by: the first cells; the sources of coverage stand second."""
    first, second = ([str(cells[at] or "") for cells in table.rows] for at in (0, 1))
    by_source = table.columns[1].key == "source" and same_name(row) in map(same_name, second)
    return second if by_source else first


def _whole(label: str) -> str:
    return label


def _last(label: str) -> str:
    """Return the last name of a path."""
    return label.removesuffix(" (retired)").split(PATH)[-1]


def _group(heading: str) -> str:
    """Return `stuck` of `stuck: with, of 10`, and `leaders` of `leaders, of 9`."""
    return heading.partition(":")[0].partition(", of ")[0]


def _one(kind: str, named: str, labels: Sequence[str], *readings: Callable[[str], str]) -> int:
    wanted = same_name(named)
    for reading in readings:
        found = [at for at, label in enumerate(labels) if same_name(reading(label)) == wanted]
        # Of the columns of one group the first holds how many have the theme.
        if len(found) == 1 or (found and reading is _group):
            return found[0]
        if found:
            raise NotFound(f"“{one_line(named)}” names {len(found)} {kind}s; give the whole path.")
    listed = ", ".join(f"“{one_line(label)}”" for label in labels[:_SHOWN])
    more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
    raise NotFound(
        f"There is no {kind} “{one_line(named)}” in this table; there are {listed}{more}."
    )
