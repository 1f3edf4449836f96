"""Summaries: what a person writes into a cell of the framework, a school by a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder import journal
from coder.display import one_line
from coder.errors import NotFound, Refused
from coder.frequencies.quotes import quotes
from coder.journal import Row
from coder.model import Case, Code, Coding, Guid, Summary, Table
from coder.operations import project, seeing
from coder.store import Change, Store, at_one_moment, reads, user_guid, written


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


@dataclass(frozen=True, slots=True)
class CellInHand:
    """A cell of the framework as one who writes it needs it."""

    case: Case
    code: Code
    own: Summary | None
    """One's own latest summary of it."""
    others: tuple[tuple[str, Summary], ...]
    """The latest of each other user who may be seen, with the name."""
    passages: Table
    """A row for each code on each passage of the theme in the school; the codings behind it are
    those of the last column."""
    codings: Mapping[Guid, Coding]
    """The codings behind them."""


@at_one_moment
def cell(store: Store, user: str, case: Guid, code: Guid) -> CellInHand:
    """Return a cell with the passages it can be written from, of what this user may see.

    Raises NotFound where school or theme are no longer there.
    """
    evidence = project.evidence(store, user)
    theme = next((each for each in evidence.codebook if each.guid == code), None)
    if case not in evidence.cases or theme is None:
        raise NotFound("This school or theme is no longer in the project.")
    texts = {
        guid: reads.text(store, guid)
        for guid, source in evidence.sources.items()
        if source.case == case
    }
    found = quotes(evidence, texts, code=code, case=case)
    behind = {guid for each in found.codings.values() for guid in each}
    latest = {each.user: each for each in of_cell(store, user, case, code)}
    own = latest.pop(user_guid(user), None)
    return CellInHand(
        case=evidence.cases[case],
        code=theme,
        own=own,
        others=tuple((evidence.users[guid].name, each) for guid, each in latest.items()),
        passages=found,
        codings={each.guid: each for each in evidence.codings if each.guid in behind},
    )


def of_cell(store: Store, user: str, case: Guid, code: Guid) -> list[Summary]:
    """Return the summaries of a cell that this user may see, oldest first."""
    book = reads.codebook(store)
    return [
        each
        for each in seeing.summaries(store, user)
        if each.case == case and book.resolve(each.code) == code
    ]
