"""`coder check`: a drafted report against the project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import FILE, project
from coder.cli.output import Output, output
from coder.drafts import KINDS

if TYPE_CHECKING:
    from coder.store import Store

_NAMES = {kind.replace(" ", "-"): kind for kind in KINDS}
_LISTED = "\n".join(f"  {name:<14}{KINDS[kind]}" for name, kind in _NAMES.items())


@click.command(
    "check",
    epilog=f"""\b
Findings:
{_LISTED}
\b
JSON has one object a finding: level, finding, place, paragraph, at, said, words, attribution,
school, role, source, turn, start, end, source_words, code.
\b
Examples:
  coder check report.docx
  coder check report.odt --only edited --only not-found -o findings.csv""",
)
@project
@output(publishes=False)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(list(_NAMES)),
    metavar="FINDING",
    help="Show only findings of this kind; may be given several times.",
)
@click.argument("draft", type=FILE)
def check_(store: Store, user: str, out: Output, only: tuple[str, ...], draft: Path) -> int:
    """Check the quotations, attributions and counts of a drafted report.

    DRAFT is a .docx, .odt, .md or .txt file. It is read and forgotten: nothing of it is kept in the
    project. The exit code is 1 where something must be looked at, 0 where all that is shown is as
    it should be.
    """
    from coder.operations.checking import check
    from coder.operations.lists_checking import failed, listed

    checked = check(store, user, draft)
    listing = listed(checked, {_NAMES[name] for name in only})
    replace(out, sentences=True).listing(store, user, listing)
    console.say(f"{checked.in_words}; {checked.to_look_at} to look at.")
    return console.FAILED if failed(listing) else console.DONE
