"""What people do about a typing: assess, decide, review, set a value, choose a reading."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TypeVar

from textual import work

from coder.display import one_line, same_name
from coder.errors import Refused
from coder.model import Attribute, Typing
from coder.operations import cases, history, settings, typing
from coder.operations.coding import user_guid
from coder.operations.decisions import Decided
from coder.operations.explaining import GLYPHS
from coder.operations.typing import AGREE, OVERRULE, QUERY
from coder.tui.commands import Command
from coder.tui.screens.choosing import Choose
from coder.tui.screens.computing import ComputingScreen
from coder.tui.screens.dialogs import AskLine
from coder.typology import STATUSES, Trace

T = TypeVar("T")

JUDGING = (
    Command("typing.assess", "a", "assess", "Assess", "Say which status an attribute has.", True),
    Command("typing.decide", "d", "decide", "Decide", "Decide how the case is typed.", True),
    Command("typing.review", "v", "review", "Review", "Review what someone else decided.", True),
    Command("typing.value", "e", "value", "Value", "Set a variable of the case, for measures."),
    Command("typing.history", "f8", "history", "History", "Show who said what of this case."),
    Command("typing.reading", "g", "reading", "Reading", "Choose how a doubtful phrase is read."),
)

CLAIM = (
    "You act as {user}. The program takes that name on trust: it is a claim, not a proof. "
    "Who really reviewed has to be settled outside it, for example by keeping the journal head."
)


class JudgingScreen(ComputingScreen[T]):
    """A screen with one case in hand, about which a person can judge."""

    @property
    @abstractmethod
    def in_hand(self) -> Trace | None:
        """The trace of the case in hand."""

    def action_history(self) -> None:
        """Show the history of the case in hand: its values, assessments and decisions."""
        if self.in_hand is not None:
            case = self.in_hand.case
            about = history.of_thing(self.store, case.guid)
            self.coder.show_history(about, f"the case {one_line(case.name)}")

    @property
    def attribute_in_hand(self) -> Attribute | None:
        """The attribute in hand, where there is one."""
        return None

    @property
    def decided(self) -> Decided | None:
        """What was decided about the case in hand."""
        raise NotImplementedError

    async def _because(self, title: str, about: str, keep: Callable[[str], object]) -> None:
        """Ask for a reason until what it is for is done."""
        if await self.write_down(title, keep, about=about):
            self.coder.changed()

    def _choice(self, title: str, *options: tuple[str, str]) -> Choose:
        return Choose(title, options)

    @work
    async def action_assess(self) -> None:
        """Give an attribute of the case a status, with a reason."""
        trace = self.in_hand
        if trace is None:
            return
        name = one_line(trace.case.name)
        of = self.attribute_in_hand or await self._ask_attribute(trace)
        if of is None:
            return
        now = next(each for each in trace.attributes if each.attribute.id == of.id)
        title = f"{name}, {of.name}"
        status = await self.app.push_screen_wait(
            self._choice(
                f"{title}: now {now.status}. What is it?",
                *((each, f"{GLYPHS[each]} {each}") for each in STATUSES),
            )
        )
        if status is not None:
            about = f"{of.definition} From the evidence alone it is {now.computed}. Why is it so?"
            await self._because(
                f"{title}: {status}",
                about,
                lambda why: typing.assess(
                    self.store, self.coder.user, trace.case.guid, of, status, why
                ),
            )

    async def _ask_attribute(self, trace: Trace) -> Attribute | None:
        known = {each.attribute.id: each for each in trace.attributes}
        options = [(id, f"{each.attribute.name} ({each.status})") for id, each in known.items()]
        title = f"{one_line(trace.case.name)}: which attribute?"
        chosen = await self.app.push_screen_wait(self._choice(title, *options))
        return None if chosen is None else known[chosen].attribute

    @work
    async def action_decide(self) -> None:
        """Decide how the case is typed, with a reason."""
        trace = self.in_hand
        if trace is None:
            return
        name = one_line(trace.case.name)
        if not trace.typed:
            self.coder.say(f"{name} is not typed: {trace.reason}.")
            return
        about = f"The rules give: {trace.summary}"
        outcome = await self.app.push_screen_wait(
            self._choice(
                f"{name}. {about} Decide:",
                *((each, each) for each in typing.outcomes(trace.typology)),
            )
        )
        if outcome is not None:
            about += " You may decide otherwise; what the rules give is kept with it. Why?"
            await self._because(
                f"{name}: {outcome}",
                about,
                lambda why: typing.decide(self.store, self.coder.user, trace.case, outcome, why),
            )

    @work
    async def action_review(self) -> None:
        """Agree with a decision, query it or overrule it, with a reason."""
        trace, decided = self.in_hand, self.decided
        if trace is None:
            return
        name = one_line(trace.case.name)
        if decided is None:
            self.coder.say(f"Nobody has decided how {name} is typed; there is nothing to review.")
            return
        decision = await self._of_another(name, decided)
        answer = await self._ask_verdict(trace, decision) if decision else None
        if decision is not None and answer is not None:
            verdict, _, outcome = answer.partition(":")
            words = f"{name}: {verdict}{f' to {outcome}' if outcome else ''}"
            await self._because(
                words,
                CLAIM.format(user=one_line(self.coder.user)),
                lambda why: typing.review(
                    self.store, self.coder.user, decision, verdict, why, outcome
                ),
            )

    async def _of_another(self, name: str, decided: Decided) -> Typing | None:
        """Return the decision to review: one of someone else; asked for where several stand."""
        me = user_guid(self.coder.user)
        theirs = {d.typing.guid: d.typing for d in decided.every if d.typing.user != me}
        if not theirs:
            self.coder.say(
                f"You decided how {name} is typed yourself; someone else has to review it.",
                wrong=True,
            )
            return None
        chosen: str | None = next(iter(theirs))
        if len(theirs) > 1:
            options = [(t.guid, f"{t.outcome}, by {decided.name(t.user)}") for t in theirs.values()]
            title = f"{name}: review whose decision?"
            chosen = await self.app.push_screen_wait(self._choice(title, *options))
        return theirs[chosen] if chosen else None

    async def _ask_verdict(self, trace: Trace, decision: Typing) -> str | None:
        outcomes = [each for each in typing.outcomes(trace.typology) if each != decision.outcome]
        return await self.app.push_screen_wait(
            self._choice(
                f"{one_line(trace.case.name)} was decided as {decision.outcome}. Your review:",
                (AGREE, "agree"),
                (QUERY, "query"),
                *((f"{OVERRULE}:{each}", f"overrule to {each}") for each in outcomes),
            )
        )

    @work
    async def action_value(self) -> None:
        """Set a variable of the case, such as the headteachers in a time."""
        trace = self.in_hand
        if trace is None:
            return
        name, values = one_line(trace.case.name), trace.case.values
        known = [
            (each, f"{each}: {values.get(each, 'not recorded')}") for each in _variables(trace)
        ]
        variable = await self.app.push_screen_wait(self._choice(f"{name}: which variable?", *known))
        if variable is None:
            return
        title = f"{name}, {variable} (empty takes it away)"
        value = await self.app.push_screen_wait(AskLine(title, values.get(variable, "")))
        if value is not None:
            await self._because(
                f"{name}: {variable} = {value.strip() or 'nothing'}",
                "Where do you know it from?",
                lambda why: cases.set_value(
                    self.store, self.coder.user, trace.case.guid, variable, value, _needed(why)
                ),
            )

    @work
    async def action_reading(self) -> None:
        """Choose how a doubtful phrase is read, for the whole project."""
        trace = self.in_hand
        if trace is None or not trace.typology.readings:
            return
        in_use = dict(trace.readings)
        options = [
            (f"{each.id}:{option}", f"“{each.phrase}” by “{option}”{_now(in_use[each.id], option)}")
            for each in trace.typology.readings
            for option in each.options
        ]
        answer = await self.app.push_screen_wait(
            self._choice("How are the report's words read, for all cases?", *options)
        )
        if answer is not None:
            id, _, option = answer.partition(":")
            reading = next(each for each in trace.typology.readings if each.id == id)
            await self._because(
                f"Read “{reading.phrase}” by “{option}”",
                f"{reading.why} It holds for every case. Why this reading?",
                lambda why: settings.choose(self.store, self.coder.user, id, option, _needed(why)),
            )


def _now(in_use: str, option: str) -> str:
    return " (in use)" if in_use == option else ""


def _needed(reason: str) -> str:
    if not reason.strip():
        raise Refused("This needs a reason: say in a few words why.")
    return reason.strip()


def _variables(trace: Trace) -> list[str]:
    """Return the variables that the measures look at, then the others that the case has."""
    measured = [
        name
        for each in trace.attributes
        for measured in each.measures
        for condition in measured.measure.conditions
        for name in (condition.variable, condition.per)
        if name
    ]
    known = {same_name(name) for name in measured}
    others = [name for name in trace.case.values if same_name(name) not in known]
    return [*dict.fromkeys(measured), *others]
