"""The margin: the smallest sets of changes that alter an outcome, against brute force."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from school_8a import (
    SCHOOL_8A,
    TYPOLOGY,
    UNCLEAR,
    UNION,
    UNSTABLE,
    I,
    L,
    O,
    S,
    Said,
    U,
    V,
    assessed,
    school,
    traced,
)

from coder.model import Assessment, Evidence, Least
from coder.typology import Trace, trace
from coder.typology import margin as searching
from coder.typology.basis import gather
from coder.typology.changes import Change
from coder.typology.margin import Margin
from coder.typology.rules import readings_in_use

Key = tuple[Hashable, ...]
DEFAULTS = readings_in_use(TYPOLOGY, {})


def named(change: Change) -> Key:
    if change.kind in ("passage", "speaker"):
        return (change.kind, change.dropped)
    if change.assessment is not None:
        return ("assessment", change.assessment.guid)
    return (change.kind, change.settled or change.reading)


def found(margin: Margin) -> set[tuple[frozenset[Key], str]]:
    return {(frozenset(map(named, each.changes)), each.after) for each in margin.sets}


# Brute force: every set of changes is made to the evidence itself, and the case judged anew.


class Study:
    def __init__(self, evidence: Evidence, made: Sequence[Assessment], least: Least) -> None:
        self.evidence, self.made, self.least = evidence, list(made), least

    def outcomes(self, changes: Iterable[Key] = ()) -> dict[str, str] | None:
        codings, made, readings = list(self.evidence.codings), list(self.made), dict(DEFAULTS)
        settled: dict[str, str] = {}
        for kind, what in changes:
            if kind in ("passage", "speaker"):
                codings = [each for each in codings if (each.source, each.passage) not in what]
            elif kind == "assessment":
                made = [each for each in made if each.guid != what]
            elif kind == "settle":
                attribute, status = what
                if attribute in settled:
                    return None
                settled[attribute] = status
            else:
                readings[what[0]] = what[1]
        made = [each for each in made if each.attribute not in settled]
        made += [assessed(attribute, status, "zoe") for attribute, status in settled.items()]
        left = replace(self.evidence, codings=codings)
        case = left.cases["8a"]
        basis = gather(left, TYPOLOGY, made, case, least=self.least, thresholds={})
        return dict(basis.outcomes(readings))

    def single(self) -> list[Key]:
        labels: dict[str, set[tuple[str, object]]] = {}
        keys = {(each.source, each.passage) for each in self.evidence.codings}
        for source, passage in keys:
            turn = next(t for t in self.evidence.turns[source] if t.passage == passage)
            label = self.evidence.speakers[str(turn.speaker)].name
            labels.setdefault(label, set()).add((source, passage))
        statuses = self.statuses()
        return [
            *(("passage", frozenset({key})) for key in keys),
            *(("speaker", frozenset(of)) for of in labels.values() if len(of) > 1),
            *(("assessment", each.guid) for each in self.made),
            *(
                ("settle", (id, to))
                for id, status in statuses.items()
                for to in ("met", "not met")
                if status in ("not known", "contested")
            ),
            *(
                ("reading", (each.id, option))
                for each in TYPOLOGY.readings
                for option in each.options
                if option != each.default
            ),
        ]

    def statuses(self) -> dict[str, str]:
        return {each.attribute.id: each.status for each in self.traced().attributes}

    def traced(self) -> Trace:
        case = self.evidence.cases["8a"]
        return trace(self.evidence, TYPOLOGY, self.made, case, {}, least=self.least)

    def smallest(self, type_: str) -> tuple[int, set[tuple[frozenset[Key], str]]]:
        before = self.outcomes()
        assert before is not None
        single = self.single()
        for size in (1, 2, 3):
            alter = set()
            for chosen in combinations(single, size):
                if len({what[0] for kind, what in chosen if kind == "reading"}) < sum(
                    kind == "reading" for kind, _ in chosen
                ):
                    continue
                after = self.outcomes(chosen)
                if after is not None and after[type_] != before[type_]:
                    alter.add((frozenset(chosen), after[type_]))
            if alter:
                return size, alter
        return 0, set()


CODES = [UNSTABLE, UNCLEAR, UNION, "Inexperienced teacher workforce", "Settled leadership team",
         "Constructive union voice"]  # fmt: skip
turns = st.tuples(
    st.sampled_from(["Teacher", "Teacher 1", "Headteacher"]),
    st.just("They said so."),
    st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True),
)
judged = st.tuples(
    st.sampled_from([U, O, I, S, L, V]), st.sampled_from(["met", "not met"]),
    st.sampled_from(["ann", "bob"]),
)  # fmt: skip
leasts = st.sampled_from([Least(), Least(), Least(2, 1, 1), Least(1, 2, 1), Least(2, 2, 2)])
values = st.sampled_from([{}, {"years covered": "7", "headteachers in that time": "4"}])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(turns, max_size=4),
    st.lists(judged, max_size=4, unique_by=lambda each: (each[0], each[2])),
    leasts,
    values,
)
def test_the_smallest_sets_are_those_that_brute_force_finds(
    said: list[Said],
    made: list[tuple[str, str, str]],
    least: Least,
    values: dict[str, str],
) -> None:
    evidence = school(said, values={"status": "stuck", **values})
    study = Study(evidence, [assessed(*each) for each in made], least)
    for margin in study.traced().margins:
        size, sets = study.smallest(margin.type)
        assert (margin.size, margin.untried) == (size, 0)
        assert found(margin) == sets


def test_the_margin_of_8a() -> None:
    """Method notes D3: dropping the teacher of paragraph 71 loses unclear direction."""
    a, b = traced(school(SCHOOL_8A)).margins
    assert a.size == 1
    assert a.words == (
        "One change would alter Type A, which is met: it would be not yet determined by dropping"
        " the passage of Teacher in 8a.txt (51:104), or by dropping Teacher, 2 passages in 8a.txt."
    )
    assert b.size == 2
    assert found(b) == {
        (frozenset({("settle", (S, one)), ("settle", (L, other))}), outcome)
        for one, other, outcome in [
            ("met", "met", "not met"),
            ("met", "not met", "met"),
            ("not met", "met", "met"),
            ("not met", "not met", "not met"),
        ]
    } | {
        (frozenset({("reading", ("just-two", "at least")), ("settle", (one, "met"))}), "met")
        for one in (S, L)
    }
    assert b.words.startswith(
        "Two changes together would alter Type B, which is not yet determined"
    )
    assert (
        "; met by settling Settled leadership team as met and settling Long-standing teacher"
        " workforce as not met, or by settling" in b.words
    )
    assert b.words.endswith(", or 1 other way.")


def test_three_speakers_who_agree_are_three_changes() -> None:
    said = [(role, "Four heads.", [UNSTABLE]) for role in ("Teacher", "Governor", "Headteacher")]
    said += [(role, "Which trust?", [UNCLEAR]) for role in ("Teacher", "Governor", "Headteacher")]
    a, _ = traced(school(said), [assessed(I, "not met"), assessed(I, "not met", "bob")]).margins
    assert a.size == 3
    assert all(each.after == "not determined" for each in a.sets)
    assert {one.kind for each in a.sets for one in each.changes} == {"speaker", "passage"}


def test_two_voices_of_two_passages_each_are_two_changes() -> None:
    said: list[Said] = [
        (role, "Four heads.", [code])
        for role in ("Governor", "Headteacher")
        for code in (UNSTABLE, UNSTABLE, UNCLEAR, UNCLEAR)
    ]
    a, _ = traced(school(said), [assessed(I, "not met"), assessed(I, "not met", "bob")]).margins
    assert [each.changes[0].kind for each in a.sets] == ["speaker"]
    assert [one.words.split(",")[0] for one in a.sets[0].changes] == [
        "dropping Governor",
        "dropping Headteacher",
    ]


def test_what_no_three_changes_alter_is_said() -> None:
    people = ("ann", "bob")
    said = [
        (f"Teacher {n}", "Four heads.", [code])
        for n in range(4)
        for code in (UNSTABLE, UNCLEAR, "Inexperienced teacher workforce")
    ]
    a, _ = traced(school(said), [assessed(I, "met", name) for name in people]).margins
    assert (a.size, a.sets, a.untried) == (0, (), 0)
    assert a.words == "No three changes alter Type A, which is met."


def test_where_there_are_too_many_sets_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [(role, "Four heads.", [UNSTABLE]) for role in ("Teacher", "Governor", "Headteacher")]
    said += [(role, "Which trust?", [UNCLEAR]) for role in ("Teacher", "Governor", "Headteacher")]
    study = traced(school(said), [assessed(I, "not met")])
    monkeypatch.setattr(searching, "MOST_SETS", 3)
    a, _ = study.margins
    assert a.untried > 0
    assert f"{a.untried:,} more sets of" in a.words


def test_a_case_that_is_not_typed_has_no_margin() -> None:
    assert traced(school(SCHOOL_8A, values={"status": "unstuck"})).margins == ()


def test_it_is_looked_for_once() -> None:
    found = traced(school(SCHOOL_8A))
    assert found.margins is found.margins
