"""Project files: who may read them, what opening does to them, and what is refused."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import sqlite3
import stat
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from coder.errors import ProjectError
from coder.store import Store, create, open_project, opening, reads, schema
from coder.store import store as store_module
from coder.verify import verify

NEWER = schema.SCHEMA + 1
NEWER_BACKUP = f"study.coder.before-schema-{NEWER}"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def project(path: Path) -> Path:
    """A closed project with one code."""
    with create(path) as store, store.change("add code", "ann") as change:
        change.insert("codes", {"name": "MAT support"}, "c1")
    return path


class TestPermissions:
    @pytest.fixture(autouse=True)
    def generous(self):
        before = os.umask(0)
        yield
        os.umask(before)

    def test_a_project_is_its_owners_alone_whatever_the_umask(self, path):
        store = create(path)
        with store.change("add code", "ann") as change:
            change.insert("codes", {"name": "MAT support"})
        beside = sorted(path.parent.iterdir())
        assert len(beside) == 3  # the file, its log and the index of the log
        assert {file.name: mode(file) for file in beside} == {file.name: 0o600 for file in beside}
        store.close()

    def test_so_is_the_backup(self, project, newer):
        open_project(project).close()
        assert mode(project.with_name(NEWER_BACKUP)) == 0o600

    def test_a_file_open_to_others_is_known(self, project):
        assert not opening.open_to_others(project)
        project.chmod(0o640)
        assert opening.open_to_others(project)


class TestOpening:
    def test_changes_no_byte_and_leaves_one_file(self, project):
        before = digest(project)
        with open_project(project) as store:
            assert [code.name for code in reads.codebook(store)] == ["MAT support"]
        assert digest(project) == before
        assert list(project.parent.iterdir()) == [project]

    def test_the_log_is_folded_in_on_closing(self, project):
        store = open_project(project)
        with store.change("rename code", "ann") as change:
            change.update("codes", "c1", {"name": "dumping ground"})
        assert project.with_name("study.coder-wal").stat().st_size
        store.close()
        assert list(project.parent.iterdir()) == [project]
        plain = sqlite3.connect(project)
        assert plain.execute("SELECT name FROM codes").fetchall() == [("dumping ground",)]
        plain.close()

    def test_a_second_project_of_that_name_is_refused(self, project):
        before = digest(project)
        with pytest.raises(ProjectError, match="there is a file of that name"):
            create(project)
        assert digest(project) == before

    def test_a_missing_project_is_refused_and_not_made(self, path):
        with pytest.raises(ProjectError, match="no such project"):
            open_project(path)
        assert not path.exists()

    @pytest.mark.parametrize("content", [b"", b"Headteacher: We tried.\n" * 99])
    def test_what_is_no_project_is_refused_and_left_alone(self, path, content):
        path.write_bytes(content)
        with pytest.raises(ProjectError, match=r"no project|not a coder project"):
            open_project(path)
        assert path.read_bytes() == content

    def test_another_programs_sqlite_file_is_refused(self, path):
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE photos (id)")
        other.close()
        before = digest(path)
        with pytest.raises(ProjectError, match="not a coder project"):
            open_project(path)
        assert digest(path) == before

    def test_a_damaged_project_is_refused(self, project):
        content = project.read_bytes()
        at = content.index(b'CREATE TABLE "codes" (')
        project.write_bytes(content[:at] + b"\x00" * 200 + content[at + 200 :])
        with pytest.raises(ProjectError, match="damaged"):
            open_project(project)

    def test_a_project_of_a_newer_program_is_refused(self, project):
        plain = sqlite3.connect(project)
        plain.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
        plain.close()
        with pytest.raises(ProjectError, match="newer version"):
            open_project(project)

    def test_a_read_only_project_opens_for_reading(self, project, monkeypatch):
        monkeypatch.setattr(opening.os, "access", lambda *_: False)
        before = digest(project)
        with open_project(project) as store:
            assert [code.name for code in reads.codebook(store)] == ["MAT support"]
            with (
                pytest.raises(ProjectError, match="read-only"),
                store.change("rename", "ann") as change,
            ):
                change.update("codes", "c1", {"name": "x"})
        assert digest(project) == before
        assert list(project.parent.iterdir()) == [project]

    def test_a_full_disk_is_no_damage_and_the_project_can_still_be_read(self, project, full_disk):
        with full_disk(), open_project(project) as store:
            assert [code.name for code in reads.codebook(store)] == ["MAT support"]
            with pytest.raises(ProjectError), store.change("rename", "ann") as change:
                change.update("codes", "c1", {"name": "x"})
        assert verify(project).faults == []

    def test_nor_where_a_log_was_left_beside_it(self, project, tmp_path, full_disk):
        left = killed(project, tmp_path, "study.coder", "study.coder-wal")
        with full_disk(), open_project(left) as store:
            assert [code.name for code in reads.codebook(store)] == ["left in the log"]

    def test_a_log_that_cannot_be_read_is_named_with_what_to_do(
        self, project, tmp_path, monkeypatch
    ):
        left = killed(project, tmp_path, "study.coder", "study.coder-wal")
        monkeypatch.setattr(opening.os, "access", lambda *_: False)
        with pytest.raises(ProjectError, match="copy both files to a folder of yours"):
            open_project(left)
        with pytest.raises(OSError, match="unable to open"):
            verify(left)

    def test_a_link_is_the_project_it_leads_to(self, project, tmp_path):
        (tmp_path / "links").mkdir()
        link = tmp_path / "links" / "link.coder"
        link.symlink_to(project)
        with open_project(project) as store:
            with store.change("rename", "ann") as change:
                change.update("codes", "c1", {"name": "new"})
            assert verify(link, store.head).faults == []
            with opening.open_to_read(link) as linked:
                assert linked.head == store.head
        with open_project(link) as store, store.change("rename", "ann") as change:
            change.update("codes", "c1", {"name": "newer"})
        assert [*link.parent.iterdir()] == [link]
        assert sorted(project.parent.glob("study*")) == [project]

    def test_a_shared_folder_gets_no_write_ahead_log(self, project):
        with open_project(project) as store, store.change("set", "ann") as change:
            change.insert("settings", {"key": "shared folder", "value": "true"})
        with open_project(project) as store:
            with store.change("rename", "ann") as change:
                change.update("codes", "c1", {"name": "x"})
            assert list(project.parent.iterdir()) == [project]
            assert store.rows("PRAGMA journal_mode") == [("delete",)]


@pytest.fixture
def full_disk():
    """No file can grow: that is how SQLite meets a full disk."""

    @contextmanager
    def full():
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return full


def killed(project: Path, folder: Path, *names: str) -> Path:
    """Copy what stands on disk while a program has the project open, with a change in the log."""
    folder = folder / "killed"
    folder.mkdir()
    with open_project(project) as store:
        with store.change("rename", "ann") as change:
            change.update("codes", "c1", {"name": "left in the log"})
        for name in names:
            shutil.copy(project.with_name(name), folder)
    return folder / project.name


@pytest.fixture
def newer(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that wants one column more than the project has."""
    old = schema.migrations

    def migrations():
        steps = old()

        @steps()
        def m004_notes(db):
            db.execute("ALTER TABLE codes ADD COLUMN note TEXT NOT NULL DEFAULT 'none'")

        return steps

    monkeypatch.setattr(opening, "migrations", migrations)
    for module in (opening, store_module):
        monkeypatch.setattr(module, "SCHEMA", NEWER)
    monkeypatch.setitem(schema.DEFAULTS, "codes", {**schema.DEFAULTS["codes"], "note": "none"})


class TestSchemaChange:
    BACKUP = NEWER_BACKUP

    def test_the_file_is_backed_up_beside_itself_first(self, project, newer, monkeypatch):
        before = open_old(project, monkeypatch)
        with open_project(project) as store:
            assert store.rows("PRAGMA user_version") == [(NEWER,)]
            assert store.rows("SELECT note FROM codes") == [("none",)]
            assert store.head == before
        assert sorted(f.name for f in project.parent.iterdir()) == ["study.coder", self.BACKUP]
        assert open_old(project.with_name(self.BACKUP), monkeypatch) == before

    def test_old_entries_still_replay_and_verify(self, project, newer):
        with open_project(project) as store:
            assert verify(project).faults == []
            with store.change("note", "ann") as change:
                change.update("codes", "c1", {"note": "see paragraph 62"})
                change.insert("codes", {"name": "dumping ground"}, "c2")
        report = verify(project)
        assert (report.faults, report.remarks, report.entries) == ([], [], 2)

    def test_a_migration_that_fails_leaves_the_file_as_it_was(self, project, newer, monkeypatch):
        steps = opening.migrations()
        steps(name="m005_fails")(lambda db: db.execute("ALTER TABLE nowhere ADD COLUMN x"))
        before = open_old(project, monkeypatch)
        monkeypatch.setattr(opening, "migrations", lambda: steps)
        with pytest.raises(ProjectError):
            open_project(project)
        assert open_old(project, monkeypatch) == before
        assert verify(project).faults == []

    def test_two_who_open_an_old_file_at_once_both_get_in(self, project, newer):
        start, found = threading.Barrier(2), []

        def open_it() -> None:
            start.wait()
            with open_project(project) as store:
                found.append(store.rows("SELECT note FROM codes"))

        threads = [threading.Thread(target=open_it) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [[("none",)]] * 2
        assert sorted(f.name for f in project.parent.iterdir()) == ["study.coder", self.BACKUP]

    def test_a_read_only_old_file_is_refused_in_words(self, project, newer, monkeypatch):
        monkeypatch.setattr(opening.os, "access", lambda *_: False)
        with pytest.raises(ProjectError, match="older version of coder and is read-only"):
            open_project(project)


def open_old(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Open a file with the program as it is; return its head."""
    with monkeypatch.context() as as_is:
        as_is.setattr(opening, "SCHEMA", schema.SCHEMA)
        with open_project(path) as store:
            assert isinstance(store, Store)
            return store.head


class TestAFileOfAnEarlierSchema:
    @pytest.fixture(params=[1, 2, 3])
    def earlier(self, path: Path, monkeypatch: pytest.MonkeyPatch, request) -> Path:
        """A closed project as an earlier version of the program made it, with one code."""
        made = (schema._FIRST, schema._SECOND, schema._THIRD)
        known, later = made[: request.param], made[request.param :]
        following = ("m002_reading", "m003_typing", "m004_counting")[request.param - 1]
        with monkeypatch.context() as before:
            steps = schema.migrations()
            whole = steps.apply
            before.setattr(steps, "apply", lambda db: whole(db, stop_before=following))
            before.setattr(opening, "migrations", lambda: steps)
            for module in (opening, store_module):
                before.setattr(module, "SCHEMA", request.param)
            for table in {table for each in later for table in each}:
                columns = {
                    name: value for each in known for name, value in each.get(table, {}).items()
                }
                before.setitem(schema.DEFAULTS, table, {**columns, "removed": 0})
            with create(path) as store, store.change("add code", "ann") as change:
                change.insert("codes", {"name": "MAT support"}, "c1")
                change.insert("cases", {"name": "8a"}, "k1")
                change.insert(
                    "case_values", {"case": "k1", "variable": "heads", "value": "4"}, "v1"
                )
        return path

    def test_is_brought_up_and_has_every_table_and_column_of_a_new_one(self, earlier, tmp_path):
        with create(tmp_path / "new.coder") as new, open_project(earlier) as store:
            assert columns(store) == columns(new)
            assert [code.name for code in reads.codebook(store)] == ["MAT support"]
            assert [case.values for case in reads.cases(store).values()] == [{"heads": "4"}]
        assert verify(earlier).faults == []


def columns(store: Store) -> dict[str, set[tuple]]:
    """Each table's columns with type, duty, default and key, in whatever order."""
    tables = [name for (name,) in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        table: {row[1:] for row in store.rows(f"PRAGMA table_info({table})")} for table in tables
    }
