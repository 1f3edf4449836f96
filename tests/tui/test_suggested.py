"""Suggestions in order of the text, against a look at each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.model import Passage
from coder.suggest import Suggestion
from coder.tui.suggested import over, place, put

PASSAGES = st.builds(
    lambda start, length: Passage(start, start + length), st.integers(0, 40), st.integers(1, 9)
)
SUGGESTIONS = st.builds(
    lambda passage, code, strength: Suggestion("s", passage, code, "likeness", "", strength),
    PASSAGES,
    st.sampled_from("abc"),
    st.sampled_from([0.5, 0.9]),
)


@given(st.lists(SUGGESTIONS), PASSAGES)
def test_those_on_a_passage_are_all_that_share_a_code_point_with_it(
    found: list[Suggestion], passage: Passage
) -> None:
    found.sort(key=place)
    longest = max((each.passage.end - each.passage.start for each in found), default=0)
    assert over(found, passage, longest) == [e for e in found if e.passage.overlaps(passage)]


@given(st.lists(st.tuples(SUGGESTIONS, st.booleans())))
def test_what_is_put_in_and_out_stands_in_order_as_said_last(
    said: list[tuple[Suggestion, bool]],
) -> None:
    listed: list[Suggestion] = []
    for each, stands in said:
        put(listed, each, stands)
    last = dict(said)
    assert listed == sorted((each for each in last if last[each]), key=place)
