"""The runs of words that two texts share: real, in order, and all there is where little changed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from coder.alignment import Block, align
from coder.alignment.blocks import common_end, common_start

TEXTS = st.text(alphabet="ab \n.界é\u0301", max_size=60)


@given(TEXTS, TEXTS)
@example("", "")
@example("the cat", "the the cat")
def test_blocks_hold_the_same_words_in_the_order_of_both_texts(old: str, new: str) -> None:
    at, new_at = 0, 0
    for block in align(old, new):
        assert block.length > 0
        assert old[block.old : block.old_end] == new[block.new : block.new_end]
        assert block.old >= at
        assert block.new >= new_at
        at, new_at = block.old_end, block.new_end


@given(TEXTS, TEXTS)
def test_no_two_blocks_touch_in_both_texts(old: str, new: str) -> None:
    blocks = align(old, new)
    for one, next_one in pairwise(blocks):
        assert (one.old_end, one.new_end) != (next_one.old, next_one.new)


@given(TEXTS, TEXTS)
def test_what_texts_share_at_their_ends_is_counted_as_one_by_one(old: str, new: str) -> None:
    for shared, pairs in (
        (common_start(old, new), zip(old, new, strict=False)),
        (common_end(old, new), zip(old[::-1], new[::-1], strict=False)),
    ):
        alike = [one == other for one, other in pairs]
        assert shared == (alike.index(False) if False in alike else len(alike))


def test_words_put_in_at_the_top_leave_one_block() -> None:
    assert align("We had four heads.", "Checked. We had four heads.") == (Block(0, 9, 18),)


def test_a_text_is_one_block_with_itself() -> None:
    assert align("We had four heads.", "We had four heads.") == (Block(0, 0, 18),)


def test_a_turn_that_changed_places_is_in_one_of_its_places_only() -> None:
    first, second = "Ann: we had four heads in a year.\n", "Ben: the union was strong then.\n"
    blocks = align(first + second, second + first)
    assert sum(block.length for block in blocks) < len(first + second)
