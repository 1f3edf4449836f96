"""Every figure against a slow count written straight from the sentences of the design."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from slow_count import UNITS, Slow, studies
from small_evidence import Study

from coder.frequencies import Count, themes
from coder.frequencies.matrix import matrix


def four(count: Count) -> tuple[int, ...]:
    return count.with_, count.without, count.not_yet_read, count.no_source


@settings(max_examples=300, deadline=None)
@given(
    studies(),
    st.sampled_from(UNITS),
    st.sampled_from([None, "status", "role"]),
    st.sampled_from(["any", "all", "ann"]),
    st.booleans(),
)
def test_every_figure_is_that_of_a_slow_count(
    study: Study, unit: str, by: str | None, users: str, roll_up: bool
) -> None:
    evidence = study.evidence
    if by == "status" and not any(case.values for case in evidence.cases.values()):
        by = None
    found = themes(evidence, unit=unit, by=by, users=users, roll_up=roll_up)
    if by == "role":
        apart = {guid for guid, source in evidence.sources.items() if source.case is None}
        gone = apart if unit == "schools" else set()
        heard = [turn for guid in evidence.sources.keys() - gone for turn in evidence.turns[guid]]
        roles = {evidence.speakers[str(turn.speaker)].role for turn in heard}
        assert set(found.groups) == roles - {"Interviewer"}
    elif by:
        assert set(found.groups) >= {
            case.values.get(by, "not stated") for case in evidence.cases.values()
        }
    for row in found.rows:
        slow = Slow(evidence, row.code, users, roll_up)
        assert four(row.whole) == slow.count(unit, None, ""), row.code
        for group, count in row.groups.items():
            assert four(count) == slow.count(unit, by, group), (row.code, group)
            assert count.base is None or count.base == sum(four(count))


@settings(max_examples=100, deadline=None)
@given(studies(), st.sampled_from(["any", "all", "ann"]))
def test_the_matrix_says_of_each_school_what_its_figure_counts(study: Study, users: str) -> None:
    evidence = study.evidence
    table, found = matrix(evidence, users=users), themes(evidence, by=None, users=users)
    assert [row[0] for row in table.rows] == [
        row.path + " (retired)" * row.retired for row in found.rows
    ]
    for cells, row in zip(table.rows, found.rows, strict=True):
        states = [str(cell).partition(" (")[0] for cell in cells[1:]]
        names = ("with", "without", "not yet read", "no source")
        assert tuple(map(states.count, names)) == four(row.whole)


@settings(max_examples=100, deadline=None)
@given(studies(), st.sampled_from(UNITS), st.sampled_from([None, "role"]))
def test_the_codings_behind_a_figure_are_those_that_bear_on_it(
    study: Study, unit: str, by: str | None
) -> None:
    for row in themes(study.evidence, unit=unit, by=by).rows:
        slow = Slow(study.evidence, row.code, "any", True)
        for group, count in (("", row.whole), *row.groups.items()):
            units = slow.units(unit, by if group else None, group)
            bearing = {coding.guid for _, codings in units for coding in codings}
            assert set(count.codings) == bearing
            assert len(count.codings) == len(bearing)
