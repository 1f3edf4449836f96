"""`coder find`: words in all sources, and one code on all of them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import WORDS, argument, project
from coder.cli.output import Output, output
from coder.display import counted, one_line
from coder.errors import Refused
from coder.operations import lookup, searching
from coder.operations.searching import Hit, Narrow

if TYPE_CHECKING:
    from coder.model import Code, CodeBook
    from coder.store import Store


@click.command(
    "find",
    epilog="""\b
Examples:
  coder find "dumping ground"
  coder find "behaviou*" --role Headteacher --where status=stuck
  coder find "object to" --lemma
  coder find "damping grand" --about
  coder find "dumping ground" --without "Dumping ground" --apply "Dumping ground" --dry-run
\b
Keys: source, case, turn, speaker, role, start, end, words, found, codes.""",
)
@argument("words")
@click.option("--regex", "how", flag_value="regex", help="WORDS is a regular expression.")
@click.option("--about", "how", flag_value="about", help="Also what is nearly WORDS: misheard.")
@click.option("--lemma", "how", flag_value="lemma", help="In any form: object, objecting.")
@click.option("--source", type=WORDS, metavar="SOURCE", help="Only in this source.")
@click.option("--case", type=WORDS, metavar="CASE", help="Only in sources of this school.")
@click.option("--role", type=WORDS, metavar="ROLE", help="Only what speakers of this role say.")
@click.option(
    "--where",
    type=WORDS,
    multiple=True,
    metavar="VAR=VALUE",
    help="Only schools with this value, such as status=stuck; may be said again.",
)
@click.option(
    "--code", type=WORDS, metavar="CODE", help="Only where this code, or one under it, is."
)
@click.option("--without", type=WORDS, metavar="CODE", help="Only where neither is.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N places.")
@click.option("--apply", "apply_", type=WORDS, metavar="CODE", help="Apply a code to all of them.")
@click.option("--dry-run", is_flag=True, help="With --apply: only list what would be coded.")
@output(publishes=False)
@project
def find_(
    store: Store,
    user: str,
    out: Output,
    words: str,
    how: str | None,
    limit: int | None,
    apply_: str | None,
    dry_run: bool,
    **narrowing: str | tuple[str, ...] | None,
) -> int:
    """Find words in all sources.

    WORDS are whole words in this order, in any case, with or without accents, whatever signs stand
    between them; dump* is any word that begins so. Labels and headings are found too, with no
    turn; they are never coded. --apply is one change and one undo; it leaves out what you have
    coded so already. The exit code is 1 where the words stand nowhere.
    """
    from coder.store import index, reads

    if dry_run and apply_ is None:
        raise click.UsageError("--dry-run goes with --apply.")
    book = reads.codebook(store)
    code = lookup.code(book, apply_) if apply_ else None
    narrow = _narrow(store, book, narrowing)
    found = searching.search(store, user, words, how or "words", narrow, book=book)
    hits = list(islice(found, limit))
    if code is not None:
        hits = _apply(store, user, code, hits, words, dry_run)
    listing = searching.listing(book, hits)
    out.listing(store, user, listing)
    index.catch_up(store)
    return console.DONE if hits else console.FAILED


def _narrow(store: Store, book: CodeBook, given: dict[str, str | tuple[str, ...] | None]) -> Narrow:
    """Return what was asked for, found in the project. Raises NotFound for what is not there."""

    def named(option: str) -> str:
        return str(given[option] or "")

    pairs = [pair.partition("=") for pair in given["where"] or ()]
    if any(not equals or not variable.strip() for variable, equals, _ in pairs):
        raise click.UsageError("Say --where VARIABLE=VALUE, for example --where status=stuck.")
    narrow = Narrow(
        lookup.source(store, named("source")).guid if named("source") else None,
        lookup.case(store, named("case")).guid if named("case") else None,
        named("role"),
        {variable.strip(): value for variable, _, value in pairs},
        lookup.code(book, named("code")).guid if named("code") else None,
        lookup.code(book, named("without")).guid if named("without") else None,
    )
    searching.check(store, narrow)
    return narrow


def _apply(
    store: Store, user: str, code: Code, hits: list[Hit], words: str, dry_run: bool
) -> list[Hit]:
    """Apply a code to all hits that do not have it; return those, and say how many."""
    from coder.operations.applying import apply_to_all

    name = one_line(code.name)
    chosen = [hit for hit in hits if hit.spoken and code.guid not in hit.mine]
    had = sum(code.guid in hit.mine for hit in hits)
    unspoken = sum(not hit.spoken for hit in hits)
    left = [f"{had} you had coded so" if had else ""]
    left += [f"{unspoken} in labels or headings" if unspoken else ""]
    said = "; left out: " + ", ".join(filter(None, left)) if any(left) else ""
    if not chosen:
        why = said.removeprefix("; ") or "the words stand nowhere"
        raise Refused(f"Nothing was coded: {why}.")
    if dry_run:
        console.say(f"Would apply {name} to {counted(len(chosen), 'passage')}{said}.")
        return chosen
    places = [(hit.source.guid, hit.passage) for hit in chosen]
    done = apply_to_all(store, user, code.guid, places, f"found by: {words}")
    console.say(f"Applied {name} to {counted(done.applied, 'passage')}{said}. `coder undo` undoes.")
    return chosen
