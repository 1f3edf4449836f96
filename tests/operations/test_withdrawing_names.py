"""A person is known by every name they ever had, in every version: all of it leaves with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import NotFound
from coder.operations import (
    cases,
    codes,
    coding,
    correcting,
    lists_withdrawals,
    lookup,
    merging,
    showing,
    sources,
    turns,
    withdrawing,
)
from coder.operations.project import start
from coder.store import Store, open_project, reads, written
from coder.store.past import as_at
from coder.store.problems import problems
from coder.store.undoing import undo
from coder.verify import verify

from .withdrawing_study import left_in, planned, windows, withdraw, write

HERS = (
    "Zanzibar taught me that marmalade pensions whisper loudly.",
    "The xylophone cupboard became an unofficial staffroom.",
)
HIS = (
    "Tuesdays were for polishing the brass lighthouse upstairs.",
    "Yes, Margaret Thatcherly ran the walrus committee alone.",
)
FIRST = f"""Margaret Thatcherly: {HERS[0]}

Teacher 2: {HIS[0]}

Margaret Thatcherly: {HERS[1]}

Teacher 2: {HIS[1]}
"""
MORE = "Rhubarb telescopes hummed nightly below."
ECHO = "Governor: So telescopes hummed nightly below, he said."
NAME = {"Margaret Thatcherly", "Thatcherly"}


class Study:
    """One source in one project, and where what is imported lies."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.outside = folder / "project", folder / "outside"
        self.folder.mkdir()
        self.outside.mkdir()
        self.store = start(self.folder / "s.coder", "ann")

    def bring(self, text: str = FIRST) -> None:
        done = sources.import_source(
            self.store, "ann", write(self.outside, "8a.txt", text), sources.Facts("8a")
        )
        assert not done.error

    def rename(self, old: str, new: str) -> None:
        turns.rename_speaker(self.store, "ann", self.speaker(old), new)

    def speaker(self, name: str):
        known = reads.speakers(self.store, lookup.source(self.store, "8a.txt").guid)
        return lookup.speaker(known.values(), name)

    def correct(self, text: str) -> None:
        correct(self.store, self.outside, text)

    def text(self, number: int | None = None) -> str:
        return text_of(self.store, number)

    def told(self, named: str, *also: str) -> list[str]:
        plan, found = planned(self.store, named, *also)
        return list(withdrawing.consequences(self.store, plan, found))

    def left(self, *words: str) -> dict[str, set[str]]:
        self.store.checkpoint()
        return left_in(self.folder, set(words))


def correct(store: Store, outside: Path, text: str, user: str = "ann") -> None:
    source = lookup.source(store, "8a.txt")
    plan = correcting.plan_correction(store, user, source, write(outside, "again.txt", text))
    correcting.carry_out(store, user, plan)


def text_of(store: Store, number: int | None = None) -> str:
    source = lookup.source(store, "8a.txt")
    return reads.text(store, lookup.version(store, source, number).guid if number else source.guid)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = Study(tmp_path)
    with made.store:
        yield made


class TestRenamed:
    def test_an_earlier_name_leaves_labels_and_what_others_say(self, study):
        study.bring()
        study.rename("Margaret Thatcherly", "Teacher 1")
        withdraw(study.store, "Teacher 1", "names")
        assert study.left(*NAME, *windows(*HERS)) == {}
        covered = "Yes, " + "░" * len("Margaret Thatcherly") + " ran the walrus"
        assert covered in study.text()

    def test_as_it_was_before_the_new_name_the_project_shows_neither(self, study):
        study.bring()
        study.rename("Margaret Thatcherly", "Teacher 1")
        before = [each.id for each in study.store.entries()][-2]
        withdraw(study.store, "Teacher 1", "names")
        with as_at(study.store, before) as past:
            names = {each.name for each in reads.speakers(past).values()}
        assert {name.replace("░", "") for name in names} == {"", "Teacher 2"}

    def test_it_stays_where_names_are_not_asked_for(self, study):
        study.bring()
        study.rename("Margaret Thatcherly", "Teacher 1")
        withdraw(study.store, "Teacher 1")
        assert "Yes, Margaret Thatcherly ran" in study.text()

    def test_after_a_correction_the_older_version_keeps_no_words_under_the_first_name(self, study):
        study.bring()
        study.correct(FIRST.replace(f"Margaret Thatcherly: {HERS[1]}\n\n", ""))
        study.rename("Margaret Thatcherly", "Teacher 1")
        withdraw(study.store, "Teacher 1", "names")
        assert study.left(*NAME, *windows(*HERS)) == {}
        assert HIS[0] in study.text(1)

    def test_through_two_corrections_and_two_names(self, study):
        study.bring()
        shorter = FIRST.replace(f"Margaret Thatcherly: {HERS[1]}\n\n", "")
        study.correct(shorter)
        study.rename("Margaret Thatcherly", "Oak")
        study.correct(shorter.replace("pensions whisper", "pensions mutter"))
        study.rename("Oak", "Teacher 1")
        withdraw(study.store, "Teacher 1", "names")
        assert study.left(*NAME, "Oak", *windows(*HERS)) == {}

    def test_where_the_corrected_file_has_the_other_name_already(self, study):
        """As a transcript is made anonymous: no name ties the two, only the words."""
        study.bring()
        study.correct(FIRST.replace("Margaret Thatcherly", "Teacher 1"))
        withdraw(study.store, "Teacher 1", "names")
        assert study.left(*NAME, *windows(*HERS)) == {}
        for number in (1, 2):
            assert HIS[0] in study.text(number)

    def test_memos_lose_an_earlier_name_as_well(self, study):
        study.bring()
        coding.add_memo(
            study.store, "bea", study.speaker("Teacher 2").guid, "He means Margaret Thatcherly."
        )
        study.rename("Margaret Thatcherly", "Teacher 1")
        withdraw(study.store, "Teacher 1", "names", "memos")
        (memo,) = written.memos(study.store)
        assert memo.text == f"He means {'░' * len('Margaret Thatcherly')}."

    def test_a_name_in_the_history_is_told_of(self, study):
        study.bring()
        codes.add_code(study.store, "ann", "What Margaret Thatcherly did")
        cases.set_value(study.store, "ann", lookup.case(study.store, "8a").guid, "head", "M. Oak")
        study.rename("Margaret Thatcherly", "M. Oak")
        _, found = planned(study.store, "M. Oak")
        assert found.plain == ()
        _, found = planned(study.store, "M. Oak", "names")
        assert found.plain == (
            "name of a code: “What Margaret Thatcherly did”",
            "value of a case value: “M. Oak”",
        )


SWAPPED = f"""Teacher 1: {HERS[0]}

Teacher 2: {HIS[0]}

Teacher 1: {HERS[1]}

Teacher 2: Yes, so it was with the walrus committee.
"""


class TestSwapped:
    """The labels were the wrong way round and were swapped by renaming, in the new version only."""

    @pytest.fixture
    def swapped(self, study: Study) -> Study:
        study.bring(SWAPPED)
        study.correct(SWAPPED.replace("taught me", "has taught me"))
        study.rename("Teacher 1", "Somebody")
        study.rename("Teacher 2", "Teacher 1")
        study.rename("Somebody", "Teacher 2")
        return study

    @pytest.mark.parametrize("also", [(), ("names",)], ids=["words", "names too"])
    def test_only_the_words_of_who_leaves_are_covered_in_every_version(self, swapped, also):
        withdraw(swapped.store, "Teacher 2", *also)
        assert swapped.left(*windows(*HERS)) == {}
        for number in (1, 2):
            assert HIS[0] in swapped.text(number)
            assert "Yes, so it was" in swapped.text(number)

    def test_and_of_the_other(self, swapped):
        withdraw(swapped.store, "Teacher 1", "names")
        assert swapped.left(*windows(HIS[0])) == {}
        assert HERS[1] in swapped.text(1)
        assert HERS[1] in swapped.text(2)

    def test_a_personal_name_is_covered_in_all_versions_and_the_other_one_in_none(self, study):
        mixed = SWAPPED.replace("Teacher 1", "Alice").replace("Teacher 2", "Bernard")
        mixed = mixed.replace("so it was", "Alice and Bernard said so")
        study.bring(mixed)
        study.correct(mixed.replace("taught me", "has taught me"))
        for old, new in (("Alice", "X"), ("Bernard", "Alice"), ("X", "Bernard")):
            study.rename(old, new)
        withdraw(study.store, "Bernard", "names")
        for number in (1, 2):
            assert "Yes, Alice and ░░░░░░░ said so" in study.text(number)
            assert HIS[0] in study.text(number)
        assert study.left("Bernard", *windows(*HERS)) == {}


class TestGivenToAnother:
    def test_what_a_newer_version_gives_to_another_is_that_others_in_all(self, study):
        study.bring()
        study.correct(FIRST.replace("whisper loudly", "whisper"))
        source = lookup.source(study.store, "8a.txt")
        turn = reads.turns(study.store, source.guid)[source.guid][2]
        turns.reassign_turn(study.store, "ann", turn, "Teacher 2")
        told = study.told("Margaret Thatcherly")
        assert "KEPT: 1 turn in version 1 that a newer version gives to “Teacher 2”." in told
        withdraw(study.store, "Margaret Thatcherly")
        assert study.left(*windows(HERS[0])) == {}
        for number in (1, 2):
            assert HERS[1] in study.text(number)
        assert problems(study.store) == []

    def test_but_words_whose_label_got_lost_in_another_turn_are_still_theirs(self, study):
        study.bring()
        study.correct(FIRST.replace(f"\nMargaret Thatcherly: {HERS[1]}", HERS[1]))
        assert len(reads.turns(study.store)[lookup.source(study.store, "8a").guid]) == 3
        told = study.told("Margaret Thatcherly")
        assert told[2] == (
            "In version 2: “Margaret Thatcherly”, 1 turn, words in 1 turn of “Teacher 2”."
        )
        withdraw(study.store, "Margaret Thatcherly", "names")
        assert study.left(*NAME, *windows(*HERS)) == {}
        assert HIS[0] in study.text()

    def test_a_correction_that_was_undone_keeps_nothing(self, study):
        study.bring()
        longer = FIRST.replace(HERS[1], f"{HERS[1]} Rhubarb telescopes hummed there nightly.")
        study.correct(longer)
        undo(study.store, "ann")
        withdraw(study.store, "Margaret Thatcherly", "names")
        assert study.left(*NAME, *windows(*HERS), "Rhubarb telescopes hummed there") == {}


class TestMergedSpeakers:
    @pytest.fixture
    def merged(self, study: Study) -> Study:
        study.bring(FIRST.replace(f"Margaret Thatcherly: {HERS[1]}", f"Marge: {HERS[1]}"))
        into = study.speaker("Margaret Thatcherly")
        turns.merge_speakers(study.store, "ann", study.speaker("Marge"), into)
        return study

    def test_the_names_of_who_was_merged_into_one_are_theirs_too(self, merged):
        merged.rename("Margaret Thatcherly", "Teacher 1")
        withdraw(merged.store, "Teacher 1", "names")
        assert merged.left(*NAME, "Marge:", *windows(*HERS)) == {}

    def test_also_where_the_whole_source_leaves(self, merged):
        withdraw(merged.store, "source:8a", "names")
        assert merged.left(*NAME, "Marge") == {}

    def test_they_can_be_named_so(self, merged):
        assert withdrawing.find(merged.store, "Marge").name == "Margaret Thatcherly"

    def test_unless_the_merging_was_undone(self, merged):
        undo(merged.store, "ann")
        withdraw(merged.store, "Margaret Thatcherly", "names")
        assert f"Marge: {HERS[1]}" in merged.text()


class TestFinding:
    def test_a_speaker_whom_a_correction_dropped(self, study):
        study.bring()
        without = "\n\n".join(p for p in FIRST.split("\n\n") if not p.startswith("Marg"))
        study.correct(without)
        target = withdrawing.find(study.store, "Margaret Thatcherly")
        assert target.words == "speaker Margaret Thatcherly of 8a.txt, version 1"
        withdraw(study.store, "Margaret Thatcherly", "names")
        assert study.left(*NAME, *windows(*HERS)) == {}
        (record,) = lists_withdrawals.listed(study.store).records
        assert record["source"] == "8a.txt"
        lines = list(showing.reading(study.store, "ann", lookup.source(study.store, "8a.txt")))
        assert lines[0].split("\n")[1].startswith("Withdrawn: ░")

    def test_a_speaker_by_an_earlier_name(self, study):
        study.bring()
        study.rename("Margaret Thatcherly", "Teacher 1")
        assert withdrawing.find(study.store, "margaret thatcherly").name == "Teacher 1"

    def test_who_has_the_name_now_goes_before_who_had_it(self, study):
        study.bring(SWAPPED)
        study.rename("Teacher 1", "Somebody")
        study.rename("Teacher 2", "Teacher 1")
        target = withdrawing.find(study.store, "Teacher 1")
        assert [each.name for each in target.speakers] == ["Teacher 1"]
        assert withdrawing.find(study.store, "Teacher 2").name == "Teacher 1"

    def test_where_several_had_the_name_it_is_said_how_to_name_one(self, study):
        study.bring(SWAPPED)
        study.rename("Teacher 1", "Oak")
        study.rename("Teacher 2", "Teacher 1")
        study.rename("Teacher 1", "Elm")
        with pytest.raises(NotFound) as said:
            withdrawing.find(study.store, "Teacher 1")
        oak, elm = study.speaker("Oak").guid[:8], study.speaker("Elm").guid[:8]
        assert str(said.value) == (
            "“Teacher 1” was a name of several speakers: “Oak” of 8a.txt"
            f" (speaker:{oak}), “Elm” of 8a.txt (speaker:{elm}). Say the one in"
            " parentheses."
        )
        assert withdrawing.find(study.store, f"speaker:{oak}").name == "Oak"

    def test_two_of_one_name_in_one_version_are_one_voice(self, study):
        study.bring(SWAPPED)
        study.rename("Teacher 2", "Teacher 1")
        withdraw(study.store, "Teacher 1")
        assert study.left(*windows(*HERS, HIS[0])) == {}

    def test_nobody_is_one_sentence(self, study):
        study.bring()
        with pytest.raises(NotFound, match=r"^There is no speaker, source or case called “Nobody”"):
            withdrawing.find(study.store, "Nobody")


class TestToldBefore:
    def test_who_it_is_in_each_version(self, study):
        study.bring()
        study.correct(FIRST.replace(f"Margaret Thatcherly: {HERS[1]}\n\n", ""))
        study.rename("Margaret Thatcherly", "Teacher 1")
        told = study.told("Teacher 1", "names")
        assert told[1:3] == [
            "In version 1: “Margaret Thatcherly”, 2 turns.",
            "In version 2: “Teacher 1”, earlier “Margaret Thatcherly”, 1 turn.",
        ]
        assert not any("renamed" in line for line in told)

    def test_nothing_of_it_where_there_is_one_name_and_one_version(self, study):
        study.bring()
        assert not [line for line in study.told("Teacher 2") if line.startswith("In version")]

    def test_words_that_everybody_says_are_only_counted(self, study):
        chance = "I do not know, really."
        said = [f"Teacher {n}: {chance}" for n in range(3, 7)]
        study.bring("\n\n".join([FIRST + f"\nMargaret Thatcherly: {chance} {MORE}", *said, ECHO]))
        told = study.told("Margaret Thatcherly")
        at = next(n for n, line in enumerate(told) if "where others say four of the words" in line)
        assert told[at].startswith("KEPT: 5 places where others say four of the words in a row")
        assert told[at + 1].endswith("“telescopes hummed nightly below”")
        assert told[at + 2] == "  and 4 whose words stand at 3 of these places or more"

    def test_the_command_and_the_screen_each_say_how_to_take_more(self, study):
        study.bring()
        plan, found = planned(study.store, "Teacher 2")
        how = {"names": "pressing N"}
        assert "Kept: the speakers’ names; --with-names covers them." in study.told("Teacher 2")
        told = list(withdrawing.consequences(study.store, plan, found, how))
        assert "Kept: the speakers’ names; pressing N covers them." in told


class Copies:
    """The study in two copies."""

    def __init__(self, folder: Path, text: str = FIRST) -> None:
        study = Study(folder)
        with study.store:
            study.bring(text)
        self.one, self.other, self.outside = study.folder, folder / "other", study.outside
        shutil.copytree(self.one, self.other)

    def opened(self, folder: Path) -> Store:
        return open_project(folder / "s.coder")

    def merge(self) -> None:
        for into, of in ((self.one, self.other), (self.other, self.one)):
            with self.opened(into) as store:
                merging.merge(store, "cid", of / "s.coder")

    def check(self, *words: str) -> None:
        for folder in (self.one, self.other):
            assert left_in(folder, set(words)) == {}
            assert verify(folder / "s.coder").faults == []
            with self.opened(folder) as store:
                (record,) = lists_withdrawals.listed(store).records
                assert record["source"] == "8a.txt"
                lines = showing.reading(store, "ann", lookup.source(store, "8a.txt"))
                assert "\nWithdrawn: " in next(iter(lines))


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(tmp_path)


def named(store: Store, name: str):
    known = reads.speakers(store, lookup.source(store, "8a.txt").guid)
    return lookup.speaker(known.values(), name)


class TestMergingCopies:
    def test_a_correction_and_a_new_name_that_came_meanwhile(self, copies):
        with copies.opened(copies.one) as store:
            withdraw(store, "Margaret Thatcherly", "names", "memos")
        with copies.opened(copies.other) as store:
            longer = FIRST.replace(HERS[1], f"{HERS[1]}\n\nMargaret Thatcherly: {MORE}")
            correct(store, copies.outside, longer)
            turns.rename_speaker(store, "bea", named(store, "Margaret Thatcherly"), "Dame Oaktree")
        copies.merge()
        copies.check(*NAME, "Oaktree", *windows(*HERS, MORE))

    @pytest.mark.parametrize("then_corrected", [False, True])
    def test_a_new_name_in_the_version_both_had(self, tmp_path, then_corrected):
        text = FIRST.replace("Margaret Thatcherly", "Teacher 1").replace(
            "Yes, Teacher 1", "Yes, Dame Oaktree"
        )
        copies = Copies(tmp_path, text)
        with copies.opened(copies.one) as store:
            withdraw(store, "Teacher 1", "names")
        with copies.opened(copies.other) as store:
            turns.rename_speaker(store, "bea", named(store, "Teacher 1"), "Dame Oaktree")
            if then_corrected:
                correct(store, copies.outside, text.replace(HERS[1], f"{HERS[1]} {MORE}"))
        copies.merge()
        copies.check("Oaktree", *windows(*HERS, MORE))

    def test_a_turn_given_to_another_before_it_was_corrected(self, copies):
        """Who withdrew said whose words they are; the other copy did not know."""
        with copies.opened(copies.one) as store:
            withdraw(store, "Margaret Thatcherly")
        with copies.opened(copies.other) as store:
            source = lookup.source(store, "8a.txt").guid
            turn = reads.turns(store, source)[source][2]
            turns.reassign_turn(store, "bea", turn, "Teacher 2")
            correct(store, copies.outside, FIRST.replace("brass", "copper"))
        copies.merge()
        copies.check(*windows(*HERS))
        with copies.opened(copies.one) as store:
            assert "copper lighthouse" in text_of(store)

    def test_a_correction_without_them_still_says_who_left(self, copies):
        with copies.opened(copies.one) as store:
            withdraw(store, "Margaret Thatcherly", "names")
        with copies.opened(copies.other) as store:
            without = "\n\n".join(p for p in FIRST.split("\n\n") if not p.startswith("Marg"))
            correct(store, copies.outside, without)
        copies.merge()
        copies.check(*NAME, *windows(*HERS))

    def test_a_memo_on_a_coding_of_their_words_in_the_new_version_goes(self, copies):
        with copies.opened(copies.one) as store:
            withdraw(store, "Margaret Thatcherly", "memos")
        with copies.opened(copies.other) as store:
            correct(store, copies.outside, FIRST.replace("brass", "copper"))
            turns.rename_speaker(store, "bea", named(store, "Margaret Thatcherly"), "Oak")
            code = codes.add_code(store, "bea", "Leadership")
            source = lookup.source(store, "8a.txt")
            at = coding.locate(store, source, quote="xylophone cupboard")
            made = coding.apply_code(store, "bea", source.guid, at, code)
            coding.add_memo(store, "bea", made, "So bold a thing.")
            coding.add_memo(store, "bea", source.guid, "She says “cupboard” with a smile.")
        copies.merge()
        copies.check("So bold a thing", "“cupboard”", *windows(*HERS))


class TestShortQuotations:
    @pytest.mark.parametrize(
        ("said", "left"),
        [
            ("She says “xylophone cupboard” often.", "She says “░░░░░░░░░░░░░░░░░░” often."),
            ('A word like "Zanzibar" tells.', 'A word like "░░░░░░░░" tells.'),
            ("That ‘unofficial staffroom’ again.", "That ‘░░░░░░░░░░░░░░░░░░░░’ again."),
            ("Isn't it 'pensions' that's meant?", "Isn't it '░░░░░░░░' that's meant?"),
            ("She says “the” and “me that” a lot.", "She says “the” and “me that” a lot."),
            ("Zanzibar stands without marks.", "Zanzibar stands without marks."),
            ("He says “brass lighthouse” instead.", "He says “brass lighthouse” instead."),
            ("Not “cupboard xylophone” in that order.", "Not “cupboard xylophone” in that order."),
        ],
    )
    def test_in_a_memo_about_the_source(self, study, said, left):
        study.bring()
        coding.add_memo(study.store, "bea", lookup.source(study.store, "8a").guid, said)
        withdraw(study.store, "Margaret Thatcherly", "memos")
        assert [memo.text for memo in written.memos(study.store)] == [left]

    def test_a_memo_about_something_else_keeps_its_words(self, study):
        study.bring()
        code = codes.add_code(study.store, "ann", "Leadership")
        coding.add_memo(study.store, "bea", code, "Not to be used for a “cupboard”.")
        withdraw(study.store, "Margaret Thatcherly", "memos")
        assert [m.text for m in written.memos(study.store)] == ["Not to be used for a “cupboard”."]

    def test_they_are_told_of_before(self, study):
        study.bring()
        source = lookup.source(study.store, "8a").guid
        coding.add_memo(study.store, "bea", source, "She says “xylophone cupboard” often.")
        told = study.told("Margaret Thatcherly")
        assert any(line.startswith("KEPT: 1 text about the words or repeating") for line in told)
