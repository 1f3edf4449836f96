"""The least evidence: how many passages, speakers and roles must speak for an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from school_8a import SCHOOL_8A, TYPOLOGY, UNCLEAR, UNION, O, Said, U, V, assessed, school, statuses

from coder.model import Assessment, Least, Typology
from coder.typology import Trace, trace

CONSTRUCTIVE = ("Governor", "The union rep has been a real help.", ["Constructive union voice"])


def asking(attribute: str, **least: int) -> Typology:
    """Return the rules with one attribute that asks for so much."""
    changed = [
        replace(each, **{f"least_{of}": number for of, number in least.items()})
        if each.id == attribute
        else each
        for each in TYPOLOGY.attributes
    ]
    return replace(TYPOLOGY, attributes=tuple(changed))


def traced(
    said: Sequence[Said],
    rules: Typology = TYPOLOGY,
    made: Sequence[Assessment] = (),
    least: Least | None = None,
) -> Trace:
    evidence = school(said)
    return trace(evidence, rules, made, evidence.cases["8a"], {}, least=least or Least())


def test_one_passage_below_the_least_leaves_the_attribute_not_known() -> None:
    found = traced(SCHOOL_8A, asking(O, passages=2))
    assert statuses(found) == {**statuses(traced(SCHOOL_8A)), O: "not known"}
    assert found.attributes[1].lacking == "1 passage speaks for it; at least 2 are asked for"
    assert found.summary == "Type A not yet determined; Type B not yet determined."


def test_two_passages_by_one_teacher_are_two_passages_and_one_speaker() -> None:
    said = [("Teacher", f"Which trust? {n}", [UNCLEAR]) for n in range(2)]
    assert statuses(traced(said, asking(O, passages=2)))[O] == "met"
    found = traced(said, asking(O, speakers=2))
    assert statuses(found)[O] == "not known"
    assert found.attributes[1].lacking == "it rests on at least 1 speaker; at least 2 are asked for"


def test_teachers_who_are_told_apart_are_two_speakers_in_one_role() -> None:
    said = [(f"Teacher {n}", "Which trust?", [UNCLEAR]) for n in (1, 2)]
    assert statuses(traced(said, asking(O, speakers=2)))[O] == "met"
    found = traced(said, asking(O, passages=2, roles=2))
    assert statuses(found)[O] == "not known"
    assert found.attributes[1].lacking == "it rests on 1 role; at least 2 are asked for"


def test_all_that_is_lacking_is_said() -> None:
    found = traced(SCHOOL_8A, asking(O, passages=2, speakers=3, roles=2))
    assert found.attributes[1].lacking == (
        "1 passage speaks for it; at least 2 are asked for; it rests on 1 speaker; at least 3 are"
        " asked for; it rests on 1 role; at least 2 are asked for"
    )


def test_the_project_asks_where_the_attribute_names_nothing() -> None:
    assert statuses(traced(SCHOOL_8A, least=Least(passages=2)))[O] == "not known"
    assert statuses(traced(SCHOOL_8A, least=Least(passages=2)))[U] == "met"
    assert statuses(traced(SCHOOL_8A, asking(O, passages=1), least=Least(passages=2)))[O] == "met"


def test_one_passage_against_is_enough_to_contest_what_is_established() -> None:
    found = traced([*SCHOOL_8A, CONSTRUCTIVE], least=Least(passages=2, speakers=2))
    assert statuses(found)[V] == "contested"


def test_below_the_least_there_is_nothing_to_contest() -> None:
    said = [("Teacher", "The staff are very militant.", [UNION]), CONSTRUCTIVE]
    assert statuses(traced(said))[V] == "contested"
    assert statuses(traced(said, least=Least(speakers=2)))[V] == "not known"


def test_a_person_and_a_measure_are_not_bound_by_the_least() -> None:
    found = traced(SCHOOL_8A, asking(O, passages=9), [assessed(O, "met")])
    assert (statuses(found)[O], found.attributes[1].computed) == ("met", "not known")
    values = {"status": "stuck", "years covered": "7", "headteachers in that time": "4"}
    evidence = school([("Teacher", "Four heads.", ["Unstable leadership"])], values=values)
    few = Least(passages=5, speakers=5, roles=5)
    measured = trace(evidence, TYPOLOGY, (), evidence.cases["8a"], {}, least=few)
    assert statuses(measured)[U] == "met"


def test_words_without_a_label_are_one_speaker_in_one_role() -> None:
    evidence = school([("Teacher", "Which trust?", [UNCLEAR])])
    unnamed = [replace(turn, speaker=None) for turn in evidence.turns["source 0"]]
    evidence = replace(evidence, turns={"source 0": unnamed})
    for least, status in ((Least(), "met"), (Least(speakers=2), "not known")):
        found = trace(evidence, TYPOLOGY, (), evidence.cases["8a"], {}, least=least)
        assert statuses(found)[O] == status


@pytest.mark.parametrize("least", [Least(), Least(1, 2, 1), Least(9, 9, 9)])
def test_one_speaker_is_flagged_whatever_is_asked(least: Least) -> None:
    flags = traced(SCHOOL_8A, least=least).flags
    assert any(UNCLEAR in flag and flag.endswith("on one speaker: Teacher.") for flag in flags)


@pytest.mark.parametrize("least", [Least(), Least(roles=2), Least(passages=9)])
def test_one_role_of_several_speakers_is_flagged_whatever_is_asked(least: Least) -> None:
    said = [(f"Teacher {n}", "Which trust?", [UNCLEAR]) for n in (1, 2)]
    (flag,) = traced(said, least=least).flags
    assert UNCLEAR in flag
    assert flag.endswith("rests on one role: Teacher.")


def test_two_roles_raise_no_flag() -> None:
    said = [(role, "Which trust?", [UNCLEAR]) for role in ("Teacher", "Governor")]
    assert traced(said).flags == ()


numbered = st.tuples(st.sampled_from(["Teacher", "Governor", "Headteacher"]), st.integers(1, 3))
numbers = st.integers(1, 4)


@given(st.lists(numbered, max_size=5), st.booleans(), numbers, numbers, numbers)
def test_evidence_counts_where_all_three_numbers_are_reached(
    voices: list[tuple[str, int]], against: bool, passages: int, speakers: int, roles: int
) -> None:
    said: list[Said] = [(f"{role} {n}", "They threaten.", [UNION]) for role, n in voices]
    found = traced(said + [CONSTRUCTIVE] * against, least=Least(passages, speakers, roles))
    reached = (
        len(voices) >= passages
        and len(set(voices)) >= speakers
        and len({role for role, _ in voices}) >= roles
    )
    expected = {(True, False): "met", (True, True): "contested"}.get((reached, against))
    assert statuses(found)[V] == (expected or "not known")
    assert bool(found.attributes[5].lacking) == (bool(voices) and not reached)
