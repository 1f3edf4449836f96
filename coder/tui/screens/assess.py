"""What people do about a typing: assess, decide, set a value, choose a reading."""

from __future__ import annotations

from typing import TypeVar

from textual import work

from coder.display import one_line, same_name
from coder.errors import Refused
from coder.model import Attribute
from coder.operations import cases, history, settings, typing
from coder.operations.explaining import GLYPHS
from coder.tui.commands import Command
from coder.tui.screens.dialogs import AskLine
from coder.tui.screens.reviewing import REVIEWING, ReviewingScreen
from coder.typology import STATUSES, Trace

T = TypeVar("T")

JUDGING = (
    *REVIEWING,
    Command("typing.assess", "a", "assess", "Assess", "Say which status an attribute has.", True),
    Command("typing.decide", "d", "decide", "Decide", "Decide how the case is typed.", True),
    Command("typing.value", "e", "value", "Value", "Set a variable of the case, for measures."),
    Command("typing.history", "f8", "history", "History", "Show who said what of this case."),
    Command("typing.reading", "g", "reading", "Reading", "Choose how a doubtful phrase is read."),
)


class JudgingScreen(ReviewingScreen[T]):
    """A screen with one case in hand, about which a person can judge."""

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
        status = await self.chosen(
            f"{title}: now {now.status}. What is it?",
            *((each, f"{GLYPHS[each]} {each}") for each in STATUSES),
        )
        if status is not None:
            about = f"{of.definition} From the evidence alone it is {now.computed}. Why is it so?"
            await self.because(
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
        chosen = await self.chosen(title, *options)
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
        given = typing.given(trace)
        others = [each for each in typing.outcomes(trace.typology) if each != given]
        outcome = await self.chosen(
            f"{name}. {about} Decide:",
            (given, f"{given} (as the rules give it)"),
            *((each, each) for each in others),
        )
        if outcome is not None:
            differs = "" if outcome == given else " This differs from them; both are kept."
            about += f"{differs} Why?"
            await self.because(
                f"{name}: {outcome}",
                about,
                lambda why: typing.decide(self.store, self.coder.user, trace.case, outcome, why),
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
        variable = await self.chosen(f"{name}: which variable?", *known)
        if variable is None:
            return
        title = f"{name}, {variable} (empty takes it away)"
        value = await self.app.push_screen_wait(AskLine(title, values.get(variable, "")))
        if value is not None:
            await self.because(
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
        answer = await self.chosen("How are the report's words read, for all cases?", *options)
        if answer is not None:
            id, _, option = answer.partition(":")
            reading = next(each for each in trace.typology.readings if each.id == id)
            await self.because(
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
