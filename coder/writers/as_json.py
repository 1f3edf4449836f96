"""JSON: a list of flat objects, one a line, with stable keys; nothing of the text is changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from coder.display import visible
from coder.model import Cell, Table


def write(table: Table, stream: BinaryIO) -> None:
    """Write an object a row, its keys those of the columns; a list has no place for notes."""
    keys = [column.key for column in table.columns]
    write_records((dict(zip(keys, row, strict=True)) for row in table.rows), stream)


def write_records(records: Iterable[Mapping[str, Cell]], stream: BinaryIO) -> None:
    """Write flat objects, escaping whatever could steer a terminal or reorder what is read."""
    lines = (json.dumps(record, ensure_ascii=False, sort_keys=False) for record in records)
    listed = "[\n" + ",\n".join(lines) + "\n]\n"
    unsafe = {char for char in set(listed) if char != "\n" and visible(char) != char}
    escaped = listed.translate({ord(char): _escape(char) for char in unsafe})
    stream.write((escaped if escaped != "[\n\n]\n" else "[]\n").encode())


def _escape(char: str) -> str:
    # json leaves DEL as it is.
    return "\\u007f" if char == "\x7f" else json.dumps(char)[1:-1]
