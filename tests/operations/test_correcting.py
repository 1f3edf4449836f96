"""A corrected transcript: what moves, what is asked, what is lost, and nothing in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import NotFound, Refused
from coder.frequencies import themes
from coder.model import Passage
from coder.operations import (
    coding,
    correcting,
    lists,
    lookup,
    project,
    searching,
    showing,
    turns,
)
from coder.operations import sources as importing
from coder.store import Store, reads, versions, written
from coder.store.problems import problems
from coder.store.undoing import redo, undo
from coder.verify import verify_open

from .correcting_study import (
    CHECKED,
    FIRST,
    WORDS,
    apply,
    correct,
    leadership,
    quoted,
    source,
    study,
    write,
)


@pytest.fixture(autouse=True)
def _sound(store: Store) -> Iterator[None]:
    """Whatever is done, the project holds together afterwards."""
    yield
    assert problems(store) == []
    assert verify_open(store.connection).faults == []


@pytest.fixture
def held(store: Store, tmp_path: Path) -> Store:
    study(store, tmp_path)
    return store


def outcomes(store: Store) -> dict[str, str]:
    return {each["words"]: each["outcome"] for each in correcting.waiting(store, "ann").records}


class TestWhatBecomesOfPassages:
    def test_the_plan_changes_nothing_and_says_what_becomes_of_each(self, held, tmp_path):
        head = held.head
        file = write(tmp_path, "checked.txt", CHECKED)
        plan = correcting.plan_correction(held, "ann", source(held), file)
        found = {thing.words: (str(thing.kind), thing.new_words) for thing in plan.things}
        assert found == {
            WORDS["changed"]: ("changed", "five heads in as many years"),
            WORDS["moved"]: ("moved", WORDS["moved"]),
            WORDS["lost"]: ("lost", ""),
        }
        assert held.head == head

    def test_the_same_words_move_and_the_rest_waits_on_the_old_version(self, held, tmp_path):
        done = correct(held, tmp_path)
        assert (done.source.version, done.moved, done.confirmed, done.waiting) == (2, 1, 0, 2)
        assert list(quoted(held).values()) == [WORDS["moved"]]
        assert sorted(quoted(held, waiting=True).values()) == sorted(WORDS.values())
        assert outcomes(held) == {WORDS["changed"]: "changed", WORDS["lost"]: "lost"}

    def test_what_is_confirmed_moves_to_the_changed_words(self, held, tmp_path):
        correct(held, tmp_path, CHECKED, "all")
        assert sorted(quoted(held).values()) == [
            "The union was strong.",
            "five heads in as many years",
        ]
        assert outcomes(held) == {WORDS["lost"]: "lost"}

    def test_what_waits_can_be_confirmed_later_one_by_one(self, held, tmp_path):
        correct(held, tmp_path)
        plan = correcting.plan_waiting(held, "ann", source(held))
        (asked,) = plan.asked
        correcting.carry_out(held, "ann", plan, correcting.chosen(plan, [asked.guid[:8]]))
        assert "five heads in as many years" in quoted(held).values()
        assert outcomes(held) == {WORDS["lost"]: "lost"}

    def test_an_id_that_is_not_asked_about_is_refused(self, held, tmp_path):
        file = write(tmp_path, "checked.txt", CHECKED)
        plan = correcting.plan_correction(held, "ann", source(held), file)
        lost = next(thing.guid for thing in plan.things if thing.kind == "lost")
        with pytest.raises(NotFound, match="--dry-run"):
            correcting.chosen(plan, [lost])

    def test_who_coded_the_new_words_again_gets_no_second_coding(self, held, tmp_path):
        correct(held, tmp_path)
        apply(held, "ann", "five heads in as many years", leadership(held))
        plan = correcting.plan_waiting(held, "ann", source(held))
        done = correcting.carry_out(held, "ann", plan, correcting.chosen(plan, ["all"]))
        assert (done.confirmed, done.waiting) == (0, 2)

    def test_what_was_done_since_the_plan_stands_and_waits(self, held, tmp_path):
        file = write(tmp_path, "checked.txt", CHECKED)
        plan = correcting.plan_correction(held, "ann", source(held), file)
        late = apply(held, "ben", "Nobody stayed for long.", leadership(held))
        gone = next(g for g, words in quoted(held).items() if words == WORDS["moved"])
        coding.uncode(held, "ann", lookup.coding(held, gone))
        correcting.carry_out(held, "ann", plan)
        assert quoted(held) == {}
        assert late in quoted(held, waiting=True)
        plan = correcting.plan_waiting(held, "ann", source(held))
        correcting.carry_out(held, "ann", plan)
        assert list(quoted(held)) == [late]

    def test_a_plan_for_a_source_corrected_meanwhile_is_refused(self, held, tmp_path):
        file = write(tmp_path, "other.txt", FIRST.replace("hard", "harder"))
        plan = correcting.plan_correction(held, "ann", source(held), file)
        correct(held, tmp_path)
        with pytest.raises(Refused, match="corrected meanwhile"):
            correcting.carry_out(held, "ann", plan)

    def test_memos_go_with_their_coding_their_turn_and_their_source(self, held, tmp_path):
        turn = lookup.turn(held, "8a#3")
        guid = next(g for g, words in quoted(held).items() if words == WORDS["moved"])
        for about in (guid, turn.guid, source(held).guid):
            coding.add_memo(held, "ann", about, f"A memo on {about}.")
        correct(held, tmp_path)
        about = {memo.about for memo in written.memos(held)}
        new = source(held).guid
        assert about == {guid, new, reads.turns(held, new)[new][2].guid}

    def test_a_memo_on_a_deleted_turn_waits(self, held, tmp_path):
        coding.add_memo(held, "ann", lookup.turn(held, "8a#5").guid, "Why?")
        correct(held, tmp_path)
        records = correcting.waiting(held, "ann").records
        assert [r["outcome"] for r in records if r["thing"].startswith("memo")] == ["lost"]


class TestVersions:
    def test_both_stay_and_only_the_newest_is_listed_searched_and_counted(self, held, tmp_path):
        old = source(held)
        correct(held, tmp_path)
        assert [each.version for each in versions.of(held, old.guid)] == [1, 2]
        assert [r["version"] for r in lists.sources(held, "ann").records] == [2]
        assert len(list(searching.search(held, "ann", "The union"))) == 1
        seen = project.evidence(held, "ann")
        assert {each.source for each in seen.codings} == {source(held).guid}
        assert set(seen.turns) == set(seen.sources) == {source(held).guid}
        assert {speaker.source for speaker in seen.speakers.values()} == {source(held).guid}

    def test_the_old_one_can_be_read(self, held, tmp_path):
        old = source(held)
        correct(held, tmp_path)
        said = "\n".join(showing.reading(held, "ann", lookup.version(held, source(held), 1)))
        assert "version 1 of 2" in said
        assert "I left because of the workload." in said
        assert lookup.source(held, old.guid) == source(held)
        with pytest.raises(NotFound, match="versions 1 to 2"):
            lookup.version(held, source(held), 3)

    def test_a_third_version_corrects_the_second(self, held, tmp_path):
        correct(held, tmp_path)
        done = correct(held, tmp_path, CHECKED.replace("Yes, very.", "Yes, very much so."))
        assert (done.source.version, done.moved) == (3, 1)
        assert list(quoted(held).values()) == [WORDS["moved"]]
        assert [r["version"] for r in correcting.waiting(held, "ann").records] == [1, 1]

    def test_going_back_to_the_first_words_finds_what_was_lost_again(self, held, tmp_path):
        correct(held, tmp_path)
        correct(held, tmp_path, FIRST)
        plan = correcting.plan_waiting(held, "ann", source(held))
        correcting.carry_out(held, "ann", plan)
        assert sorted(quoted(held).values()) == sorted(WORDS.values())
        assert outcomes(held) == {}

    def test_a_file_of_any_version_is_not_imported_beside_it(self, held, tmp_path):
        correct(held, tmp_path)
        for text in (FIRST, CHECKED):
            file = write(tmp_path, "again.txt", text)
            done = importing.import_source(held, "ann", file, importing.Facts())
            assert done.already == "8a.txt"


class TestUndo:
    def test_one_step_takes_all_of_it_back_and_one_does_it_again(self, held, tmp_path):
        def rows() -> list[list[tuple[object, ...]]]:
            tables = ("sources", "speakers", "turns", "codings", "memos", "reads")
            return [
                held.rows(f"SELECT * FROM {table} WHERE removed = 0 ORDER BY guid")
                for table in tables
            ]

        coding.mark_read(held, "ann", source(held).guid)
        before, entries = rows(), len(list(held.entries()))
        correct(held, tmp_path, CHECKED, "all")
        after = rows()
        assert len(list(held.entries())) == entries + 1
        undo(held, "ann")
        assert rows() == before
        redo(held, "ann")
        assert rows() == after

    def test_where_someone_coded_the_new_version_it_is_refused(self, held, tmp_path):
        correct(held, tmp_path)
        apply(held, "ben", "Nobody stayed for long.", leadership(held))
        with pytest.raises(Refused, match="rests on it"):
            undo(held, "ann")


class TestRefused:
    def test_another_text_with_the_measured_likeness_and_what_to_do(self, held, tmp_path):
        other = "Governor: The playground was repainted by parents last summer.\n" * 9
        with pytest.raises(Refused, match=r"Only \d+ of every 100 .* `coder import`"):
            correct(held, tmp_path, other)
        assert source(held).version == 1

    def test_the_same_text_kindly(self, held, tmp_path):
        with pytest.raises(Refused, match="nothing to correct"):
            correct(held, tmp_path, FIRST)

    def test_the_words_of_another_source(self, held, tmp_path):
        file = write(tmp_path, "9b.txt", CHECKED)
        assert not importing.import_source(held, "ann", file, importing.Facts()).error
        with pytest.raises(Refused, match=r"another source, 9b\.txt"):
            correct(held, tmp_path, CHECKED)


class TestReadMarks:
    def state(self, store: Store) -> list[str]:
        """Return which sources counting takes for read to the end."""
        return [mark.source for mark in project.evidence(store, "ann").reads]

    def test_new_words_were_read_by_nobody(self, held, tmp_path):
        coding.mark_read(held, "ann", source(held).guid)
        correct(held, tmp_path)
        assert self.state(held) == []

    def test_where_only_labels_and_lines_differ_it_is_still_read(self, held, tmp_path):
        coding.mark_read(held, "ben", source(held).guid)
        relabelled = FIRST.replace("Teacher 2:", "Governor:").replace("\n\n", "\n\n\n")
        correct(held, tmp_path, relabelled)
        assert self.state(held) == [source(held).guid]

    def test_a_word_taken_out_changes_what_was_said(self, held, tmp_path):
        coding.mark_read(held, "ann", source(held).guid)
        correct(held, tmp_path, FIRST.replace("Nobody stayed for long", "Nobody stayed long"))
        assert self.state(held) == []

    def test_a_school_is_not_without_a_code_on_words_nobody_read(self, held, tmp_path):
        """The only passage of the code is lost: the school is not yet read, never without."""
        for guid, words in quoted(held).items():
            if words != WORDS["lost"]:
                coding.uncode(held, "ann", lookup.coding(held, guid))
        coding.mark_read(held, "ann", source(held).guid)
        correct(held, tmp_path)
        (row,) = themes(project.evidence(held, "ann"), by=None).rows
        assert (row.whole.with_, row.whole.without, row.whole.not_yet_read) == (0, 0, 1)


def test_the_ends_of_a_coding_moved_later_are_in_the_new_text(held, tmp_path):
    correct(held, tmp_path)
    (one,) = reads.codings(held)
    start = reads.text(held, one.source).index("union was")
    coding.move_coding(held, "ann", one, Passage(start, start + 9))
    assert list(quoted(held).values()) == ["union was"]


def test_turns_are_those_of_the_new_text(held, tmp_path):
    correct(held, tmp_path)
    spoken = [r["text"] for r in lists.turns(held, source(held)).records]
    assert spoken[0] == "We had five heads in as many years. Nobody stayed for long."
    assert len(spoken) == 4
    turns.join_turns(held, "ann", lookup.turn(held, "8a#3"))
