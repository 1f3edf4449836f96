"""Queries of a decision: asked, answered, closed; while one is open, nothing of it is settled."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coder.display import one_line
from coder.errors import NotFound, Refused
from coder.journal import Row
from coder.model import Guid, Reply, Review, Typing
from coder.store import Change, Store, at_one_moment, judged, reads

AGREE, QUERY, OVERRULE = VERDICTS = ("agree", "query", "overrule")

ANSWER, CLOSE = "answer", "close"


@dataclass(frozen=True, slots=True)
class Query:
    """What someone asked of a decision, with all that was said to it."""

    review: Review
    typing: Typing
    """The decision that it was asked of; its user may have decided again since."""
    replies: tuple[Reply, ...]
    """Oldest first."""

    @property
    def state(self) -> Literal["open", "answered", "closed"]:
        """Open until someone answers; an answered one still waits to be closed."""
        kinds = {reply.kind for reply in self.replies}
        return "closed" if CLOSE in kinds else "answered" if ANSWER in kinds else "open"

    @property
    def closed(self) -> bool:
        """Whether someone has closed it."""
        return self.state == "closed"

    def can_answer(self, user: Guid) -> bool:
        """Whether this user may answer: anyone may but the one who asked."""
        return not self.closed and user != self.review.user

    def can_close(self, user: Guid) -> bool:
        """Whether this user may close: the one who asked, or another than the one who decided."""
        return not self.closed and (user == self.review.user or user != self.typing.user)


@at_one_moment
def queries(store: Store) -> dict[Guid, tuple[Query, ...]]:
    """Return, by case, every query of its decisions, oldest first."""
    typings = {typing.guid: typing for typing in judged.typings(store)}
    replies: dict[Guid, list[Reply]] = {}
    for reply in judged.replies(store):
        replies.setdefault(reply.review, []).append(reply)
    found: dict[Guid, tuple[Query, ...]] = {}
    for review in judged.reviews(store):
        typing = typings.get(review.typing)
        if review.verdict == QUERY and typing is not None:
            query = Query(review, typing, tuple(replies.get(review.guid, ())))
            found[typing.case] = (*found.get(typing.case, ()), query)
    return found


def refuse_while_open(store: Store, case: Guid) -> None:
    """Refuse to settle what is still asked about. Raises Refused, naming the query and the way."""
    waiting = [query for query in queries(store).get(case, ()) if not query.closed]
    if not waiting:
        return
    query, several = waiting[0], len({each.review.user for each in waiting}) > 1
    who, name = _name(store, query.review.user), one_line(reads.cases(store)[case].name)
    of = f" --of {shlex.quote(who)}" if several else ""
    raise Refused(
        f"{who}'s query of {name} is open: “{one_line(query.review.reason)}” It is closed first:"
        f" `coder close {name}{of} --because TEXT`, by {who} or by another than"
        f" {_name(store, query.typing.user)}, who decided."
    )


def answer(store: Store, user: str, query: Guid, words: str) -> None:
    """Answer a query. Raises Refused for the one who asked, a closed one, or without words."""
    _worded(words, "An answer")
    with store.change(ANSWER, user) as change:
        asked = _standing(store, change, query)
        if not asked.can_answer(change.user):
            raise Refused("You asked this yourself; someone else answers it.")
        _reply(change, asked, ANSWER, words)


def close(store: Store, user: str, query: Guid, reason: str) -> None:
    """Close a query, answered or not, with a reason.

    Raises Refused for the one who decided what it asks about, a closed one, or without a reason.
    """
    _worded(reason, "Closing a query")
    with store.change(CLOSE, user) as change:
        asked = _standing(store, change, query)
        if not asked.can_close(change.user):
            who = _name(store, asked.review.user)
            raise Refused(
                f"You made the decision that this asks about; {who}, who asked, closes it, or"
                " another user does. You can answer it."
            )
        _reply(change, asked, CLOSE, reason)


def first_open(waiting: Sequence[Query], *, answered: bool) -> Query | None:
    """Return the query that comes first: the oldest answered, or not answered; else the oldest."""
    wanted = "answered" if answered else "open"
    left = [query for query in waiting if not query.closed]
    return next((query for query in left if query.state == wanted), next(iter(left), None))


def _standing(store: Store, change: Change, guid: Guid) -> Query:
    """Return a query that is not closed. Raises Refused where it is, NotFound without one."""
    change.standing("reviews", guid)
    every = [query for found in queries(store).values() for query in found]
    query = next((query for query in every if query.review.guid == guid), None)
    if query is None:
        raise NotFound("There is no such query in this project.")
    closings = [reply for reply in query.replies if reply.kind == CLOSE]
    if closings:
        who = _name(store, closings[0].user)
        raise Refused(f"{who} has closed this query; what is still unclear is asked anew.")
    return query


def _reply(change: Change, query: Query, kind: str, words: str) -> None:
    row: Row = {
        "review": query.review.guid,
        "kind": kind,
        "user": change.user,
        "reason": change.text(words.strip()),
        "time": change.time,
        "clock": change.clock,
    }
    change.insert("replies", row)


def _name(store: Store, user: Guid) -> str:
    known = reads.users(store)
    return one_line(known[user].name) if user in known else "somebody"


def _worded(words: str, what: str) -> None:
    if not words.strip():
        raise Refused(f"{what} needs words: say in a sentence why.")
