"""Pure: a report for people -> one page of HTML."""

from __future__ import annotations

from coder.writers.report.blocks import (
    Block,
    Facts,
    Grid,
    Line,
    Page,
    Paragraph,
    Points,
    Quotation,
    Run,
    Section,
    line,
)
from coder.writers.report.page import write

__all__ = [
    "Block",
    "Facts",
    "Grid",
    "Line",
    "Page",
    "Paragraph",
    "Points",
    "Quotation",
    "Run",
    "Section",
    "line",
    "write",
]
