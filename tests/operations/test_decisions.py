"""Decisions that several users made of one case, and what makes one stale."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder.errors import Refused
from coder.model import Typing
from coder.operations import history, lookup, outcomes, typing
from coder.operations.decisions import Decided
from coder.operations.explaining import explain
from coder.operations.merging import merge
from coder.operations.project import start
from coder.store import Store, judged, open_project, reads, user_guid


def decide(store: Store, user: str, outcome: str) -> Typing:
    guid = typing.decide(store, user, lookup.case(store, "8a"), outcome, f"{user} thinks so")
    return next(each for each in judged.typings(store) if each.guid == guid)


def decided(store: Store) -> Decided:
    case = lookup.case(store, "8a")
    return typing.decided(store, "ann", typing.traces(store, "ann", [case]))[case.guid]


def shown(store: Store) -> str:
    (row,) = outcomes.typed(store, "ann", [lookup.case(store, "8a")])[0].rows
    return str(row[-1])


def test_a_reviewed_decision_does_not_vanish_behind_another_users(demo: Store) -> None:
    typing.review(demo, "bob", decide(demo, "ann", "Type A"), "agree", "two voices")
    decide(demo, "cy", "neither type")
    assert shown(demo) == "decisions differ: Type A by ann, agreed by bob; neither type by cy"
    words = "\n".join(
        part.words for part in explain(demo, "ann", lookup.case(demo, "8a").guid).parts
    )
    assert "The decisions differ, and none takes the place of another." in words
    assert (
        words.index("ann decided “Type A”") < words.index("bob agreed") < words.index("cy decided")
    )
    records = outcomes.typed(demo, "ann", [lookup.case(demo, "8a")])[1]
    assert [
        (each["user"], each["outcome"], [(one["user"], one["verdict"]) for one in each["reviews"]])
        for each in records[0]["decisions"]
    ] == [("ann", "Type A", [("bob", "agree")]), ("cy", "neither type", [])]


def test_what_two_copies_decided_is_to_be_put_right_after_a_merge(
    demo: Store, tmp_path: Path
) -> None:
    there = tmp_path / "there.coder"
    shutil.copy(tmp_path / "demo.coder", there)
    typing.review(demo, "bob", decide(demo, "ann", "Type A"), "agree", "two voices")
    with open_project(there) as other:
        decide(other, "cy", "not yet determined")
    (problem,) = merge(demo, "ann", there).problems
    assert "8a" in problem
    assert "decisions differ" in problem
    assert "Type A by ann, agreed by bob" in problem
    assert "not yet determined by cy" in problem
    typing.review(demo, "dan", decided(demo).every[0].typing, "query", "which is it")
    decide(demo, "cy", "Type A")
    assert not decided(demo).differ


def test_users_who_decided_alike_do_not_differ(demo: Store) -> None:
    decide(demo, "ann", "Type A")
    decide(demo, "cy", "Type A")
    assert shown(demo) == "Type A by ann; Type A by cy"


def test_a_users_own_later_decision_takes_the_place_of_the_first(demo: Store) -> None:
    first = decide(demo, "ann", "Type A")
    decide(demo, "ann", "neither type")
    assert shown(demo) == "neither type"
    with pytest.raises(Refused, match="decided again"):
        typing.review(demo, "bob", first, "agree", "yes")


def test_an_overruled_decision_says_to_what(demo: Store) -> None:
    made = decide(demo, "ann", "Type A")
    typing.review(demo, "bob", made, "overrule", "one speaker only", "not yet determined")
    assert shown(demo) == "Type A, overruled to not yet determined by bob"
    assert not decided(demo).differ
    decide(demo, "cy", "not yet determined")
    assert not decided(demo).differ  # what stands of both is the same


def test_reviewers_who_differ_leave_the_decisions_differing(demo: Store) -> None:
    made = decide(demo, "ann", "Type A")
    typing.review(demo, "bob", made, "agree", "yes")
    assert not decided(demo).differ
    typing.review(demo, "dan", made, "overrule", "no", "neither type")
    assert decided(demo).differ
    typing.review(demo, "bob", made, "overrule", "no indeed", "neither type")
    assert not decided(demo).differ


def test_assessments_swapped_make_a_decision_stale_though_the_outcome_is_the_same(
    demo: Store,
) -> None:
    case = lookup.case(demo, "8a").guid
    settled = typing.attribute(demo, "settled-leadership-team")
    workforce = typing.attribute(demo, "long-standing-teacher-workforce")
    typing.assess(demo, "ann", case, settled, "met", "seen")
    typing.assess(demo, "ann", case, workforce, "not met", "seen")
    made = decide(demo, "ann", "Type A and Type B")
    assert decided(demo).stale == ()
    typing.assess(demo, "ann", case, settled, "not met", "looked again")
    typing.assess(demo, "ann", case, workforce, "met", "looked again")
    (now,) = typing.traces(demo, "ann", [lookup.case(demo, "8a")])
    assert now.summary == made.computed
    assert decided(demo).stale == (
        "Settled leadership team was met (0 passages for, 0 against),"
        " now not met (0 passages for, 0 against)",
        "Long-standing teacher workforce was not met (0 passages for, 0 against),"
        " now met (0 passages for, 0 against)",
    )


def test_the_same_status_by_someone_else_makes_a_decision_stale(demo: Store) -> None:
    case = lookup.case(demo, "8a").guid
    settled = typing.attribute(demo, "settled-leadership-team")
    typing.assess(demo, "ann", case, settled, "met", "seen")
    decide(demo, "ann", "Type A")
    typing.assess(demo, "bob", case, settled, "met", "seen as well")
    assert decided(demo).stale == ("what Settled leadership team rests on has changed",)


def test_what_another_copy_kept_of_a_decision_may_be_anything(demo: Store) -> None:
    decide(demo, "ann", "Type A")
    ids = [attribute.id for attribute in typing.rules(demo).attributes]
    for kept in ("{", "[]", f'{{"{ids[0]}": 3}}', f'{{"{ids[0]}": [1, 2]}}', "null"):
        with demo.change("decide", "mal") as change:
            change.update("typings", judged.typings(demo)[0].guid, {"grounds": kept})
        assert decided(demo).stale == ("what it rests on has changed",)


def test_a_project_that_is_no_copy_is_merged_only_when_asked(demo: Store, tmp_path: Path) -> None:
    start(tmp_path / "other.coder", "zoe").close()
    head = demo.head
    with pytest.raises(Refused, match=r"no copy of this project.*--unrelated"):
        merge(demo, "ann", tmp_path / "other.coder")
    assert demo.head == head
    assert user_guid("zoe") not in reads.users(demo)
    assert merge(demo, "ann", tmp_path / "other.coder", unrelated=True).entries == 1


def test_what_a_decision_changed_is_told_without_what_only_programs_read(demo: Store) -> None:
    typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "Two are met.")
    last = next(demo.entries(newest=True))
    told = {each.column: each.after for each in history.differences(demo, last)}
    assert (told["outcome"], told["user"], told["reason"]) == ("Type A", "ann", "“Two are met.”")
    assert told.keys().isdisjoint({"clock", "time", "head", "grounds"})
