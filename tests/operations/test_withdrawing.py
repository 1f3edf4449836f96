"""Who leaves takes their words along: covered in every version, gone from the file for good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import ProjectError, Refused
from coder.operations import (
    codes,
    coding,
    history,
    lists,
    lists_withdrawals,
    lookup,
    searching,
    showing,
    sources,
    turns,
    withdrawing,
)
from coder.operations.project import evidence, start
from coder.store import Store, erasing, index, open_project, reads, written
from coder.store.past import as_at
from coder.store.problems import problems
from coder.store.undoing import redo, restore, undo
from coder.verify import verify

from .withdrawing_study import (
    FIRST,
    RARE,
    SAID,
    SECOND,
    apply,
    correct,
    left_in,
    planned,
    study,
    windows,
    withdraw,
    write,
)

ALL = ("memos", "names", "repeats")
COVERED = ["░" * len(line) for words in SAID for line in words.split("\n")]
"""The lines of Teacher 1, as they are afterwards."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the project lies, and nothing else."""
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


@pytest.fixture
def before(folder: Path, tmp_path: Path) -> Iterator[Store]:
    """The study, as it is before anybody leaves."""
    with start(folder / "study.coder", "ann") as store:
        yield study(store, tmp_path)


@pytest.fixture
def left(before: Store) -> Store:
    """The study, with the words of Teacher 1 withdrawn and nothing else."""
    withdraw(before)
    return before


def source(store: Store) -> str:
    return lookup.source(store, "8a").guid


def text(store: Store) -> str:
    return reads.text(store, source(store))


def entry_before(store: Store) -> str:
    """The last entry before somebody left."""
    (found,) = [e for e in store.entries() if e.verb == "withdraw"]
    return found.parents[0]


class TestTheWordsAreGone:
    def test_from_the_file_and_from_beside_it(self, before, folder):
        words = windows(*SAID) | set(RARE)
        before.checkpoint()
        assert left_in(folder, words)["study.coder"] == words  # so the search does find them
        withdraw(before, "Teacher 1", *ALL)
        assert left_in(folder, words) == {}
        before.close()
        assert left_in(folder, words) == {}

    def test_while_they_are_searched_for_and_found_by_nobody(self, before, folder):
        assert len(list(searching.search(before, "ann", "xylophone"))) == 1
        withdraw(before, "Teacher 1", *ALL)
        assert not list(searching.search(before, "ann", "xylophone"))
        before.checkpoint()
        assert left_in(folder, set(RARE)) == {}

    def test_and_the_backups_that_the_program_made_with_them(self, before, folder):
        backup = folder / "study.coder.before-schema-2"
        backup.write_text(FIRST)
        other = folder / "study2.coder.before-schema-2"
        other.write_text("Of another project.")
        done = withdraw(before)
        assert (done.backups, done.left) == ((backup,), "")
        assert not backup.exists()
        assert other.exists()

    def test_and_the_project_still_verifies(self, left, folder):
        left.close()
        report = verify(folder / "study.coder")
        assert (report.faults, report.remarks) == ([], [])

    def test_and_the_index_of_words_is_made_anew_without_them(self, left):
        index.catch_up(left)
        holds = "SELECT count(*) FROM word_index WHERE word_index MATCH ?"
        assert left.rows(holds, ("xylophone",)) == [(0,)]
        assert left.rows(holds, ("marmalade",)) == [(2,)]  # in both versions, of Teacher 2


class TestTheTextKeepsItsPlaces:
    def test_every_character_but_line_ends_is_covered(self, left):
        lines = text(left).split("\n")
        assert [line for line in lines if "░" in line] == [
            f"Teacher 1: {COVERED[0]}",
            COVERED[1],
            f"Teacher 1: {COVERED[2]}",
        ]
        assert len(text(left)) == len(SECOND)

    def test_what_others_say_is_as_it_was(self, left):
        now = text(left)
        for at, char in enumerate(SECOND):
            assert now[at] in (char, "░")
        assert "We had five heads in as many years." in now
        assert "Yes, marmalade governors whisper about pensions everywhere." in now

    def test_in_the_older_version_too(self, left):
        older = lookup.version(left, lookup.source(left, "8a"), 1)
        assert reads.text(left, older.guid) == text(left).replace("five", "four")

    def test_a_version_in_which_the_speaker_had_another_name(self, before):
        known = reads.speakers(before, source(before)).values()
        turns.rename_speaker(before, "ann", lookup.speaker(known, "Teacher 1"), "Ms Oak")
        withdraw(before, "Ms Oak")
        older = lookup.version(before, lookup.source(before, "8a"), 1)
        assert not [each for each in RARE if each in reads.text(before, older.guid)]

    def test_each_covered_turn_is_one_sentence(self, left):
        held = reads.turns(left, source(left))[source(left)]
        sentences = reads.sentences(left, source(left))
        assert [turn.passage for turn in held if "░" in turn.passage.quotation(text(left))] == [
            each for each in sentences if "░" in each.quotation(text(left))
        ]

    def test_words_are_counted_without_them(self, left):
        said = sum(len(words.split()) for words in SAID)
        assert lookup.source(left, "8a").words == len(SECOND.split()) - said


class TestWhatStoodOnThem:
    def test_codings_wholly_in_them_are_removed_and_others_stay(self, left):
        now = text(left)
        assert sorted(each.passage.quotation(now)[:13] for each in reads.codings(left)) == [
            "Why was that?",
            "Yes, marmalad",
        ]

    def test_nothing_more_can_be_coded_there(self, left):
        held = reads.turns(left, source(left))[source(left)]
        turn = next(each for each in held if "░" in each.passage.quotation(text(left)))
        code = lookup.code(reads.codebook(left), "Leadership").guid
        with pytest.raises(Refused, match="holds no words; they were withdrawn"):
            coding.apply_code(left, "ann", source(left), turn.passage, code)

    def test_memos_stay_unless_they_are_asked_for_and_are_told_of(self, before):
        _, found = planned(before, "Teacher 1")
        assert [each.split()[0:3:2] for each in found.called] == [
            ["an", "of"],
            ["memo", "by"],
            ["memo", "by"],
            ["summary", "by"],
        ]
        withdraw(before)
        assert "He means the xylophone cupboard became an unofficial one." in [
            memo.text for memo in written.memos(before)
        ]

    def test_with_memos_those_about_them_go_and_others_lose_what_they_repeat(self, before):
        withdraw(before, "Teacher 1", "memos")
        assert sorted(memo.text for memo in written.memos(before)) == [
            "As he said: " + "░" * len("taught me that marmalade governors") + ", you see.",
            "Nothing of theirs.",
        ]
        code = lookup.code(reads.codebook(before), "Leadership")
        assert code.examples == ("░" * len("an unofficial staffroom for quarrelling deputies"),)
        (summary,) = written.summaries(before)
        assert summary.text == "Deputies: " + "░" * len("staffroom for quarrelling deputies") + "!"

    def test_an_earlier_form_of_a_memo_goes_too(self, before, folder):
        memo = next(m for m in written.memos(before) if m.text.startswith("As he said"))
        coding.edit_memo(before, "ann", memo.guid, "He said much.")
        withdraw(before, "Teacher 1", *ALL)
        assert left_in(folder, {"taught me that marmalade"}) == {}
        with pytest.raises(Refused, match="rests on words that were withdrawn"):
            undo(before, "ann")

    def test_what_others_repeat_stays_unless_it_is_asked_for(self, before):
        plan, _ = planned(before, "Teacher 1")
        assert {
            passage.quotation(plan.before[guid])
            for guid, passages in plan.echoes.items()
            for passage in passages
        } == {"marmalade governors whisper about pensions"}
        withdraw(before, "Teacher 1", "repeats")
        assert f"Teacher 2: Yes, {'░' * 42} everywhere." in text(before)

    def test_names_of_persons_are_covered_wherever_the_source_has_them(self, before):
        known = reads.speakers(before, source(before)).values()
        turns.rename_speaker(before, "ann", lookup.speaker(known, "Teacher 1"), "Marmalade")
        withdraw(before, "Marmalade", "names")
        assert "Teacher 2: Yes, ░░░░░░░░░ governors" in text(before)
        names = {speaker.name for speaker in reads.speakers(before, source(before)).values()}
        assert names == {"Headteacher", "Interviewer", "Teacher 2", "░" * 9}

    def test_a_label_that_is_a_role_is_covered_before_the_turns_only(self, before, tmp_path):
        correct(before, tmp_path, SECOND.replace("everywhere", "says Teacher 1"))
        withdraw(before, "Teacher 1", "names")
        assert "says Teacher 1." in text(before)
        assert "\nTeacher 1:" not in text(before)

    def test_a_code_in_their_words_is_told_of_before(self, before):
        codes.add_code(before, "ann", "Xylophone cupboard")
        plan, found = planned(before, "Teacher 1", *ALL)
        assert found.plain == ("name of a code: “Xylophone cupboard”",)
        told = list(withdrawing.consequences(before, plan, found))
        assert any(line.startswith("STAYS FOR GOOD: the history itself holds") for line in told)


class TestTheFigures:
    def test_are_restated(self, before):
        done = withdraw(before)
        said = list(withdrawing.outcome(planned(before, "Teacher 2")[0], done))
        assert "No figure and no type has changed." in said  # the school is still with the theme
        done = withdraw(before, "Teacher 2")
        assert done.before != done.after

    def test_a_school_without_any_other_source_has_none(self, before):
        done = withdraw(before, "source:8a")
        (figure,) = (value for key, value in done.after.items() if key[0] == "theme")
        assert figure[1] == "0 with, 0 without, 0 not yet read, 1 no source"

    def test_a_speaker_who_left_is_in_no_base(self, left):
        seen = evidence(left, "ann")
        silent = {each.name for each in seen.speakers.values() if each.interviewer}
        assert silent == {"Interviewer", "Teacher 1"}

    def test_as_at_the_day_before_they_are_what_they_were(self, left):
        with as_at(left, entry_before(left)) as past:
            assert len(reads.codings(past)) == 3
            assert {s.name for s in evidence(past, "ann").speakers.values() if s.interviewer} == {
                "Interviewer"
            }


class TestLookingBack:
    def test_the_words_are_covered_in_the_project_as_it_was(self, before):
        withdraw(before, "Teacher 1", "names")
        for moment in (entry_before(before), next(iter(before.entries())).id):
            with as_at(before, moment) as past:
                for guid in reads.sources(past):
                    assert reads.text(past, guid).count("░") > 100
                names = {speaker.name for speaker in reads.speakers(past).values()}
                assert "[withdrawn]" not in names

    def test_history_shows_the_withdrawal_and_no_word(self, left):
        said = [(each.verb, each.what, each.reason) for each in history.happenings(left, "ann")]
        assert said[0] == ("withdraw", "speaker “Teacher 1” in 8a.txt", "Asked by letter.")
        for entry in left.entries():
            shown = history.differences(left, entry)
            words = " ".join(f"{each.before} {each.after} {each.thing}" for each in shown)
            assert "Zanzibar" not in words

    def test_reading_says_that_somebody_left(self, left):
        lines = list(showing.reading(left, "ann", lookup.source(left, "8a")))
        heading = lines[0].split("\n")
        assert heading[1].startswith("Withdrawn: Teacher 1, 20")
        assert heading[1].endswith(" by ann: Asked by letter.")

    def test_they_are_listed_once_for_all_versions(self, left):
        (record,) = lists_withdrawals.listed(left).records
        assert (record["kind"], record["name"], record["source"], record["reason"]) == (
            "speaker",
            "Teacher 1",
            "8a.txt",
            "Asked by letter.",
        )


class TestItIsNeverUndone:
    def test_undo_goes_past_it(self, before):
        codes.add_code(before, "ann", "Governance")
        withdraw(before)
        assert undo(before, "ann").verb == "add code"
        assert "Zanzibar" not in text(before)

    def test_and_refuses_what_it_has_changed(self, left):
        with pytest.raises(Refused, match="“withdraw” by ann"):
            undo(left, "ann")  # the correction

    def test_nor_does_redo_bring_words_back(self, before):
        apply(
            before,
            "bea",
            "an unofficial staffroom",
            lookup.code(reads.codebook(before), "Leadership").guid,
        )
        undo(before, "bea")
        withdraw(before)
        with pytest.raises(Refused, match="withdrawn"):
            redo(before, "bea")

    def test_who_has_nothing_else_is_told_why(self, before):
        withdraw(before, user="zoe")
        with pytest.raises(Refused, match="What you have withdrawn can never be undone"):
            undo(before, "zoe")

    def test_a_coding_taken_off_before_does_not_come_back(self, before):
        own = next(c for c in reads.codings(before) if "Zanz" in c.passage.quotation(text(before)))
        coding.uncode(before, "ann", own)
        withdraw(before)
        with pytest.raises(Refused, match="withdrawn"):
            undo(before, "ann")

    def test_a_removed_source_comes_back_covered(self, before, tmp_path):
        file = write(tmp_path, "9b.txt", "Governor: The trombone accountant resigned twice.\n")
        guid = sources.import_source(before, "cid", file, sources.Facts("9b")).source
        undo(before, "cid")
        withdraw(before, "case:8a")
        plan = withdrawing.plan(before, withdrawing.of_source(before, guid))
        withdrawing.carry_out(before, "ann", plan, withdrawing.written(before, plan), "Asked.")
        restore(before, "cid", guid)
        assert "trombone" not in reads.text(before, guid)


class TestTheyDoNotComeBack:
    @pytest.mark.parametrize("words", [FIRST, SECOND], ids=["as imported", "as corrected"])
    def test_by_importing_the_file_again(self, left, tmp_path, words):
        again = write(tmp_path, "again.txt", words)
        done = sources.import_source(left, "ann", again, sources.Facts("8a"))
        assert done.error.startswith("These are the words of 8a.txt before some were withdrawn")
        assert len(reads.sources(left)) == 1

    @pytest.mark.parametrize("words", [FIRST, SECOND, SECOND.replace("Why", "But why")])
    def test_by_correcting_with_the_old_words(self, left, tmp_path, words):
        with pytest.raises(Refused, match="it may hold the words again"):
            correct(left, tmp_path, words)

    def test_but_what_is_left_can_be_corrected(self, left, tmp_path):
        correct(left, tmp_path, text(left).replace("five heads", "six heads"))
        assert "six heads" in text(left)
        silent = {s.name for s in evidence(left, "ann").speakers.values() if s.interviewer}
        assert silent == {"Interviewer", "Teacher 1"}
        assert problems(left) == []


class TestWhoMayAndWhen:
    def test_a_reason_is_needed(self, before):
        with pytest.raises(Refused, match="needs a reason"):
            withdrawing.carry_out(before, "ann", *planned(before, "Teacher 1"), "  ")
        assert "Zanzibar" in text(before)

    def test_not_on_a_plan_that_the_project_has_left_behind(self, before):
        plan = planned(before, "Teacher 1")
        codes.add_code(before, "bea", "Governance")
        with pytest.raises(Refused, match="changed meanwhile"):
            withdrawing.carry_out(before, "ann", *plan, "Asked.")
        assert "Zanzibar" in text(before)
        assert before.rows("PRAGMA journal_mode") == [("wal",)]

    def test_not_while_another_program_has_the_project_open(self, before, folder):
        with open_project(folder / "study.coder") as other:
            before.connection.execute("PRAGMA busy_timeout = 50")
            with pytest.raises(ProjectError, match="Close it everywhere"):
                withdraw(before)
            assert "Zanzibar" in text(other)
        withdraw(before)
        assert "Zanzibar" not in text(before)

    def test_a_shared_folder_keeps_its_own_way_of_writing(self, before, folder):
        from coder.operations import settings

        settings.choose(before, "ann", "shared folder", "yes", "")
        before.close()
        with open_project(folder / "study.coder") as store:
            withdraw(store, "Teacher 1", *ALL)
            assert store.rows("PRAGMA journal_mode") == [("delete",)]
            assert left_in(folder, windows(*SAID) | set(RARE)) == {}

    def test_where_the_disk_is_full_it_is_said_and_done_the_next_time(self, before, monkeypatch):
        def full(*_: object) -> None:
            raise ProjectError("no room")

        monkeypatch.setattr(erasing, "erase", full)
        done = withdraw(before)
        assert done.left == "no room"
        assert erasing.unerased(before)
        monkeypatch.undo()
        assert "cleared" in withdrawing.clear_what_is_left(before)
        assert not erasing.unerased(before)
        assert withdrawing.clear_what_is_left(before) == ""


class TestAWholeSourceOrCase:
    def test_every_line_is_covered_and_every_coding_gone(self, before, folder):
        withdraw(before, "source:8a", *ALL)
        assert set(text(before)) == {"░", "\n"}
        assert reads.codings(before) == []
        assert left_in(folder, windows(SECOND) | set(RARE)) == {}

    def test_a_case_takes_all_its_sources_and_is_listed_once(self, before, tmp_path, folder):
        file = write(tmp_path, "more.txt", "Governor: The trombone accountant resigned twice.\n")
        sources.import_source(before, "ann", file, sources.Facts("8a"))
        withdraw(before, "case:8a", *ALL)
        assert left_in(folder, {"trombone", *RARE}) == {}
        assert [record["name"] for record in lists_withdrawals.listed(before).records] == ["8a"]
        assert {record["words"] for record in lists.sources(before, "ann").records} == {0}

    def test_what_is_meant_must_be_one_thing(self, before):
        assert withdrawing.find(before, "source:8a").kind == "source"
        assert withdrawing.find(before, "Teacher 1").words == "speaker Teacher 1 of 8a.txt"
        with pytest.raises(Exception, match="say source:8a or case:8a"):
            withdrawing.find(before, "8a")
        with pytest.raises(Exception, match="no speaker, source or case"):
            withdrawing.find(before, "Teacher 9")

    def test_a_speaker_in_every_source_of_a_case(self, before, tmp_path):
        file = write(tmp_path, "two.txt", "Teacher 1: The trombone accountant resigned twice.\n")
        sources.import_source(before, "ann", file, sources.Facts("8a"))
        target = withdrawing.find(before, "Teacher 1", source="8a.txt", in_case=True)
        plan = withdrawing.plan(before, target)
        withdrawing.carry_out(before, "ann", plan, withdrawing.written(before, plan), "Asked.")
        assert "trombone" not in " ".join(reads.texts(before).values())
