"""Variables that the rules measure hold numbers, and one that no rule knows is named."""

from __future__ import annotations

import pytest

from coder.errors import Refused
from coder.operations import cases, lookup
from coder.operations.measured import measured, unread
from coder.store import Store


def test_the_rules_measure_the_variables_of_their_conditions(demo: Store) -> None:
    """Paragraphs 67, 72 and 74: years, headteachers, turnover, time in post, inspections."""
    assert measured(demo)[:2] == ["years covered", "headteachers in that time"]
    assert len(measured(demo)) == 5


@pytest.mark.parametrize("value", ["seven", "4-5", "about 4"])
def test_a_word_where_a_rule_reckons_is_refused_and_nothing_is_set(demo: Store, value: str) -> None:
    case, head = lookup.case(demo, "8a").guid, demo.head
    with pytest.raises(Refused, match="it is a number such as 4"):
        cases.set_value(demo, "ann", case, "Years  Covered", value)
    assert demo.head == head
    cases.set_value(demo, "ann", case, "years covered", "7.5")
    cases.set_value(demo, "ann", case, "years covered", "")


def test_a_variable_that_only_this_case_has_and_no_rule_knows_is_named(demo: Store) -> None:
    case = lookup.case(demo, "8a").guid
    cases.set_value(demo, "ann", case, "turnover", "60")
    assert unread(demo, "turnover").startswith(
        "No rule measures turnover; the rules measure “years"
    )
    cases.set_value(demo, "ann", case, "years covered", "7")
    assert unread(demo, "years covered") == unread(demo, "status") == ""
