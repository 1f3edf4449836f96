"""`coder table`: themes, matrix, quotes and coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli.options import WORDS, looking_back, project
from coder.cli.output import Output, output
from coder.frequencies import UNITS
from coder.operations import figures, lookup
from coder.operations.figures import Question

if TYPE_CHECKING:
    from coder.store import Store

_users = click.option(
    "--users",
    type=WORDS,
    default="any",
    show_default=True,
    metavar="any|all|NAME",
    help="Whose codings count: at least one user, all who read it, or the one named.",
)
_alone = click.option(
    "--alone", is_flag=True, help="Count each code without the codes that stand under it."
)


def _print(store: Store, user: str, out: Output, question: Question) -> None:
    found = figures.answer(store, user, question)
    out.table(found.table, found.records)


@click.group("table")
def table_() -> None:
    """Count themes, and show the passages behind the figures.

    Beneath each table stand what was counted, of how many, whose codings, the codebook and the
    head of the journal.
    """


@table_.command(
    "themes",
    epilog="""\b
JSON has one object a code, with:
  code, path, depth, unit   the code, its path, how deep it stands, what is counted
  with                      units that have the theme
  without                   units read to the end that do not have it
  not_yet_read              units not yet read to the end for this code
  no_source                 schools of which nothing was imported
  base                      how many units there are
  at_least                  whether there may be more (speakers)
and the same for each group, its name before: stuck_with, stuck_without ...
\b
Examples:
  coder table themes --unit schools --by status
  coder table themes --unit speakers --by role --users all -o themes.xlsx""",
)
@project
@looking_back
@output()
@click.option(
    "--unit",
    type=click.Choice(UNITS),
    default="schools",
    show_default=True,
    help="What is counted. A parent code counts each unit once.",
)
@click.option(
    "--by",
    type=WORDS,
    default="",
    metavar="VARIABLE|role|none",
    help="Groups: a variable of the cases, or role. Else status, where cases have one.",
)
@_users
@_alone
@click.option(
    "--scale",
    type=WORDS,
    default="",
    metavar="NAME",
    help="Also say figures in this scale's words.",
)
def _themes(
    store: Store, user: str, out: Output, unit: str, by: str, users: str, alone: bool, scale: str
) -> None:
    """Show how many schools, sources, speakers, turns or passages have each theme."""
    whose = figures.users_rule(store, users)
    question = Question(unit=unit, by=by, users=whose, roll_up=not alone, scale=scale)
    _print(store, user, out, question)


@table_.command("matrix", epilog="JSON has one object a code: path, and a key for each school.")
@project
@looking_back
@output()
@_users
@_alone
def _matrix(store: Store, user: str, out: Output, users: str, alone: bool) -> None:
    """Show themes down and schools across, each with its state."""
    whose = figures.users_rule(store, users)
    _print(store, user, out, Question(figures.MATRIX, users=whose, roll_up=not alone))


class _Group(click.ParamType[tuple[str, str]]):
    """`VARIABLE=VALUE`."""

    name = "group"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return variable and value."""
        if isinstance(value, tuple):
            return value
        variable, equals, wanted = WORDS.convert(value, param, ctx).partition("=")
        if not equals or not variable.strip():
            self.fail("is not VARIABLE=VALUE, for example status=stuck.", param, ctx)
        return variable.strip(), wanted.strip()


@table_.command(
    "quotes",
    epilog="""\b
JSON has one object a code and passage: school, source, turn, speaker, role, users, code,
start, end, quotation.
\b
Examples:
  coder table quotes --code "Union voice" --where status=stuck
  coder table quotes --case 8a --format csv -o 8a.csv""",
)
@project
@looking_back
@output()
@click.option("--code", type=WORDS, metavar="CODE", help="Only this code and those under it.")
@click.option("--case", type=WORDS, metavar="CASE", help="Only this case.")
@click.option(
    "--where",
    type=_Group(),
    metavar="VARIABLE=VALUE",
    help="Only a group: status=stuck, role=Teacher.",
)
@_users
def _quotes(
    store: Store,
    user: str,
    out: Output,
    code: str | None,
    case: str | None,
    where: tuple[str, str] | None,
    users: str,
) -> None:
    """Show the passages behind the figures, with who said them and where."""
    from coder.store import reads

    question = Question(
        figures.QUOTES,
        users=figures.users_rule(store, users),
        code=lookup.code(reads.codebook(store), code).guid if code else None,
        case=lookup.case(store, case).guid if case else None,
        group=where,
    )
    _print(store, user, out, question)


@table_.command(
    "coverage",
    epilog="JSON has one object a source: school, source, kind, turns, coded_turns, codings,"
    " read_by, state.",
)
@project
@looking_back
@output()
def _coverage(store: Store, user: str, out: Output) -> None:
    """Show what has been read and coded of each source, and by whom."""
    _print(store, user, out, Question(figures.COVERAGE))
