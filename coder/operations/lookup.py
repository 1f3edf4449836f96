"""Finding the thing a person named, by name, path or the start of its guid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.model import (
    Case,
    Code,
    CodeBook,
    Coding,
    Guid,
    Source,
    Speaker,
    Turn,
    User,
)
from coder.operations import seeing
from coder.operations.turns import turn_number
from coder.store import Store, reads, user_guid, versions, written

if TYPE_CHECKING:
    from coder.model import Bookmark, Memo

T = TypeVar("T")
Thing = Code | Source | Case | Coding | Turn

_SHORTEST_GUID, _LONGEST_NUMBER = 6, 9
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def source(store: Store, named: str) -> Source:
    """Return the source of that name (`8a.txt`, or `8a` where only one fits), as it is now.

    The guid of an older version stands for the newest.
    """
    known = list(reads.sources(store).values())
    exact = [s for s in known if same_name(s.name) == same_name(named) or s.guid == named]
    stems = [s for s in known if same_name(PurePath(s.name).stem) == same_name(named)]
    by_guid = [s for s in known if starts_with(s.guid, named)]
    if not (exact or stems or by_guid):
        newest = {new for old, new in versions.older(store).items() if starts_with(old, named)}
        by_guid = [s for s in known if s.guid in newest]
    return _one(exact or stems or by_guid, "source", named, [s.name for s in known])


def version(store: Store, source: Source, number: int) -> Source:
    """Return a source as it was in that version. Raises NotFound where there is none."""
    known = versions.of(store, source.guid)
    if not 1 <= number <= len(known):
        there = f"versions 1 to {len(known)}" if len(known) > 1 else "one version only"
        raise NotFound(f"{one_line(source.name)} has {there}; there is no version {number}.")
    return known[number - 1]


def case(store: Store, named: str) -> Case:
    """Return the case of that name; `School 8A` is `8a`."""
    known = list(reads.cases(store).values())
    wanted = case_name(named)
    found = [c for c in known if same_name(c.name) == same_name(wanted) or c.guid == named]
    return _one(found, "case", named, [c.name for c in known])


def case_name(named: str) -> str:
    """Return a school's id without the word School, ids such as 8A in lower case."""
    words = " ".join(named.split())
    if words.casefold() == "school" or words.casefold().startswith("school "):
        words = words[7:]
    return words.lower() if words[:-1].isdecimal() and words[-1:].isalpha() else words


def code(book: CodeBook, named: str) -> Code:
    """Return the code of that name or path."""
    known = list(book)
    wanted = same_name(named)
    exact = [c for c in known if same_name(c.name) == wanted or c.guid == named]
    paths = [c for c in known if same_name(book.path(c.guid)) == wanted]
    by_guid = [c for c in known if starts_with(c.guid, named)]
    return _one(paths or exact or by_guid, "code", named, [c.name for c in known])


def coding(store: Store, named: str, user: str | None = None) -> Coding:
    """Return the coding of which this is the guid or its beginning; of those a user may see."""
    found = [c for c in reads.codings(store, waiting=True) if starts_with(c.guid, named)]
    found = found if user is None else seeing.of_these(store, user, found)
    return _one(found, "coding", named, [])


def speaker(speakers: Iterable[Speaker], named: str) -> Speaker:
    """Return the speaker of that name, or of which this is the guid or its beginning."""
    known = list(speakers)
    exact = [s for s in known if same_name(s.name) == same_name(named)]
    by_guid = [s for s in known if starts_with(s.guid, named)]
    return _one(exact or by_guid, "speaker", named, [s.name for s in known])


def user(store: Store, named: str) -> User:
    """Return the user of that name."""
    known = list(reads.users(store).values())
    found = [u for u in known if same_name(u.name) == same_name(named) or u.guid == named]
    return _one(found, "user", named, [u.name for u in known])


def turn(store: Store, named: str) -> Turn:
    """Return the turn so named: `8a#3` is the third of source 8a.

    Raises NotFound where no source is meant, and Refused where it has no turn of this number.
    """
    of, _, number = named.rpartition("#")
    if not of or not number.isdecimal() or len(number) > _LONGEST_NUMBER:
        raise NotFound(f"“{one_line(named)}” is no turn; name one as SOURCE#NUMBER.")
    return turn_number(store, source(store, of), int(number))


def memo(store: Store, named: str, user: str | None = None) -> Memo:
    """Return the memo of which this is the guid or its beginning; of those a user may see."""
    found = [m for m in written.memos(store) if starts_with(m.guid, named)]
    found = found if user is None else seeing.of_these(store, user, found)
    return _one(found, "memo", named, [])


def bookmark(store: Store, named: str, user: str) -> Bookmark:
    """Return this user's bookmark of which this is the guid or its beginning."""
    known = written.bookmarks(store, user_guid(user))
    return _one([b for b in known if starts_with(b.guid, named)], "bookmark", named, [])


def thing(store: Store, named: str, user: str | None = None) -> tuple[Guid, str]:
    """Return guid and description of the one code, source, case, coding or turn so named.

    `case:8a` says which kind is meant; `8a#3` is the third turn of source 8a. Raises
    NotFound where nothing fits that this user may see, or several kinds do.
    """
    finders = _finders(store, user)
    kind, colon, name = named.partition(":")
    if colon and kind in finders:
        found = finders[kind](name)
        return found.guid, _described(kind, found)
    all_found = {}
    for kind, find in finders.items():
        with suppress(NotFound):
            all_found[kind] = find(named)
    if len(all_found) > 1:
        kinds = " and a ".join(all_found)
        said = " or ".join(f"{kind}:{one_line(named)}" for kind in all_found)
        raise NotFound(f"“{one_line(named)}” names a {kinds}; say {said}.")
    for kind, found in all_found.items():
        return found.guid, _described(kind, found)
    raise NotFound(
        f"There is no code, source, case or coding called “{one_line(named)}”;"
        " a turn is named SOURCE#NUMBER, such as 8a#3."
    )


def _finders(store: Store, user: str | None) -> dict[str, Callable[[str], Thing]]:
    return {
        "code": lambda name: code(reads.codebook(store), name),
        "source": lambda name: source(store, name),
        "case": lambda name: case(store, name),
        "coding": lambda name: coding(store, name, user),
        "turn": lambda name: turn(store, name),
    }


def anything(store: Store, named: str, user: str | None = None) -> Guid:
    """Return the guid of a thing named as for `thing`; a whole guid stands for itself."""
    return named if _GUID.fullmatch(named) else thing(store, named, user)[0]


def _described(kind: str, found: Thing) -> str:
    name = found.guid[:8] if isinstance(found, Coding | Turn) else found.name
    return f"{kind} {one_line(name)}"


def starts_with(guid: Guid, named: str) -> bool:
    """Whether this is the beginning of a guid, and long enough to say which."""
    return len(named) >= _SHORTEST_GUID and guid.startswith(named.casefold())


def _one(found: Sequence[T], kind: str, named: str, names: Sequence[str]) -> T:
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise NotFound(f"“{one_line(named)}” names {len(found)} {kind}s; give more of it.")
    raise NotFound(_missing(kind, named, names))


_ALIKE, _ALIKE_IN_SHORT, _SHORT_NAME = 60, 50, 3
"""From 0 to 100: how alike a name is to be suggested; in names of so many letters, such as those of
schools, one letter of two may be wrong."""


def _missing(kind: str, named: str, names: Sequence[str]) -> str:
    from rapidfuzz import process

    shown = one_line(named)
    least = _ALIKE if len(named) > _SHORT_NAME else _ALIKE_IN_SHORT
    near = process.extract(named, names, limit=3, score_cutoff=least, processor=same_name)
    hint = ", ".join(f"“{one_line(name)}”" for name, _, _ in near)
    if hint:
        return f"There is no {kind} called “{shown}”. Did you mean {hint}?"
    return f"There is no {kind} called “{shown}” in this project."
