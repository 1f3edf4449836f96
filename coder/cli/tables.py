"""`coder table`: themes, matrix, pairs, roles, cooccurrence, framework, quotes and coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli import tables_schools
from coder.cli.options import WORDS
from coder.cli.tables_options import alone, asks, asks_drawn, users
from coder.frequencies import NEAR, TOGETHER_UNITS, UNITS
from coder.operations import figures, lookup
from coder.operations.figures import Question

if TYPE_CHECKING:
    from coder.store import Store


@click.group("table")
def table_() -> None:
    """Count themes, and show the passages behind the figures.

    Beneath each table stand what was counted, of how many, whose codings, the codebook and the
    head of the journal. Every figure leads to its words: `--quotes-of ROW --in COLUMN` shows the
    passages behind it in place of the table.
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
  coder table themes --by type --scale "Education Scotland"
  coder table themes --by status --quotes-of "Dumping ground" --in stuck
  coder table themes --unit speakers --by role --users all -o themes.xlsx
  coder table themes --by status -o themes.svg""",
)
@asks_drawn
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
    metavar="VARIABLE|role|user|type|none",
    help="Groups: a variable of the cases, who said it, who coded it, or how cases are typed."
    " Else status, where cases have one.",
)
@users
@alone
@click.option(
    "--scale",
    type=WORDS,
    default="",
    metavar="NAME",
    help="Also say figures in this scale's words.",
)
def _themes(store: Store, unit: str, by: str, users: str, alone: bool, scale: str) -> Question:
    """Show how many schools, sources, speakers, turns or passages have each theme.

    As svg or png it is a chart: a bar of x of n for each theme and group.
    """
    whose = figures.users_rule(store, users)
    return Question(unit=unit, by=by, users=whose, roll_up=not alone, scale=scale)


@table_.command(
    "matrix",
    epilog="""\b
JSON has one object a code: path, and a key for each school.
\b
Example:
  coder table matrix --quotes-of "Union voice" --in 8a""",
)
@asks_drawn
@users
@alone
def _matrix(store: Store, users: str, alone: bool) -> Question:
    """Show themes down and schools across, each with its state.

    As svg or png it is a heat map, darker for more passages.
    """
    whose = figures.users_rule(store, users)
    return Question(figures.MATRIX, users=whose, roll_up=not alone)


@table_.command(
    "cooccurrence",
    epilog="""\b
JSON has one object for each two themes that meet: code, path, other, other_path, near, unit,
together, own, other_own.
\b
Examples:
  coder table cooccurrence --near turn
  coder table cooccurrence --near overlap --unit places --alone -o together.csv
  coder table cooccurrence --quotes-of "Union voice" --in "Staff retention" """,
)
@asks
@click.option(
    "--near",
    type=click.Choice(NEAR),
    default="overlap",
    show_default=True,
    help="Together are two themes that share words, or stand in one sentence, turn or source.",
)
@click.option(
    "--unit",
    type=click.Choice(TOGETHER_UNITS),
    default="schools",
    show_default=True,
    help="What is counted: the places themselves (stretches of shared words, sentences, turns or"
    " sources), or the sources or schools that have one.",
)
@users
@alone
def _cooccurrence(store: Store, near: str, unit: str, users: str, alone: bool) -> Question:
    """Show how often each two themes stand together.

    A theme covers the words of all its codings, so two users who coded alike count once.
    """
    whose = figures.users_rule(store, users)
    return Question(figures.COOCCURRENCE, near=near, unit=unit, users=whose, roll_up=not alone)


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
  coder table quotes --case 8a --format csv -o school.csv""",
)
@asks
@click.option("--code", type=WORDS, metavar="CODE", help="Only this code and those under it.")
@click.option("--case", type=WORDS, metavar="CASE", help="Only this case.")
@click.option(
    "--where",
    type=_Group(),
    metavar="VARIABLE=VALUE",
    help='Only a group: status=stuck, role=Teacher, type="Type A".',
)
@users
def _quotes(
    store: Store, code: str | None, case: str | None, where: tuple[str, str] | None, users: str
) -> Question:
    """Show the passages behind the figures, with who said them and where."""
    from coder.store import reads

    return Question(
        figures.QUOTES,
        users=figures.users_rule(store, users),
        code=lookup.code(reads.codebook(store), code).guid if code else None,
        case=lookup.case(store, case).guid if case else None,
        group=where,
    )


@table_.command(
    "coverage",
    epilog="JSON has one object a source: school, source, kind, turns, coded_turns, codings,"
    " read_by, state.",
)
@asks
def _coverage(store: Store) -> Question:
    """Show what has been read and coded of each source, and by whom."""
    return Question(figures.COVERAGE)


for _command in tables_schools.COMMANDS:
    table_.add_command(_command)
