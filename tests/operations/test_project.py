"""Starting projects, what users may see, and the demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import CoderError, ProjectError, RuleFileError
from coder.operations import coding, lookup, project, seeing
from coder.operations import demo as demonstration
from coder.operations.sources import Facts, import_source
from coder.store import Store, open_project, reads, written

REPO = Path(__file__).parents[2]


def test_a_wrong_rule_file_makes_no_project(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('name = "x"\nversion = "1"\n[[codes]]\nname = "a"\nparent = "b"\n')
    path = tmp_path / "study.coder"
    with pytest.raises(RuleFileError, match="parent"):
        project.start(path, "ann", codebook=wrong)
    assert not path.exists()


def test_a_typology_over_codes_that_are_not_there_makes_no_project(tmp_path: Path) -> None:
    path = tmp_path / "study.coder"
    with pytest.raises(RuleFileError):
        project.start(path, "ann", typology=REPO / "codebooks" / "typology.toml")
    assert not path.exists()


def test_a_project_is_never_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "study.coder"
    path.write_text("mine")
    with pytest.raises(ProjectError, match="already"):
        project.start(path, "ann")
    assert path.read_text() == "mine"


def test_the_same_words_are_imported_once_whatever_the_file_is_called(
    study: Store, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text((tmp_path / "8a.txt").read_text())
    result = import_source(study, "ann", copy, Facts())
    assert result.already == "8a.txt"
    assert len(reads.sources(study)) == 1


def test_files_of_one_name_in_two_folders_are_told_apart(study: Store, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / "heads.txt"
        file.write_text(f"Headteacher: In {folder}.\n")
        assert not import_source(study, "ann", file, Facts()).error
    names = {source.name for source in reads.sources(study).values()}
    assert names == {"8a.txt", "heads.txt", "two/heads.txt"}


def test_a_school_is_the_same_school_however_it_is_written(study: Store) -> None:
    (source,) = reads.sources(study).values()
    assert source.case == lookup.case(study, "School 8A").guid
    assert len(reads.cases(study)) == 20


def test_hidden_codings_of_others_are_neither_counted_nor_shown(study: Store) -> None:
    (source,) = reads.sources(study).values()
    turn = reads.turns(study, source.guid)[source.guid][0]
    code = lookup.code(reads.codebook(study), "Dumping ground").guid
    coding.apply_code(study, "bob", source.guid, turn.passage, code)
    coding.mark_read(study, "bob", source.guid)
    assert len(project.evidence(study, "ann").codings) == 1
    project.set_setting(study, "ann", seeing.OTHERS, "hidden")
    assert project.evidence(study, "ann").codings == []
    assert project.evidence(study, "ann").reads == []
    assert seeing.codings(study, "ann", source.guid) == []
    assert len(project.evidence(study, "bob").codings) == 1


def test_a_passage_outside_the_text_or_without_words_is_refused(study: Store) -> None:
    from coder.model import Passage

    (source,) = reads.sources(study).values()
    code = lookup.code(reads.codebook(study), "Dumping ground").guid
    gap = reads.text(study, source.guid).index("\n\n")
    for passage in (Passage(5, 5), Passage(0, source.length + 1), Passage(gap, gap + 2)):
        with pytest.raises(CoderError):
            coding.apply_code(study, "ann", source.guid, passage, code)
    assert reads.codings(study) == []


def test_the_demonstration_holds_what_the_report_prints(tmp_path: Path) -> None:
    path = demonstration.demo_path(tmp_path)
    demonstration.build_demo(path)
    with open_project(path) as store:
        assert len(reads.sources(store)) == 17
        assert sum(len(turns) for turns in reads.turns(store).values()) == 53
        assert len(reads.cases(store)) == 20
        memos = {memo.about: memo.text for memo in written.memos(store)}
        book, found = reads.codebook(store), []
        for each in reads.codings(store):
            assert "warrant" in memos[each.guid]
            if book.by_guid[each.code].name == "Dumping ground":
                found.append(reads.sources(store)[each.source].name)
        assert sorted(found) == ["4a.txt", "8a.txt"]


def test_the_demonstration_is_never_made_over_one_that_is_there(tmp_path: Path) -> None:
    path = demonstration.demo_path(tmp_path)
    demonstration.build_demo(path)
    with open_project(path) as store:
        (head, first) = (store.head, next(iter(reads.sources(store))))
        coding.add_memo(store, "ann", first, "my work")
        worked = store.head
    assert head != worked
    demonstration.build_demo(path)
    with open_project(path) as store:
        assert store.head == worked
    assert demonstration.demo_path(tmp_path, new=True) == tmp_path / "demo-2.coder"
    assert [p.name for p in tmp_path.iterdir()] == ["demo.coder"]
