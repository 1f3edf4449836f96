"""`coder suggest`: codes that may fit, with the reasons; accepting and rejecting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.coding import RANGE
from coder.cli.options import WORDS, argument, project
from coder.cli.output import Output, output
from coder.display import counted, one_line
from coder.model import Passage, natural_key
from coder.operations import lists_suggestions, lookup, suggesting
from coder.suggest.likeness import BEST
from coder.suggest.matching import FORMS

if TYPE_CHECKING:
    from coder.store import Store

_KEYS = "\n".join(f"  {field.key:<14}{field.meaning}" for field in lists_suggestions.SUGGESTIONS)


@click.command(
    "suggest",
    epilog=f"""\b
Examples:
  coder suggest 8a
  coder suggest 8a --code "Union voice" --by likeness
  coder suggest 8a --code "Union voice" --at 120:164 --accept
\b
Keys:
{_KEYS}""",
)
@argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--code", type=WORDS, metavar="CODE", help="Only this code.")
@click.option("--at", type=RANGE, metavar="START:END", help="Only on words of this passage.")
@click.option(
    "--by",
    type=click.Choice((*suggesting.KINDS, "both")),
    default="both",
    help="By the indicators of the codebook, by likeness to what is coded already, or both.",
)
@click.option(
    "--match",
    type=click.Choice(FORMS),
    help="Find indicators in other forms of their words, or only as written; else as the settings"
    " say.",
)
@click.option(
    "--all",
    "all_",
    is_flag=True,
    help=f"By likeness not only the {BEST} likest of each code and source, but all.",
)
@click.option("--accept", is_flag=True, help="Code all that would be listed; needs --code.")
@click.option("--reject", is_flag=True, help="Never list these again for you; needs --code.")
@project
@output(publishes=False)
def suggest_(
    store: Store,
    user: str,
    out: Output,
    sources: tuple[str, ...],
    code: str | None,
    at: Passage | None,
    by: str,
    match: str | None,
    all_: bool,
    accept: bool,
    reject: bool,
) -> None:
    """List codes that may fit passages, with the reason for each.

    A suggestion is no coding and is never counted. --accept makes codings of yours of those
    listed, --reject remembers that they are wrong; each is one step to undo. What you have coded
    or rejected is not suggested to you again. Without SOURCE all sources are looked through.
    """
    from coder.store import reads

    _check(code, at is not None and len(sources) != 1, accept, reject)
    codes = [lookup.code(reads.codebook(store), code).guid] if code else []
    looked = [lookup.source(store, named) for named in sources]
    looked = looked or sorted(reads.sources(store).values(), key=lambda s: natural_key(s.name))
    kinds = suggesting.KINDS if by == "both" else (by,)
    finder = suggesting.Suggesting(store, user, kinds, form=match or "", codes=codes, all_=all_)
    found = [each for source in looked for each in finder.of(source.guid)]
    found = [each for each in found if at is None or each.passage.overlaps(at)]
    for note in finder.notes:
        console.say(f"coder: {note}")
    if left := sum(finder.left.values()):
        console.say(f"{counted(left, 'passage')} less alike: --all lists them too.")
    if accept:
        found = suggesting.apart(found)
        suggesting.accept(store, user, found)
        console.say(f"Coded {counted(len(found), 'passage')} with {one_line(code or '')}.")
    elif reject:
        suggesting.reject(store, user, found)
        console.say(f"Rejected {counted(len(found), 'suggestion')} of {one_line(code or '')}.")
    else:
        listing = lists_suggestions.suggestions(store, found)
        out.listing(store, user, listing)


def _check(code: str | None, nowhere: bool, accept: bool, reject: bool) -> None:
    if accept and reject:
        raise click.UsageError("Say --accept or --reject, not both.")
    if (accept or reject) and code is None:
        raise click.UsageError("Say of which code: --code CODE.")
    if nowhere:
        raise click.UsageError("--at is a place in one source; name that source.")
