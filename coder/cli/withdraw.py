"""A participant, a source or a school leaves: `withdraw`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import WORDS, argument, because, project
from coder.operations import withdrawing
from coder.store.leaving import MEMOS, NAMES, REPEATS

if TYPE_CHECKING:
    from coder.store import Store


@click.command(
    "withdraw",
    epilog="""\b
Examples:
  coder withdraw source:8a --dry-run
  coder withdraw "Teacher 1" --source 8a-focus-group --because "Asked by letter of 3 March."
  coder withdraw case:8a --because "The school has left the study." --with-memos --with-names""",
)
@argument("thing", metavar="SPEAKER|SOURCE|CASE")
@click.option(
    "--source", type=WORDS, default="", metavar="SOURCE", help="Where the speaker speaks."
)
@click.option("--case", "in_case", is_flag=True, help="The speaker in every source of the case.")
@click.option(
    "--with-memos",
    MEMOS,
    is_flag=True,
    help="Also memos and summaries about it; in other memos, summaries, examples and reasons, what"
    " repeats four of the words in a row, or quotes fewer in quotation marks.",
)
@click.option(
    "--with-names",
    NAMES,
    is_flag=True,
    help="Also the names of the speakers: every one that they ever had.",
)
@click.option(
    "--with-repeats", REPEATS, is_flag=True, help="Also what others say that repeats the words."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
@because()
@project
def withdraw_(
    store: Store,
    user: str,
    thing: str,
    source: str,
    in_case: bool,
    dry_run: bool,
    yes: bool,
    because: str,
    **also: bool,
) -> None:
    """Take the words of a participant, a source or a school out of the project for good.

    They are covered at equal length in every version of the text, so all else keeps its place. The
    reason is kept; do not quote the words in it. It can never be undone. THING is a name, `case:8a`
    where it names several things, or a guid; of a speaker also an earlier name, or one in an older
    version. First it is said who that is in each version, what will go and what will stay.
    """
    target = withdrawing.find(store, thing, source=source, in_case=in_case)
    planned = withdrawing.plan(store, target, [name for name, asked in also.items() if asked])
    written = withdrawing.written(store, planned)
    for line in withdrawing.consequences(store, planned, written):
        console.say(line)
    if dry_run:
        console.say("Nothing was changed.")
        return
    if not because.strip():
        raise click.UsageError("Give the reason with --because TEXT; nothing was changed.")
    if not yes:
        _ask()
    done = withdrawing.carry_out(store, user, planned, written, because)
    for line in withdrawing.outcome(planned, done):
        console.say(line)


def _ask() -> None:
    """Ask whether it is meant. Raises UsageError where nobody can be asked."""
    if not console.is_terminal(sys.stdin):
        raise click.UsageError("It can never be undone: say --yes. Nothing was changed.")
    said = click.prompt(
        "Type withdraw to do it, anything else to leave it",
        default="",
        show_default=False,
        err=True,
    )
    if said.strip() != "withdraw":
        raise click.UsageError("Left as it was; nothing was changed.")
