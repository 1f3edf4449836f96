"""Bars of x of n: a row for each theme, a panel for each group, the four states in each bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from coder.display import one_line
from coder.model import Cell, Table
from coder.writers.charts.sheet import HEAD, INK, MARGIN, Sheet, drawing, label_width, labels

STATES = {
    "with": (INK, "", "with"),
    "without": ("#ffffff", "", "without"),
    "not_yet_read": ("#ffffff", "//////", "not yet read for this code"),
    "no_source": ("#ffffff", "......", "no source"),
}
"""Fill, hatching and words: they differ without colour, and on a copy of a copy."""

ROW, BAR, PANEL, FIGURE = 0.21, 0.13, 1.75, 0.75
"""Inches: a row, the bar in it, a panel's bars, and the figures beside them."""


def draw(table: Table, stream: BinaryIO, format: str) -> None:
    """Draw the groups of a table of themes, or the whole where it has none."""
    panels = _panels(table)
    names = labels(table)
    left = MARGIN + label_width(names) + 0.1
    width = max(7.6, left + len(panels) * (PANEL + FIGURE) + MARGIN)
    top = HEAD + 0.2
    with drawing():
        sheet = Sheet(table, width, top + len(names) * ROW + 0.2)
        used = [state for state in STATES if any(state in panel for panel in panels)]
        sheet.legend([(*STATES[state][:2], "", STATES[state][2]) for state in used])
        for at, panel in enumerate(panels):
            _panel(sheet, panel, left + at * (PANEL + FIGURE), top)
        for at, name in enumerate(names):
            bold = not name.startswith(" ")
            sheet.text(MARGIN, top + (at + 0.5) * ROW, name, 7.5, bold=bold)
        sheet.save(stream, format)


def _panels(table: Table) -> list[dict[str, int]]:
    """Return for each group the place of the column of each state."""
    groups: dict[str, dict[str, int]] = {}
    for place, column in enumerate(table.columns):
        if column.state in STATES:
            groups.setdefault(column.group, {})[column.state] = place
    whole = groups.pop("", {})
    return list(groups.values()) or [whole]


def _panel(sheet: Sheet, places: dict[str, int], x: float, top: float) -> None:
    first = sheet.table.columns[next(iter(places.values()))]
    base = first.base or 0
    name = one_line(first.group, 22) or "all"
    sheet.text(x, top - 0.12, f"{name}, of {base}", 8, bold=True)
    for at, row in enumerate(sheet.table.rows):
        y = top + (at + 0.5) * ROW
        _bar(sheet, [(state, row[place]) for state, place in places.items()], base, (x, y))
        said = row[places["with"]] if "with" in places else None
        sheet.text(x + PANEL + 0.06, y, _figure(said, base), 7.5)


def _bar(
    sheet: Sheet, states: Sequence[tuple[str, Cell]], base: int, at: tuple[float, float]
) -> None:
    """Draw the states end to end; where a figure is withheld, an empty frame."""
    x, y = at
    numbers = [_number(cell) for _, cell in states]
    sheet.box(x, y - BAR / 2, PANEL, BAR, "#ffffff")
    if None in numbers or not base:
        return
    for (state, _), number in zip(states, numbers, strict=True):
        wide = PANEL * (number or 0) / base
        if wide:
            fill, hatch, _ = STATES[state]
            sheet.box(x, y - BAR / 2, wide, BAR, fill, hatch)
        x += wide


def _number(cell: Cell) -> int | None:
    if isinstance(cell, int):
        return cell
    digits = str(cell).removeprefix("at least ")
    return int(digits) if digits.isdecimal() else None


def _figure(cell: Cell, base: int) -> str:
    said = one_line(str(cell), 18)
    return said if _number(cell) is None else f"{said} of {base}"
