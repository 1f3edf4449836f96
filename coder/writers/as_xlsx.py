"""Excel: a sheet of the table, its numbers real numbers, and a sheet of notes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from coder.display import visible
from coder.model import Cell, Table

# A file says when it was made; a fixed day keeps the bytes of a table the same on every run.
CREATED = datetime(2000, 1, 1)

CELL_LIMIT = 32767
"""UTF-16 units that a cell of a spreadsheet holds (Microsoft, Excel specifications and limits)."""

WIDEST = 60
"""Characters, after which text wraps."""


def write(table: Table, stream: BinaryIO) -> None:
    """Write a workbook in which no text can become a formula, a link or a number."""
    import xlsxwriter

    # All in memory: otherwise the dates in the archive depend on the time zone.
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": _safe(table.title), "created": CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Table")
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    headings = [column.heading for column in table.columns]
    _fill(sheet, 0, [headings], bold)
    _fill(sheet, 1, table.rows, plain)
    for place, heading in enumerate(headings):
        cells = (row[place] for row in table.rows)
        sheet.set_column(place, place, _width(heading, *cells))
    notes = book.add_worksheet("Notes")
    told = [("Table", table.title), *table.notes]
    _fill(notes, 0, told, plain)
    notes.set_column(0, 0, _width(*(label for label, _ in told)))
    notes.set_column(1, 1, 2 * WIDEST)
    book.close()


def _fill(sheet: Any, first: int, rows: Any, style: Any) -> None:
    for at, row in enumerate(rows, first):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, place, _safe(cell), style)
            elif cell is not None:
                sheet.write_number(at, place, cell, style)


def _safe(text: str) -> str:
    shown = visible(text, lines=True)
    if len(shown) * 2 > CELL_LIMIT and len(shown.encode("utf-16-le")) > 2 * CELL_LIMIT:
        # Half the limit is safe even where every character takes two units.
        return shown[: CELL_LIMIT // 2 - 1] + "…"
    return shown


def _width(*cells: Cell) -> int:
    """Return characters for the widest cell, headings broken at words."""
    lengths = [len(line) for cell in cells for line in str(cell or "").split("\n")]
    return min(WIDEST, max([8, *lengths]) + 2)
