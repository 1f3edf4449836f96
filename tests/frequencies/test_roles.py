"""Theme by role: who says it, and in how many schools both teachers and leaders do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_count import Slow, studies
from small_evidence import Study

from coder.errors import NotFound
from coder.frequencies.roles import roles
from coder.model import RoleGroups, Table

GROUPS = RoleGroups(
    {"leaders": ("Headteacher", "Senior leader"), "teachers": ("Teacher",)},
    ("leaders", "teachers"),
    "Made up.",
)


def cells(found: Table, theme: str) -> dict[str, object]:
    row = next(row for row in found.rows if row[0] == theme)
    return dict(zip([column.heading for column in found.columns[1:]], row[1:], strict=True))


def test_both_counts_schools_in_which_each_group_says_it() -> None:
    study = Study()
    study.code("union")
    for name in ("7b", "8a", "9a"):
        study.school(name)
        study.source(f"{name} head.txt", name, "Headteacher", "Governor")
        study.source(f"{name} staff.txt", name, "Teacher", "Senior leader")
    head, teacher = study.turn("8a head.txt", "union", 0), study.turn("8a staff.txt", "union", 0)
    study.turn("7b staff.txt", "union", 1)  # only a leader says it
    study.turn("9a head.txt", "union", 1)  # only a governor does
    found = roles(study.evidence, GROUPS)
    assert cells(found, "union") == {
        "both leaders and teachers, of 3": 1,
        "leaders, of 3": 2,
        "teachers, of 3": 1,
        "Governor, of 3": 1,
        "Headteacher, of 3": 1,
        "Senior leader, of 3": 1,
        "Teacher, of 3": 1,
    }
    assert set(found.codings[0, 1]) == {head, teacher}
    told = dict(found.notes)
    assert told["Groups of roles"] == (
        "leaders: Headteacher, Senior leader; teachers: Teacher. Made up."
    )
    assert told["In no group"] == "Governor."


def test_of_how_many_is_where_such_a_speaker_speaks() -> None:
    study = Study()
    study.code("union")
    for name, who in (("1a", "Headteacher"), ("2a", "Teacher"), ("3a", "Governor")):
        study.school(name)
        study.source(f"{name}.txt", name, who)
    headings = [column.heading for column in roles(study.evidence, GROUPS).columns[1:4]]
    assert headings == ["both leaders and teachers, of 0", "leaders, of 1", "teachers, of 1"]


def test_a_role_is_in_one_group_and_groups_must_be_there() -> None:
    study = Study()
    twice = RoleGroups({"a": ("Teacher",), "b": ("teacher",)}, ("a", "b"), "")
    with pytest.raises(NotFound, match="“teacher” stands in two groups, b and a"):
        roles(study.evidence, twice)
    with pytest.raises(NotFound, match="no group of roles “c”; there are a"):
        roles(study.evidence, RoleGroups({"a": ()}, ("a", "c"), ""))
    with pytest.raises(NotFound, match="by schools or sources, not by turns"):
        roles(study.evidence, GROUPS, unit="turns")


@settings(max_examples=100, deadline=None)
@given(studies(), st.sampled_from(["schools", "sources"]), st.sampled_from(["any", "ann"]))
def test_every_figure_is_that_of_a_slow_count(study: Study, unit: str, users: str) -> None:
    grouped = RoleGroups({"t": ("Teacher",), "g": ("Governor",)}, ("t", "g"), "")
    evidence = study.evidence
    found = roles(evidence, grouped, unit=unit, users=users)
    for row in found.rows:
        path = str(row[0]).removesuffix(" (retired)")
        code = next(c for c in evidence.codebook if evidence.codebook.path(c.guid) == path)
        slow = Slow(evidence, code.guid, users, True)
        said = {role: says(slow, unit, role) for role in ("Teacher", "Governor")}
        both = len(said["Teacher"] & said["Governor"])
        assert row[1:4] == (both, len(said["Teacher"]), len(said["Governor"])), path


def says(slow: Slow, unit: str, role: str) -> set[int]:
    found = set()
    codings = slow.codings()
    for at, (_, held) in enumerate(slow.wholes(unit)):
        turns = [
            turn
            for source in held
            for turn in slow.evidence.turns[source]
            if slow.evidence.speakers[str(turn.speaker)].role == role
        ]
        if any(slow.bears(coding, turns) for coding in codings):
            found.add(at)
    return found
