"""Stuck, unstuck or neither, from inspections: paragraphs 17 to 20 of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from school_8a import SCHOOL_8A, TYPOLOGY, O, outcomes, school, statuses

from coder.model import Inspection
from coder.typology import NOT_DETERMINED, Trace, trace
from coder.typology.history import standing

HISTORY = TYPOLOGY.history
assert HISTORY is not None
DEFAULTS = {reading.id: reading.default for reading in TYPOLOGY.readings}

# One letter an inspection. Full ones: W below good, G good, O outstanding; a short one: g good,
# w below good; M a monitoring visit.
GRADES = {"W": "requires improvement", "G": "good", "O": "outstanding", "g": "good"}
GRADES |= {"w": "inadequate", "M": ""}
KINDS = {"g": "short", "w": "short", "M": "monitoring"}


def inspections(letters: str, first: int = 2007) -> list[Inspection]:
    return [
        Inspection(f"{n}", "8a", f"{first + n}-05-01", KINDS.get(each, "full"), GRADES[each])
        for n, each in enumerate(letters)
    ]


def stands(given: Sequence[Inspection] | str, **readings: str) -> str:
    made = inspections(given) if isinstance(given, str) else given
    chosen = DEFAULTS | {key.replace("_", "-"): option for key, option in readings.items()}
    assert HISTORY is not None
    return standing(HISTORY, made, chosen).what


NEITHER = "neither stuck nor unstuck"


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("WWWW", "stuck"),  # paragraph 17: at least four full inspections, every one below good
        ("WWWWWWW", "stuck"),
        ("WWWWw", "stuck"),
        ("WWW", NOT_DETERMINED),  # three: an earlier one may not have been given
        ("WWWw", NOT_DETERMINED),  # the fourth is no full one
        ("WWWMMMM", NOT_DETERMINED),  # monitoring visits do not count
        ("WMWMWMW", "stuck"),
        ("WWWWGG", "unstuck"),  # paragraph 19
        ("WWWWgg", "unstuck"),  # good grades need not be of full inspections
        ("WWWWGGG", "unstuck"),
        ("WWWWGMG", "unstuck"),
        ("WWWWG", NEITHER),  # paragraph 20: good once, no longer stuck, not yet unstuck
        ("WWWWGW", NEITHER),  # every inspection
        ("WWWWGWG", NEITHER),  # two good ones, not consecutive
        ("WWWWGGW", NEITHER),  # not maintained
        ("WWWwGG", NEITHER),  # three full ones before, of five full ones in all
        ("WGG", NOT_DETERMINED),
        ("WG", NEITHER),  # whatever came before, good once only
        ("GGGG", NEITHER),
        ("GWWWW", NEITHER),
        ("", NOT_DETERMINED),
        ("M", NOT_DETERMINED),
    ],
)
def test_the_words_of_paragraphs_17_to_20(letters: str, expected: str) -> None:
    assert stands(letters) == expected


@pytest.mark.parametrize("grade", ["inadequate", "satisfactory", "requires improvement"])
def test_each_of_the_three_lower_grades_is_below_good(grade: str) -> None:
    made = [replace(each, grade=grade) for each in inspections("WWWW")]
    assert stands(made) == "stuck"


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2006-08-31", False), ("2006-09-01", True), ("2019-08-31", True), ("2019-09-01", False)],
)
def test_both_days_of_the_period_are_in(day: str, counts: bool) -> None:
    fourth = replace(inspections("W")[0], date=day)
    assert stands([*inspections("WWW"), fourth]) == ("stuck" if counts else NOT_DETERMINED)
    good = replace(inspections("G")[0], date=day)
    assert stands([*inspections("WWWW"), good]) == (NEITHER if counts else "stuck")


def test_they_count_in_the_order_of_their_days_however_they_are_given() -> None:
    assert stands(list(reversed(inspections("WWWWGG")))) == "unstuck"
    assert stands(list(reversed(inspections("GGWWWW")))) == NEITHER


def test_the_inspections_of_a_predecessor_count_as_its_own() -> None:
    before = [replace(each, origin="the school before it converted") for each in inspections("WWW")]
    assert stands([*before, *inspections("W", first=2015)]) == "stuck"


def test_more_than_four_before_the_good_ones_by_each_reading() -> None:
    assert stands("WWWWWGG") == "unstuck"
    assert stands("WWWWWGG", four_full_inspections="exactly") == NEITHER
    assert stands("WWWWGG", four_full_inspections="exactly") == "unstuck"


def test_outstanding_by_each_reading() -> None:
    assert stands("WWWWGO") == "unstuck"
    assert stands("WWWWGO", graded_good="good alone") == NEITHER
    assert stands("WWWWO", graded_good="good alone") == NEITHER  # not below good either: not stuck


# Written from the paragraphs and sharing nothing with the evaluator.


def by_hand(letters: str, exactly: bool, alone: bool) -> str:
    """Return what a school is whose whole history this is."""
    below = "Ww"
    if all(each in below for each in letters) and letters.count("W") >= 4:
        return "stuck"
    good = "Gg" if alone else "GgO"
    at_end = len(letters) - len(letters.rstrip(good))
    previously = letters[: len(letters) - at_end].count("W")
    enough = previously == 4 if exactly else previously >= 4
    return "unstuck" if at_end >= 2 and enough else NEITHER


EARLIER = ["".join(each) for size in range(7) for each in product("WG", repeat=size)]


@pytest.mark.parametrize("exactly", [False, True])
@pytest.mark.parametrize("alone", [False, True])
def test_every_history_of_up_to_seven_inspections(exactly: bool, alone: bool) -> None:
    readings = {
        "four_full_inspections": "exactly" if exactly else "at least",
        "graded_good": "good alone" if alone else "good or outstanding",
    }
    every = ["".join(each) for size in range(5) for each in product("WGOgw", repeat=size)]
    every += ["".join(each) for size in (5, 6, 7) for each in product("WG", repeat=size)]
    for letters in every:
        full = sum(each in "WGO" for each in letters)
        earlier = EARLIER if full < 4 else [""]
        found = {by_hand(before + letters, exactly, alone) for before in earlier}
        expected = found.pop() if len(found) == 1 else NOT_DETERMINED
        assert stands(letters, **readings) == expected, letters


# What the frame makes of it.


def traced(letters: str, status: str = "stuck", **readings: str) -> Trace:
    evidence = school(SCHOOL_8A, values={"status": status} if status else {})
    chosen = {key.replace("_", "-"): option for key, option in readings.items()}
    given = inspections(letters)
    return trace(evidence, TYPOLOGY, (), evidence.cases["8a"], chosen, inspections=given)


def test_without_inspections_the_status_is_as_recorded() -> None:
    assert traced("").typed
    assert traced("").standing is None
    assert traced("", "").reason == "its status is not recorded, and only stuck cases are typed"


def test_a_stuck_history_is_typed_though_no_status_is_recorded() -> None:
    found = traced("WWWWW", "")
    assert found.typed
    assert outcomes(found)["A", "years-per-headteacher: heads"] == "met"
    assert found.standing is not None
    assert found.standing.words == (
        "5 full inspections from 2006-09-01 to 2019-08-31, and every grade below good"
    )


@pytest.mark.parametrize(
    ("letters", "reason"),
    [
        (
            "WWWWGG",
            "by its inspections it is unstuck (4 full inspections below good, then good 2 times in"
            " a row), and only stuck cases are typed",
        ),
        (
            "WWWWG",
            "by its inspections it is neither stuck nor unstuck (good once only, on 2011-05-01,"
            " since it was last graded otherwise), and only stuck cases are typed",
        ),
        (
            "WWGWW",
            "by its inspections it is neither stuck nor unstuck (graded good on 2009-05-01, and"
            " requires improvement on 2011-05-01), and only stuck cases are typed",
        ),
        (
            "WW",
            "its inspections do not say yet whether it is stuck: 2 full inspections from"
            " 2006-09-01 to 2019-08-31 given, and at least 4 asked for",
        ),
    ],
)
def test_what_is_not_stuck_by_its_history_is_not_typed_and_the_reason_is_said(
    letters: str, reason: str
) -> None:
    found = traced(letters)
    assert (found.typed, found.types, found.reason) == (False, (), reason)
    assert statuses(found)[O] == "met"


def test_a_record_that_says_otherwise_is_flagged_both_ways() -> None:
    assert traced("WWWW").flags == traced("").flags
    (flag, *_) = traced("WWWWGG").flags
    assert flag == (
        "Its status is recorded as stuck, but by its inspections it is unstuck (4 full inspections"
        " below good, then good 2 times in a row)."
    )
    found = traced("WWWW", "Unstuck")
    assert found.typed
    assert found.flags[0].startswith("Its status is recorded as Unstuck, but by its inspections it")
    assert traced("WWWW", " STUCK ").flags == traced("").flags
    assert traced("WW").flags == traced("").flags  # they do not say otherwise yet


def test_another_reading_that_makes_something_else_of_it_is_noted() -> None:
    note = "Reading “previously had four full inspections” by “exactly”, it would be "
    assert note + "neither stuck nor unstuck." in traced("WWWWWGG").notes
    assert not [each for each in traced("WWWWGG").notes if each.startswith("Reading")]


def test_the_other_values_of_a_frame_are_still_as_recorded() -> None:
    rules = replace(TYPOLOGY, frame={"status": "stuck", "phase": "primary"})
    evidence = school(SCHOOL_8A, values={"phase": "secondary"})
    case, given = evidence.cases["8a"], inspections("WWWW")
    found = trace(evidence, rules, (), case, {}, inspections=given)
    assert found.reason == "its phase is secondary, and only primary cases are typed"


def test_rules_without_a_history_do_not_look_at_inspections() -> None:
    evidence = school(SCHOOL_8A)
    rules = replace(TYPOLOGY, history=None)
    case, given = evidence.cases["8a"], inspections("GG")
    assert trace(evidence, rules, (), case, {}, inspections=given).typed
