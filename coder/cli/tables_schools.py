"""`coder table pairs`, `roles` and `framework`: what is counted school by school."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.options import FILE, WORDS
from coder.cli.tables_options import alone, asks, users
from coder.operations import figures, lookup
from coder.operations.figures import Question

if TYPE_CHECKING:
    from coder.store import Store


class _Two(click.ParamType[tuple[str, str]]):
    """`ONE,OTHER`."""

    name = "two"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the two values."""
        if isinstance(value, tuple):
            return value
        one, comma, other = WORDS.convert(value, param, ctx).partition(",")
        if not comma or not one.strip() or not other.strip():
            self.fail("is not ONE,OTHER, for example stuck,unstuck.", param, ctx)
        return one.strip(), other.strip()


_pair = click.option(
    "--pair",
    type=WORDS,
    default="pair",
    show_default=True,
    metavar="VARIABLE",
    help="The variable whose value the two schools of a pair share.",
)
_status = click.option(
    "--status",
    type=WORDS,
    default="status",
    show_default=True,
    metavar="VARIABLE",
    help="The variable in which they differ.",
)


@click.command(
    "pairs",
    epilog="""\b
JSON has one object a theme: path, both, first_only, second_only, neither, not_yet_known, pairs and,
with --test, p; with --code one a pair: pair, first, first_state, second, second_state, outcome.
\b
Examples:
  coder table pairs
  coder table pairs --code "Dumping ground" --test
  coder table pairs --quotes-of "Union voice" --in "stuck only" """,
)
@asks
@click.option("--code", type=WORDS, metavar="CODE", help="Pair by pair, for this theme.")
@_pair
@_status
@click.option(
    "--between",
    type=_Two(),
    metavar="ONE,OTHER",
    help="The two values of it, where there are more: stuck,unstuck.",
)
@click.option(
    "--test",
    is_flag=True,
    help="Add the p of the exact McNemar test. Fewer than six pairs that differ never reach .05.",
)
@users
@alone
def _pairs(
    store: Store,
    code: str | None,
    pair: str,
    status: str,
    between: tuple[str, str] | None,
    test: bool,
    users: str,
    alone: bool,
) -> Question:
    """Show in which of two matched schools each theme is: both, one only, neither.

    Pairs that have not one school of each kind are named beneath and not counted.
    """
    from coder.store import reads

    return Question(
        figures.PAIRS,
        users=figures.users_rule(store, users),
        roll_up=not alone,
        code=lookup.code(reads.codebook(store), code).guid if code else None,
        pair=pair,
        status=status,
        between=between,
        test=test,
    )


@click.command(
    "roles",
    epilog="""\b
JSON has one object a theme: path, both, a key for each group (group_leaders) and each role
(role_Teacher).
\b
Examples:
  coder table roles
  coder table roles --groups our-roles.toml --quotes-of "Union voice" --in both""",
)
@asks
@click.option(
    "--unit",
    type=click.Choice(("schools", "sources")),
    default="schools",
    show_default=True,
    help="What is counted.",
)
@click.option(
    "--groups",
    type=FILE,
    metavar="FILE",
    help="Which roles are leaders and which teachers; else those of the project, which `coder"
    " settings roles FILE` changes.",
)
@users
@alone
def _roles(store: Store, unit: str, groups: Path | None, users: str, alone: bool) -> Question:
    """Show in how many schools each role says a theme, and in how many both groups do.

    Which roles are leaders and which are teachers is printed beneath, with those in no group.
    """
    from coder.rolegroups import load_role_groups

    return Question(
        figures.ROLES,
        unit=unit,
        users=figures.users_rule(store, users),
        roll_up=not alone,
        role_groups=load_role_groups(groups) if groups else None,
    )


@click.command(
    "framework",
    epilog="""\b
JSON has one object a cell: case, pair, code, path, state, passages, summary, user, time, writers,
codings, empty.
\b
Examples:
  coder table framework
  coder table framework --code "Union voice" --code "Staff retention"
  coder table framework --quotes-of 8a --in "Union voice"
\b
`coder summarise 8a "Union voice" --text "..."` writes a cell.""",
)
@asks
@click.option(
    "--code",
    "codes",
    type=WORDS,
    multiple=True,
    metavar="CODE",
    help="Only this theme; may be given again. Else the top themes and those summarised.",
)
@_pair
@_status
@users
def _framework(
    store: Store, codes: tuple[str, ...], pair: str, status: str, users: str
) -> Question:
    """Show cases down in pair order and themes across, each cell a summary that a person wrote."""
    from coder.store import reads

    book = reads.codebook(store)
    return Question(
        figures.FRAMEWORK,
        users=figures.users_rule(store, users),
        codes=tuple(lookup.code(book, code).guid for code in codes),
        pair=pair,
        status=status,
    )


COMMANDS = (_pairs, _roles, _framework)
