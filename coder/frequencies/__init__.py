"""Codings -> counts: themes, matrix, pairs, roles and more. Every figure names unit and base."""

from __future__ import annotations

from coder.frequencies.cooccurrence import UNITS as TOGETHER_UNITS
from coder.frequencies.cooccurrence import cooccurrence
from coder.frequencies.counting import ANY, chains, codes_now, select
from coder.frequencies.coverage import coverage
from coder.frequencies.framework import Framework, framework
from coder.frequencies.matrix import matrix
from coder.frequencies.near import NEAR
from coder.frequencies.notes import CAVEAT, PERCENT_FROM, versions
from coder.frequencies.ordering import ordered_sources, school_of
from coder.frequencies.pairs import mcnemar, pairing, pairs
from coder.frequencies.quotes import quotes
from coder.frequencies.roles import roles
from coder.frequencies.states import Count
from coder.frequencies.tables import (
    group_keys,
    in_words,
    percent,
    themes_records,
    themes_table,
)
from coder.frequencies.themes import ThemeRow, Themes, themes
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
    "Framework",
    "ThemeRow",
    "Themes",
    "by_turn",
    "chains",
    "codes_now",
    "cooccurrence",
    "coverage",
    "framework",
    "group_keys",
    "in_words",
    "matrix",
    "mcnemar",
    "ordered_sources",
    "pairing",
    "pairs",
    "percent",
    "quotes",
    "roles",
    "school_of",
    "select",
    "themes",
    "themes_records",
    "themes_table",
    "variables",
    "versions",
]
