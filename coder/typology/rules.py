"""The rules themselves: readings, measured criteria, the status of an attribute, a type's outcome.

Missing evidence is never "not met": that comes only from a person or from a measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, cast

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.model import Assessment, Condition, Measure, Type, Typology
from coder.rulefiles import AT_LEAST, CHANGES, EXACTLY, QUANTIFIERS

Status = Literal["met", "not met", "not known", "contested"]
Outcome = Literal["met", "not met", "not determined"]

MET: Literal["met"] = "met"
NOT_MET: Literal["not met"] = "not met"
NOT_KNOWN: Literal["not known"] = "not known"
CONTESTED: Literal["contested"] = "contested"
NOT_DETERMINED: Literal["not determined"] = "not determined"
STATUSES: tuple[Status, ...] = (MET, NOT_MET, NOT_KNOWN, CONTESTED)

Readings = Mapping[str, str]
"""For each doubtful phrase, by its id, the option in use."""

NO_THRESHOLDS: Mapping[str, float] = {}

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measured criterion says of one case, with its arithmetic in words."""

    measure: Measure
    status: Status
    """Met, not met or not known."""
    words: tuple[str, ...]
    """One sentence for each condition."""


def said(outcome: str) -> str:
    """Return an outcome as people say it."""
    return "not yet determined" if outcome == NOT_DETERMINED else outcome


def readings_in_use(typology: Typology, settings: Readings) -> dict[str, str]:
    """Return the option of every reading: the setting where there is one, else the default.

    Raises NotFound where a setting is none of the reading's options.
    """
    in_use = {}
    for reading in typology.readings:
        option = settings.get(reading.id, reading.default)
        if option not in reading.options:
            options = ", ".join(reading.options)
            shown = one_line(option, 60)
            raise NotFound(f"The reading {reading.id} cannot be “{shown}”; it can be: {options}.")
        in_use[reading.id] = option
    return in_use


def quantifier(type_: Type, readings: Readings) -> str:
    """Return `at least` or `exactly`."""
    if type_.quantifier in QUANTIFIERS:
        return type_.quantifier
    return readings[type_.quantifier]


def outcome(type_: Type, statuses: Mapping[str, Status], readings: Readings) -> Outcome:
    """Return whether so many of a type's attributes are met, whatever the unknown ones turn out.

    Contested counts as not known. `readings` holds an option for every reading of the typology.
    """
    met = sum(statuses[each] == MET for each in type_.attributes)
    unknown = sum(statuses[each] in (NOT_KNOWN, CONTESTED) for each in type_.attributes)
    return _counted(quantifier(type_, readings), type_.count, met, unknown)


def _counted(how: str, count: int, met: int, unknown: int) -> Outcome:
    if met + unknown < count or (how == EXACTLY and met > count):
        return NOT_MET
    if (how == AT_LEAST and met >= count) or unknown == 0:
        return MET
    return NOT_DETERMINED


def settled_by(
    type_: Type, statuses: Mapping[str, Status], readings: Readings
) -> list[tuple[int, int, Outcome]]:
    """Return the smallest numbers of unknown attributes that would settle a type, by search.

    Each is (so many met, so many not met, the outcome then).
    """
    how = quantifier(type_, readings)
    met = sum(statuses[each] == MET for each in type_.attributes)
    unknown = sum(statuses[each] in (NOT_KNOWN, CONTESTED) for each in type_.attributes)
    found: list[tuple[int, int, Outcome]] = []
    for more, fewer in sorted(product(range(unknown + 1), repeat=2), key=sum):
        if more + fewer > unknown or any(a <= more and b <= fewer for a, b, _ in found):
            continue
        then = _counted(how, type_.count, met + more, unknown - more - fewer)
        if then != NOT_DETERMINED:
            found.append((more, fewer, then))
    return found


def measured(
    measure: Measure,
    values: Mapping[str, str],
    readings: Readings,
    thresholds: Mapping[str, float] = NO_THRESHOLDS,
) -> Measured:
    """Evaluate a measured criterion: not met where one condition fails, met where all hold.

    `values` are those of a case, by variable; one that is absent or no number leaves it not known.
    So does a bound that the words leave open, unless `thresholds` has one for the variable.
    """
    by_name = {same_name(key): value for key, value in values.items()}
    results = [_judged(each, by_name, readings, thresholds) for each in measure.conditions]
    holds = [held for held, _ in results]
    status: Status = NOT_MET if False in holds else NOT_KNOWN if None in holds else MET
    return Measured(measure, status, tuple(words for _, words in results))


def _judged(
    condition: Condition,
    values: Mapping[str, str],
    readings: Readings,
    thresholds: Mapping[str, float],
) -> tuple[bool | None, str]:
    """Return whether a condition holds, where its bound is open by the project's own threshold."""
    if condition.open is None:
        return _condition(condition, values, readings)
    threshold = thresholds.get(same_name(condition.variable))
    if threshold is not None and condition.open == "at_least":
        condition = replace(condition, at_least=threshold)
    elif threshold is not None:
        condition = replace(condition, at_most=threshold)
    held, words = _condition(condition, values, readings)
    if threshold is not None:
        return held, f"{words} (the threshold is this project's; the report gives none)"
    return False if held is False else None, f"{words}, and the report gives no threshold"


def _condition(
    condition: Condition, values: Mapping[str, str], readings: Readings
) -> tuple[bool | None, str]:
    """Return whether a condition holds (None where it cannot be known) and why."""
    try:
        value = _number(condition.variable, values)
        if not condition.per:
            return _bounded(condition, value, f"{condition.variable} is {value:g}")
        per = _number(condition.per, values)
    except ValueError as error:
        return None, str(error)
    by_changes = bool(condition.reading) and readings[condition.reading] == CHANGES
    if condition.reading and value > 0 and per == 1:
        return _no_change(condition, value)
    divisor = per - 1 if by_changes else per
    if divisor <= 0 or (condition.reading and value <= 0):
        return None, f"{value:g} {condition.variable} over {per:g} {condition.per} is no average"
    what = f"{divisor:g} {condition.per}"
    if by_changes:
        what = f"{divisor:g} changes ({per:g} {condition.per})"
    words = f"{value:g} {condition.variable} ÷ {what} = {_rounded(value / divisor)}"
    return _bounded(condition, value / divisor, words)


def _no_change(condition: Condition, value: float) -> tuple[bool | None, str]:
    """One person in a time: no change in it, so the time from change to change is at least that."""
    words = f"{value:g} {condition.variable} with 1 {condition.per}, so no change yet"
    if condition.at_most is not None and value > condition.at_most:
        return False, f"{words}: more than {condition.at_most:g}"
    if condition.at_most is None and condition.at_least is not None and value >= condition.at_least:
        return True, f"{words}: at least {condition.at_least:g}"
    return None, f"{words}: too short a time to say"


def _bounded(condition: Condition, value: float, words: str) -> tuple[bool, str]:
    low, high = condition.at_least, condition.at_most
    held = (low is None or value >= low) and (high is None or value <= high)
    named = (("at least", low), ("at most", high))
    bounds = " and ".join(f"{name} {bound:g}" for name, bound in named if bound is not None)
    return held, f"{words}; {bounds} {'holds' if held else 'does not hold'}" if bounds else words


def _rounded(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _number(variable: str, values: Mapping[str, str]) -> float:
    """Return a value as a number; ValueError says in words why it cannot be."""
    text = values.get(same_name(variable), "").strip()
    if not text:
        raise ValueError(f"{variable} is not recorded")
    if (number := as_number(text)) is None:
        raise ValueError(f"{variable} is “{one_line(text, 40)}”, which is not a number")
    return number


def as_number(text: str) -> float | None:
    """Return the number that text writes in plain figures; None where it writes none."""
    return float(text) if _NUMBER.fullmatch(text) else None


def computed(has_for: bool, has_against: bool, measures: Iterable[Status]) -> Status:
    """Return the status that passages for and against and measured criteria give."""
    found = set(measures)
    if (has_for or MET in found) and (has_against or NOT_MET in found):
        return CONTESTED
    if has_for or MET in found:
        return MET
    return NOT_MET if NOT_MET in found else NOT_KNOWN


def latest(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Return each user's latest assessment, of assessments in the order they were made."""
    by_user: dict[str, Assessment] = {}
    for assessment in assessments:
        by_user.pop(assessment.user, None)
        by_user[assessment.user] = assessment
    return tuple(by_user.values())


def assessed(assessments: Sequence[Assessment]) -> Status | None:
    """Return the status that users' latest assessments give; contested where they differ."""
    statuses = {assessment.status for assessment in assessments}
    if not statuses:
        return None
    return cast(Status, statuses.pop()) if len(statuses) == 1 else CONTESTED
