"""`coder cases`: schools, and the values of their variables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import FILE, WORDS, argument, because, project
from coder.display import counted, one_line
from coder.operations import cases, lookup

if TYPE_CHECKING:
    from coder.store import Store


@click.group("cases")
def cases_() -> None:
    """Add cases and set the values of their variables.

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
    epilog="""\b
Examples:
  coder cases set 8a heads 4
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
