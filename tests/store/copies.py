"""Copies of one project, and people who work on them at random."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from coder.errors import Refused
from coder.model import derived_guid
from coder.store import Store, create
from coder.store.schema import DEFAULTS, REFERENCES
from coder.store.undoing import redo, undo

USERS = ("ann", "bea", "cid")
LENGTH = 100

Step = tuple[str, int, str, int, int]
"""What is done, on which copy, by whom, and two numbers that choose among what is there."""

DEEDS = (
    *("add code", "rename", "move code", "retire", "merge code", "remove code"),
    *("apply", "apply", "move coding", "remove coding", "memo", "value", "undo", "undo", "redo"),
    "take in",
)


def steps(copies: int) -> st.SearchStrategy[list[Step]]:
    """Random histories on so many copies."""
    number = st.integers(0, 7)
    step = st.tuples(
        st.sampled_from(DEEDS), st.integers(0, copies - 1), st.sampled_from(USERS), number, number
    )
    return st.lists(step, max_size=35)


def first_copy() -> Store:
    """A project with one case, one source and three codes."""
    store = create()
    with store.change("start the project", "ann") as change:
        change.insert("cases", {"name": "8a"}, "case")
        text = {"text": change.text("x" * LENGTH), "length": LENGTH}
        change.insert("sources", {"name": "8a", "case": "case", "sha256": XS, **text}, "source")
        for name in ("MAT support", "dumping ground", "union voice"):
            change.insert("codes", {"name": name}, name)
    return store


XS = "09ecb6ebc8bcefc733f6f2ec44f791abeed6a99edf0cc31519637898aebd52d8"
"""SHA-256 of LENGTH times the letter x, as `sha256sum` gives it."""


def copy_of(store: Store) -> Store:
    copy = create()
    store.connection.backup(copy.connection)
    return copy


def saved(store: Store, path: Path) -> Path:
    """Write a project in memory to a file."""
    file = sqlite3.connect(path)
    store.connection.backup(file)
    file.close()
    return path


def tables(store: Store) -> dict[str, dict[str, dict[str, Any]]]:
    """Every journalled table, row by row."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for table in DEFAULTS:
        names = [row[1] for row in store.rows(f'PRAGMA table_info("{table}")')]
        rows = [
            dict(zip(names, row, strict=True)) for row in store.rows(f'SELECT * FROM "{table}"')
        ]
        found[table] = {row["guid"]: row for row in rows}
    return found


def bodies(store: Store) -> set[tuple[str, str]]:
    return set(store.rows("SELECT id, body FROM journal"))


def references_to_nothing(store: Store) -> list[Any]:
    """References to rows that do not exist at all, removed or not."""
    held = tables(store)
    named = [
        (table, row["guid"], row[column])
        for table, columns in REFERENCES.items()
        for column, other in columns.items()
        for row in held[table].values()
        if row[column] is not None and row[column] not in held[other]
    ]
    known = {guid for rows in held.values() for guid in rows}
    return named + [memo for memo in held["memos"].values() if memo["about"] not in known]


def do(store: Store, deed: str, user: str, a: int, b: int) -> None:
    """Do one thing as a program would; what cannot be done here is left undone."""
    if deed in ("undo", "redo"):
        try:
            (undo if deed == "undo" else redo)(store, user)
        except Refused:
            return
    else:
        with store.change(deed, user, "because" if b == 0 else "") as change:
            _change(store, change, deed, a, b)


def _pick(store: Store, table: str, number: int) -> str:
    rows = store.rows(f'SELECT guid FROM "{table}" WHERE removed = 0 ORDER BY guid')
    return str(rows[number % len(rows)][0]) if rows else ""


def _change(store: Store, change: Any, deed: str, a: int, b: int) -> None:
    code, coding = _pick(store, "codes", a), _pick(store, "codings", a)
    other = _pick(store, "codes", b)
    place = {"passage": f"{a * 5}:{a * 5 + b + 1}"}
    if deed == "add code":
        change.insert("codes", {"name": f"code {a}", "parent": other or None})
    elif deed == "value":
        row = {"case": "case", "variable": f"v{a % 2}", "value": str(b)}
        change.insert("case_values", row, derived_guid("value", "case", f"v{a % 2}"))
    elif deed == "memo" and code:
        about = coding if b % 2 and coding else code
        change.insert("memos", {"about": about, "user": change.user, "text": change.text("why")})
    elif deed == "apply" and code:
        row = {"source": "source", "code": code, "user": change.user, **place}
        change.insert("codings", row)
    elif "coding" in deed and coding:
        change.update("codings", coding, place if deed == "move coding" else {"removed": 1})
    elif code and deed in ("rename", "move code", "retire", "merge code", "remove code"):
        changes: dict[str, dict[str, Any]] = {
            "rename": {"name": f"name {b}"},
            "move code": {"parent": other if other != code else None},
            "retire": {"retired": b % 2},
            "merge code": {"merged_into": other if other != code else None},
            "remove code": {"removed": 1},
        }
        change.update("codes", code, changes[deed])
