"""The versions of sources: every corrected transcript is one, and only the newest is counted."""

from __future__ import annotations

from typing import Any

from coder.model import Guid, Source
from coder.store.schema import DEFAULTS, PLACED
from coder.store.store import Store

OLDER = (
    "SELECT o.guid FROM sources n JOIN sources o ON o.guid = n.original OR o.original = n.original"
    " WHERE n.original IS NOT NULL AND n.removed = 0 AND (o.since, o.guid) < (n.since, n.guid)"
)
"""Selects every source that a corrected version stands for: nothing in it is counted or found."""

_VERSION = (
    "(SELECT max(1, count(*)) FROM sources o WHERE s.original IS NOT NULL AND o.removed = 0"
    " AND (o.guid = s.original OR o.original = s.original)"
    " AND (o.since, o.guid) <= (s.since, s.guid))"
)
_USER, _NOBODY = '"user"', "''"

SOURCE = (
    f'SELECT guid, name, "case", kind, date, length, words, sha256, {_VERSION} FROM sources s'
    " WHERE removed = 0"
)


def of(store: Store, source: Guid) -> list[Source]:
    """Return every version of a source, of which this is any, the oldest first."""
    rows = store.rows(
        f"{SOURCE} AND coalesce(original, guid) ="
        " (SELECT coalesce(original, guid) FROM sources WHERE guid = ?) ORDER BY since, guid",
        (source,),
    )
    return [Source(*row) for row in rows]


def newest(store: Store, source: Guid) -> Guid:
    """Return the newest version of a source; itself where there is no other, or no such source."""
    known = of(store, source)
    return known[-1].guid if known else source


def older(store: Store) -> dict[Guid, Guid]:
    """Return for each version that is not the newest the one that is."""
    found: dict[Guid, Guid] = {}
    for (guid,) in store.rows(OLDER):
        found.setdefault(guid, newest(store, guid))
    return found


def of_words(store: Store, sha256: str) -> Source | None:
    """Return the source of which any version has these very words; None where none has."""
    rows = store.rows(f"{SOURCE} AND sha256 = ? LIMIT 1", (sha256,))
    return Source(*rows[0]) if rows else None


def placed(store: Store, table: str, source: Guid) -> list[tuple[Guid, dict[str, Any]]]:
    """Return the rows of a table that stand on passages of a source, each with its guid."""
    names = list(DEFAULTS[table])
    columns = ", ".join(f'"{name}"' for name in names)
    rows = store.rows(
        f'SELECT guid, {columns} FROM "{table}"'
        f" WHERE {PLACED[table]} = ? AND passage <> '' AND removed = 0 ORDER BY rowid",
        (source,),
    )
    return [(guid, dict(zip(names, values, strict=True))) for guid, *values in rows]


def makers(store: Store, source: Guid) -> list[Guid]:
    """Return who made what stands on a source, its turns or its speakers, once for each thing."""
    parts = [
        f'SELECT {_USER if "user" in DEFAULTS[table] else _NOBODY} FROM "{table}"'
        f" WHERE {column} = ?1 AND passage <> '' AND removed = 0"
        for table, column in PLACED.items()
    ]
    memos = 'SELECT memos."user" FROM memos'
    parts.append(f"{memos} WHERE about = ?1 AND passage = '' AND removed = 0")
    parts += [
        f"{memos} JOIN {table} t ON t.guid = about WHERE t.source = ?1 AND memos.removed = 0"
        for table in ("turns", "speakers")
    ]
    return [str(maker or "") for (maker,) in store.rows(" UNION ALL ".join(parts), (source,))]
