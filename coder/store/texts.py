"""Which rows name which texts, and ever did: where words that leave must be looked for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from coder import journal
from coder.journal import Entry, Value
from coder.model import Guid
from coder.store.change import Change
from coder.store.store import Store

REASON = "journal"
"""Stands for a table where a text is the reason of an entry."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A column of a row; of an entry its reason."""

    table: str
    guid: Guid
    column: str


@dataclass(slots=True)
class Texts:
    """The places of texts."""

    ever: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    """By id of a text, every place that holds or once held it."""
    now: dict[Place, Value] = field(default_factory=dict)
    """By place, the value that names texts now."""

    def of(self, place: Place) -> set[str]:
        """Return the ids of the texts that a place holds or once held."""
        return {id for id, places in self.ever.items() if place in places}

    def in_rows(self, rows: Container[tuple[str, Guid]]) -> set[str]:
        """Return the ids of the texts that some rows, by table and guid, hold or once held."""
        return {
            id
            for id, places in self.ever.items()
            if any((at.table, at.guid) in rows for at in places)
        }

    def held(self, id: str) -> list[Place]:
        """Return the places that hold a text now."""
        return sorted(at for at in self.ever.get(id, ()) if id in ids(self.now.get(at)))


def ids(value: Value) -> list[str]:
    """Return the ids of texts in the value of a column: one, or a JSON list of them."""
    if not isinstance(value, str) or value[:7].lstrip('["')[:5] != "text:":
        return []
    return [value] if value.startswith("text:") else list(json.loads(value))


def words(store: Store, id: str) -> str:
    """Return the words of a text; empty where it was withdrawn."""
    found = store.rows("SELECT text FROM texts WHERE id = ?", (id,))
    return str(found[0][0]) if found else ""


def named(entries: Iterable[Entry]) -> Texts:
    """Return the places of all texts that entries, in order, name."""
    found = Texts()
    for entry in entries:
        for image in entry.images:
            for column, value in image.after.items():
                place = Place(image.table, image.guid, column)
                if place in found.now or ids(value):
                    found.now[place] = value
                for id in ids(value):
                    found.ever[id].add(place)
        if entry.reason is not None:
            found.ever[entry.reason].add(Place(REASON, entry.id, "reason"))
    return found


def put(change: Change, texts: Texts, words: Mapping[str, str]) -> None:
    """Put other words in the place of texts, wherever they stand; the old ones are withdrawn."""
    for id, new in words.items():
        for place in texts.held(id):
            held = change.row(place.table, place.guid) or {}
            value = held[place.column]
            if id not in ids(value):
                continue  # its place was put right already
            other = change.text(new)
            if value != id:
                listed = [other if each == id else each for each in ids(value)]
                other = journal.canonical(listed)
            change.update(place.table, place.guid, {place.column: other})
            texts.now[place] = other
    change.withdraw(words)
