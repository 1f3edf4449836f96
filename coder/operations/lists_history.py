"""The journal as lists: entries, and what one of them changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from coder.model import Guid
from coder.operations import lists_fields as fields
from coder.operations.history import differences, happening, happenings
from coder.operations.listing import Listing
from coder.store import Store, at_one_moment


@at_one_moment
def history(
    store: Store,
    user: str,
    *,
    about: Guid | Sequence[Guid] = "",
    by: Guid = "",
    verb: str = "",
    limit: int = 200,
) -> Listing:
    """Return entries of the journal, newest first; a `limit` of 0 is none."""
    seen = happenings(
        store, user, about=about, by=by, verb=verb, limit=min(limit or sys.maxsize, sys.maxsize)
    )
    keys = [field.key for field in fields.HISTORY]
    records = [{key: getattr(each, key) for key in keys} for each in seen]
    return Listing("History", fields.HISTORY, records, (("Journal head", store.head_in_full),))


@at_one_moment
def changes(store: Store, user: str, named: str) -> Listing:
    """Return what one entry changed, before and after. Raises NotFound for one not to be seen."""
    seen = happening(store, user, named)
    keys = [field.key for field in fields.CHANGES]
    records = [{key: getattr(each, key) for key in keys} for each in differences(store, seen.entry)]
    told = [("Entry", seen.id), ("When", f"{seen.time}, by {seen.user}")]
    told += [("Reason", seen.reason)] if seen.reason else []
    return Listing(f"{seen.verb}: {seen.what}", fields.CHANGES, records, tuple(told))
