"""What a table lacks, in words, and which key or command gives it."""

from __future__ import annotations

from coder.operations.figures import (
    COOCCURRENCE,
    FRAMEWORK,
    MATRIX,
    PAIRS,
    QUOTES,
    ROLES,
    Answer,
)

_NO_SCHOOLS = (
    "This table is of schools, and the project has none: `coder cases import FILE` adds them."
)


def missing(answer: Answer) -> str:
    """Return what the table lacks; empty where it says something."""
    kind, table = answer.question.kind, answer.table
    if kind in (PAIRS, ROLES) and not table.notes:
        keys = " p and b choose other variables." if kind == PAIRS else ""
        return answer.lacking + keys
    if kind in (MATRIX, FRAMEWORK) and answer.lacking.startswith("The project has no schools"):
        return _NO_SCHOOLS
    return answer.lacking or _OF.get(kind, _nothing)(answer)


def _nothing(_: Answer) -> str:
    return ""


def _pairs(answer: Answer) -> str:
    columns = [column.key for column in answer.table.columns]
    rows = answer.table.rows
    none = not rows if "pairs" not in columns else rows and not rows[0][columns.index("pairs")]
    if none:
        asked = answer.question
        return (
            f"No two schools share their {asked.pair} and differ in {asked.status}: see Broken"
            " pairs below; p and b choose other variables."
        )
    return ""


def _roles(answer: Answer) -> str:
    known = {column.key for column in answer.table.columns if column.key.startswith("role_")}
    if known <= {"role_not stated"}:
        return "No speaker has a role yet: set one in Code, or with `coder speakers role`."
    groups = [c.heading for c in answer.table.columns if c.key.startswith("group_")]
    if groups and all(heading.endswith(", of 0") for heading in groups):
        return (
            "No role of this project is in a group of roles: see “In no group”;"
            " `coder settings roles FILE` changes the groups."
        )
    return ""


def _together(answer: Answer) -> str:
    if answer.records:
        return ""
    return "No two themes stand together so near; o looks wider."


def _framework(answer: Answer) -> str:
    if any(record["summary"] is not None for record in answer.records or ()):
        return ""
    return "Nothing is summarised yet; e writes the cell."


def _quotes(answer: Answer) -> str:
    if answer.table.rows:
        return ""
    return "No passage is of this theme, school and group together: c, h and g change them."


_OF = {
    PAIRS: _pairs,
    ROLES: _roles,
    COOCCURRENCE: _together,
    FRAMEWORK: _framework,
    QUOTES: _quotes,
}
