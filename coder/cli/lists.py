"""`coder list`: what the project holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from coder.cli.options import WORDS, looking_back, project
from coder.cli.output import Output, output
from coder.operations import (
    correcting,
    lists,
    lists_coding,
    lists_reviews,
    lists_suggestions,
    lookup,
    queue,
)
from coder.operations import lists_fields as fields
from coder.operations.listing import Field, Listing
from coder.operations.lists_suggestions import REJECTIONS
from coder.operations.looking_back import looked_back

if TYPE_CHECKING:
    from coder.store import Store


@click.group("list")
def list_() -> None:
    """List what the project holds, for people or as data.

    The table is brief; csv, json and xlsx have every key. JSON is a list of flat objects.
    """


def _list(
    name: str, keys: tuple[Field, ...], *, publishes: bool = True
) -> Callable[[Any], click.Command]:
    """Declare a list: its name, and the keys that its help explains."""

    def decorate(command: Any) -> click.Command:
        listed = "\n".join(f"  {field.key:<14}{field.meaning}" for field in keys)
        declared = list_.command(name, epilog=f"\b\nKeys:\n{listed}")
        return declared(project(looking_back(output(publishes=publishes)(command))))

    return decorate


def _print(store: Store, user: str, out: Output, listing: Listing) -> None:
    told = dict(listing.notes)
    for label, words in looked_back(store):
        told.setdefault(label, words)
    listing = replace(listing, notes=tuple(told.items()))
    out.listing(store, user, listing)


_of_source = click.option(
    "--source", type=WORDS, metavar="SOURCE", help="Only of this source: its name or guid."
)


@_list("sources", fields.SOURCES)
def _sources(store: Store, user: str, out: Output) -> None:
    """List the sources, with their case, size and who has read them."""
    _print(store, user, out, lists.sources(store, user))


@_list("waiting", fields.CORRECTED, publishes=False)
def _waiting(store: Store, user: str, out: Output) -> None:
    """List what stands on older versions of corrected sources, and where it may go."""
    _print(store, user, out, correcting.waiting(store, user))


@_list("speakers", fields.SPEAKERS)
@_of_source
def _speakers(store: Store, user: str, out: Output, source: str | None) -> None:
    """List the speakers of every source, or of one."""
    _print(
        store, user, out, lists.speakers(store, lookup.source(store, source) if source else None)
    )


@_list("turns", fields.TURNS, publishes=False)
@_of_source
def _turns(store: Store, user: str, out: Output, source: str | None) -> None:
    """List the turns of every source, or of one, with their words."""
    _print(store, user, out, lists.turns(store, lookup.source(store, source) if source else None))


@_list("codes", fields.CODES)
def _codes(store: Store, user: str, out: Output) -> None:
    """List the codebook as a tree, with how often each code was applied."""
    _print(store, user, out, lists_coding.codes(store, user))


@_list("codings", fields.CODINGS)
@_of_source
@click.option(
    "--code", type=WORDS, metavar="CODE", help="Only of this code and the codes under it."
)
@click.option("--by", type=WORDS, metavar="USER", help="Only what this user applied.")
def _codings(
    store: Store, user: str, out: Output, source: str | None, code: str | None, by: str | None
) -> None:
    """List the codings, with their quotations."""
    from coder.store import reads

    listing = lists_coding.codings(
        store,
        user,
        source=lookup.source(store, source) if source else None,
        code=lookup.code(reads.codebook(store), code).guid if code else None,
        by=lookup.user(store, by).guid if by else None,
    )
    _print(store, user, out, listing)


@_list("cases", fields.CASES)
def _cases(store: Store, user: str, out: Output) -> None:
    """List the cases, with the values of their variables and how much you have read."""
    _print(store, user, out, lists.cases(store, user))


@_list("values", fields.VALUES)
def _values(store: Store, user: str, out: Output) -> None:
    """List every value of every case, one a line."""
    _print(store, user, out, lists.values(store))


@_list("users", fields.USERS)
def _users(store: Store, user: str, out: Output) -> None:
    """List who has changed the project."""
    _print(store, user, out, lists.users(store, user))


@_list("bookmarks", fields.BOOKMARKS, publishes=False)
@_of_source
def _bookmarks(store: Store, user: str, out: Output, source: str | None) -> None:
    """List your bookmarks, by source and place in the text."""
    of = lookup.source(store, source) if source else None
    _print(store, user, out, lists_coding.bookmarks(store, user, of))


@_list("memos", fields.MEMOS, publishes=False)
@click.option("--about", type=WORDS, metavar="THING", help="Only about this thing.")
def _memos(store: Store, user: str, out: Output, about: str | None) -> None:
    """List the memos, with what they are about."""
    guid = lookup.thing(store, about, user)[0] if about else None
    _print(store, user, out, lists_coding.memos(store, user, guid))


@_list("rejections", REJECTIONS, publishes=False)
def _rejections(store: Store, user: str, out: Output) -> None:
    """List the suggestions that you have rejected."""
    _print(store, user, out, lists_suggestions.rejections(store, user))


@_list("withdrawals", fields.WITHDRAWALS)
def _withdrawals(store: Store, user: str, out: Output) -> None:
    """List who and what was withdrawn, by whom and why."""
    from coder.operations import lists_withdrawals

    _print(store, user, out, lists_withdrawals.listed(store))


@_list("reviews", lists_reviews.FIELDS, publishes=False)
@click.option(
    "--state",
    "states",
    type=click.Choice(queue.STATES),
    multiple=True,
    help="Cases in this state; may be given several times. Else those that await review.",
)
def _reviews(store: Store, user: str, out: Output, states: tuple[queue.State, ...]) -> None:
    """List what awaits review: open queries, decisions changed since, and those not reviewed."""
    _print(store, user, out, lists_reviews.reviews(store, user, states or queue.AWAITING))
