"""The project as it was: at an entry, at a time, in merged copies; and only to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from copies import copy_of, do, first_copy, saved, steps, tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import NotFound, Refused
from coder.store import Store, open_project, reads
from coder.store import store as store_module
from coder.store.merging import merge
from coder.store.past import as_at
from coder.store.undoing import undo


@given(history=steps(copies=2))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_entry_brings_back_the_tables_that_its_copy_had(history):
    copies = [first_copy()]
    copies.append(copy_of(copies[0]))
    seen = {copies[0].head: tables(copies[0])}
    for deed, at, user, a, b in history:
        if deed == "take in":
            merge(copies[at], copies[a % 2], user)
        else:
            do(copies[at], deed, user, a, b)
        seen[copies[at].head] = tables(copies[at])
    merge(copies[0], copies[1], "ann")
    for entry, expected in seen.items():
        with as_at(copies[0], entry) as past:
            assert tables(past) == expected
            assert past.head == entry
            assert past.past is not None
            assert past.past.entry == entry


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """A day on which each change is made an hour after the one before, from nine o'clock."""
    start = datetime(2026, 3, 1, 9, tzinfo=UTC)
    hours = iter(range(100))

    def now() -> str:
        return f"{start + timedelta(hours=next(hours)):%Y-%m-%dT%H:%M:%S.000Z}"

    monkeypatch.setattr(store_module, "now", now)
    return start


def rename(store: Store, *names: str) -> None:
    for name in names:
        with store.change("rename", "ann") as change:
            change.update("codes", "MAT support", {"name": name})


def name_at(store: Store, moment: str) -> str:
    with as_at(store, moment) as past:
        return reads.codebook(past).by_guid["MAT support"].name


class TestATime:
    def test_is_what_had_been_done_by_then(self, clock):
        store = first_copy()  # at nine
        rename(store, "ten", "eleven", "twelve")
        assert name_at(store, "2026-03-01T09:59") == "MAT support"
        assert name_at(store, "2026-03-01T10:00:00Z") == "ten"
        assert name_at(store, "2026-03-01 11:30") == "eleven"
        assert name_at(store, "2026-03-01T12:30:00+01:00") == "eleven"

    def test_of_a_day_alone_is_its_end(self, clock):
        store = first_copy()
        rename(store, *map(str, range(10, 34)))  # until nine on the next day
        assert name_at(store, "2026-03-01") == "23"
        assert name_at(store, "2026-03-02") == "33"

    def test_in_merged_copies_is_what_had_been_done_in_whichever(self, clock):
        ours = first_copy()
        theirs = copy_of(ours)
        rename(ours, "ten")
        with theirs.change("add code", "bea") as change:  # at eleven
            change.insert("codes", {"name": "pace"}, "pace")
        rename(ours, "twelve")
        merge(ours, theirs, "ann")
        with as_at(ours, "2026-03-01T11:30") as past:
            names = {code.name for code in reads.codebook(past)}
        assert names == {"ten", "dumping ground", "union voice", "pace"}

    @pytest.mark.parametrize("named", ["2026-02-28", "2026-03-01T08:59"])
    def test_before_the_beginning_there_is_nothing(self, clock, named):
        with pytest.raises(NotFound, match="had not begun"):
            as_at(first_copy(), named)

    def test_words_that_are_no_moment_are_refused_with_what_would_be_one(self, clock):
        for named in ("yesterday", "", "2026-13-01", "abc"):
            with pytest.raises(NotFound, match="neither an entry nor a time"):
                as_at(first_copy(), named)

    def test_an_entry_that_is_not_there_is_refused(self):
        with pytest.raises(NotFound, match="no one entry"):
            as_at(first_copy(), "sha256:" + "0" * 64)


class TestThePastIsOnlyRead:
    def test_a_change_is_refused_and_nothing_is_written(self, tmp_path: Path):
        path = saved(first_copy(), tmp_path / "study.coder")
        with open_project(path) as store:
            rename(store, "later")
            first = next(store.entries()).id
            with as_at(store, first) as past:
                with pytest.raises(Refused, match="as it was"):
                    rename(past, "never")
                with pytest.raises(Refused, match="as it was"):
                    undo(past, "ann")
                assert reads.codebook(past).by_guid["MAT support"].name == "MAT support"
            assert reads.codebook(store).by_guid["MAT support"].name == "later"
        assert [file.name for file in tmp_path.iterdir()] == ["study.coder"]

    def test_what_is_done_meanwhile_does_not_show(self, tmp_path: Path):
        path = saved(first_copy(), tmp_path / "study.coder")
        with open_project(path) as store, as_at(store, store.head) as past:
            rename(store, "later")
            assert reads.codebook(past).by_guid["MAT support"].name == "MAT support"
            assert len(list(past.entries())) == 1

    def test_texts_are_read_from_the_project_itself(self):
        store = first_copy()
        with as_at(store, store.head) as past:
            assert reads.text(past, "source") == "x" * 100


@given(cut=st.integers(0, 30))
@settings(max_examples=20, deadline=None)
def test_taking_back_and_replaying_give_the_same(cut: int):
    """Near the end later entries are taken back, near the beginning earlier ones are replayed."""
    store, seen = first_copy(), {}
    for number in range(30):
        do(store, ("apply", "rename", "move coding", "value")[number % 4], "ann", number % 8, 3)
        seen[store.head] = tables(store)
    entry = [*seen][min(cut, len(seen) - 1)]
    with as_at(store, entry) as past:
        assert tables(past) == seen[entry]
