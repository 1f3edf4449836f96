"""Who may see what others made: one rule, asked everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from coder.journal import WITHDRAW, Conflict, Entry, Image
from coder.model import Coding, Guid, Passage, ReadMark
from coder.store import Store, user_guid, written
from coder.store import reads as stored

if TYPE_CHECKING:
    from coder.model import Memo, Summary

OTHERS = "others' codings"
"""The setting that says whether users see each other's codings: `shown` or `hidden`."""

_HIDDEN = ("codings", "reads", "memos", "summaries", "bookmarks", "rejections")
"""Tables of what users do not see of each other while codings are hidden."""


class _Made(Protocol):
    @property
    def user(self) -> Guid: ...


M = TypeVar("M", bound=_Made)


def others_hidden(store: Store) -> bool:
    """Whether users do not see each other's codings before they compare.

    What is hidden today is hidden in the project as it was, too.
    """
    return "hidden" in (
        stored.setting(store, OTHERS, "shown"),
        stored.setting_now(store, OTHERS, "shown"),
    )


def of_these(store: Store, user: str, made: Iterable[M]) -> list[M]:
    """Return what this user may see of what users made: all, or while it is hidden their own."""
    if not others_hidden(store):
        return list(made)
    own = user_guid(user)
    return [each for each in made if each.user == own]


def only(store: Store, user: str) -> Guid | None:
    """Return the one user whose codings this user may see; None where they may see all."""
    return user_guid(user) if others_hidden(store) else None


def codings(store: Store, user: str, source: Guid | None = None) -> list[Coding]:
    """Return the codings this user may see, of a source or of all, by place in the text."""
    return of_these(store, user, stored.codings(store, source))


def memos(store: Store, user: str, *about: Guid) -> list[Memo]:
    """Return the memos this user may see, about some things or all, oldest first."""
    return of_these(store, user, written.memos(store, *about))


def memos_in(store: Store, user: str, source: Guid) -> list[tuple[Passage, Memo]]:
    """Return the memos in a source that this user may see, each with where it stands."""
    found = written.memos_in(store, source)
    seen = {memo.guid for memo in of_these(store, user, [memo for _, memo in found])}
    return [(at, memo) for at, memo in found if memo.guid in seen]


def summaries(store: Store, user: str) -> list[Summary]:
    """Return the summaries this user may see, oldest first."""
    return of_these(store, user, written.summaries(store))


def reads(store: Store, user: str) -> list[ReadMark]:
    """Return the read marks this user may see."""
    return of_these(store, user, stored.reads(store))


SHARED = ("correct source", "move to new version", WITHDRAW)
"""Verbs of entries that change rows of many users: each sees of them what is shared and theirs."""


def entry(store: Store, user: str, entry: Entry) -> bool:
    """Whether this user may see an entry of the journal."""
    if entry.user == user_guid(user) or entry.verb in SHARED or not others_hidden(store):
        return True
    tables = [*(i.table for i in entry.images), *(c.table for c in entry.conflicts)]
    return not any(table in _HIDDEN for table in tables)


def seen(store: Store, user: str, entry: Entry) -> Entry:
    """Return an entry with what this user may see of it: rows of others stay out while hidden.

    An undo of such an entry is one as well, so every entry of more than one row is looked at.
    """
    if not others_hidden(store):
        return entry
    own = user_guid(user)
    images = tuple(i for i in entry.images if i.table not in _HIDDEN or _maker(store, i) == own)
    both = tuple(c for c in entry.conflicts if c.table not in _HIDDEN or _maker(store, c) == own)
    return replace(entry, images=images, conflicts=both)


def _maker(store: Store, of: Image | Conflict) -> Guid:
    made = of.after.get("user") if isinstance(of, Image) else None
    return str(made or stored.row(store, of.table, of.guid).get("user"))
