"""Summaries: what a person writes into a cell of the framework, a school by a theme."""

from __future__ import annotations

from collections.abc import Sequence

from coder import journal
from coder.display import one_line
from coder.errors import NotFound, Refused
from coder.journal import Row
from coder.model import Case, Code, Coding, Guid
from coder.store import Change, Store, reads, written


def summarise(
    store: Store, user: str, case: Case, code: Code, text: str, codings: Sequence[Coding] = ()
) -> Guid:
    """Write the summary of a theme in a school, linked to the codings it was written from.

    The latest is shown; earlier ones stay in the history. Raises Refused for an empty one, for a
    coding of another school or theme, and where any of these was removed.
    """
    if not text.strip():
        raise Refused("The summary is empty; nothing was written.")
    with store.change("summarise", user) as change:
        change.standing("cases", case.guid)
        change.standing("codes", code.guid)
        for coding in codings:
            _check_link(store, change, case, code, coding)
        row: Row = {
            "case": case.guid,
            "code": code.guid,
            "user": change.user,
            "text": change.text(text.strip()),
            "codings": journal.canonical(list(dict.fromkeys(each.guid for each in codings))),
            "time": change.time,
            "clock": change.clock,
        }
        return change.insert("summaries", row)


def _check_link(store: Store, change: Change, case: Case, code: Code, coding: Coding) -> None:
    row = change.standing("codings", coding.guid)
    source = change.row("sources", str(row["source"])) or {}
    book = reads.codebook(store)
    if source.get("case") != case.guid:
        name = one_line(str(source.get("name", "")))
        raise Refused(f"The coding {coding.guid[:8]} is in {name}, which is not of {case.name}.")
    if book.resolve(str(row["code"])) not in book.family(code.guid):
        named = one_line(book.name(str(row["code"])))
        raise Refused(
            f"The coding {coding.guid[:8]} is of “{named}”, which is neither"
            f" “{one_line(code.name)}” nor under it."
        )


def remove_summary(store: Store, user: str, case: Case, code: Code) -> None:
    """Take back one's own latest summary of a cell: the one before it is shown again.

    Raises NotFound where this user has none there.
    """
    with store.change("remove summary", user) as change:
        book = reads.codebook(store)
        own = [
            each.guid
            for each in written.summaries(store)
            if (each.case, each.user) == (case.guid, change.user)
            and book.resolve(each.code) == code.guid
        ]
        if not own:
            raise NotFound(
                f"You have no summary of “{one_line(code.name)}” in {one_line(case.name)}."
            )
        change.remove("summaries", own[-1])
