"""`coder codes`: the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli import console
from coder.cli.options import TEXT, WORDS, argument, because, project
from coder.cli.output import Output, output
from coder.display import one_line
from coder.operations import codes, lookup

if TYPE_CHECKING:
    from coder.model import Code
    from coder.store import Store

_FIELDS = (
    click.option("--definition", type=TEXT, metavar="TEXT", help="What the code means."),
    click.option("--include", type=TEXT, metavar="TEXT", help="What to include."),
    click.option("--exclude", type=TEXT, metavar="TEXT", help="What to leave out."),
    click.option(
        "--example",
        "examples",
        type=TEXT,
        multiple=True,
        metavar="TEXT",
        help="A quotation that shows it; give it again for more.",
    ),
    click.option(
        "--indicator",
        "indicators",
        type=WORDS,
        multiple=True,
        metavar="WORDS",
        help="Words that suggest it, or a token pattern such as"
        ' [{"LEMMA": "object"}, {"LOWER": "to"}]; give it again for more. They never count as'
        " evidence.",
    ),
)


def _fields(command: Any) -> Any:
    for option in reversed(_FIELDS):
        command = option(command)
    return command


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _code(store: Store, named: str) -> Code:
    from coder.store import reads

    return lookup.code(reads.codebook(store), named)


@click.group("codes")
def codes_() -> None:
    """Add, edit, move, merge, retire and export codes.

    CODE is a name, a path such as "Union voice > Antagonistic", or the beginning of a guid.
    `coder list codes` shows them all.
    """


@codes_.command(
    "add",
    epilog='Example: coder codes add "Staff morale" --under "Workforce" --definition "..."',
)
@argument("name")
@click.option("--under", type=WORDS, metavar="CODE", help="The code it stands under; else the top.")
@_fields
@project
def _add(store: Store, user: str, name: str, under: str | None, **fields: Any) -> None:
    """Add a code, last among those beside it. Prints its guid."""
    from coder.model import Code

    parent = _code(store, under).guid if under else None
    new = Code("", name, **_given(fields))
    console.line(codes.add_code(store, user, name, parent=parent, code=new))
    console.say(f"Added {one_line(name)}.")


@codes_.command("edit")
@argument("code")
@click.option("--name", type=WORDS, metavar="NAME", help="Another name.")
@_fields
@because()
@project
def _edit(store: Store, user: str, code: str, because: str, **fields: Any) -> None:
    """Change the name, definition or other fields of a code.

    A new definition, include or exclude redefines it: who has read a source before has not read
    it for this code. Examples and indicators given replace those that were there.
    """
    given = _given(fields)
    if not given:
        raise click.UsageError("Say what to change: --name, --definition, --include or another.")
    codes.edit_code(store, user, _code(store, code).guid, because, **given)
    console.say("Changed.")


@codes_.command(
    "example",
    epilog="""\b
Examples:
  coder codes example "Union voice" --of 8a 0:164
  coder codes example "Union voice" --of 8a --quote "the unions were very strong"
  coder codes example "Union voice" --text "They were very strong." """,
)
@argument("code")
@argument("given", metavar="[START:END]", required=False)
@click.option("--of", "source", type=WORDS, metavar="SOURCE", help="The source of the passage.")
@click.option("--quote", type=TEXT, metavar="WORDS", help="The words as they stand in the source.")
@click.option("--text", type=TEXT, metavar="WORDS", help="Words that stand in no source.")
@project
def _example(
    store: Store,
    user: str,
    code: str,
    given: str | None,
    source: str | None,
    quote: str | None,
    text: str | None,
) -> None:
    """Add a passage of a source to the examples of a code."""
    if (source is None) == (text is None) or (source and (given is None) == (quote is None)):
        raise click.UsageError("Say which words: --of SOURCE with START:END or --quote, or --text.")
    if source is not None:
        text = _words(store, source, given, quote)
    found = _code(store, code)
    new = codes.add_example(store, user, found.guid, text or "")
    console.say(f"{one_line(found.name)} has {'one example more' if new else 'it already'}.")


def _words(store: Store, source: str, given: str | None, quote: str | None) -> str:
    from coder.cli.coding import RANGE
    from coder.operations.coding import locate
    from coder.store import reads

    of = lookup.source(store, source)
    if quote is not None:
        return reads.words(store, of.guid, locate(store, of, quote=quote))
    passage = RANGE.convert(given, None, click.get_current_context())
    return reads.words(store, of.guid, passage)


@codes_.command("move")
@argument("code")
@click.option("--under", type=WORDS, metavar="CODE", help="The code to put it under.")
@click.option("--top", is_flag=True, help="Put it under none.")
@click.option(
    "--place",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Its place among the codes beside it, from 1; else the last.",
)
@project
def _move(
    store: Store, user: str, code: str, under: str | None, top: bool, place: int | None
) -> None:
    """Put a code under another, at the top, or at another place where it is."""
    if (under is not None and top) or (under is None and not top and place is None):
        raise click.UsageError("Say where to: --under CODE or --top, and --place if it matters.")
    moved = _code(store, code)
    parent = None if top else _code(store, under).guid if under else moved.parent
    position = None if place is None else place - 1
    codes.move_code(store, user, moved.guid, parent, position)
    console.say("Moved.")


@codes_.command("merge")
@argument("code")
@argument("into")
@because()
@project
def _merge(store: Store, user: str, code: str, into: str, because: str) -> None:
    """Merge a code into another: its codings, and the codes under it, count there from now on."""
    source, target = _code(store, code), _code(store, into)
    codes.merge_codes(store, user, source.guid, target.guid, because)
    console.say(f"Merged {one_line(source.name)} into {one_line(target.name)}.")


@codes_.command("retire")
@argument("code")
@because()
@project
def _retire(store: Store, user: str, code: str, because: str) -> None:
    """Stop offering a code; its codings stay and count."""
    codes.retire_code(store, user, _code(store, code).guid, reason=because)
    console.say("Retired. `coder codes restore` offers it again.")


@codes_.command("restore")
@argument("code")
@because()
@project
def _restore(store: Store, user: str, code: str, because: str) -> None:
    """Offer a retired code again."""
    codes.retire_code(store, user, _code(store, code).guid, retired=False, reason=because)
    console.say("Restored.")


@codes_.command("pin")
@argument("code")
@click.argument("number", type=click.IntRange(1, 9))
@project
def _pin(store: Store, user: str, code: str, number: int) -> None:
    """Pin a code to a key of the screen, 1 to 9, for you; those from there on move down."""
    from coder.operations import pins
    from coder.store import reads

    book = reads.codebook(store)
    pins.pin(store, user, lookup.code(book, code).guid, number)
    for key, guid in enumerate(pins.pinned(store, user, book), start=1):
        console.line(f"{key} {one_line(book.path(guid))}")


@codes_.command("export")
@output(("toml",))
@project
def _export(store: Store, user: str, out: Output) -> None:
    """Print the codebook as a codebook file (TOML), which `coder init --codebook` reads.

    Its first line is a remark with the head of the journal it was taken at.
    """
    book = codes.export_codebook(store)
    if out.release.published:
        from coder.operations import publishing_lists

        out.prepare(store, user)
        book, told = publishing_lists.text(store, user, book, out.release)
        out.tell(told)
    out.raw(book)
