"""The index of words stays right whatever happens to sources, and keeps no words when emptied."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.finding import finder
from coder.operations.project import start
from coder.operations.sources import Facts, import_source
from coder.store import Store, create, index, open_project, reads
from coder.store.merging import merge
from coder.store.undoing import redo, undo
from coder.verify import verify

RARE = "zyxwvutian"


def brought_in(store: Store, folder: Path, name: str, words: str) -> str:
    file = folder / name
    file.write_text(f"Teacher: {words}\n", encoding="utf-8")
    return import_source(store, "ann", file, Facts()).source


def known(store: Store) -> int:
    """Return how many texts the index knows."""
    return int(store.rows("SELECT count(*) FROM indexed")[0][0])


def may(store: Store, words: str) -> set[str]:
    return index.candidates(store, finder(words).match)


def test_an_import_is_in_the_index_at_once(store: Store, tmp_path: Path) -> None:
    one = brought_in(store, tmp_path, "one.txt", f"A {RARE} ground.")
    two = brought_in(store, tmp_path, "two.txt", "Another ground.")
    assert may(store, RARE) == {one}
    assert may(store, "ground") == {one, two}
    assert may(store, "nobody said this") == set()


def test_what_was_undone_is_not_found_and_what_was_redone_is(store: Store, tmp_path: Path) -> None:
    one = brought_in(store, tmp_path, "one.txt", RARE)
    undo(store, "ann")
    assert may(store, RARE) == set()
    redo(store, "ann")
    assert may(store, RARE) == {one}
    undo(store, "ann")
    assert brought_in(store, tmp_path, "one.txt", RARE) == one
    assert may(store, RARE) == {one}


def test_what_a_merge_brought_is_looked_through_until_it_is_indexed(tmp_path: Path) -> None:
    start(tmp_path / "here.coder", "ann").close()
    shutil.copy(tmp_path / "here.coder", tmp_path / "there.coder")
    with open_project(tmp_path / "there.coder") as there:
        brought = brought_in(there, tmp_path, "there.txt", RARE)
    with (
        open_project(tmp_path / "here.coder") as here,
        open_project(tmp_path / "there.coder") as there,
    ):
        own = brought_in(here, tmp_path, "here.txt", "Something else.")
        merge(here, there, "ann")
        assert known(here) == 1
        assert may(here, RARE) == {brought}
        assert may(here, "nobody said this") == {brought}, "unknown, so it may hold anything"
        assert index.catch_up(here) == 1
        assert may(here, "nobody said this") == set()
        assert may(here, RARE) == {brought}
        assert may(here, "something") == {own}
    assert verify(tmp_path / "here.coder").faults == []


def test_an_index_that_is_behind_does_not_stand_in_the_way_of_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "study.coder"
    with start(path, "ann") as store:
        one = brought_in(store, tmp_path, "one.txt", RARE)
        with store.change("empty", "ann"):
            index.forget(store)
            store.connection.execute("COMMIT")
        with open_project(path) as other:
            other.connection.execute("PRAGMA busy_timeout = 0")
            store.connection.execute("BEGIN IMMEDIATE")
            assert index.catch_up(other) == 0, "somebody else is writing"
            store.connection.execute("ROLLBACK")
            assert may(other, RARE) == {one}
            assert index.catch_up(other) == 1


def test_an_emptied_index_leaves_no_word_in_the_file(tmp_path: Path) -> None:
    """The text itself goes in the same transaction, as it would where it is withdrawn."""
    path = tmp_path / "study.coder"
    store = start(path, "ann")
    brought_in(store, tmp_path, "one.txt", " ".join(f"{RARE}{n}" for n in range(3_000)))
    assert RARE.encode() in path.read_bytes() or known(store)
    store.connection.execute("BEGIN IMMEDIATE")
    index.forget(store)
    store.connection.execute("UPDATE texts SET text = '' WHERE text LIKE ?", (f"%{RARE}%",))
    store.connection.execute("COMMIT")
    assert known(store) == 0
    store.close()
    left = path.read_bytes()
    assert RARE[2:].encode() not in left
    assert not Path(f"{path}-wal").exists() or not Path(f"{path}-wal").stat().st_size


def test_a_text_in_no_source_is_not_taken_in(store: Store, tmp_path: Path) -> None:
    brought_in(store, tmp_path, "one.txt", RARE)
    undo(store, "ann")
    index.forget(store)
    assert index.catch_up(store) == 0
    assert known(store) == 0


@pytest.mark.parametrize(
    "hostile",
    [
        '"a" OR b',
        "a*",
        "NEAR(a b, 2)",
        "a AND NOT b",
        "words:a",
        "-a",
        "^a",
        "a + b",
        "{a}: b",
        "a'",
    ],
)
def test_what_the_index_takes_for_signs_of_its_own_are_only_words(
    store: Store, tmp_path: Path, hostile: str
) -> None:
    """Of `"a" OR b` the words a, or, b are looked for, one after the other."""
    one = brought_in(store, tmp_path, "one.txt", f"Before {hostile} behind.")
    brought_in(store, tmp_path, "two.txt", "b and then a")
    assert may(store, f"before {hostile} behind") == {one}


def test_a_letter_that_sqlite_does_not_take_for_one_is_found(store: Store, tmp_path: Path) -> None:
    """FTS5 knows the letters of an older Unicode: this vowel of New Tai Lue was a mark there."""
    one = brought_in(store, tmp_path, "one.txt", "A word with \u19b0 in it.")
    assert may(store, "\u19b0") == {one}
    assert may(store, "with \u19b0 in") == {one}


WORDS = st.text(alphabet='aAbéÉß \n.’"*-дЖ中ⅷ𝒜\u0301', min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), WORDS, st.sampled_from(["words", "lemma"]))
def test_the_index_misses_no_text_that_holds_the_words(
    texts: list[str], words: str, how: str
) -> None:
    if not any(char.isalnum() for char in words):
        return
    found = finder(words, how)
    with create() as store:
        with store.change("sources", "ann") as change:
            guids = [
                change.insert("sources", {"name": str(n), "text": change.text(text)})
                for n, text in enumerate(texts)
            ]
        index.catch_up(store)
        holding = {guid for guid in guids if list(found.find(reads.text(store, guid)))}
        assert holding <= index.candidates(store, found.match)
