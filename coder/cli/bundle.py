"""`coder bundle`: what an auditor takes away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import FILE, project
from coder.cli.releasing import said
from coder.display import counted, one_line
from coder.operations.profiles import INSIDE, PROFILES, PUBLISH

if TYPE_CHECKING:
    from coder.store import Store


@click.command(
    "bundle",
    epilog="""\b
Unpacked, report.html is for people, and `python verify_bundle.py` checks all of it without this
program. The same project gives the same bytes on every run.
\b
Examples:
  coder bundle -o audit.zip
  coder bundle -o audit.zip --with-texts --force""",
)
@click.option(
    "-o",
    "--output",
    "path",
    type=FILE,
    required=True,
    metavar="FILE.zip",
    help="Write to this file.",
)
@click.option("--with-texts", is_flag=True, help="Put in the texts of the sources, too.")
@click.option("--force", is_flag=True, help="Let -o replace a file.")
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="A bundle is always internal: it names schools and quotes people.",
)
@project
def bundle_(
    store: Store, user: str, path: Path, with_texts: bool, force: bool, profile: str | None
) -> None:
    """Write what an auditor needs to see and derive again, as one zip archive.

    In it are the history, what was decided and reviewed, the rules in every version used, a report
    on every school, and a verifier. Texts of sources are left out unless asked for; passages that
    count as evidence, memos and reasons are in it.
    """
    if profile == PUBLISH:
        raise click.UsageError(
            "A bundle has no form that identifies nobody: it holds the whole history, so that it"
            " can be checked. What is published is written by `coder export all`."
        )
    from coder.operations import bundling

    with console.progress("Bundling", bundling.STEPS) as told:
        done = bundling.bundle(store, user, path, with_texts=with_texts, replace=force, told=told)
    console.say(f"Wrote {counted(done.files, 'file')} to {one_line(str(path))}. {said(INSIDE)}")
    texts = "are in it" if with_texts else "are not in it; --with-texts puts them in"
    console.say(f"Texts of the sources {texts}. Quotations, memos, reasons and names are.")
    console.line(done.checkpoint)
