"""What the formats for paper share: what a cell says in little room, and how wide columns are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coder.display import visible
from coder.model import Cell, Table

# XML 1.0, production 2 (Char): not even as references may these stand in a file.
_NOT_XML = re.compile("[\ufffe\uffff]")

_LONGEST = 14
"""Characters of a word that a column has room for before the word is broken."""
_WIDEST = 160
"""Characters after which a longer text earns its column no more room."""
_LONG = 90
"""Characters after which a text is prose."""
_PROSE = 70
"""Millimetres that a column of prose wants besides."""


def shown(table: Table, cell: Cell) -> str:
    """Return what a cell says, by its sign where it has one, safe to show and to put into XML."""
    text = "" if cell is None else str(cell)
    return xml_safe(table.signs.get(text, text))


def xml_safe(text: str) -> str:
    """Return text with its line feeds, every other control character as a visible glyph."""
    return _NOT_XML.sub("\ufffd", visible(text, lines=True))


def legend(table: Table) -> Iterator[tuple[str, str]]:
    """Yield a note on the signs of a table, where it has some."""
    signs = [f"{sign} {words}" for words, sign in table.signs.items() if not sign.isdigit()]
    if signs:
        numbers = any(sign.isdigit() for sign in table.signs.values())
        yield "Signs", "; ".join([*signs, *["a number: with, in so many passages"] * numbers]) + "."


def note(table: Table, label: str) -> str:
    """Return the words of a note, empty where there is none."""
    return next((words for each, words in table.notes if each == label), "")


def caption(table: Table) -> str:
    """Return a caption: the title with unit, base and caveat."""
    said = [(label, note(table, label)) for label in ("Unit", "Base", "Filters")]
    told = [f"{label}: {words}" for label, words in said if words and words != "None."]
    return xml_safe(" ".join([f"{table.title}.", *told, note(table, "Caveat")]).strip())


def widths(table: Table, room: float, size: float) -> list[float]:
    """Return how wide each column is, in mm, where all have `room` and type is `size` points.

    Each has room for its longest word; what is left goes to those with more to say.
    """
    least = _least(table, size)
    natural = [
        max(few, _wide(min(_WIDEST, max(map(len, cells))), size))
        for few, cells in zip(least, _columns(table), strict=True)
    ]
    wanted = [many - few for few, many in zip(least, natural, strict=True)]
    spare = room - sum(least)
    if spare <= 0 or not sum(wanted):
        return [few * room / sum(least) for few in least]
    # No more than is wanted, so that a small table stays small.
    share = min(1.0, spare / sum(wanted))
    return [few + more * share for few, more in zip(least, wanted, strict=True)]


def fits(table: Table, room: float, size: float) -> bool:
    """Whether columns have room for their longest words, and long text for some more."""
    return sum(_least(table, size)) + sum(is_prose(table)) * _PROSE <= room


def is_prose(table: Table) -> list[bool]:
    """Return for each column but the first whether it holds long text."""
    long = [max(map(len, cells)) > _LONG for cells in _columns(table)]
    return [each and place > 0 for place, each in enumerate(long)]


def parts(table: Table, room: float, size: float) -> list[Table]:
    """Return a table in as many as its columns have room in, each with the first column."""
    least = _least(table, size)
    blocks: list[list[int]] = [[0]]
    left = room - least[0]
    for place, wide in enumerate(least[1:], 1):
        if wide > left and len(blocks[-1]) > 1:
            blocks.append([0])
            left = room - least[0]
        blocks[-1].append(place)
        left -= wide
    return [table] if len(blocks) == 1 else [_only(table, block) for block in blocks]


def _only(table: Table, places: Sequence[int]) -> Table:
    columns = tuple(table.columns[place] for place in places)
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _least(table: Table, size: float) -> list[float]:
    longest = [
        max([1, *(min(_LONGEST, _length(word)) for cell in cells for word in cell.split())])
        for cells in _columns(table)
    ]
    return [_wide(each, size) for each in longest]


def _length(word: str) -> float:
    """Return how many usual letters a word takes: a capital, as pseudonyms have, one and a half."""
    return len(word) + 0.5 * sum(letter.isupper() for letter in word)


def _wide(letters: float, size: float) -> float:
    """Return mm for so many letters, and the padding of a cell.

    0.65 em each: a digit of DejaVu Sans, which stands in where Arial and its like are missing.
    """
    return letters * size * 0.65 * 25.4 / 72 + 2.6


def _columns(table: Table) -> Iterator[Sequence[str]]:
    for place, column in enumerate(table.columns):
        yield [xml_safe(column.heading), *(shown(table, row[place]) for row in table.rows)]
