"""Decisions: what each user last decided of a case, its reviews, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coder.display import one_line
from coder.model import Guid, Reply, Review, Typing
from coder.operations.queries import AGREE, OVERRULE, QUERY, Query, queries
from coder.operations.staleness import changed_since
from coder.store import Store, at_one_moment, judged, reads
from coder.typology import Trace

_SAID = {AGREE: "agreed", OVERRULE: "overruled"}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a user last decided of a case, with its reviews, and what has changed since."""

    typing: Typing
    reviews: tuple[Review, ...]
    stale: tuple[str, ...] = ()
    """In words; empty where nothing it rests on has changed."""
    others: tuple[Decided, ...] = ()
    """What other users last decided of the same case, oldest first: it stands as well."""
    queries: tuple[Query, ...] = ()
    """Of it, and of what the same user decided of the case before; oldest first."""
    names: Mapping[Guid, str] = field(default_factory=dict, repr=False)
    """Of users."""

    @property
    def every(self) -> tuple[Decided, ...]:
        """All decisions that stand, oldest first."""
        return (*self.others, self)

    @property
    def latest_reviews(self) -> tuple[Review, ...]:
        """Each reviewer's latest, oldest first."""
        found: dict[Guid, Review] = {}
        for review in self.reviews:
            found.pop(review.user, None)
            found[review.user] = review
        return tuple(found.values())

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What stands of this one: as decided, or as overruled; several where reviewers differ."""
        found = [
            each.outcome if each.verdict == OVERRULE else self.typing.outcome
            for each in self.latest_reviews
            if each.verdict != QUERY
        ]
        return tuple(dict.fromkeys(found)) or (self.typing.outcome,)

    @property
    def differ(self) -> bool:
        """Whether what stands does not all say the same."""
        return len({outcome for each in self.every for outcome in each.outcomes}) > 1

    @property
    def open_queries(self) -> tuple[Query, ...]:
        """Those not closed, of all decisions: while there is one, nothing is settled."""
        return tuple(q for each in self.every for q in each.queries if not q.closed)

    def query(self, review: Review) -> Query | None:
        """Return the thread that a review began; None where it is no query."""
        return next((each for each in self.queries if each.review.guid == review.guid), None)

    def name(self, user: Guid) -> str:
        """Return what a user is called."""
        return one_line(self.names.get(user, "somebody"))

    @property
    def words(self) -> str:
        """Who decided what, and what reviewers said, in one line."""
        each = "; ".join(one._words(bool(self.others)) for one in self.every)
        return f"decisions differ: {each}" if self.differ else each

    def _words(self, named: bool) -> str:
        parts = [self.typing.outcome + (f" by {self.name(self.typing.user)}" if named else "")]
        latest = self.latest_reviews
        asked = [q.review for q in self.queries if not q.closed and q.review not in latest]
        for review in (*asked, *latest):
            parts.append(self._said(review))
        if self.stale:
            parts.append("changed since")
        return ", ".join(parts)

    def _said(self, review: Review) -> str:
        who = self.name(review.user)
        if query := self.query(review):
            return f"{who}'s query {query.state}"
        to = f" to {review.outcome}" if review.outcome else ""
        return f"{_SAID[review.verdict]}{to} by {who}"

    @property
    def records(self) -> list[dict[str, Any]]:
        """Every decision that stands as an object: user, outcome, time, reason, reviews, stale."""
        return [
            {
                "user": self.name(each.typing.user),
                "outcome": each.typing.outcome,
                "time": each.typing.time,
                "reason": each.typing.reason,
                "reviews": [each._review(one) for one in each.reviews],
                "open_queries": [each._review(q.review) for q in each.queries if not q.closed],
                "changed_since": list(each.stale),
            }
            for each in self.every
        ]

    def _review(self, review: Review) -> dict[str, Any]:
        query = self.query(review)
        return {
            "user": self.name(review.user),
            "verdict": review.verdict,
            "outcome": review.outcome,
            "time": review.time,
            "reason": review.reason,
            "query": query.state if query else "",
            "replies": [self._reply(each) for each in query.replies] if query else [],
        }

    def _reply(self, reply: Reply) -> dict[str, Any]:
        return {
            "user": self.name(reply.user),
            "kind": reply.kind,
            "time": reply.time,
            "reason": reply.reason,
        }


@at_one_moment
def decided(
    store: Store, traces: Sequence[Trace], others: Mapping[Guid, Sequence[Trace]]
) -> dict[Guid, Decided]:
    """Return, of each case that has one, the newest decision, with those of others beside it.

    Whether it is stale is judged by the traces given; but by what `others`, of whom the reader does
    not see the codings, see of the same cases: then it is not told what has changed.
    """
    by_case = {trace.case.guid: trace for trace in traces}
    theirs = {user: {each.case.guid: each for each in seen} for user, seen in others.items()}
    codebook = reads.codebook(store).digest

    def stale(typing: Typing) -> tuple[str, ...]:
        hidden = typing.user in theirs
        trace = theirs[typing.user][typing.case] if hidden else by_case[typing.case]
        return changed_since(store, typing, trace, codebook, telling=not hidden)

    return {
        case: _together(replace(each, stale=stale(each.typing)) for each in every)
        for case, every in _standing(store).items()
        if case in by_case
    }


@at_one_moment
def differing(store: Store) -> list[str]:
    """Return, for each case of which users decided differently, who decided what."""
    cases = reads.cases(store)
    found = {case: _together(every) for case, every in _standing(store).items() if case in cases}
    return [
        f"Of {one_line(cases[case].name)} the {each.words}. One of them decides again, or"
        " `coder review CASE overrule --of NAME --outcome OUTCOME` overrules one."
        for case, each in found.items()
        if each.differ
    ]


def _standing(store: Store) -> dict[Guid, list[Decided]]:
    """Return each user's latest decision of each case, oldest first."""
    reviews: dict[Guid, list[Review]] = {}
    for review in judged.reviews(store):
        reviews.setdefault(review.typing, []).append(review)
    names = {guid: user.name for guid, user in reads.users(store).items()}
    asked = queries(store)
    latest: dict[tuple[Guid, Guid], Typing] = {}
    for typing in judged.typings(store):
        latest.pop((typing.case, typing.user), None)
        latest[typing.case, typing.user] = typing
    found: dict[Guid, list[Decided]] = {}
    for typing in latest.values():
        mine = tuple(q for q in asked.get(typing.case, ()) if q.typing.user == typing.user)
        made = tuple(reviews.get(typing.guid, ()))
        each = Decided(typing, made, queries=mine, names=names)
        found.setdefault(typing.case, []).append(each)
    return found


def _together(every: Iterable[Decided]) -> Decided:
    *others, newest = every
    return replace(newest, others=tuple(others))
