"""Somebody acts on what another has taken away or changed a moment before.

Each act is stopped just before it begins to write, another process does something, and the act
goes on. It must refuse in words and write nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coder.errors import Refused
from coder.model import Passage
from coder.operations import cases, codes, coding, pins, sources, turns, typing
from coder.store import Store
from coder.store.undoing import undo

from .world import World, race

CHANGED = "removed or changed meanwhile"

Act = Callable[[World, Store], Any]


def source_gone(world: World, store: Store) -> None:
    undo(store, "zoe")


def case_gone(world: World, store: Store) -> None:
    undo(store, "kim")


def undecided(world: World, store: Store) -> None:
    undo(store, "lead")


def retired(world: World, store: Store) -> None:
    codes.retire_code(store, "zoe", world.code)


def merged(world: World, store: Store) -> None:
    codes.merge_codes(store, "zoe", world.code, world.other)


def uncoded(world: World, store: Store) -> None:
    coding.uncode(store, "ann", world.coding)


def joined(world: World, store: Store) -> None:
    turns.join_turns(store, "zoe", world.turns[0])


def voices_merged(world: World, store: Store) -> None:
    turns.merge_speakers(store, "zoe", world.speakers[0], world.speakers[1])


WHOLE = Passage(0, 10)

REFUSED: list[tuple[str, Act, Act, str]] = [
    (
        "decide, no longer to be typed",
        lambda w, s: typing.decide(s, "ann", w.case, "Type A", "why"),
        lambda w, s: cases.set_value(s, "zoe", w.case.guid, "status", "unstuck"),
        "not typed",
    ),
    (
        "decide, case gone",
        lambda w, s: typing.decide(s, "ann", w.new_case, "Type A", "why"),
        case_gone,
        CHANGED,
    ),
    (
        "review, decision taken back",
        lambda w, s: typing.review(s, "ann", w.typing, "agree", "why"),
        undecided,
        CHANGED,
    ),
    (
        "review, decided again",
        lambda w, s: typing.review(s, "ann", w.typing, "agree", "why"),
        lambda w, s: typing.decide(s, "lead", w.case, "Type B", "on second thoughts"),
        "decided again",
    ),
    (
        "assess, case gone",
        lambda w, s: typing.assess(
            s, "ann", w.new_case.guid, typing.rules(s).attributes[0], "met", "why"
        ),
        case_gone,
        CHANGED,
    ),
    (
        "add code, name taken",
        lambda w, s: codes.add_code(s, "ann", "Morale"),
        lambda w, s: codes.add_code(s, "zoe", "morale"),
        "already",
    ),
    (
        "add code, parent merged",
        lambda w, s: codes.add_code(s, "ann", "Morale", parent=w.code),
        merged,
        CHANGED,
    ),
    (
        "edit code, name taken",
        lambda w, s: codes.edit_code(s, "ann", w.code, name="Morale"),
        lambda w, s: codes.add_code(s, "zoe", "Morale"),
        "already",
    ),
    (
        "edit code, merged",
        lambda w, s: codes.edit_code(s, "ann", w.code, definition="New."),
        merged,
        CHANGED,
    ),
    (
        "move code, the other way round",
        lambda w, s: codes.move_code(s, "ann", w.code, w.other),
        lambda w, s: codes.move_code(s, "zoe", w.other, w.code),
        "under itself",
    ),
    (
        "move code, parent merged",
        lambda w, s: codes.move_code(s, "ann", w.other, w.code),
        lambda w, s: codes.merge_codes(s, "zoe", w.code, w.named("Behaviour policy")),
        CHANGED,
    ),
    (
        "merge codes, the other way round",
        lambda w, s: codes.merge_codes(s, "ann", w.other, w.code),
        merged,
        CHANGED,
    ),
    ("retire code, merged", lambda w, s: codes.retire_code(s, "ann", w.code), merged, CHANGED),
    ("pin, retired", lambda w, s: pins.pin(s, "ann", w.code, 1), retired, "no longer in use"),
    (
        "rename speaker, merged",
        lambda w, s: turns.rename_speaker(s, "ann", w.speakers[0], "Head"),
        voices_merged,
        CHANGED,
    ),
    (
        "set role, merged",
        lambda w, s: turns.set_role(s, "ann", w.speakers[0], "Head"),
        voices_merged,
        CHANGED,
    ),
    (
        "merge speakers, the other way round",
        lambda w, s: turns.merge_speakers(s, "ann", w.speakers[1], w.speakers[0]),
        voices_merged,
        CHANGED,
    ),
    (
        "reassign turn, joined",
        lambda w, s: turns.reassign_turn(s, "ann", w.turns[1], "Head"),
        joined,
        CHANGED,
    ),
    (
        "split turn, joined",
        lambda w, s: turns.split_turn(s, "ann", w.turns[0], w.turns[0].passage.start + 9),
        joined,
        CHANGED,
    ),
    (
        "split turn, split",
        lambda w, s: turns.split_turn(s, "ann", w.turns[0], w.turns[0].passage.start + 9),
        lambda w, s: turns.split_turn(s, "zoe", w.turns[0], w.turns[0].passage.start + 30),
        CHANGED,
    ),
    ("join turns, joined", lambda w, s: turns.join_turns(s, "ann", w.turns[1]), joined, CHANGED),
    (
        "apply code, retired",
        lambda w, s: coding.apply_code(s, "ann", w.source.guid, WHOLE, w.code),
        retired,
        "no longer in use",
    ),
    (
        "apply code, merged",
        lambda w, s: coding.apply_code(s, "ann", w.source.guid, WHOLE, w.code),
        merged,
        "no longer in use",
    ),
    (
        "apply code, source gone",
        lambda w, s: coding.apply_code(s, "ann", w.new_source.guid, WHOLE, w.code),
        source_gone,
        CHANGED,
    ),
    (
        "recode, retired",
        lambda w, s: coding.recode(s, "ann", w.coding, w.other),
        lambda w, s: codes.retire_code(s, "zoe", w.other),
        "no longer in use",
    ),
    (
        "recode, taken off",
        lambda w, s: coding.recode(s, "ann", w.coding, w.other),
        uncoded,
        CHANGED,
    ),
    (
        "recode, applied in another window",
        lambda w, s: coding.recode(s, "ann", w.coding, w.other),
        lambda w, s: coding.apply_code(s, "ann", w.source.guid, w.passage, w.other),
        "on that passage already",
    ),
    (
        "move coding, taken off",
        lambda w, s: coding.move_coding(s, "ann", w.coding, WHOLE),
        uncoded,
        CHANGED,
    ),
    (
        "move coding, applied in another window",
        lambda w, s: coding.move_coding(s, "ann", w.coding, WHOLE),
        lambda w, s: coding.apply_code(s, "ann", w.source.guid, WHOLE, w.code),
        "on that passage already",
    ),
    ("uncode, taken off", lambda w, s: coding.uncode(s, "ann", w.coding), uncoded, CHANGED),
    (
        "mark as read, source gone",
        lambda w, s: coding.mark_read(s, "ann", w.new_source.guid),
        source_gone,
        CHANGED,
    ),
    (
        "add memo, coding taken off",
        lambda w, s: coding.add_memo(s, "bea", w.coding.guid, "Why?"),
        uncoded,
        CHANGED,
    ),
    (
        "edit memo, removed",
        lambda w, s: coding.edit_memo(s, "ann", w.memo, "Why?"),
        lambda w, s: coding.edit_memo(s, "ann", w.memo, ""),
        CHANGED,
    ),
    (
        "set value, case gone",
        lambda w, s: cases.set_value(s, "ann", w.new_case.guid, "status", "stuck"),
        case_gone,
        CHANGED,
    ),
    (
        "set source, gone",
        lambda w, s: sources.set_facts(s, "ann", w.new_source, case="8a"),
        source_gone,
        CHANGED,
    ),
]


@pytest.mark.parametrize(
    ("act", "meanwhile", "said"),
    [each[1:] for each in REFUSED],
    ids=[each[0] for each in REFUSED],
)
def test_an_act_on_what_is_gone_is_refused_and_writes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, act: Act, meanwhile: Act, said: str
) -> None:
    heads = []

    def elsewhere(there: Store) -> None:
        meanwhile(world, there)
        heads.append(there.head)

    race(world, monkeypatch, elsewhere)
    with pytest.raises(Refused, match=said):
        act(world, world.here)
    assert world.here.head == heads[0]
