"""Coding: `code`, `recode`, `uncode`, `memo` and `bookmark`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli import console
from coder.cli.options import TEXT, argument, project
from coder.display import one_line
from coder.model import Passage
from coder.operations import bookmarks, coding, lookup

if TYPE_CHECKING:
    from coder.model import Source
    from coder.store import Store


class Range(click.ParamType[Passage]):
    """`START:END`, in code points of the source's text."""

    name = "passage"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Passage:
        """Return the passage."""
        try:
            return value if isinstance(value, Passage) else Passage.parse(value)
        except ValueError:
            self.fail("a passage is START:END, two whole numbers, for example 120:164.", param, ctx)


RANGE = Range()

_quote = click.option(
    "--quote",
    type=TEXT,
    metavar="WORDS",
    help="The words, instead of START:END. Spacing, quote marks and dashes may differ; an"
    " ellipsis stands for words left out. They must stand in one place only.",
)
_turn = click.option(
    "--turn",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="The whole turn of this number; with --quote, where to look.",
)


def _passage(
    store: Store, source: Source, given: str | None, quote: str | None, turn: int | None
) -> Passage:
    """Return the passage a person named in one of the three ways."""
    if (given is None) == (quote is None and turn is None):
        raise click.UsageError("Say which passage: START:END, --quote or --turn.")
    if given is not None:
        return RANGE.convert(given, None, click.get_current_context())
    return coding.locate(store, source, quote=quote, turn=turn)


@click.command(
    "code",
    epilog="""\b
Examples:
  coder code 8a 0:164 "Union voice"
  coder code 8a "Union voice" --quote "the unions were very strong"
  coder code 8a "Union voice" --turn 3 --memo "Said twice."
\b
`coder show 8a --offsets` prints the numbers.""",
)
@argument("source")
@argument("what", nargs=-1, required=True, metavar="[START:END] CODE")
@_quote
@_turn
@click.option("--memo", type=TEXT, default="", metavar="TEXT", help="A memo on the coding.")
@project
def code_(
    store: Store,
    user: str,
    source: str,
    what: tuple[str, ...],
    quote: str | None,
    turn: int | None,
    memo: str,
) -> None:
    """Apply a code to a passage of a source.

    SOURCE is its name, with or without its ending. START:END counts code points from 0, the end
    not included. CODE is a name, a path, or the beginning of a guid. Prints the coding's guid.
    """
    from coder.store import reads

    by_offsets = quote is None and turn is None
    if len(what) != 1 + by_offsets:
        raise click.UsageError(
            "Say which passage, as START:END, --quote or --turn, and then one code in quote marks."
        )
    chosen, of = lookup.code(reads.codebook(store), what[-1]), lookup.source(store, source)
    passage = _passage(store, of, what[0] if by_offsets else None, quote, turn)
    before = store.head
    guid = coding.apply_code(store, user, of.guid, passage, chosen.guid, memo=memo)
    console.line(guid)
    done = f"{one_line(chosen.name)} on {passage} of {one_line(of.name)}."
    console.say(f"Applied {done}" if store.head != before else f"You already had {done}")


@click.command("recode")
@argument("coding_", metavar="CODING")
@argument("code", required=False)
@click.option("--passage", type=RANGE, metavar="START:END", help="Move the ends of the coding.")
@project
def recode_(
    store: Store, user: str, coding_: str, code: str | None, passage: Passage | None
) -> None:
    """Put another code in place of a coding's own, or move its ends.

    CODING is the beginning of a guid, as `coder list codings` shows it. Only your own.
    """
    from coder.store import reads

    if code is None and passage is None:
        raise click.UsageError("Say which code to put in its place, or a --passage.")
    found = lookup.coding(store, coding_, user)
    if code is not None:
        to = lookup.code(reads.codebook(store), code).guid
        coding.recode(store, user, found, to, passage)
    elif passage is not None:
        coding.move_coding(store, user, found, passage)
    console.say("Changed.")


@click.command("uncode")
@argument("coding_", metavar="CODING")
@project
def uncode_(store: Store, user: str, coding_: str) -> None:
    """Take off a coding of yours.

    CODING is the beginning of a guid, as `coder list codings` shows it.
    """
    coding.uncode(store, user, lookup.coding(store, coding_, user))
    console.say("Taken off. `coder undo` puts it back.")


@click.command(
    "memo",
    epilog="""\b
Examples:
  coder memo 8a.txt --text "A difficult day to visit."
  coder memo code:"Union voice" --text - < note.txt
  coder memo 8a --quote "the unions were very strong" --text "Ask again."
  coder memo 1f3c9a20 --edit --text "Said twice, not once."
  coder memo 1f3c9a20 --remove""",
)
@argument("thing")
@click.option("--text", type=TEXT, default="", metavar="TEXT", help="The memo; - reads stdin.")
@click.option("--passage", metavar="START:END", help="THING is a source: about this passage of it.")
@_quote
@_turn
@click.option("--edit", is_flag=True, help="THING is a memo of yours: replace its text.")
@click.option("--remove", is_flag=True, help="THING is a memo of yours: take it away.")
@project
def memo_(
    store: Store,
    user: str,
    thing: str,
    text: str,
    passage: str | None,
    quote: str | None,
    turn: int | None,
    edit: bool,
    remove: bool,
) -> None:
    """Write a memo about a code, a source, a case, a coding or a passage.

    THING is a name or the beginning of a guid; source:8a and case:8a say which is meant. With
    --passage, --quote or --turn THING is a source. Prints the memo's guid.
    """
    if edit and remove:
        raise click.UsageError("Say --edit or --remove, not both.")
    if remove:
        coding.edit_memo(store, user, lookup.memo(store, thing, user).guid, "")
        console.say("Removed.")
    elif edit:
        if not text.strip():
            raise click.UsageError("Say the new --text; --remove takes the memo away.")
        coding.edit_memo(store, user, lookup.memo(store, thing, user).guid, text)
        console.say("Changed.")
    elif passage is not None or quote is not None or turn is not None:
        of = lookup.source(store, thing.removeprefix("source:"))
        at = _passage(store, of, passage, quote, turn)
        console.line(coding.add_memo(store, user, of.guid, text, passage=at))
        console.say(f"Written about {at} of {one_line(of.name)}.")
    else:
        about, described = lookup.thing(store, thing, user)
        console.line(coding.add_memo(store, user, about, text))
        console.say(f"Written about the {described}.")


@click.command(
    "bookmark",
    epilog="""\b
Examples:
  coder bookmark 8a 0:164
  coder bookmark 8a --turn 3
  coder bookmark 8a --quote "the unions were very strong"
  coder bookmark 1f3c9a20 --remove
\b
`coder list bookmarks` shows them.""",
)
@argument("thing", metavar="SOURCE")
@argument("given", metavar="[START:END]", required=False)
@_quote
@_turn
@click.option(
    "--remove", is_flag=True, help="SOURCE is the guid of a bookmark of yours: take it away."
)
@project
def bookmark_(
    store: Store,
    user: str,
    thing: str,
    given: str | None,
    quote: str | None,
    turn: int | None,
    remove: bool,
) -> None:
    """Set a bookmark of yours on a passage of a source, or take one away.

    Only you see your bookmarks. Prints the bookmark's guid.
    """
    if remove:
        bookmarks.remove_bookmark(store, user, lookup.bookmark(store, thing, user).guid)
        console.say("Cleared.")
        return
    of = lookup.source(store, thing)
    passage = _passage(store, of, given, quote, turn)
    console.line(bookmarks.add_bookmark(store, user, of.guid, passage))
    console.say(f"Bookmark on {passage} of {one_line(of.name)}.")
