"""What people decided: whose decisions of a case stand, what was said to them, what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .judging import Judged
from .saying import one_line
from .stale import Now, changed_since
from .standing import Standing
from .words import Row

Guided = tuple[str, Row]
"""A row with its guid."""


@dataclass(frozen=True, slots=True)
class Query:
    """A review that asks, and what was said to it."""

    review: Guided
    replies: list[Guided]

    @property
    def state(self) -> str:
        """Return whether it is open, answered or closed."""
        kinds = {row["kind"] for _, row in self.replies}
        return "closed" if "close" in kinds else "answered" if "answer" in kinds else "open"


@dataclass(slots=True)
class Decision:
    """A decision that stands, with its reviews, oldest first, and what changed since."""

    guid: str
    row: Row
    reviews: list[Guided]
    queries: list[Query]
    """Of all that the same user decided of the case."""
    stale: list[str] = field(default_factory=list)

    @property
    def latest(self) -> list[Guided]:
        """Return what each reviewer said last, oldest first."""
        found: dict[object, Guided] = {}
        for each in self.reviews:
            found.pop(each[1]["user"], None)
            found[each[1]["user"]] = each
        return [*found.values()]

    @property
    def waits(self) -> bool:
        """Whether nobody agreed with it or overruled it."""
        return all(row["verdict"] == "query" for _, row in self.reviews)

    @property
    def outcomes(self) -> list[str]:
        """Return what stands: as decided, or as overruled."""
        settled = [row for _, row in self.latest if row["verdict"] != "query"]
        given = [row["outcome"] if row["verdict"] == "overrule" else "" for row in settled]
        return [str(each or self.row["outcome"]) for each in given] or [str(self.row["outcome"])]


class Deciding:
    """All decisions of a project, by case."""

    def __init__(self, standing: Standing, cases: list[Judged]) -> None:
        self.standing = standing
        now = Now(standing)
        self.of: dict[str, list[Decision]] = {}
        """For each case that has any, those that stand, oldest first."""
        for case in cases:
            if stand := self._standing(case.case):
                for each in stand:
                    each.stale = changed_since(now, each.row, case)
                self.of[case.case] = stand

    def made(self, case: str) -> list[Guided]:
        """Return every decision of a case, oldest first."""
        return self.standing.by("typings", "case", case)

    def reviews(self, typing: str) -> list[Guided]:
        """Return the reviews of a decision, oldest first."""
        return self.standing.by("reviews", "typing", typing)

    def replies(self, review: str) -> list[Guided]:
        """Return what was said to a review, oldest first."""
        return self.standing.by("replies", "review", review)

    def _standing(self, case: str) -> list[Decision]:
        latest: dict[object, Guided] = {}
        for each in self.made(case):
            latest.pop(each[1]["user"], None)
            latest[each[1]["user"]] = each
        return [
            Decision(guid, row, self.reviews(guid), self._queries(case, row["user"]))
            for guid, row in latest.values()
        ]

    def _queries(self, case: str, user: object) -> list[Query]:
        typings = [guid for guid, row in self.made(case) if row["user"] == user]
        asked = [each for guid in typings for each in self.reviews(guid)]
        asked.sort(key=lambda each: (each[1]["clock"], each[0]))
        return [Query(e, self.replies(e[0])) for e in asked if e[1]["verdict"] == "query"]

    def differ(self, case: str) -> bool:
        """Whether what stands of a case does not all say the same."""
        return len({outcome for each in self.of[case] for outcome in each.outcomes}) > 1

    def words(self, case: str) -> str:
        """Return who decided what of a case, and what reviewers said, in one line."""
        every = self.of[case]
        told = "; ".join(self._words(each, named=len(every) > 1) for each in every)
        return f"decisions differ: {told}" if self.differ(case) else told

    def _words(self, each: Decision, *, named: bool) -> str:
        by = f" by {self._name(each.row['user'])}" if named else ""
        latest = each.latest
        asked = [query.review for query in each.queries if query.state != "closed"]
        open_ = [review for review in asked if review not in latest]
        states = {query.review[0]: query.state for query in each.queries}
        parts = [f"{each.row['outcome']}{by}"]
        parts += [self._said(*review, states) for review in (*open_, *latest)]
        return ", ".join([*parts, *["changed since"] * bool(each.stale)])

    def _said(self, guid: str, row: Row, states: Mapping[str, str]) -> str:
        name = self._name(row["user"])
        if guid in states:
            return f"{name}'s query {states[guid]}"
        to = f" to {row['outcome']}" if row["outcome"] else ""
        return f"{'agreed' if row['verdict'] == 'agree' else 'overruled'}{to} by {name}"

    def _name(self, user: object) -> str:
        return one_line(self.standing.named(user))

    def state(self, case: Judged) -> str:
        """Return what a case still needs, in a word."""
        if case.outside:
            return "not typed"
        if (every := self.of.get(case.case)) is None:
            return "to decide"
        asked = {query.state for each in every for query in each.queries} - {"closed"}
        if asked:
            return "query open" if "open" in asked else "query answered"
        if any(each.stale for each in every):
            return "changed since"
        if any(each.waits for each in every):
            return "to review"
        settled = [row["verdict"] for each in every for _, row in each.latest]
        return "overruled" if "overrule" in settled else "agreed"
