"""A project is rebuilt from its journal by other code; what differs is found, and named."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from array import array
from pathlib import Path

import pytest
from tampering import WORDS, behind, history, make, nth, rewrite, said, start, withdraw

from coder import verify as verifier
from coder.store import open_project
from coder.store.merging import merge
from coder.verify import Report, verify
from coder.verify.__main__ import main


@pytest.fixture
def project(path: Path) -> Path:
    return make(path)


class TestASoundProject:
    def test_verifies_without_fault_or_remark(self, project):
        with open_project(project) as store:
            head, time = store.head, next(store.entries(newest=True)).time
        assert verify(project) == Report([], [], 8, head, time)

    def test_verifies_while_another_program_has_it_open(self, project):
        with open_project(project) as store:
            with store.change("edit code", "ann") as change:
                change.update("codes", "c1", {"position": 1})
            assert project.with_name("study.coder-wal").stat().st_size
            alone = run_alone(project, project.parent)
            assert (alone.returncode, "9 entries" in alone.stdout) == (0, True)

    def test_is_not_written_to_and_nothing_is_left_beside_it(self, project):
        before = project.read_bytes()
        verify(project)
        assert project.read_bytes() == before
        assert list(project.parent.iterdir()) == [project]

    def test_is_not_written_to_where_a_program_was_killed(self, project, tmp_path):
        folder = tmp_path / "killed"
        folder.mkdir()
        with open_project(project) as store:
            with store.change("edit code", "ann") as change:
                change.update("codes", "c1", {"position": 1})
            for file in list(project.parent.glob("study.coder*")):
                shutil.copy(file, folder)
        before = {file: file.read_bytes() for file in folder.iterdir()}
        assert len(before) == 3
        report = verify(folder / "study.coder")
        assert (report.faults, report.entries) == ([], 9)
        assert {file: file.read_bytes() for file in folder.iterdir()} == before

    def test_verifies_by_the_one_package_alone(self, project, tmp_path):
        """Copied elsewhere, without site packages, without us on the path."""
        alone = run_alone(project, tmp_path)
        assert (alone.returncode, alone.stderr) == (0, "")
        assert "Proved" in alone.stdout

    def test_a_text_that_was_withdrawn_may_be_gone(self, project):
        with behind(project) as connection:
            old = withdraw(connection)
            connection.commit()
            assert said(verify(project), old[:40], "still in the file")
            connection.execute("DELETE FROM texts WHERE id = ?", (old,))
        assert verify(project).faults == []

    def test_a_text_that_nobody_names_is_a_remark(self, project):
        with behind(project) as connection:
            id = "text:" + hashlib.sha256(b"saltwords").hexdigest()
            connection.execute("INSERT INTO texts VALUES (?, 'salt', 'words')", (id,))
        report = verify(project)
        assert (report.faults, len(report.remarks)) == ([], 1)
        assert id[:40] in report.remarks[0]

    @pytest.mark.parametrize(("minutes", "remarks"), [(4, 0), (6, 1)])
    def test_a_clock_that_ran_back_is_a_remark(self, project, minutes, remarks):
        with behind(project) as connection:
            bodies = [body for _, body in history(connection)]
            for body in bodies:
                body["time"] = "2026-03-01T10:00:00.000Z"
            bodies[-1]["time"] = f"2026-03-01T09:{60 - minutes:02}:00.000Z"
            rewrite(connection, bodies)
        report = verify(project)
        assert (report.faults, len(report.remarks)) == ([], remarks)


def run_alone(project: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    shutil.copytree(Path(verifier.__file__).parent, folder / "alone" / "verify")
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from verify.__main__ import main"
    start += "; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-I", "-S", "-c", start, str(folder / "alone"), str(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    shutil.rmtree(folder / "alone")
    return done


class TestTablesAndTexts:
    @pytest.mark.parametrize(
        ("sql", "fault"),
        [
            (
                "UPDATE codings SET passage = '2:40' WHERE guid = 'k1'",
                "Codings k1 is not as entry {4} left it: passage is '2:40', not '1:40'",
            ),
            ("UPDATE codings SET removed = 1 WHERE guid = 'k1'", "removed is 1, not 0"),
            ("UPDATE codes SET parent = 'c1'", "Codes c1 is not as entry {5} left it: parent is"),
            ("DELETE FROM codings WHERE guid = 'k1'", "Codings k1 is missing; entry {4}"),
            (
                "INSERT INTO codings (guid, source, code) VALUES ('k9', 's1', 'c1')",
                "Codings k9 stands in the file, but no entry made it",
            ),
            ("DELETE FROM users WHERE name = 'bea'", "is missing; entry {4}"),
            (
                "UPDATE sources SET length = 3",
                "Sources s1 is not as entry {2} left it: length is 3",
            ),
        ],
    )
    def test_a_row_is_named_with_the_entry_that_left_it(self, project, sql, fault):
        ids = {str(number): nth(project, number)[0] for number in range(1, 9)}
        for number, id in ids.items():
            body = nth(project, int(number))[1]
            fault = fault.replace(f"{{{number}}}", f"{id} (“{body['verb']}”, {body['time']})")
        with behind(project) as connection:
            connection.execute(sql)
        assert said(verify(project), fault)

    @pytest.mark.parametrize(
        ("where", "number"),
        [
            ("(SELECT text FROM sources)", 2),
            ("(SELECT name FROM speakers)", 2),
            ("(SELECT text FROM memos)", 7),
            ("(SELECT json_extract(examples, '$[0]') FROM codes)", 5),
            ("(SELECT json_extract(body, '$.reason') FROM journal WHERE clock = 5)", 5),
        ],
        ids=["source", "speaker", "memo", "example", "reason"],
    )
    def test_a_text_edited_or_deleted_is_named_with_the_entry(self, project, where, number):
        by = nth(project, number)[0]
        with behind(project) as connection:
            ((id,),) = connection.execute(f"SELECT {where}").fetchall()
            connection.execute("UPDATE texts SET text = text || '!' WHERE id = ?", (id,))
            connection.commit()
            assert said(verify(project), id[:40], by, "was edited")
            connection.execute("DELETE FROM texts WHERE id = ?", (id,))
        assert said(verify(project), id[:40], by, "is missing")

    def test_a_source_that_is_not_what_its_row_says_is_named(self, path):
        start(path)
        with open_project(path) as store, store.change("edit", "ann") as change:
            change.update("sources", "s1", {"sha256": "0" * 64, "length": 69})
        assert verify(path).faults == [
            f"Source s1 is {len(WORDS)} long, not 69.",
            "Source s1 is not the text its sha256 is of.",
        ]

    @pytest.mark.parametrize(
        ("offsets", "faults"), [([0, len(WORDS)], 0), ([0, len(WORDS) + 1], 1), ([9, 8], 1)]
    )
    def test_sentences_lie_in_the_text(self, project, offsets, faults):
        with behind(project) as connection:
            connection.execute("UPDATE sentences SET offsets = ?", (array("I", offsets).tobytes(),))
        assert len(said(verify(project), "Sentences of source s1")) == faults

    def test_a_table_that_is_gone_is_missed(self, project):
        with behind(project) as connection:
            connection.execute("ALTER TABLE memos RENAME TO notes")
            connection.execute("CREATE VIEW memos AS SELECT * FROM notes")
        assert said(verify(project), "has not: memos")

    def test_a_trigger_of_its_own_is_a_remark(self, project):
        with behind(project) as connection:
            connection.execute(
                "CREATE TRIGGER quiet AFTER INSERT ON codings BEGIN DELETE FROM memos; END"
            )
        assert ["quiet" in remark for remark in verify(project).remarks] == [True]


class TestTheFile:
    @pytest.mark.parametrize(
        "content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 999]
    )
    def test_what_is_no_project_is_a_fault(self, path, content):
        path.write_bytes(content)
        report = verify(path)
        assert (len(report.faults), report.entries, report.head) == (1, 0, "")
        assert main([str(path)]) == 1

    def test_damage_is_a_fault(self, project):
        content = bytearray(project.read_bytes())
        page = int.from_bytes(content[16:18], "big")
        at = content.rindex(b"dumping ground") // page * page
        content[at : at + page] = os.urandom(page)
        project.write_bytes(content)
        assert said(verify(project), "damaged")

    def test_pages_that_nothing_leads_to_are_a_fault(self, project):
        with behind(project) as connection:
            connection.execute("PRAGMA writable_schema = on")
            connection.execute("DELETE FROM sqlite_master WHERE name = 'journal_user'")
        report = verify(project)
        assert said(report, "The file is damaged", "never used") == report.faults

    def test_no_such_file_is_wrong_usage(self, path, capsys):
        with pytest.raises(OSError):
            verify(path)
        assert main([str(path)]) == 2
        assert main([str(path.parent)]) == 2
        assert "study.coder: cannot be read" in capsys.readouterr().err
        with pytest.raises(SystemExit) as usage:
            main([])
        assert usage.value.code == 2

    def test_a_pipe_is_wrong_usage_and_not_waited_for(self, path, capsys):
        os.mkfifo(path)
        assert main([str(path)]) == 2
        assert "it is no regular file" in capsys.readouterr().err

    def test_nothing_in_a_file_can_steer_a_terminal(self, project, capsys):
        with open_project(project) as store, store.change("re\x1b[2J\u202ename", "ann") as change:
            change.update("codes", "c1", {"name": "\x1b]0;owned\x07\n"})
        with behind(project) as connection:
            connection.execute("UPDATE codes SET name = char(27) || 'c'")
            connection.execute("UPDATE journal SET body = replace(body, 'owned', 'pwned')")
        assert main([str(project)]) == 1
        out = capsys.readouterr().out
        assert r"“re\u001b[2J\u202ename”" in out
        assert [c for c in out if not c.isprintable() and c != "\n"] == []


class TestHead:
    @pytest.mark.parametrize("number", [1, 4, 8])
    @pytest.mark.parametrize("shape", ["{}", "{:.19}", " {} \n"])
    def test_an_entry_of_the_history_is_found_and_what_came_after_is_counted(
        self, project, number, shape
    ):
        connection = sqlite3.connect(project)
        id, body = history(connection)[number - 1]
        connection.close()
        for head in (shape.format(id), shape.format(id).replace("sha256:", "")):
            report = verify(project, head)
            assert report.faults == []
            assert report.remarks == [
                f"Entry {id[:19]} (“{body['verb']}”, {body['time']}) is part of this history;"
                f" entries after it: {8 - number}."
            ]

    @pytest.mark.parametrize("head", ["", "sha256:", "0" * 64, "zz" * 32, "%" * 12])
    def test_what_is_no_entry_of_it_is_a_fault(self, project, head):
        assert len(verify(project, head).faults) == 1

    @pytest.mark.parametrize("head", ["abc", "c4b092739c5", "my notebook"])
    def test_what_can_be_no_checkpoint_says_what_one_looks_like(self, project, head):
        (fault,) = verify(project, head).faults
        assert fault.startswith(f"“{head}” is no checkpoint: one is the line “coder checkpoint")

    def test_fewer_than_twelve_digits_say_nothing(self, project):
        head = verify(project).head.removeprefix("sha256:")
        assert verify(project, head[:11]).faults
        assert verify(project, head[:12]).faults == []

    def test_is_found_across_a_merge(self, project, tmp_path):
        other = Path(shutil.copy(project, tmp_path / "other.coder"))
        heads = []
        for path, user in ((project, "ann"), (other, "bea")):
            with open_project(path) as store:
                with store.change("edit code", user) as change:
                    change.update("codes", "c1", {"name": f"{user}'s"})
                heads.append(store.head)
        with open_project(project) as ours, open_project(other) as theirs:
            merge(ours, theirs, "ann")
        assert [verify(project, head).faults for head in heads] == [[], []]
        assert verify(other, heads[0]).faults
