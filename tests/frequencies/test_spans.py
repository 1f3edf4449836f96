"""Which turns a passage overlaps, where turns follow each other and where they do not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.frequencies.spans import Spans

PLACES = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda at: (at[0], sum(at)))


@settings(max_examples=500)
@given(st.lists(PLACES, max_size=12).map(sorted), st.lists(PLACES, max_size=6))
def test_it_is_each_turn_that_shares_a_code_point(
    turns: list[tuple[int, int]], passages: list[tuple[int, int]]
) -> None:
    starts, ends = [turn[0] for turn in turns], [turn[1] for turn in turns]
    spans = Spans(starts, ends, [0] * len(turns))
    found = spans.over([start for start, _ in passages], [end for _, end in passages])
    shared = [
        [at for at, turn in enumerate(turns) if set(range(*turn)) & set(range(*passage))]
        for passage in passages
        if passage[0] < passage[1]
    ]
    worded = [passage[0] < passage[1] for passage in passages]
    assert [[*each] for each, is_ in zip(found, worded, strict=True) if is_] == shared


def test_one_turn_over_all_others_makes_nobody_compare_every_two() -> None:
    turns = [(0, 100_000), *((at * 50, at * 50 + 49) for at in range(2_000))]
    spans = Spans([s for s, _ in turns], [e for _, e in turns], [0] * len(turns))
    looked_at = 0
    shares = spans._shares

    def counting(*where: int) -> bool:
        nonlocal looked_at
        looked_at += 1
        return shares(*where)

    spans._shares = counting  # type: ignore[method-assign]
    passages = range(0, 100_000, 20)
    found = list(spans.over(passages, [at + 10 for at in passages]))
    assert [each[0] for each in found] == [0] * len(passages)
    assert looked_at == len(passages)
