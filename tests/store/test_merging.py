"""Copies that are worked on apart come together again, in whatever order they are merged."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from copies import (
    LENGTH,
    bodies,
    copy_of,
    do,
    first_copy,
    references_to_nothing,
    saved,
    steps,
    tables,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder import journal
from coder.errors import ProjectError, Refused
from coder.journal import Entry
from coder.model import derived_guid
from coder.store import Store, create, open_project
from coder.store.change import now
from coder.store.merging import Merge, merge
from coder.store.problems import problems
from coder.store.schema import SCHEMA
from coder.store.undoing import undo
from coder.verify import verify

EXPECTED = re.compile(
    r"Two codes are called “[^”]*”: `coder codes merge .*"
    r"|The code “[^”]*” stands under itself: `coder codes move .*"
    r"|The codes “[^”]*” and “[^”]*” are merged each into the other: `coder codes restore .*"
    r"|\d+ rows? of (codes|codings) names? the code “[^”]*”, which was removed: `coder restore .*"
)
"""What two honest copies of this kind can break: see the design, invariant 3."""

random_histories = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def live(copies: list[Store], history: list) -> None:
    """Let people work on the copies, now and then taking in another copy."""
    for deed, at, user, a, b in history:
        if deed == "take in":
            merge(copies[at], copies[a % len(copies)], user)
        else:
            do(copies[at], deed, user, a, b)


def check_agree(copies: list[Store], entries: set[tuple[str, str]]) -> None:
    """No matter who has merged what, all hold the same rows, and every entry there ever was."""
    expected = tables(copies[0])
    for copy in copies:
        assert tables(copy) == expected
        assert entries <= bodies(copy)
        assert references_to_nothing(copy) == []


def check_sound(copies: list[Store]) -> None:
    with TemporaryDirectory() as folder:
        for number, copy in enumerate(copies):
            assert [said for said in problems(copy) if not EXPECTED.fullmatch(said)] == []
            report = verify(saved(copy, Path(folder) / f"{number}.coder"))
            assert (report.faults, report.remarks) == ([], [])


@pytest.mark.parametrize("number", [2, 3])
@random_histories
@given(data=st.data())
def test_copies_with_random_histories_converge_and_nothing_is_lost(number, data):
    first = first_copy()
    copies = [first, *(copy_of(first) for _ in range(number - 1))]
    live(copies, data.draw(steps(number)))
    entries = set().union(*map(bodies, copies))
    for into, other in data.draw(st.permutations([*itertools.permutations(range(number), 2)])):
        merge(copies[into], copies[other], "ann")
    check_agree(copies, entries)
    # Merging both ways leaves two merge entries; one round in turn brings those together too.
    for other in (*copies[1:], *copies[1:]):
        merge(copies[0], other, "ann")
        merge(other, copies[0], "ann")
    assert len({copy.head for copy in copies}) == 1
    assert len({frozenset(bodies(copy)) for copy in copies}) == 1
    check_agree(copies, entries)
    check_sound(copies)


@random_histories
@given(history=steps(3), orders=st.permutations([0, 1, 2]))
def test_whatever_the_order_the_tables_are_the_same(history, orders):
    """Three copies brought together in two orders hold the same, but for who merged when."""
    first = first_copy()
    copies = [first, copy_of(first), copy_of(first)]
    live(copies, history)
    together = []
    for order in ([0, 1, 2], orders):
        whole = copy_of(copies[order[0]])
        for other in order[1:]:
            merge(whole, copies[other], "ann")
        together.append(tables(whole))
    assert together[0] == together[1]


@settings(random_histories, max_examples=80)
@given(history=steps(2))
def test_a_conflict_lists_what_each_copy_held_and_one_of_them_stands(history):
    first = first_copy()
    copies = [first, copy_of(first)]
    live(copies, history)
    ours, theirs = (tables(copy) for copy in copies)
    expected = both_changed(*copies)
    found = merge(copies[0], copies[1], "ann").conflicts
    now = tables(copies[0])
    listed = {}
    for conflict in found:
        table, guid = conflict.table, conflict.guid
        for column, (our, their) in conflict.columns.items():
            assert (our, their) == (ours[table][guid][column], theirs[table][guid][column])
            assert now[table][guid][column] in (our, their)
            listed[table, guid, column] = (our, their)
    assert listed == expected
    if found:
        (kept,) = (e for e in copies[0].entries("id = ?", (copies[0].head,)))
        assert kept.conflicts == found


def both_changed(ours: Store, theirs: Store) -> dict:
    """Brute force: columns whose last writer in each copy is unknown to the other."""
    common = bodies(ours) & bodies(theirs)
    texts = dict(
        ours.rows("SELECT id, text FROM texts") + theirs.rows("SELECT id, text FROM texts")
    )
    mine, other = (
        {
            (table, guid, column): value
            for (table, guid, column), (row, value) in last_writers(copy).items()
            if row not in common
        }
        for copy in (ours, theirs)
    )
    return {
        key: (mine[key], other[key])
        for key in mine.keys() & other.keys()
        if texts.get(mine[key], mine[key]) != texts.get(other[key], other[key])
    }


def last_writers(store: Store) -> dict:
    written = {}
    for id, body in sorted(bodies(store), key=lambda row: (json.loads(row[1])["clock"], row[0])):
        for table, guid, _, after in json.loads(body)["images"]:
            written.update({(table, guid, name): ((id, body), v) for name, v in after.items()})
    return written


class TestTwoPeople:
    """Ann and Bea each take a copy home."""

    @pytest.fixture
    def ann(self) -> Store:
        return first_copy()

    @pytest.fixture
    def bea(self, ann: Store) -> Store:
        return copy_of(ann)

    def test_what_only_one_did_is_in_both_and_no_conflict(self, ann, bea):
        rename(ann, "ann", "union voice", name="unions")
        rename(bea, "bea", "MAT support", name="trust support")
        merged = merge(ann, bea, "ann")
        assert (merged.entries, merged.conflicts, merged.problems) == (1, (), ())
        assert code_names(ann) == ["dumping ground", "trust support", "unions"]
        assert merge(bea, ann, "bea").entries == 2  # Ann's change and the merge
        assert bea.head == ann.head

    def test_what_both_renamed_is_listed_with_both_names(self, ann, bea):
        rename(ann, "ann", "union voice", name="unions", position=2)
        rename(bea, "bea", "union voice", name="shop stewards")
        (conflict,) = merge(ann, bea, "ann").conflicts
        assert (conflict.table, conflict.guid) == ("codes", "union voice")
        assert conflict.columns == {"name": ("unions", "shop stewards")}
        merge(bea, ann, "bea")
        assert code_names(ann) == code_names(bea)

    def test_the_same_words_under_two_salts_are_no_conflict(self, ann, bea):
        for store, user in ((ann, "ann"), (bea, "bea")):
            with store.change("rename speaker", user) as change:
                change.insert("speakers", {"source": "source", "name": change.text("Head")}, "sp")
        assert merge(ann, bea, "ann").conflicts == ()

    def test_two_codes_of_one_name_are_named_as_a_problem(self, ann, bea):
        for store, user in ((ann, "ann"), (bea, "bea")):
            with store.change("add code", user) as change:
                change.insert("codes", {"name": "Behaviour policy"})
        (problem,) = merge(ann, bea, "ann").problems
        assert problem.startswith("Two codes are called “Behaviour policy”: `coder codes merge ")

    def test_codes_put_under_each_other_are_named_as_a_problem(self, ann, bea):
        rename(ann, "ann", "union voice", parent="MAT support")
        rename(bea, "bea", "MAT support", parent="union voice")
        assert sorted(said.split(":")[0] for said in merge(ann, bea, "ann").problems) == [
            "The code “MAT support” stands under itself",
            "The code “union voice” stands under itself",
        ]

    def test_a_coding_with_a_code_the_other_removed_is_kept_and_named(self, ann, bea):
        with ann.change("remove code", "ann") as change:
            change.remove("codes", "union voice")
        with bea.change("apply", "bea") as change:
            change.insert("codings", {"source": "source", "code": "union voice", "passage": "0:4"})
        (problem,) = merge(ann, bea, "ann").problems
        assert problem.startswith(
            "1 row of codings names the code “union voice”, which was removed"
        )
        assert len(ann.rows("SELECT 1 FROM codings WHERE removed = 0")) == 1

    def test_projects_started_apart_come_together(self):
        """Guids derived from names make the same code one row in both."""
        ann, bea = create(), create()
        for store, user in ((ann, "ann"), (bea, "bea")):
            with store.change(journal.START, user) as change:
                change.insert("codes", {"name": "union voice"}, derived_guid("code", "union voice"))
        assert merge(ann, bea, "ann").problems == ()
        merge(bea, ann, "bea")
        assert code_names(ann) == code_names(bea) == ["union voice"]
        check_sound([ann, bea])

    def test_merging_twice_changes_nothing(self, ann, bea):
        rename(bea, "bea", "union voice", name="unions")
        merge(ann, bea, "ann")
        head = ann.head
        assert merge(ann, bea, "ann") == Merge(0, (), (), head)
        assert ann.head == head

    def test_a_merge_is_not_what_undo_takes_back(self, ann, bea):
        rename(ann, "ann", "union voice", name="unions")
        rename(bea, "bea", "MAT support", name="trust support")
        merge(ann, bea, "dan")  # who has done nothing else: the merge entry makes this user
        with pytest.raises(Refused, match="nothing of yours"):
            undo(ann, "dan")
        assert undo(ann, "ann").verb == "edit code"
        assert code_names(ann) == ["dumping ground", "trust support", "union voice"]

    def test_sentences_come_along(self, ann, bea):
        bea.connection.execute("INSERT INTO sentences VALUES ('source', x'0000000005000000')")
        rename(bea, "bea", "union voice", name="unions")
        merge(ann, bea, "ann")
        assert ann.rows("SELECT source FROM sentences") == [("source",)]

    def test_a_withdrawn_text_does_not_come_back_from_an_old_copy(self, ann, bea):
        """Neither by taking in the old copy, nor by being taken in by it."""
        old = withdraw_text(ann)
        rename(bea, "bea", "union voice", name="unions")
        merge(ann, bea, "ann")
        assert ann.rows("SELECT 1 FROM texts WHERE id = ?", (old,)) == []
        merge(bea, ann, "bea")
        assert bea.rows("SELECT 1 FROM texts WHERE id = ?", (old,)) == []
        check_sound([ann, bea])

    def test_nor_where_the_old_copy_has_nothing_new(self, ann, bea):
        old = withdraw_text(ann)
        assert merge(ann, bea, "ann").entries == 0
        assert ann.rows("SELECT 1 FROM texts WHERE id = ?", (old,)) == []


def test_a_busy_project_is_not_merged_into(path):
    with create(path) as store, open_project(path) as other:
        store.connection.execute("PRAGMA busy_timeout = 50")
        other.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectError, match="another program is writing"):
            merge(store, first_copy(), "ann")
        other.connection.execute("ROLLBACK")
        assert merge(store, first_copy(), "ann").entries == 1


def rename(store: Store, user: str, code: str, **columns: str | int) -> None:
    with store.change("edit code", user) as change:
        change.update("codes", code, columns)


def code_names(store: Store) -> list[str]:
    return [name for (name,) in store.rows("SELECT name FROM codes ORDER BY name")]


def withdraw_text(store: Store) -> str:
    """Take the words of the source out for good; return the id under which they were kept."""
    ((old,),) = store.rows("SELECT text FROM sources")
    with store.change("mask", "ann") as change:
        change.update("sources", "source", {"text": change.text("█" * LENGTH)})
    (clock,) = store.rows("SELECT max(clock) FROM journal")[0]
    user = store.rows("SELECT guid FROM users WHERE name = 'ann'")[0][0]
    store.append(
        Entry("withdraw", user, now(), SCHEMA, clock + 1, (store.head,), (), withdrawn=(old,))
    )
    store.connection.execute("DELETE FROM texts WHERE id = ?", (old,))
    return str(old)
