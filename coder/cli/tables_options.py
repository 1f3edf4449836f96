"""What the commands of `coder table` share: whose codings, which figure, and printing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

import click

from coder.cli.options import WORDS, Command, looking_back, project
from coder.cli.output import DRAWN, Output, output
from coder.operations import figures
from coder.operations.figures import Question
from coder.writers import FORMATS

if TYPE_CHECKING:
    from coder.store import Store

users = click.option(
    "--users",
    type=WORDS,
    default="any",
    show_default=True,
    metavar="any|all|NAME",
    help="Whose codings count: at least one user, all who read it, or the one named.",
)
alone = click.option(
    "--alone", is_flag=True, help="Count each code without the codes that stand under it."
)

_quotes_of = click.option(
    "--quotes-of",
    type=WORDS,
    metavar="ROW",
    help="Instead of the table the passages behind one of its figures: that of this row, named by"
    " its first cell, or by the last name of its path.",
)
_in = click.option(
    "--in",
    "column",
    type=WORDS,
    metavar="COLUMN",
    help="With --quotes-of: the figure's column, named by its heading or its group (stuck).",
)

Asking = Callable[..., Question]


def asks(command: Asking, formats: Sequence[str] = FORMATS) -> Command:
    """Let a command that returns a question print its table, or the passages behind a figure.

    The command is called with the open store and its own options.
    """

    @wraps(command)
    def answered(
        store: Store,
        user: str,
        out: Output,
        quotes_of: str | None,
        column: str | None,
        **options: Any,
    ) -> None:
        out.prepare(store, user)
        question = replace(command(store, **options), release=out.release)
        if quotes_of is None:
            if column is not None:
                raise click.UsageError("--in says a column of --quotes-of ROW.")
            answered = figures.answer(store, user, question, behind=False)
            out.tell(answered.told)
            out.table(answered.table, answered.records)
        else:
            found = figures.behind(store, user, question, quotes_of, column or "")
            out.tell(found.told)
            out.table(found.table)

    declared: Command = _quotes_of(_in(answered))
    return project(looking_back(output(formats)(declared)))


asks_drawn = partial(asks, formats=DRAWN)
"""The same for a table that there is a chart of."""
