"""Charts of a Table as SVG or PNG: bars of x of n by group, or a heat map of themes by school."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from coder.errors import CoderError
from coder.model import Table

CHARTS = ("svg", "png")
"""Formats of a chart; the plotting library is imported only where one is drawn."""

MOST_ROWS, MOST_COLUMNS = 400, 120
"""More than these would be no picture that anyone can read."""


def drawable(table: Table) -> bool:
    """Whether a table has counts of so many, or a sign for each cell, to draw."""
    return bool(table.signs) or any(column.state for column in table.columns)


def draw(table: Table, stream: BinaryIO, format: str) -> None:
    """Draw a table; raise CoderError for one that no chart is of, or that is too big for one."""
    if not drawable(table):
        raise CoderError(
            "There is no chart of this table: themes, counted by a unit that has a base, and the"
            " matrix have one. End the file's name in another format."
        )
    if len(table.rows) > MOST_ROWS or len(table.columns) > MOST_COLUMNS:
        raise CoderError(
            f"{len(table.rows)} rows by {len(table.columns)} columns are too many for a chart:"
            f" at most {MOST_ROWS} by {MOST_COLUMNS}. Write the table as xlsx instead."
        )
    from coder.writers.charts import bars, heat

    kind: Callable[..., None] = heat.draw if table.signs else bars.draw
    kind(table, stream, format)
