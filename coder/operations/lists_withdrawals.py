"""What was withdrawn, as a list and beside each source."""

from __future__ import annotations

from coder.display import one_line
from coder.model import Guid
from coder.operations import lists_fields as fields
from coder.operations.listing import Listing
from coder.store import Store, at_one_moment, leaving, reads, versions
from coder.store.leaving import CASE, SOURCE, SPEAKER, Withdrawal

_TABLES = {CASE: "cases", SOURCE: "sources", SPEAKER: "speakers"}


@at_one_moment
def listed(store: Store) -> Listing:
    """Return every withdrawal, oldest first."""
    users = reads.users(store)
    records = [
        {
            "guid": each.about,
            "kind": each.kind,
            "name": _name(store, each),
            "source": _source(store, each),
            "also": list(each.also),
            "user": users[each.user].name if each.user in users else "",
            "time": each.time,
            "reason": reads.note(store, each.reason),
        }
        for each in _as_asked(store)
    ]
    return Listing("Withdrawals", fields.WITHDRAWALS, records)


def _as_asked(store: Store) -> list[Withdrawal]:
    """Return withdrawals as people asked for them: a case for its sources, one for all versions."""
    every = leaving.withdrawals(store)
    older = set(versions.older(store))
    cases = {(each.user, each.clock) for each in every if each.kind == CASE}
    return [
        each
        for each in every
        if (each.kind == CASE or (each.user, each.clock) not in cases)
        and _row(store, each).get("source", each.about) not in older
    ]


def _row(store: Store, each: Withdrawal) -> dict[str, str]:
    return reads.row(store, _TABLES[each.kind], each.about)


def _name(store: Store, each: Withdrawal) -> str:
    name = str(_row(store, each).get("name", ""))
    return reads.note(store, name) if each.kind == SPEAKER else name


def _source(store: Store, each: Withdrawal) -> str:
    of = _row(store, each).get("source")
    return str(reads.row(store, "sources", of)["name"]) if of else ""


def remarks(store: Store, source: Guid) -> list[str]:
    """Return a line for each withdrawal in a source: who or what, when, by whom and why."""
    voices = reads.speakers(store, source)
    users = reads.users(store)
    found: dict[tuple[str, int], Withdrawal] = {}
    for each in leaving.withdrawals(store, source, *voices):
        found.setdefault((each.about, each.clock), each)
    lines = []
    for each in found.values():
        what = one_line(voices[each.about].name) if each.about in voices else "the whole source"
        by = one_line(users[each.user].name) if each.user in users else "somebody"
        why = one_line(reads.note(store, each.reason), 200)
        lines.append(f"Withdrawn: {what}, {each.time[:16].replace('T', ' ')} by {by}: {why}")
    return lines
