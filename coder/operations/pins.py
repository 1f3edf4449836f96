"""Pinned codes: those a user applies with the keys 1 to 9."""

from __future__ import annotations

from collections.abc import Sequence

from coder.model import CodeBook, Guid
from coder.operations.coding import check_in_use
from coder.store import Store, reads, user_guid

PINS = 9


def pinned(store: Store, user: str, book: CodeBook) -> list[Guid]:
    """Return this user's pinned codes, at most nine; at first the codebook's top ones."""
    held: Sequence[Guid | None] | None = reads.setting(store, _key(user))
    usable = {code.guid for code in book if not code.retired}
    if held is None:
        return [code.guid for code in book.children(None) if code.guid in usable][:PINS]
    return [guid for guid in held if guid in usable][:PINS]


def pin(store: Store, user: str, code: Guid, number: int) -> None:
    """Pin a code to a key, 1 to 9; what is there and below moves down.

    Raises Refused for a code that is not in use.
    """
    from coder.operations.project import write_setting

    with store.change("pin code", user) as change:
        check_in_use(change, code)
        held = [guid for guid in pinned(store, user, reads.codebook(store)) if guid != code]
        held.insert(min(number, len(held) + 1) - 1, code)
        write_setting(change, _key(user), held[:PINS])


def _key(user: str) -> str:
    return f"pinned codes of {user_guid(user)}"
