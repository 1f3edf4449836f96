"""A heat map: a box for each theme and school, its sign in it, darker for more passages."""

from __future__ import annotations

from typing import BinaryIO

from coder.model import Cell, Table
from coder.writers.charts.sheet import (
    HEAD,
    MARGIN,
    Sheet,
    drawing,
    heading,
    label_width,
    labels,
    on,
)

ROW, COLUMN = 0.21, 0.27
"""Inches of a box."""

_PALE, _DARK = 0xC8, 0x20
"""Greys of the fewest and of the most passages."""

_HATCHED = "?"
"""The sign of what nobody knows yet."""


def draw(table: Table, stream: BinaryIO, format: str) -> None:
    """Draw themes down and the other columns across."""
    names = labels(table)
    heads = [heading(column, 24) for column in table.columns[1:]]
    left = MARGIN + label_width(names) + 0.1
    top = HEAD + max([0.2, *(len(head) * 0.075 + 0.1 for head in heads)])
    width = max(7.6, left + len(heads) * COLUMN + MARGIN)
    most = max([1, *(int(sign) for sign in table.signs.values() if sign.isdecimal())])
    with drawing():
        sheet = Sheet(table, width, top + len(names) * ROW + 0.2)
        sheet.legend(_legend(table, most))
        for at, head in enumerate(heads):
            sheet.text(left + (at + 0.5) * COLUMN, top - 0.05, head, 7.5, side="center", turn=90)
        for at, (name, row) in enumerate(zip(names, table.rows, strict=True)):
            y = top + at * ROW
            sheet.text(MARGIN, y + ROW / 2, name, 7.5, bold=not name.startswith(" "))
            for place, cell in enumerate(row[1:]):
                _box(sheet, left + place * COLUMN, y, cell, most)
        sheet.save(stream, format)


def _legend(table: Table, most: int) -> list[tuple[str, str, str, str]]:
    signs = [
        (*_look(sign, most), sign, words)
        for words, sign in table.signs.items()
        if not sign.isdecimal()
    ]
    with_ = "with, in so many passages"
    if most == 1:
        return [(*_look("1", most), "1", with_), *signs]
    ends = [(*_look("1", most), "1", "to"), (*_look(str(most), most), str(most), with_)]
    return [*ends, *signs]


def _box(sheet: Sheet, x: float, y: float, cell: Cell, most: int) -> None:
    text = "" if cell is None else str(cell)
    sign = sheet.table.signs.get(text, text)
    fill, hatch = _look(sign, most)
    sheet.box(x, y, COLUMN, ROW, fill, hatch)
    size = 7 if len(sign) < 4 else 4
    sheet.text(x + COLUMN / 2, y + ROW / 2, sign[:10], size, side="center", colour=on(fill))


def _look(sign: str, most: int) -> tuple[str, str]:
    """Return fill and hatching of a sign."""
    if sign.isdecimal():
        share = (int(sign) - 1) / max(most - 1, 1)
        grey = round(_PALE + (_DARK - _PALE) * share)
        return f"#{grey:02x}{grey:02x}{grey:02x}", ""
    return "#ffffff", "///" if sign == _HATCHED else ""
