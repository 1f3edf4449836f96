"""JSON: a list of flat objects, one a line, with stable keys; nothing of the text is changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from coder.display import visible
from coder.model import Table


def write(table: Table, stream: BinaryIO) -> None:
    """Write an object a row, its keys those of the columns; a list has no place for notes."""
    keys = [column.key for column in table.columns]
    write_records((dict(zip(keys, row, strict=True)) for row in table.rows), stream)


def write_document(
    table: Table, records: Iterable[Mapping[str, Any]] | None, stream: BinaryIO
) -> None:
    """Write a table as a file that says what it is: one object of title, notes and rows.

    The rows are the `records`, where the table has some, one a line. A label that stands twice
    holds its words one after another. A table without notes, such as a list, is its rows alone.
    """
    if records is None:
        keys = [column.key for column in table.columns]
        records = (dict(zip(keys, row, strict=True)) for row in table.rows)
    if not table.notes:
        write_records(records, stream)
        return
    notes: dict[str, str] = {}
    for label, words in table.notes:
        notes[label] = f"{notes[label]}\n{words}" if label in notes else words
    head = {"title": table.title, "notes": notes}
    said = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    stream.write(_safe(f'{said},\n "rows": {_listed(records)}}}\n').encode())


def write_records(records: Iterable[Mapping[str, Any]], stream: BinaryIO) -> None:
    """Write flat objects, escaping whatever could steer a terminal or reorder what is read."""
    stream.write(f"{_safe(_listed(records))}\n".encode())


def _listed(records: Iterable[Mapping[str, Any]]) -> str:
    lines = (json.dumps(record, ensure_ascii=False, sort_keys=False) for record in records)
    listed = ",\n".join(lines)
    return f"[\n{listed}\n]" if listed else "[]"


def _safe(text: str) -> str:
    unsafe = {char for char in set(text) if char != "\n" and visible(char) != char}
    return text.translate({ord(char): _escape(char) for char in unsafe})


def _escape(char: str) -> str:
    # json leaves DEL as it is.
    return "\\u007f" if char == "\x7f" else json.dumps(char)[1:-1]
