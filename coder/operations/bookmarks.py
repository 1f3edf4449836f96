"""Bookmarks: places in a source that a user wants to find again; each sees their own."""

from __future__ import annotations

from coder.errors import NotFound
from coder.model import Bookmark, Guid, Passage, derived_guid
from coder.operations.coding import check_passage
from coder.store import Store, user_guid, written


def bookmarks(store: Store, user: str, source: Guid | None = None) -> list[Bookmark]:
    """Return this user's bookmarks in a source, or in all, by place in the text."""
    return written.bookmarks(store, user_guid(user), source)


def add_bookmark(store: Store, user: str, source: Guid, passage: Passage) -> Guid:
    """Set a bookmark on a passage; where this user has one there already, nothing changes.

    Raises Refused for a passage without words or outside the text, and for a source that was
    removed.
    """
    with store.change("set bookmark", user) as change:
        check_passage(store, change, source, passage)
        row = {"source": source, "user": change.user, "passage": str(passage)}
        guid = derived_guid("bookmark", source, change.user, str(passage))
        return change.insert("bookmarks", row, guid)


def remove_bookmark(store: Store, user: str, bookmark: Guid) -> None:
    """Take a bookmark of this user's away. Raises NotFound where it is not theirs."""
    with store.change("clear bookmark", user) as change:
        if change.standing("bookmarks", bookmark)["user"] != change.user:
            raise NotFound("There is no such bookmark of yours.")
        change.remove("bookmarks", bookmark)
