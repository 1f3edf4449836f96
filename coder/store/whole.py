"""All that a project holds, for whoever checks it elsewhere: its journal, texts and rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from coder import journal
from coder.journal import Entry, Row
from coder.model import CodeBook, Guid, Source
from coder.store.reads import CODE, code_of
from coder.store.schema import DEFAULTS
from coder.store.store import Store
from coder.store.versions import SOURCE


def bodies(store: Store) -> list[tuple[str, str]]:
    """Return id and canonical JSON of every entry, in the order of replay."""
    return store.rows("SELECT id, body FROM journal ORDER BY clock, id")


def texts(store: Store) -> list[tuple[str, str, str]]:
    """Return id, salt and words of every text that is kept outside the journal, by id."""
    return store.rows("SELECT id, salt, text FROM texts ORDER BY id")


def rows(store: Store, table: str) -> list[dict[str, Any]]:
    """Return every row of a table, removed or not, by its columns; of judgements, as they came."""
    names = ("guid", *DEFAULTS[table])
    columns = ", ".join(f'"{name}"' for name in names)
    order = "clock, guid" if "clock" in names else "guid"
    found = store.rows(f'SELECT {columns} FROM "{table}" ORDER BY {order}')
    return [dict(zip(names, row, strict=True)) for row in found]


def sources(store: Store) -> list[Source]:
    """Return every version of every source, by guid."""
    return [Source(*row) for row in store.rows(f"{SOURCE} ORDER BY guid")]


def codes_at(entries: Iterable[Entry], heads: Iterable[str]) -> dict[str, dict[Guid, Row]]:
    """Return the rows of the codes as they were at each of some entries, by guid.

    `entries` are all, in the order of replay. As at an entry is what it rests on: in a project of
    merged copies others may stand between.
    """
    wanted, found = set(heads), dict[str, dict[Guid, Row]]()
    of_codes: dict[str, Entry] = {}
    before: dict[str, frozenset[str]] = {}
    for entry in entries:
        pasts = [before.get(id, frozenset()) for id in entry.parents]
        past = pasts[0] if len(pasts) == 1 else frozenset[str]().union(*pasts)
        if images := tuple(image for image in entry.images if image.table == "codes"):
            of_codes[entry.id] = replace(entry, images=images)
            past |= {entry.id}
        before[entry.id] = past
        if entry.id in wanted:
            made = (each for id, each in of_codes.items() if id in past)
            found[entry.id] = journal.replay(made, {"codes": DEFAULTS["codes"]})["codes"]
    return found


def codebook(rows: Mapping[Guid, Row]) -> CodeBook:
    """Return the codebook that rows of codes make; without its examples, which stand elsewhere."""
    return CodeBook(
        code_of((guid, *(row[name] for name in CODE)), {})
        for guid, row in rows.items()
        if not row["removed"]
    )
