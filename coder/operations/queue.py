"""The queue of cases: what each still needs before it is typed and reviewed, and from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from coder.model import Guid
from coder.operations.decisions import Decided
from coder.operations.queries import OVERRULE, QUERY
from coder.typology import Trace

State = Literal[
    "not typed",
    "to decide",
    "query open",
    "query answered",
    "changed since",
    "to review",
    "overruled",
    "agreed",
]
"""What a case still needs: the first of these that applies."""

STATES: tuple[State, ...] = get_args(State)

AWAITING: tuple[State, ...] = ("query open", "query answered", "changed since", "to review")
"""The states in which a decision is not settled."""

Act = Literal["", "decide", "answer", "close", "decide again", "review"]
"""What a user is asked to do next; empty where nothing waits for them."""


def state(trace: Trace, decided: Decided | None) -> State:
    """Return what a case still needs, by all decisions of it that stand."""
    if not trace.typed:
        return "not typed"
    if decided is None:
        return "to decide"
    waiting = [query.state for query in decided.open_queries]
    if waiting:
        return "query open" if "open" in waiting else "query answered"
    if any(each.stale for each in decided.every):
        return "changed since"
    if any(to_review(each) for each in decided.every):
        return "to review"
    settled = [review.verdict for each in decided.every for review in each.latest_reviews]
    return "overruled" if OVERRULE in settled else "agreed"


def to_review(decision: Decided) -> bool:
    """Whether nobody has agreed with one decision or overruled it."""
    return all(review.verdict == QUERY for review in decision.reviews)


def act(trace: Trace, decided: Decided | None, user: Guid) -> Act:
    """Return what waits for this user in a case: answers from who decided, closing from who asked.

    A decision is reviewed by another than who made it, and looked at again by who made it.
    """
    now = state(trace, decided)
    if now == "to decide":
        return "decide"
    if decided is None or now not in AWAITING:
        return ""
    for query in decided.open_queries:
        if query.state == "open" and user == query.typing.user:
            return "answer"
        if query.state == "answered" and user == query.review.user:
            return "close"
    if now == "changed since":
        mine = [each for each in decided.every if each.typing.user == user]
        return "decide again" if any(each.stale for each in mine) else ""
    theirs = [each for each in decided.every if each.typing.user != user]
    return "review" if now == "to review" and any(map(to_review, theirs)) else ""


def waiting(
    traces: Iterable[Trace], decided: Mapping[Guid, Decided], user: Guid
) -> dict[Guid, Act]:
    """Return, by case, what waits for this user; what nobody has decided waits for anyone."""
    acts = {each.case.guid: act(each, decided.get(each.case.guid), user) for each in traces}
    return {case: what for case, what in acts.items() if what}


def following(cases: Sequence[Guid], acts: Mapping[Guid, Act], after: Guid | None) -> Guid | None:
    """Return the next case that waits, from one onward and round; None where none other does.

    What others decided comes before what nobody has decided yet; that is gone on to only from a
    case which does not itself wait for a review, an answer or the like.
    """
    at = cases.index(after) + 1 if after in cases else 0
    rest = [case for case in (*cases[at:], *cases[:at]) if case != after and case in acts]
    if found := next((case for case in rest if acts[case] != "decide"), None):
        return found
    settled = after is None or acts.get(after, "decide") == "decide"
    return next(iter(rest), None) if settled else None


def in_words(states: Iterable[State]) -> str:
    """Return how many cases are in each state, those not typed left out."""
    found = Counter(states)
    told = (f"{found[each]} {each}" for each in STATES if found[each] and each != "not typed")
    return ", ".join(told)
