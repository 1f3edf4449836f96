"""What people made of the sources, as lists: codes, codings and memos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from coder.model import CodeBook, Coding, Guid, Source, User
from coder.operations import lists_fields as fields
from coder.operations import project, seeing
from coder.operations.in_turns import InTurns
from coder.operations.listing import Listing, Record
from coder.operations.lists import NO_ONE, in_order
from coder.operations.naming import Names
from coder.operations.uses import uses
from coder.store import Store, at_one_moment, reads, user_guid, written


@at_one_moment
def codes(store: Store, user: str) -> Listing:
    """Return the codebook in reading order, each code after its parent."""
    seen = project.evidence(store, user)
    book, used = seen.codebook, uses(seen)
    records = []
    for code in book:
        parent = book.parent(code.guid)
        records.append(
            {
                "guid": code.guid,
                "name": code.name,
                "path": book.path(code.guid),
                "parent": book.by_guid[parent].name if parent else "",
                "depth": book.depth(code.guid),
                "passages": used[code.guid].own.passages,
                "with_below": used[code.guid].whole.passages,
                "schools": used[code.guid].whole.schools,
                "retired": code.retired,
                "definition": code.definition,
                "include": code.include,
                "exclude": code.exclude,
                "examples": list(code.examples),
                "indicators": list(code.indicators),
                "paragraphs": list(code.paragraphs),
            }
        )
    return Listing("Codes", fields.CODES, records)


@at_one_moment
def codings(
    store: Store,
    user: str,
    *,
    source: Source | None = None,
    code: Guid | None = None,
    by: Guid | None = None,
) -> Listing:
    """Return the codings this user may see: of a source, of a code and those under it, by one."""
    book, users, cases = reads.codebook(store), reads.users(store), reads.cases(store)
    family = book.family(code) if code else None
    memos = Counter(memo.about for memo in seeing.memos(store, user))
    records: list[Record] = []
    for each in in_order(store, source):
        seen = [
            coding
            for coding in seeing.codings(store, user, each.guid)
            if by in (None, coding.user) and (family is None or book.resolve(coding.code) in family)
        ]
        text = reads.text(store, each.guid) if seen else ""
        case = cases[each.case].name if each.case in cases else NO_ONE
        records += [
            _coding(coding, each, case, book, users, memos[coding.guid], text) for coding in seen
        ]
    return Listing("Codings", fields.CODINGS, records)


def _coding(
    coding: Coding,
    source: Source,
    case: str,
    book: CodeBook,
    users: Mapping[Guid, User],
    memos: int,
    text: str,
) -> Record:
    now = book.resolve(coding.code)
    return {
        "guid": coding.guid,
        "source": source.name,
        "version": source.version,
        "case": case,
        "start": coding.passage.start,
        "end": coding.passage.end,
        "code": book.name(now),
        "path": book.path(now),
        "user": users[coding.user].name,
        "memos": memos,
        "quotation": coding.passage.quotation(text),
    }


@at_one_moment
def bookmarks(store: Store, user: str, source: Source | None = None) -> Listing:
    """Return this user's bookmarks in every source, or in one, by place in the text."""
    records: list[Record] = []
    for each in in_order(store, source):
        marks = written.bookmarks(store, user_guid(user), each.guid)
        turns = InTurns(reads.turns(store, each.guid).get(each.guid, []) if marks else [])
        for mark in marks:
            turn = turns.first(mark.passage)
            records.append(
                {
                    "guid": mark.guid,
                    "source": each.name,
                    "turn": None if turn is None else turn + 1,
                    "start": mark.passage.start,
                    "end": mark.passage.end,
                    "words": reads.words(store, each.guid, mark.passage),
                }
            )
    return Listing("Bookmarks", fields.BOOKMARKS, records)


@at_one_moment
def memos(store: Store, user: str, about: Guid | None = None) -> Listing:
    """Return the memos this user may see, about one thing or all, oldest first."""
    users, names = reads.users(store), Names(store)
    records = [
        {
            "guid": memo.guid,
            "about": memo.about,
            "passage": str(memo.passage or ""),
            "thing": names.memo_about(memo.about, str(memo.passage or "")),
            "user": users[memo.user].name,
            "text": memo.text,
        }
        for memo in seeing.memos(store, user, *([about] if about else []))
    ]
    return Listing("Memos", fields.MEMOS, records)
