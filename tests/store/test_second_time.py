"""Rows that come back under their guids, and rows that are gone when somebody acts on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coder.errors import NotFound, ProjectError, Refused
from coder.store import Store, create, open_project
from coder.verify import verify


def code(store: Store, guid: str) -> tuple[Any, ...]:
    (row,) = store.rows("SELECT name, definition, removed FROM codes WHERE guid = ?", (guid,))
    return tuple(row)


class TestRowsThatWereHere:
    @pytest.fixture
    def held(self, store: Store) -> Store:
        with store.change("add codes", "ann") as change:
            for guid in ("c1", "c2"):
                change.insert("codes", {"name": guid, "definition": "Old."}, guid)
        with store.change("remove code", "ann") as change:
            change.remove("codes", "c1")
        return store

    def test_come_back_among_new_ones_with_these_columns_only(self, held):
        with held.change("add codes", "ann") as change:
            rows = [("c3", {"name": "three", "parent": "c1"}), ("c1", {"name": "one"})]
            change.insert_all("codes", rows)
        assert code(held, "c1") == ("one", "", 0)
        assert code(held, "c3") == ("three", "", 0)

    def test_are_updated_where_they_stand(self, held):
        with held.change("add codes", "ann") as change:
            change.insert_all("codes", [("c2", {"name": "two"})])
        assert code(held, "c2") == ("two", "Old.", 0)

    def test_make_no_entry_where_they_stand_as_given(self, held):
        head = held.head
        with held.change("add codes", "ann") as change:
            change.insert_all("codes", [("c2", {"name": "c2"})])
        assert held.head == head

    def test_verify_when_they_come_back(self, path):
        with create(path) as store:
            for removed in (False, True, False):
                with store.change("import source", "ann") as change:
                    if removed:
                        change.remove("sources", "s1")
                    else:
                        row = {"name": "8a", "text": change.text("Words."), "length": 6}
                        row["sha256"] = WORDS
                        change.insert_all("sources", [("s1", row)])
        assert verify(path).faults == []


# SHA-256 of `Words.`, as sha256sum gives it.
WORDS = "44dcebcdcc564a642123c985ea211a70d843bbb02df908a1a46172c4ca15c11f"


class TestStanding:
    @pytest.fixture
    def held(self, store: Store) -> Store:
        with store.change("add code", "ann") as change:
            change.insert("codes", {"name": "one", "position": 2}, "c1")
        return store

    def test_gives_the_row_as_it_is(self, held):
        with held.change("look", "ann") as change:
            assert change.standing("codes", "c1", position=2, parent=None)["name"] == "one"

    def test_refuses_what_was_changed_since_it_was_seen(self, held):
        with (
            pytest.raises(Refused, match="The code was removed or changed meanwhile"),
            held.change("look", "ann") as change,
        ):
            change.standing("codes", "c1", position=1)

    def test_refuses_what_was_removed(self, held):
        with held.change("remove", "ann") as change:
            change.remove("codes", "c1")
            with pytest.raises(Refused, match="look again"):
                change.standing("codes", "c1")

    def test_does_not_find_what_never_was(self, held):
        with held.change("look", "ann") as change, pytest.raises(NotFound, match="no such coding"):
            change.standing("codings", "c1")


class TestAMoment:
    @pytest.fixture
    def two(self, path):
        with create(path) as here, open_project(path) as there:
            yield here, there

    @staticmethod
    def add(store: Store, name: str) -> None:
        with store.change("add code", "ann") as change:
            change.insert("codes", {"name": name})

    @staticmethod
    def count(store: Store) -> int:
        return int(store.rows("SELECT count(*) FROM codes")[0][0])

    def test_is_not_disturbed_by_others(self, two):
        here, there = two
        with here.moment():
            head = here.head
            self.add(there, "one")
            with here.moment():  # one inside another ends nothing
                assert self.count(here) == 0
            self.add(there, "two")
            assert (self.count(here), here.head) == (0, head)
        assert (self.count(here), here.head) == (2, there.head)

    def test_ends_when_something_goes_wrong_inside(self, two):
        here, there = two
        with pytest.raises(KeyError), here.moment():
            raise KeyError
        self.add(here, "one")
        assert self.count(there) == 1

    def test_inside_a_change_sees_what_was_changed_and_leaves_it(self, two):
        here, there = two
        with here.change("add code", "ann") as change:
            change.insert("codes", {"name": "one"})
            with here.moment():
                assert self.count(here) == 1
            change.insert("codes", {"name": "two"})
        assert self.count(there) == 2


class TestAFileThatGoesBad:
    @pytest.mark.parametrize(
        "read",
        [
            lambda store: store.rows("SELECT * FROM codes"),
            lambda store: store.head,
            lambda store: list(store.entries()),
            lambda store: store.change("add code", "ann").__enter__(),
        ],
        ids=["rows", "head", "entries", "change"],
    )
    def test_is_said_in_words(self, path, read: Callable[[Store], Any]):
        with create(path) as store, store.change("add code", "ann") as change:
            change.insert("codes", {"name": "one"})
        with open_project(path) as store:
            with path.open("r+b") as file:
                file.seek(4096)
                file.write(b"\xff" * (path.stat().st_size - 4096))
            with pytest.raises(ProjectError, match=r"study\.coder: the project file is damaged"):
                read(store)
