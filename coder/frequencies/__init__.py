"""Codings -> counts. Every figure names unit and base.

Here is what all tables share, and themes; each other kind of table is in a module of its name.
"""

from __future__ import annotations

from coder.frequencies.counting import ANY, chains, codes_now, select
from coder.frequencies.notes import CAVEAT, PERCENT_FROM, versions
from coder.frequencies.ordering import ordered_sources, school_of
from coder.frequencies.states import Count
from coder.frequencies.tables import (
    group_keys,
    in_words,
    percent,
    themes_records,
    themes_table,
)
from coder.frequencies.themes import ThemeRow, Themes, themes
from coder.frequencies.together import NEAR, TOGETHER_UNITS
from coder.frequencies.units import NOT_STATED, ROLE, UNITS, USER, WHOLE, by_turn, variables

__all__ = [
    "ANY",
    "CAVEAT",
    "NEAR",
    "NOT_STATED",
    "PERCENT_FROM",
    "ROLE",
    "TOGETHER_UNITS",
    "UNITS",
    "USER",
    "WHOLE",
    "Count",
    "ThemeRow",
    "Themes",
    "by_turn",
    "chains",
    "codes_now",
    "group_keys",
    "in_words",
    "ordered_sources",
    "percent",
    "school_of",
    "select",
    "themes",
    "themes_records",
    "themes_table",
    "variables",
    "versions",
]
