"""The table of keystrokes says what the screen takes: each row is pressed, key by key."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coder.operations import bookmarks
from coder.store import Store, reads, user_guid, written

from .driving import opened, press

PAGE = Path(__file__).parents[2] / "docs" / "keystrokes.md"
Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """One act of the table."""

    act: str
    keys: tuple[str, ...]
    count: int


NAMES = {"Shift+Down": "shift+down", "Shift+Left": "shift+left", "Shift+M": "M"}
NAMES |= {"Ctrl+S": "ctrl+s", "Enter": "enter", ".": "full_stop"}


def table() -> list[Row]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    return [
        Row(act, tuple(NAMES.get(key, key) for key in keys.replace("`", "").split()), int(count))
        for act, keys, count, *_ in rows[2:]
    ]


def mine(store: Store) -> Facts:
    """What ann has coded in 8a: the code and the words."""
    book, texts = reads.codebook(store), reads.texts(store)
    return [
        (book.by_guid[c.code].name, c.passage.quotation(texts[c.source]))
        for c in reads.codings(store)
        if c.user == user_guid("ann") and texts[c.source].startswith("Headteacher")
    ]


def new(before: Facts, after: Facts) -> Facts:
    return [fact for fact in after if fact not in before]


FIRST, SECOND = "We are a dumping ground.", "The union fought every change."
BOTH = f"{FIRST} {SECOND}"

# What stands in the project afterwards, by the words of the act. Before it, `ann` stands on the
# first sentence of 8a.txt, on which she has Dumping ground; 1 is Union voice, 2 Dumping ground.
DONE: dict[str, Callable[[Store, Facts], bool]] = {
    "Apply a pinned code": lambda s, b: new(b, mine(s)) == [("Union voice", FIRST)],
    "Apply the code applied last": lambda s, b: new(b, mine(s)) == [("Antagonistic", FIRST)],
    "Apply any code by letters": lambda s, b: new(b, mine(s)) == [("Dumping ground", SECOND)],
    "Select two sentences": lambda s, b: new(b, mine(s)) == [("Union voice", BOTH)],
    "Make a code named": lambda s, b: new(b, mine(s)) == [(FIRST, FIRST)],
    "Take a coding off": lambda s, b: new(mine(s), b) == [("Dumping ground", FIRST)],
    "Let a coding end": lambda s, b: new(b, mine(s)) == [("Dumping ground", "We are a dumping")],
    "Write a memo": lambda s, b: [memo.text for memo in written.memos(s)] == ["y"],
    "Set a bookmark": lambda s, b: len(bookmarks.bookmarks(s, "ann")) == 1,
    "Take back": lambda s, b: len(mine(s)) < len(b),
}

BEFORE = {
    "Apply the code applied last": ("down", "x", "c", "=antag", "enter", "up"),
    "Apply any code by letters": ("down",),
    "Take back": ("1",),
}


@pytest.mark.parametrize("row", table(), ids=lambda row: row.act[:24])
async def test_the_act_takes_exactly_these_keys(row: Row, small_project: Path) -> None:
    assert row.count == len(row.keys)
    (said,) = (each for each in DONE if row.act.startswith(each))
    async with opened(small_project) as pilot:
        await press(pilot, "]", *BEFORE.get(said, ()))
        store, before = pilot.app.store, mine(pilot.app.store)
        for number, key in enumerate(row.keys):
            assert number == 0 or not DONE[said](store, before), "fewer keys would do"
            await press(pilot, key)
        assert DONE[said](store, before), mine(store)


def test_the_table_has_ten_acts_and_names_its_sources() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(table()) == len(DONE) == 10
    assert re.search(r"QualCoder: .*\n?.*3\.8", page)
    assert "NVivo 20" in page
