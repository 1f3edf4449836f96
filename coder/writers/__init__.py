"""Pure: a Table -> a binary stream, one file a format; the same table gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO

from coder.display import one_line
from coder.errors import NotFound
from coder.model import Table
from coder.writers import as_csv, as_json, as_md, as_text, as_xlsx
from coder.writers.as_json import write_records

Writer = Callable[[Table, BinaryIO], None]

# Each module imports the library it needs only when it writes.
WRITERS: Mapping[str, Writer] = {
    "table": as_text.write,
    "csv": as_csv.write,
    "xlsx": as_xlsx.write,
    "md": as_md.write,
    "json": as_json.write,
}

FORMATS = tuple(WRITERS)
"""`table` is plain text for people; the others are the endings of files, without the dot."""

__all__ = ["FORMATS", "WRITERS", "Writer", "write", "write_records"]


def write(table: Table, stream: BinaryIO, format: str) -> None:
    """Write a table; raise NotFound for a format that is not in WRITERS."""
    if format not in WRITERS:
        shown = one_line(format, 40)
        raise NotFound(f"There is no format “{shown}”; choose one of {', '.join(FORMATS)}.")
    WRITERS[format](table, stream)
