"""The report's appendix: which of its 20 schools can be known again by its five columns."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from coder.disclosure import alone, beside, unique_on
from coder.model import Case

REPO = Path(__file__).parents[2]
SHARED = REPO.parent / "shared"
COLUMNS = ("status", "phase", "governance", "area", "size")


def rows() -> list[dict[str, str]]:
    with (REPO / "transcripts" / "schools.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def schools() -> list[Case]:
    return [Case(row["school"], row["school"], row) for row in rows()]


def counted_by_hand(table: list[tuple[str, ...]]) -> int:
    return sum(times for times in Counter(table).values() if times == 1)


def test_nine_of_the_twenty_schools_are_unique_on_the_five_columns(schools: list[Case]) -> None:
    # Methods notes, section C: measured apart from this program.
    nine = {"1a", "2a", "2b", "3a", "6a", "7a", "8b", "9a", "10a"}
    assert {case.name for case in alone(schools, COLUMNS)} == nine
    assert counted_by_hand([tuple(row[name] for name in COLUMNS) for row in rows()]) == 9


def test_the_report_itself_gives_the_same_nine(schools: list[Case]) -> None:
    report = SHARED / "report" / "fight-or-flight.txt"
    if not report.exists():
        pytest.skip("the report does not stand beside this checkout")
    lines = report.read_text(encoding="utf-8").split("\n")
    table = [line.split("\t") for line in lines if re.match(r"\d+[AB]\t(Stuck|Unstuck)\t", line)]
    assert len(table) == 20
    shared = Counter(tuple(row[1:]) for row in table)
    unique = {row[0].lower() for row in table if shared[tuple(row[1:])] == 1}
    assert unique == {case.name for case in alone(schools, COLUMNS)}


def test_five_stay_unique_without_the_status(schools: list[Case]) -> None:
    assert len(alone(schools, COLUMNS[1:])) == 5


def test_7a_is_the_only_middle_school_and_the_list_says_so(schools: list[Case]) -> None:
    why = unique_on(schools, COLUMNS)
    assert [case.name for case in alone(schools, ("status", "phase"))] == ["7a"]
    assert why["7a"][0] == ("phase",)
    assert why["9a"] == (("phase", "area"),)  # the only rural junior school
    assert "8a" not in why  # as 4a and 5a


def test_what_makes_a_school_unique_is_said_once_and_no_more_widely(schools: list[Case]) -> None:
    for crossings in unique_on(schools, COLUMNS).values():
        assert not any(set(a) < set(b) for a in crossings for b in crossings)


def test_only_the_status_can_stand_beside_a_school(schools: list[Case]) -> None:
    # 10 stuck, 10 unstuck; with any second column some group has one or two.
    assert beside(schools, COLUMNS, 3) == ("status",)
    for other in COLUMNS[1:]:
        sizes = Counter((row["status"], row[other]) for row in rows())
        assert min(sizes.values()) < 3


def test_what_stands_beside_a_school_leaves_it_among_k(schools: list[Case]) -> None:
    for k in range(2, 12):
        kept = beside(schools, COLUMNS, k)
        sizes = Counter(tuple(row[name] for name in kept) for row in rows())
        assert min(sizes.values()) >= k
