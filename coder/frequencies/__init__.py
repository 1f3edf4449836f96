"""Codings -> counts: themes, matrix, quotations, coverage. Every figure names unit and base."""

from __future__ import annotations

from coder.frequencies.counting import ANY, chains, codes_now, select
from coder.frequencies.coverage import coverage
from coder.frequencies.matrix import matrix
from coder.frequencies.notes import CAVEAT, PERCENT_FROM
from coder.frequencies.ordering import ordered_sources, school_of
from coder.frequencies.quotes import quotes
from coder.frequencies.states import Count
from coder.frequencies.tables import percent, themes_records, themes_table
from coder.frequencies.themes import ThemeRow, Themes, themes
from coder.frequencies.units import NOT_STATED, ROLE, UNITS, WHOLE, variables

__all__ = [
    "ANY",
    "CAVEAT",
    "NOT_STATED",
    "PERCENT_FROM",
    "ROLE",
    "UNITS",
    "WHOLE",
    "Count",
    "ThemeRow",
    "Themes",
    "chains",
    "codes_now",
    "coverage",
    "matrix",
    "ordered_sources",
    "percent",
    "quotes",
    "school_of",
    "select",
    "themes",
    "themes_records",
    "themes_table",
    "variables",
]
