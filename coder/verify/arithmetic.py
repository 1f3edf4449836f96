"""The arithmetic of a measured criterion in words, condition by condition."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .rules import Readings, holds, numeric
from .saying import one_line
from .words import folded


def words(
    measure: Mapping[str, Any],
    values: Mapping[str, str],
    readings: Readings,
    thresholds: Mapping[str, str],
) -> list[str]:
    """Return a sentence for each condition of a measure; `values` are of a case, by variable."""
    by_name = {folded(name): value for name, value in values.items()}
    return [_judged(each, by_name, readings, thresholds) for each in measure["conditions"]]


def _judged(
    condition: Mapping[str, Any],
    values: Mapping[str, str],
    readings: Readings,
    thresholds: Mapping[str, str],
) -> str:
    if not condition.get("open"):
        return _condition(condition, values, readings)
    own = numeric(condition["variable"], thresholds)
    if own is None:
        return f"{_condition(condition, values, readings)}, and the report gives no threshold"
    bound = {**condition, condition["open"]: own}
    said = _condition(bound, values, readings)
    return f"{said} (the threshold is this project's; the report gives none)"


def _condition(condition: Mapping[str, Any], values: Mapping[str, str], readings: Readings) -> str:
    variable, per = condition["variable"], condition["per"]
    for name in (variable, per) if per else (variable,):
        if why := _unknown(name, values):
            return why
    value = _given(variable, values)
    if not per:
        return _bounded(condition, values, readings, f"{variable} is {value:g}")
    over, read = _given(per, values), condition["reading"]
    if read and value > 0 and over == 1:
        return _no_change(condition, value)
    by_changes = bool(read) and readings[read] == "changes"
    divisor = over - by_changes
    if divisor <= 0 or (read and value <= 0):
        return f"{value:g} {variable} over {over:g} {per} is no average"
    what = f"{divisor:g} changes ({over:g} {per})" if by_changes else f"{divisor:g} {per}"
    quotient = f"{value / divisor:.2f}".rstrip("0").rstrip(".")
    return _bounded(condition, values, readings, f"{value:g} {variable} ÷ {what} = {quotient}")


def _unknown(variable: str, values: Mapping[str, str]) -> str:
    text = values.get(folded(variable), "").strip()
    if not text:
        return f"{variable} is not recorded"
    if numeric(variable, values) is None:
        return f"{variable} is “{one_line(text, 40)}”, which is not a number"
    return ""


def _given(variable: str, values: Mapping[str, str]) -> float:
    return float(numeric(variable, values) or 0)


def _no_change(condition: Mapping[str, Any], value: float) -> str:
    words = f"{value:g} {condition['variable']} with 1 {condition['per']}, so no change yet"
    low, high = _bounds(condition)
    if high is not None and value > high:
        return f"{words}: more than {high:g}"
    if high is None and low is not None and value >= low:
        return f"{words}: at least {low:g}"
    return f"{words}: too short a time to say"


def _bounds(condition: Mapping[str, Any]) -> tuple[float | None, float | None]:
    def bound(name: str) -> float | None:
        found: Fraction | None = condition.get(name)
        return None if found is None else float(found)

    return bound("at_least"), bound("at_most")


def bounds(condition: Mapping[str, Any]) -> list[str]:
    """Return the bounds of a condition in words."""
    named = zip(("at least", "at most"), _bounds(condition), strict=True)
    return [f"{name} {bound:g}" for name, bound in named if bound is not None]


def _bounded(
    condition: Mapping[str, Any], values: Mapping[str, str], readings: Readings, words: str
) -> str:
    if not (told := bounds(condition)):
        return words
    held = "holds" if holds(condition, values, readings) else "does not hold"
    return f"{words}; {' and '.join(told)} {held}"
