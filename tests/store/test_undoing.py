"""Undo and redo across users: what comes back, and what is refused because others built on it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import NotFound, Refused
from coder.store import Store, create
from coder.store.merging import merge
from coder.store.undoing import redo, restore, undo
from coder.verify import verify


def add_code(store: Store, user: str, guid: str, **columns: str) -> None:
    with store.change(f"add {guid}", user) as change:
        change.insert("codes", {"name": guid, **columns}, guid)


def edit(store: Store, user: str, guid: str, **columns: str | int) -> None:
    with store.change(f"edit {guid}", user) as change:
        change.update("codes", guid, columns)


def apply_code(store: Store, user: str, code: str, guid: str) -> None:
    with store.change(f"apply {code}", user) as change:
        change.insert("codings", {"source": "s1", "code": code, "passage": "0:4"}, guid)


def codes(store: Store) -> list[str]:
    return [
        name for (name,) in store.rows("SELECT name FROM codes WHERE removed = 0 ORDER BY name")
    ]


def last(store: Store, user: str) -> str:
    """How a refusal names the last entry of a user."""
    entry = next(e for e in store.entries(newest=True) if names(store)[e.user] == user)
    return f"“{entry.verb}” by {user} at {entry.time} ({entry.id[:15]})"


def names(store: Store) -> dict[str, str]:
    return dict(store.rows("SELECT guid, name FROM users"))


@pytest.fixture
def store(store: Store) -> Store:
    with store.change("start the project", "ann") as change:
        change.insert("sources", {"name": "8a"}, "s1")
    return store


class TestUndo:
    def test_takes_back_ones_own_last_change_and_leaves_the_others(self, store):
        add_code(store, "ann", "union voice")
        add_code(store, "bea", "dumping ground")
        assert undo(store, "ann").verb == "add union voice"
        assert codes(store) == ["dumping ground"]
        assert undo(store, "bea").verb == "add dumping ground"
        assert codes(store) == []

    def test_goes_back_step_by_step_to_the_start_and_no_further(self, store):
        add_code(store, "ann", "a")
        edit(store, "ann", "a", name="b")
        edit(store, "ann", "a", position=4)
        for _ in range(3):
            undo(store, "ann")
        assert store.rows("SELECT name, position, removed FROM codes") == [("a", 0, 1)]
        with pytest.raises(Refused, match="nothing of yours left"):
            undo(store, "ann")
        with pytest.raises(Refused, match="nothing of yours left"):
            undo(store, "cid")

    def test_is_an_entry_that_says_what_it_undoes(self, store):
        add_code(store, "ann", "a")
        undone = undo(store, "ann")
        entry = next(store.entries(newest=True))
        assert (entry.verb, entry.undoes) == ("undo", undone.id)

    def test_is_refused_where_another_user_changed_it_since(self, store):
        add_code(store, "ann", "a")
        edit(store, "bea", "a", name="b")
        before = store.head
        with pytest.raises(Refused) as refusal:
            undo(store, "ann")
        assert str(refusal.value) == f"Not undone: {last(store, 'bea')} rests on it."
        assert store.head == before
        undo(store, "bea")
        undo(store, "ann")
        assert codes(store) == []

    def test_of_other_columns_of_the_row_still_works(self, store):
        add_code(store, "ann", "a")
        edit(store, "ann", "a", position=7)
        edit(store, "bea", "a", name="b")
        undo(store, "ann")
        assert store.rows("SELECT name, position FROM codes") == [("b", 0)]

    def test_of_a_code_another_has_coded_with_is_refused_by_naming_the_coding(self, store):
        add_code(store, "ann", "a")
        apply_code(store, "bea", "a", "k1")
        coding = last(store, "bea")
        add_code(store, "bea", "z")
        with pytest.raises(Refused) as refusal:
            undo(store, "ann")
        assert str(refusal.value) == f"Not undone: {coding} rests on it."
        assert codes(store) == ["a", "z"]

    def test_names_the_coding_even_after_an_undo_and_redo_of_the_code(self, store):
        add_code(store, "ann", "a")
        undo(store, "ann")
        redo(store, "ann")
        apply_code(store, "bea", "a", "k1")
        edit(store, "bea", "a", position=3)
        undo(store, "bea")
        with pytest.raises(Refused, match=r"apply a.*by bea"):
            undo(store, "ann")

    @pytest.mark.parametrize("column", ["parent", "merged_into"])
    def test_of_a_code_another_stands_under_is_refused(self, store, column):
        add_code(store, "ann", "a")
        add_code(store, "bea", "b")
        edit(store, "bea", "b", **{column: "a"})
        with pytest.raises(Refused, match=r"edit b.*by bea"):
            undo(store, "ann")

    def test_of_what_has_a_memo_is_refused(self, store):
        apply_code_to = "k1"
        add_code(store, "ann", "a")
        apply_code(store, "ann", "a", apply_code_to)
        with store.change("write memo", "bea") as change:
            change.insert("memos", {"about": apply_code_to, "text": change.text("why?")})
        with pytest.raises(Refused, match=r"write memo.*by bea"):
            undo(store, "ann")

    def test_does_not_bring_back_what_would_name_a_removed_code(self, store):
        add_code(store, "ann", "a")
        apply_code(store, "bea", "a", "k1")
        with store.change("remove coding", "bea") as change:
            change.remove("codings", "k1")
        with store.change("remove code", "ann") as change:
            change.remove("codes", "a")
        with pytest.raises(Refused, match=r"remove code.*by ann"):
            undo(store, "bea")

    def test_takes_back_several_rows_that_name_each_other(self, store):
        with store.change("add tree", "ann") as change:
            change.insert("codes", {"name": "top"}, "top")
            change.insert("codes", {"name": "under", "parent": "top"}, "under")
        undo(store, "ann")
        assert codes(store) == []
        redo(store, "ann")
        assert codes(store) == ["top", "under"]

    def test_shows_names_and_verbs_so_that_they_cannot_steer_a_terminal(self, store):
        add_code(store, "ann", "a")
        with store.change("re\x1b[2Jname", "b\x1b[31mea") as change:
            change.update("codes", "a", {"name": "b"})
        with pytest.raises(Refused) as refusal:
            undo(store, "ann")
        assert "\x1b" not in str(refusal.value)


class TestRedo:
    def test_brings_back_what_undo_took(self, store):
        add_code(store, "ann", "a")
        undo(store, "ann")
        assert redo(store, "ann").verb == "add a"
        assert codes(store) == ["a"]
        with pytest.raises(Refused, match="nothing to redo"):
            redo(store, "ann")

    def test_is_over_once_something_new_was_done(self, store):
        add_code(store, "ann", "a")
        undo(store, "ann")
        add_code(store, "bea", "hers does not matter")
        assert redo(store, "ann").verb == "add a"
        undo(store, "ann")
        add_code(store, "ann", "new")
        with pytest.raises(Refused, match="nothing to redo"):
            redo(store, "ann")

    def test_is_refused_where_another_user_changed_it_since(self, store):
        add_code(store, "ann", "a")
        edit(store, "ann", "a", name="b")
        undo(store, "ann")
        edit(store, "bea", "a", name="c")
        with pytest.raises(Refused) as refusal:
            redo(store, "ann")
        assert str(refusal.value) == f"Not redone: {last(store, 'bea')} rests on it."


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["change", "undo", "redo"]), st.sampled_from(["ann", "bea"])),
        max_size=30,
    )
)
def test_each_users_steps_are_as_two_stacks_would_have_them(steps):
    """Each user edits a code of their own, so nothing is refused but an empty stack."""
    with create() as store:
        for user in ("ann", "bea"):
            with store.change("start the project", user) as change:
                change.insert("codes", {"name": "0"}, user)
        past = {"ann": ["0"], "bea": ["0"]}
        future: dict[str, list[str]] = {"ann": [], "bea": []}
        for number, (step, user) in enumerate(steps, 1):
            if step == "change":
                edit(store, user, user, name=str(number))
                past[user].append(str(number))
                future[user].clear()
            elif step == "undo" and len(past[user]) > 1:
                undo(store, user)
                future[user].append(past[user].pop())
            elif step == "redo" and future[user]:
                redo(store, user)
                past[user].append(future[user].pop())
            else:
                with pytest.raises(Refused, match="nothing"):
                    (undo if step == "undo" else redo)(store, user)
            held = dict(store.rows("SELECT guid, name FROM codes"))
            assert held == {user: past[user][-1] for user in past}


def test_a_history_with_undo_and_redo_verifies(path: Path):
    with create(path) as store:
        with store.change("start the project", "ann") as change:
            change.insert("sources", {"name": "8a"}, "s1")
            change.remove("sources", "s1")
        add_code(store, "ann", "a")
        undo(store, "ann")
        redo(store, "ann")
        undo(store, "ann")
    assert verify(path).faults == []


class TestRestore:
    """Anyone may bring back what others build on."""

    def test_a_source_comes_back_with_its_turns_and_case_but_no_coding(self, store):
        with store.change("import", "ann") as change:
            change.insert("cases", {"name": "8b"}, "case-8b")
            change.insert("sources", {"name": "8b", "case": "case-8b"}, "source-8b")
            change.insert("turns", {"source": "source-8b", "passage": "0:4"}, "t1")
            change.insert("codings", {"source": "source-8b", "passage": "0:4"}, "k1")
        undo(store, "ann")
        assert restore(store, "bea", "source-").verb == "undo"
        standing = "SELECT guid FROM {} WHERE removed = 0 ORDER BY guid"
        assert store.rows(standing.format("sources")) == [("s1",), ("source-8b",)]
        assert store.rows(standing.format("turns")) == [("t1",)]
        assert store.rows(standing.format("cases")) == [("case-8b",)]
        assert store.rows(standing.format("codings")) == []

    def test_what_it_names_comes_back_with_it(self, store):
        add_code(store, "ann", "parent")
        add_code(store, "ann", "child", parent="parent")
        for guid in ("child", "parent"):
            with store.change("remove code", "ann") as change:
                change.remove("codes", guid)
        restore(store, "bea", "child")
        assert codes(store) == ["child", "parent"]
        undo(store, "bea")
        assert codes(store) == []

    @pytest.mark.parametrize("guid", ["", "nothing", "standing", "two"])
    def test_what_is_no_one_thing_that_was_removed_is_refused(self, store, guid):
        for name in ("standing", "two-1", "two-2"):
            add_code(store, "ann", name)
        for name in ("two-1", "two-2"):
            with store.change("remove code", "ann") as change:
                change.remove("codes", name)
        with pytest.raises(NotFound, match="no one thing"):
            restore(store, "ann", guid)


def test_after_both_copies_undid_the_same_undo_and_redo_are_each_others_opposite():
    ours = create()
    with ours.change("start the project", "ann") as change:
        change.insert("sources", {"name": "8a"}, "s1")
    add_code(ours, "ann", "first")
    add_code(ours, "ann", "second")
    theirs = create()
    ours.connection.backup(theirs.connection)
    undo(ours, "ann")
    time.sleep(0.002)  # the two undos are different entries by their time
    undo(theirs, "ann")
    merge(ours, theirs, "ann")
    assert codes(ours) == ["first"]
    redo(ours, "ann")
    assert codes(ours) == ["first", "second"]
    with pytest.raises(Refused, match="nothing to redo"):
        redo(ours, "ann")
    undo(ours, "ann")
    assert codes(ours) == ["first"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "undo", "undo", "redo", "merge"]), st.integers(0, 1)),
        max_size=25,
    )
)
def test_in_two_copies_undo_takes_what_stands_and_redo_what_does_not(steps):
    """Each change adds a code: whether it stands can be seen in the tables of either copy."""
    first = create()
    with first.change("start the project", "ann") as change:
        change.insert("sources", {"name": "8a"}, "s1")
    second = create()
    first.connection.backup(second.connection)
    copies = (first, second)
    for number, (step, at) in enumerate(steps):
        store, before = copies[at], codes(copies[at])
        if step == "add":
            add_code(store, "ann", f"{number:02}")
        elif step == "merge":
            merge(store, copies[1 - at], "ann")
        else:
            try:
                (undo if step == "undo" else redo)(store, "ann")
            except Refused:
                assert step == "redo" or before == []
                continue
            assert len(codes(store)) == len(before) + (1 if step == "redo" else -1)
    merge(first, second, "ann")
    merge(second, first, "ann")
    for store in copies:
        for _ in codes(store):
            undo(store, "ann")
        assert codes(store) == []


def test_marking_as_read_is_undone_though_another_read_with_the_same_codes(store):
    with store.change("mark as read", "ann") as change:
        change.insert("codebooks", {"codes": "{}"}, "book")
        change.insert("reads", {"source": "s1", "codebook": "book"}, "by-ann")
    with store.change("mark as read", "bea") as change:
        change.insert("reads", {"source": "s1", "codebook": "book"}, "by-bea")
    undo(store, "ann")
    assert store.rows("SELECT guid FROM reads WHERE removed = 0") == [("by-bea",)]
