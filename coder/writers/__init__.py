"""Pure: a Table -> a binary stream, one file a format; the same table gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO

from coder.display import one_line
from coder.errors import NotFound
from coder.model import Table
from coder.writers import as_csv, as_docx, as_html, as_json, as_md, as_text, as_xlsx
from coder.writers.as_json import write_document, write_records
from coder.writers.charts import CHARTS, draw, drawable
from coder.writers.zipped import archive

Writer = Callable[[Table, BinaryIO], None]

# Each module imports the library it needs only when it writes.
WRITERS: Mapping[str, Writer] = {
    "table": as_text.write,
    "csv": as_csv.write,
    "xlsx": as_xlsx.write,
    "md": as_md.write,
    "json": as_json.write,
    "html": as_html.write,
    "docx": as_docx.write,
}

FORMATS = tuple(WRITERS)
"""`table` is plain text for people; the others are the endings of files, without the dot."""

BINARY = ("xlsx", "docx", "png")
"""Formats that a terminal cannot show."""

__all__ = [
    "BINARY",
    "CHARTS",
    "FORMATS",
    "WRITERS",
    "Writer",
    "archive",
    "drawable",
    "write",
    "write_document",
    "write_records",
]


def write(table: Table, stream: BinaryIO, format: str) -> None:
    """Write a table, or a chart of it; raise NotFound for a format that there is not."""
    if format in CHARTS:
        draw(table, stream, format)
        return
    if format not in WRITERS:
        shown = one_line(format, 40)
        known = ", ".join((*FORMATS, *CHARTS))
        raise NotFound(f"There is no format “{shown}”; choose one of {known}.")
    WRITERS[format](table, stream)
