"""What is kept for counting: always what codings and turns say, whoever changed them and how."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.model import Columns, SourceColumns
from coder.store import Store, create, open_project
from coder.store.change import Change
from coder.store.columns import catch_up, columns
from coder.store.undoing import redo, undo
from coder.verify import verify
from coder.verify.columns import COLUMNS_SQL

SOURCES = ("s0", "s1")
USERS = ("ann", "bob")
LENGTH = 60

Told = dict[str, Any]


def by_hand(store: Store) -> Told:
    """By source what counts, looked up row by row and compared turn by turn."""
    silent = {guid for (guid,) in store.rows("SELECT guid FROM speakers WHERE interviewer")}
    silent |= {about for (about,) in store.rows("SELECT about FROM withdrawals WHERE removed = 0")}
    silent -= {guid for (guid,) in store.rows("SELECT guid FROM speakers WHERE removed")}
    found: Told = {}
    for source in SOURCES:
        turns = [
            (*map(int, passage.split(":")), speaker in silent, speaker or "")
            for passage, speaker in store.rows(
                "SELECT passage, speaker FROM turns WHERE source = ? AND removed = 0", (source,)
            )
        ]
        counting, asked = [], []
        for code, user, passage in store.rows(
            'SELECT code, "user", passage FROM codings WHERE source = ? AND removed = 0', (source,)
        ):
            here = set(range(*map(int, passage.split(":"))))
            over = [turn for turn in turns if here & set(range(turn[0], turn[1]))]
            heard = sorted(turn for turn in over if not turn[2])
            if over and not heard:
                asked.append((code, user))
            else:
                counting.append((code or "", user, min(here), max(here) + 1, heard))
        found[source] = sorted(counting), sorted(asked), sorted(turns)
    return found


def told(found: Columns) -> Told:
    """The same of columns."""
    return {source: _told(here, found.guids) for source, here in found.sources.items()}


def _told(here: SourceColumns, guids: Any) -> Any:
    speakers = [here.speakers[voice] for voice in here.voices]
    asked = map(bool, here.interviewers)
    turns = list(zip(here.turn_starts, here.turn_ends, asked, speakers, strict=True))
    over: dict[int, list[Any]] = {at: [] for at in range(len(here.codes))}
    for coding, turn in zip(here.touching, here.touched, strict=True):
        over[coding].append(turns[turn])
    counting = [
        (guids[code], guids[user], start, end, sorted(over[at]))
        for at, (code, user, start, end) in enumerate(
            zip(here.codes, here.users, here.starts, here.ends, strict=True)
        )
    ]
    silent = [
        (guids[code], guids[user])
        for code, user in zip(here.asked_codes, here.asked_users, strict=True)
    ]
    return sorted(counting), sorted(silent), sorted(turns)


def made(path: Path | None) -> Store:
    """Two sources of six turns each; every third is the interviewer's."""
    store = create(path)
    with store.change("begin", "ann") as change:
        for code in ("MAT support", "dumping ground", "union voice"):
            change.insert("codes", {"name": code}, code)
        for source in SOURCES:
            change.insert("sources", {"name": source, "length": LENGTH}, source)
            for name, interviewer in (("Q", 1), ("Teacher", 0), ("Governor", 0)):
                speaker = {"source": source, "name": change.text(name), "interviewer": interviewer}
                change.insert("speakers", speaker, f"{source} {name}")
            for at in range(6):
                who = f"{source} {('Q', 'Teacher', 'Governor')[at % 3]}"
                passage = f"{at * 10 + 2}:{at * 10 + 10}"
                turn = {"source": source, "speaker": who, "passage": passage}
                change.insert("turns", turn, f"{source} turn {at}")
    return store


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Such a project on disk, with codings of two users, closed."""
    path = tmp_path / "study.coder"
    with made(path) as store:
        for step in (("apply", 0, 5, 30), ("apply", 1, 2, 6), ("apply", 3, 33, 55)):
            do(store, step)
    return path


Step = tuple[str, int, int, int]

DEEDS = ("apply", "apply", "apply", "move", "uncode", "turn", "speaker", "rename")
DEEDS += ("hide turn", "hide speaker", "withdraw", "undo", "redo", "keep", "keep")


def do(store: Store, step: Step) -> None:
    """Do something to the project; numbers choose among what is there."""
    deed, number, _, _ = step
    user = USERS[number // 2 % 2]
    if deed in ("undo", "redo"):
        with suppress(Refused):
            (undo if deed == "undo" else redo)(store, user)
    elif deed == "keep":
        catch_up(store)
    else:
        guids = [guid for (guid,) in store.rows("SELECT guid FROM codings WHERE removed = 0")]
        with store.change(deed, user) as change:
            change_of(change, step, guids)


def change_of(change: Change, step: Step, codings: Sequence[str]) -> None:
    deed, number, one, other = step
    source, passage = SOURCES[number % 2], f"{min(one, other)}:{max(one, other) + 1}"
    speaker, turn = f"{source} {('Q', 'Teacher')[number % 2]}", f"{source} turn {number % 6}"
    code = ("MAT support", "dumping ground", "union voice")[number % 3]
    place = {"source": source, "passage": passage}
    if deed == "apply":
        change.insert("codings", {**place, "code": code, "user": change.user})
    elif deed == "withdraw":
        change.insert("withdrawals", {"about": speaker, "kind": "speaker"}, speaker)
    elif deed in ("move", "uncode"):
        for coding in codings[number % 12 : number % 12 + 1]:
            change.update("codings", coding, place if deed == "move" else {"removed": 1})
    else:
        table, guid, columns = {
            "turn": ("turns", turn, {"passage": passage, "speaker": speaker}),
            "hide turn": ("turns", turn, {"removed": 1}),
            "hide speaker": ("speakers", speaker, {"removed": number // 6}),
            "speaker": ("speakers", speaker, {"interviewer": number // 3 % 2}),
            "rename": ("speakers", speaker, {"role": "Teacher"}),
        }[deed]
        change.update(table, guid, columns)


PLACE = st.integers(0, LENGTH - 1)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 11), PLACE, PLACE), max_size=25))
@example([("withdraw", 1, 0, 0), ("hide speaker", 7, 0, 0)])
def test_after_every_change_it_is_what_the_rows_say(history: list[Step]) -> None:
    store = made(None)
    for step in [("keep", 0, 0, 0), *history]:
        do(store, step)
        assert told(columns(store)) == by_hand(store)
    catch_up(store)
    assert told(columns(store)) == by_hand(store)
    assert kept(store) == [*SOURCES]


def kept(store: Store) -> list[str]:
    return [source for (source,) in store.rows("SELECT source FROM columns ORDER BY source")]


class TestKeeping:
    def test_whoever_changed_a_project_leaves_it_ready_for_counting(self, project: Path) -> None:
        with open_project(project) as store:
            assert kept(store) == [*SOURCES]
            do(store, ("apply", 0, 3, 8))
            assert kept(store) == ["s1"]
        with open_project(project) as store:
            assert kept(store) == [*SOURCES]
            assert told(columns(store)) == by_hand(store)
        assert verify(project).faults == []

    def test_who_only_counts_writes_nothing(self, project: Path) -> None:
        forget(project)
        before = hashlib.sha256(project.read_bytes()).digest()
        with open_project(project) as store:
            assert told(columns(store)) == by_hand(store)
        assert hashlib.sha256(project.read_bytes()).digest() == before

    def test_it_waits_for_nobody(self, project: Path) -> None:
        forget(project)
        other = sqlite3.connect(project, isolation_level=None)
        with open_project(project) as store:
            store.changed = True
            other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()
        with open_project(project) as store:
            assert kept(store) == []
            assert told(columns(store)) == by_hand(store)

    def test_of_many_sources_all_are_kept(self, tmp_path: Path) -> None:
        with create(tmp_path / "many.coder") as store, store.change("import", "ann") as change:
            for at in range(450):
                change.insert("sources", {"name": str(at)}, f"source {at:03}")
        with open_project(tmp_path / "many.coder") as store:
            assert len(kept(store)) == len(columns(store).sources) == 450

    @pytest.mark.parametrize("passage", ["1e3:x", "1e3:2e3", "1:2,3:4", "1:99999999999"])
    def test_what_no_coder_writes_stops_nobody_from_closing_or_from_keeping_the_rest(
        self, project: Path, passage: str
    ) -> None:
        forget(project)
        with open_project(project) as store, store.change("forge", "ann") as change:
            coding = {"source": "s0", "code": "MAT support", "passage": passage}
            change.insert("codings", {**coding, "user": change.user})
        with open_project(project) as store:
            assert kept(store) == ["s1"]

    @pytest.mark.parametrize("code", [None, "one, or other"])
    def test_a_coding_of_no_code_or_of_an_odd_one_is_told_apart_and_kept(
        self, project: Path, code: str | None
    ) -> None:
        # What another program makes, and a merge of its copy brings in.
        with open_project(project) as store, store.change("import", "ann") as change:
            change.insert("codes", {"name": "odd"}, "one, or other")
            change.insert("speakers", {"source": "s0", "name": change.text("A")}, "a, b")
            change.update("turns", "s0 turn 4", {"speaker": "a, b"})
            coding = {"source": "s0", "code": code, "passage": "24:28", "user": change.user}
            change.insert("codings", coding, "a first")
        with open_project(project) as store:
            assert kept(store) == [*SOURCES]
            found = told(columns(store))
            store.connection.execute("DELETE FROM columns")
            assert found == told(columns(store)) == by_hand(store)
        assert verify(project).faults == []

    def test_bytes_that_are_no_columns_are_not_counted_from(self, project: Path) -> None:
        for bad in (b"", b"abc", bytes(52), bytes(60), b"\xff" * 80):
            with behind(project) as connection:
                connection.execute("UPDATE columns SET numbers = ? WHERE source = 's0'", (bad,))
            with open_project(project) as store:
                assert told(columns(store))["s1"] == by_hand(store)["s1"]
                if bad != bytes(52):  # those are of a source without turns and codings
                    assert told(columns(store)) == by_hand(store)
            assert any("s0" in fault for fault in verify(project).faults)


class TestVerifying:
    def test_another_number_is_a_fault(self, project: Path) -> None:
        with open_project(project) as store:
            ((numbers,),) = store.rows("SELECT numbers FROM columns WHERE source = 's0'")
        for at in range(0, len(numbers), 4):
            forged = bytearray(numbers)
            forged[at] ^= 1
            with behind(project) as connection:
                connection.execute(
                    "UPDATE columns SET numbers = ? WHERE source = 's0'", (bytes(forged),)
                )
            assert [fault for fault in verify(project).faults if "s0" in fault]
        with behind(project) as connection:
            connection.execute("UPDATE columns SET numbers = ? WHERE source = 's0'", (numbers,))
        assert verify(project).faults == []

    def test_other_names_of_numbers_and_speakers_are_a_fault(self, project: Path) -> None:
        for table, column in (("columns", "speakers"), ("numbers", "guid")):
            with behind(project) as connection:
                rows = connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
                connection.execute(f"UPDATE {table} SET {column} = rowid || {column}")
            assert verify(project).faults
            with behind(project) as connection:
                connection.executemany(f"UPDATE {table} SET {column} = ?2 WHERE rowid = ?1", rows)
        assert verify(project).faults == []

    @pytest.mark.parametrize("how", ["interviewers", "turns", "touched", "numbers"])
    def test_what_would_bend_a_figure_in_the_same_words_is_a_fault(
        self, project: Path, how: str
    ) -> None:
        with open_project(project) as store:
            ((numbers, speakers),) = store.rows(
                "SELECT numbers, speakers FROM columns WHERE source = 's0'"
            )
        here = read(numbers, speakers)
        last = len(here.voices) - 1
        turned = {name: getattr(here, name)[::-1] for name in OF_TURNS}
        forged = {
            "interviewers": here._replace(interviewers=[5 * each for each in here.interviewers]),
            "turns": here._replace(**turned, touched=[last - turn for turn in here.touched]),
            "touched": here._replace(touched=here.touched[::-1], touching=here.touching[::-1]),
            "numbers": here,
        }[how]
        with behind(project) as connection:
            connection.execute(
                "UPDATE columns SET numbers = ? WHERE source = 's0'", (written(forged),)
            )
            if how == "numbers":  # the readers find one of the two, and no codings by the other
                connection.execute("DROP INDEX idx_numbers_guid")
                connection.execute("INSERT INTO numbers SELECT 9 + number, guid FROM numbers")
        assert verify(project).faults

    @pytest.mark.parametrize("how", ["another case", "a view", "none", "older"])
    def test_what_is_kept_cannot_be_hidden_from_the_verifier(self, project: Path, how: str) -> None:
        with behind(project) as connection:
            for trigger in COLUMNS_SQL:
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute("UPDATE columns SET numbers = zeroblob(52)")
            connection.execute("ALTER TABLE columns RENAME TO others")
            if how == "another case":
                connection.execute('ALTER TABLE others RENAME TO "Columns"')
            elif how == "older":
                connection.execute("ALTER TABLE others RENAME TO columns")
                connection.execute("PRAGMA user_version = 3")
            elif how == "a view":
                connection.execute("CREATE VIEW columns AS SELECT * FROM others")
        assert any("kept for counting" in fault for fault in verify(project).faults)

    def test_a_trigger_taken_off_or_changed_is_a_fault(self, project: Path) -> None:
        with behind(project) as connection:
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master"
                " WHERE type = 'trigger' AND sql LIKE '%columns%'"
            ).fetchall()
        assert len(triggers) == 12
        for name, sql in triggers:
            with behind(project) as connection:
                connection.execute(f"DROP TRIGGER {name}")
            (fault,) = verify(project).faults
            assert name in fault
            with behind(project) as connection:
                connection.execute(sql.replace("DELETE FROM columns", "DELETE FROM sentences"))
            (fault,) = verify(project).faults
            assert name in fault
            with behind(project) as connection:
                connection.execute(f"DROP TRIGGER {name}")
                connection.execute(sql)
        assert verify(project).faults == []


OF_TURNS = ("turn_starts", "turn_ends", "interviewers", "voices")


def read(kept: bytes, speakers: str) -> SourceColumns:
    """Columns from the bytes that the file format describes: thirteen lengths, then each."""
    numbers = list(struct.unpack(f"<{len(kept) // 4}I", kept))
    each = iter(numbers[13:])
    columns = [list(islice(each, length)) for length in numbers[:13]]
    return SourceColumns(*columns, json.loads(speakers))


def written(here: SourceColumns) -> bytes:
    numbers = [*map(len, here[:13]), *chain(*here[:13])]
    return struct.pack(f"<{len(numbers)}I", *numbers)


@contextmanager
def behind(path: Path) -> Iterator[sqlite3.Connection]:
    """Write to a project as no program of ours does."""
    connection = sqlite3.connect(path)
    yield connection
    connection.commit()
    connection.close()


def forget(path: Path) -> None:
    with behind(path) as connection:
        connection.execute("DELETE FROM columns")
