"""Doing a thing again: after an undo, after a refusal, or when it was done already."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import CoderError, NotFound, Refused
from coder.model import Coding, Passage, Source
from coder.operations import cases, codes, coding, lookup, pins, project, settings, sources, typing
from coder.store import Store, reads
from coder.store.problems import problems
from coder.store.undoing import redo, undo
from coder.verify import verify


def the_source(store: Store) -> Source:
    (source,) = reads.sources(store).values()
    return source


def bring(store: Store, user: str, path: Path) -> sources.Imported:
    return sources.import_source(store, user, path, sources.Facts("12a", "interview"))


def whole(store: Store) -> object:
    """All that an import made, but not under which ids its words are kept."""
    return (
        reads.sources(store),
        reads.texts(store),
        reads.speakers(store),
        reads.turns(store),
        reads.cases(store),
    )


def sound(store: Store) -> bool:
    assert store.path is not None
    return problems(store) == [] and verify(store.path).faults == []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "new.txt"
    path.write_text("Teacher: The first words.\n\nGovernor: The others.\n")
    return path


def test_a_file_comes_back_whole_when_it_is_imported_after_an_undo(
    study: Store, file: Path
) -> None:
    assert not bring(study, "ann", file).error
    before = whole(study)
    undo(study, "ann")
    again = bring(study, "ann", file)
    assert (again.error, again.already, again.turns, again.speakers) == ("", "", 2, 2)
    assert whole(study) == before
    assert sound(study)
    undo(study, "ann")
    assert [source.name for source in reads.sources(study).values()] == ["8a.txt"]
    assert "12a" not in {case.name for case in reads.cases(study).values()}
    redo(study, "ann")
    assert whole(study) == before
    assert sound(study)


def test_someone_else_imports_what_was_undone(study: Store, file: Path) -> None:
    bring(study, "ann", file)
    before = whole(study)
    undo(study, "ann")
    assert not bring(study, "bob", file).error
    assert whole(study) == before
    with pytest.raises(Refused, match="“import source” by bob"):
        redo(study, "ann")
    undo(study, "bob")
    redo(study, "ann")
    assert whole(study) == before
    assert sound(study)


def test_a_case_comes_back_when_it_is_added_after_an_undo(study: Store) -> None:
    cases.add_cases(study, "ann", [("12a", {"status": "stuck", "heads": "4"})])
    undo(study, "ann")
    head = study.head
    cases.add_cases(study, "ann", [("12a", {"status": "stuck"})])
    assert study.head != head
    assert lookup.case(study, "12a").values == {"status": "stuck"}
    assert sound(study)


def test_a_case_written_another_way_keeps_its_name(study: Store) -> None:
    cases.add_cases(study, "ann", [("Oak Primary", {})])
    cases.add_cases(study, "ann", [("OAK  primary", {"status": "stuck"})])
    assert lookup.case(study, "oak primary").name == "Oak Primary"


def test_a_code_whose_adding_was_undone_is_not_applied_edited_or_pinned(study: Store) -> None:
    code = codes.add_code(study, "ann", "Morale")
    undo(study, "ann")
    head, source = study.head, the_source(study).guid
    for act in (
        lambda: coding.apply_code(study, "ann", source, Passage(13, 20), code),
        lambda: codes.edit_code(study, "ann", code, definition="New."),
        lambda: codes.move_code(study, "ann", code, None),
        lambda: codes.add_code(study, "ann", "Under it", parent=code),
        lambda: pins.pin(study, "ann", code, 1),
        lambda: coding.add_memo(study, "ann", code, "Why?"),
    ):
        with pytest.raises(Refused, match="removed or changed"):
            act()
    assert study.head == head


def test_nothing_is_done_to_a_source_whose_import_was_undone(study: Store) -> None:
    source = the_source(study)
    code = lookup.code(reads.codebook(study), "Dumping ground").guid
    undo(study, "ann")
    head = study.head
    for act in (
        lambda: coding.apply_code(study, "ann", source.guid, Passage(13, 20), code),
        lambda: coding.mark_read(study, "ann", source.guid),
        lambda: coding.add_memo(study, "ann", source.guid, "Why?"),
        lambda: sources.set_facts(study, "ann", source, kind="interview"),
    ):
        with pytest.raises(Refused, match="removed or changed"):
            act()
    assert study.head == head


def test_what_never_was_is_not_found(study: Store) -> None:
    source = the_source(study).guid
    with pytest.raises(NotFound, match="no such code"):
        coding.apply_code(study, "ann", source, Passage(13, 20), "nonsense")
    with pytest.raises(NotFound, match="nothing in this project"):
        coding.add_memo(study, "ann", "nonsense", "Why?")


@pytest.fixture
def coded(study: Store) -> Coding:
    code = lookup.code(reads.codebook(study), "Dumping ground").guid
    guid = coding.apply_code(study, "ann", the_source(study).guid, Passage(13, 20), code)
    return lookup.coding(study, guid)


def test_a_coding_is_not_given_a_code_that_is_retired(study: Store, coded: Coding) -> None:
    other = lookup.code(reads.codebook(study), "MAT support").guid
    codes.retire_code(study, "ann", other)
    with pytest.raises(Refused, match="no longer in use"):
        coding.recode(study, "ann", coded, other)
    codes.retire_code(study, "ann", other, retired=False)
    coding.recode(study, "ann", coded, other)
    assert lookup.coding(study, coded.guid).code == other


def test_the_same_coding_is_not_made_twice_by_changing_another(study: Store, coded: Coding) -> None:
    other = lookup.code(reads.codebook(study), "MAT support").guid
    second = coding.apply_code(study, "ann", coded.source, coded.passage, other)
    coding.apply_code(study, "bob", coded.source, Passage(13, 17), coded.code)
    with pytest.raises(Refused, match="You have “MAT support” on that passage already"):
        coding.recode(study, "ann", coded, other)
    third = coding.apply_code(study, "ann", coded.source, Passage(13, 24), other)
    with pytest.raises(Refused, match="on that passage already"):
        coding.move_coding(study, "ann", lookup.coding(study, third), coded.passage)
    coding.move_coding(study, "ann", coded, Passage(13, 17))  # where only bob has it
    coding.recode(study, "ann", lookup.coding(study, second), other)  # which it has already
    assert len(reads.codings(study)) == 4


def test_an_old_look_at_a_coding_does_not_undo_what_was_changed_since(
    study: Store, coded: Coding
) -> None:
    other = lookup.code(reads.codebook(study), "MAT support").guid
    coding.move_coding(study, "ann", coded, Passage(13, 24))
    coding.recode(study, "ann", coded, other)  # `coded` still has the old passage
    now = lookup.coding(study, coded.guid)
    assert (now.code, now.passage) == (other, Passage(13, 24))


def test_marking_as_read_again_changes_nothing_until_the_codebook_does(study: Store) -> None:
    source = the_source(study).guid
    assert coding.mark_read(study, "ann", source)
    assert not coding.mark_read(study, "ann", source)
    assert coding.mark_read(study, "ann", source, read=False)
    assert not coding.mark_read(study, "ann", source, read=False)
    assert coding.mark_read(study, "ann", source)
    codes.add_code(study, "ann", "Morale")
    assert coding.mark_read(study, "ann", source)


def test_a_retired_code_of_a_codebook_file_stays_retired(tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text('name = "n"\nversion = "1"\n[[codes]]\nname = "Old"\nretired = true\n')
    with project.start(tmp_path / "new.coder", "ann", codebook=book) as store:
        assert [(code.name, code.retired) for code in reads.codebook(store)] == [("Old", True)]
        assert "retired = true" in codes.export_codebook(store)


def test_only_the_fields_of_a_code_can_be_edited(study: Store) -> None:
    code = lookup.code(reads.codebook(study), "MAT support").guid
    with pytest.raises(TypeError, match="parent"):
        codes.edit_code(study, "ann", code, parent="x")


@pytest.mark.parametrize(("named", "value"), [("colour", "red"), ("just-two", "three")])
def test_a_setting_or_option_there_is_not_is_not_found(
    study: Store, named: str, value: str
) -> None:
    with pytest.raises(NotFound):
        settings.choose(study, "ann", named, value)


def test_a_removed_case_has_no_trace(study: Store) -> None:
    cases.add_cases(study, "ann", [("12a", {"status": "stuck"})])
    case = lookup.case(study, "12a")
    undo(study, "ann")
    with pytest.raises(NotFound, match="12a"):
        typing.traces(study, "ann", [case])


def test_applying_a_code_does_not_read_the_whole_text(
    study: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = lookup.code(reads.codebook(study), "Dumping ground").guid
    source = the_source(study)
    monkeypatch.delattr(reads, "text")
    guid = coding.apply_code(study, "ann", source.guid, Passage(13, 20), code)
    assert lookup.coding(study, guid).passage == Passage(13, 20)
    with pytest.raises(CoderError, match=f"from 0 to {source.length}"):
        coding.apply_code(study, "ann", source.guid, Passage(13, source.length + 1), code)


@pytest.mark.parametrize("name", ["", " ", "School", "school  "])
def test_a_school_without_a_name_is_not_made(study: Store, file: Path, name: str) -> None:
    head = study.head
    with pytest.raises(Refused, match="needs a name"):
        cases.add_cases(study, "ann", [(name, {})])
    if name.strip():
        assert (
            "needs a name" in sources.import_source(study, "ann", file, sources.Facts(name)).error
        )
    assert study.head == head
