"""The verifier and the program, which share no code, come to the same on any small project.

Projects are made by the program's own operations. Whatever those refuse is passed over.
"""

from __future__ import annotations

import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from bundling import manifest, members, pack
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.model import Inspection
from coder.operations import project
from coder.operations import settings as chosen
from coder.rulefiles import typology_from_data
from coder.store import reads
from coder.typology.history import standing
from coder.verify import verify, verify_open
from coder.verify.history import made_of

from .steps import (
    APPLY,
    CODEBOOK,
    LENGTH,
    STEPS,
    TYPOLOGY,
    Step,
    apply,
    codebook,
    imported,
    imports,
    inspect,
    judge,
    read,
    setting,
    value,
)
from .words_steps import WORDED, leave, memo, rules, said, voice


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "codes.toml").write_text(CODEBOOK)
    (folder / "types.toml").write_text(TYPOLOGY)
    rows = "school,status\n1a,stuck\n1b,unstuck\n2a,stuck\n10a,\n"
    (folder / "cases.csv").write_text(rows)
    return folder


def turn_by(role: str, name: str, numbered: bool) -> Step:
    """A transcript of 1a in which one voice says all."""
    return imported("ann", 1, (False, False), [(role, name, numbered, False)], [(0, LENGTH, 1)])


def grades(*given: str) -> list[Step]:
    """Inspections of 1a, one a year from 2006: full ones, but for those in brackets."""
    return [
        inspect("ann", 0, year, "short" if each[0] == "(" else "full", each.strip("()"))
        for year, each in enumerate(given, 2)
    ]


HEADS, CALM, UNION, OTHER, UNDER = range(5)  # in the order of the project: parents first
WEAK = "inadequate"
CODED = apply("ann", 0, 0, 10, HEADS)
STORIES: dict[str, list[Step]] = {
    "one number in two transcripts": [
        turn_by("Teacher", "Teacher 1", True),
        turn_by("teacher", "teacher  1", True),
        CODED,
        apply("ann", 1, 0, 10, 0),
    ],
    "a code under it that is retired, redefined and not used": [
        turn_by("Head", "Head", False),
        read("bea", 0),
        codebook("ann", "retire", UNDER, 0),
        codebook("ann", "define", UNDER, 0),
    ],
    "one that is used": [
        turn_by("Head", "Head", False),
        imported("ann", 2, (False, False), [("Head", "Head", False, False)], []),
        read("bea", 0),
        apply("ann", 1, 0, 10, UNDER),
        codebook("ann", "retire", UNDER, 0),
        codebook("ann", "define", UNDER, 0),
    ],
    "what was merged and then named anew": [
        turn_by("Head", "Head", False),
        CODED,
        codebook("ann", "merge", HEADS, CALM),
        codebook("ann", "rename", OTHER, 0),
        apply("ann", 0, 20, 10, OTHER),
    ],
    "good once": grades(WEAK, "good"),
    "good twice after two": grades(WEAK, WEAK, "good", "(good)"),
    "good twice after one": grades(WEAK, "good", "good"),
    "good twice after three, read literally": [
        *grades(WEAK, WEAK, WEAK, "good", "good"),
        setting("ann", ("before", "exactly")),
    ],
    "outstanding": [*grades(WEAK, WEAK, "good", "outstanding"), judge("ann", 0, "decide", "")],
    "outstanding, read as good": [
        *grades(WEAK, WEAK, "good", "outstanding"),
        setting("ann", ("good", "good or outstanding")),
    ],
    "decided on one's own codings alone": [
        turn_by("Head", "Head", False),
        CODED,
        setting("ann", ("others' codings", "hidden")),
        judge("bea", 0, "decide", ""),
        judge("ann", 0, "decide", ""),
    ],
    "one head in three years": [
        value("ann", 0, "years", "3"),
        value("ann", 0, "heads", "1"),
    ],
    "tenths that are no halves": [value("ann", 0, "years", "0.3"), value("ann", 0, "heads", "3")],
    "a speaker too few": [turn_by("Head", "Head", False), apply("ann", 0, 0, 10, UNION)],
    "so many passages that not all threes are tried": [
        setting("ann", ("least roles", "2")),
        imported(
            "ann",
            1,
            (False, False),
            [("Head", "Head", False, False), ("Teacher", "Teacher", False, False)],
            [(at, 2, 1 + at // 2 % 2) for at in range(0, LENGTH, 2)],
        ),
        *(apply("ann", 0, at, 2, HEADS) for at in range(0, LENGTH, 2)),
        *(apply("ann", 0, at, 3, CALM) for at in range(0, LENGTH, 3)),
        *(apply("bea", 0, at, 5, UNION) for at in range(0, LENGTH, 5)),
    ],
    "what cannot both hold, and what stands under a code": [
        turn_by("Head", "Head", False),
        apply("ann", 0, 0, 10, UNDER),
        apply("ann", 0, 20, 10, OTHER),
        read("bea", 0),
    ],
    "what the codebook has no more": [
        turn_by("Head", "Head", False),
        codebook("ann", "rename", HEADS, 3),
        codebook("ann", "rename", OTHER, 0),
        codebook("ann", "merge", CALM, OTHER),
        CODED,
        apply("ann", 0, 20, 10, OTHER),
    ],
    "a thread of reviews, and decisions that differ": [
        turn_by("Head", "Head", False),
        CODED,
        judge("ann", 0, "decide", ""),
        said("bea", "query", 0, "Why?"),
        said("ann", "answer", 0, "So."),
        memo("ann", 0, "=1+1"),
        judge("bea", 0, "decide", ""),
        said("cy", "query", 0, "And that?"),
        said("cy", "close", 0, "Well."),
        said("bea", "close", 0, "Good."),
        said("bea", "overrule", 0, "No."),
        judge("ann", 0, "decide", ""),
        voice("ann", "role", 0, "Governor"),
        rules("ann", 1),
        codebook("ann", "define", UNDER, 0),
    ],
    "decided twice, agreed and overruled": [
        turn_by("Head", "Head", False),
        CODED,
        judge("ann", 0, "decide", ""),
        said("bea", "agree", 0, "Yes."),
        said("cy", "overrule", 0, "<b>No</b>"),
        value("ann", 0, "heads", "3"),
        judge("bea", 0, "decide", ""),
    ],
    "who said it is known otherwise since": [
        turn_by("Head", "Head", False),
        turn_by("", "Ms X", False),
        CODED,
        apply("ann", 1, 0, 10, UNION),
        judge("ann", 0, "decide", ""),
        voice("ann", "rename", 0, "Head 2"),
        voice("ann", "reassign", 1, "Ms Y"),
        voice("ann", "interviewer", 0, ""),
    ],
    "who said it has left since": [
        turn_by("Teacher", "Teacher 1", True),
        turn_by("", "Ms X", False),
        CODED,
        apply("ann", 1, 0, 10, UNION),
        judge("ann", 0, "decide", ""),
        leave("ann", "speaker", 1),
        leave("ann", "speaker", 2),
    ],
    "a corrected version": [
        turn_by("Head", "Head", False),
        CODED,
        imported("ann", 1, (False, True), [("Head", "Head", False, False)], []),
    ],
}


@pytest.mark.parametrize("story", STORIES)
def test_both_tell_each_of_these_alike(files: Path, tmp_path: Path, story: str) -> None:
    agree(files, tmp_path, STORIES[story])


@given(
    st.lists(
        st.tuples(
            st.dates(date(2005, 6, 1), date(2020, 6, 1)),
            st.sampled_from(["full", "full", "short", "monitoring"]),
            st.sampled_from(["good", "outstanding", "inadequate", "satisfactory"]),
        ),
        max_size=7,
    ),
    st.sampled_from(["at least", "exactly"]),
    st.sampled_from(["good or outstanding", "good alone"]),
)
def test_inspections_make_the_same_of_a_case(
    given_: list[tuple[date, str, str]], before: str, good: str
) -> None:
    chosen_ = {"before": before, "good": good}
    rules = typology_from_data(tomllib.loads(TYPOLOGY))
    assert rules.history is not None
    each = [Inspection("", "", f"{day}", kind, grade, "") for day, kind, grade in given_]
    rows = [{"date": f"{day}", "kind": kind, "grade": grade} for day, kind, grade in given_]
    history = tomllib.loads(TYPOLOGY)["history"]
    assert made_of(history, rows, chosen_) == standing(rules.history, each, chosen_).what


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    begun=st.lists(imports(), min_size=2, max_size=3),
    coded=st.lists(APPLY, min_size=4, max_size=10),
    steps=st.lists(STEPS, min_size=5, max_size=25),
)
def test_what_the_program_says_is_what_the_verifier_derives(
    files: Path, tmp_path: Path, begun: list[Step], coded: list[Step], steps: list[Step]
) -> None:
    agree(files, tmp_path, [*begun, *coded, *steps])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    begun=st.lists(imports(), min_size=1, max_size=3),
    coded=st.lists(APPLY, min_size=3, max_size=8),
    steps=st.lists(st.one_of(STEPS, WORDED, WORDED), min_size=5, max_size=25),
    with_texts=st.booleans(),
)
def test_every_word_of_the_page_is_derived_whatever_people_write_and_judge(
    files: Path,
    tmp_path: Path,
    begun: list[Step],
    coded: list[Step],
    steps: list[Step],
    with_texts: bool,
) -> None:
    agree(files, tmp_path, [*begun, *coded, *steps], with_texts=with_texts)


def agree(files: Path, tmp_path: Path, steps: list[Step], *, with_texts: bool = True) -> None:
    """Make a project in some steps, and hold both sides to each other."""
    store = project.start(
        None,
        "ann",
        codebook=files / "codes.toml",
        typology=files / "types.toml",
        cases=files / "cases.csv",
    )
    decided: list[str] = []
    try:
        for step in steps:
            with suppress(CoderError):
                step(store, decided)
        if reads.setting(store, "others' codings") == "hidden":
            chosen.choose(store, "ann", "others' codings", "shown")
        assert verify_open(store.connection).faults == []
        made = members(store, with_texts=with_texts)
        fitting = manifest(made, with_texts=with_texts)
        assert verify(pack(made, tmp_path / "b.zip", fitting)).faults == []
    finally:
        store.close()
