"""Summaries: a cell of the framework is written, taken back, merged, hidden and kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder.errors import NotFound, Refused
from coder.operations import figures, history, lookup, merging, project
from coder.operations.summaries import remove_summary, summarise
from coder.store import Store, open_project, reads
from coder.store.undoing import undo
from coder.verify import verify

from .world import World


def cell(store: Store, user: str, case: str, theme: str) -> object:
    found = figures.answer(store, user, figures.Question(figures.FRAMEWORK))
    records = found.records or ()
    return next(r["summary"] for r in records if (r["case"], r["code"]) == (case, theme))


def write(world: World, user: str, text: str, *codings: str) -> str:
    code = lookup.code(reads.codebook(world.here), "Dumping ground")
    linked = [lookup.coding(world.here, guid) for guid in codings]
    return summarise(world.here, user, world.case, code, text, linked)


def test_a_summary_is_shown_undone_and_told_in_the_history(world: World) -> None:
    write(world, "ann", "Said by one leader.", world.coding.guid)
    write(world, "ann", "Said by one senior leader.")
    assert cell(world.here, "ann", "8a", "Dumping ground") == "Said by one senior leader."
    undo(world.here, "ann")
    assert cell(world.here, "ann", "8a", "Dumping ground") == "Said by one leader."
    (latest, *_) = history.happenings(world.here, "ann", verb="summarise")
    assert "Dumping ground in 8a" in latest.what


def test_taking_back_shows_the_one_before(world: World) -> None:
    code = lookup.code(reads.codebook(world.here), "Dumping ground")
    write(world, "ann", "First.")
    write(world, "ann", "Second.")
    remove_summary(world.here, "ann", world.case, code)
    assert cell(world.here, "ann", "8a", "Dumping ground") == "First."
    with pytest.raises(NotFound, match="You have no summary of “Dumping ground” in 8a"):
        remove_summary(world.here, "zoe", world.case, code)


def test_an_empty_summary_or_a_link_from_elsewhere_is_refused(world: World) -> None:
    head = world.here.head
    with pytest.raises(Refused, match="empty"):
        write(world, "ann", "  ")
    here = world.source.guid
    other = next(c for c in reads.codings(world.here) if c.source != here and c.code == world.code)
    with pytest.raises(Refused, match="not of 8a"):
        write(world, "ann", "Linked.", other.guid)
    wrong = next(
        c
        for c in reads.codings(world.here, world.source.guid)
        if c.code not in reads.codebook(world.here).family(world.code)
    )
    with pytest.raises(Refused, match="neither “Dumping ground” nor under it"):
        write(world, "ann", "Linked.", wrong.guid)
    assert world.here.head == head


def test_while_codings_are_hidden_so_are_the_summaries_of_others(world: World) -> None:
    write(world, "ann", "Mine.")
    project.set_setting(world.here, "ann", "others' codings", "hidden")
    assert cell(world.here, "ann", "8a", "Dumping ground") == "Mine."
    assert cell(world.here, "zoe", "8a", "Dumping ground") is None
    assert not history.happenings(world.here, "zoe", verb="summarise")


def test_summaries_of_two_copies_meet_in_one_and_verify(world: World, tmp_path: Path) -> None:
    world.here.checkpoint()
    copy = Path(shutil.copy(tmp_path / "demo.coder", tmp_path / "copy.coder"))
    with open_project(copy) as theirs:
        code = lookup.code(reads.codebook(theirs), "Union voice")
        summarise(theirs, "bob", lookup.case(theirs, "8a"), code, "From a copy.")
    write(world, "ann", "From here.")
    merging.merge(world.here, "ann", copy)
    assert cell(world.here, "ann", "8a", "Union voice") == "From a copy."
    assert cell(world.here, "ann", "8a", "Dumping ground") == "From here."
    world.here.checkpoint()
    assert verify(tmp_path / "demo.coder").faults == []
