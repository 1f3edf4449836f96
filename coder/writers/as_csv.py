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
    notes: list[Sequence[Cell]] = [(), ("Table", table.title), *table.notes] if table.notes else []
    columns = map(_fields, zip(*table.rows, strict=True))
    written = [
        ",".join([_field(column.key) for column in table.columns]),
        *map(",".join, zip(*columns, strict=True)),
        *(",".join(map(_field, note)) for note in notes),
    ]
    stream.write("\r\n".join([*written, ""]).encode())


def _fields(cells: Sequence[Cell]) -> Sequence[str]:
    """Return a column as it stands in the file; the `csv` module makes each of its cells anew."""
    if set(map(type, cells)) == {int}:
        return list(map(str, cells))
    different = set(cells)
    if 2 * len(different) > len(cells):
        return list(map(_field, cells))
    known = {cell: _field(cell) for cell in different}
    return list(map(known.__getitem__, cells))


def _field(cell: Cell) -> str:
    if isinstance(cell, int):
        return str(cell)
    shown = _safe(cell or "")
    return '"' + shown.replace('"', '""') + '"' if '"' in shown else f'"{shown}"'


def safe(cell: Cell) -> Cell:
    """Return a cell that shows as it is and that no spreadsheet takes for a formula."""
    return _safe(cell) if isinstance(cell, str) else cell


def _safe(cell: str) -> str:
    if cell[:1].isalnum() and cell.isprintable():  # as nearly all that people say
        return cell
    shown = visible(cell, lines=True)
    return f"'{shown}" if may_be_formula(cell) else shown


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    # Most cells begin with a letter or a number, which is looked at first.
    return not text[:1].isalnum() and bool(_FORMULA.match(text))
