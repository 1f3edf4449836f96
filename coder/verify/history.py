"""The frame by inspections: stuck, unstuck, or neither, as paragraphs 17 to 20 define them.

Stuck: below good at every inspection of the period, at least four of them full. Unstuck: four full
ones below good, and since then good twice in a row. One that was good once is neither. Where fewer
full ones are given than the rule speaks of, earlier ones may not have been: that is left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .rules import NOT_DETERMINED, Readings
from .saying import counted
from .standing import Standing
from .words import folded

STUCK, UNSTUCK, NEITHER = "stuck", "unstuck", "neither stuck nor unstuck"
BELOW_GOOD = ("requires improvement", "satisfactory", "inadequate")


def outside(
    standing: Standing, rules: Mapping[str, Any], case: str, readings: Readings
) -> str | None:
    """Return why a case's inspections leave it out of the frame, empty where they do not.

    None where the rules look at no inspections, or none are given: then its record tells.
    """
    history, given = rules.get("history"), inspections(standing, case)
    if history is None or not given:
        return None
    wanted = rules["frame"][history["variable"]]
    found, words = stands(history, given, readings)
    if folded(found) == folded(wanted):
        return ""
    if found == NOT_DETERMINED:
        return f"its inspections do not say yet whether it is {wanted}: {words}"
    return f"by its inspections it is {found} ({words}), and only {wanted} cases are typed"


def inspections(standing: Standing, case: str) -> list[dict[str, Any]]:
    """Return the inspections given of a case, by day."""
    given = [*standing.by("inspections", "case", case)]
    given.sort(key=lambda each: (str(each[1]["date"]), str(each[1]["kind"]), each[0]))
    return [{**row} for _, row in given]


def made_of(history: Mapping[str, Any], given: list[dict[str, Any]], readings: Readings) -> str:
    """Return what inspections make of a case: stuck, unstuck, neither, or not determined."""
    return stands(history, given, readings)[0]


def stands(
    history: Mapping[str, Any], given: list[dict[str, Any]], readings: Readings
) -> tuple[str, str]:
    """Return what inspections make of a case, and why in words."""
    every = [
        (each["grade"], each["kind"] == "full", each["date"])
        for each in sorted(given, key=lambda each: (each["date"], each["kind"]))
        if each["kind"] != "monitoring" and each["grade"]
        if history["from"] <= each["date"] <= history["to"]
    ]
    asked, full = history["full_inspections"], sum(full for _, full, _ in every)
    complete = full >= asked
    if all(grade in BELOW_GOOD for grade, _, _ in every):
        when = f"from {history['from']} to {history['to']}"
        words = f"{counted(full, 'full inspection')} {when}"
        if complete:
            return STUCK, f"{words}, and every grade below good"
        return NOT_DETERMINED, f"{words} given, and at least {asked} asked for"
    alone = readings.get(history["good"], history["good"]) == "good alone"
    good = ("good",) if alone else ("good", "outstanding")
    before = [*every]
    while before and before[-1][0] in good:
        before.pop()
    if len(every) - len(before) < 2 and (before or complete):
        return NEITHER, _not_twice(every, len(every) - len(before))
    exactly = readings.get(history["before"], history["before"]) == "exactly"
    weak = sum(full and grade in BELOW_GOOD for grade, full, _ in before)
    times = len(every) - len(before)
    return _good(weak, asked, times, exactly=exactly, complete=complete)


def _good(weak: int, asked: int, times: int, *, exactly: bool, complete: bool) -> tuple[str, str]:
    """Judge how many were below good before a case was good so many times in a row."""
    often = "once" if times == 1 else f"{times} times in a row"
    words = f"{counted(weak, 'full inspection')} below good, then good {often}"
    if times >= 2 and (weak == asked or (weak > asked and not exactly)):
        return UNSTUCK, words
    words += f", with {'exactly' if exactly else 'at least'} {asked} below good asked for"
    if times < 2 or (weak < asked and not complete):
        return NOT_DETERMINED, f"{words}: earlier ones may be missing"
    return NEITHER, words


def _not_twice(every: list[tuple[str, bool, str]], times: int) -> str:
    """Return why a case that was not good twice in a row at the end is neither."""
    last, _, day = every[-1]
    if times:
        return f"good once only, on {day}, since it was last graded otherwise"
    first = next(at for at, each in enumerate(every) if each[0] not in BELOW_GOOD)
    if first == len(every) - 1:
        return f"last graded {last}, on {day}"
    return f"graded {every[first][0]} on {every[first][2]}, and {last} on {day}"
