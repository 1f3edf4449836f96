"""Typing mode as leads and auditors use it: how schools are typed, why, and what people decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.model import Passage
from coder.operations import cases, lookup, typing
from coder.operations.coding import apply_code
from coder.store import judged, open_project, reads
from coder.tui.screens.code import CodeScreen
from coder.tui.screens.passages import PassagesScreen
from coder.tui.screens.trace import TraceScreen
from coder.tui.screens.typing import TypingScreen
from coder.tui.widgets.themes_grid import Grid
from coder.tui.widgets.typing_trace import PassageBlock

from .demonstration import demo_copy, go, kept, rows, settle, told
from .driving import SIZES, line_with, opened, shown

STUCK = ["1a", "2a", "3a", "4a", "5a", "6a", "7a", "8a", "9a", "10a"]


UNSTABLE, UNCLEAR, INEXPERIENCED, SETTLED, LONG, UNION = range(1, 7)
"""The columns of the attributes."""

TWO_QUOTATIONS = (
    "In the last seven years, we’ve had four headteachers.",
    "Without the continuity and consistency of our leadership, we've not been able to access this "
    "pot of money as we've had too many changes in staff.",
)
"""What paragraphs 71 and 101 of the report quote from school 8a."""


async def on_case(pilot: Pilot[Any], case: str, column: int = 0) -> None:
    """Put the cursor on a case."""
    grid = pilot.app.screen.query_one(Grid)
    names = [str(grid.get_cell_at((row, 0))) for row in range(grid.row_count)]
    grid.move_cursor(row=names.index(case), column=column)
    await settle(pilot)


def whole_trace(pilot: Pilot[Any]) -> str:
    """Return all that the trace says, seen or scrolled out of sight, on one line."""
    assert isinstance(pilot.app.screen, TraceScreen)
    texts = [each.render().plain for each in pilot.app.screen.query("#trace Static")]  # type: ignore[attr-defined]
    return " ".join("\n".join(texts).split())


def in_words(pilot: Pilot[Any]) -> str:
    """Return the screen on one line."""
    return " ".join(shown(pilot).split())


def said(pilot: Pilot[Any]) -> str:
    """Return what the line beneath says of the case under the cursor."""
    return pilot.app.screen.query_one("#typing-words", Static).render().plain  # type: ignore[union-attr]


def asked(pilot: Pilot[Any]) -> str:
    """Return what a dialog says, on one line."""
    assert isinstance(pilot.app.screen, ModalScreen)
    texts = [each.render().plain for each in pilot.app.screen.query(Static)]  # type: ignore[union-attr]
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("size", SIZES)
async def test_every_stuck_school_has_a_row(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(demo_copy(tmp_path), "typing", size=size) as pilot:
        expected, lines = kept(f"typing-{size[0]}x{size[1]}"), rows(pilot)
        first = lines.index(expected.split("\n")[0])
        assert "\n".join(lines[first:]).startswith(expected)
        if size == SIZES[0]:
            assert "? n/k: not known" in shown(pilot)
            assert "? n/d: not yet determined" in shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_cases_that_are_not_typed_say_why_and_can_be_hidden(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(demo_copy(tmp_path), "typing", size=size) as pilot:
        await on_case(pilot, "7b")
        assert "7b: Not typed: its status is unstuck, and only stuck cases are typed." in in_words(
            pilot
        )
        await go(pilot, "h")
        grid = pilot.app.screen.query_one(Grid)
        assert [str(grid.get_cell_at((row, 0))) for row in range(grid.row_count)] == STUCK
        assert "10 not typed, hidden" in shown(pilot)


async def test_the_trace_answers_why_8a_is_typed_as_it_is(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "typing") as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "enter")
        assert "8a: Type A met; Type B not yet determined." in shown(pilot)
        trace = whole_trace(pilot)
    for words in (
        "● Type A, Chaotic and change fatigued: met. The rule asks for “at least two of the "
        "following attributes” (paragraph 66), that is at least two of three. Two are met: "
        "Unstable leadership and Unclear direction for school oversight.",
        "? Type B, Resistant and embedded culture: not yet determined.",
        "One is met: Antagonistic union voice.",
        "● Unstable leadership: met 2 passages speak for it, none against. From 2 speakers "
        "(Teacher and Senior leader).",
        *TWO_QUOTATIONS,
        "● Unclear direction for school oversight: met 1 passage speaks for it, none against. All "
        "of it rests on a single speaker (Teacher).",
        "We’ve looked like we’re joining three different MATs.”",
        "? Settled leadership team: not known No passage speaks for or against it",
        "Not known is not the same as not met.",
        "Dropping the passage of Teacher in 8a.txt (289:396) leaves Unclear direction for school "
        "oversight not known: Type A would be not yet determined.",
        "? Type B, just-two: at least: not yet determined; 1 met, 0 not met, 2 not known.",
        "Nobody has decided yet",
    ):
        assert words in trace
    # Who has never seen it reads sentences first; ids and digests come last.
    assert trace.index("What it rests on") < trace.index("Where this comes from")
    assert "sha256:" not in trace[: trace.index("Where this comes from")]
    told = f"Teacher · 8a.txt, turn 2 “{TWO_QUOTATIONS[0]}” coded Unstable leadership by report"
    assert trace.count(told) == 1
    assert "For it: 2 passages" in trace
    assert "Against it: no passage" in trace


async def test_a_school_without_evidence_says_that_first_and_what_to_do(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "typing") as pilot:
        await on_case(pilot, "1a")
        await go(pilot, "enter")
        head, lead = rows(pilot)[1:3], in_words(pilot)
        assert head[0].strip().startswith("1a: Type A not yet determined")
        sentence = "No passage is coded as evidence about 1a, and nobody has assessed an attribute"
        assert sentence in lead
        assert lead.index(sentence) < lead.index("The rule asks for"), "details come beneath"
        assert "would alter it" not in lead
        assert sentence not in whole_trace(pilot), "it is said once"
        assert "Passage" not in rows(pilot)[-1], "there is none to go to"
    with open_project(demo_copy(tmp_path)) as store:
        case = lookup.case(store, "1a")
        attribute = next(t for t in typing.traces(store, "ann")).attributes[0].attribute
        typing.assess(store, "ann", case.guid, attribute, "met", "I know it.")
    async with opened(tmp_path / "demo.coder", "typing") as pilot:
        await on_case(pilot, "1a")
        await go(pilot, "enter")
        assert "No passage is coded as evidence about" not in in_words(pilot)


async def test_the_footer_has_the_key_to_the_next_passage_where_there_is_one(
    tmp_path: Path,
) -> None:
    async with opened(demo_copy(tmp_path), "typing", size=(120, 40)) as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "enter")
        assert "p Passage" in rows(pilot)[-1]


async def test_at_80_columns_how_both_types_come_out_stands_beside_who_says_it(
    tmp_path: Path,
) -> None:
    async with opened(demo_copy(tmp_path), "typing") as pilot:
        assert "4 readings" in shown(pilot)
        await on_case(pilot, "8a", UNSTABLE)
        await go(pilot, "w")
        assert "roles" in line_with(pilot, "Type B")
        row = line_with(pilot, "8a  ").split()
        assert row[:6] == ["8a", "met", "2", "0", "2", "Teacher,"]
        assert row[-4:] == ["●", "met", "?", "n/d"]


async def test_at_80_columns_a_decision_and_what_it_waits_for_are_not_cut(tmp_path: Path) -> None:
    path = demo_copy(tmp_path)
    with open_project(path) as store:
        for case, outcome in (("8a", "Type A and Type B"), ("9a", "neither type")):
            found = lookup.case(store, case)
            typing.decide(store, "sam", found, outcome, "So it was.")
    async with opened(path, "typing") as pilot:
        assert line_with(pilot, "8a  ").rstrip().endswith("to review, A+B")
        assert line_with(pilot, "9a  ").rstrip().endswith("to review, none")


async def test_in_the_past_no_key_is_named_that_does_nothing_there(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "history") as pilot:
        await go(pilot, "b", "f5")
        assert "Nothing was decided yet." in in_words(pilot)
        assert "d decides" not in in_words(pilot)
        await on_case(pilot, "8a")
        await go(pilot, "enter")
        assert "Nobody has decided yet." in in_words(pilot)
        assert "d decides" not in in_words(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_from_the_trace_to_the_transcript_and_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(demo_copy(tmp_path), "typing", size=size) as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "enter", "p")
        assert "▌ “In the last seven years, we’ve had four" in in_words(pilot)
        await go(pilot, "enter")
        assert isinstance(pilot.app.screen, CodeScreen)
        assert pilot.app.screen.source is not None
        assert pilot.app.screen.source.name == "8a.txt"
        assert "▸ In the last seven years, we’ve" in shown(pilot)
        await go(pilot, "f5", "escape")
        assert isinstance(pilot.app.screen, TypingScreen)
        trace = pilot.app.screen.in_hand
        assert trace is not None
        assert trace.case.name == "8a"


async def test_a_click_on_a_passage_goes_to_the_transcript(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "typing", size=(120, 40)) as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "enter")
        await pilot.click(PassageBlock, offset=(5, 1))
        await settle(pilot)
        assert isinstance(pilot.app.screen, CodeScreen)


async def test_an_assessment_with_a_reason_changes_the_outcome_and_undo_takes_it_back(
    tmp_path: Path,
) -> None:
    async with opened(demo_copy(tmp_path), "typing") as pilot:
        await on_case(pilot, "8a", UNCLEAR)
        await go(pilot, "a", "=not m", "enter")
        assert "From the evidence alone it is met. Why is it so?" in asked(pilot)
        await go(pilot, "ctrl+s")
        assert "An assessment needs a reason" in told(pilot)
        await go(pilot, "=One voice [b]only[/b]", "ctrl+s")
        assert "8a: Type A not yet determined; Type B not yet determined." in said(pilot)
        assert "Unclear direction for school oversight: not met" in said(pilot)
        assert line_with(pilot, "8a  ").split()[:5] == ["8a", "●", "met", "○", "not"]
        await go(pilot, "enter")
        trace = whole_trace(pilot)
        assert (
            "It is not met because a person says so (ann); by the evidence alone it would be"
            in (trace)
        )
        assert "ann assessed it as not met on 20" in trace
        assert "“One voice [b]only[/b]”" in trace
        await go(pilot, "u")
        assert "8a: Type A met; Type B not yet determined." in shown(pilot)
        assert "One voice" not in whole_trace(pilot)


async def test_a_decision_is_reviewed_by_someone_else(tmp_path: Path) -> None:
    project = demo_copy(tmp_path)
    async with opened(project, "typing") as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "y")
        assert "Nobody has decided how 8a is typed" in told(pilot)
        await go(pilot, "d")
        assert "The rules give: Type A met; Type B not yet determined. Decide:" in asked(pilot)
        await go(pilot, "enter", "=Both hold", "ctrl+s")
        assert "to review, Type A" in line_with(pilot, "8a  ")
        await go(pilot, "y")
        assert "You decided how 8a is typed yourself" in told(pilot)
    async with opened(project, "typing", user="ben") as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "enter", "o", "=type b", "enter")
        assert "You act as ben." in asked(pilot)
        assert "a claim, not a proof" in asked(pilot)
        await go(pilot, "=One voice only", "ctrl+s")
        trace = whole_trace(pilot)
        assert "ann decided “Type A” on 20" in trace
        assert "“Both hold” The rules then gave: Type A met; Type B not yet determined." in trace
        assert "ben overruled it to “Type B” on 20" in trace
        await go(pilot, "escape")
        assert "overruled, Type A" in line_with(pilot, "8a  ")
        await go(pilot, "u")
        assert "to review, Type A" in line_with(pilot, "8a  ")
    with open_project(project) as store:
        (made,) = judged.typings(store)
        assert made.outcome == "Type A"
        assert judged.reviews(store) == []


async def test_a_decision_may_differ_from_the_rules_and_shows_what_changed_since(
    tmp_path: Path,
) -> None:
    project = demo_copy(tmp_path)
    async with opened(project, "typing", size=(120, 40)) as pilot:
        await on_case(pilot, "4a")
        await go(pilot, "d", "=neither", "enter", "=Seen at the visit", "ctrl+s")
        assert "neither type" in line_with(pilot, "4a  ")
        with open_project(project) as store:
            case, of = lookup.case(store, "4a"), typing.attribute(store, "unstable-leadership")
            typing.assess(store, "ben", case.guid, of, "met", "Five heads.")
            of = typing.attribute(store, "inexperienced-teacher-workforce")
            typing.assess(store, "ben", case.guid, of, "met", "New graduates.")
        pilot.app.look()  # type: ignore[attr-defined]
        await settle(pilot)
        assert "! changed since" in shown(pilot)
        await on_case(pilot, "4a")
        assert (
            "Since then: the rules gave “Type A not yet determined; Type B not yet determined.”, "
            "now “Type A met; Type B not yet determined.”" in in_words(pilot)
        )
        await go(pilot, "f", "=changed", "enter")
        assert "show: changed since" in shown(pilot)
        assert pilot.app.screen.query_one(Grid).row_count == 1


async def test_a_value_is_measured_and_a_reading_chosen(tmp_path: Path) -> None:
    # Four headteachers in seven years: 7 / 4 = 1.75 years each, 7 / 3 = 2.33 from change to change.
    async with opened(demo_copy(tmp_path), "typing") as pilot:
        await on_case(pilot, "8a", UNSTABLE)
        await go(pilot, "e", "=years cov", "enter", "=7", "enter", "=Turn 2", "ctrl+s")
        await go(pilot, "e", "=headteachers in", "enter", "=4", "enter", "ctrl+s")
        assert "This needs a reason" in told(pilot)
        await go(pilot, "=Turn 2", "ctrl+s", "enter")
        assert (
            "7 years covered ÷ 4 headteachers in that time = 1.75; at most 2 holds"
            in whole_trace(pilot)
        )
        await go(pilot, "g", "=changes", "enter", "=Literal", "ctrl+s")
        trace = whole_trace(pilot)
        assert "= 2.33; at most 2 does not hold" in trace
        # The passages say met and the measure says not met.
        assert "± Unstable leadership: contested" in trace
        assert "8a: Type A not yet determined; Type B not yet determined." in shown(pilot)
        assert (
            "Type A depends on the reading: not yet determined under years-per-headteacher: changes"
            in trace
        )
        await go(pilot, "escape")
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        (readings,) = (line for line in shown(pilot).split("\n") if "readings: " in line)
        assert "readings: exactly, changes, " in readings
        assert "…" not in readings
        assert line_with(pilot, "8a  ").split()[1:3] == ["±", "contested"]


async def test_evidence_against_stands_beside_evidence_for(tmp_path: Path) -> None:
    project = demo_copy(tmp_path)
    with open_project(project) as store:
        source = lookup.source(store, "8a").guid
        code = lookup.code(reads.codebook(store), "Constructive union voice").guid
        at = reads.text(store, source).index("I don’t fully go along")
        apply_code(store, "ann", source, Passage(at, at + 22), code)
    async with opened(project, "typing") as pilot:
        await on_case(pilot, "8a", UNION)
        assert "contested; 3 passages for it, 1 against" in in_words(pilot)
        await go(pilot, "enter")
        trace = whole_trace(pilot)
        assert "For it: 3 passages" in trace
        assert (
            "Against it: 1 passage Teacher · 8a.txt, turn 4 “I don’t fully go along” coded"
            " Constructive union voice by ann" in trace
        )
        assert "Against it: 1 speaker (Teacher)." in trace


async def test_many_passages_are_a_step_away(tmp_path: Path) -> None:
    project = demo_copy(tmp_path)
    with open_project(project) as store:
        source = lookup.source(store, "8a").guid
        code = lookup.code(reads.codebook(store), "Unstable leadership").guid
        for at in range(30):
            apply_code(store, "ann", source, Passage(800 + at, 900), code)
    async with opened(project, "typing", size=(120, 40)) as pilot:
        await on_case(pilot, "8a")
        await go(pilot, "enter")
        assert "and 12 passages more" in whole_trace(pilot)
        more = [each for each in pilot.app.screen.query(PassageBlock) if each.part.codings]
        more[0].focus()
        await go(pilot, "enter")
        assert isinstance(pilot.app.screen, PassagesScreen)
        assert "32 passages" in shown(pilot)
        await go(pilot, "escape")
        assert isinstance(pilot.app.screen, TraceScreen)


async def test_the_outcomes_are_exported(tmp_path: Path) -> None:
    async with opened(demo_copy(tmp_path), "typing") as pilot:
        await go(pilot, "x")
        assert "Publish: schools stand under pseudonyms" in asked(pilot)
        await go(pilot, "ctrl+u", "=typing.xlsx", "enter")
    sheet = openpyxl.load_workbook(tmp_path / "exports" / "typing.xlsx").active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["met", "not yet determined"] in [row[1:3] for row in cells]
    assert "8a" not in [cell for row in cells for cell in row]


@pytest.mark.parametrize("size", SIZES)
async def test_a_project_without_a_typology_says_how_to_get_one(
    empty_project: Path, size: tuple[int, int]
) -> None:
    async with opened(empty_project, "typing", size=size) as pilot:
        assert "The project has no typology" in shown(pilot)
        # No key is named that does nothing here.
        assert shown(pilot).split("\n")[-1].split() == ["^q", "Quit", "f1", "Help", "u", "Undo"]
        await go(pilot, "enter", "a", "d", "v", "e", "g", "f", "o", "x")
        assert "The project has no typology" in shown(pilot)


async def test_a_case_without_a_status_is_not_typed(tmp_path: Path) -> None:
    project = demo_copy(tmp_path)
    with open_project(project) as store:
        cases.add_cases(store, "ann", [("[b]11a[/b]", {})])
    async with opened(project, "typing") as pilot:
        await on_case(pilot, "[b]11a[/b]")
        assert "its status is not recorded, and only stuck cases are typed" in in_words(pilot)
        await go(pilot, "d")
        assert "[b]11a[/b] is not typed" in told(pilot)
        await go(pilot, "enter")
        assert "The rules are about other cases" in whole_trace(pilot)


async def test_a_case_that_is_gone_is_said(tmp_path: Path) -> None:
    project = demo_copy(tmp_path)
    with open_project(project) as store:
        cases.add_cases(store, "ann", [("11a", {"status": "stuck"})])
    async with opened(project, "typing") as pilot:
        await on_case(pilot, "11a")
        await go(pilot, "enter", "u")
        assert "This case is no longer in the project." in told(pilot)
        await go(pilot, "escape")
        assert pilot.app.screen.query_one(Grid).row_count == 20


async def test_decisions_that_differ_are_all_shown_and_each_can_be_reviewed(
    tmp_path: Path,
) -> None:
    project = demo_copy(tmp_path)
    with open_project(project) as store:
        case = next(c for c in reads.cases(store).values() if c.name == "8a")
        typing.decide(store, "ann", case, "Type A", "two attributes")
        typing.decide(store, "cy", case, "neither type", "one voice")
    async with opened(project, "typing", user="ben") as pilot:
        await on_case(pilot, "8a")
        assert "differ" in line_with(pilot, "8a  ")
        assert "Decisions of 2 users stand" in " ".join(shown(pilot).split())
        await go(pilot, "y")
        assert "review whose decision?" in asked(pilot)
        await go(pilot, "=by ann", "enter", "=I read them", "ctrl+s")
    with open_project(project) as store:
        (review,) = judged.reviews(store)
        (of,) = [t for t in judged.typings(store) if t.guid == review.typing]
        assert of.reason == "two attributes"
