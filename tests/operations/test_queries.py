"""Queries of a decision: who may answer and close them, what they hold up, and copies of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder.errors import NotFound, Refused
from coder.model import Review, Typing
from coder.operations import history, lookup, outcomes, queries, queue, typing
from coder.operations.decisions import Decided
from coder.operations.explaining import explain
from coder.operations.lists_reviews import reviews
from coder.operations.merging import merge
from coder.store import Store, judged, open_project, user_guid
from coder.store.problems import problems
from coder.store.undoing import redo, restore, undo
from coder.verify import verify


def decide(store: Store, user: str = "ann", outcome: str = "Type A", case: str = "8a") -> Typing:
    guid = typing.decide(store, user, lookup.case(store, case), outcome, f"{user} thinks so")
    return next(each for each in judged.typings(store) if each.guid == guid)


def ask(store: Store, user: str, of: Typing, words: str = "One teacher only?") -> Review:
    typing.review(store, user, of, "query", words)
    return judged.reviews(store)[-1]


def decided(store: Store, case: str = "8a") -> Decided:
    found = lookup.case(store, case)
    return typing.decided(store, "ann", typing.traces(store, "ann", [found]))[found.guid]


def state(store: Store, case: str = "8a") -> str:
    trace = typing.traces(store, "ann", [lookup.case(store, case)])[0]
    return queue.state(trace, typing.decided(store, "ann", [trace]).get(trace.case.guid))


def act(store: Store, user: str) -> str:
    trace = typing.traces(store, user, [lookup.case(store, "8a")])[0]
    return queue.act(
        trace, typing.decided(store, "ann", [trace]).get(trace.case.guid), user_guid(user)
    )


def copied(store: Store, folder: Path) -> Path:
    store.checkpoint()  # what stands in the log beside it is in the one file then
    return Path(shutil.copy(folder / "demo.coder", folder / "there.coder"))


def test_a_query_is_answered_and_closed_and_then_the_decision_is_agreed(demo: Store) -> None:
    made = decide(demo)
    assert state(demo) == "to review"
    asked = ask(demo, "kim", made)
    assert state(demo) == "query open"
    assert decided(demo).words == "Type A, kim's query open"
    queries.answer(demo, "ann", asked.guid, "  A senior leader says it as well. ")
    assert state(demo) == "query answered"
    assert decided(demo).words == "Type A, kim's query answered"
    queries.close(demo, "kim", asked.guid, "I have read that passage.")
    assert state(demo) == "to review"
    assert decided(demo).words == "Type A, kim's query closed"
    typing.review(demo, "kim", made, "agree", "Both hold.")
    assert state(demo) == "agreed"
    assert decided(demo).words == "Type A, agreed by kim"
    said = [(each.kind, each.user, each.reason) for each in judged.replies(demo)]
    assert said == [
        ("answer", user_guid("ann"), "A senior leader says it as well."),
        ("close", user_guid("kim"), "I have read that passage."),
    ]


@pytest.mark.parametrize("verdict", ["agree", "overrule"])
def test_nothing_is_settled_while_a_query_is_open(demo: Store, verdict: str) -> None:
    made = decide(demo)
    asked = ask(demo, "kim", made)
    to = "neither type" if verdict == "overrule" else ""
    with pytest.raises(Refused, match=r"kim's query of 8a is open: “One teacher only\?”.*close 8a"):
        typing.review(demo, "sam", made, verdict, "Sure.", to)
    queries.answer(demo, "ann", asked.guid, "Two say it.")
    with pytest.raises(Refused, match="is open"):
        typing.review(demo, "kim", made, verdict, "Sure.", to)
    queries.close(demo, "sam", asked.guid, "Answered well.")
    typing.review(demo, "sam", made, verdict, "Sure.", to)
    assert state(demo) == {"agree": "agreed", "overrule": "overruled"}[verdict]


def test_deciding_again_leaves_the_query_open(demo: Store) -> None:
    asked = ask(demo, "kim", decide(demo))
    again = decide(demo, outcome="neither type")
    assert state(demo) == "query open"
    assert decided(demo).words == "neither type, kim's query open"
    with pytest.raises(Refused, match="kim's query"):
        typing.review(demo, "kim", again, "agree", "Better.")
    # So does a decision by another: the query is about the case, whoever settles it.
    with pytest.raises(Refused, match="kim's query"):
        typing.review(demo, "kim", decide(demo, "sam"), "agree", "Better.")
    queries.close(demo, "kim", asked.guid, "It is decided otherwise now.")
    typing.review(demo, "kim", again, "agree", "Better.")


def test_another_query_may_be_asked_while_one_is_open(demo: Store) -> None:
    made = decide(demo)
    first, second = ask(demo, "kim", made), ask(demo, "sam", made, "Which years?")
    queries.answer(demo, "ann", second.guid, "2012 to 2019.")
    assert state(demo) == "query open"  # the first has no answer yet
    queries.close(demo, "kim", first.guid, "Seen.")
    assert state(demo) == "query answered"


def test_who_may_answer_and_who_may_close(demo: Store) -> None:
    asked = ask(demo, "kim", decide(demo))
    with pytest.raises(Refused, match="You asked this yourself"):
        queries.answer(demo, "kim", asked.guid, "Yes.")
    with pytest.raises(Refused, match="You made the decision that this asks about; kim"):
        queries.close(demo, "ann", asked.guid, "Clear.")
    queries.answer(demo, "sam", asked.guid, "I heard it too.")
    queries.close(demo, "sam", asked.guid, "Clear to me.")
    for late in (queries.answer, queries.close):
        with pytest.raises(Refused, match="sam has closed this query"):
            late(demo, "kim", asked.guid, "But still.")


@pytest.mark.parametrize("words", ["", " \n"])
def test_neither_an_answer_nor_a_closing_goes_without_words(demo: Store, words: str) -> None:
    asked = ask(demo, "kim", decide(demo))
    head = demo.head
    for say in (queries.answer, queries.close):
        with pytest.raises(Refused, match="needs words"):
            say(demo, "sam", asked.guid, words)
    assert demo.head == head


def test_what_is_no_query_is_not_answered(demo: Store) -> None:
    typing.review(demo, "kim", decide(demo), "agree", "Yes.")
    for guid in (judged.reviews(demo)[0].guid, "nothing"):
        with pytest.raises(NotFound):
            queries.answer(demo, "sam", guid, "Why?")


def test_what_waits_for_whom(demo: Store) -> None:
    assert act(demo, "kim") == "decide"
    made = decide(demo)
    assert (act(demo, "ann"), act(demo, "kim"), act(demo, "sam")) == ("", "review", "review")
    asked = ask(demo, "kim", made)
    assert (act(demo, "ann"), act(demo, "kim"), act(demo, "sam")) == ("answer", "", "")
    queries.answer(demo, "ann", asked.guid, "Two say it.")
    assert (act(demo, "ann"), act(demo, "kim"), act(demo, "sam")) == ("", "close", "")
    queries.close(demo, "kim", asked.guid, "Seen.")
    direction = typing.attribute(demo, "unclear-direction-for-school-oversight")
    typing.assess(demo, "sam", made.case, direction, "not met", "Thin.")
    assert (act(demo, "ann"), act(demo, "kim")) == ("decide again", "")
    typing.review(demo, "kim", decide(demo, outcome="neither type"), "agree", "Right.")
    assert (act(demo, "ann"), act(demo, "kim")) == ("", "")


def test_the_next_that_waits_goes_round_and_reviews_come_first() -> None:
    acts: dict[str, queue.Act] = {"1a": "decide", "3a": "review", "5a": "close"}
    cases = ["1a", "2a", "3a", "4a", "5a"]
    assert queue.following(cases, acts, None) == "3a"
    assert queue.following(cases, acts, "3a") == "5a"
    assert queue.following(cases, acts, "5a") == "3a"
    assert queue.following(cases, {"1a": "decide"}, "4a") == "1a"
    assert queue.following(cases, {"1a": "decide"}, "1a") is None
    assert queue.following(cases, {"1a": "decide", "3a": "review"}, "3a") is None
    assert queue.following(cases, {"1a": "decide", "3a": "review"}, "1a") == "3a"
    assert queue.following(cases, {}, "gone") is None


def test_the_list_of_reviews_holds_what_is_not_settled(demo: Store) -> None:
    decide(demo, case="4a")
    ask(demo, "kim", decide(demo))
    typing.review(demo, "kim", decide(demo, case="5a"), "agree", "Yes.")
    found = reviews(demo, "ann")
    assert [(r["case"], r["state"], r["for_you"]) for r in found.records] == [
        ("4a", "to review", ""),
        ("8a", "query open", "answer"),
    ]
    assert found.records[1]["queries"] == ["kim: One teacher only?"]
    assert found.notes == (("All cases", "7 to decide, 1 query open, 1 to review, 1 agreed."),)
    assert [r["case"] for r in reviews(demo, "ann", ["agreed"]).records] == ["5a"]


def test_undo_takes_back_an_answer_that_nothing_rests_on(demo: Store) -> None:
    asked = ask(demo, "kim", decide(demo))
    queries.answer(demo, "sam", asked.guid, "Two say it.")
    undo(demo, "sam")
    assert state(demo) == "query open"
    redo(demo, "sam")
    assert state(demo) == "query answered"
    queries.close(demo, "kim", asked.guid, "Seen.")
    with pytest.raises(Refused, match="“close” by kim"):
        undo(demo, "sam")
    undo(demo, "kim")
    undo(demo, "sam")
    assert state(demo) == "query open"


def test_a_closing_is_not_undone_from_under_a_settled_decision(demo: Store) -> None:
    made = decide(demo)
    asked = ask(demo, "kim", made)
    queries.close(demo, "kim", asked.guid, "Seen.")
    typing.review(demo, "sam", made, "agree", "Yes.")
    with pytest.raises(Refused, match="“review” by sam"):
        undo(demo, "kim")
    undo(demo, "sam")
    undo(demo, "kim")
    assert state(demo) == "query open"


def test_a_query_that_was_answered_is_not_undone(demo: Store) -> None:
    asked = ask(demo, "kim", decide(demo))
    queries.answer(demo, "ann", asked.guid, "Two say it.")
    with pytest.raises(Refused, match="“answer” by ann"):
        undo(demo, "kim")


def test_two_copies_may_both_answer_and_close(demo: Store, tmp_path: Path) -> None:
    made = decide(demo)
    asked = ask(demo, "kim", made)
    there = copied(demo, tmp_path)
    queries.answer(demo, "ann", asked.guid, "Here.")
    queries.close(demo, "kim", asked.guid, "Seen here.")
    typing.review(demo, "kim", made, "agree", "Yes.")
    with open_project(there) as other:
        queries.answer(other, "sam", asked.guid, "There.")
        queries.close(other, "sam", asked.guid, "Seen there.")
    merge(demo, "ann", there)
    (query,) = queries.queries(demo)[made.case]
    # Both did the same number of things: entries of one clock stand in the order of their ids.
    assert {each.reason for each in query.replies if each.kind == "answer"} == {"Here.", "There."}
    assert sorted(each.reason for each in query.replies[2:]) == ["Seen here.", "Seen there."]
    assert state(demo) == "agreed"
    assert problems(demo) == []
    assert verify(tmp_path / "demo.coder").faults == []


def test_a_query_from_another_copy_holds_up_what_was_agreed_here(
    demo: Store, tmp_path: Path
) -> None:
    made = decide(demo)
    there = copied(demo, tmp_path)
    typing.review(demo, "sam", made, "agree", "Yes.")
    with open_project(there) as other:
        ask(other, "kim", made)
    merge(demo, "ann", there)
    assert state(demo) == "query open"
    assert problems(demo) == []


def test_an_answer_to_a_query_undone_elsewhere_is_named_and_mended(
    demo: Store, tmp_path: Path
) -> None:
    asked = ask(demo, "kim", decide(demo))
    there = copied(demo, tmp_path)
    undo(demo, "kim")
    with open_project(there) as other:
        queries.answer(other, "sam", asked.guid, "Two say it.")
    (problem,) = merge(demo, "ann", there).problems
    assert f"`coder restore {asked.guid}`" in problem
    assert state(demo) == "to review"
    restore(demo, "ann", asked.guid)
    assert state(demo) == "query answered"
    assert problems(demo) == []


def test_the_thread_stands_in_the_trace_in_json_and_in_the_history(demo: Store) -> None:
    asked = ask(demo, "kim", decide(demo))
    queries.answer(demo, "ann", asked.guid, "Two say it.")
    case = lookup.case(demo, "8a")
    words = "\n".join(part.words for part in explain(demo, "ann", case.guid).parts)
    assert words.index("kim queried it") < words.index("ann answered on") < words.index("Two say")
    queries.close(demo, "kim", asked.guid, "Seen.")
    (record, *_) = outcomes.typed(demo, "ann", [case])[1]
    (review,) = record["decisions"][0]["reviews"]
    assert (record["state"], review["query"]) == ("to review", "closed")
    assert [(r["user"], r["kind"], r["reason"]) for r in review["replies"]] == [
        ("ann", "answer", "Two say it."),
        ("kim", "close", "Seen."),
    ]
    undo(demo, "kim")
    told = history.happenings(demo, "ann", about=history.of_thing(demo, case.guid), limit=5)
    assert [(each.user, each.verb, each.reason) for each in told] == [
        ("kim", "undo", ""),
        ("kim", "close", "Seen."),
        ("ann", "answer", "Two say it."),
        ("kim", "review", "One teacher only?"),
        ("ann", "decide", "ann thinks so"),
    ]
    assert told[2].what == "answer, kim's query of 8a: Type A"
