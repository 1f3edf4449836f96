"""Coding: applying codes to passages, taking them off, memos, read marks."""

from __future__ import annotations

from dataclasses import replace

from coder import journal
from coder.display import one_line
from coder.errors import NotFound, Refused
from coder.model import CodeBook, Coding, Guid, Passage, Source, derived_guid
from coder.operations.turns import turn_number
from coder.store import Change, Store, reads
from coder.store import user_guid as user_guid  # whose coding a coding is
from coder.store.masks import MASK, holds_words


def apply_code(
    store: Store,
    user: str,
    source: Guid,
    passage: Passage,
    code: Guid,
    *,
    memo: str = "",
    text: str | None = None,
) -> Guid:
    """Apply a code to a passage; return the coding's guid.

    Where this user already has this code on this very passage, nothing changes. `text` is that of
    the source, where it is at hand: else it is read, which takes longer the longer it is. Raises
    Refused for a passage without words or outside the text, for a code that is not in use, and for
    a source that was removed.
    """
    with store.change("apply code", user) as change:
        check_passage(store, change, source, passage, text)
        check_in_use(change, code)
        held = reads.coding_on(store, change.user, source, passage, code)
        if held is not None:
            return held
        row = {"source": source, "code": code, "user": change.user, "passage": str(passage)}
        guid = change.insert("codings", row)
        if memo:
            _memo(change, guid, memo)
    return guid


def check_in_use(change: Change, code: Guid) -> None:
    """Raise Refused for a code that was removed, retired or merged, NotFound for none at all."""
    row = change.standing("codes", code)
    if row["retired"] or change.stands_for(code) != code:
        name = one_line(str(row["name"]))
        raise Refused(f"The code “{name}” is no longer in use; choose another.")


def check_passage(
    store: Store, change: Change, source: Guid, passage: Passage, text: str | None = None
) -> None:
    """Raise Refused for a passage that is not in the text, or that holds no words."""
    length = int(change.standing("sources", source)["length"] or 0)
    if not 0 <= passage.start < passage.end <= length:
        raise Refused(f"The passage {passage} is not in the text, which runs from 0 to {length}.")
    words = reads.words(store, source, passage) if text is None else passage.quotation(text)
    if not holds_words(words):
        why = "; they were withdrawn" if MASK in words else ""
        raise Refused(f"The passage {passage} holds no words{why}.")


def locate(
    store: Store, source: Source, *, quote: str | None = None, turn: int | None = None
) -> Passage:
    """Return the passage of a turn, by number from 1, or of quoted words, in that turn or anywhere.

    Raises Refused and NotFound as `quotations.find` does, and Refused for a turn there is not.
    """
    from coder import quotations  # and with it what aligns: applying a code needs neither

    within = turn_number(store, source, turn).passage if turn is not None else None
    if quote is not None:
        return quotations.find(quote, reads.text(store, source.guid), within)
    if within is None:
        raise Refused("Say which words, or which turn.")
    return within


def uncode(store: Store, user: str, coding: Coding) -> None:
    """Take a coding off. Raises Refused for another user's: theirs is theirs to take off."""
    with store.change("remove coding", user) as change:
        _own(store, change, coding)
        change.remove("codings", coding.guid)


def recode(
    store: Store, user: str, coding: Coding, code: Guid, passage: Passage | None = None
) -> None:
    """Put another code in place of the coding's own, on the same passage or on another.

    Raises Refused for another user's coding, a code that is not in use, one that this user has
    on the passage already, and a passage as `apply_code` does.
    """
    with store.change("change code", user) as change:
        now = _own(store, change, coding)
        check_in_use(change, code)
        if passage is not None:
            check_passage(store, change, now.source, passage)
        _change(store, change, replace(now, code=code, passage=passage or now.passage))


def move_coding(store: Store, user: str, coding: Coding, passage: Passage) -> None:
    """Move the ends of a coding. Raises Refused as `recode` and `apply_code` do."""
    with store.change("move coding", user) as change:
        now = _own(store, change, coding)
        check_passage(store, change, now.source, passage)
        _change(store, change, replace(now, passage=passage))


def _change(store: Store, change: Change, to: Coding) -> None:
    held = reads.coding_on(store, to.user, to.source, to.passage, to.code)
    if held not in (None, to.guid):
        name = one_line(str(change.standing("codes", to.code)["name"]))
        raise Refused(f"You have “{name}” on that passage already; take this coding off instead.")
    change.update("codings", to.guid, {"code": to.code, "passage": str(to.passage)})


def _own(store: Store, change: Change, coding: Coding) -> Coding:
    """Return a coding as it now is. Raises Refused where it is gone or another user's."""
    row = change.standing("codings", coding.guid)
    if row["user"] != change.user:
        name = reads.users(store)[coding.user].name
        raise Refused(f"This coding is {one_line(name)}’s: only they can change it. Write a memo.")
    return replace(coding, code=str(row["code"]), passage=Passage.parse(str(row["passage"])))


def add_memo(
    store: Store, user: str, about: Guid, text: str, *, passage: Passage | None = None
) -> Guid:
    """Write a memo about anything, or about a passage of a source.

    Raises Refused for an empty one, about what is gone, and for a passage as `apply_code` does.
    """
    if not text.strip():
        raise Refused("The memo is empty; nothing was written.")
    with store.change("add memo", user) as change:
        table = reads.table_of(store, about)
        if not table:
            raise NotFound("There is nothing in this project that the memo could be about.")
        change.standing(table, about)
        if passage is not None and table != "sources":
            raise Refused("Only a source has passages that a memo can be about.")
        if passage is not None:
            check_passage(store, change, about, passage)
        return _memo(change, about, text, str(passage or ""))


def _memo(change: Change, about: Guid, text: str, passage: str = "") -> Guid:
    words = change.text(text.strip())
    row = {"about": about, "user": change.user, "text": words, "passage": passage}
    return change.insert("memos", row)


def edit_memo(store: Store, user: str, memo: Guid, text: str) -> None:
    """Change one's own memo; an empty text removes it. Raises Refused for another user's."""
    with store.change("edit memo" if text.strip() else "remove memo", user) as change:
        if change.standing("memos", memo)["user"] != change.user:
            raise Refused("Only the one who wrote a memo can change it; write one of your own.")
        if text.strip():
            change.update("memos", memo, {"text": change.text(text.strip())})
        else:
            change.remove("memos", memo)


def mark_read(store: Store, user: str, source: Guid, *, read: bool = True) -> bool:
    """Say that this user has read a source to its end, with the codebook as it is; or unsay it.

    Returns whether anything changed. Raises Refused for a source that was removed.
    """
    with store.change("mark as read" if read else "mark as not read", user) as change:
        change.standing("sources", source)
        guid = derived_guid("read", source, change.user)
        if read:
            book = _seen(change, reads.codebook(store))
            row = {"source": source, "user": change.user, "codebook": book}
            change.insert("reads", row, guid)
        elif change.row("reads", guid) is not None:
            change.remove("reads", guid)
        return any(image.table == "reads" for image in change.images)


def _seen(change: Change, book: CodeBook) -> Guid:
    """Keep which codes the reader had, with their meaning: a later code was not looked for.

    Those merged by then are kept too: what was coded with them counts under the codes they had.
    """
    codes = journal.canonical({code.guid: code.digest for code in book.by_guid.values()})
    digest = journal.digest(codes)
    return change.insert(
        "codebooks", {"digest": digest, "codes": codes}, derived_guid("codebook", digest)
    )
