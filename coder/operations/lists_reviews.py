"""What awaits review, as a list: the queue of decided cases that are not settled."""

from __future__ import annotations

from collections.abc import Collection

from coder.display import one_line
from coder.model import Guid
from coder.operations import queue, typing
from coder.operations.decisions import Decided
from coder.operations.listing import Field, Listing, Record
from coder.operations.queue import AWAITING, State
from coder.store import Store, at_one_moment, user_guid
from coder.typology import Trace

FIELDS = (
    Field("case", "name of the case"),
    Field("state", f"one of {', '.join(queue.STATES)}; the first of these that applies"),
    Field("for_you", "what waits for you: answer, close, review, decide, decide again; or empty"),
    Field("decision", "what was decided and reviewed, in words"),
    Field(
        "queries",
        "list of the open queries, each with who asks",
        "open queries",
        show=lambda record: one_line("; ".join(record["queries"]), 60),
    ),
)


@at_one_moment
def reviews(store: Store, user: str, states: Collection[State] = AWAITING) -> Listing:
    """Return the cases in some states, in natural order; those that await review by default.

    Raises ProjectError without a typology.
    """
    traces = typing.traces(store, user)
    decided = typing.decided(store, user, traces)
    found = [(each, decided.get(each.case.guid)) for each in traces]
    counts = queue.in_words(queue.state(*each) for each in found)
    return Listing(
        "Reviews",
        FIELDS,
        [_record(*each, user_guid(user)) for each in found if queue.state(*each) in states],
        (("All cases", f"{counts}."),) if counts else (),
    )


def _record(trace: Trace, decided: Decided | None, user: Guid) -> Record:
    asked = decided.open_queries if decided else ()
    return {
        "case": trace.case.name,
        "state": queue.state(trace, decided),
        "for_you": queue.act(trace, decided, user),
        "decision": decided.words if decided else "",
        "queries": [f"{decided.name(q.review.user)}: {q.review.reason}" for q in asked if decided],
    }
