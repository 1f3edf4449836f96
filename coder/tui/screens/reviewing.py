"""What people do about a decision: agree, query, overrule, answer, close; and on to the next."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from textual import work
from textual.binding import ActiveBinding

from coder.display import one_line
from coder.model import Typing
from coder.operations import queries, typing
from coder.operations.decisions import Decided
from coder.operations.queries import AGREE, OVERRULE, QUERY, Query
from coder.store import user_guid
from coder.tui.commands import Command
from coder.tui.screens.choosing import Choose
from coder.tui.screens.computing import ComputingScreen
from coder.typology import Trace

T = TypeVar("T")

NEXT = Command("typing.next", "n", "next", "Next", "Go to the next case that waits for you.", True)

REVIEWING = (
    NEXT,
    Command("typing.agree", "y", "agree", "Agree", "Agree with what someone else decided.", True),
    Command("typing.query", "q", "query", "Query", "Ask about what someone else decided.", True),
    Command(
        "typing.overrule", "o", "overrule", "Overrule", "Overrule what someone else decided.", True
    ),
    Command("typing.answer", "r", "answer", "Answer", "Answer a query of a decision.", True),
    Command("typing.close", "c", "close", "Close", "Close a query of a decision.", True),
)

_LESS = ("typing.assess", "typing.passage", "themes.export")
"""Keys that make room in a narrow footer for those of a review."""

_CHANGES = ("typing.assess", "typing.decide")
"""Keys that are of no use in the project as it was."""

_ROOM = 100
"""Columns of a terminal whose footer has room for all keys."""

CLAIM = (
    "You act as {user}. That name is a claim, not a proof: who really reviewed is settled outside "
    "the program."
)


class ReviewingScreen(ComputingScreen[T]):
    """A screen with one case in hand, whose decision a person can review."""

    @property
    @abstractmethod
    def in_hand(self) -> Trace | None:
        """The trace of the case in hand."""

    @property
    def decided(self) -> Decided | None:
        """What was decided about the case in hand."""
        raise NotImplementedError

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work here; the footer names of the reviewing ones those of use now."""
        found = super().active_bindings
        of_use = self._of_use()
        idle = {command.id for command in REVIEWING} - of_use | self._no_use()
        if len(of_use) > 1 and self.size.width < _ROOM:
            idle |= {*_LESS}
        if self.store.past is not None:
            idle |= {*_CHANGES}
        return {
            key: each._replace(binding=replace(each.binding, show=False))
            if each.binding.id in idle
            else each
            for key, each in found.items()
        }

    def _no_use(self) -> set[str]:
        """Return the ids of what else can do nothing here."""
        return set()

    def _of_use(self) -> set[str]:
        """Return the ids of what this user can do about the case in hand."""
        found, decided, me = {NEXT.id}, self.decided, user_guid(self.coder.user)
        if decided is None or self.store.past is not None:
            return found
        asked = decided.open_queries
        found |= {"typing.answer"} if any(each.can_answer(me) for each in asked) else set()
        found |= {"typing.close"} if any(each.can_close(me) for each in asked) else set()
        if any(each.typing.user != me for each in decided.every):
            found |= {"typing.query"} | (set() if asked else {"typing.agree", "typing.overrule"})
        return found

    async def because(self, title: str, about: str, keep: Callable[[str], object]) -> None:
        """Ask for a reason until what it is for is done."""
        if self.coder.only_read():
            return
        if await self.write_down(title, keep, about=about):
            self.coder.changed()

    async def chosen(self, title: str, *options: tuple[str, str]) -> str | None:
        """Ask for one of several, each with its words; for none where nothing can be changed."""
        if self.coder.only_read():
            return None
        return await self.app.push_screen_wait(Choose(title, options))

    @work
    async def action_agree(self) -> None:
        """Agree with a decision, with a reason."""
        await self._review(AGREE, "Agree with")

    @work
    async def action_query(self) -> None:
        """Ask about a decision; it waits until the query is closed."""
        await self._review(QUERY, "Query")

    @work
    async def action_overrule(self) -> None:
        """Overrule a decision to another outcome, with a reason."""
        await self._review(OVERRULE, "Overrule")

    async def _review(self, verdict: str, verb: str) -> None:
        found = await self._of_another(settles=verdict != QUERY)
        if found is None:
            return
        trace, decided, decision = found
        outcome: str | None = ""
        if verdict == OVERRULE:
            others = [o for o in typing.outcomes(trace.typology) if o != decision.outcome]
            outcome = await self.chosen(
                f"{one_line(trace.case.name)} was decided as {decision.outcome}. Overrule it to:",
                *((each, each) for each in others),
            )
        if outcome is None:
            return
        title = f"{one_line(trace.case.name)}. {verb} {decision.outcome}"
        title += f" to {outcome}" if outcome else ""
        who = decided.name(decision.user)
        about = f"{who} decided it: “{one_line(decision.reason)}” {self._claim()}"
        await self.because(
            title,
            about,
            lambda why: typing.review(
                self.store, self.coder.user, decision, verdict, why, outcome or ""
            ),
        )

    def _claim(self) -> str:
        return CLAIM.format(user=one_line(self.coder.user))

    async def _of_another(self, *, settles: bool) -> tuple[Trace, Decided, Typing] | None:
        """Return the decision to review: one of someone else; asked for where several stand."""
        trace, decided, me = self.in_hand, self.decided, user_guid(self.coder.user)
        if trace is None:
            return None
        name = one_line(trace.case.name)
        if decided is None:
            self.coder.say(f"Nobody has decided how {name} is typed; there is nothing to review.")
            return None
        theirs = {d.typing.guid: d.typing for d in decided.every if d.typing.user != me}
        if not theirs:
            words = f"You decided how {name} is typed yourself; someone else has to review it."
            self.coder.say(words, wrong=True)
            return None
        if settles and decided.open_queries:
            who = decided.name(decided.open_queries[0].review.user)
            words = f"{who}'s query of {name} is open; close it first (c), or answer it (r)."
            self.coder.say(words, wrong=True)
            return None
        chosen: str | None = next(iter(theirs))
        if len(theirs) > 1:
            options = [(t.guid, f"{t.outcome}, by {decided.name(t.user)}") for t in theirs.values()]
            chosen = await self.chosen(f"{name}: review whose decision?", *options)
        return (trace, decided, theirs[chosen]) if chosen else None

    @work
    async def action_answer(self) -> None:
        """Answer a query."""
        query = await self._asked("answer", Query.can_answer)
        if query is not None:
            await self.because(
                f"{self._asks(query)} Your answer:",
                self._claim(),
                lambda why: queries.answer(self.store, self.coder.user, query.review.guid, why),
            )

    @work
    async def action_close(self) -> None:
        """Close a query, with a reason."""
        query = await self._asked("close", Query.can_close)
        if query is not None:
            said = " ".join(f"“{one_line(each.reason)}”" for each in query.replies)
            about = f"Answered: {said} " if said else "Nobody has answered it. "
            await self.because(
                f"{self._asks(query)} Why is it closed?",
                about + self._claim(),
                lambda why: queries.close(self.store, self.coder.user, query.review.guid, why),
            )

    async def _asked(self, verb: str, can: Callable[[Query, str], bool]) -> Query | None:
        """Return the open query that is meant; asked for where there are several."""
        trace, decided, me = self.in_hand, self.decided, user_guid(self.coder.user)
        if trace is None:
            return None
        name = one_line(trace.case.name)
        asked = decided.open_queries if decided else ()
        mine = {each.review.guid: each for each in asked if can(each, me)}
        if not asked:
            self.coder.say(f"There is no open query of {name}.")
            return None
        if not mine:
            self.coder.say(f"It is for someone else to {verb} the query of {name}.", wrong=True)
            return None
        chosen: str | None = next(iter(mine))
        if len(mine) > 1:
            options = [(guid, self._asks(each)) for guid, each in mine.items()]
            chosen = await self.chosen(f"{name}: {verb} which query?", *options)
        return mine[chosen] if chosen else None

    def _asks(self, query: Query) -> str:
        decided = self.decided
        who = decided.name(query.review.user) if decided else "Somebody"
        return f"{who} asks: “{one_line(query.review.reason)}”"
