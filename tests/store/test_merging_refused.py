"""A copy that is damaged or forged is refused before anything of it is taken in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from copies import bodies, copy_of, first_copy, tables

from coder import journal
from coder.errors import Refused
from coder.journal import Entry
from coder.store import Store
from coder.store.merging import merge
from coder.store.schema import DEFAULTS, SCHEMA
from coder.verify import verify_open

BAD_PASSAGES = ("abc", "", "5", "5:5", "9:3", "0:101", "-1:4", "0:4 ", "٣:٥", "00:4", "0:1e3")
"""None is a range with words in a text of a hundred characters."""


class TestADamagedCopy:
    """A copy that does not hold together is refused, and this one stays as it was."""

    @pytest.fixture
    def copies(self) -> tuple[Store, Store]:
        ours = first_copy()
        theirs = copy_of(ours)
        rename(theirs, "bea", "union voice", name="unions")
        return ours, theirs

    @pytest.mark.parametrize(
        ("sql", "said"),
        [
            ("UPDATE journal SET body = replace(body, 'unions', 'union')", "was edited"),
            ("UPDATE journal SET body = '{}' WHERE clock = 2", "was edited"),
            ("UPDATE journal SET body = '[]' WHERE clock = 2", "was edited"),
            ("DELETE FROM journal WHERE clock = 1", "is missing"),
            ("UPDATE texts SET text = 'y'", "was edited"),
            ("DELETE FROM texts", "is missing"),
            ("UPDATE codes SET name = 'voices'", "is not as"),
            ("UPDATE sentences SET offsets = x'00'", "damaged"),
            ("UPDATE sentences SET offsets = x'00000000ff000000'", "outside its text"),
        ],
    )
    def test_is_refused(self, copies, sql, said):
        ours, theirs = copies
        theirs.connection.execute("INSERT INTO sentences VALUES ('source', x'0000000005000000')")
        with unkept(theirs):
            theirs.connection.execute(sql)
        check_refused(ours, theirs, said)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"schema": SCHEMA + 1}, "later schema"),
            ({"user": "nobody"}, "does not know"),
            ({"clock": 9}, "has clock 9"),
            ({"time": "junk\x1b[31m"}, "is no time"),
            ({"images": (journal.Image("photos", "p", None, {}),)}, "has not"),
            ({"images": (journal.Image("codes", "p", None, {"x": 1}),)}, "has not"),
            ({"images": (journal.Image("codings", "p", None, {"code": "?"}),)}, "all its columns"),
            (
                {"images": (journal.Image("codes", "MAT support", {"name": "no"}, {"name": "x"}),)},
                "but it was 'MAT support'",
            ),
            ({"parents": ()}, "has clock 3"),
            ({"parents": (), "clock": 1}, "2 ends|does not know"),
            ({"reason": "text:" + "0" * 64}, "is missing"),
            ({"conflicts": (journal.Conflict("photos", "p", {"x": (1, 2)}),)}, "right shape"),
        ],
    )
    def test_is_refused_when_forged_with_a_right_id(self, copies, changes, said):
        ours, theirs = copies
        forge(theirs, **changes)
        check_refused(ours, theirs, said)

    def test_is_refused_when_a_conflict_has_no_shape(self, copies):
        ours, theirs = copies
        forge(theirs)
        ((body,),) = theirs.rows("SELECT body FROM journal WHERE clock = 3")
        body = journal.canonical({**json.loads(body), "conflicts": [5]})
        with unkept(theirs):
            theirs.connection.execute("DELETE FROM journal WHERE clock = 3")
            sql = "INSERT INTO journal (id, body) VALUES (?, ?)"
            theirs.connection.execute(sql, (journal.digest(body), body))
        check_refused(ours, theirs, "right shape")

    @pytest.mark.parametrize(
        ("table", "columns"),
        [
            *(("codings", {"passage": passage}) for passage in BAD_PASSAGES),
            *(("turns", {"passage": passage}) for passage in BAD_PASSAGES if passage != "5:5"),
            ("codings", {"removed": 2}),
            ("codes", {"retired": -1}),
            ("codes", {"position": 2**60}),
            ("codes", {"examples": "notjson"}),
            ("codes", {"examples": '["free words"]'}),
            ("codes", {"indicators": "{}"}),
            ("codes", {"indicators": "[" * 100_000}),
            ("codes", {"paragraphs": '["62"]'}),
            ("codebooks", {"codes": '{"c": 1}'}),
            ("settings", {"value": "nothing"}),
            ("typologies", {"rules": "{}"}),
            ("scales", {"rules": "[]"}),
            ("memos", {"text": "words in the journal"}),
            ("speakers", {"name": "Ms Smith", "source": "source"}),
            ("assessments", {"time": "yesterday"}),
            ("assessments", {"time": "2026-13-01T09:00:00.000Z"}),
        ],
    )
    def test_is_refused_with_values_no_coder_writes_though_its_journal_holds(
        self, copies, table, columns
    ):
        ours, theirs = copies
        plain = {"source": "source", "code": "union voice", "passage": "0:4"}
        plain = {name: value for name, value in plain.items() if name in DEFAULTS[table]}
        with theirs.change("add", "bea") as change:
            change.insert(table, {**plain, **columns}, "new")
        assert verify_open(theirs.connection).faults == []
        check_refused(ours, theirs, "holds what no coder writes")

    def test_is_refused_with_a_setting_of_another_kind(self, copies):
        ours, theirs = copies
        for store, value in ((ours, '{"name":"book"}'), (theirs, '{"name":5}')):
            with store.change("set", "ann") as change:
                change.insert("settings", {"key": "codebook", "value": value}, "setting")
        check_refused(ours, theirs, "a setting of another kind")

    def test_what_ours_holds_behind_its_back_is_not_repaired_in_silence(self, copies):
        ours, theirs = copies
        ours.connection.execute("INSERT INTO codes (guid, name) VALUES ('smuggled', 'x')")
        check_refused(ours, theirs, "this project would not hold together")


@contextmanager
def unkept(store: Store) -> Iterator[None]:
    """Take off for a moment the triggers that keep the journal."""
    triggers = store.rows(
        "SELECT name, sql FROM sqlite_master WHERE name IN ('journal_keeps', 'journal_stays')"
    )
    for name, _ in triggers:
        store.connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        store.connection.execute(sql)


def forge(store: Store, **changes: object) -> None:
    ((user,),) = store.rows("SELECT guid FROM users WHERE name = 'bea'")
    forged = Entry("forge", user, "2026-03-01T09:00:00.000Z", SCHEMA, 3, (store.head,), ())
    store.append(replace(forged, **changes))


def check_refused(ours: Store, theirs: Store, said: str) -> None:
    before = tables(ours), bodies(ours)
    with pytest.raises(Refused, match=said):
        merge(ours, theirs, "ann")
    assert (tables(ours), bodies(ours)) == before


def rename(store: Store, user: str, code: str, **columns: str | int) -> None:
    with store.change("edit code", user) as change:
        change.update("codes", code, columns)
