"""Theme by theme: together in words, sentences, turns and sources, against a slow count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slow_count import Slow, studies
from small_evidence import Study

from coder.errors import NotFound
from coder.frequencies import NEAR
from coder.frequencies.cooccurrence import cooccurrence
from coder.model import Cell, Table

# Turns of a Study begin at 0, 11, 22, 33; here each has two sentences of five.
OFFSETS = [11 * turn + at for turn in range(4) for at in (0, 5, 5, 10)]


def sentences(study: Study) -> dict[str, list[int]]:
    return dict.fromkeys(study.sources, OFFSETS)


def together(study: Study, **asked: object) -> Table:
    return cooccurrence(study.evidence, sentences(study), **asked).table  # type: ignore[arg-type]


def figure(study: Study, one: str, other: str, **asked: object) -> Cell:
    found = together(study, **asked)
    rows = {str(row[0]).split(" > ")[-1]: row for row in found.rows}
    headings = [column.heading for column in found.columns]
    return rows[one][headings.index(other)]


@pytest.fixture
def two() -> Study:
    study = Study()
    for name in ("8a", "8b"):
        study.school(name)
        study.source(f"{name}.txt", name, "Teacher", "Interviewer", "Governor")
    for code in ("union", "strike", "policy"):
        study.code(code)
    return study


def test_each_meaning_of_near_is_wider_than_the_one_before(two: Study) -> None:
    two.coding("8a.txt", "union", 0, 3)
    two.coding("8a.txt", "strike", 2, 4)  # shares a character
    two.coding("8b.txt", "union", 0, 2)
    two.coding("8b.txt", "strike", 2, 4)  # the same sentence
    two.coding("8a.txt", "policy", 6, 8)  # the same turn
    two.coding("8b.txt", "policy", 22, 25)  # only the same source
    counts = {near: figure(two, "union", "strike", near=near) for near in NEAR}
    assert counts == {"overlap": 1, "sentence": 2, "turn": 2, "source": 2}
    counts = {near: figure(two, "policy", "strike", near=near) for near in NEAR}
    assert counts == {"overlap": 0, "sentence": 0, "turn": 1, "source": 2}


def test_two_users_and_touching_passages_make_one_stretch(two: Study) -> None:
    for user in ("ann", "bob"):
        two.coding("8a.txt", "union", 0, 8, user)
        two.coding("8a.txt", "strike", 2, 5, user)
    two.coding("8a.txt", "strike", 5, 7, "bob")
    assert figure(two, "union", "strike", unit="places") == 1
    assert figure(two, "union", "union", unit="places") == 1


def test_only_what_all_readers_cover_counts_where_all_must(two: Study) -> None:
    two.coding("8a.txt", "union", 0, 6, "ann")
    two.coding("8a.txt", "union", 4, 9, "bob")
    two.coding("8a.txt", "strike", 0, 4, "ann")
    two.coding("8a.txt", "strike", 0, 9, "bob")
    assert figure(two, "union", "strike", users="all") == 0  # nobody read it to its end
    two.read("8a.txt", "ann")
    two.read("8a.txt", "bob")
    # union is what both cover, [4, 6), strike [0, 4): side by side.
    assert figure(two, "union", "strike", users="all") == 0
    assert figure(two, "union", "strike", users="all", near="sentence") == 1
    assert figure(two, "union", "strike") == 1


def test_the_interviewers_words_bring_nothing_together(two: Study) -> None:
    two.coding("8a.txt", "union", 5, 15)
    two.coding("8a.txt", "strike", 12, 25)  # both on the question only
    assert figure(two, "union", "strike") == 0
    assert figure(two, "union", "strike", near="sentence") == 0
    assert figure(two, "union", "strike", near="turn") == 0
    assert figure(two, "union", "strike", near="source") == 1
    # Nor do they hold up a theme on which two readers agree only there.
    two.coding("8b.txt", "policy", 5, 15, "ann")
    two.coding("8b.txt", "policy", 12, 25, "bob")
    two.read("8b.txt", "ann")
    two.read("8b.txt", "bob")
    assert figure(two, "policy", "policy", users="all") == 0


def test_a_theme_has_no_figure_with_one_under_it_unless_each_counts_alone() -> None:
    study = Study()
    study.school("8a")
    study.source("8a.txt", "8a", "Teacher")
    study.code("union")
    study.code("strike", "union")
    study.code("heads")
    study.turn("8a.txt", "strike", 0)
    study.turn("8a.txt", "heads", 0)
    assert figure(study, "union", "strike") is None
    assert figure(study, "union", "heads") == 1  # by way of the code under it
    assert figure(study, "union", "strike", roll_up=False) == 0
    study.turn("8a.txt", "union", 0)
    assert figure(study, "union", "strike", roll_up=False) == 1


def test_every_figure_leads_to_the_codings_behind_it(two: Study) -> None:
    here = two.coding("8a.txt", "union", 0, 5), two.coding("8a.txt", "strike", 3, 8)
    two.coding("8a.txt", "union", 22, 25)
    found = together(two, near="overlap")
    assert found.codings[0, 2] == here == found.codings[1, 1]
    assert (0, 3) not in found.codings
    assert len(found.codings[0, 1]) == 2


def test_what_it_does_not_know_is_refused(two: Study) -> None:
    with pytest.raises(NotFound, match="no “page”; choose one of overlap, sentence, turn, source"):
        together(two, near="page")
    with pytest.raises(NotFound, match="no unit “people”"):
        together(two, unit="people")


@settings(max_examples=150, deadline=None)
@given(
    studies(),
    st.sampled_from(NEAR),
    st.sampled_from(["places", "sources", "schools"]),
    st.sampled_from(["any", "all", "ann"]),
    st.booleans(),
)
def test_every_figure_is_that_of_a_slow_count(
    study: Study, near: str, unit: str, users: str, roll_up: bool
) -> None:
    evidence = study.evidence
    found = together(study, near=near, unit=unit, users=users, roll_up=roll_up)
    shown = [str(row[0]).removesuffix(" (retired)") for row in found.rows]
    codes = [code for code in evidence.codebook if evidence.codebook.path(code.guid) in shown]
    assert len(codes) == len(shown)
    slow = {code.guid: Slow(evidence, code.guid, users, roll_up) for code in codes}
    for row, one in zip(found.rows, codes, strict=True):
        for cell, other in zip(row[1:], codes, strict=True):
            kin = one.guid in slow[other.guid].family() or other.guid in slow[one.guid].family()
            if one is not other and kin:
                assert cell is None
            else:
                expected = slow_count(slow[one.guid], slow[other.guid], near, unit)
                assert cell == expected, (one.name, other.name)


def slow_count(one: Slow, other: Slow, near: str, unit: str) -> int:
    places = [
        (source, place)
        for source in one.evidence.sources
        for place in slow_places(one, other, source, near)
    ]
    if unit == "places":
        return len(places)
    sources = {source for source, _ in places}
    cases = {one.evidence.sources[source].case for source in sources} - {None}
    return len(sources) if unit == "sources" else len(cases)


def slow_places(one: Slow, other: Slow, source: str, near: str) -> Iterator[object]:
    if near == "overlap":
        both = set.intersection(*(points(each, source) for each in (one, other)))
        ordered = enumerate(sorted(both))
        for _, run in groupby(ordered, key=lambda pair: pair[1] - pair[0]):
            stretch = {point for _, point in run}
            # One stretch of shared words may be two stretches of a theme, side by side.
            if not silent(one, source, stretch):
                yield min(stretch)
        return
    parts: list[tuple[object, set[int]]]
    turns = one.evidence.turns[source]
    if near == "turn":
        parts = [
            (t.guid, set(range(t.passage.start, t.passage.end)))
            for t in turns
            if not one.interviewer(t)
        ]
    elif near == "sentence":
        spans = zip(OFFSETS[::2], OFFSETS[1::2], strict=True)
        parts = [(start, set(range(start, end))) for start, end in spans]
        parts = [(key, part) for key, part in parts if not silent(one, source, part)]
    else:
        parts = [(source, set(range(1000)))]
    for key, part in parts:
        if all(stands(each, source, part) for each in (one, other)):
            yield key


def silent(slow: Slow, source: str, part: set[int]) -> bool:
    over = [
        turn
        for turn in slow.evidence.turns[source]
        if part & set(range(turn.passage.start, turn.passage.end))
    ]
    return bool(over) and all(map(slow.interviewer, over))


def by_user(slow: Slow, source: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for coding in slow.codings():
        if coding.source == source:
            covered = range(coding.passage.start, coding.passage.end)
            found.setdefault(coding.user, set()).update(covered)
    return found


def readers(slow: Slow, source: str) -> set[str]:
    return {mark.user for mark in slow.evidence.reads if mark.source == source}


def points(slow: Slow, source: str) -> set[int]:
    users = by_user(slow, source)
    if slow.users != "all":
        return set().union(*users.values())
    needed = readers(slow, source)
    if not needed:
        return set()
    return set.intersection(*(users.get(user, set()) for user in needed))


def stands(slow: Slow, source: str, part: set[int]) -> bool:
    """Whether a theme touches a part of a source, for one or for all who read it."""
    touching = {user for user, covered in by_user(slow, source).items() if covered & part}
    needed = readers(slow, source)
    return bool(needed) and needed <= touching if slow.users == "all" else bool(touching)
