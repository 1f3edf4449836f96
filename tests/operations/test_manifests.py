"""Which row of a manifest a file is, and when that cannot be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Refused
from coder.operations.sources import choose, import_sources, read_manifest
from coder.store import Store, reads


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for school in ("8a", "8b"):
        (tmp_path / "mf" / school).mkdir(parents=True)
        (tmp_path / "mf" / school / "teacher.txt").write_text(f"Teacher: We are {school}.\n")
    return tmp_path / "mf"


def schools(store: Store, folder: Path, rows: str) -> dict[str, str]:
    """Import a folder with a manifest; return the school of each of its sources, by its words."""
    manifest = folder.parent / "manifest.csv"
    manifest.write_text(f"file,school\n{rows}")
    facts = read_manifest(manifest)
    import_sources(store, "ann", choose([folder], facts).files, manifest=facts)
    cases = reads.cases(store)
    return {
        reads.text(store, guid)[16:18]: cases[source.case].name if source.case else ""
        for guid, source in reads.sources(store).items()
        if source.name != "8a.txt"
    }


def test_a_row_names_a_file_with_its_folder(study: Store, folder: Path) -> None:
    rows = "8a/teacher.txt,8a\nmf/8b/teacher.txt,8b\n"
    assert schools(study, folder, rows) == {"8a": "8a", "8b": "8b"}


@pytest.mark.parametrize("row", ["./8b/teacher.txt", "8B\\Teacher.txt", "8b//teacher.txt"])
def test_the_longest_end_of_the_path_is_the_one(study: Store, folder: Path, row: str) -> None:
    assert schools(study, folder, f"teacher.txt,8a\n{row},8b\n") == {"8a": "8a", "8b": "8b"}


def test_a_name_that_fits_two_files_is_refused_before_anything_is_imported(
    study: Store, folder: Path
) -> None:
    head = study.head
    with pytest.raises(Refused, match=r"“teacher\.txt” in the manifest fits .*8a.* and .*8b"):
        schools(study, folder, "teacher.txt,8a\n")
    assert study.head == head


def test_a_row_whose_folder_is_not_there_is_missing(folder: Path) -> None:
    manifest = folder.parent / "manifest.csv"
    manifest.write_text("file,school\n9c/teacher.txt,9c\n8a/teacher.txt,8a\n")
    chosen = choose([folder], read_manifest(manifest))
    assert chosen.files == (folder / "8a" / "teacher.txt",)
    assert chosen.unnamed == (folder / "8b" / "teacher.txt",)
    assert chosen.missing == ("9c/teacher.txt",)


def test_a_file_named_itself_that_the_manifest_lacks_is_said(folder: Path) -> None:
    manifest = folder.parent / "manifest.csv"
    manifest.write_text("file,school\n8a/teacher.txt,8a\n")
    file = folder / "8b" / "teacher.txt"
    chosen = choose([file], read_manifest(manifest))
    assert (chosen.files, chosen.besides) == ((file,), (file,))
