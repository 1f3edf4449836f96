"""What people had put right of speakers and turns is so again in a corrected transcript."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.model import Speaker
from coder.operations import correcting, lookup, turns
from coder.store import Store, reads, written
from coder.verify import verify_open

from .correcting_study import CHECKED, FIRST, correct, source, study, write


@pytest.fixture
def held(store: Store, tmp_path: Path) -> Store:
    study(store, tmp_path)
    return store


def voice(store: Store, name: str) -> Speaker:
    return lookup.speaker(reads.speakers(store, source(store).guid).values(), name)


def spoken(store: Store) -> list[tuple[str, str]]:
    """Return who speaks and what, turn by turn, of the newest version."""
    now = source(store).guid
    voices, text = reads.speakers(store, now), reads.text(store, now)
    return [
        (voices[t.speaker].name if t.speaker else "", t.passage.quotation(text)[:12])
        for t in reads.turns(store, now)[now]
    ]


def notes(store: Store, folder: Path, text: str) -> tuple[str, ...]:
    file = write(folder, "checked.txt", text)
    plan = correcting.plan_correction(store, "ann", source(store), file)
    assert plan.new is not None
    return plan.new.cast.notes


def test_a_name_a_role_and_an_interviewer_stay(held, tmp_path):
    turns.rename_speaker(held, "ann", voice(held, "Teacher 1"), "Ms Smith")
    turns.set_role(held, "ann", voice(held, "Ms Smith"), "Union representative")
    turns.set_role(held, "ann", voice(held, "Headteacher"), interviewer=True)
    correct(held, tmp_path)
    smith, head = voice(held, "Ms Smith"), voice(held, "Headteacher")
    assert (smith.role, smith.numbered) == ("Union representative", True)
    assert head.interviewer
    assert [name for name, _ in spoken(held)] == [
        "Headteacher",
        "Interviewer",
        "Ms Smith",
        "Teacher 2",
    ]


def test_merged_voices_stay_one_through_every_version(held, tmp_path):
    turns.merge_speakers(held, "ann", voice(held, "Teacher 2"), voice(held, "Teacher 1"))
    expected = ["Headteacher", "Interviewer", "Teacher 1", "Teacher 1"]
    for text in (CHECKED, CHECKED.replace("very", "very much")):
        correct(held, tmp_path, text)
        assert [name for name, _ in spoken(held)] == expected
    assert len(reads.speakers(held)) == 3


def test_a_turn_given_to_another_speaker_is_theirs_again(held, tmp_path):
    turns.reassign_turn(held, "ann", lookup.turn(held, "8a#4"), "Governor")
    correct(held, tmp_path)
    assert spoken(held)[3] == ("Governor", "Yes, very.")
    assert voice(held, "Governor").role == "Governor"


def test_a_label_that_the_correction_changed_is_believed(held, tmp_path):
    correct(held, tmp_path, FIRST.replace("Teacher 2:", "Governor:"))
    assert spoken(held)[3] == ("Governor", "Yes, very.")


def test_a_split_and_a_joined_turn_are_so_again(held, tmp_path):
    third = lookup.turn(held, "8a#3")
    words = third.passage.quotation(reads.text(held, third.source))
    turns.split_turn(held, "ann", third, third.passage.start + words.index("It was"))
    turns.join_turns(held, "ann", lookup.turn(held, "8a#1"))
    correct(held, tmp_path, "Checked.\n\n" + FIRST.replace("workload", "work"))
    assert [words for _, words in spoken(held)] == [
        "We had four ",
        "The union wa",
        "It was hard ",
        "Yes, very.",
        "I left becau",
    ]
    assert verify_open(held.connection).faults == []


def test_what_could_not_be_carried_over_is_said(held, tmp_path):
    first = lookup.turn(held, "8a#1")
    turns.split_turn(held, "ann", first, first.passage.start + 36)
    (said,) = [note for note in notes(held, tmp_path, CHECKED) if "Turn 1 " in note]
    assert "put right by hand" in said
    gone = notes(held, tmp_path, FIRST.replace("Teacher 2:", "Teacher 1:"))
    assert [note for note in gone if "“Teacher 2”" in note]


def test_a_memo_on_a_speaker_goes_along(held, tmp_path):
    with held.change("add memo", "ann") as change:
        about = {"about": voice(held, "Teacher 2").guid, "user": change.user}
        change.insert("memos", {**about, "text": change.text("Quiet.")})
    correct(held, tmp_path)
    assert [memo.about for memo in written.memos(held)] == [voice(held, "Teacher 2").guid]
