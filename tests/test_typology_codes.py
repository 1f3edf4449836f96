"""Which codes the rules count when codes are renamed, merged, moved or made anew."""

from __future__ import annotations

from dataclasses import replace

from school_8a import CODES, SCHOOL_8A, UNCLEAR, UNION, UNSTABLE, O, U, V, school, statuses, traced

from coder.codebook import code_guid
from coder.model import Code


def test_a_code_below_the_one_named_counts_and_so_does_one_merged_into_it() -> None:
    strikes = Code(code_guid("Strikes"), "Strikes", parent=code_guid(UNION))
    walkouts = Code(code_guid("Walkouts"), "Walkouts", merged_into=strikes.guid)
    said = ("Teacher", "The staff walked out.", ["Walkouts"])
    assert statuses(traced(school([said], codes=[*CODES, strikes, walkouts])))[V] == "met"


def test_a_renamed_code_still_counts_and_is_noted() -> None:
    renamed = [replace(each, name="Strikes") if each.name == UNION else each for each in CODES]
    found = traced(school(SCHOOL_8A, codes=renamed))
    assert statuses(found)[V] == "met"
    assert found.notes == (
        "The rules for Antagonistic union voice name the code “Antagonistic union voice”, "
        "which is now “Strikes”: its passages count.",
    )


def test_a_new_code_of_a_renamed_ones_name_takes_nothing_from_the_rule() -> None:
    churn = [replace(each, name="Churn") if each.name == UNSTABLE else each for each in CODES]
    found = traced(school(SCHOOL_8A, codes=[*churn, Code("by hand", UNSTABLE)]))
    assert statuses(found)[U] == "met"
    assert found.in_use[0].outcome == "met"
    assert found.notes == (
        "The rules for Unstable leadership name the code “Unstable leadership”, which is now "
        "“Churn”: its passages count. Another code bears that name now: its passages do not.",
    )


def test_a_new_code_of_a_merged_ones_name_is_the_one_meant_and_that_is_noted() -> None:
    gone = [
        replace(each, merged_into=code_guid("Dumping ground")) if each.name == UNSTABLE else each
        for each in CODES
    ]
    evidence = school(SCHOOL_8A, codes=[*gone, Code("by hand", UNSTABLE)])
    found = traced(evidence)
    assert statuses(found)[U] == "not known"
    assert found.notes == (
        "The rules for Unstable leadership name the code “Unstable leadership”, which was "
        "merged into “Dumping ground”; another code bears that name now: only the passages of "
        "that one count.",
    )
    coded = [*evidence.codings, replace(evidence.codings[0], guid="new", code="by hand")]
    assert statuses(traced(replace(evidence, codings=coded)))[U] == "met"


def test_two_codes_of_one_name_both_count() -> None:
    said = ("Teacher", "Four headteachers.", [UNSTABLE])
    evidence = school([said], codes=[*CODES, Code("by hand", UNSTABLE)])
    coded = [replace(evidence.codings[0], code="by hand")]
    assert statuses(traced(replace(evidence, codings=coded)))[U] == "met"
    assert statuses(traced(evidence))[U] == "met"


def test_a_code_moved_under_a_rules_code_counts_and_is_named() -> None:
    weak = "Weak governance"
    moved = [
        replace(each, parent=code_guid(UNCLEAR)) if each.name == weak else each for each in CODES
    ]
    said = ("Governor", "We are in the hands of the experts.", [weak])
    found = traced(school([said], codes=moved))
    assert statuses(found)[O] == "met"
    assert found.notes == (f"{UNCLEAR} also counts: Weak governance, which stands under it.",)
    # Both on one passage, so the note stays; the attribute's own code alone needs none.
    assert traced(school([(*said[:2], [weak, UNCLEAR])], codes=moved)).notes == found.notes
    assert traced(school([(*said[:2], [UNCLEAR])], codes=moved)).notes == ()


def test_codes_under_one_that_speaks_against_are_named_as_such() -> None:
    below = [
        Code(code_guid(name), name, parent=code_guid("Constructive union voice"))
        for name in ("Meetings", "Help")
    ]
    said = ("Governor", "The union rep has been a real help.", ["Meetings", "Help"])
    found = traced(school([said], codes=[*CODES, *below]))
    assert found.notes == (
        f"{UNION} also counts against it: Help, Meetings, which stand under it.",
    )


def test_a_code_that_the_codebook_lost_is_noted() -> None:
    found = traced(school([], codes=[each for each in CODES if each.name != UNION]))
    assert "which the codebook does not hold" in found.notes[0]
