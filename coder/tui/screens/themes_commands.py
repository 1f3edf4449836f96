"""The keys of Themes: which table, how it counts, and the cells of the framework."""

from __future__ import annotations

from collections.abc import Mapping

from coder.frequencies import TOGETHER_UNITS, UNITS
from coder.operations.figures import (
    COOCCURRENCE,
    COVERAGE,
    FRAMEWORK,
    KINDS,
    MATRIX,
    PAIRS,
    QUOTES,
    ROLES,
    THEMES,
)
from coder.tui.commands import Command

NAMES: Mapping[str, str] = {kind: kind for kind in KINDS} | {COOCCURRENCE: "together"}
"""What each table is called where there is little room."""

_SHOWN = {
    THEMES: "Show of how many schools, sources, speakers ... each theme is.",
    MATRIX: "Show each school's state for each theme.",
    PAIRS: "Show in which schools of matched pairs each theme is.",
    ROLES: "Show who says each theme, and where leaders and teachers both do.",
    COOCCURRENCE: "Show which themes stand together.",
    FRAMEWORK: "Show schools by themes, with the summaries people wrote.",
    QUOTES: "Show the passages themselves.",
    COVERAGE: "Show what was read and coded of each source.",
}

TABLES = tuple(
    Command(f"themes.{kind}", str(at), f"table('{kind}')", f"Table: {NAMES[kind]}", _SHOWN[kind])
    for at, kind in enumerate(KINDS, 1)
)

TURNING = (
    Command("themes.table", "t", "turn(1)", "Next table", "Show the next table."),
    Command("themes.table-before", "T", "turn(-1)", "Table before", "Show the table before."),
)

UNIT = Command("themes.unit", "n", "unit", "Unit", "Count schools, sources, speakers, ...")
BY = Command("themes.by", "b", "by", "Group by", "Group by another variable, or pair between it.")
PAIR = Command("themes.pair", "p", "pair", "Paired by", "Choose what the schools of a pair share.")
THEME = Command("themes.theme", "c", "theme", "Theme", "Choose the themes; of pairs pair by pair.")
SCHOOL = Command("themes.school", "h", "school", "School", "Show the quotes of one school.")
GROUP = Command("themes.group", "g", "group", "Group", "Show the quotes of one group.")
NEAR = Command("themes.near", "o", "near", "Together", "Choose what counts as together.")
USERS = Command("themes.users", "w", "users", "Whose", "Count any user, all readers, or one.")
ROLL = Command("themes.roll", "r", "roll_up", "Roll up", "Count themes with those under them.")
SCALE = Command("themes.scale", "s", "scale", "Words", "Say figures in a scale's words too.")
TEST = Command("themes.test", "m", "test", "Exact test", "Add the exact McNemar p to pairs.")
SORT = Command("themes.sort", "k", "sort", "Most first", "Put the column's greatest figures first.")
WRITE = Command("themes.write", "e", "write", "Write cell", "Write your summary of the cell.")
TAKE = Command("themes.take", "delete", "take", "Take back", "Take back your latest summary.")
HISTORY = Command(
    "themes.history", "f8", "history", "History", "Show who wrote the cell, and when."
)

SETTINGS = (UNIT, BY, PAIR, THEME, SCHOOL, GROUP, NEAR, USERS, ROLL, SCALE, TEST)
CELLS = (SORT, WRITE, TAKE, HISTORY)

_ALL_BUT_COVERAGE = frozenset(KINDS) - {COVERAGE}

HAS: Mapping[str, frozenset[str]] = {
    UNIT.id: frozenset({THEMES, ROLES, COOCCURRENCE}),
    BY.id: frozenset({THEMES, PAIRS, FRAMEWORK}),
    PAIR.id: frozenset({PAIRS, FRAMEWORK}),
    THEME.id: frozenset({PAIRS, FRAMEWORK, QUOTES}),
    SCHOOL.id: frozenset({QUOTES}),
    GROUP.id: frozenset({QUOTES}),
    NEAR.id: frozenset({COOCCURRENCE}),
    USERS.id: _ALL_BUT_COVERAGE,
    ROLL.id: _ALL_BUT_COVERAGE - {FRAMEWORK, QUOTES},
    SCALE.id: frozenset({THEMES}),
    TEST.id: frozenset({PAIRS}),
    SORT.id: frozenset(KINDS) - {FRAMEWORK, QUOTES},
    WRITE.id: frozenset({FRAMEWORK}),
}
"""The kinds of table that have each setting."""

UNITS_OF: Mapping[str, tuple[str, ...]] = {
    THEMES: UNITS,
    ROLES: ("schools", "sources"),
    COOCCURRENCE: ("schools", "sources", *(u for u in TOGETHER_UNITS if u == "places")),
}
"""What each kind can count, the usual first."""
