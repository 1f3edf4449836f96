"""Two copies, one of which did not know that somebody had left: the words stay gone in both."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.operations import codes, coding, lookup, merging, sources, turns
from coder.operations.project import start
from coder.store import Store, open_project, reads, written
from coder.store.problems import problems
from coder.store.schema import DEFAULTS
from coder.store.texts import ids
from coder.verify import verify

from .withdrawing_study import (
    RARE,
    SAID,
    SECOND,
    apply,
    correct,
    left_in,
    study,
    windows,
    withdraw,
    write,
)

THIRD = SECOND.replace("Why was", "And why was").replace("Zanzibar", "Zanzibar now")


def leadership(store: Store) -> str:
    return lookup.code(reads.codebook(store), "Leadership").guid


def source(store: Store) -> str:
    return lookup.source(store, "8a").guid


def codes_more(store: Store, folder: Path) -> None:
    guid = apply(store, "bea", "taught me that marmalade governors", leadership(store))
    coding.add_memo(store, "bea", guid, "Note the xylophone cupboard became an unofficial den.")
    apply(store, "bea", "We had five heads", leadership(store))


def writes(store: Store, folder: Path) -> None:
    codes.add_example(store, "bea", leadership(store), SAID[1])
    coding.add_memo(store, "bea", source(store), "Zanzibar taught me that one thing is sure.")


def corrects(store: Store, folder: Path) -> None:
    correct(store, folder, THIRD, "bea")


def splits(store: Store, folder: Path) -> None:
    held = reads.turns(store, source(store))[source(store)]
    text = reads.text(store, source(store))
    turn = next(t for t in held if "xylophone" in t.passage.quotation(text))
    turns.split_turn(store, "bea", turn, turn.passage.start + len("The xylophone cupboard "))


def gives_a_turn(store: Store, folder: Path) -> None:
    """Of somebody else, to the one who leaves elsewhere."""
    held = reads.turns(store, source(store))[source(store)]
    turns.reassign_turn(store, "bea", held[-1], "Teacher 1")


def renames(store: Store, folder: Path) -> None:
    known = reads.speakers(store, source(store)).values()
    turns.rename_speaker(store, "bea", lookup.speaker(known, "Teacher 1"), "Quarrelling Deputy")


def only_something_else(store: Store, folder: Path) -> None:
    codes.add_code(store, "bea", "Governance")


MEANWHILE: list[Callable[[Store, Path], Any]] = [
    codes_more,
    writes,
    corrects,
    splits,
    gives_a_turn,
    renames,
    only_something_else,
]


@dataclass
class Copies:
    """Two copies in folders of their own, and where what is imported lies."""

    one: Path
    other: Path
    outside: Path

    def merge(self, into: Path, of: Path) -> merging.Merged:
        with open_project(into) as store:
            return merging.merge(store, "cid", of)


def make(folder: Path) -> Copies:
    for name in ("one", "other", "outside"):
        (folder / name).mkdir()
    copies = Copies(folder / "one" / "s.coder", folder / "other" / "s.coder", folder / "outside")
    with start(copies.one, "ann") as store:
        study(store, copies.outside)
    shutil.copy(copies.one, copies.other)
    return copies


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return make(tmp_path)


def read(path: Path) -> dict[str, Any]:
    """All rows, with words in the place of the ids of texts, and no id of an entry."""
    with open_project(path) as store:
        return {
            table: {
                guid: {column: in_words(store, row[column]) for column in row}
                for (guid,) in store.rows(f'SELECT guid FROM "{table}"')
                if (row := reads.row(store, table, guid))
            }
            for table in DEFAULTS
            if table != "users"
        }


def in_words(store: Store, value: Any) -> Any:
    found = ids(value)
    return [reads.note(store, id) for id in found] if found else value


def check(copies: Copies, *allowed: str) -> None:
    """Neither file holds a word of who left, and both hold together."""
    words = windows(*SAID) | set(RARE)
    for path in (copies.one, copies.other):
        assert left_in(path.parent, words) == {}
        report = verify(path)
        assert (report.faults, report.remarks) == ([], [])
        with open_project(path) as store:
            assert [p for p in problems(store) if "waits" not in p and "ways" not in p] == []


@pytest.mark.parametrize("meanwhile", MEANWHILE, ids=lambda deed: deed.__name__)
@pytest.mark.parametrize("back_first", [False, True], ids=["into it", "out of it"])
def test_what_the_other_copy_did_meanwhile_leaves_too(copies, meanwhile, back_first):
    with open_project(copies.one) as store:
        withdraw(store, "Teacher 1", "memos", "names", "repeats")
    with open_project(copies.other) as store:
        meanwhile(store, copies.outside)
    order = [(copies.one, copies.other), (copies.other, copies.one)]
    for into, of in reversed(order) if back_first else order:
        copies.merge(into, of)
    check(copies)
    assert read(copies.one) == read(copies.other)


def test_the_other_copy_is_only_read(copies):
    """Whoever takes in a copy that has withdrawn leaves that copy as it was."""
    with open_project(copies.one) as store:
        withdraw(store)
    before = copies.one.read_bytes()
    copies.merge(copies.other, copies.one)
    assert copies.one.read_bytes() == before


def test_who_left_in_two_copies_at_once_is_gone_from_both(copies):
    """Each copy covers what it withdrew; together they cover both, and neither form stays."""
    with open_project(copies.one) as store:
        withdraw(store, "Teacher 1", "repeats", "memos")
    with open_project(copies.other) as store:
        withdraw(store, "Headteacher", user="bea")
    copies.merge(copies.one, copies.other)
    copies.merge(copies.other, copies.one)
    check(copies)
    for path in (copies.one, copies.other):
        assert left_in(path.parent, windows("We had five heads in as many years.")) == {}
    assert read(copies.one) == read(copies.other)


def test_what_was_kept_on_purpose_stays_and_what_nobody_saw_is_covered(copies):
    """Ann kept the memos; bea wrote another meanwhile."""
    with open_project(copies.one) as store:
        withdraw(store)
    with open_project(copies.other) as store:
        coding.add_memo(store, "bea", source(store), "Zanzibar taught me that one thing is sure.")
    copies.merge(copies.one, copies.other)
    with open_project(copies.one) as store:
        found = sorted(memo.text for memo in written.memos(store))
    assert found == [
        "As he said: taught me that marmalade governors, you see.",
        "He means the xylophone cupboard became an unofficial one.",
        "Nothing of theirs.",
        "░" * len("Zanzibar taught me that") + " one thing is sure.",
    ]


def test_a_turn_given_to_who_has_left_is_named_and_can_be_taken(copies):
    with open_project(copies.one) as store:
        withdraw(store)
        gives_a_turn(store, copies.outside)
        (problem,) = (each for each in problems(store) if "withdraw" in each)
        assert problem.startswith("1 turn of 8a.txt, given to a speaker who was withdrawn,")
        named = problem.partition("`coder withdraw ")[2].split()[0]
        withdraw(store, named)
        assert not [each for each in problems(store) if "withdraw" in each]
        assert "everywhere" not in reads.text(store, source(store))


def test_a_source_brought_to_a_case_that_has_left_is_named(copies):
    with open_project(copies.one) as store:
        withdraw(store, "case:8a")
    with open_project(copies.other) as store:
        file = write(copies.outside, "late.txt", "Governor: We saw nothing of it.\n")
        sources.import_source(store, "bea", file, sources.Facts("8a"))
    found = copies.merge(copies.one, copies.other).problems
    assert [each for each in found if each.startswith("late.txt is of a case that was withdrawn")]


def test_a_turn_given_to_who_left_in_a_version_that_both_made_leaves_all_alike(copies):
    """Both corrected to the same words, and one of them covered these before they met."""
    with open_project(copies.one) as store:
        corrects(store, copies.outside)
        withdraw(store, "Teacher 1", "memos", "repeats")
    with open_project(copies.other) as store:
        corrects(store, copies.outside)
        gives_a_turn(store, copies.outside)
    copies.merge(copies.one, copies.other)
    copies.merge(copies.other, copies.one)
    check(copies)
    assert read(copies.one) == read(copies.other)


STEPS = st.lists(
    st.tuples(st.sampled_from(MEANWHILE), st.booleans()), min_size=1, max_size=4, unique=True
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(STEPS, st.booleans(), st.booleans())
def test_in_whatever_order_two_copies_meet_no_word_comes_back(
    tmp_path_factory, steps, names_too, back_first
):
    """Deeds before and after the withdrawal, in either copy, then merged both ways."""
    copies = make(tmp_path_factory.mktemp("copies"))
    also = ("memos", "repeats", "names") if names_too else ("memos", "repeats")
    for deed, before in steps:
        with open_project(copies.one if before else copies.other) as store:
            deed(store, copies.outside)
    with open_project(copies.one) as store:
        known = reads.speakers(store, source(store)).values()
        gone = "Quarrelling Deputy" if "Quarrelling Deputy" in {k.name for k in known} else None
        withdraw(store, gone or "Teacher 1", *also)
    order = [(copies.one, copies.other), (copies.other, copies.one)]
    for into, of in reversed(order) if back_first else order:
        copies.merge(into, of)
    words = windows(*SAID) | {"Zanzibar", "xylophone"}
    for path in (copies.one, copies.other):
        assert left_in(path.parent, words) == {}
        assert verify(path).faults == []
    assert read(copies.one) == read(copies.other)
