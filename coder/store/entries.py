"""Finding entries of the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from coder.journal import Entry
from coder.model import Guid
from coder.store.store import Store


def find(
    store: Store,
    *,
    about: Guid | Sequence[Guid] = "",
    by: Guid = "",
    verb: str = "",
    older_than: Entry | None = None,
) -> Iterator[Entry]:
    """Yield entries, newest first: about a row or any of several, by a user, of a verb.

    `older_than` goes on from an entry, however far back it is, at the same cost.
    """
    where: list[str] = ["1"]
    parameters: list[str | int] = []
    if older_than is not None:
        where.append("(clock, id) < (?, ?)")
        parameters += [older_than.clock, older_than.id]
    if about:
        rows = [about] if isinstance(about, str) else [*about]
        where.append("EXISTS (SELECT 1 FROM json_each(?) WHERE instr(body, value))")
        parameters.append(json.dumps(rows))
    for condition, value in (('"user" = ?', by), ("verb = ?", verb)):
        if value:
            where.append(condition)
            parameters.append(value)
    return store.entries(" AND ".join(where), parameters, newest=True)


def one(store: Store, id: str) -> Entry | None:
    """Return the entry of this id; None where there is none."""
    return next(store.entries("id = ?", (id,)), None)


def beginning(store: Store, start: str) -> list[Entry]:
    """Return the entries whose ids begin so."""
    return list(store.entries("substr(id, 1, ?) = ?", (len(start), start)))


def verbs(store: Store) -> list[str]:
    """Return the verbs that stand in the journal."""
    return [verb for (verb,) in store.rows("SELECT DISTINCT verb FROM journal ORDER BY verb")]
