"""`coder cases`: schools, and the values of their variables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import FILE, WORDS, TakesNumbers, argument, because, looking_back, project
from coder.cli.output import Output, output
from coder.display import counted, one_line
from coder.operations import cases, inspections, lookup
from coder.operations.measured import unread

if TYPE_CHECKING:
    from coder.store import Store


@click.group("cases")
def cases_() -> None:
    """Add cases; set the values of their variables and their inspections.

    A case is a school. `coder list cases` shows them all.
    """


@cases_.command("add", epilog="Example: coder cases add 11a")
@argument("name")
@project
def _add(store: Store, user: str, name: str) -> None:
    """Add a case without values."""
    before = store.head
    cases.add_cases(store, user, [(name, {})])
    shown = one_line(lookup.case_name(name))
    console.say(f"Added {shown}." if store.head != before else f"There is a case {shown} already.")


_origin = click.option(
    "--from",
    "origin",
    type=WORDS,
    default="",
    metavar="WORDS",
    help="Where it is known from, such as a register, a report or a visit.",
)


@cases_.command(
    "set",
    cls=TakesNumbers,
    epilog="""\b
Examples:
  coder cases set 8a "headteachers in that time" 4
  coder cases set 8a "years covered" 7 --from "8a.txt, turn 2" --because "A teacher's count.\"""",
)
@argument("case")
@argument("variable")
@click.argument("value", type=WORDS)
@_origin
@because()
@project
def _set(
    store: Store, user: str, case: str, variable: str, value: str, origin: str, because: str
) -> None:
    """Set a variable of a case; an empty VALUE ("") takes it away."""
    found = lookup.case(store, case)
    cases.set_value(store, user, found.guid, variable, value, because, origin)
    said = f"{one_line(variable)} = {one_line(value) or 'nothing'}"
    console.say(f"{one_line(found.name)}: {said}.")
    if hint := unread(store, variable):
        console.say(hint)


@cases_.command(
    "import",
    epilog="""The header is `school` and then the names of the variables. Beside a variable `heads`
a column `heads from` says where its values are known from, and `heads because` why.""",
)
@click.argument("file", type=FILE)
@project
def _import(store: Store, user: str, file: Path) -> None:
    """Add cases and values from a CSV file: a column `school`, and one for each variable."""
    known = cases.read_cases(file)
    cases.add_cases(store, user, known)
    console.say(f"Read {counted(len(known), 'case')}.")


@cases_.group("inspections")
def _inspections() -> None:
    """Record when a case was inspected, and how it was graded.

    Where any are given, they say whether the case is stuck, unstuck or neither, and so whether it
    is typed. Those of a school that it followed, before it became an academy, count as its own.
    """


@_inspections.command(
    "import",
    epilog="The header is `school,date,kind,grade`, and `from` where each is known from.",
)
@click.argument("file", type=FILE)
@because()
@project
def _import_inspections(store: Store, user: str, file: Path, because: str) -> None:
    """Add inspections from a CSV file; one of the same case, day and kind is replaced."""
    given = inspections.read_inspections(file)
    inspections.add_inspections(store, user, given, because)
    console.say(f"Read {counted(len(given), 'inspection')}.")


@_inspections.command(
    "add",
    epilog="""\b
KIND is full, short or monitoring. GRADE is outstanding, good, "requires improvement",
satisfactory or inadequate; a monitoring visit needs none, and never counts.
\b
Example:
  coder cases inspections add 8a 2015-03-04 full inadequate --from "the published report\"""",
)
@argument("case")
@argument("date")
@argument("kind")
@argument("grade", required=False, default="")
@_origin
@because()
@project
def _add_inspection(
    store: Store,
    user: str,
    case: str,
    date: str,
    kind: str,
    grade: str,
    origin: str,
    because: str,
) -> None:
    """Add an inspection of a case, or replace the one of the same day and kind."""
    found = lookup.case(store, case)
    given = inspections.inspection(date, kind, grade, origin)
    inspections.add_inspections(store, user, [(found.name, given)], because)
    graded = f", {given.grade}" if given.grade else ""
    console.say(f"{one_line(found.name)}: {given.kind} inspection of {given.date}{graded}.")


@_inspections.command("list", epilog="Keys: case, date, kind, grade, origin.")
@output(publishes=False)
@project
@looking_back
def _list_inspections(store: Store, user: str, out: Output) -> None:
    """List the inspections of every case."""
    out.listing(store, user, inspections.listed(store))


@_inspections.command("remove", epilog="Example: coder cases inspections remove 8a 2015-03-04 full")
@argument("case")
@argument("date")
@argument("kind")
@because()
@project
def _remove_inspection(
    store: Store, user: str, case: str, date: str, kind: str, because: str
) -> None:
    """Take away an inspection of a case."""
    found = lookup.case(store, case)
    inspections.remove_inspection(store, user, found.guid, date, kind, because)
    console.say(f"{one_line(found.name)}: removed.")
