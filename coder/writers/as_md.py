"""Markdown: a GitHub table under a heading, and the notes as a list."""

from __future__ import annotations

import re
from typing import BinaryIO

from coder.display import one_line
from coder.model import Cell, Table

_SPECIAL = re.compile(r"([\\`*_~|<&\[\]])")


def write(table: Table, stream: BinaryIO) -> None:
    """Write UTF-8; every character of a cell shows as it is, white space folded."""
    lines = [f"# {_escaped(table.title)}", ""]
    lines.append(_row([column.heading for column in table.columns]))
    lines.append(
        "|" + "|".join("--:" if column.numeric else "---" for column in table.columns) + "|"
    )
    lines += [_row(row) for row in table.rows]
    lines += ["", *(f"- **{_escaped(label)}**: {_escaped(words)}" for label, words in table.notes)]
    stream.write(("\n".join(lines).rstrip("\n") + "\n").encode())


def _row(cells: list[str] | tuple[Cell, ...]) -> str:
    return "| " + " | ".join(_escaped("" if cell is None else str(cell)) for cell in cells) + " |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
