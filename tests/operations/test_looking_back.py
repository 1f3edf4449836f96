"""Looking back: figures and typing as they were, what is different since, and what stays hidden."""

from __future__ import annotations

import pytest

from coder.errors import NotFound, Refused
from coder.model import Passage
from coder.operations import coding, figures, history, lookup, project, typing
from coder.operations.codes import edit_code
from coder.operations.differences import between
from coder.operations.figures import Question
from coder.operations.looking_back import as_at
from coder.operations.seeing import OTHERS
from coder.store import Store, reads

from .world import World


def rows(found) -> list[tuple[str, str, str, str]]:
    return [(r["kind"], r["thing"], r["before"], r["after"]) for r in found.records]


class TestFiguresAsTheyWere:
    def test_count_what_was_coded_then(self, world: World):
        store, question = world.here, Question(figures.QUOTES, code=world.code)
        head, before = store.head, figures.answer(store, "ann", question).table.rows
        checkpoint = store.head_in_full
        coding.uncode(store, "ann", world.coding)
        assert len(figures.answer(store, "ann", question).table.rows) == len(before) - 1
        with as_at(store, head) as past:
            then = figures.answer(past, "ann", question)
        assert then.table.rows == before
        assert dict(then.table.notes)["Journal head"] == checkpoint
        assert dict(then.table.notes)["As at"].endswith(f"entry {head}")

    def test_type_by_the_assessments_of_then(self, world: World):
        store, case, head = world.here, world.case, world.here.head
        before = typing.traces(store, "ann", [case])[0]
        attribute = typing.attribute(store, "settled-leadership-team")
        typing.assess(store, "ann", case.guid, attribute, "not met", "Five heads.")
        now = typing.traces(store, "ann", [case])[0]
        with as_at(store, head) as past:
            then = typing.traces(past, "ann", [case])[0]
        assert then.attributes == before.attributes
        assert now.attributes != before.attributes

    def test_what_is_hidden_now_is_hidden_then_too(self, world: World):
        """Or a look back to the day before the setting would show what it hides."""
        store, head = world.here, world.here.head
        project.set_setting(store, "lead", OTHERS, "hidden")
        with as_at(store, head) as past:
            seen = project.evidence(past, "kim").codings
        assert reads.setting(store, OTHERS) == "hidden"
        assert [each for each in seen if each.user != coding.user_guid("kim")] == []


class TestWhatIsDifferent:
    def test_nothing_between_a_moment_and_itself(self, world: World):
        found = between(world.here, "ann", world.here.head, world.here.head)
        assert found.records == []
        assert ("Differences", "none") in found.notes

    def test_a_code_taken_off_another_applied_and_one_moved(self, world: World):
        store, start = world.here, world.here.head
        passage = Passage(world.passage.start, world.passage.start + 12)
        words = passage.quotation(reads.text(store, world.source.guid))
        coding.move_coding(store, "ann", world.coding, passage)
        coding.apply_code(store, "ann", world.source.guid, passage, world.other)
        where = "8a.txt, by ann"
        found = rows(between(store, "ann", start))
        was, moved = (f"Dumping ground on “{each}" for each in ("", words))
        assert [row[:2] for row in found] == [("coding", where)] * 2
        assert {row[3] for row in found} == {
            f"{moved}” ({passage})",
            f"MAT support on “{words}” ({passage})",
        }
        assert {row[2].startswith(was) for row in found if row[2]} == {True}
        coding.uncode(store, "ann", lookup.coding(store, world.coding.guid))
        gone = rows(between(store, "ann", start))
        assert [row for row in gone if row[3] == ""] == [
            ("coding", where, next(row[2] for row in found if row[2]), "")
        ]

    def test_a_code_with_a_new_name_is_one_difference_not_one_at_each_coding(self, world: World):
        start = world.here.head
        edit_code(world.here, "lead", world.code, name="Dumped on")
        found = rows(between(world.here, "ann", start))
        assert [row for row in found if row[0] != "decision"] == [
            ("code", "Dumped on: name", "Dumping ground", "Dumped on")
        ]

    def test_a_status_with_the_outcome_it_gives_and_a_decision_gone_stale(self, world: World):
        store, start = world.here, world.here.head
        for each in typing.rules(store).attributes:
            typing.assess(store, "ann", world.case.guid, each, "not met", "On reflection.")
        found = rows(between(store, "ann", start))
        kinds = [row[0] for row in found]
        assert kinds.count("status") == 6
        assert ("outcome", "8a: Type A", "met", "not met") in found
        assert ("outcome", "8a: Type B", "not yet determined", "not met") in found
        stale = [row for row in found if row[0] == "decision"]
        assert [(row[1], "changed" in row[3]) for row in stale] == [("8a", True)]

    def test_others_codings_stay_hidden(self, world: World):
        store, start = world.here, world.here.head
        project.set_setting(store, "lead", OTHERS, "hidden")
        coding.uncode(store, "ann", world.coding)
        assert "coding" not in [row[0] for row in rows(between(store, "kim", start))]


class TestTheHistoryOfAPassage:
    def test_has_what_was_taken_off_and_what_once_stood_there(self, world: World):
        store, place = world.here, world.passage
        coding.move_coding(store, "ann", world.coding, Passage(place.start, place.start + 5))
        moved = lookup.coding(store, world.coding.guid)
        coding.uncode(store, "ann", moved)
        late = Passage(place.end - 5, place.end)  # the coding stood there, but no longer
        about = history.of_passage(store, "ann", world.source.guid, late)
        verbs = [each.verb for each in history.happenings(store, "ann", about=about, by=moved.user)]
        assert verbs == ["remove coding", "move coding", "apply code"]

    def test_of_words_never_coded_is_refused_in_words(self, world: World):
        with pytest.raises(Refused, match="Nothing was ever coded on these words"):
            history.of_passage(world.here, "ann", world.source.guid, Passage(0, 1))

    def test_does_not_say_that_someone_whose_codings_are_hidden_coded_there(self, world: World):
        text = reads.text(world.here, world.new_source.guid)
        only = Passage(len(text) - 6, len(text) - 1)
        coding.apply_code(world.here, "ann", world.new_source.guid, only, world.code)
        project.set_setting(world.here, "lead", OTHERS, "hidden")
        with pytest.raises(Refused, match="Nothing was ever coded"):
            history.of_passage(world.here, "kim", world.new_source.guid, only)


def test_the_history_of_a_case_has_the_reviews_of_its_decisions(world: World):
    typing.review(world.here, "kim", world.typing, typing.AGREE, "I read the passages.")
    about = history.of_thing(world.here, world.case.guid)
    verbs = [each.verb for each in history.happenings(world.here, "ann", about=about)]
    assert verbs[:2] == ["review", "decide"]


def test_a_moment_that_is_none_says_what_would_be_one(world: World):
    with pytest.raises(NotFound, match="neither an entry nor a time"):
        between(world.here, "ann", "last week")


def test_the_journal_of_then_ends_then(store: Store):
    with store.change("add code", "ann") as change:
        change.insert("codes", {"name": "one"})
    head = store.head
    with store.change("add code", "ann") as change:
        change.insert("codes", {"name": "two"})
    with as_at(store, head) as past:
        assert [each.what for each in history.happenings(past, "ann")] == ["one"]
