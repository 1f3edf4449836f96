"""Pure: a Table -> a binary stream, one file a format; the same table gives the same bytes."""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO

from coder.display import one_line
from coder.errors import NotFound
from coder.model import Table
from coder.writers.as_json import write_document, write_records
from coder.writers.charts import CHARTS, draw, drawable

FORMATS = ("table", "csv", "xlsx", "md", "json", "html", "docx")
"""`table` is plain text for people; the others are the endings of files, without the dot."""

BINARY = ("xlsx", "docx", "png")
"""Formats that a terminal cannot show."""

__all__ = [
    "BINARY",
    "CHARTS",
    "FORMATS",
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
    if format not in FORMATS:
        shown = one_line(format, 40)
        known = ", ".join((*FORMATS, *CHARTS))
        raise NotFound(f"There is no format “{shown}”; choose one of {known}.")
    # Each module, with the library it needs, is loaded only when it writes.
    module = import_module(f"coder.writers.as_{'text' if format == 'table' else format}")
    module.write(table, stream)
