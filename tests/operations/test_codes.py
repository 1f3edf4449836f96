"""Changing the codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.codebook import load_codebook
from coder.errors import Refused
from coder.model import Code
from coder.operations import codes, lookup, pins
from coder.store import Store, reads, undoing


def code(store: Store, name: str) -> Code:
    return lookup.code(reads.codebook(store), name)


def test_a_new_code_stands_last_under_its_parent(study: Store) -> None:
    union = code(study, "Union voice")
    codes.add_code(study, "ann", "  Neutral   union voice ", parent=union.guid)
    names = [c.name for c in reads.codebook(study).children(union.guid)]
    assert names == ["Antagonistic union voice", "Constructive union voice", "Neutral union voice"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("dumping GROUND", "already"),
        ("a > b", "stands between a code and its parent"),
        ("bell\x07", "invisible character"),
        ("rlo\u202e", "invisible character"),
    ],
)
def test_a_name_that_misleads_is_refused(study: Store, name: str, why: str) -> None:
    head = study.head
    with pytest.raises(Refused, match=why):
        codes.add_code(study, "ann", name)
    assert study.head == head


def test_a_code_cannot_stand_under_itself(study: Store) -> None:
    union = code(study, "Union voice")
    child = code(study, "Antagonistic union voice")
    with pytest.raises(Refused, match="under itself"):
        codes.move_code(study, "ann", union.guid, child.guid)
    with pytest.raises(Refused, match="merged into itself"):
        codes.merge_codes(study, "ann", union.guid, child.guid)


def test_children_of_a_merged_code_stand_under_the_other(study: Store) -> None:
    union, mat = code(study, "Union voice"), code(study, "MAT support")
    codes.merge_codes(study, "ann", union.guid, mat.guid, "one theme")
    book = reads.codebook(study)
    assert book.path(code(study, "Antagonistic union voice").guid) == (
        "MAT support > Antagonistic union voice"
    )
    assert book.resolve(union.guid) == mat.guid
    undoing.undo(study, "ann")
    assert code(study, "Antagonistic union voice").parent == union.guid


def test_moving_a_code_keeps_its_siblings_in_order(study: Store) -> None:
    codes.move_code(study, "ann", code(study, "Union voice").guid, None, 0)
    top = [c.name for c in reads.codebook(study).children(None)]
    assert top[:4] == ["Union voice", "Behaviour policy", "MAT support", "Dumping ground"]


def test_only_a_new_meaning_redefines_a_code(study: Store) -> None:
    before = code(study, "Dumping ground")
    codes.edit_code(study, "ann", before.guid, name="Dumping-ground talk")
    assert code(study, "Dumping-ground talk").digest == before.digest
    codes.edit_code(study, "ann", before.guid, definition="Something else.")
    assert code(study, "Dumping-ground talk").digest != before.digest


def test_an_exported_codebook_loads_back_the_same(study: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.toml"
    path.write_text(codes.export_codebook(study), encoding="utf-8")
    mine, theirs = list(reads.codebook(study)), load_codebook(path).codes
    assert [(c.guid, c.name, c.parent, c.digest, c.examples, c.indicators) for c in mine] == [
        (c.guid, c.name, c.parent, c.digest, c.examples, c.indicators) for c in theirs
    ]


def test_pins_begin_with_the_top_codes_and_follow_the_person(study: Store) -> None:
    book = reads.codebook(study)
    names = [book.by_guid[guid].name for guid in pins.pinned(study, "ann", book)]
    assert names[:4] == ["Behaviour policy", "MAT support", "Dumping ground", "Union voice"]
    pins.pin(study, "ann", code(study, "Weak governance").guid, 1)
    names = [book.by_guid[guid].name for guid in pins.pinned(study, "ann", book)]
    assert names[:3] == ["Weak governance", "Behaviour policy", "MAT support"]
    assert len(names) == 9
    assert book.by_guid[pins.pinned(study, "bob", book)[0]].name == "Behaviour policy"
