"""Decisions, values and history of a school in the report, as they are recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coder.display import counted, one_line
from coder.model import Case, Inspection, Value
from coder.operations.bundling.cells import value
from coder.operations.bundling.touching import Touched
from coder.operations.explaining.parts import minute
from coder.operations.history import Happening, Telling
from coder.writers.report import Block, Facts, Grid, Line, Paragraph, Points, Run, Section, line


def record(made: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return a decision as it is recorded, with what was said to it."""

    def figure(name: str) -> Line:
        data = {"case": made["case"], "typing": made["typing"], "figure": name}
        return line(value(made[name], data))

    facts = Facts(
        (
            ("Decided", figure("outcome")),
            ("By", line(f"{made['user']}, {minute(made['time'])}")),
            ("Reason", line(f"“{made['reason']}”")),
            ("The rules then gave", figure("computed")),
            ("Journal head then", line(Run(made["head"], look="id"))),
            ("Rules then", line(Run(made["typology"], look="id"))),
            ("Codebook then", line(Run(made["codebook"], look="id"))),
        )
    )
    thread = tuple(_said(each) for review in made["reviews"] for each in _thread(review))
    return (facts, Points(thread)) if thread else (facts,)


def _thread(review: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield a review and what was said to it, each with what it is."""
    to = f" to “{review['outcome']}”" if review["outcome"] else ""
    yield f"review, {review['verdict']}{to}", review
    for reply in review["replies"]:
        yield f"to this review, {reply['kind']}", reply


def _said(each: tuple[str, Mapping[str, Any]]) -> Line:
    what, made = each
    return line(f"{minute(made['time'])}, {made['user']}: {what}. “{made['reason']}”")


def decisions(made: Sequence[Mapping[str, Any]]) -> Section:
    """Return every decision of a case, the oldest first."""
    blocks = tuple(block for each in made for block in record(each))
    none = Paragraph(line("No decision is recorded."))
    return Section(line("Decisions as they are recorded"), blocks or (none,))


_VALUES = ("Variable", "Value", "Known from", "Reason")
_INSPECTIONS = ("Day", "Kind", "Grade", "Known from")


def known(case: Case, values: Sequence[Value], inspections: Sequence[Inspection]) -> Section:
    """Return the values and inspections of a case, each with where it is known from."""
    valued = tuple(
        tuple(line(cell or "–") for cell in (each.variable, each.value, each.origin, each.reason))
        for each in values
    )
    inspected = tuple(
        tuple(line(cell or "–") for cell in (each.date, each.kind, each.grade, each.origin))
        for each in inspections
    )
    grids = (
        Grid(f"values-{case.guid}", f"{case.name}: variables", _VALUES, valued),
        Grid(f"inspections-{case.guid}", f"{case.name}: inspections", _INSPECTIONS, inspected),
    )
    shown = tuple(grid for grid in grids if grid.rows)
    none = Paragraph(line("Nothing is recorded of it."))
    return Section(line("What is known of the school"), shown or (none,))


def history(touched: Touched, telling: Telling) -> Section:
    """Return the entries that changed what is known, assessed or decided of a case."""
    told = [telling(entry) for entry in touched.told]
    blocks: list[Block] = [Points(tuple(map(happening, told)), numbered=True)]
    if worked := touched.worked:
        first, last = worked[0].time, worked[-1].time
        entries = counted(len(worked), "entry", "entries")
        blocks.append(
            Paragraph(
                line(
                    f"Besides, {entries} from {minute(first)} to {minute(last)} coded, read or"
                    " noted something in its sources: they are in journal.jsonl, and what of them"
                    " is evidence stands above with who coded it."
                ),
                "fine",
            )
        )
    return Section(line("History of the case"), tuple(blocks))


def happening(each: Happening) -> Line:
    """Return an entry of the journal on a line."""
    reason = f" “{one_line(each.reason)}”" if each.reason else ""
    words = f"{minute(each.time)}, {each.user}: {each.verb}. {each.what}{reason} "
    return line(words, Run(each.id, look="id"))
