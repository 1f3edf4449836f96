"""The inspection history of cases: given, listed, taken away, and what it makes of a typing."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import NotFound, Refused, RuleFileError
from coder.operations import history, lookup, settings, typing
from coder.operations.cases import set_value
from coder.operations.explaining import explain
from coder.operations.inspections import (
    add_inspections,
    inspection,
    listed,
    read_inspections,
    remove_inspection,
)
from coder.store import Store, reads
from coder.store.undoing import undo
from coder.verify import verify

YEARS = ("2007", "2010", "2012", "2015")
WEAK = [("8a", inspection(f"{year}-03-04", "full", "satisfactory")) for year in YEARS]
GOOD = [("8a", inspection(f"{year}-03-04", "full", "good")) for year in ("2017", "2019")]


def summary(store: Store) -> str:
    return typing.traces(store, "ann", [lookup.case(store, "8a")])[0].summary


def test_a_school_that_its_inspections_make_unstuck_is_not_typed(demo: Store) -> None:
    before = summary(demo)
    add_inspections(demo, "ann", WEAK)
    assert summary(demo) == before
    add_inspections(demo, "ann", GOOD)
    assert summary(demo).startswith("Not typed: by its inspections it is unstuck")
    with pytest.raises(Refused, match="8a is not typed: by its inspections it is unstuck"):
        typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "because")
    assert verify(Path(demo.path or "")).faults == []


def test_the_trace_says_what_the_inspections_make_of_it(demo: Store) -> None:
    add_inspections(demo, "ann", WEAK)
    case = lookup.case(demo, "8a").guid
    said = [part.words for part in explain(demo, "ann", case).parts]
    assert (
        "By its inspections it is stuck: 4 full inspections from 2006-09-01 to 2019-08-31, and"
        " every grade below good." in said
    )


def test_inspections_given_later_make_a_decision_stale(demo: Store) -> None:
    eight = lookup.case(demo, "8a")
    typing.decide(demo, "ann", eight, "Type A", "as the rules say")
    add_inspections(demo, "ann", [*WEAK, *GOOD])
    why = typing.decided(demo, "ann", typing.traces(demo, "ann", [eight]))[eight.guid].stale
    assert "unstuck" in why[0]
    assert why[-1] == "the inspections given have changed"


def test_the_same_day_and_kind_is_corrected_and_not_doubled(demo: Store) -> None:
    given = inspection("2015-03-04", "Full", "Requires Improvement", "the published report")
    add_inspections(demo, "ann", [("School 8A", given)])
    head = demo.head
    add_inspections(demo, "ann", [("8a", given)])
    add_inspections(demo, "ann", [("8a", inspection("2015-03-04", "full", "requires improvement"))])
    assert demo.head == head
    add_inspections(demo, "ann", [("8a", inspection("2015-03-04", "full", "inadequate"))])
    assert listed(demo).records == [
        {"case": "8a", "date": "2015-03-04", "kind": "full", "grade": "inadequate", "origin": ""}
    ]
    undo(demo, "ann")
    assert listed(demo).records[0]["origin"] == "the published report"


def test_one_is_taken_away_and_may_be_given_again(demo: Store) -> None:
    add_inspections(demo, "ann", WEAK)
    case = lookup.case(demo, "8a").guid
    remove_inspection(demo, "ann", case, "2007-03-04", "full", "It was another school's.")
    assert [each.date[:4] for each in reads.inspections(demo)] == ["2010", "2012", "2015"]
    shown = history.happenings(demo, "ann")[0]
    assert (shown.what, shown.reason) == (
        "8a: full, 2007-03-04, satisfactory",
        "It was another school's.",
    )
    with pytest.raises(NotFound, match="no full inspection on 2007-03-04"):
        remove_inspection(demo, "ann", case, "2007-03-04", "full")
    add_inspections(demo, "ann", WEAK)
    assert len(reads.inspections(demo)) == 4


def test_they_stand_in_the_history_of_their_case(demo: Store) -> None:
    add_inspections(demo, "ann", WEAK[:1])
    about = history.of_thing(demo, lookup.case(demo, "8a").guid)
    assert history.happenings(demo, "ann", about=about)[0].verb == "add inspections"


def test_a_table_of_inspections_is_read_by_its_columns(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "inspections.csv"
    path.write_text(
        "school,date,kind,grade,from\n"
        "10a,2015-03-04,full,inadequate,the register\n"
        "School 2A,2014-01-09,short,good,\n2a,2013-01-09,monitoring,,\n",
        encoding="utf-8",
    )
    add_inspections(demo, "ann", read_inspections(path), "From the register.")
    found = [(each["case"], each["date"], each["kind"]) for each in listed(demo).records]
    assert found == [
        ("2a", "2013-01-09", "monitoring"),
        ("2a", "2014-01-09", "short"),
        ("10a", "2015-03-04", "full"),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("8a,2015-02-30,full,good", r"row 2: “2015-02-30” is no day .* YYYY-MM-DD"),
        ("8a,04/03/2015,full,good", "is no day"),
        ("8a,2015-03-04,partial,good", "row 2: “partial” is no kind of inspection; there are full"),
        ("8a,2015-03-04,full,fine", "row 2: “fine” is no grade; there are outstanding, good"),
        ("8a,2015-03-04,full,", "row 2: “” is no grade"),
        (",2015-03-04,full,good", "row 2: the column “school” is empty"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(
    demo: Store, tmp_path: Path, row: str, words: str
) -> None:
    path = tmp_path / "inspections.csv"
    path.write_text(f"school,date,kind,grade\n8a,2014-03-04,full,good\n{row}\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match=words):
        read_inspections(path)
    assert reads.inspections(demo) == []


THRESHOLD = "threshold of yearly turnover of staff in per cent"


def test_a_project_may_set_the_threshold_that_the_report_does_not_give(demo: Store) -> None:
    shown = {each.name: each for each in settings.settings(demo)}
    assert shown[THRESHOLD].value == "none"
    assert "the report gives none" in shown[THRESHOLD].meaning
    assert settings.choose(demo, "ann", THRESHOLD, "40", "Agreed with the lead.").value == "40"
    assert {each.name: each.value for each in settings.settings(demo)}[THRESHOLD] == "40"
    with pytest.raises(Refused, match=r"is a number, such as 40 or 12\.5, or none"):
        settings.choose(demo, "ann", THRESHOLD, "high")
    settings.choose(demo, "ann", THRESHOLD, "none")
    assert {each.name: each.value for each in settings.settings(demo)}[THRESHOLD] == "none"


def test_turnover_counts_by_the_threshold_that_was_set(demo: Store) -> None:
    case = lookup.case(demo, "8a").guid
    set_value(demo, "ann", case, "yearly turnover of staff in per cent", "60", "", "the head")
    found = []
    for threshold in ("none", "60", "60.5"):
        settings.choose(demo, "ann", THRESHOLD, threshold)
        (trace,) = typing.traces(demo, "ann", [lookup.case(demo, "8a")])
        found.append(trace.attributes[2].status)
    assert found == ["not known", "met", "not met"]
