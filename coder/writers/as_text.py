"""Plain text: columns aligned by the cells that characters take on a terminal; no colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from coder.display import one_line
from coder.model import Cell, Column, Table

GAP = "  "
LEAST = 24
"""Cells to which a column of text may be cut so that a table fits a width."""
HEADING = 8
"""Cells that a heading may take before it is broken into lines."""


def write(table: Table, stream: BinaryIO) -> None:
    """Write a table at its full width."""
    stream.write(text(table).encode())


def text(table: Table, width: int = 0) -> str:
    """Return a table as lines; at a width it is cut, or laid out in blocks that repeat column one.

    Only text is ever cut, and only where a width is given; numbers and notes are whole.
    """
    shown = [[_shown(cell) for cell in row] for row in table.rows]
    natural = [_natural(column, place, shown) for place, column in enumerate(table.columns)]
    widths, blocks = _fitted(table.columns, natural, width)
    lines = [one_line(table.title), ""]
    for block in blocks:
        lines += [*_block(table.columns, shown, widths, block), ""]
    return "\n".join([*lines, *_notes(table, width)]).rstrip("\n") + "\n"


def each_below(table: Table, width: int) -> str:
    """Return a table as `text` does; where it is wider, row below row with each cell whole.

    The first short cells of a row make its first line, the others follow with their headings.
    """
    shown = [[_shown(cell) for cell in row] for row in table.rows]
    natural = [_natural(column, place, shown) for place, column in enumerate(table.columns)]
    if not width or sum(natural) + len(GAP) * (len(natural) - 1) <= width:
        return text(table, width)
    short = next((place for place, wide in enumerate(natural) if wide > LEAST), 1)
    lines = [one_line(table.title), ""]
    for row in shown:
        lines += _wrapped(", ".join(filter(None, row[:short])), width)
        for column, cell in zip(table.columns[short:], row[short:], strict=True):
            if cell:
                told = _wrapped(f"{one_line(column.heading)}: {cell}", width - len(GAP))
                lines += [GAP + line for line in told]
        lines.append("")
    return "\n".join([*lines, *_notes(table, width)]).rstrip("\n") + "\n"


def _notes(table: Table, width: int) -> Iterator[str]:
    for label, words in table.notes:
        note = f"{one_line(label)}: {one_line(words)}"
        yield from _wrapped(note, width) if width else [note]


def _shown(cell: Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    # Leading spaces stay: they are the indentation of a tree.
    return " " * (len(cell) - len(cell.lstrip(" "))) + one_line(cell)


def _cells(text: str) -> int:
    """Return how many cells of a terminal a shown text takes; most are ASCII, one a letter."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _natural(column: Column, place: int, shown: Sequence[Sequence[str]]) -> int:
    heading = one_line(column.heading)
    words = max((_cells(word) for word in heading.split()), default=0)
    heading_width = max(words, min(_cells(heading), HEADING))
    return max([heading_width, *(_cells(row[place]) for row in shown)])


def _fitted(
    columns: Sequence[Column], natural: Sequence[int], width: int
) -> tuple[list[int], list[list[int]]]:
    """Return the width of each column, and which columns stand beside each other."""
    widths, gaps = list(natural), len(GAP) * (len(natural) - 1)
    everything = [list(range(len(natural)))]
    over = sum(widths) + gaps - width if width else 0
    text = [place for place, column in enumerate(columns) if not column.numeric]
    for place in sorted(text, key=lambda place: -natural[place]):
        if over > 0:
            cut = min(over, max(0, natural[place] - LEAST))
            widths[place], over = widths[place] - cut, over - cut
    if over <= 0:
        return widths, everything
    first = min(natural[0], max(LEAST, width // 2))
    rest = max(LEAST, width - first - len(GAP))
    widths = [first, *(min(wide, rest) for wide in natural[1:])]
    return widths, _blocks(widths, width)


def _blocks(widths: Sequence[int], width: int) -> list[list[int]]:
    blocks: list[list[int]] = []
    room = 0
    for place, wide in enumerate(widths[1:], 1):
        room -= wide + len(GAP)
        if room < 0:
            blocks.append([0])
            room = width - widths[0] - wide - len(GAP)
        blocks[-1].append(place)
    return blocks or [[0]]


def _block(
    columns: Sequence[Column],
    shown: Sequence[Sequence[str]],
    widths: Sequence[int],
    block: Sequence[int],
) -> Iterator[str]:
    headings = [_wrapped(one_line(columns[place].heading), widths[place]) for place in block]
    height = max(map(len, headings))
    for line in range(height):
        parts = [[""] * (height - len(heading)) + heading for heading in headings]
        yield _line(columns, widths, block, [part[line] for part in parts])
    yield GAP.join("-" * widths[place] for place in block)
    for row in shown:
        yield _line(columns, widths, block, [row[place] for place in block])


def _line(
    columns: Sequence[Column], widths: Sequence[int], block: Sequence[int], cells: Sequence[str]
) -> str:
    parts = []
    for place, cell in zip(block, cells, strict=True):
        wide, size = widths[place], _cells(cell)
        if size > wide:
            from rich.cells import set_cell_size

            parts.append(set_cell_size(cell, wide - 1) + "…")
        else:
            space = " " * (wide - size)
            parts.append(space + cell if columns[place].numeric else cell + space)
    return GAP.join(parts).rstrip()


def _wrapped(words: str, width: int) -> list[str]:
    """Return lines broken at spaces; a word wider than the width stays whole."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and _cells(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
