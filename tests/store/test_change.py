"""One change: all of it and its entry, or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from coder.errors import ProjectError
from coder.store import Store, create, open_project
from coder.verify import verify

WRITER = """
import sys
from pathlib import Path
from coder.store import open_project
with open_project(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(sys.argv[3])):
        with store.change("add code", sys.argv[2]) as change:
            change.insert("codes", {"name": f"{sys.argv[2]} {number}"})
"""


def writer(path: Path, user: str, times: int) -> subprocess.Popen[str]:
    """Another process that adds codes once it is told to go."""
    command = [sys.executable, "-c", WRITER, str(path), user, str(times)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    names = [name for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    # The index keeps no words that could be read back; its own tables beneath it are compared.
    return {n: store.rows(f'SELECT * FROM "{n}"') for n in names if n != "word_index"}


def fail(error: type[BaseException], *_: object) -> None:
    raise error


@pytest.fixture
def store(store: Store) -> Store:
    with store.change("start the project", "ann") as change:
        change.insert("codes", {"name": "MAT support", "position": 1}, "c1")
    return store


class TestOneEntry:
    def test_says_what_each_row_was_and_became(self, store):
        with store.change("move code", " Bea ", "it reads better") as change:
            change.update("codes", "c1", {"position": 2, "name": "MAT support"})
            new = change.insert("codes", {"name": "dumping ground", "parent": "c1"})
            change.update("codes", new, {"position": 1})
        (first, entry) = store.entries()
        made, moved, added = entry.images
        assert (entry.verb, entry.clock, entry.parents) == ("move code", 2, (first.id,))
        assert (made.table, made.before, made.after) == (
            "users",
            None,
            {"name": "Bea", "removed": 0},
        )
        assert (moved.before, moved.after) == ({"position": 1}, {"position": 2})
        assert added.before is None
        assert added.after == {
            **{"name": "dumping ground", "parent": "c1", "position": 1, "removed": 0},
            **{"definition": "", "include": "", "exclude": "", "retired": 0, "merged_into": None},
            **{"examples": "[]", "indicators": "[]", "paragraphs": "[]"},
        }
        assert store.rows("SELECT text FROM texts WHERE id = ?", (entry.reason,)) == [
            ("it reads better",)
        ]

    def test_no_change_makes_no_entry_no_user_and_no_text(self, store):
        before = everything(store)
        with store.change("rename code", "cid", "for no reason") as change:
            change.update("codes", "c1", {"name": "MAT support"})
        with store.change("rename code", "cid") as change:
            change.update("codes", "c1", {"name": "other"})
            change.update("codes", "c1", {"name": "MAT support"})
        assert everything(store) == before

    def test_a_column_changed_and_changed_back_is_not_in_it(self, store):
        with store.change("edit code", "ann") as change:
            change.update("codes", "c1", {"name": "other", "position": 3})
            change.update("codes", "c1", {"name": "MAT support"})
        (*_, entry) = store.entries()
        assert [(i.before, i.after) for i in entry.images] == [({"position": 1}, {"position": 3})]

    def test_a_removed_row_comes_back_without_what_it_held(self, store):
        with store.change("remove code", "ann") as change:
            change.remove("codes", "c1")
        with store.change("add code", "ann") as change:
            change.insert("codes", {"name": "MAT support"}, "c1")
        assert store.rows("SELECT name, position, removed FROM codes") == [("MAT support", 0, 0)]

    def test_true_and_false_are_kept_as_the_file_keeps_them(self, store):
        with store.change("retire code", "ann") as change:
            change.update("codes", "c1", {"retired": True})
            change.insert_all("speakers", [("s1", {"interviewer": False})])
        (*_, entry) = store.entries()
        assert [type(i.after.get("retired", i.after.get("interviewer"))) for i in entry.images] == [
            int,
            int,
        ]


class TestNothing:
    @pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
    def test_is_left_of_a_change_that_breaks(self, store, error):
        before = everything(store)
        with pytest.raises(error), store.change("add code", "cid", "why") as change:
            fail(error, change.insert("codes", {"name": change.text("half")}))
        assert everything(store) == before
        with store.change("add code", "ann") as change:
            change.insert("codes", {"name": "whole"})
        assert len(list(store.entries())) == 2

    def test_is_left_of_a_reference_to_nothing(self, store):
        before = everything(store)
        with pytest.raises(sqlite3.IntegrityError), store.change("code", "ann") as change:
            change.insert("codings", {"code": "no such code"})
        assert everything(store) == before


class TestTheJournal:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE journal SET body = '{}'",
            "UPDATE journal SET id = 'sha256:0'",
            "DELETE FROM journal",
            "REPLACE INTO journal (id, body) SELECT id, '{}' FROM journal",
        ],
    )
    def test_is_only_ever_added_to(self, store, sql):
        before = everything(store)
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            store.connection.execute(sql)
        assert everything(store) == before


class TestTwoProcesses:
    def test_the_second_sees_what_the_first_changed(self, path):
        with create(path) as store, store.change("start the project", "ann") as change:
            change.insert("codes", {"name": "first"})
        with open_project(path) as store:
            before = store.head
            other = writer(path, "bea", 1)
            assert store.head == before
            other.communicate("go\n")
            assert other.returncode == 0
            assert store.head != before
            assert store.rows("SELECT name FROM codes ORDER BY name") == [("bea 0",), ("first",)]

    def test_both_can_write_at_once(self, path):
        create(path).close()
        processes = [writer(path, user, 40) for user in ("ann", "bea")]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            process.communicate()
            assert process.returncode == 0
        assert list(path.parent.iterdir()) == [path]
        report = verify(path)
        assert (report.faults, report.entries) == ([], 80)

    def test_a_busy_file_is_refused_in_words_and_nothing_changes(self, path):
        create(path).close()
        with open_project(path) as store, open_project(path) as other:
            store.connection.execute("PRAGMA busy_timeout = 50")
            with other.change("add code", "bea") as change:
                change.insert("codes", {"name": "hers"})
                with (
                    pytest.raises(ProjectError, match="another program is writing"),
                    store.change("add code", "ann"),
                ):
                    pytest.fail("the file was busy")
            assert store.rows("SELECT name FROM codes") == [("hers",)]
