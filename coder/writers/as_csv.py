"""CSV by RFC 4180: UTF-8 without a byte order mark, CRLF, text quoted, numbers bare."""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from coder.display import visible
from coder.model import Cell, Table

# OWASP, CSV injection: what a spreadsheet may take for a formula. White space and apostrophes
# before it are looked through, so that to undo the mark is to take away one apostrophe; quotation
# marks too, as some programs take them for those of the file.
_FORMULA = re.compile(r"[\s'\"]*[=+\-@\t\r\0＝＋－＠]")


def write(table: Table, stream: BinaryIO) -> None:
    """Write the keys of the columns, the rows and, after an empty line, title and notes.

    Notes are rows of label and words; see docs/decisions/0002-notes-in-csv.md. Text is made
    visible, and an apostrophe is put before what could become a formula.
    """
    lines = io.StringIO(newline="")
    rows = csv.writer(lines, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    rows.writerow([safe(column.key) for column in table.columns])
    known = _Known()  # names and numbers come again in row after row
    rows.writerows([map(known.__getitem__, row) for row in table.rows])
    if table.notes:
        lines.write("\r\n")
        notes = [("Table", table.title), *table.notes]
        rows.writerows([safe(cell) for cell in note] for note in notes)
    stream.write(lines.getvalue().encode())


class _Known(dict[Cell, Cell]):
    """Cells made safe, each once."""

    def __missing__(self, cell: Cell) -> Cell:
        self[cell] = shown = safe(cell)
        return shown


def safe(cell: Cell) -> Cell:
    """Return a cell that shows as it is and that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return cell
    shown = visible(cell, lines=True)
    return f"'{shown}" if may_be_formula(cell) else shown


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return bool(_FORMULA.match(text))
