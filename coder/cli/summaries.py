"""`coder summarise`: the cells of the framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import TEXT, WORDS, argument, project
from coder.display import one_line
from coder.operations import lookup

if TYPE_CHECKING:
    from coder.store import Store


@click.command(
    "summarise",
    epilog="""\b
Examples:
  coder summarise 8a "Union voice" --text "Strikes under an earlier trust; both sides say so."
  coder summarise 8a "Union voice" --text "..." --coding 1f0c2a9b --coding 77d1e0aa
  coder summarise 8a "Union voice" --remove
\b
`coder table framework` shows all cells; `coder list codings` prints the codings.""",
)
@argument("case")
@argument("theme")
@click.option("--text", type=TEXT, metavar="TEXT", help="The summary; - reads it from stdin.")
@click.option(
    "--coding",
    "codings",
    type=WORDS,
    multiple=True,
    metavar="CODING",
    help="A coding that it was written from, by the beginning of its guid; may be given again."
    " Without any, all of the theme in this case stand behind it.",
)
@click.option("--remove", is_flag=True, help="Take back your latest summary of this cell.")
@project
def summarise_(
    store: Store,
    user: str,
    case: str,
    theme: str,
    text: str | None,
    codings: tuple[str, ...],
    remove: bool,
) -> None:
    """Summarise what a case says of a theme: a cell of the framework.

    The latest summary of a cell is shown; earlier ones stay in the history. Prints its guid.
    """
    from coder.operations import summaries
    from coder.store import reads

    if remove == (text is not None) or (remove and codings):
        raise click.UsageError("Give the summary with --text, or take yours back with --remove.")
    of, code = lookup.case(store, case), lookup.code(reads.codebook(store), theme)
    cell = f"{one_line(code.name)} in {one_line(of.name)}"
    if text is None:
        summaries.remove_summary(store, user, of, code)
        console.say(f"Took back your summary of {cell}.")
        return
    linked = [lookup.coding(store, each, user) for each in codings]
    console.line(summaries.summarise(store, user, of, code, text, linked))
    console.say(f"Summarised {cell}.")
