"""Matched pairs: which of the two schools has a theme, and the exact test of it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from slow_count import Slow, studies
from small_evidence import Study

from coder.errors import NotFound
from coder.frequencies.pairs import mcnemar, pairing, pairs
from coder.model import Table


def paired(*names: str) -> Study:
    """Schools 1a, 1b, ... each with one source of one teacher's turn, all read by ann."""
    study = Study()
    study.code("theme")
    for name in names:
        study.school(name, pair=name[:-1], status={"a": "stuck", "b": "unstuck"}[name[-1]])
        study.source(f"{name}.txt", name, "Teacher")
    return study


def table(study: Study, **asked: object) -> Table:
    evidence = study.evidence
    return pairs(evidence, pairing(evidence), **asked)  # type: ignore[arg-type]


def notes(found: Table) -> dict[str, str]:
    return dict(found.notes)


def test_each_pair_falls_into_one_of_five() -> None:
    study = paired("1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b", "5a", "5b", "6a", "6b")
    for name in ("1a", "1b", "2a", "3b", "5a"):
        study.turn(f"{name}.txt", "theme", 0)
    for name in ("1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b", "5a", "6b"):
        study.read(f"{name}.txt")  # of 5b and 6a nothing is known
    found = table(study)
    assert [column.heading for column in found.columns[1:]] == [
        "both",
        "stuck only",
        "unstuck only",
        "neither",
        "not yet known",
        "of pairs",
    ]
    assert found.rows == (("theme", 1, 1, 1, 1, 2, 6),)


def test_a_theme_is_shown_pair_by_pair_with_the_codings_of_each_school() -> None:
    study = paired("2a", "2b", "10a", "10b")
    coding = study.turn("10a.txt", "theme", 0)
    study.read("10b.txt")
    found = table(study, code="theme")
    assert found.rows == (
        ("2", "2a", "not yet read", "2b", "not yet read", "not yet known"),
        ("10", "10a", "with", "10b", "without", "stuck only"),
    )
    assert dict(found.codings) == {(1, 2): (coding,), (1, 5): (coding,)}
    assert notes(found)["Pairs in all"] == (
        "both 0, stuck only 1, unstuck only 0, neither 0, not yet known 1, of 2."
    )


def test_broken_pairs_are_named_and_not_counted() -> None:
    study = paired("1a", "1b", "2a", "3a", "3b")
    study.school("3c", pair="3", status="stuck")
    study.school("4a", pair="4", status="stuck")
    study.school("4b", pair="4", status="stuck")
    study.school("9x", status="stuck")
    found = table(study)
    assert found.rows[0][-1] == 1
    assert notes(found)["Broken pairs"] == (
        "2 (2a stuck); 3 (3a stuck, 3b unstuck, 3c stuck); 4 (4a stuck, 4b stuck);"
        " no pair (9x stuck)."
    )
    assert "1 pair; 4 not counted" in notes(found)["Base"]


def test_where_schools_differ_in_three_ways_two_have_to_be_named() -> None:
    study = paired("1a", "1b", "2a", "2b")
    study.school("3a", pair="3", status="stuck")
    study.school("3b", pair="3", status="neither")
    with pytest.raises(NotFound, match=r"say between which two.*“neither”, “stuck”, “unstuck”"):
        pairing(study.evidence)
    named = pairing(study.evidence, between=("Unstuck", "stuck"))
    assert (named.first, named.second) == ("unstuck", "stuck")
    assert [pair.first.name for pair in named.pairs] == ["1b", "2b"]
    with pytest.raises(NotFound, match="between which two"):
        pairing(study.evidence, between=("stuck", "stuck"))


def test_pairs_need_their_variables() -> None:
    study = Study()
    study.school("1a", status="stuck")
    with pytest.raises(NotFound, match="“pair”, which no school has; there are status"):
        pairing(study.evidence)


# Method notes, section C; computed there with statsmodels, and by hand: 5-0 is 2/32, 6-0 2/64,
# 6-1 is 2 (1 + 7) / 128, 8-1 is 2 (1 + 9) / 512.
KNOWN = {
    (0, 0): "1",
    (3, 0): ".25",
    (4, 0): ".125",
    (4, 1): ".375",
    (5, 0): ".0625",
    (6, 0): ".03125",
    (7, 0): ".015625",
    (6, 1): ".125",
    (7, 1): ".0703125",
    (8, 1): ".0390625",
    (10, 0): ".001953125",
    (5, 5): "1",
}


@pytest.mark.parametrize(("discordant", "p"), KNOWN.items())
def test_the_exact_p_is_the_known_one(discordant: tuple[int, int], p: str) -> None:
    assert mcnemar(*discordant) == mcnemar(*reversed(discordant)) == Fraction(p)


def test_fewer_than_six_that_differ_never_reach_five_percent() -> None:
    least = {n: min(mcnemar(n - k, k) for k in range(n + 1)) for n in range(1, 8)}
    assert [n for n, p in least.items() if p < Fraction("0.05")] == [6, 7]


def test_p_is_given_only_when_asked_for_and_says_what_it_leaves_out() -> None:
    study = paired("1a", "1b", "2a", "2b")
    study.turn("1a.txt", "theme", 0)
    study.read("1b.txt")
    assert "p" not in [column.key for column in table(study).columns]
    tested = table(study, test=True)
    assert tested.rows[0][-1] == "1"
    assert "Fewer than six such pairs can never reach .05" in notes(tested)["Test"]
    assert "McNemar 1947" in notes(tested)["Test"]
    one = table(study, code="theme", test=True)
    assert notes(one)["p"] == "1, from 1 against 0; 1 pair not yet known left out."


def test_where_no_pair_differs_there_is_no_test_and_no_p() -> None:
    study = paired("1a", "1b", "2a", "2b", "3a", "3b")
    for name in ("1a", "1b"):
        study.turn(f"{name}.txt", "theme", 0)
    for name in ("1a", "1b", "2a", "2b"):
        study.read(f"{name}.txt")
    tested = table(study, test=True)
    assert tested.rows == (("theme", 1, 0, 0, 1, 1, 3, "no test: no pair differs"),)
    assert "Where no pair differs there is no test." in notes(tested)["Test"]
    one = notes(table(study, code="theme", test=True))
    assert one["p"] == "no test: no pair differs; 1 pair not yet known left out."


@settings(max_examples=100, deadline=None)
@given(studies())
def test_every_figure_of_the_pairs_is_that_of_a_slow_count(study: Study) -> None:
    for at, case in enumerate([*study.cases.values()]):
        values = {"pair": str(at // 2), "status": "su"[at % 2]}
        study.school(case.name, **values)
    if len(study.cases) < 2:
        return
    evidence = study.evidence
    for users, roll_up in product(("any", "all", "ann"), (True, False)):
        found = pairs(evidence, pairing(evidence), users=users, roll_up=roll_up)
        rows = {row[0]: row[1:6] for row in found.rows}
        for code in evidence.codebook:
            path = evidence.codebook.path(code.guid) + " (retired)" * code.retired
            if path in rows:
                slow = Slow(evidence, code.guid, users, roll_up)
                assert rows[path] == slow_pairs(slow), path


def slow_pairs(slow: Slow) -> tuple[int, ...]:
    found = [0] * 5
    said = slow.codings()
    states = {}
    for case, sources in slow.wholes("schools"):
        if any(slow.has(s, [c for c in said if c.source == s]) for s in sources):
            states[case] = "with"
        else:
            read = sources and all(map(slow.was_read_for, sources))
            states[case] = "without" if read else "unknown"
    names = list(slow.evidence.cases)
    for one, other in zip(names[::2], names[1::2], strict=False):
        known = ["with with", "with without", "without with", "without without"]
        state = f"{states[one]} {states[other]}"
        found[known.index(state) if state in known else 4] += 1
    return tuple(found)
