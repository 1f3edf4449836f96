"""What makes a decision stale: each kind of thing it rests on, changed after it, is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from coder import journal
from coder.model import Passage, Speaker
from coder.operations import (
    cases,
    codes,
    coding,
    lookup,
    outcomes,
    project,
    settings,
    turns,
    typing,
    withdrawing,
)
from coder.operations.explaining import explain
from coder.operations.thresholds import open_bounds
from coder.rulefiles import typology_to_data
from coder.store import Store, judged, reads
from coder.store.undoing import undo


def stale(store: Store) -> tuple[str, ...]:
    eight = lookup.case(store, "8a")
    return typing.decided(store, "ann", typing.traces(store, "ann", [eight]))[eight.guid].stale


def apply(store: Store, code: str, words: str) -> None:
    source = lookup.source(store, "8a").guid
    at = reads.text(store, source).index(words)
    named = lookup.code(reads.codebook(store), code).guid
    coding.apply_code(store, "ben", source, Passage(at, at + len(words)), named)


def one_passage_more(store: Store) -> None:
    apply(store, "Unstable leadership", "the dumping ground")


def one_passage_against(store: Store) -> None:
    apply(store, "Constructive union voice", "I met with the")


def one_passage_less(store: Store) -> None:
    teacher = lookup.code(reads.codebook(store), "Unclear direction for school oversight").guid
    (made,) = [each for each in reads.codings(store) if each.code == teacher]
    coding.uncode(store, "report", made)


def an_assessment(store: Store) -> None:
    of = typing.attribute(store, "settled-leadership-team")
    typing.assess(store, "ben", lookup.case(store, "8a").guid, of, "not met", "Four heads.")


def a_measured_value(store: Store) -> None:
    case = lookup.case(store, "8a").guid
    cases.set_value(store, "ben", case, "years headteacher in post", "1", "Paragraph 129.")


def the_frame(store: Store) -> None:
    case = lookup.case(store, "8a").guid
    cases.set_value(store, "ben", case, "status", "unstuck", "Good twice.")


def a_reading(store: Store) -> None:
    settings.choose(store, "ben", "just-two", "at least", "Two are enough.")


def the_least_numbers(store: Store) -> None:
    least = {"passages": 2, "speakers": 1, "roles": 1}
    project.set_setting(store, "ben", "least", least, "One is thin.")


def a_threshold(store: Store) -> None:
    (variable, _), *_ = open_bounds(typing.rules(store))
    settings.choose(store, "ben", f"threshold of {variable}", "40", "Two in five.")


def an_inspection(store: Store) -> None:
    with store.change("inspection", "ben") as change:
        row = {"date": "2018-05-01", "kind": "full", "grade": "requires improvement"}
        change.insert("inspections", {"case": lookup.case(store, "8a").guid, **row})


def the_rule(store: Store) -> None:
    old = typing.rules(store)
    types = tuple(replace(each, count=3) if each.id == "A" else each for each in old.types)
    data = typology_to_data(replace(old, version="2", types=types, digest=""))
    with store.change("typology", "ben") as change:
        digest = journal.digest(journal.canonical(data))
        row = {"name": old.name, "version": "2", "digest": digest}
        guid = change.insert("typologies", row | {"rules": journal.canonical(data)})
        project.write_setting(change, "typology", guid)


def a_definition(store: Store) -> None:
    union = lookup.code(reads.codebook(store), "Antagonistic union voice").guid
    codes.edit_code(store, "ben", union, definition="A strike, or the threat of one.")


def speaker(store: Store, name: str) -> Speaker:
    every = reads.speakers(store, lookup.source(store, "8a").guid).values()
    (found,) = [each for each in every if each.name == name]
    return found


def a_role(store: Store) -> None:
    turns.set_role(store, "ben", speaker(store, "Teacher"), "Governor")


def no_role(store: Store) -> None:
    turns.set_role(store, "ben", speaker(store, "Teacher"), "")


def a_name(store: Store) -> None:
    turns.rename_speaker(store, "ben", speaker(store, "Teacher"), "Teacher 1")


def an_interviewer(store: Store) -> None:
    turns.set_role(store, "ben", speaker(store, "Senior leader"), interviewer=True)


def another_voice(store: Store) -> None:
    source = lookup.source(store, "8a").guid
    turns.reassign_turn(store, "ben", reads.turns(store, source)[source][1], "Governor")


def voices_merged(store: Store) -> None:
    turns.merge_speakers(
        store, "ben", speaker(store, "Senior leader"), speaker(store, "Headteacher")
    )


JUST_TWO = "just two of the following attributes"

KINDS: list[tuple[Callable[[Store], None], tuple[str, ...]]] = [
    (
        one_passage_more,
        (
            "Unstable leadership was met (2 passages for, 0 against),"
            " now met (3 passages for, 0 against)",
        ),
    ),
    (
        one_passage_against,
        (
            "Antagonistic union voice was met (3 passages for, 0 against),"
            " now contested (3 passages for, 1 against)",
        ),
    ),
    (
        one_passage_less,
        (
            "the rules gave “Type A met; Type B not yet determined.”,"
            " now “Type A not yet determined; Type B not yet determined.”",
            "Unclear direction for school oversight was met (1 passage for, 0 against),"
            " now not known (0 passages for, 0 against)",
        ),
    ),
    (
        an_assessment,
        (
            "Settled leadership team was not known (0 passages for, 0 against),"
            " now not met (0 passages for, 0 against)",
        ),
    ),
    (
        a_reading,
        ("“just two of the following attributes” was read by “exactly”, now by “at least”",),
    ),
    (a_definition, ("the codebook has changed",)),
    (a_role, ("the role of Teacher in 8a.txt was Teacher, is Governor",)),
    (no_role, ("the role of Teacher in 8a.txt was Teacher, is none",)),
    (a_name, ("Teacher in 8a.txt is now called Teacher 1",)),
    (
        an_interviewer,
        (
            "Unstable leadership was met (2 passages for, 0 against),"
            " now met (1 passage for, 0 against)",
            "Senior leader in 8a.txt is now an interviewer",
        ),
    ),
    (
        another_voice,
        (
            "the passage 289:342 of 8a.txt was said by Teacher, is said by Governor",
            "the passage 289:396 of 8a.txt was said by Teacher, is said by Governor",
        ),
    ),
    (
        voices_merged,
        ("the passage 794:1111 of 8a.txt was said by Senior leader, is said by Headteacher",),
    ),
]


@pytest.mark.parametrize(("change", "said"), KINDS, ids=lambda each: getattr(each, "__name__", ""))
def test_what_changed_is_said_and_no_more_once_it_is_undone(
    demo: Store, change: Callable[[Store], None], said: tuple[str, ...]
) -> None:
    typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "As the rules say.")
    assert stale(demo) == ()
    before = demo.head
    change(demo)
    assert demo.head != before
    assert stale(demo) == said
    undo(demo, "report" if change is one_passage_less else "ben")
    assert stale(demo) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (a_measured_value, "Settled leadership team"),
        (the_frame, "now “Not typed: its status is unstuck"),
        (
            the_least_numbers,
            "the least numbers were 1 passage, 1 role, 1 speaker,"
            " now 2 passages, 1 role, 1 speaker",
        ),
        (an_inspection, "the inspections given have changed"),
        (a_threshold, "was none, now 40"),
        (the_rule, "the typology has changed"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_changed_is_among_what_is_said(
    demo: Store, change: Callable[[Store], None], said: str
) -> None:
    typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "As the rules say.")
    change(demo)
    assert said in "; ".join(stale(demo))


def test_least_numbers_that_say_what_held_anyway_change_nothing(demo: Store) -> None:
    typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "As the rules say.")
    project.set_setting(demo, "ben", "least", {"passages": 1, "speakers": 1, "roles": 1})
    assert stale(demo) == ()


@pytest.mark.parametrize(
    ("lacking", "change"),
    [(("",), a_reading), (("", "voices"), a_role), (("", "voices"), another_voice)],
)
def test_a_decision_of_an_earlier_program_is_not_stale_for_what_it_did_not_keep(
    demo: Store, lacking: tuple[str, ...], change: Callable[[Store], None]
) -> None:
    guid = typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "As the rules say.")
    kept = json.loads(judged.typings(demo)[0].grounds)
    *above, last = lacking
    del (kept[above[0]] if above else kept)[last]
    with demo.change("decide", "ann") as made:
        made.update("typings", guid, {"grounds": journal.canonical(kept)})
    change(demo)
    assert stale(demo) == ()


def test_names_of_speakers_are_kept_with_a_decision_by_their_ids_alone(demo: Store) -> None:
    a_name(demo)
    typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "As the rules say.")
    (made,) = judged.typings(demo)
    kept = json.loads(made.grounds)[""]["voices"]["speakers"]
    assert len(kept) == 3, "a teacher, a senior leader and a headteacher speak for 8a"
    assert all(name.startswith("text:") for name, *_ in kept.values())
    assert "Teacher 1" not in made.grounds


def test_a_name_that_was_withdrawn_says_nothing_of_itself(demo: Store) -> None:
    """Whose words are gone is told by the evidence that is gone with them."""
    typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "As the rules say.")
    leaves = withdrawing.of_speaker(demo, speaker(demo, "Senior leader"))
    also = ("memos", "names", "repeats")
    planned = withdrawing.plan(demo, leaves, also)
    withdrawing.carry_out(demo, "ben", planned, withdrawing.written(demo, planned), "They asked.")
    assert stale(demo) == (
        "Unstable leadership was met (2 passages for, 0 against),"
        " now met (1 passage for, 0 against)",
    )


def test_a_decision_against_the_rules_keeps_both_in_every_view(demo: Store) -> None:
    eight = lookup.case(demo, "8a")
    typing.decide(demo, "ann", eight, "neither type", "One teacher is not enough.")
    made = judged.typings(demo)[0]
    computed = "Type A met; Type B not yet determined."
    assert (made.outcome, made.computed) == ("neither type", computed)
    words = "\n".join(part.words for part in explain(demo, "ann", eight.guid).parts)
    assert f"“One teacher is not enough.” The rules then gave: {computed}" in words
    (row,) = outcomes.typed(demo, "ann", [eight])[0].rows
    assert (row[1], row[-1]) == ("met", "neither type")


def test_while_codings_are_hidden_a_decision_is_judged_by_what_its_decider_sees(
    demo: Store,
) -> None:
    eight = lookup.case(demo, "8a")
    settings.choose(demo, "ann", "others' codings", "hidden", "Before they compare.")
    typing.decide(demo, "report", eight, "Type A", "As I coded it.")
    (seen,) = typing.traces(demo, "ann", [eight])
    assert seen.summary == "Type A not yet determined; Type B not yet determined."
    assert stale(demo) == ()
    apply(demo, "Unstable leadership", "the dumping ground")  # of ben, whom neither sees
    assert stale(demo) == ()
    one_passage_less(demo)
    assert stale(demo) == ("what it rests on has changed",)
    (mine,) = typing.decided(demo, "report", typing.traces(demo, "report", [eight])).values()
    assert "Unclear direction for school oversight was met (1 passage for, 0 against)" in str(
        mine.stale
    )
