"""Counted from columns, a project on disk gives the figures that its codings one by one give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coder.frequencies import UNITS
from coder.operations import coding, figures, lookup
from coder.operations.figures import COOCCURRENCE, QUOTES, ROLES, Question
from coder.operations.project import set_setting, start
from coder.operations.seeing import OTHERS
from coder.store import Store, reads
from coder.store.columns import catch_up
from coder.store.past import as_at

from .correcting_study import CHECKED, apply, correct, leadership, source
from .correcting_study import study as code_8a

REPO = Path(__file__).parents[2]
BOOKS = REPO / "codebooks"

QUESTIONS = (
    *(Question(unit=unit, by=by) for unit in UNITS for by in ("status", "role", "user", "none")),
    *(Question(unit=unit, by="role", users="all") for unit in UNITS),
    Question(by="type"),
    Question(ROLES),
    *(Question(COOCCURRENCE, near=near) for near in ("overlap", "sentence", "turn", "source")),
    Question(QUOTES),
    Question(QUOTES, group=("role", "Teacher")),
)


@pytest.fixture(params=["found on the way", "kept"])
def mixed(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A small study with all that must be told apart.

    A source in two versions, codings of two users, alike and not, one of them taken back, one
    in the interviewer's words alone, one in a heading, and a turn in which nobody is named.
    """
    schools = REPO / "transcripts" / "schools.csv"
    store = start(
        tmp_path / "mixed.coder",
        "ann",
        codebook=BOOKS / "stuck-schools.toml",
        typology=BOOKS / "typology.toml",
        cases=schools,
    )
    code_8a(store, tmp_path)
    correct(store, tmp_path, CHECKED)
    code = leadership(store)
    apply(store, "bob", "The union was strong.", code)
    apply(store, "bob", "It was hard for everybody.", code)
    apply(store, "ann", "Why was that?", code)
    apply(store, "ann", "Checked by the school.", code)
    wrong = apply(store, "ann", "Yes, very.", code)
    coding.uncode(store, "ann", lookup.coding(store, wrong))
    coding.mark_read(store, "ann", source(store).guid)
    if request.param == "kept":
        catch_up(store)
    assert len(store.rows("SELECT 1 FROM columns")) == (2 if request.param == "kept" else 0)
    yield store
    store.close()


def without_passages(answer: figures.Answer) -> tuple[object, ...]:
    table = replace(answer.table, codings={})
    return table, list(answer.records or ()), answer.groupings, answer.lacking


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_both_ways_give_the_same_answer(mixed: Store, question: Question) -> None:
    for hidden in ("shown", "hidden"):
        set_setting(mixed, "ann", OTHERS, hidden)
        for user in ("ann", "bob"):
            lean = figures.answer(mixed, user, question, behind=False)
            full = figures.answer(mixed, user, question)
            assert without_passages(lean) == without_passages(full)


def test_so_they_do_at_every_moment_of_the_past(mixed: Store) -> None:
    for entry in list(mixed.entries()):
        with as_at(mixed, entry.id) as past:
            for question in (Question(unit="turns", by="role"), Question(QUOTES), QUESTIONS[2]):
                lean = figures.answer(past, "ann", question, behind=False)
                assert without_passages(lean) == without_passages(
                    figures.answer(past, "ann", question)
                )


def test_so_they_do_of_who_left_and_was_removed_with_a_turn_still_theirs(mixed: Store) -> None:
    # A copy in which somebody was withdrawn and a turn of theirs split, merged with one in which
    # they were made one with another speaker.
    speakers = reads.speakers(mixed, source(mixed).guid).values()
    (speaker,) = [each.guid for each in speakers if each.name == "Teacher 1"]
    with mixed.change("merge", "ann") as change:
        change.insert("withdrawals", {"about": speaker, "kind": "speaker"})
        change.remove("speakers", speaker)
    for kept in (False, True):
        if kept:
            catch_up(mixed)
        for question in QUESTIONS:
            lean = figures.answer(mixed, "ann", question, behind=False)
            full = figures.answer(mixed, "ann", question)
            assert without_passages(lean) == without_passages(full)


TYPED = "Type A (Type B not yet determined)"


def test_schools_are_typed_alike_where_a_coding_has_no_words(mixed: Store) -> None:
    book = reads.codebook(mixed)
    with mixed.change("forge", "ann") as change:
        for name in ("Unstable leadership", "Inexperienced teacher workforce"):
            place = {"source": source(mixed).guid, "passage": "5:5", "user": change.user}
            change.insert("codings", {**place, "code": lookup.code(book, name).guid})
    for question in (Question(by="type"), Question(QUOTES, group=("type", TYPED))):
        lean = figures.answer(mixed, "ann", question, behind=False)
        assert without_passages(lean) == without_passages(figures.answer(mixed, "ann", question))
