"""Typing: `type`, `assess` and `decide`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import WORDS, argument, because, looking_back, project
from coder.cli.output import Output, output
from coder.cli.reviewing import say_differing, say_head, standing
from coder.display import one_line

if TYPE_CHECKING:
    from coder.model import Case, Typology
    from coder.operations.explaining import Part
    from coder.store import Store


@click.command(
    "type",
    epilog="""\b
JSON has one object a case, type and reading:
  case, type, name     the case; id and name of the type
  reading              how the doubtful phrases are read, and
  in_use               whether the project reads them so
  outcome              met, not met, not determined, or not typed
  met, not_met,        lists of the attributes, by id
  unknown
  settled_by           what would settle an outcome that is not determined
  reason               why a case is not typed
  decision             what was decided, in words; not decided where nothing was
  state                what the case still needs: to decide, query open, query answered,
                       changed since, to review; else overruled or agreed
  decisions            a list of objects, each user's latest decision: user, outcome, time,
                       reason, changed_since, reviews and open_queries (both of user, verdict,
                       outcome, time, reason, query and replies; a query is open, answered or
                       closed, a reply has user, kind, time, reason)
  With --attribute there is one object a case: case, status, from_evidence (the status without
  assessments), for and against (passages), speakers, at_least (whether there may be more), roles,
  speakers_against, roles_against, flags, reason (why it is not typed), type_a, type_b ...
\b
Examples:
  coder type
  coder type 8a
  coder type --attribute "antagonistic union voice"
  coder type --format json""",
)
@argument("case", required=False)
@click.option(
    "--under",
    type=WORDS,
    metavar="VERSION|DIGEST",
    help="By these rules instead of those in force; `coder typology list` shows them.",
)
@click.option(
    "--attribute",
    type=WORDS,
    metavar="ATTRIBUTE",
    help="One attribute in all cases: who speaks for and against it, and how those are typed.",
)
@output()
@project
@looking_back
def type_(
    store: Store,
    user: str,
    out: Output,
    case: str | None,
    under: str | None,
    attribute: str | None,
) -> None:
    """Show how every case is typed; with CASE, the full trace of one.

    The trace names, for each attribute, the passages for it and against it, who said them, who
    coded them and why, and which changes would alter an outcome.
    """
    from coder.errors import Refused
    from coder.operations import lookup, typologies
    from coder.operations.explaining import explain

    rules = typologies.version(store, under) if under is not None else None
    one = lookup.case(store, case) if case is not None else None
    whole = one is not None and out.format == "table"
    if out.release.published and (whole or attribute):
        raise Refused(
            "The trace of a case, and who speaks for an attribute, have no form that identifies"
            " nobody; write it with --profile internal, and keep it inside the team."
        )
    if attribute is not None:
        if one is not None or rules is not None:
            raise click.UsageError("--attribute shows all cases; leave CASE and --under out.")
        _who_says(store, user, out, attribute)
    elif one is not None and whole:
        out.lines(_lines(explain(store, user, one.guid, under=rules).parts))
    else:
        _put(store, user, out, [one] if one else None, rules)


def _who_says(store: Store, user: str, out: Output, named: str) -> None:
    from coder.operations import typing
    from coder.operations.by_attribute import by_attribute

    found = by_attribute(store, user, typing.attribute(store, named))
    out.table(found.table, found.records)


def _put(
    store: Store, user: str, out: Output, cases: list[Case] | None, under: Typology | None
) -> None:
    from coder.operations import publishing_lists

    out.prepare(store, user)
    done = publishing_lists.typing(store, user, cases, out.release, under)
    out.tell(done.told)
    out.table(done.table, done.records)


def _lines(parts: Iterable[Part]) -> Iterator[str]:
    """Yield an explanation in lines that a screen reader reads straight through, safe to show."""
    for part in parts:
        if part.kind in ("heading", "subheading"):
            yield ""
        if part.kind == "passage":
            side, *rest = part.about
            yield one_line(f"{side}: {', '.join(rest)}")
            yield f"  “{one_line(part.words)}”"
        else:
            yield one_line(part.words)


@click.command(
    "assess",
    epilog='Example: coder assess 8a settled-leadership-team "not met" --because "Five heads."',
)
@argument("case")
@argument("attribute")
@argument("status")
@because(required=True)
@project
def assess_(store: Store, user: str, case: str, attribute: str, status: str, because: str) -> None:
    """Give an attribute of a case a status of your own; your latest one stands.

    STATUS is met, "not met", "not known" or contested. Where users differ it is contested.
    """
    from coder.operations import lookup, typing

    found, of = lookup.case(store, case), typing.attribute(store, attribute)
    typing.assess(store, user, found.guid, of, status, because)
    said = f"{one_line(found.name)}: {one_line(of.name)} is {status}, you say."
    console.say(f"{said} {_summary(store, user, found)}")
    say_head(store)


def _summary(store: Store, user: str, case: Case) -> str:
    from coder.operations import typing

    return typing.traces(store, user, [case])[0].summary


@click.command(
    "decide", epilog='Example: coder decide 8a "Type A" --because "Both criteria, two sources."'
)
@argument("case")
@argument("outcome")
@because(required=True)
@project
def decide_(store: Store, user: str, case: str, outcome: str, because: str) -> None:
    """Decide the outcome of a case: kept with it are what the rules gave, and the head before.

    OUTCOME is "Type A", "Type B", "Type A and Type B", "neither type" or "not yet determined".
    """
    from coder.operations import lookup, typing

    found = lookup.case(store, case)
    guid = typing.decide(store, user, found, outcome, because)
    now = standing(store, user, found)
    mine = next(each.typing.outcome for each in now.every if each.typing.guid == guid)
    name = one_line(found.name)
    console.say(f"{name}: {mine}. The rules give: {_summary(store, user, found)}")
    say_differing(now, found)
    say_head(store)
