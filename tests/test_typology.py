"""How school 8a is typed from the report's published words, and what that rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from school_8a import (
    SCHOOL_8A,
    TYPOLOGY,
    UNCLEAR,
    UNSTABLE,
    I,
    L,
    O,
    S,
    U,
    V,
    assessed,
    outcomes,
    school,
    statuses,
    traced,
)

from coder.typology import passages_for, trace_rows


class TestTheOutcomeOf8a:
    def test_type_a_is_met_and_type_b_not_yet_determined_under_every_reading(self) -> None:
        found = traced(school(SCHOOL_8A))
        assert found.typed
        assert outcomes(found) == {
            ("A", "years-per-headteacher: heads"): "met",
            ("A", "years-per-headteacher: changes"): "met",
            ("B", "just-two: exactly"): "not determined",
            ("B", "just-two: at least"): "not determined",
        }
        assert found.summary == "Type A met; Type B not yet determined."
        a, b = found.in_use
        assert (a.met, a.not_met, a.unknown) == ((U, O), (), (I,))
        assert (b.met, b.not_met, b.unknown) == ((V,), (), (S, L))

    def test_it_names_passages_speakers_and_roles(self) -> None:
        unstable, unclear, *_, union = traced(school(SCHOOL_8A)).attributes
        assert [ground.who for ground in unstable.grounds.for_] == ["Teacher", "Senior leader"]
        assert (unstable.passages, str(unstable.voices)) == (2, "2 speakers")
        assert (unclear.passages, str(unclear.voices)) == (1, "1 speaker")
        assert (union.passages, union.voices.count) == (3, 2)
        assert set(union.voices.roles) == {"Headteacher", "Teacher"}
        teacher = unclear.grounds.for_[0]
        text = "".join(f"{label}: {words}\n" for label, words, _ in SCHOOL_8A)
        assert teacher.passage.quotation(text) == SCHOOL_8A[1][1]
        assert teacher.words == f"Teacher in 8a.txt ({teacher.passage})"

    def test_two_turns_of_one_label_are_at_least_one_speaker(self) -> None:
        union = traced(school(SCHOOL_8A)).attributes[5]
        assert str(union.voices) == "at least 2 speakers"

    def test_only_unclear_direction_rests_on_one_speaker(self) -> None:
        found = traced(school(SCHOOL_8A))
        flagged = [each.attribute.id for each in found.attributes if each.single_speaker]
        assert flagged == [O]
        assert found.flags == (f"{UNCLEAR} rests on one speaker: Teacher.",)

    def test_what_would_settle_type_b_depends_on_the_reading(self) -> None:
        found = traced(school(SCHOOL_8A))
        words = {each.reading: found.settling(each) for each in found.types}
        assert words["years-per-headteacher: heads"] == ""
        exactly, at_least = words["just-two: exactly"], words["just-two: at least"]
        unknown = "Of Settled leadership team, Long-standing teacher workforce"
        assert exactly == (
            f"{unknown}: Type B is met if 1 is met and 1 is not met; not met if 2 are not met; "
            "not met if 2 are met."
        )
        assert at_least == f"{unknown}: Type B is met if 1 is met; not met if 2 are not met."


class TestWhatWouldFlipIt:
    def test_every_single_change_that_loses_type_a(self) -> None:
        found = traced(school(SCHOOL_8A))
        passage = found.attributes[1].grounds.for_[0].passage
        assert [(each.kind, each.change) for each in found.flips] == [
            ("lose", "if Unstable leadership were not met (it is met)"),
            ("lose", "if Unstable leadership were not known (it is met)"),
            ("lose", f"if {UNCLEAR} were not met (it is met)"),
            ("lose", f"if {UNCLEAR} were not known (it is met)"),
            (
                "passage",
                f"dropping the passage of Teacher in 8a.txt ({passage}) leaves {UNCLEAR} not known",
            ),
            ("speaker", f"dropping Teacher, 2 passages in 8a.txt, leaves {UNCLEAR} not known"),
        ]
        assert {(each.type, each.before, each.after) for each in found.flips} == {
            ("A", "met", "not determined")
        }
        assert found.flips[0].words.endswith(": Type A would be not yet determined.")

    def test_under_the_other_reading_one_more_attribute_would_meet_type_b(self) -> None:
        found = traced(school(SCHOOL_8A), just_two="at least")
        settled = {each.attributes for each in found.flips if each.type == "B"}
        assert settled == {(S,), (L,)}
        assert {each.after for each in found.flips if each.type == "B"} == {"met"}

    def test_the_reading_itself_can_flip_a_school_with_all_three(self) -> None:
        all_three = [assessed(S, "met"), assessed(L, "met")]
        found = traced(school(SCHOOL_8A), all_three)
        assert outcomes(found)["B", "just-two: exactly"] == "not met"
        assert outcomes(found)["B", "just-two: at least"] == "met"
        assert found.notes == (
            "Type B depends on the reading: not met under just-two: exactly; "
            "met under just-two: at least.",
        )
        reading = [each for each in found.flips if each.kind == "reading"]
        assert [each.words for each in reading] == [
            "reading “just two of the following attributes” by “at least” instead of “exactly”: "
            "Type B would be met."
        ]

    def test_dropping_an_assessment_is_tried_too(self) -> None:
        made = [assessed(S, "met"), assessed(L, "not met")]
        found = traced(school(SCHOOL_8A), made)
        assert outcomes(found)["B", "just-two: exactly"] == "met"
        assert {each.words for each in found.flips if each.kind == "assessment"} == {
            "dropping ann's assessment of Settled leadership team (met) leaves Settled "
            "leadership team not known: Type B would be not yet determined.",
            "dropping ann's assessment of Long-standing teacher workforce (not met) leaves "
            "Long-standing teacher workforce not known: Type B would be not yet determined.",
        }

    def test_the_passages_named_are_those_whose_loss_does_change_the_outcome(self) -> None:
        against = ("Governor", "The union rep has been a real help.", ["Constructive union voice"])
        evidence = school([*SCHOOL_8A, against])
        made = [assessed(L, "met"), assessed(S, "not met")]
        found = traced(evidence, made)
        before = [each.outcome for each in found.in_use]
        expected = []
        for passage in {coding.passage for coding in evidence.codings}:
            left = [coding for coding in evidence.codings if coding.passage != passage]
            after = traced(replace(evidence, codings=left), made).in_use
            expected += [
                (each.type.id, str(passage))
                for each, was in zip(after, before, strict=True)
                if each.outcome != was
            ]
        named = [each for each in found.flips if each.kind == "passage"]
        assert len(expected) == len(named) == 2
        for type_, passage in expected:
            assert any(each.type == type_ and f"({passage})" in each.change for each in named)

    def test_a_passage_that_two_users_coded_is_dropped_as_one(self) -> None:
        found = traced(school(SCHOOL_8A, users=("ann", "bob")))
        assert found.attributes[1].passages == 1
        assert len(found.attributes[1].grounds.for_[0].codings) == 2
        assert [each.kind for each in found.flips].count("passage") == 1


class TestEvidence:
    def test_weak_governance_is_not_unclear_direction(self) -> None:
        governance = ("Governor", "We are in the hands of the experts.", ["Weak governance"])
        found = traced(school([governance]))
        assert set(statuses(found).values()) == {"not known"}
        oversight = ("Governor", "We are in the hands of the experts.", ["School oversight"])
        assert set(statuses(traced(school([oversight]))).values()) == {"not known"}

    def test_what_only_the_interviewer_says_is_no_evidence(self) -> None:
        asked = ("Interviewer", "Are you joining a trust?", [UNCLEAR])
        assert statuses(traced(school([asked])))[O] == "not known"
        both = school([asked, ("Teacher", "We look like it.", [])])
        turns = both.turns["source 0"]
        joined = replace(both.codings[0], passage=turns[0].passage.hull(turns[1].passage))
        found = traced(replace(both, codings=[joined]))
        assert statuses(found)[O] == "met"
        assert found.attributes[1].grounds.for_[0].who == "Teacher"

    def test_another_schools_sources_are_no_evidence(self) -> None:
        evidence = school(SCHOOL_8A)
        elsewhere = {key: replace(each, case="9a") for key, each in evidence.sources.items()}
        found = traced(replace(evidence, sources=elsewhere))
        assert set(statuses(found).values()) == {"not known"}

    def test_for_and_against_is_contested_and_against_alone_is_not_known(self) -> None:
        against = ("Governor", "The union rep has been a real help.", ["Constructive union voice"])
        found = traced(school([*SCHOOL_8A, against]))
        assert statuses(found)[V] == "contested"
        assert [ground.who for ground in found.attributes[5].grounds.against] == ["Governor"]
        assert found.in_use[1].unknown == (S, L, V)
        assert statuses(traced(school([against])))[V] == "not known"

    def test_a_transcript_without_labels_is_evidence_of_an_unnamed_speaker(self) -> None:
        evidence = school([("Teacher", "Four headteachers.", [UNSTABLE])])
        unnamed = [replace(turn, speaker=None) for turn in evidence.turns["source 0"]]
        found = traced(replace(evidence, turns={"source 0": unnamed}))
        assert statuses(found)[U] == "met"
        assert found.attributes[0].single_speaker
        assert found.flags == ("Unstable leadership rests on one speaker: unnamed speaker.",)

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            (["Teacher"], ["Teacher"], "at least 1 speaker"),
            (["Teacher 1", "Teacher 2"], [], "2 speakers"),
            (["Teacher 1", "Teacher 2", "Teacher"], [], "at least 2 speakers"),
            (["Teacher 1"], ["Teacher 1"], "at least 1 speaker"),
            (["Teacher", "Governor"], [], "2 speakers"),
            (["Teacher"], [], "1 speaker"),
        ],
    )
    def test_a_label_is_a_voice(self, first: list[str], second: list[str], expected: str) -> None:
        transcripts = [[(label, "Four heads.", [UNSTABLE]) for label in each] for each in
                       (first, second)]  # fmt: skip
        found = traced(school(*transcripts)).attributes[0]
        assert str(found.voices) == expected
        assert found.single_speaker is ("1 speaker" in expected)


HEADS = {"status": "stuck", "years covered": "7", "headteachers in that time": "4"}


class TestMeasuresAndPeople:
    def test_a_measure_is_enough_and_its_reading_shows_in_the_outcome(self) -> None:
        turn = ("Teacher", "Are we joining a trust or not?", [UNCLEAR])
        found = traced(school([turn], values=HEADS))
        assert outcomes(found)["A", "years-per-headteacher: heads"] == "met"
        assert outcomes(found)["A", "years-per-headteacher: changes"] == "not determined"
        assert found.notes[0].startswith("Type A depends on the reading: met under")
        assert "reading" in {each.kind for each in found.flips}

    def test_a_measure_that_contradicts_the_passages_contests(self) -> None:
        found = traced(school(SCHOOL_8A, values=HEADS), years_per_headteacher="changes")
        assert statuses(found)[U] == "contested"
        assert found.in_use[0].outcome == "not determined"

    def test_a_person_overrides_the_evidence_and_both_are_shown(self) -> None:
        found = traced(school(SCHOOL_8A), [assessed(O, "not met")])
        unclear = found.attributes[1]
        assert (unclear.status, unclear.computed) == ("not met", "met")
        assert [each.reason for each in unclear.assessments] == ["because"]
        assert found.in_use[0].outcome == "not determined"

    def test_people_who_differ_contest_until_one_changes_their_mind(self) -> None:
        made = [assessed(I, "met", "ann"), assessed(I, "not met", "bob")]
        assert statuses(traced(school(SCHOOL_8A), made))[I] == "contested"
        made.append(assessed(I, "not met", "ann"))
        assert statuses(traced(school(SCHOOL_8A), made))[I] == "not met"

    def test_another_cases_assessments_are_passed_over(self) -> None:
        made = [replace(assessed(I, "met"), case="9a")]
        assert statuses(traced(school(SCHOOL_8A), made))[I] == "not known"

    def test_contradictory_attributes_raise_a_flag_and_no_error(self) -> None:
        found = traced(school(SCHOOL_8A), [assessed(S, "met")])
        assert statuses(found)[U] == statuses(found)[S] == "met"
        assert found.flags[0] == (
            "Unstable leadership (met) and Settled leadership team (met) cannot both hold for one "
            "period: look which years each is about."
        )

    @pytest.mark.parametrize(("one", "other"), [(U, S), (I, L)])
    @pytest.mark.parametrize("status", ["met", "contested"])
    def test_each_contradictory_pair_is_flagged(self, one: str, other: str, status: str) -> None:
        made = [assessed(one, "met"), assessed(other, status)]
        found = traced(school(), made)
        names = {each.attribute.id: each.attribute.name for each in found.attributes}
        assert found.flags == (
            f"{names[one]} (met) and {names[other]} ({status}) cannot both hold for one period:"
            " look which years each is about.",
        )
        assert [each.outcome for each in found.types] == ["not determined"] * 4

    @pytest.mark.parametrize(("one", "other"), [(U, S), (I, L)])
    @pytest.mark.parametrize("status", ["not met", "not known"])
    def test_one_of_a_pair_alone_is_no_contradiction(
        self, one: str, other: str, status: str
    ) -> None:
        for pair in ((one, other), (other, one)):
            made = [assessed(pair[0], "met"), assessed(pair[1], status)]
            assert traced(school(), made).flags == ()


class TestTheFrame:
    def test_an_unstuck_school_is_not_typed_but_its_evidence_shows(self) -> None:
        found = traced(school(SCHOOL_8A, values={"Status": "Unstuck"}))
        assert not found.typed
        assert (found.types, found.flips) == ((), ())
        assert found.summary == (
            "Not typed: its status is Unstuck, and only stuck cases are typed."
        )
        assert statuses(found)[V] == "met"
        assert [row["outcome"] for row in trace_rows(found)] == ["not typed"]

    def test_a_school_of_unknown_status_is_not_typed(self) -> None:
        found = traced(school(SCHOOL_8A, values={}))
        assert found.summary.startswith("Not typed: its status is not recorded")

    def test_a_school_without_any_evidence_is_not_yet_determined(self) -> None:
        found = traced(school())
        assert found.summary == "Type A not yet determined; Type B not yet determined."
        assert found.flips == ()


def test_rows_for_json_have_the_same_keys_whether_typed_or_not() -> None:
    rows = trace_rows(traced(school(SCHOOL_8A)))
    first = rows[0]
    assert len(rows) == 4
    assert (first["case"], first["type"], first["outcome"]) == ("8a", "A", "met")
    assert (first["met"], first["not_met"], first["unknown"]) == ([U, O], [], [I])
    untyped = trace_rows(traced(school(values={"status": "unstuck"})))
    assert untyped[0].keys() == first.keys()


def test_the_trace_is_the_same_in_whatever_order_the_codings_come() -> None:
    evidence = school(SCHOOL_8A, users=("ann", "bob"))
    backwards = replace(evidence, codings=tuple(reversed(evidence.codings)))
    one = passages_for(evidence, TYPOLOGY, evidence.cases["8a"])
    other = passages_for(backwards, TYPOLOGY, evidence.cases["8a"])
    for attribute in one:
        assert [each.key for each in one[attribute].for_] == [
            each.key for each in other[attribute].for_
        ]
