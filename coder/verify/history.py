"""The frame by inspections: stuck, unstuck, or neither, as paragraphs 17 to 20 define them.

Stuck: below good at every inspection of the period, at least four of them full. Unstuck: four full
ones below good, and since then good twice in a row. One that was good once is neither. Where fewer
full ones are given than the rule speaks of, earlier ones may not have been: that is left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .rules import NOT_DETERMINED, Readings
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
    history = rules.get("history")
    given = [row for _, row in standing.there("inspections") if row["case"] == case]
    if history is None or not given:
        return None
    wanted = rules["frame"][history["variable"]]
    found = made_of(history, [{**row} for row in given], readings)
    if folded(found) == folded(wanted):
        return ""
    if found == NOT_DETERMINED:
        return f"its inspections do not say yet whether it is {wanted}"
    return f"by its inspections it is {found}, and only {wanted} cases are typed"


def made_of(history: Mapping[str, Any], given: list[dict[str, Any]], readings: Readings) -> str:
    """Return what inspections make of a case: stuck, unstuck, neither, or not determined."""
    grades = [
        (each["grade"], each["kind"] == "full")
        for each in sorted(given, key=lambda each: (each["date"], each["kind"]))
        if each["kind"] != "monitoring" and each["grade"]
        if history["from"] <= each["date"] <= history["to"]
    ]
    asked = history["full_inspections"]
    complete = sum(full for _, full in grades) >= asked
    if all(grade in BELOW_GOOD for grade, _ in grades):
        return STUCK if complete else NOT_DETERMINED
    alone = readings.get(history["good"], history["good"]) == "good alone"
    good = ("good",) if alone else ("good", "outstanding")
    before = [*grades]
    while before and before[-1][0] in good:
        before.pop()
    weak = sum(full and grade in BELOW_GOOD for grade, full in before)
    if len(grades) - len(before) < 2:
        return NEITHER if before or complete else NOT_DETERMINED
    exactly = readings.get(history["before"], history["before"]) == "exactly"
    if weak == asked or (weak > asked and not exactly):
        return UNSTUCK
    return NOT_DETERMINED if weak < asked and not complete else NEITHER
