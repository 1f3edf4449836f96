"""Codings and turns as columns: what counting whole schools and sources needs, and no objects.

SQLite joins what belongs to one source into one text, and one JSON reader makes the numbers of it:
half a million codings are read in the time in which a tenth of them become objects.
"""

from __future__ import annotations

import json

from coder.model import Columns, Guid
from coder.store.leaving import GONE, SILENT
from coder.store.store import Store, at_one_moment
from coder.store.versions import OLDER

_COUNTED = f"source NOT IN ({OLDER}) AND source NOT IN ({GONE})"
"""Leaves the newest versions of sources, and of those what was not withdrawn."""


@at_one_moment
def columns(
    store: Store, *, user: Guid | None = None, whose: bool = False, voices: bool = False
) -> Columns:
    """Return codings, of one user or of all, and turns by source.

    With `whose` they say who coded, with `voices` who speaks.
    """
    users = 'group_concat("user")' if whose else "NULL"
    codings = store.rows(
        f"SELECT source, group_concat(code), group_concat(passage), {users} FROM codings"
        f' WHERE removed = 0 AND (? IS NULL OR "user" = ?) AND {_COUNTED}'
        " GROUP BY source",
        (user, user),
    )
    speakers = "group_concat(coalesce(speaker, ''))" if voices else "NULL"
    turns = store.rows(
        "SELECT source, group_concat(passage), group_concat(coalesce(speaker IN"
        " (SELECT guid FROM speakers WHERE removed = 0 AND interviewer)"
        f" OR speaker IN ({SILENT}), 0), ''), {speakers}"
        f" FROM turns WHERE removed = 0 AND {_COUNTED} GROUP BY source"
    )
    return Columns(
        codings={
            source: (codes.split(","), whom.split(",") if whom else (), _numbers(passages))
            for source, codes, passages, whom in codings
        },
        turns={
            source: (_numbers(passages), asked, said.split(",") if said is not None else ())
            for source, passages, asked, said in turns
        },
    )


def _numbers(joined: str) -> list[int]:
    """Return `1:4,9:12` as 1, 4, 9, 12."""
    found: list[int] = json.loads(f"[{joined.replace(':', ',')}]")
    return found
