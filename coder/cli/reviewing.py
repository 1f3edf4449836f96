"""Reviewing what was decided: `review`, `answer` and `close`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import WORDS, argument, because, project
from coder.display import counted, one_line

if TYPE_CHECKING:
    from coder.model import Case, Typing
    from coder.operations.decisions import Decided
    from coder.operations.queries import Query
    from coder.store import Store


@click.command(
    "review", epilog='Example: coder review 8a query --because "One speaker only." --user sam'
)
@argument("case")
@argument("verdict")
@because(required=True)
@click.option(
    "--outcome", type=WORDS, default="", metavar="OUTCOME", help="What it is overruled to."
)
@click.option(
    "--of", type=WORDS, metavar="USER", help="Whose decision, where several users have decided."
)
@project
def review_(
    store: Store, user: str, case: str, verdict: str, because: str, outcome: str, of: str | None
) -> None:
    """Review the decided outcome of a case: agree, query or overrule.

    Only a user other than the one who decided can. `overrule` needs --outcome.
    """
    from coder.operations import lookup, typing

    found = lookup.case(store, case)
    decision = _decision(store, user, found, of)
    typing.review(store, user, decision, verdict, because, outcome)
    now = standing(store, user, found)
    (made,) = [each.latest_reviews for each in now.every if each.typing.guid == decision.guid]
    to = f" to {made[-1].outcome}" if made[-1].outcome else ""
    console.say(f"{one_line(found.name)}: {verdict}{to}.")
    say_differing(now, found)
    say_head(store)


_of_asker = click.option(
    "--of", type=WORDS, metavar="USER", help="Whose query, where several users have asked."
)


@click.command(
    "answer", epilog='Example: coder answer 8a --because "Turn 5 says it too." --user ann'
)
@argument("case")
@because(required=True)
@_of_asker
@project
def answer_(store: Store, user: str, case: str, because: str, of: str | None) -> None:
    """Answer a query of the decision of a case; --because has the answer.

    Anyone but the one who asked can. The query stays open until somebody closes it.
    """
    from coder.operations import lookup, queries

    found = lookup.case(store, case)
    query = _query(store, user, found, of, answered=False)
    queries.answer(store, user, query.review.guid, because)
    _say_reply(store, user, found, query, "answered")


@click.command(
    "close", epilog='Example: coder close 8a --because "Turn 5 says so indeed." --user sam'
)
@argument("case")
@because(required=True)
@_of_asker
@project
def close_(store: Store, user: str, case: str, because: str, of: str | None) -> None:
    """Close a query of the decision of a case, so that the decision can be settled.

    The one who asked can, or another user than the one who decided.
    """
    from coder.operations import lookup, queries

    found = lookup.case(store, case)
    query = _query(store, user, found, of, answered=True)
    queries.close(store, user, query.review.guid, because)
    _say_reply(store, user, found, query, "closed")


def _query(store: Store, user: str, case: Case, of: str | None, *, answered: bool) -> Query:
    """Return the open query that is meant: of the user named, or where only one user has asked."""
    from coder.errors import Refused
    from coder.operations import lookup, queries

    name = one_line(case.name)
    now = standing(store, user, case)
    waiting = list(now.open_queries)
    if of is not None:
        asker = lookup.user(store, of)
        waiting = [query for query in waiting if query.review.user == asker.guid]
    who = list(dict.fromkeys(now.name(query.review.user) for query in waiting))
    if len(who) > 1:
        raise Refused(
            f"{' and '.join(who)} have each a query of {name}: say whose, with --of USER."
        )
    if (found := queries.first_open(waiting, answered=answered)) is None:
        by = f" by {one_line(of)}" if of is not None else ""
        raise Refused(f"There is no open query of {name}{by}.")
    return found


def _say_reply(store: Store, user: str, case: Case, query: Query, done: str) -> None:
    now = standing(store, user, case)
    asked = f"{now.name(query.review.user)}'s query, “{one_line(query.review.reason)}”"
    console.say(f"{one_line(case.name)}: {asked}, is {done}.")
    if left := len(now.open_queries) - (done == "answered"):
        console.say(f"{counted(left, 'other query', 'other queries')} of it {_are(left)} open.")
    say_head(store)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def standing(store: Store, user: str, case: Case) -> Decided:
    """Return what has been decided of a case. Raises Refused where nothing has."""
    from coder.errors import Refused
    from coder.operations import typing

    decided = typing.decided(store, user, typing.traces(store, user, [case]))
    if case.guid not in decided:
        name = one_line(case.name)
        raise Refused(f"Nothing has been decided of {name} yet, so there is nothing to speak to.")
    return decided[case.guid]


def say_differing(now: Decided, case: Case) -> None:
    """Say where users decided differently."""
    if now.differ:
        console.say(f"{one_line(case.name)}: {now.words}. None takes the place of another.")


def say_head(store: Store) -> None:
    """Say the head, which covers what was just done: who keeps it can prove that later."""
    console.say(f"Journal head: {store.head_in_full}")


def _decision(store: Store, user: str, case: Case, of: str | None) -> Typing:
    """Return the decision to review: of the user named, or the only one by another."""
    from coder.errors import NotFound, Refused
    from coder.operations import lookup
    from coder.store import user_guid

    every = {each.typing.user: each for each in standing(store, user, case).every}
    if of is not None:
        named = lookup.user(store, of)
        if named.guid not in every:
            raise NotFound(f"{one_line(named.name)} has decided nothing of {one_line(case.name)}.")
        return every[named.guid].typing
    theirs = [each for guid, each in every.items() if guid != user_guid(user)]
    if len(theirs) > 1:
        names = " and ".join(each.name(each.typing.user) for each in theirs)
        raise Refused(
            f"{names} have each decided {one_line(case.name)}: say whose, with --of USER."
        )
    return (theirs or [*every.values()])[0].typing
