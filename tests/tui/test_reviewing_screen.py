"""Typing mode as an auditor uses it: a queue of ten schools, each read, settled or asked about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static, TextArea
from textual.widgets._footer import FooterKey

from coder.model import Passage
from coder.operations import lookup, queries, typing
from coder.operations.coding import apply_code
from coder.store import judged, open_project, reads
from coder.tui.screens.attribute import AttributeScreen
from coder.tui.screens.code import CodeScreen
from coder.tui.screens.trace import TraceScreen
from coder.tui.screens.typing import TypingScreen
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.typing_trace import Sides

from .demonstration import demo_copy, go, kept, settle, told
from .driving import SIZES, line_with, opened, shown
from .test_typing_screen import STUCK, UNION, asked, on_case, whole_trace

OPEN = "not yet determined"


def decided_by_ann(folder: Path, *cases: str) -> Path:
    """Return the demonstration with cases that ann has decided, 8a as the rules have it."""
    project = demo_copy(folder)
    with open_project(project) as store:
        for name in cases or STUCK:
            outcome = "Type A" if name == "8a" else OPEN
            typing.decide(store, "ann", lookup.case(store, name), outcome, "As the rules say.")
    return project


def in_hand(pilot: Pilot[Any]) -> str:
    """Return the case under the cursor, or the one whose trace is read."""
    screen = pilot.app.screen
    assert isinstance(screen, TypingScreen | TraceScreen)
    return screen.in_hand.case.name if screen.in_hand else ""


def queue(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#queue", Static).render().plain  # type: ignore[union-attr]


def head(pilot: Pilot[Any]) -> str:
    """Return what stands over the trace, on one line."""
    lines = pilot.app.screen.query_one("#case-head", Static).render().plain  # type: ignore[union-attr]
    return " ".join(lines.split())


def footer(pilot: Pilot[Any]) -> list[str]:
    """Return what the footer names, as far as it is seen."""
    keys = pilot.app.screen.query(FooterKey)
    return [key.description for key in keys if key.region.right <= pilot.app.size.width]


async def test_a_review_of_ten_schools(tmp_path: Path) -> None:
    project = decided_by_ann(tmp_path)
    async with opened(project, "typing", user="kim") as pilot:
        assert queue(pilot) == "10 to review; 10 wait for you: n goes to the next."
        assert in_hand(pilot) == "1a"
        await go(pilot, "enter")
        for name in STUCK[:7]:
            assert in_hand(pilot) == name
            assert "ann decided not yet determined. It waits for review; y agrees" in head(pilot)
            await go(pilot, "y", "=Nothing else is in print.", "ctrl+s", "n")
        assert in_hand(pilot) == "8a"
        assert footer(pilot)[:4] == ["Next", "Agree", "Query", "Overrule"]
        await go(pilot, "q", "=Is one teacher enough for oversight?", "ctrl+s")
        assert "ann decided Type A, kim's query open. A query waits for an answer." in head(pilot)
        assert footer(pilot)[:3] == ["Next", "Query", "Close"]
        await go(pilot, "y")
        assert "kim's query of 8a is open; close it first (c)" in told(pilot)
        await go(pilot, "n", "o", "=neither", "enter", "=A head of eight years.", "ctrl+s", "n")
        assert in_hand(pilot) == "10a"
        await go(pilot, "escape")
        assert in_hand(pilot) == "10a"  # where the trace was left
        assert queue(pilot).startswith("1 query open, 1 to review, 1 overruled, 7 agreed; 1 waits")


async def test_a_query_goes_to_and_fro_between_two_users(tmp_path: Path) -> None:
    project = decided_by_ann(tmp_path, "4a", "8a")
    with open_project(project) as store:
        typing.review(store, "kim", judged.typings(store)[-1], "query", "Is one teacher enough?")
    async with opened(project, "typing") as pilot:
        assert in_hand(pilot) == "8a"  # ann is asked: it stands under the cursor at once
        assert "Answer" in footer(pilot)
        await go(pilot, "r")
        assert "kim asks: “Is one teacher enough?” Your answer:" in asked(pilot)
        await go(pilot, "=A head says it by phone.", "ctrl+s")
        assert "query answered, " in line_with(pilot, "8a  ")
        await go(pilot, "c")
        assert "It is for someone else to close the query of 8a." in told(pilot)
    async with opened(project, "typing", user="kim") as pilot:
        await go(pilot, "n")
        assert in_hand(pilot) == "8a"
        await go(pilot, "c")
        assert "Answered: “A head says it by phone.” You act as kim." in asked(pilot)
        await go(pilot, "=Then there are two.", "ctrl+s", "y", "=Both hold.", "ctrl+s")
        assert "agreed, Type A" in line_with(pilot, "8a  ")
        await go(pilot, "enter")
        trace = whole_trace(pilot)
        said = ("kim queried it on", "ann answered on", "kim closed it on", "kim agreed on")
        assert sorted(map(trace.index, said)) == [trace.index(each) for each in said]


@pytest.mark.parametrize("size", SIZES)
async def test_the_trace_as_an_auditor_sees_it(tmp_path: Path, size: tuple[int, int]) -> None:
    project = decided_by_ann(tmp_path, "8a")
    async with opened(project, "typing", user="kim", size=size) as pilot:
        await go(pilot, "enter", "p")
        lines = [line.rstrip(" ▁▂▃▄▅▆▇█") for line in shown(pilot).splitlines()]
        words = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "YYYY-MM-DD hh:mm", "\n".join(lines[1:-1]))
        assert words == kept(f"typing-trace-{size[0]}x{size[1]}").rstrip("\n")


@pytest.mark.parametrize("size", SIZES)
async def test_for_and_against_stand_side_by_side_where_there_is_room(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    project = demo_copy(tmp_path)
    with open_project(project) as store:
        source = lookup.source(store, "8a").guid
        code = lookup.code(reads.codebook(store), "Constructive union voice").guid
        at = reads.text(store, source).index("I don’t fully go along")
        apply_code(store, "ann", source, Passage(at, at + 22), code)
        case, of = lookup.case(store, "8a"), typing.attribute(store, "unstable-leadership")
        typing.assess(store, "ben", case.guid, of, "not met", "The same head for six years.")
    async with opened(project, "typing", size=size) as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "enter")
        (both,) = [each for each in pilot.app.screen.query(Sides) if "Against it: 1" in words(each)]
        (judged,) = [
            each for each in pilot.app.screen.query(Sides) if "ben assessed" in words(each)
        ]
        for each in (both, judged):
            left, right = each.children
            assert (left.region.y == right.region.y) is (size[0] == 120)
            assert (left.region.x == right.region.x) is (size[0] == 80)
        assert words(judged).startswith("By the evidence alone: met")
        assert "As people assessed it: not met ben assessed it as not met on 20" in words(judged)


def words(sides: Sides) -> str:
    texts = [each.render().plain for each in sides.query(Static)]  # type: ignore[union-attr]
    return " ".join("\n".join(texts).split())


async def test_what_was_written_is_not_lost_by_leaving(tmp_path: Path) -> None:
    async with opened(decided_by_ann(tmp_path, "8a"), "typing", user="kim") as pilot:
        await go(pilot, "q", "=Which years does it mean?", "escape")
        assert "Throw away what you have typed?" in asked(pilot)
        await go(pilot, "n")
        assert pilot.app.screen.query_one(TextArea).text == "Which years does it mean?"
        await go(pilot, "ctrl+s")
        assert "query open" in line_with(pilot, "8a  ")


async def test_the_queue_is_filtered_and_ordered_by_state(tmp_path: Path) -> None:
    project = decided_by_ann(tmp_path, "1a", "4a", "8a")
    with open_project(project) as store:
        made = {each.case: each for each in judged.typings(store)}
        typing.review(store, "kim", made[lookup.case(store, "1a").guid], "agree", "Yes.")
        eight = made[lookup.case(store, "8a").guid]
        typing.review(store, "kim", eight, "query", "One teacher?")
        queries.answer(store, "ann", judged.reviews(store)[-1].guid, "Two voices.")
    async with opened(project, "typing", user="kim") as pilot:
        words = "7 to decide, 1 query answered, 1 to review, 1 agreed; 2 wait for you: n goes to"
        assert queue(pilot).startswith(words)
        assert in_hand(pilot) == "4a"
        await go(pilot, "f")
        for each in ("what waits for you (2)", "to decide (7)", "agreed (1)", "overruled (0)"):
            assert each in asked(pilot) or each in shown(pilot)
        await go(pilot, "=overruled", "enter")
        assert "No case is shown: none is among “overruled”." in " ".join(shown(pilot).split())
        await go(pilot, "f", "=waits for you", "enter")
        grid = pilot.app.screen.query_one(Grid)
        assert column(grid) == ["4a", "8a"]
        await go(pilot, "f", "enter", "s", "h")
        # What waits for kim first: the answer to her query before what nobody has reviewed.
        rest = ["2a", "3a", "5a", "6a", "7a", "9a", "10a"]
        assert column(grid) == ["8a", "4a", *rest, "1a"]


def column(grid: Grid) -> list[str]:
    return [str(grid.get_cell_at((row, 0))) for row in range(grid.row_count)]


async def test_nothing_decided_is_said(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "typing", user="kim") as pilot:
        assert queue(pilot) == (
            "Nothing is decided yet: d decides how the case under the cursor is typed."
        )
        await go(pilot, "r")
        assert "There is no open query of 1a." in told(pilot)


async def test_a_passage_is_read_in_its_place_and_a_key_comes_back(tmp_path: Path) -> None:
    async with opened(decided_by_ann(tmp_path, "8a"), "typing", user="kim") as pilot:
        await go(pilot, "enter", "p", "p", "enter")
        assert isinstance(pilot.app.screen, CodeScreen)
        assert "F5 comes back to the trace of 8a." in told(pilot)
        await go(pilot, "f5")
        assert isinstance(pilot.app.screen, TraceScreen)
        assert in_hand(pilot) == "8a"


@pytest.mark.parametrize("size", SIZES)
async def test_a_review_is_done_with_the_mouse(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(decided_by_ann(tmp_path, "8a"), "typing", user="kim", size=size) as pilot:
        await settle(pilot)  # the footer is laid anew when the cursor has moved
        (agree,) = [k for k in pilot.app.screen.query(FooterKey) if k.description == "Agree"]
        await pilot.click(offset=agree.region.offset)
        await settle(pilot)
        await go(pilot, "=Both hold.")
        await pilot.click("#keep")
        await settle(pilot)
        assert "1 agreed; nothing waits for you" in queue(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_who_says_it_answers_the_unions_question(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Method notes A6: the only support in print is of 8a, by a head and a teacher, and 8a meets
    Type A."""
    async with opened(demo_copy(tmp_path), "typing", size=size) as pilot:
        await on_case(pilot, "1a", UNION)
        await go(pilot, "w")
        assert isinstance(pilot.app.screen, AttributeScreen)
        words = " ".join(shown(pilot).split())
        assert "Of 10 cases typed, 1 has a passage for Antagonistic union voice: 8a." in words
        assert (
            "8a: 3 passages from at least 2 speakers (Headteacher and Teacher), none against. The"
            " same case meets Type A." in words
        )
        await go(pilot, "enter")
        assert in_hand(pilot) == "8a"
        await go(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, TypingScreen)
        await on_case(pilot, "1a")
        await go(pilot, "w", "=union", "enter")
        assert isinstance(pilot.app.screen, AttributeScreen)
