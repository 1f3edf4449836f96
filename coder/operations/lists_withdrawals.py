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
    """Return withdrawals as people asked for them: a case for its sources, one for all versions.

    Of the versions it is the newest with words that left, which need not be the newest there is.
    """
    every = leaving.withdrawals(store)
    cases = {(each.user, each.clock) for each in every if each.kind == CASE}
    ranks = {each.guid: _rank(store, each) for each in every if each.kind != CASE}
    last: dict[tuple[str, int, str], tuple[bool, bool, str, str]] = {}
    for each in every:
        if each.kind != CASE:
            first, rank = ranks[each.guid]
            one = (each.user, each.clock, first)
            last[one] = max(rank, last.get(one, rank))
    return [
        each
        for each in every
        if each.kind == CASE
        or (
            (each.user, each.clock) not in cases
            and last[each.user, each.clock, ranks[each.guid][0]] == ranks[each.guid][1]
        )
    ]


def _rank(store: Store, each: Withdrawal) -> tuple[str, tuple[bool, bool, str, str]]:
    """Return the first version of a source, and what puts this one after others of it."""
    row = _row(store, each)
    of = reads.row(store, "sources", row.get("source", each.about))
    guid, since = str(of.get("guid", "")), str(of.get("since", ""))
    rank = (not row.get("removed"), not of.get("removed"), since, guid)
    return str(of.get("original") or guid), rank


def _row(store: Store, each: Withdrawal) -> dict[str, str]:
    return reads.row(store, _TABLES[each.kind], each.about)


def _name(store: Store, each: Withdrawal) -> str:
    name = str(_row(store, each).get("name", ""))
    return reads.note(store, name) if each.kind == SPEAKER else name


def _source(store: Store, each: Withdrawal) -> str:
    of = _row(store, each).get("source")
    return str(reads.row(store, "sources", of)["name"]) if of else ""


def remarks(store: Store, source: Guid) -> list[str]:
    """Return a line for each withdrawal in a source: who or what, when, by whom and why.

    Who does not speak in this version is named by the last one in which they do.
    """
    if not leaving.withdrawals(store):
        return []
    found: dict[tuple[Guid, str, int], tuple[Withdrawal, str]] = {}
    newest_first = versions.of(store, source)[::-1]
    for version in sorted(newest_first, key=lambda each: each.guid != source):
        told = {(user, clock) for user, _, clock in found}
        here = (version.guid, *reads.speakers(store, version.guid))
        for each in leaving.withdrawals(store, *here):
            if (each.user, each.clock) not in told:
                where = "" if version.guid == source else f" of version {version.version}"
                found.setdefault((each.user, each.about, each.clock), (each, where))
    return [_remark(store, *each) for each in sorted(found.values(), key=_when)]


def _when(each: tuple[Withdrawal, str]) -> tuple[int, Guid]:
    return each[0].clock, each[0].guid


def _remark(store: Store, each: Withdrawal, where: str) -> str:
    what = one_line(_name(store, each)) if each.kind == SPEAKER else "the whole source"
    users = reads.users(store)
    by = one_line(users[each.user].name) if each.user in users else "somebody"
    why = one_line(reads.note(store, each.reason), 200)
    return f"Withdrawn: {what}{where}, {each.time[:16].replace('T', ' ')} by {by}: {why}"
