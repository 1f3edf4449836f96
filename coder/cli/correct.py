"""Corrected transcripts: `correct`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.alignment import Kind
from coder.cli import console
from coder.cli.options import FILE, WORDS, argument, because, project
from coder.cli.output import Output, output
from coder.display import one_line
from coder.model import Source
from coder.operations import correcting, lookup
from coder.operations.listing import Listing, Record

if TYPE_CHECKING:
    from coder.store import Store

_LONG = 1_000_000
"""Code points from which a person is told that it takes a while."""


@click.command(
    "correct",
    epilog="""\b
Keys: guid, source, version, outcome, thing, user, start, end, words, new_start, new_end, new_words.
\b
Examples:
  coder correct 8a 8a-checked.docx --dry-run
  coder correct 8a 8a-checked.docx --confirm all
  coder correct 8a --waiting --confirm 1f0c2a9b --confirm 77d0be31""",
)
@argument("source")
@click.argument("file", type=FILE, required=False)
@click.option("--waiting", is_flag=True, help="Take no file: move what waits on older versions.")
@click.option(
    "--confirm",
    type=WORDS,
    multiple=True,
    metavar="all|none|ID",
    help="Which of what has changed words moves to them; none where nothing is said. What is not"
    " confirmed stays on the old version and waits.",
)
@click.option("--dry-run", is_flag=True, help="Only list what would become of what.")
@click.option("--encoding", type=WORDS, metavar="NAME", help="As for import.")
@because()
@output(publishes=False)
@project
def correct_(
    store: Store,
    user: str,
    out: Output,
    source: str,
    file: Path | None,
    waiting: bool,
    confirm: tuple[str, ...],
    dry_run: bool,
    encoding: str | None,
    because: str,
) -> None:
    """Put a corrected transcript in the place of a source; both versions stay.

    Codings, memos and bookmarks whose words are the same move to the new version. Those whose words
    have changed are listed with the old words and the new, and move where you confirm it. Those
    whose words are gone stay on the old version. What stays waits: `coder list waiting`. All of it
    is one step to undo.
    """
    if (file is None) != waiting:
        raise click.UsageError("Name the corrected FILE, or say --waiting.")
    plan = _planned(store, user, lookup.source(store, source), file, encoding)
    confirmed = correcting.chosen(plan, confirm)
    _list(store, user, out, plan, every=dry_run)
    if plan.new is not None:
        for note in plan.new.notes:
            words = f": {note.words}" if note.words else ""
            console.say(f"line {note.line}: {note.problem}{words}")
        for said in plan.new.cast.notes:
            console.say(said)
    if dry_run:
        console.say(_in_short(plan))
        return
    done = correcting.carry_out(store, user, plan, confirmed, reason=because)
    console.say(correcting.in_words(plan, done))


def _planned(
    store: Store, user: str, source: Source, file: Path | None, encoding: str | None
) -> correcting.Plan:
    if file is None:
        return correcting.plan_waiting(store, user, source)
    if source.length > _LONG:
        console.say(f"Comparing two texts of about {source.words:,} words; this takes a while.")
    return correcting.plan_correction(store, user, source, file, encoding=encoding)


def _list(store: Store, user: str, out: Output, plan: correcting.Plan, *, every: bool) -> None:
    """List what a person has to look at, or for data everything."""
    listing = correcting.listed(plan)
    records: Sequence[Record] = listing.records
    if out.brief and not every:
        records = [each for each in records if each["outcome"] != Kind.MOVED]
    if records or not out.brief:
        shown = Listing(listing.title, listing.fields, records)
        out.listing(store, user, shown)


def _in_short(plan: correcting.Plan) -> str:
    numbers = {kind: len(plan.of(kind)) for kind in Kind}
    counted = ", ".join(f"{number} {kind}" for kind, number in numbers.items() if number)
    name = one_line(plan.source.name)
    return f"Nothing was changed. {name} would have: {counted or 'nothing on it'}."
