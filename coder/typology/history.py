"""Stuck, unstuck or neither, from the inspections of a case (paragraphs 17 to 20)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from coder.display import counted
from coder.model import FULL, MONITORING, History, Inspection
from coder.rulefiles import EXACTLY, GOOD, GOOD_ALONE, QUANTIFIERS
from coder.typology.rules import NOT_DETERMINED, Readings

STUCK: Literal["stuck"] = "stuck"
UNSTUCK: Literal["unstuck"] = "unstuck"
NEITHER: Literal["neither stuck nor unstuck"] = "neither stuck nor unstuck"

_BELOW_GOOD = ("requires improvement", "satisfactory", "inadequate")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the inspections of a case make of it, and why in words."""

    what: str
    """Stuck, unstuck, neither stuck nor unstuck, or not determined."""
    words: str


def standing(history: History, inspections: Iterable[Inspection], readings: Readings) -> Standing:
    """Return how a case stands by all its inspections that are given, its predecessor's among them.

    Only those count that gave a grade on a day from the first to the last; monitoring visits never
    do. With fewer full ones than the rule speaks of, earlier ones may not have been given: then it
    is not determined, unless no earlier ones could make it stuck or unstuck.
    """
    counting = sorted(
        (
            each
            for each in inspections
            if each.kind != MONITORING and each.grade and history.first <= each.date <= history.last
        ),
        key=lambda each: (each.date, each.kind),
    )
    weak = [each.grade in _BELOW_GOOD for each in counting]
    full = sum(each.kind == FULL for each in counting)
    when = f"from {history.first} to {history.last}"
    if all(weak):
        return _all_weak(full, history.full_inspections, when)
    alone = _chosen(history.good, GOOD, readings) == GOOD_ALONE
    good = [
        each.grade == "good" or (each.grade == "outstanding" and not alone) for each in counting
    ]
    run = next((n for n, each in enumerate(reversed(good)) if not each), len(good))
    before = counting[: len(counting) - run]
    if run < 2 and (before or full >= history.full_inspections):
        return Standing(NEITHER, _not_twice(counting, run))
    return _twice_good(history, readings, before, full, run)


def _all_weak(full: int, asked: int, when: str) -> Standing:
    given = counted(full, "full inspection")
    if full >= asked:
        return Standing(STUCK, f"{given} {when}, and every grade below good")
    return Standing(NOT_DETERMINED, f"{given} {when} given, and at least {asked} asked for")


def _not_twice(counting: Sequence[Inspection], run: int) -> str:
    if run:
        return f"good once only, on {counting[-1].date}, since it was last graded otherwise"
    best = next(each for each in counting if each.grade not in _BELOW_GOOD)
    last = counting[-1]
    if best is last:
        return f"last graded {last.grade}, on {last.date}"
    return f"graded {best.grade} on {best.date}, and {last.grade} on {last.date}"


def _twice_good(
    history: History, readings: Readings, before: Sequence[Inspection], full: int, run: int
) -> Standing:
    """Judge what came before the good grades that a case ends with."""
    asked = history.full_inspections
    exactly = _chosen(history.before, QUANTIFIERS, readings) == EXACTLY
    weak = sum(each.kind == FULL and each.grade in _BELOW_GOOD for each in before)
    times = "once" if run == 1 else f"{run} times in a row"
    words = f"{counted(weak, 'full inspection')} below good, then good {times}"
    if weak == asked or (weak > asked and not exactly):
        return Standing(UNSTUCK, words)
    needed = f"{'exactly' if exactly else 'at least'} {asked} below good asked for"
    if weak < asked and full < asked:
        return Standing(NOT_DETERMINED, f"{words}, with {needed}: earlier ones may be missing")
    return Standing(NEITHER, f"{words}, with {needed}")


def _chosen(named: str, own: Sequence[str], readings: Readings) -> str:
    return named if named in own else readings[named]
