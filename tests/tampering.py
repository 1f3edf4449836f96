"""A small project, and ways to write to it behind the program's back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from coder.journal import START
from coder.store import create, open_project
from coder.store.undoing import undo
from coder.verify import Report

WORDS = "Headteacher: We’re not a dumping ground 🏫 but we were used as one.\n"

Body = dict[str, Any]
Connection = sqlite3.Connection


def start(path: Path) -> None:
    with create(path) as store:
        with store.change(START, "ann") as change:
            change.insert("codes", {"name": "Dumping ground"}, "c1")
        with store.change("import", "ann") as change:
            row = {"length": len(WORDS), "sha256": hashlib.sha256(WORDS.encode()).hexdigest()}
            change.insert("sources", {"name": "8a", "text": change.text(WORDS), **row}, "s1")
            change.insert("speakers", {"source": "s1", "name": change.text("Head")}, "sp1")
        offsets = array("I", [0, 12, 13, len(WORDS)]).tobytes()
        store.connection.execute("INSERT INTO sentences VALUES ('s1', ?)", (offsets,))


def make(path: Path) -> Path:
    """Make a project of eight entries by two users."""
    start(path)
    with open_project(path) as store:
        for number, user in enumerate(("ann", "bea")):
            row = {"source": "s1", "code": "c1", "passage": f"{number}:40"}
            with store.change("apply code", user) as change:
                change.insert("codings", {**row, "user": change.user}, f"k{number}")
        with store.change("edit code", "bea", "it reads better") as change:
            change.update("codes", "c1", {"name": "dumping ground"})
            change.update("codes", "c1", {"examples": json.dumps([change.text("used as one")])})
        with store.change("move coding", "ann") as change:
            change.update("codings", "k0", {"passage": "13:40"})
        with store.change("write memo", "bea") as change:
            change.insert("memos", {"about": "k1", "text": change.text("Says who?")}, "m1")
        undo(store, "ann")
    return path


@contextmanager
def behind(path: Path) -> Iterator[Connection]:
    """Write to a project as no program of ours does, and leave no trace in its schema."""
    connection = sqlite3.connect(path)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE name IN ('journal_keeps', 'journal_stays')"
    )
    for name, _ in (kept := triggers.fetchall()):
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    for _, sql in kept:
        connection.execute(sql)
    connection.commit()
    connection.close()


def history(connection: Connection) -> list[tuple[str, Body]]:
    rows = connection.execute("SELECT id, body FROM journal ORDER BY clock").fetchall()
    return [(id, json.loads(body)) for id, body in rows]


def spelt(body: Body) -> tuple[str, str]:
    """The id and the canonical JSON of an entry, made here and not by the program."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest(), text


def add(connection: Connection, body: Body) -> str:
    connection.execute("INSERT INTO journal (id, body) VALUES (?, ?)", spelt(body))
    return spelt(body)[0]


def rewrite(connection: Connection, bodies: list[Body]) -> list[str]:
    """Replace the journal by another whose chain is whole; an undo in it is of the sixth entry."""
    connection.execute("DELETE FROM journal")
    ids: list[str] = []
    for clock, body in enumerate(bodies, 1):
        undoes = {"undoes": ids[5]} if "undoes" in body and len(ids) > 5 else {}
        ids.append(add(connection, {**body, "clock": clock, "parents": ids[-1:], **undoes}))
    return ids


def nth(path: Path, number: int) -> tuple[str, Body]:
    """An entry of the project by its clock, and its id as messages name it."""
    connection = sqlite3.connect(path)
    id, body = history(connection)[number - 1]
    connection.close()
    return id[:19], body


def said(report: Report, *words: str) -> list[str]:
    """The faults that hold all of these words."""
    return [fault for fault in report.faults if all(word in fault for word in words)]


def withdraw(connection: Connection) -> str:
    """Withdraw the words of the memo by an entry; return the id under which they are kept."""
    ((old,),) = connection.execute("SELECT text FROM memos").fetchall()
    id, last = history(connection)[-1]
    new = "text:" + hashlib.sha256("salt█".encode()).hexdigest()
    connection.execute("INSERT INTO texts VALUES (?, 'salt', '█')", (new,))
    connection.execute("UPDATE memos SET text = ?", (new,))
    body = {**last, "verb": "withdraw", "clock": 9, "parents": [id], "withdrawn": [old]}
    del body["undoes"]
    add(connection, {**body, "images": [["memos", "m1", {"text": old}, {"text": new}]]})
    return str(old)
