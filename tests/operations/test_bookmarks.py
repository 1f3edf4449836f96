"""Bookmarks, memos on words, examples, speakers of a case: undone, merged, hidden."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder.errors import NotFound, Refused
from coder.model import Passage
from coder.operations import bookmarks, codes, coding, lists, lists_coding, lookup, seeing, turns
from coder.operations.merging import merge
from coder.operations.project import set_setting, start
from coder.operations.seeing import OTHERS
from coder.operations.sources import Facts, import_source
from coder.store import Store, open_project, reads, written
from coder.store.undoing import redo, undo
from coder.verify import verify

WORDS = "We tried."


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.coder"
    with start(path, "ann") as store:
        codes.add_code(store, "ann", "Effort")
        for name, text in (("a", f"Teacher: {WORDS} It helped.\n"), ("b", "Teacher: No.\n")):
            file = tmp_path / f"{name}.txt"
            file.write_text(text)
            assert not import_source(store, "ann", file, Facts(school="8a")).error
    return path


def tried(store: Store) -> tuple[str, Passage]:
    source = lookup.source(store, "a")
    return source.guid, coding.locate(store, source, quote=WORDS)


def test_a_bookmark_is_one_entry_and_undone_and_done_again(study: Path) -> None:
    with open_project(study) as store:
        guid = bookmarks.add_bookmark(store, "ann", *tried(store))
        head = store.head
        assert bookmarks.add_bookmark(store, "ann", *tried(store)) == guid
        assert store.head == head  # set twice is set once
        undo(store, "ann")
        assert bookmarks.bookmarks(store, "ann") == []
        redo(store, "ann")
        ((record),) = lists_coding.bookmarks(store, "ann").records
        assert (record["source"], record["turn"], record["words"]) == ("a.txt", 1, WORDS)
        bookmarks.remove_bookmark(store, "ann", guid)
        assert bookmarks.bookmarks(store, "ann") == []
        assert bookmarks.add_bookmark(store, "ann", *tried(store)) == guid  # and set once more
        assert len(bookmarks.bookmarks(store, "ann")) == 1
    assert verify(study).faults == []


def test_nobody_sees_or_clears_anothers_bookmark(study: Path) -> None:
    with open_project(study) as store:
        guid = bookmarks.add_bookmark(store, "ben", *tried(store))
        assert bookmarks.bookmarks(store, "ann") == []
        with pytest.raises(NotFound):
            bookmarks.remove_bookmark(store, "ann", guid)
        with pytest.raises(NotFound):
            lookup.bookmark(store, guid, "ann")
        set_setting(store, "ann", OTHERS, "hidden")
        verbs = [each.verb for each in store.entries() if seeing.entry(store, "ann", each)]
        assert "set bookmark" not in verbs
        assert "change setting" in verbs


@pytest.mark.parametrize("passage", [Passage(0, 9_999), Passage(5, 5), Passage(8, 9)])
def test_bookmarks_and_memos_need_words_in_the_text(study: Path, passage: Passage) -> None:
    with open_project(study) as store:
        source, _ = tried(store)
        before = store.head
        with pytest.raises(Refused):
            bookmarks.add_bookmark(store, "ann", source, passage)
        with pytest.raises(Refused):
            coding.add_memo(store, "ann", source, "why", passage=passage)
        assert store.head == before


def test_a_memo_on_words_says_which(study: Path) -> None:
    with open_project(study) as store:
        source, passage = tried(store)
        coding.add_memo(store, "ann", source, "Who?", passage=passage)
        ((record),) = lists_coding.memos(store, "ann").records
        assert record["passage"] == str(passage)
        assert record["thing"] == f"“{WORDS}” in a.txt"
        assert [at for at, _ in written.memos_in(store, source)] == [passage]
        code = next(iter(reads.codebook(store)))
        with pytest.raises(Refused, match="Only a source"):
            coding.add_memo(store, "ann", code.guid, "x", passage=passage)


def test_two_copies_are_merged(study: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(study, tmp_path / "copy.coder"))
    with open_project(copy) as theirs:
        source, passage = tried(theirs)
        bookmarks.add_bookmark(theirs, "ann", source, passage)
        bookmarks.add_bookmark(theirs, "ben", source, passage)
        coding.add_memo(theirs, "ben", source, "Who?", passage=passage)
        codes.add_example(theirs, "ben", next(iter(reads.codebook(theirs))).guid, WORDS)
    with open_project(study) as store:
        bookmarks.add_bookmark(store, "ann", source, passage)
        merge(store, "ann", copy)
        assert [len(bookmarks.bookmarks(store, user)) for user in ("ann", "ben")] == [1, 1]
        assert [memo.passage for memo in written.memos(store)] == [passage]
        assert next(iter(reads.codebook(store))).examples == (WORDS,)
    assert verify(study).faults == []


def test_a_name_or_role_is_changed_in_all_of_a_case_in_one_step(study: Path) -> None:
    with open_project(study) as store:
        speaker = next(iter(reads.speakers(store, tried(store)[0]).values()))
        turns.rename_speaker(store, "ann", speaker, "Miss A", in_case=True)
        assert [each.name for each in reads.speakers(store).values()] == ["Miss A", "Miss A"]
        undo(store, "ann")
        assert [each.name for each in reads.speakers(store).values()] == ["Teacher", "Teacher"]
        turns.set_role(store, "ann", speaker, "Governor", in_case=True)
        assert [each.role for each in reads.speakers(store).values()] == ["Governor", "Governor"]


def test_progress_is_counted_for_this_user(study: Path) -> None:
    with open_project(study) as store:
        source, passage = tried(store)
        code = next(iter(reads.codebook(store)))
        coding.apply_code(store, "ann", source, passage, code.guid)
        coding.mark_read(store, "ann", source)
        (case,) = lists.cases(store, "ann").records
        assert (case["sources"], case["read"]) == (2, 1)
        assert lists.cases(store, "ben").records[0]["read"] == 0
        # "Teacher: We tried. It helped.\n" has 30 characters, the passage ends at 18.
        assert [each["coded_to"] for each in lists.sources(store, "ann").records] == [60, 0]
