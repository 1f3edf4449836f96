"""Excel: a sheet of the table, its numbers real numbers, and a sheet of notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import Any, BinaryIO

from coder.display import visible
from coder.model import Cell, Table
from coder.writers.as_csv import may_be_formula

# A file says when it was made; a fixed day keeps the bytes of a table the same on every run.
CREATED = datetime(2000, 1, 1)

CELL_LIMIT = 32767
"""UTF-16 units that a cell of a spreadsheet holds (Microsoft, Excel specifications and limits)."""

WIDEST = 60
"""Characters, after which text wraps."""

_ACROSS = 240
"""Characters across a page: of A4 on its side about 146 at full size, so at six tenths of it."""

LINE, HIGHEST = 13.5, 409
"""Points of a line and of the highest row that Excel has (specifications and limits)."""

Row = Sequence[Cell]


def write(table: Table, stream: BinaryIO) -> None:
    """Write a workbook in which no text can become a formula, a link or a number."""
    import xlsxwriter

    # All in memory: otherwise the dates in the archive depend on the time zone.
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    said = dict(table.notes)
    book.set_properties(
        {
            "title": _safe(table.title),
            "created": CREATED,
            "keywords": _safe(said.get("Journal head", "")),
            "comments": _safe(said.get("Caveat", "")),
        }
    )
    look = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
    plain, guarded = book.add_format(look), book.add_format(look)
    # The value stays as it is, and stays text where a person edits the cell.
    guarded.set_quote_prefix()
    head = look | {"bold": True, "bottom": 1, "bg_color": "#F3F2F1"}
    bold, right = book.add_format(head), book.add_format(head | {"align": "right"})
    sheet = book.add_worksheet("Table")
    _fill_table(sheet, table, (bold, right), (plain, guarded))
    notes = book.add_worksheet("Notes")
    told = [("Table", table.title), *table.notes]
    _fill(notes, 0, told, plain, guarded, [_width(*(label for label, _ in told)), 2 * WIDEST])
    _set_page(notes, _safe(table.title), 1)
    book.close()


def _fill_table(sheet: Any, table: Table, heads: tuple[Any, Any], formats: tuple[Any, Any]) -> None:
    """Write the rows under a heading that stays in sight and stands on every page."""
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    bold, right = heads
    headings = [column.heading for column in table.columns]
    widths = [
        max(_heading_width(heading), _width(*(row[place] for row in table.rows)))
        for place, heading in enumerate(headings)
    ]
    _fill(sheet, 0, [headings], bold, bold, widths)
    for place, column in enumerate(table.columns):
        if column.numeric:
            sheet.write_string(0, place, _safe(column.heading), right)
    _fill(sheet, 1, table.rows, *formats, widths)
    sheet.repeat_columns(0)
    _set_page(sheet, _safe(table.title), _pages(widths))


def _pages(widths: Sequence[int]) -> int:
    """Return over how many pages side by side the columns go so that they can still be read.

    The first column stands on each.
    """
    first, *others = widths
    return max(1, ceil(sum(others) / max(1, _ACROSS - first)))


def _set_page(sheet: Any, title: str, pages: int) -> None:
    """Print on A4 on its side, over so many pages in width and as many in length as it takes."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5)
    sheet.fit_to_pages(pages, 0)
    # An ampersand begins a code in a footer; two stand for one. It holds 255 characters in all.
    sheet.set_footer(f"&L{title.replace('&', '&&')[:200]}&RPage &P of &N")


def _fill(
    sheet: Any, first: int, rows: Iterable[Row], style: Any, guarded: Any, widths: Sequence[int]
) -> None:
    """Write rows, each as high as its longest text needs: not every program works that out."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for at, row in enumerate(rows, first):
        sheet.set_row(at, min(HIGHEST, LINE * max(map(_lines, row, widths))))
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                look = guarded if may_be_formula(cell) else style
                sheet.write_string(at, place, _safe(cell), look)
            elif cell is not None:
                sheet.write_number(at, place, cell, style)


def _lines(cell: Cell, width: int) -> int:
    # A column is as many noughts wide as it says; of letters it holds more.
    return sum(1 + int(len(line) / (1.15 * width)) for line in str(cell or "").split("\n"))


def _safe(text: str) -> str:
    shown = visible(text, lines=True)
    if len(shown) * 2 > CELL_LIMIT and len(shown.encode("utf-16-le")) > 2 * CELL_LIMIT:
        # Half the limit is safe even where every character takes two units.
        return shown[: CELL_LIMIT // 2 - 1] + "…"
    return shown


def _width(*cells: Cell) -> int:
    """Return characters for the widest cell."""
    lengths = [len(line) for cell in cells for line in str(cell or "").split("\n")]
    return min(WIDEST, max([6, *lengths]) + 2)


def _heading_width(heading: str) -> int:
    """Return characters for a heading broken at words into about three lines."""
    return min(WIDEST, max([len(heading) // 3, *map(len, heading.split())]) + 3)
