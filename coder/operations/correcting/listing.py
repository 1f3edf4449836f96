"""What a correction does, and what still waits, as lists."""

from __future__ import annotations

from collections.abc import Iterable

from coder.display import counted, one_line
from coder.model import Guid
from coder.operations import lists_fields as fields
from coder.operations import seeing
from coder.operations.correcting.plan import Plan, plan_waiting
from coder.operations.correcting.things import Thing
from coder.operations.listing import Listing, Record
from coder.operations.lists import in_order
from coder.store import Store, at_one_moment, reads, user_guid, versions


def listed(plan: Plan) -> Listing:
    """Return what becomes of all that stands on the source, as far as it may be seen."""
    seen = (thing for thing in plan.things if thing.seen)
    return Listing("Correction", fields.CORRECTED, list(_records(plan, seen)))


@at_one_moment
def waiting(store: Store, user: str) -> Listing:
    """Return what stands on older versions of sources, and where it may go in the newest."""
    newest = set(versions.older(store).values())
    plans = (plan_waiting(store, user, each) for each in in_order(store) if each.guid in newest)
    records = [
        record
        for plan in plans
        for record in _records(plan, (thing for thing in plan.things if thing.seen))
    ]
    return Listing("Waiting", fields.CORRECTED, records)


@at_one_moment
def counts(store: Store, user: str) -> dict[Guid, int]:
    """Return how much this user may see that waits on older versions of each source, if any."""
    found: dict[Guid, int] = {}
    hidden, me = seeing.others_hidden(store), user_guid(user)
    for old, new in versions.older(store).items():
        makers = versions.makers(store, old)
        if number := sum(not (hidden and maker and maker != me) for maker in makers):
            found[new] = found.get(new, 0) + number
    return found


def problems(store: Store, user: str) -> list[str]:
    """Return in words what waits, with the commands that put it right."""
    known = reads.sources(store)
    return [
        f"{counted(number, 'thing')} on an older version of {one_line(known[guid].name)} waits:"
        f" `coder list waiting` shows what, `coder correct {known[guid].guid} --waiting` moves it."
        for guid, number in counts(store, user).items()
    ]


def _records(plan: Plan, things: Iterable[Thing]) -> Iterable[Record]:
    for thing in things:
        yield {
            "guid": thing.guid,
            "source": plan.source.name,
            "version": thing.version,
            "outcome": str(thing.kind),
            "thing": thing.what,
            "user": thing.by,
            "start": thing.old.start,
            "end": thing.old.end,
            "words": thing.words,
            "new_start": thing.new.start if thing.new else None,
            "new_end": thing.new.end if thing.new else None,
            "new_words": thing.new_words,
        }
