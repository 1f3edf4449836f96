"""Assessing, deciding and reviewing, on the demonstration's evidence."""

from __future__ import annotations

import pytest

from coder.errors import Refused
from coder.operations import lookup, project, typing
from coder.store import Store, judged
from coder.typology import Trace


def trace(store: Store, school: str) -> Trace:
    return typing.traces(store, "ann", [lookup.case(store, school)])[0]


def outcome(store: Store, school: str) -> dict[str, str]:
    return {each.type.id: each.outcome for each in trace(store, school).in_use}


def test_only_8a_reaches_type_a_from_the_published_words(demo: Store) -> None:
    """Method notes A6: of the ten stuck schools 8a alone has two attributes in print."""
    found = {t.case.name: t for t in typing.traces(demo, "ann") if t.typed}
    assert list(found) == ["1a", "2a", "3a", "4a", "5a", "6a", "7a", "8a", "9a", "10a"]
    met = [name for name, t in found.items() if any(e.outcome == "met" for e in t.types)]
    assert met == ["8a"]
    for name, each in found.items():
        for one in each.types:
            expected = "met" if (name, one.type.id) == ("8a", "A") else "not determined"
            assert one.outcome == expected, (name, one.type.id, one.reading)


def test_type_b_of_8a_has_one_attribute_met_and_two_unknown_under_each_reading(
    demo: Store,
) -> None:
    of_b = [each for each in trace(demo, "8a").types if each.type.id == "B"]
    assert len(of_b) == 2
    for each in of_b:
        assert each.met == ("antagonistic-union-voice",)
        assert each.not_met == ()
        assert set(each.unknown) == {"settled-leadership-team", "long-standing-teacher-workforce"}


def test_the_trace_of_8a_names_passages_speakers_and_roles(demo: Store) -> None:
    by_id = {each.attribute.id: each for each in trace(demo, "8a").attributes}
    leadership = by_id["unstable-leadership"]
    assert leadership.passages == 2
    assert set(leadership.voices.roles) == {"Teacher", "Senior leader"}
    direction = by_id["unclear-direction-for-school-oversight"]
    assert direction.passages == 1
    assert direction.single_speaker
    union = by_id["antagonistic-union-voice"]
    assert union.passages == 3
    assert set(union.voices.roles) == {"Headteacher", "Teacher"}


def test_one_change_that_alters_8a_is_named(demo: Store) -> None:
    """Method notes D3: dropping the teacher of paragraph 71 loses unclear direction."""
    flips = [flip for flip in trace(demo, "8a").flips if flip.kind == "passage"]
    assert any(
        flip.type == "A" and "unclear-direction-for-school-oversight" in flip.attributes
        for flip in flips
    )


def test_an_unstuck_school_is_not_typed_and_the_reason_is_said(demo: Store) -> None:
    seven = trace(demo, "7b")
    assert not seven.typed
    assert "stuck" in seven.reason


def test_an_assessment_settles_an_attribute_and_the_latest_stands(demo: Store) -> None:
    case, settled = lookup.case(demo, "8a").guid, typing.attribute(demo, "Settled leadership team")
    typing.assess(demo, "ann", case, settled, "met", "same head for six years, told by phone")
    assert outcome(demo, "8a")["B"] == "not determined"  # exactly two: the third could be met
    workforce = typing.attribute(demo, "long-standing-teacher-workforce")
    typing.assess(demo, "ann", case, workforce, "not met", "most have left")
    assert outcome(demo, "8a")["B"] == "met"
    typing.assess(demo, "ann", case, workforce, "met", "looked again")
    assert outcome(demo, "8a")["B"] == "not met"


def test_users_who_differ_make_an_attribute_contested(demo: Store) -> None:
    case, settled = lookup.case(demo, "8a").guid, typing.attribute(demo, "settled-leadership-team")
    typing.assess(demo, "ann", case, settled, "met", "one reason")
    typing.assess(demo, "bob", case, settled, "not met", "another")
    by_id = {each.attribute.id: each for each in trace(demo, "8a").attributes}
    assert by_id["settled-leadership-team"].status == "contested"


def test_the_other_reading_of_just_two_is_a_setting(demo: Store) -> None:
    case = lookup.case(demo, "8a").guid
    for name in ("settled-leadership-team", "long-standing-teacher-workforce"):
        typing.assess(demo, "ann", case, typing.attribute(demo, name), "met", "seen")
    assert outcome(demo, "8a")["B"] == "not met"
    project.set_setting(demo, "ann", "readings", {"just-two": "at least"}, "two are enough")
    assert outcome(demo, "8a")["B"] == "met"


def test_a_decision_keeps_what_it_rests_on_and_is_reviewed_by_someone_else(demo: Store) -> None:
    eight = lookup.case(demo, "8a")
    head = demo.head
    typing.decide(demo, "ann", eight, "type a", "two attributes in the words of two speakers")
    (decision,) = judged.typings(demo)
    assert decision.outcome == "Type A"
    assert decision.head == head
    assert decision.computed == trace(demo, "8a").summary
    with pytest.raises(Refused, match="someone else"):
        typing.review(demo, "ann", decision, "agree", "mine")
    typing.review(demo, "cat", decision, "overrule", "one speaker only", "not yet determined")
    (review,) = judged.reviews(demo)
    assert (review.verdict, review.outcome) == ("overrule", "not yet determined")


def test_a_decision_shows_as_stale_when_its_evidence_has_changed(demo: Store) -> None:
    eight = lookup.case(demo, "8a")
    typing.decide(demo, "ann", eight, "Type A", "as the rules say")
    assert typing.decided(demo, "ann", [trace(demo, "8a")])[eight.guid].stale == ()
    direction = typing.attribute(demo, "unclear-direction-for-school-oversight")
    typing.assess(demo, "bob", eight.guid, direction, "not met", "one speaker is not enough")
    why = typing.decided(demo, "ann", [trace(demo, "8a")])[eight.guid].stale
    assert why == (
        "the rules gave “Type A met; Type B not yet determined.”,"
        " now “Type A not yet determined; Type B not yet determined.”",
        "Unclear direction for school oversight was met (1 passage for, 0 against),"
        " now not met (1 passage for, 0 against)",
    )


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_nothing_is_judged_without_a_reason(demo: Store, reason: str) -> None:
    eight, settled = lookup.case(demo, "8a"), typing.attribute(demo, "settled-leadership-team")
    head = demo.head
    with pytest.raises(Refused, match="reason"):
        typing.assess(demo, "ann", eight.guid, settled, "met", reason)
    with pytest.raises(Refused, match="reason"):
        typing.decide(demo, "ann", eight, "Type A", reason)
    assert demo.head == head


def test_what_cannot_be_decided_is_refused(demo: Store) -> None:
    with pytest.raises(Refused, match="cannot be decided"):
        typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type C", "because")
    with pytest.raises(Refused, match="not typed"):
        typing.decide(demo, "ann", lookup.case(demo, "7b"), "Type A", "because")
