"""Where the value of a variable is known from, and why it was set so."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Refused
from coder.model import Value
from coder.operations import cases, history, lists, lookup
from coder.operations.cases import read_cases, set_value
from coder.operations.explaining import explain
from coder.operations.profiles import Release
from coder.operations.publishing_lists import listing
from coder.store import Store, reads
from coder.store.undoing import undo

HEADS = "headteachers in that time"


def known(store: Store, variable: str) -> Value:
    case = lookup.case(store, "8a").guid
    (found,) = [v for v in reads.values(store) if v.case == case and v.variable == variable]
    return found


def put(store: Store, variable: str, value: str, reason: str = "", origin: str = "") -> None:
    set_value(store, "ann", lookup.case(store, "8a").guid, variable, value, reason, origin)


def told(store: Store) -> str:
    case = lookup.case(store, "8a").guid
    return "\n".join(part.words for part in explain(store, "ann", case).parts)


def test_a_value_keeps_where_it_is_known_from_and_why(demo: Store) -> None:
    put(demo, HEADS, "4", "A teacher's count, of seven years.", "8a.txt, turn 2")
    found = known(demo, HEADS)
    assert (found.value, found.origin, found.reason) == (
        "4",
        "8a.txt, turn 2",
        "A teacher's count, of seven years.",
    )
    record = next(r for r in lists.values(demo).records if r["variable"] == HEADS)
    assert (record["origin"], record["reason"]) == (found.origin, found.reason)


def test_the_words_are_no_part_of_the_journal(demo: Store) -> None:
    put(demo, HEADS, "4", "Mrs Ashdown said so.", "Telephone call with Mrs Ashdown")
    (bodies,) = demo.rows("SELECT group_concat(body) FROM journal")[0]
    assert "Ashdown" not in bodies
    shown = history.differences(demo, history.entry(demo, demo.head))
    assert any("Telephone call with Mrs Ashdown" in each.after for each in shown)


def test_another_value_does_not_keep_the_origin_of_the_old_one(demo: Store) -> None:
    put(demo, HEADS, "4", "counted", "8a.txt")
    put(demo, HEADS, "5")
    assert known(demo, HEADS) == Value(known(demo, HEADS).case, HEADS, "5")
    undo(demo, "ann")
    assert (known(demo, HEADS).value, known(demo, HEADS).origin) == ("4", "8a.txt")


def test_the_same_again_changes_nothing(demo: Store) -> None:
    put(demo, HEADS, "4", "counted", "8a.txt")
    head = demo.head
    put(demo, HEADS, "4", "counted", "8a.txt")
    put(demo, HEADS, "4")
    assert demo.head == head
    put(demo, HEADS, "4", origin="the register")
    assert (known(demo, HEADS).origin, known(demo, HEADS).reason) == ("the register", "")


def test_a_value_taken_away_and_set_again_does_not_get_its_old_origin_back(demo: Store) -> None:
    put(demo, HEADS, "4", "counted", "8a.txt")
    put(demo, HEADS, "")
    put(demo, HEADS, "4")
    assert known(demo, HEADS).origin == ""


def test_the_trace_says_beside_a_measure_where_its_values_come_from(demo: Store) -> None:
    put(demo, "years covered", "7", "", "8a.txt, turn 2")
    put(demo, HEADS, "4", "A teacher's count.")
    said = told(demo)
    assert "years covered = 7: known from “8a.txt, turn 2”." in said
    assert f"{HEADS} = 4: from where is not said; because “A teacher's count.”." in said


def test_a_table_of_cases_may_say_it_beside_each_variable(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_text(
        "school,heads,Heads FROM,heads because,years from,from\n"
        "8a,4,the register,as of 2019,2012,x\n9a,3,,,,\n2a,,the register,,,\n",
        encoding="utf-8",
    )
    cases.add_cases(demo, "ann", read_cases(path))
    assert known(demo, "heads").origin == "the register"
    assert known(demo, "heads").reason == "as of 2019"
    # What belongs to no other column is a variable like any other.
    assert (known(demo, "years from").value, known(demo, "from").value) == ("2012", "x")
    assert "heads" not in lookup.case(demo, "2a").values


def test_what_people_wrote_about_a_value_is_not_published(demo: Store) -> None:
    put(demo, "pair", "8", "Mrs Ashdown said so.", "Mrs Ashdown")
    shown, _ = listing(demo, "ann", lists.values(demo), Release("publish"))
    assert "Ashdown" not in repr(shown)
    assert {field.key for field in shown.fields} == {"case", "variable", "value"}


def test_a_variable_without_a_name_is_refused(demo: Store) -> None:
    with pytest.raises(Refused, match="needs a name"):
        put(demo, "  ", "4", "why", "where")
