"""Copies of a project in which a transcript was corrected: merged, nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder import journal
from coder.errors import CoderError
from coder.model import Passage
from coder.operations import (
    codes,
    coding,
    correcting,
    history,
    lookup,
    merging,
    searching,
    suggesting,
)
from coder.operations.seeing import OTHERS
from coder.operations.settings import choose
from coder.store import Store, create, index, reads, user_guid, written
from coder.store.merging import merge
from coder.store.problems import problems
from coder.store.undoing import redo, undo
from coder.verify import verify_open

from .correcting_study import (
    CHECKED,
    FIRST,
    WORDS,
    apply,
    correct,
    leadership,
    quoted,
    source,
    study,
    write,
)

OTHER = FIRST.replace("very.", "very much.").replace("Nobody", "Hardly anybody")
"""Another correction of the same text, with all three coded passages as they were."""


def copy_of(store: Store) -> Store:
    copy = create()
    store.connection.backup(copy.connection)
    return copy


@pytest.fixture
def held(store: Store, tmp_path: Path) -> Store:
    study(store, tmp_path)
    return store


def together(store: Store, other: Store) -> None:
    """Merge two copies, each into the other: both then hold the same."""
    ours = copy_of(store)
    merge(store, other, "ann")
    merge(other, ours, "ben")
    assert verify_open(store.connection).faults == []
    for table in ("sources", "turns", "speakers", "codings", "memos", "reads"):
        rows = [each.rows(f"SELECT * FROM {table} ORDER BY guid") for each in (store, other)]
        assert rows[0] == rows[1]


def sound(store: Store) -> None:
    """Every coding stands on words of its version."""
    for words in quoted(store, waiting=True).values():
        assert words.strip()


def test_what_was_coded_on_the_old_version_meanwhile_waits_and_can_be_moved(held, tmp_path):
    other = copy_of(held)
    late = apply(other, "ben", "Nobody stayed for long.", leadership(other))
    correct(held, tmp_path)
    together(held, other)
    assert quoted(held, waiting=True)[late] == "Nobody stayed for long."
    assert late not in quoted(held)
    assert any("waits" in said for said in correcting.problems(held, "ann"))
    correcting.carry_out(held, "ann", correcting.plan_waiting(held, "ann", source(held)))
    assert quoted(held)[late] == "Nobody stayed for long."


@pytest.mark.parametrize("correction_is_later", [True, False])
def test_ends_moved_on_the_old_version_meanwhile_never_end_up_on_other_words(
    held, tmp_path, correction_is_later
):
    other = copy_of(held)
    guid = next(g for g, words in quoted(other).items() if words == WORDS["moved"])
    if correction_is_later:
        apply(held, "ann", "Yes, very.", leadership(held))
    else:
        apply(other, "ben", "Yes, very.", leadership(other))
    before = lookup.coding(other, guid)
    coding.move_coding(
        other, "ann", before, Passage(before.passage.start, before.passage.start + 9)
    )
    correct(held, tmp_path)
    together(held, other)
    expected = "The union was strong." if correction_is_later else "The union"
    assert quoted(held, waiting=True)[guid] == expected


def test_two_corrections_of_one_version_are_both_kept_and_said(held, tmp_path):
    other = copy_of(held)
    correct(held, tmp_path)
    correct(other, tmp_path, OTHER, user="ben")
    together(held, other)
    sound(held)
    (said,) = problems(held)
    assert "corrected in 2 ways" in said
    assert source(held).version == 3
    plan = correcting.plan_waiting(held, "ann", source(held))
    correcting.carry_out(held, "ann", plan, correcting.chosen(plan, ["all"]))
    assert len(quoted(held, waiting=True)) == 3
    assert len({each.passage for each in reads.codings(held)}) == len(reads.codings(held))


def test_the_same_correction_twice_is_one_version(held, tmp_path):
    other = copy_of(held)
    correct(held, tmp_path, CHECKED, "all")
    correct(other, tmp_path, CHECKED, "all", user="ben")
    together(held, other)
    assert source(held).version == 2
    assert problems(held) == []
    assert sorted(quoted(held).values()) == ["The union was strong.", "five heads in as many years"]


DEEDS = ("correct", "other", "code", "ends", "off", "undo", "merge")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(DEEDS)), max_size=12))
def test_whatever_two_people_do_no_coding_is_lost_or_stands_on_other_words(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    with create() as first:
        study(first, folder)
        copies = [first, copy_of(first)]
        for which, deed in steps:
            act(copies[which], copies[1 - which], ("ann", "ben")[which], deed, folder)
        merge(copies[0], copies[1], "ann")
        assert verify_open(copies[0].connection).faults == []
        sound(copies[0])
        known = {guid for (guid,) in copies[0].rows("SELECT guid FROM codings WHERE removed = 0")}
        assert set(quoted(copies[0], waiting=True)) == known


def act(store: Store, other: Store, user: str, deed: str, folder: Path) -> None:
    """Do one thing, where it can be done."""
    own = [c for c in reads.codings(store) if c.user == coding.user_guid(user)]
    try:
        if deed in ("correct", "other"):
            correct(store, folder, CHECKED if deed == "correct" else OTHER, "all", user=user)
        elif deed == "code":
            apply(store, user, "It was hard", leadership(store))
        elif deed == "ends" and own:
            place = own[0].passage
            coding.move_coding(store, user, own[0], Passage(place.start, place.start + 5))
        elif deed == "off" and own:
            coding.uncode(store, user, own[-1])
        elif deed == "undo":
            undo(store, user)
        elif deed == "merge":
            merge(store, other, user)
    except CoderError:
        return


class TestHidden:
    """While codings are hidden, nobody learns from a correction what others coded."""

    @pytest.fixture
    def hidden(self, held: Store) -> Store:
        apply(held, "ben", "Nobody stayed for long.", leadership(held))
        apply(held, "ben", WORDS["lost"], leadership(held))
        choose(held, "ann", OTHERS, "hidden", "")
        return held

    def test_the_plan_the_list_and_the_counts_show_ones_own(self, hidden, tmp_path):
        done = correct(hidden, tmp_path, CHECKED, user="cid")
        assert (done.moved, done.waiting) == (0, 0)
        assert correcting.waiting(hidden, "cid").records == []
        assert correcting.problems(hidden, "cid") == []
        assert [r["user"] for r in correcting.waiting(hidden, "ben").records] == ["ben"]

    def test_others_codings_move_all_the_same(self, hidden, tmp_path):
        correct(hidden, tmp_path, CHECKED, user="cid")
        assert sorted(quoted(hidden).values()) == ["Nobody stayed for long.", WORDS["moved"]]

    def test_what_others_coded_is_theirs_to_confirm(self, hidden, tmp_path):
        correct(hidden, tmp_path, CHECKED, "all", user="cid")
        assert WORDS["changed"] in quoted(hidden, waiting=True).values()

    def test_the_history_shows_the_correction_and_not_their_rows(self, hidden, tmp_path):
        correct(hidden, tmp_path, CHECKED, user="ann")
        theirs = [c.guid for c in reads.codings(hidden, waiting=True) if c.user != _ann()]
        for user in ("ann", "cid"):
            found = history.happenings(hidden, user, verb="correct source")
            assert [each.what for each in found] == ["8a.txt, version 2"]
            shown = {image.guid for each in found for image in each.entry.images}
            assert not shown & set(theirs)


def _ann() -> str:
    return coding.user_guid("ann")


def test_while_others_are_hidden_nothing_says_how_many_had_read_it(
    held: Store, tmp_path: Path
) -> None:
    first = source(held)
    coding.mark_read(held, "bob", first.guid)
    choose(held, "ann", OTHERS, "hidden")
    file = write(tmp_path, "new.txt", CHECKED)
    plan = correcting.plan_correction(held, "ann", first, file)
    done = correcting.carry_out(held, "ann", plan)
    assert "user" not in correcting.in_words(plan, done)
    theirs = correcting.plan_correction(held, "bob", source(held), write(tmp_path, "o.txt", OTHER))
    assert theirs.new is not None


def test_while_others_are_hidden_a_merge_tells_nobody_of_their_codings(
    held: Store, tmp_path: Path
) -> None:
    guid = apply(held, "bob", WORDS["moved"], leadership(held))
    choose(held, "ann", OTHERS, "hidden")
    held.checkpoint()
    other = tmp_path / "other.coder"
    with create(other) as there:
        held.connection.backup(there.connection)
        for store, words in ((held, "The union"), (there, "was strong")):
            at = reads.text(store, source(store).guid).index(words)
            (mine,) = (c for c in reads.codings(store) if c.guid == guid)
            coding.move_coding(store, "bob", mine, Passage(at, at + len(words)))
    merged = merging.merge(held, "ann", other)
    assert merged.conflicts.records == []
    (entry,) = (e for e in held.entries() if e.verb == journal.MERGE)
    assert [c.table for c in entry.conflicts] == ["codings"]
    (seen,) = history.happenings(held, "ann", verb=journal.MERGE)
    assert seen.what.startswith("0 rows")
    assert history.differences(held, seen.entry) == []
    assert history.happenings(held, "bob", verb=journal.MERGE) == [], "it is not his"


def test_a_rejection_goes_along_with_its_words(held: Store, tmp_path: Path) -> None:
    code = leadership(held)
    codes.edit_code(held, "ann", code, indicators=["union", "everybody"])
    finder = suggesting.Suggesting(held, "bob", ("indicators",), codes=[code])
    found = finder.of(source(held).guid)
    said = {reads.words(held, each.source, each.passage): each for each in found}
    suggesting.reject(held, "bob", [said["It was hard for everybody."]])
    correct(held, tmp_path, CHECKED)
    found = suggesting.Suggesting(held, "bob", ("indicators",), codes=[code]).of(source(held).guid)
    words = [reads.words(held, each.source, each.passage) for each in found]
    assert "It was hard for everybody." not in words
    assert "The union was strong." in words
    (kept,) = written.rejections(held, user_guid("bob"))
    assert kept[0] == source(held).guid
    assert reads.words(held, kept[0], kept[1]) == "It was hard for everybody."


def test_an_older_version_is_not_searched_and_the_newest_is_after_an_undo_and_a_merge(
    held: Store, tmp_path: Path
) -> None:
    def places(store: Store, words: str) -> list[str]:
        return [hit.source.guid for hit in searching.search(store, "ann", words)]

    first = source(held).guid
    assert places(held, "four heads") == [first]
    other = copy_of(held)
    correct(held, tmp_path, CHECKED)
    second = source(held).guid
    assert (places(held, "four heads"), places(held, "five heads")) == ([], [second])
    assert index.catch_up(held) == 0
    undo(held, "ann")
    assert (places(held, "four heads"), places(held, "five heads")) == ([first], [])
    redo(held, "ann")
    assert (places(held, "four heads"), places(held, "five heads")) == ([], [second])
    merge(other, held, "ben")
    assert (places(other, "four heads"), places(other, "five heads")) == ([], [second])
    index.catch_up(other)
    assert (places(other, "four heads"), places(other, "five heads")) == ([], [second])
