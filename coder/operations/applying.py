"""Applying one code to many passages: one entry of the journal, one undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder import journal
from coder.display import counted, one_line
from coder.errors import Refused
from coder.journal import Row
from coder.model import Guid, Passage
from coder.operations.coding import check_in_use
from coder.store import Change, Store, reads

Place = tuple[Guid, Passage]
"""A source and a passage of it."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the passages."""

    applied: int
    already: int
    """On how many this user had the code, exactly there."""


def apply_to_all(
    store: Store, user: str, code: Guid, places: Iterable[Place], reason: str = ""
) -> Applied:
    """Apply a code to many passages, all or none of them, as one change.

    Where this user has the code on a passage already, that passage stays as it is. Raises Refused
    for a code not in use, a source that was removed, a passage that is not in the text or holds no
    words, and where nothing is left to apply: then nothing was changed.
    """
    wanted: dict[Guid, dict[Passage, None]] = {}
    for source, passage in places:
        wanted.setdefault(source, {})[passage] = None
    with store.change("apply code to all", user, reason) as change:
        check_in_use(change, code)
        asked = sum(map(len, wanted.values()))
        rows = [row for source in wanted for row in _rows(store, change, code, source, wanted)]
        if not rows:
            raise Refused(_nothing(asked, one_line(str(change.standing("codes", code)["name"]))))
        change.insert_all("codings", [(journal.new_guid(), row) for row in rows])
    return Applied(len(rows), asked - len(rows))


def _nothing(asked: int, name: str) -> str:
    if not asked:
        return "Nothing was coded: no passage was chosen."
    return f"Nothing was coded: you have “{name}” on {counted(asked, 'passage')} of these already."


def _rows(
    store: Store,
    change: Change,
    code: Guid,
    source: Guid,
    wanted: dict[Guid, dict[Passage, None]],
) -> list[Row]:
    """Return the codings to add in one source."""
    change.standing("sources", source)
    text = reads.text(store, source)
    for passage in wanted[source]:
        if not (0 <= passage.start < passage.end <= len(text)):
            raise Refused(f"The passage {passage} is not in the text, which ends at {len(text)}.")
        if not passage.quotation(text).strip():
            raise Refused(f"The passage {passage} holds no words.")
    held = {
        coding.passage
        for coding in reads.codings(store, source)
        if coding.code == code and coding.user == change.user
    }
    return [
        {"source": source, "code": code, "user": change.user, "passage": str(passage)}
        for passage in wanted[source]
        if passage not in held
    ]
