"""What was read, as a project on disk keeps it, when codes are added, merged and retired later."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder import frequencies
from coder.model import Guid, Passage
from coder.operations import cases, codes, coding, figures, searching, sources
from coder.operations.project import start
from coder.store import Store, reads

TEXT = "Teacher: We had four heads.\n\nGovernor: Nobody told us.\n"


@pytest.fixture
def project(tmp_path: Path) -> Store:
    """One transcript of 1a, and the code Child under Parent; Ann has read it with both."""
    store = start(None, "Ann")
    cases.add_cases(store, "Ann", [("1a", {"status": "stuck"}), ("2a", {"status": "Stuck"})])
    file = tmp_path / "one.txt"
    file.write_text(TEXT)
    sources.import_source(store, "Ann", file, sources.Facts("1a"))
    parent = codes.add_code(store, "Ann", "Parent")
    codes.add_code(store, "Ann", "Child", parent=parent)
    coding.mark_read(store, "Ann", source(store))
    return store


def source(store: Store) -> Guid:
    (only,) = reads.sources(store)
    return only


def code(store: Store, name: str) -> Guid:
    return next(code.guid for code in reads.codebook(store) if code.name == name)


def states(store: Store, name: str, user: str = "") -> tuple[int, int, int]:
    """Return with, without and not yet read of 1a; 2a has no source."""
    named = {each.name: guid for guid, each in reads.users(store).items()}
    users = named[user] if user else "any"
    found = frequencies.themes(reads.evidence(store), by=None, users=users)
    count = next(row.whole for row in found.rows if row.name == name)
    assert count.no_source == 1
    return count.with_, count.without, count.not_yet_read


def test_a_code_added_after_the_reading_and_merged_was_never_looked_for(project: Store) -> None:
    assert states(project, "Child") == states(project, "Parent") == (0, 1, 0)
    new = codes.add_code(project, "Ann", "New")
    codes.merge_codes(project, "Ann", new, code(project, "Child"))
    assert states(project, "Child") == states(project, "Parent") == (0, 0, 1)


def test_reading_again_after_the_merge_mends_it(project: Store) -> None:
    new = codes.add_code(project, "Ann", "New")
    codes.merge_codes(project, "Ann", new, code(project, "Child"))
    assert coding.mark_read(project, "Ann", source(project))
    assert states(project, "Child") == states(project, "Parent") == (0, 1, 0)


def test_a_code_that_the_reader_had_can_be_merged_later(project: Store) -> None:
    codes.merge_codes(project, "Ann", code(project, "Child"), code(project, "Parent"))
    assert states(project, "Parent") == (0, 1, 0)


def test_what_another_user_coded_with_a_later_code_was_not_looked_for(project: Store) -> None:
    late = codes.add_code(project, "Bob", "Late", parent=code(project, "Parent"))
    coding.apply_code(project, "Bob", source(project), Passage(9, 20), late)
    codes.retire_code(project, "Bob", late)
    assert states(project, "Parent") == (1, 0, 0)
    assert states(project, "Parent", "Ann") == (0, 0, 1)


def test_spellings_of_one_value_are_one_group(project: Store) -> None:
    found = frequencies.themes(reads.evidence(project))
    assert dict(found.bases) == {"": 2, "Stuck": 2}
    asked = figures.Question(figures.QUOTES, group=("status", "STUCK"))
    coding.apply_code(project, "Ann", source(project), Passage(9, 20), code(project, "Child"))
    assert len(figures.answer(project, "Ann", asked).table.rows) == 1


def test_words_are_found_in_the_outer_of_two_turns(project: Store) -> None:
    (teacher, _) = reads.turns(project)[source(project)]
    with project.change("merge", "Ann") as change:
        row = {"source": source(project), "passage": "0:50", "speaker": teacher.speaker}
        change.insert("turns", row)
    (found,) = searching.search(project, "Ann", "Governor")
    assert (found.turn, found.speaker) == (1, "Teacher")
