"""CSV by RFC 4180: UTF-8 without a byte order mark, CRLF, text quoted, numbers bare."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    lines: list[Sequence[Cell]] = [[column.key for column in table.columns], *table.rows]
    if table.notes:
        lines += [(), ("Table", table.title), *table.notes]
    fields = _Fields()  # names and numbers come again in row after row
    written = [",".join(map(fields.__getitem__, line)) for line in lines]
    stream.write("\r\n".join([*written, ""]).encode())


class _Fields(dict[Cell, str]):
    """Cells as they stand in the file, each made once; the `csv` module makes every one anew."""

    def __missing__(self, cell: Cell) -> str:
        shown = "" if cell is None else safe(cell)
        field = '"' + shown.replace('"', '""') + '"' if isinstance(shown, str) else str(shown)
        self[cell] = field
        return field


def safe(cell: Cell) -> Cell:
    """Return a cell that shows as it is and that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return cell
    shown = visible(cell, lines=True)
    return f"'{shown}" if may_be_formula(cell) else shown


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    # Most cells begin with a letter or a number, which is looked at first.
    return not text[:1].isalnum() and bool(_FORMULA.match(text))
