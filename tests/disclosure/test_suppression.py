"""An attacker who tries every world that fits the printed figures finds out no withheld one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.disclosure import withheld

World = tuple[tuple[int, ...], ...]
"""By theme and school, its state: with, without, not yet read."""


def figures(world: World, groups: list[str]) -> list[dict[str, list[int]]]:
    """Return by theme and group how many schools are in each state."""
    return [
        {
            group: [
                sum(of == group and state == each for of, each in zip(groups, theme, strict=True))
                for state in range(3)
            ]
            for group in sorted(set(groups))
        }
        for theme in world
    ]


def worlds(schools: int, themes: int) -> Iterator[World]:
    every = list(product(range(3), repeat=schools))
    yield from product(every, repeat=themes)


def holds_together(world: World) -> bool:
    """Whether whoever says the second theme says the first, which stands above it."""
    return all(above == 0 for above, below in zip(*world, strict=True) if below == 0)


def printed(world: World, groups: list[str], hidden: set[str]) -> list[object]:
    rows = figures(world, groups)
    wholes = [[sum(row[group][s] for group in row) for s in range(3)] for row in rows]
    shown = [{group: row[group] for group in row if group not in hidden} for row in rows]
    return [wholes, shown]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_withheld_figure_can_be_worked_out_from_the_printed_ones(data: st.DataObject) -> None:
    groups = data.draw(
        st.sampled_from(["abb", "aab", "abbb", "abbc", "aabb", "abcc", "abcd"]).map(list)
    )
    every = [world for world in worlds(len(groups), 2) if holds_together(world)]
    world = data.draw(st.sampled_from(every))
    sizes = {group: groups.count(group) for group in sorted(set(groups))}
    small = [group for group in sizes if sizes[group] < 2]
    rows = figures(world, groups)
    hidden = withheld(rows, small, sizes)
    assert set(small) <= hidden
    seen, whole = printed(world, groups, hidden), printed(world, groups, set(sizes))
    could_be = [figures(each, groups) for each in every if printed(each, groups, hidden) == seen]
    anyway = [figures(each, groups) for each in every if printed(each, groups, set(sizes)) == whole]
    for theme, group, state in product(range(2), hidden, range(3)):
        known = {each[theme][group][state] for each in could_be}
        from_the_whole_alone = {each[theme][group][state] for each in anyway}
        assert len(known) > 1 or len(from_the_whole_alone) == 1


def test_a_single_small_group_takes_the_next_smallest_with_it() -> None:
    rows = [{"Middle": [1, 0], "Primary": [2, 6], "Secondary": [4, 5]}]
    sizes = {"Middle": 1, "Primary": 8, "Secondary": 9}
    # 7 of 18 less 2 and 4 is the middle school's own answer.
    assert withheld(rows, ["Middle"], sizes) == {"Middle", "Primary"}


def test_two_small_groups_hide_each_other_unless_they_answer_alike() -> None:
    sizes = {"Junior": 2, "Middle": 1, "Primary": 8}
    differ = [{"Junior": [1, 1], "Middle": [0, 1], "Primary": [4, 4]}]
    assert withheld(differ, ["Junior", "Middle"], sizes) == {"Junior", "Middle"}
    alike = [{"Junior": [0, 2], "Middle": [0, 1], "Primary": [4, 4]}]
    assert withheld(alike, ["Junior", "Middle"], sizes) == {"Junior", "Middle", "Primary"}


def test_what_the_whole_says_of_everybody_is_no_reason_to_withhold_more() -> None:
    rows = [{"a": [0, 1], "b": [0, 2], "c": [0, 9]}]
    assert withheld(rows, ["a", "b"], {"a": 1, "b": 2, "c": 9}) == {"a", "b"}


def test_nothing_is_withheld_where_no_group_is_small() -> None:
    assert withheld([{"a": [1, 9], "b": [10, 0]}], [], {"a": 10, "b": 10}) == set()


@given(st.lists(st.integers(0, 3), min_size=3, max_size=4), st.integers(1, 2))
def test_passages_which_have_no_base_are_not_given_away_either(
    counts: list[int], small: int
) -> None:
    names = [f"group {at}" for at in range(len(counts))]
    sizes = dict(zip(names, [1, 1, 5, 6], strict=False))
    hidden = withheld(
        [{name: [count] for name, count in zip(names, counts, strict=True)}],
        names[:small],
        sizes,
        bounded=False,
    )
    left = sum(count for name, count in zip(names, counts, strict=True) if name in hidden)
    ways = [way for way in product(range(left + 1), repeat=len(hidden)) if sum(way) == left]
    if sum(counts):
        assert all(len({way[at] for way in ways}) > 1 for at in range(len(hidden)))
