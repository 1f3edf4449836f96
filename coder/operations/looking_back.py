"""Looking back: the project as it was, and what is different between two moments."""

from __future__ import annotations

from coder.operations.memory import uncollected
from coder.store import Store
from coder.store import past as stored

as_at = uncollected()(stored.as_at)
"""The same, with all the rows of that moment made at one go."""


def looked_back(store: Store) -> list[tuple[str, str]]:
    """Return what a table says of the moment it is from; nothing of the project as it is."""
    past = store.past
    return [("As at", f"{past.time}, entry {past.entry}")] if past is not None else []
