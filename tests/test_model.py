"""Passages and the tree of codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model import Code, CodeBook, Passage, natural_key

passages = st.builds(
    lambda start, length: Passage(start, start + length), st.integers(0, 20), st.integers(1, 9)
)


@given(passages, passages)
def test_passages_relate_as_their_code_points_do(one: Passage, other: Passage) -> None:
    mine, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlaps(other) == bool(mine & theirs)
    assert one.contains(other) == (theirs <= mine)
    hull = one.hull(other)
    assert (hull.start, hull.end) == (min(mine | theirs), max(mine | theirs) + 1)


@given(passages)
def test_a_passage_reads_back_as_it_is_written(passage: Passage) -> None:
    assert Passage.parse(str(passage)) == passage


@pytest.mark.parametrize("words", ["", "1", ":", "1:", ":2", "a:b", "-1:3", "1:2:3", "1.0:2"])
def test_what_is_no_range_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="START:END"):
        Passage.parse(words)


def test_schools_sort_as_people_count() -> None:
    assert sorted(["10a", "2a", "1b", "1a"], key=natural_key) == ["1a", "1b", "2a", "10a"]


def test_a_family_is_a_code_and_all_below_it() -> None:
    book = CodeBook([Code("a", "A"), Code("b", "B", "a"), Code("c", "C", "b"), Code("d", "D")])
    assert book.family("a") == {"a", "b", "c"}
    assert book.path("c") == "A > B > C"
    assert book.depth("c") == 2
    assert [code.guid for code in book] == ["a", "b", "c", "d"]


def test_a_merged_code_is_found_as_the_one_it_was_merged_into() -> None:
    book = CodeBook(
        [Code("a", "A", merged_into="b"), Code("b", "B", merged_into="c"), Code("c", "C")]
    )
    assert [book.resolve(guid) for guid in "abc"] == ["c", "c", "c"]
    assert [code.guid for code in book] == ["c"]


def test_cycles_that_two_copies_make_together_leave_every_code_in_sight() -> None:
    under = CodeBook([Code("a", "A", "b"), Code("b", "B", "a")])
    assert {code.guid for code in under} == {"a", "b"}
    merged = CodeBook([Code("a", "A", merged_into="b"), Code("b", "B", merged_into="a")])
    assert merged.resolve("a") == merged.resolve("b") == "a"


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.none() | st.sampled_from("abcdef"), st.none() | st.sampled_from("abcdef")),
    )
)
def test_no_codebook_however_tangled_hangs_or_loses_a_code(
    rows: dict[str, tuple[str | None, str | None]],
) -> None:
    book = CodeBook(Code(g, g, parent, merged_into=into) for g, (parent, into) in rows.items())
    shown = [code.guid for code in book]
    assert len(shown) == len(set(shown))
    assert {g for g, (_, into) in rows.items() if into is None} <= set(shown)
    assert all(book.resolve(guid) in shown for guid in rows)
    for guid in shown:
        assert book.path(guid).endswith(guid)
        assert guid in book.family(guid)
