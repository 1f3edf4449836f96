"""Naming a turn, and a group, on the command line."""

from __future__ import annotations

import pytest

from coder.errors import NotFound, Refused
from coder.operations import codes, coding, figures, lists_coding, lookup
from coder.store import Store, reads


def test_a_turn_is_named_by_its_source_and_number(study: Store) -> None:
    (source,) = reads.sources(study)
    third = reads.turns(study, source)[source][2].guid
    assert lookup.thing(study, "8a.txt#3") == (third, f"turn {third[:8]}")
    assert lookup.anything(study, "turn:8a.txt#3") == third
    coding.add_memo(study, "ann", third, "Loud here.")
    (memo,) = lists_coding.memos(study, "ann", third).records
    assert memo["thing"] == "“The union was strong. It was hard.” in 8a.txt"


@pytest.mark.parametrize(
    ("named", "why"),
    [("9z#1", "SOURCE#NUMBER"), ("8a.txt#", "SOURCE#NUMBER"), ("#2", "SOURCE#NUMBER")],
)
def test_what_is_no_turn_is_not_found(study: Store, named: str, why: str) -> None:
    with pytest.raises(NotFound, match=why):
        lookup.thing(study, named)


@pytest.mark.parametrize("number", [0, 4])
def test_a_source_says_which_turns_it_has(study: Store, number: int) -> None:
    with pytest.raises(Refused, match="has turns 1 to 3"):
        lookup.thing(study, f"8a.txt#{number}")


def test_a_code_may_have_such_a_name(study: Store) -> None:
    guid = codes.add_code(study, "ann", "Finding #3")
    assert lookup.thing(study, "Finding #3")[0] == guid


def quoted(store: Store, variable: str, value: str) -> int:
    asked = figures.Question(figures.QUOTES, group=(variable, value))
    return len(figures.answer(store, "ann", asked).table.rows)


def test_a_group_there_is_not_is_not_an_empty_table(study: Store) -> None:
    (source,) = reads.sources(study)
    turn = reads.turns(study, source)[source][0]
    code = lookup.code(reads.codebook(study), "Dumping ground").guid
    coding.apply_code(study, "ann", source, turn.passage, code)
    assert quoted(study, "status", "stuck") == quoted(study, "role", "Headteacher") == 1
    assert quoted(study, "status", "unstuck") == quoted(study, "role", "not stated") == 0
    with pytest.raises(NotFound, match=r"no variable “bogus”.*status.*role"):
        quoted(study, "bogus", "1")
    with pytest.raises(NotFound, match=r"No status is “bogus”; there are .*“stuck”, “unstuck”"):
        quoted(study, "status", "bogus")
    with pytest.raises(NotFound, match="“Headteacher”, “Interviewer”"):
        quoted(study, "role", "headmaster")
