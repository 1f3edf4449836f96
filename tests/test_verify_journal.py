"""A journal changed behind the program's back: each change is found, and named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tampering import add, behind, history, make, nth, rewrite, said, start

from coder.store.schema import SCHEMA
from coder.verify import verify
from coder.verify.__main__ import main


@pytest.fixture
def project(path: Path) -> Path:
    return make(path)


class TestTheJournalBehindItsBack:
    def test_an_edited_entry_is_named(self, project):
        with behind(project) as connection:
            connection.execute("UPDATE journal SET body = replace(body, '0:40', '0:41')")
        id, body = nth(project, 3)
        assert said(verify(project), id, "“apply code”", body["time"], "was edited")

    def test_an_entry_edited_under_a_new_id_is_missed_by_the_one_that_follows(self, project):
        id, body = nth(project, 3)
        with behind(project) as connection:
            connection.execute("DELETE FROM journal WHERE clock = 3")
            body["images"][-1][3]["passage"] = "0:41"
            add(connection, body)
        report = verify(project)
        assert said(report, nth(project, 4)[0], f"follows entry {id}", "missing")
        assert said(report, "2 ends")

    def test_a_deleted_entry_is_missed_by_the_one_that_follows(self, project):
        id, _ = nth(project, 5)
        with behind(project) as connection:
            connection.execute("DELETE FROM journal WHERE clock = 5")
        report = verify(project)
        assert said(report, nth(project, 5)[0], f"follows entry {id}", "missing")
        assert said(report, "Codes c1", "'dumping ground'", "'Dumping ground'")

    def test_one_missing_entry_is_not_reported_again_at_each_later_one(self, project):
        with behind(project) as connection:
            connection.execute("DELETE FROM journal WHERE clock = 3")
        report = verify(project)
        assert not said(report, nth(project, 6)[0])

    def test_a_forged_entry_in_the_middle_makes_a_second_end(self, project):
        with behind(project) as connection:
            (_, (parent, _), (_, body), *_) = history(connection)
            body["images"] = [["codings", "k9", None, {**body["images"][0][3], "passage": "1:2"}]]
            forged = add(connection, {**body, "parents": [parent]})
        assert said(verify(project), "2 ends", forged[:19], nth(project, 9)[0])

    def test_a_forged_entry_at_the_end_does_not_fit_the_tables(self, project):
        with behind(project) as connection:
            id, body = history(connection)[-1]
            del body["undoes"]
            image = ["codings", "k1", {"passage": "1:40"}, {"passage": "5:6"}]
            forged = add(connection, {**body, "clock": 9, "parents": [id], "images": [image]})
        assert said(verify(project), "Codings k1", forged[:19], "'1:40', not '5:6'")

    def test_clocks_that_were_swapped_are_edits(self, project):
        with behind(project) as connection:
            bodies = "json_set(body, '$.clock', 7 - json_extract(body, '$.clock'))"
            connection.execute(f"UPDATE journal SET body = {bodies} WHERE clock IN (3, 4)")
        report = verify(project)
        assert len(said(report, "was edited", "“apply code”")) == 2
        assert said(report, "has clock 4; after what it follows comes 3")

    def test_rows_that_were_moved_are_named(self, project):
        with behind(project) as connection:
            for old, new in ((3, 99), (4, 3), (99, 4)):
                connection.execute("UPDATE journal SET rowid = ? WHERE rowid = ?", (new, old))
        third, fourth = nth(project, 3)[0], nth(project, 4)[0]
        assert said(verify(project), fourth, "stands in the file before", third)

    def test_an_end_cut_off_leaves_rows_that_no_entry_made(self, project):
        with behind(project) as connection:
            connection.execute("DELETE FROM journal WHERE clock >= 7")
        report = verify(project)
        assert said(report, "Memos m1", "no entry made it")
        assert said(report, "Codings k0", "passage is '0:40', not '13:40'")

    @pytest.mark.parametrize("trigger", ["journal_keeps", "journal_stays"])
    @pytest.mark.parametrize("instead", ["", "AFTER UPDATE OF id ON journal BEGIN SELECT 1; END"])
    def test_a_trigger_that_is_gone_or_blunted_is_named(self, project, trigger, instead):
        connection = sqlite3.connect(project)
        connection.execute(f"DROP TRIGGER {trigger}")
        if instead:
            connection.execute(f"CREATE TRIGGER {trigger} {instead}")
        connection.close()
        (fault,) = verify(project).faults
        assert trigger in fault

    def test_a_journal_whose_order_no_longer_comes_from_its_bodies_is_named(self, project):
        with behind(project) as connection:
            rows = connection.execute("SELECT id, body, clock, user, verb FROM journal").fetchall()
            connection.execute("DROP TABLE journal")
            connection.execute("CREATE TABLE journal (id, body, clock, user, verb)")
            connection.executemany("INSERT INTO journal VALUES (?, ?, ?, ?, ?)", rows)
        assert said(verify(project), "“journal”", "not as the program makes it")


class TestAWholeChainMadeAnew:
    """Everything fits together again; only a head that was kept elsewhere tells."""

    def test_an_end_cut_off_with_its_rows_shows_only_against_the_head(self, project, capsys):
        head = verify(project).head
        with behind(project) as connection:
            connection.execute("DELETE FROM texts WHERE id = (SELECT text FROM memos)")
            connection.execute("DELETE FROM memos")
            connection.execute("UPDATE codings SET passage = '13:40' WHERE guid = 'k0'")
            connection.execute("DELETE FROM journal WHERE clock >= 7")
        assert verify(project).faults == []
        assert main([str(project)]) == 0
        assert "Not proved: that this is the whole history" in capsys.readouterr().out
        (fault,) = verify(project, head).faults
        assert head[:19] in fault
        assert "cut off" in fault
        assert main([str(project), "--head", head]) == 1

    def test_another_projects_history_shows_only_against_the_head(self, project, tmp_path):
        head = verify(project).head
        project.unlink()
        start(project)
        assert verify(project).faults == []
        assert said(verify(project, head), head[:19], "replaced")

    def test_entries_put_in_another_order_show_only_against_the_head(self, project):
        head = verify(project).head
        with behind(project) as connection:
            bodies = [body for _, body in history(connection)]
            bodies[3], bodies[4] = bodies[4], bodies[3]
            users = bodies[4]["images"].pop(0)
            bodies[3]["images"].insert(0, users)
            rewrite(connection, bodies)
        assert verify(project).faults == []
        assert said(verify(project, head), head[:19])

    def test_a_before_that_was_not_so_is_named(self, project):
        with behind(project) as connection:
            bodies = [body for _, body in history(connection)]
            bodies[5]["images"][0][2]["passage"] = "0:12"
            ids = rewrite(connection, bodies)
        (fault,) = verify(project).faults
        assert fault == (
            f"Entry {ids[5][:19]} (“move coding”, {bodies[5]['time']}) says that passage of"
            " codings k0 was '0:12', but it was '0:40'."
        )

    @pytest.mark.parametrize(
        ("number", "edit", "fault"),
        [
            (2, lambda b: b["images"][0][3].pop("words"), "without all its columns"),
            (3, lambda b: b["images"].append(["codes", "c1", None, CODE]), "there already"),
            (5, lambda b: b["images"][0].__setitem__(2, {"name": "?"}), "before and after"),
            (
                5,
                lambda b: b["images"].append(["codes", "c7", {"name": ""}, {"name": ""}]),
                "codes c7",
            ),
            (4, lambda b: b["images"].append(["photos", "p", None, {}]), "has not: photos"),
            (4, lambda b: b["images"][0][3].update(colour="red"), "has not: users"),
            (4, lambda b: b.update(user="nobody"), "a user the project does not know"),
            (4, lambda b: b.update(schema=SCHEMA + 1), "of a later schema"),
            (4, lambda b: b.update(schema="1"), "is no entry"),
            (4, lambda b: b.update(time="2026-02-30T10:00:00.000Z"), "is no entry"),
            (4, lambda b: b.update(time="yesterday"), "is no entry"),
            (4, lambda b: b.update(mood="good"), "is no entry"),
            (4, lambda b: b.pop("reason"), "is no entry"),
            (4, lambda b: b["images"].append(["codes"]), "is no entry"),
            (4, lambda b: b["images"].append(["codes", 3, None, {}]), "is no entry"),
            (4, lambda b: b.update(schema=1.5), "is no entry"),
            (4, lambda b: b.update(verb="merge"), "a merge follows two"),
            (
                4,
                lambda b: b.update(undoes="sha256:99"),
                "undoes entry sha256:99, which is not before it",
            ),
        ],
    )
    def test_an_entry_that_cannot_be_is_named(self, project, number, edit, fault):
        with behind(project) as connection:
            bodies = [body for _, body in history(connection)]
            edit(bodies[number - 1])
            rewrite(connection, bodies)
        assert said(verify(project), fault)


CODE = {"name": "again", "removed": 0}
