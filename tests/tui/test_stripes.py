"""Codings as stripes: lanes, rows and labels."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.model import Passage
from coder.tui.widgets.stripes import OTHERS, OWN, Stripe, Stripes, abbreviate
from coder.tui.widgets.wrapping import wrap

TEXT = "word " * 80
ROWS = wrap(TEXT, [Passage(0, 200), Passage(200, 400)], 20)
LANES = 3


def stripe(guid: str, start: int, end: int) -> Stripe:
    """A stripe where only guid and passage matter."""
    return Stripe(guid, Passage(start, end), "AB", 0, True, "A Big thing")


def lanes_on(stripes: Stripes, row: int) -> dict[str, int | None]:
    """The lane of each stripe on a row."""
    return {placed.stripe.guid: placed.lane for placed in stripes.on_row(row)}


offsets = st.tuples(st.integers(0, 398), st.integers(1, 120)).map(
    lambda pair: (pair[0], min(399, pair[0] + pair[1]))
)


def assert_margin_is_true(shown: Stripes, kept: dict[str, Stripe]) -> None:
    """Each row has the stripes whose words it shows, no two of them in one lane."""
    for row in range(len(ROWS)):
        here = ROWS.passage(row)
        lanes = lanes_on(shown, row)
        words_here = {guid for guid, one in kept.items() if one.passage.overlaps(here)}
        assert words_here <= set(lanes)
        taken = [lane for lane in lanes.values() if lane is not None]
        assert len(taken) == len(set(taken))
        assert all(0 <= lane < LANES for lane in taken)
    assert {one.guid: one for one in shown} == kept


@given(st.lists(offsets, max_size=25), st.lists(st.integers(0, 30), max_size=20))
def test_stripes_come_and_go_and_never_share_a_lane(
    pairs: list[tuple[int, int]], gone: list[int]
) -> None:
    made = [stripe(str(number), *pair) for number, pair in enumerate(pairs)]
    first, later = made[: len(made) // 2], made[len(made) // 2 :]
    shown, kept = Stripes(first, ROWS, LANES), {one.guid: one for one in first}
    assert_margin_is_true(shown, kept)
    for one in later:
        shown.add(one)
        kept[one.guid] = one
    assert_margin_is_true(shown, kept)
    for number in gone:
        shown.remove(str(number))
        kept.pop(str(number), None)
    assert_margin_is_true(shown, kept)


def test_one_more_than_there_are_lanes_waits_until_one_goes() -> None:
    shown = Stripes([stripe(guid, 0, 30) for guid in "abcd"], ROWS, LANES)
    assert lanes_on(shown, 0) == {"a": 0, "b": 1, "c": 2, "d": None}
    assert shown.remove("b") == [(0, 1), (0, 1)]
    assert lanes_on(shown, 0) == {"a": 0, "c": 2, "d": 1}
    assert shown.remove("b") == []


def test_a_coding_shown_again_replaces_itself() -> None:
    shown = Stripes([stripe("a", 0, 10)], ROWS, LANES)
    assert shown.add(stripe("a", 60, 70)) == (3, 3)
    assert lanes_on(shown, 0) == {}
    assert len(shown) == 1


def test_a_stripe_runs_over_the_gap_between_turns() -> None:
    shown = Stripes([stripe("a", 190, 210)], ROWS, LANES)
    gap = ROWS.firsts[1] - 1
    assert [row for row in range(len(ROWS)) if lanes_on(shown, row)] == [gap - 1, gap, gap + 1]


def test_codes_and_users_differ_without_colour() -> None:
    glyphs = [Stripe("a", Passage(0, 1), "", colour, True, "").glyph for colour in range(5)]
    assert len(set(glyphs)) == 5
    assert not set(OWN) & set(OTHERS)
    assert Stripe("a", Passage(0, 1), "", 7, False, "").glyph in OTHERS


def test_abbreviations() -> None:
    names = ["Behaviour policy", "Union", "MAT support and challenge", "[/]", "", "élan vital"]
    assert [abbreviate(name) for name in names] == ["BP", "Uni", "MSA", "[/]", "", "ÉV"]
