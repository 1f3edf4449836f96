"""Two people, or two windows of one, act at once: what both did stands, on what then stood."""

from __future__ import annotations

import pytest

from coder.model import Guid
from coder.operations import cases, codes, coding, lookup, pins, settings, sources, turns, typing
from coder.store import Store, judged, reads
from coder.store.undoing import undo

from .world import World, race


def test_a_decision_keeps_what_the_rules_gave_when_it_was_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = []

    def assessed(there: Store) -> None:
        for attribute in typing.rules(there).attributes[:2]:
            typing.assess(there, "zoe", world.case.guid, attribute, "not met", "because")
        heads.append(there.head)

    race(world, monkeypatch, assessed)
    typing.decide(world.here, "ann", world.case, "Type A", "why")
    made = judged.typings(world.here)[-1]
    assert made.head == heads[0]
    assert made.computed == typing.traces(world.here, "ann", [world.case])[0].summary
    assert made.computed != world.typing.computed


def test_two_people_edit_different_fields_of_a_code(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    race(world, monkeypatch, lambda s: codes.edit_code(s, "zoe", world.code, name="Dumped on"))
    codes.edit_code(world.here, "ann", world.code, definition="New.")
    code = reads.codebook(world.here).by_guid[world.code]
    assert (code.name, code.definition) == ("Dumped on", "New.")


def test_two_people_choose_different_readings(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    race(
        world,
        monkeypatch,
        lambda s: settings.choose(s, "zoe", "years-per-headteacher", "changes", "as they say"),
    )
    settings.choose(world.here, "ann", "just-two", "at least", "two are enough")
    chosen = {each.name: each.value for each in settings.settings(world.here)}
    assert (chosen["just-two"], chosen["years-per-headteacher"]) == ("at least", "changes")


def test_two_windows_pin_different_codes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    weak, voice = world.named("Weak governance"), world.named("Antagonistic union voice")
    race(world, monkeypatch, lambda s: pins.pin(s, "ann", weak, 1))
    pins.pin(world.here, "ann", voice, 1)
    assert pins.pinned(world.here, "ann", reads.codebook(world.here))[:2] == [voice, weak]


def test_a_turn_given_to_a_speaker_who_is_being_merged_goes_along(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = world.speakers[:2]
    turn = next(each for each in world.turns if each.speaker == other.guid)
    race(world, monkeypatch, lambda s: turns.reassign_turn(s, "zoe", turn, one.name))
    turns.merge_speakers(world.here, "ann", one, other)
    left = reads.turns(world.here, world.source.guid)[world.source.guid]
    assert one.guid not in {each.speaker for each in left}


def test_one_says_the_role_and_another_that_it_is_the_interviewer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = world.speakers[0]
    race(world, monkeypatch, lambda s: turns.set_role(s, "zoe", speaker, "HMI"))
    turns.set_role(world.here, "ann", speaker, interviewer=True)
    now = reads.speakers(world.here, world.source.guid)[speaker.guid]
    assert (now.role, now.interviewer) == ("HMI", True)


def test_a_read_mark_holds_the_codebook_of_that_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    new: list[Guid] = []
    race(world, monkeypatch, lambda s: new.append(codes.add_code(s, "zoe", "Morale")))
    assert coding.mark_read(world.here, "ann", world.source.guid)
    (mark,) = [mark for mark in reads.reads(world.here) if mark.source == world.source.guid]
    assert new[0] in mark.codes


def test_one_file_is_imported_by_two_processes_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = world.folder / "both.txt"
    file.write_text("Teacher: In both.\n")

    def bring(store: Store, user: str) -> sources.Imported:
        return sources.import_source(store, user, file, sources.Facts("12a"))

    race(world, monkeypatch, lambda s: bring(s, "zoe"))
    done = bring(world.here, "ann")
    assert (done.already, done.error) == ("both.txt", "")
    assert [s.name for s in reads.sources(world.here).values()].count("both.txt") == 1


def test_a_case_is_added_by_two_processes_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    race(world, monkeypatch, lambda s: cases.add_cases(s, "zoe", [("12a", {"status": "stuck"})]))
    cases.add_cases(world.here, "ann", [("12a", {"phase": "primary"})])
    assert lookup.case(world.here, "12a").values == {"status": "stuck", "phase": "primary"}


def test_undo_takes_back_what_was_done_last_in_another_window(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    race(world, monkeypatch, lambda s: codes.add_code(s, "ann", "Morale"))
    assert undo(world.here, "ann").verb == "add code"
    assert "Morale" not in {code.name for code in reads.codebook(world.here)}
