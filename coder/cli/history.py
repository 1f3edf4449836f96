"""`coder history`, `coder undo`, `coder redo` and `coder restore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.coding import RANGE
from coder.cli.options import WORDS, argument, project
from coder.cli.output import Output, output
from coder.operations import history, lists_history, lookup

if TYPE_CHECKING:
    from coder.model import Passage
    from coder.store import Store


@click.command(
    "history",
    epilog="""\b
Keys of the list: id, time, user, verb, what, reason.
Keys of one entry: thing, column, before, after.
\b
Examples:
  coder history --about code:"Union voice"
  coder history --by report --verb "apply code" --format csv
  coder history 3f2a90cc11aa""",
)
@click.argument("entry", type=WORDS, required=False)
@click.option("--about", type=WORDS, metavar="THING", help="Only about this thing: name or guid.")
@click.option(
    "--passage",
    type=(WORDS, RANGE),
    metavar="SOURCE START:END",
    help="Only what stands or ever stood on these words.",
)
@click.option("--by", type=WORDS, metavar="USER", help="Only by this user.")
@click.option("--verb", type=WORDS, default="", metavar="VERB", help='Only this: "apply code" ...')
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    metavar="NUMBER",
    help="The newest so many; 0 for all.",
)
@output(publishes=False)
@project
def history_(
    store: Store,
    user: str,
    out: Output,
    entry: str | None,
    about: str | None,
    passage: tuple[str, Passage] | None,
    by: str | None,
    verb: str,
    limit: int,
) -> None:
    """Show the journal, newest first; with ENTRY, what it changed, before and after.

    ENTRY is at least the first twelve letters of an id, with or without sha256:.
    """
    if entry is not None:
        listing = lists_history.changes(store, user, entry)
    else:
        listing = lists_history.history(
            store,
            user,
            about=_about(store, user, about, passage),
            by=lookup.user(store, by).guid if by else "",
            verb=verb,
            limit=limit,
        )
    out.listing(store, user, listing)


def _about(
    store: Store, user: str, named: str | None, passage: tuple[str, Passage] | None
) -> str | list[str]:
    """Return the guids of what a history is about; nothing for all of it."""
    if passage is not None:
        if named:
            raise click.UsageError("Give --about or --passage, not both.")
        source = lookup.source(store, passage[0])
        return history.of_passage(store, user, source.guid, passage[1])
    return history.of_thing(store, lookup.anything(store, named, user)) if named else ""


@click.command(
    "changes",
    epilog="""\b
Keys: kind (coding, code, value, status, outcome or decision), thing, before, after.
\b
Examples:
  coder changes 2026-03-01
  coder changes 2026-03-01T12:00 3f2a90cc11aa --format csv""",
)
@argument("start", metavar="FROM")
@argument("end", metavar="[TO]", default="")
@output(publishes=False)
@project
def changes_(store: Store, user: str, out: Output, start: str, end: str) -> None:
    """Show what is different between two moments, or since one.

    FROM and TO are days (their end), times (UTC) or entries of the history. What is compared is
    codings, codes, values of variables, statuses of attributes, outcomes and decisions; the steps
    between are in `coder history`.
    """
    from coder.operations.differences import between

    listing = between(store, user, start, end)
    out.listing(store, user, listing)


@click.command("undo")
@project
def undo_(store: Store, user: str) -> None:
    """Take back your last change. Refused where someone has built on it since.

    A withdrawal is never taken back: what you did before it is.
    """
    from coder.store.undoing import passed_over, undo

    entry = undo(store, user)
    console.say(f"Undone: {entry.verb}: {history.in_words(store, entry)}.")
    if said := passed_over(store, entry):
        console.say(said)


@click.command("restore")
@argument("guid")
@project
def restore_(store: Store, user: str, guid: str) -> None:
    """Bring back a thing that was removed, whoever removed it.

    GUID is as `coder merge` and `coder verify` name it. What went with the thing comes back too,
    such as the turns of a source; no coding, memo or assessment does.
    """
    from coder.store.undoing import restore

    entry = restore(store, user, guid)
    console.say(f"Brought back what was taken by: {entry.verb}, {entry.time}.")


@click.command("redo")
@project
def redo_(store: Store, user: str) -> None:
    """Do again what your last undo took back."""
    from coder.store.undoing import redo

    entry = redo(store, user)
    console.say(f"Done again: {entry.verb}: {history.in_words(store, entry)}.")
