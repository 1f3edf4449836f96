"""Codings and turns as columns: what counting whole schools and sources needs, and no objects.

SQLite joins what belongs to one source into one text, and one JSON reader makes the numbers of it:
half a million codings are read in the time in which a tenth of them become objects.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from sys import intern

from coder.model import Columns, Guid
from coder.store.leaving import GONE, SILENT
from coder.store.store import Store, at_one_moment
from coder.store.versions import OLDER

Codings = Mapping[Guid, tuple[Sequence[Guid], Sequence[Guid], Sequence[int]]]
Turns = Mapping[Guid, tuple[Sequence[int], str, Sequence[Guid]]]
"""By source: see `Columns`."""


@at_one_moment
def columns(
    store: Store, *, user: Guid | None = None, whose: bool = False, voices: bool = False
) -> Columns:
    """Return codings, of one user or of all, and turns by source.

    With `whose` they say who coded, with `voices` who speaks.
    """
    left_out = {source for (source,) in store.rows(f"{OLDER} UNION {GONE}")}
    return Columns(_codings(store, user, whose, left_out), _turns(store, voices, left_out))


# Whatever is asked of every row, SQLite asks half a million times: what is the same for a whole
# source, or for a voice, is looked at here.


def _codings(store: Store, user: Guid | None, whose: bool, left_out: Collection[Guid]) -> Codings:
    mine, parameters = (' AND "user" = ?', (user,)) if user is not None else ("", ())
    found: dict[Guid, tuple[list[Guid], list[Guid], list[int]]] = {}
    for source, coder, joined, passages in store.rows(
        'SELECT source, "user", group_concat(code), group_concat(passage) FROM codings'
        f' WHERE removed = 0{mine} GROUP BY source, "user"',
        parameters,
    ):
        if source in left_out:
            continue
        codes, users, offsets = found.setdefault(source, ([], [], []))
        here = [*map(intern, joined.split(","))]  # a few hundred codes, each one object
        codes += here
        offsets += _numbers(passages)
        if whose:
            users += [coder] * len(here)
    return found


def _turns(store: Store, voices: bool, left_out: Collection[Guid]) -> Turns:
    silent = {
        guid
        for (guid,) in store.rows(
            f"SELECT guid FROM speakers WHERE removed = 0 AND interviewer UNION {SILENT}"
        )
    }
    found = {}
    for source, passages, joined in store.rows(
        "SELECT source, group_concat(passage), group_concat(coalesce(speaker, '')) FROM turns"
        " WHERE removed = 0 GROUP BY source"
    ):
        if source not in left_out:
            said = [*map(intern, joined.split(","))]
            asked = "".join(["1" if speaker in silent else "0" for speaker in said])
            found[source] = _numbers(passages), asked, said if voices else ()
    return found


def _numbers(joined: str) -> list[int]:
    """Return `1:4,9:12` as 1, 4, 9, 12."""
    found: list[int] = json.loads(f"[{joined.replace(':', ',')}]")
    return found
