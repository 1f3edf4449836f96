"""Decisions: what each user last decided of a case, its reviews, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from coder import journal
from coder.display import counted, one_line
from coder.model import Guid, Review, Typing
from coder.store import Store, at_one_moment, reads
from coder.typology import AttributeTrace, Trace

AGREE, QUERY, OVERRULE = VERDICTS = ("agree", "query", "overrule")

_SAID = {AGREE: "agreed", QUERY: "queried", OVERRULE: "overruled"}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a user last decided of a case, with its reviews, and what has changed since."""

    typing: Typing
    reviews: tuple[Review, ...]
    stale: tuple[str, ...] = ()
    """In words; empty where nothing it rests on has changed."""
    others: tuple[Decided, ...] = ()
    """What other users last decided of the same case, oldest first: it stands as well."""
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
        for review in self.latest_reviews:
            to = f" to {review.outcome}" if review.outcome else ""
            parts.append(f"{_SAID[review.verdict]}{to} by {self.name(review.user)}")
        if self.stale:
            parts.append("evidence has changed since")
        return ", ".join(parts)

    @property
    def records(self) -> list[dict[str, Any]]:
        """Every decision that stands as an object: user, outcome, time, reason, reviews, stale."""
        return [
            {
                "user": self.name(each.typing.user),
                "outcome": each.typing.outcome,
                "time": each.typing.time,
                "reason": each.typing.reason,
                "reviews": [
                    {
                        "user": self.name(one.user),
                        "verdict": one.verdict,
                        "outcome": one.outcome,
                        "time": one.time,
                        "reason": one.reason,
                    }
                    for one in each.reviews
                ],
                "changed_since": list(each.stale),
            }
            for each in self.every
        ]


@at_one_moment
def decided(store: Store, traces: Sequence[Trace]) -> dict[Guid, Decided]:
    """Return, of each case that has one, the newest decision, with those of others beside it."""
    by_case = {trace.case.guid: trace for trace in traces}
    digest = reads.codebook(store).digest
    return {
        case: _together(
            replace(each, stale=_stale(each.typing, by_case[case], digest)) for each in every
        )
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
    for review in reads.reviews(store):
        reviews.setdefault(review.typing, []).append(review)
    names = {guid: user.name for guid, user in reads.users(store).items()}
    latest: dict[tuple[Guid, Guid], Typing] = {}
    for typing in reads.typings(store):
        latest.pop((typing.case, typing.user), None)
        latest[typing.case, typing.user] = typing
    found: dict[Guid, list[Decided]] = {}
    for typing in latest.values():
        each = Decided(typing, tuple(reviews.get(typing.guid, ())), names=names)
        found.setdefault(typing.case, []).append(each)
    return found


def _together(every: Iterable[Decided]) -> Decided:
    *others, newest = every
    return replace(newest, others=tuple(others))


# What a decision rests on.


def grounds(trace: Trace) -> str:
    """Return what a decision rests on: each attribute's status, passages and a digest of them."""
    return journal.canonical({each.attribute.id: _ground(each) for each in trace.attributes})


def _ground(each: AttributeTrace) -> list[Any]:
    """Return status, number of passages for and against, and a digest that any change alters."""
    sides = each.grounds.for_, each.grounds.against
    rests_on = [
        *(sorted(f"{one.source.guid} {one.passage}" for one in side) for side in sides),
        sorted(f"{one.user} {one.status}" for one in each.assessments),
        [[one.measure.name, one.status, *one.words] for one in each.measures],
    ]
    digest = journal.digest(journal.canonical(rests_on))
    return [each.status, len(sides[0]), len(sides[1]), digest]


def _stale(typing: Typing, trace: Trace, codebook: str) -> tuple[str, ...]:
    found = []
    if typing.computed != trace.summary:
        found.append(f"the rules gave “{typing.computed}”, now “{trace.summary}”")
    elif typing.grounds not in ("", grounds(trace)):  # projects of before keep none
        found += _changed(typing.grounds, trace) or ["what it rests on has changed"]
    if typing.typology != trace.typology.digest:
        found.append("the typology has changed")
    if typing.codebook != codebook:
        found.append("the codebook has changed")
    return tuple(found)


def _changed(kept: str, trace: Trace) -> list[str]:
    """Return in words which attributes are not what they were."""
    found = []
    with suppress(ValueError, TypeError, AttributeError):  # another copy may hold anything
        before = json.loads(kept)
        for each in trace.attributes:
            was, now = before.get(each.attribute.id), _ground(each)
            if was is None or was == now:
                continue
            name = one_line(each.attribute.name)
            if was[:3] == now[:3]:
                found.append(f"what {name} rests on has changed")
            else:
                found.append(f"{name} was {_status(*was)}, now {_status(*now)}")
    return found


def _status(status: str, for_: int, against: int, _: str) -> str:
    return f"{one_line(status)} ({counted(for_, 'passage')} for, {against} against)"
