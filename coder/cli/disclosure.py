"""`coder disclosure`: what could identify a school, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli.options import project
from coder.cli.output import Output, output

if TYPE_CHECKING:
    from coder.store import Store


@click.command(
    "disclosure",
    epilog="""\b
Keys: school (its pseudonym), id and alone_on (not in what is published), beside, quotations,
roles, words.
\b
Examples:
  coder disclosure
  coder settings set "smallest group" 5
  coder settings set "names to mask" "Northgate; Ms Hill" --because "Named in two interviews." """,
)
@output()
@project
def disclosure_(store: Store, user: str, out: Output) -> None:
    """Show what all the quotations of each school say of it together, and on what it is alone.

    A school is alone on variables where fewer schools than the smallest group share its values.
    What a file leaves out in the publish profile follows from that. The report itself, in a file,
    leaves out ids and what a school is alone on.
    """
    from coder.operations import disclosing

    out.prepare(store, user)
    found = disclosing.report(store, user, out.release)
    out.tell(found.told)
    out.table(found.table)
