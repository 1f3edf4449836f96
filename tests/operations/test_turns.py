"""Putting turns and speakers right after import."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.model import Source, Turn
from coder.operations import turns
from coder.store import Store, reads, undoing


def the_source(store: Store) -> Source:
    (source,) = reads.sources(store).values()
    return source


def spoken(store: Store) -> list[tuple[str, str]]:
    """Return who says what, in order."""
    source = the_source(store)
    text, speakers = reads.text(store, source.guid), reads.speakers(store, source.guid)
    return [
        (speakers[turn.speaker].name if turn.speaker else "", turn.passage.quotation(text))
        for turn in reads.turns(store, source.guid)[source.guid]
    ]


def turn(store: Store, number: int) -> Turn:
    return turns.turn_number(store, the_source(store), number)


def test_a_turn_is_split_where_another_voice_begins(study: Store) -> None:
    text = reads.text(study, the_source(study).guid)
    turns.split_turn(study, "ann", turn(study, 1), text.index("Nobody"))
    assert spoken(study)[:2] == [
        ("Headteacher", "We had four heads."),
        ("Headteacher", "Nobody stayed."),
    ]
    turns.reassign_turn(study, "ann", turn(study, 2), "Governor")
    assert spoken(study)[1] == ("Governor", "Nobody stayed.")


def test_no_sentence_reaches_over_the_border_of_a_split_turn(study: Store) -> None:
    source = the_source(study).guid
    text = reads.text(study, source)
    at = text.index("heads")
    turns.split_turn(study, "ann", turn(study, 1), at)
    found = [s.quotation(text) for s in reads.sentences(study, source)]
    assert found[:3] == ["We had four", "heads.", "Nobody stayed."]


def test_turns_are_joined_under_the_first_speaker(study: Store) -> None:
    turns.join_turns(study, "ann", turn(study, 1))
    assert spoken(study)[0] == (
        "Headteacher",
        "We had four heads. Nobody stayed.\n\nInterviewer: Why?",
    )
    assert len(spoken(study)) == 2


def test_the_last_turn_has_none_to_be_joined_with(study: Store) -> None:
    with pytest.raises(Refused, match="last turn"):
        turns.join_turns(study, "ann", turn(study, 3))


def test_a_split_that_leaves_no_words_is_refused(study: Store) -> None:
    head = study.head
    with pytest.raises(Refused, match="without words"):
        turns.split_turn(study, "ann", turn(study, 1), turn(study, 1).passage.start)
    assert study.head == head


def test_merged_speakers_are_one_voice(study: Store) -> None:
    speakers = {s.name: s for s in reads.speakers(study).values()}
    turns.merge_speakers(study, "ann", speakers["Teacher 1"], speakers["Headteacher"])
    assert [who for who, _ in spoken(study)] == ["Headteacher", "Interviewer", "Headteacher"]
    assert "Teacher 1" not in {s.name for s in reads.speakers(study).values()}
    undoing.undo(study, "ann")
    assert [who for who, _ in spoken(study)] == ["Headteacher", "Interviewer", "Teacher 1"]


def test_a_renamed_speaker_keeps_the_turns(study: Store) -> None:
    speaker = next(iter(reads.speakers(study).values()))
    turns.rename_speaker(study, "ann", speaker, "  Executive   head ")
    assert spoken(study)[0][0] == "Executive head"
    with pytest.raises(Refused, match="needs a name"):
        turns.rename_speaker(study, "ann", speaker, "  ")


def test_an_interviewer_can_be_made_by_hand(study: Store) -> None:
    speaker = {s.name: s for s in reads.speakers(study).values()}["Teacher 1"]
    turns.set_role(study, "ann", speaker, "HMI", interviewer=True)
    assert {s.name: s for s in reads.speakers(study).values()}["Teacher 1"].interviewer


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_splitting_and_undoing_loses_no_word(study: Store, data: st.DataObject) -> None:
    before = spoken(study)
    number = data.draw(st.integers(1, len(before)))
    passage = turn(study, number).passage
    at = data.draw(st.integers(passage.start, passage.end))
    try:
        turns.split_turn(study, "ann", turn(study, number), at)
    except Refused:
        assert spoken(study) == before
        return
    after = spoken(study)
    assert "".join("".join(words.split()) for _, words in after) == "".join(
        "".join(words.split()) for _, words in before
    )
    undoing.undo(study, "ann")
    assert spoken(study) == before


def test_a_speaker_typed_by_hand_is_no_word_of_the_journal(study: Store) -> None:
    """Design, invariant 7: names of people can be withdrawn, so the journal never holds them."""
    turns.reassign_turn(study, "ann", turn(study, 1), "Pamela Secretname")
    assert spoken(study)[0][0] == "Pamela Secretname"
    assert not study.rows("SELECT 1 FROM journal WHERE body LIKE '%Pamela%'")
    turns.reassign_turn(study, "ann", turn(study, 1), "HMI 2")
    added = {s.name: s for s in reads.speakers(study).values()}["HMI 2"]
    assert added.interviewer
