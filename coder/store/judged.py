"""Reading what people judged: assessments, typings, their reviews, and replies to queries."""

from __future__ import annotations

from typing import Any

from coder.model import Assessment, Reply, Review, Typing
from coder.store.reads import WITHDRAWN
from coder.store.store import Store

_REASON = "coalesce(texts.text, ?)"


def assessments(store: Store) -> list[Assessment]:
    """Return all assessments, oldest first."""
    columns = f'a.guid, "case", attribute, status, "user", {_REASON}, time'
    return [Assessment(*row) for row in _judged(store, "assessments", columns)]


def typings(store: Store) -> list[Typing]:
    """Return all decided typings, oldest first."""
    columns = (
        f'a.guid, "case", outcome, "user", {_REASON}, computed, head, typology, codebook, time,'
        " grounds"
    )
    return [Typing(*row) for row in _judged(store, "typings", columns)]


def reviews(store: Store) -> list[Review]:
    """Return all reviews, oldest first."""
    columns = f'a.guid, typing, verdict, "user", {_REASON}, outcome, time'
    return [Review(*row) for row in _judged(store, "reviews", columns)]


def replies(store: Store) -> list[Reply]:
    """Return all answers to queries and closings of them, oldest first."""
    columns = f'a.guid, review, kind, "user", {_REASON}, time'
    return [Reply(*row) for row in _judged(store, "replies", columns)]


def _judged(store: Store, table: str, columns: str) -> list[Any]:
    """Return what people judged, oldest first, each with the words of its reason."""
    return store.rows(
        f'SELECT {columns} FROM "{table}" a LEFT JOIN texts ON texts.id = a.reason'
        " WHERE removed = 0 ORDER BY clock, a.guid",
        (WITHDRAWN,),
    )
