"""`coder export`: the whole set of tables and charts, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import FILE, project
from coder.cli.releasing import profiled, said
from coder.display import counted, one_line
from coder.operations import batches, policy
from coder.operations.profiles import Release

if TYPE_CHECKING:
    from coder.store import Store


@click.group("export")
def export_() -> None:
    """Write many tables and charts at once; one alone is written by `coder table ... -o FILE`."""


@export_.command(
    "all",
    epilog="""\b
Every table is of the same moment of the project, and says in the file what it counts, of how
many, by whose codings, and the head of the journal. The same project gives the same bytes on
every run. manifest.json lists each file with its SHA-256.
\b
Examples:
  coder export all
  coder export all --dir report --format docx --format svg --replace""",
)
@project
@profiled
@click.option(
    "--dir",
    "folder",
    type=FILE,
    metavar="FOLDER",
    help="Where the files go; else the folder exports beside the project.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(batches.FORMATS),
    multiple=True,
    help="Only this format; can be said more than once.",
)
@click.option("--replace", is_flag=True, help="Let the set replace files that are there.")
@click.option("--dated", is_flag=True, help="Write today's date into every file.")
def _all(
    store: Store,
    user: str,
    folder: Path | None,
    formats: tuple[str, ...],
    replace: bool,
    dated: bool,
    release: Release,
) -> None:
    """Write every table and chart that a report needs."""
    policy.prepare(store, user, release, "the whole set")
    batch = batches.gather(store, user, release, day=_today() if dated else "")
    wanted = formats or batches.FORMATS
    total = len(batches.planned(batch, wanted))
    with console.progress("Exporting", total) as told:
        written = batches.write_batch(
            batch,
            folder or batches.set_folder(store),
            wanted,
            replace=replace,
            told=told,
        )
    for each in batch.told:
        console.say(each)
    for name, why in written.left_out:
        console.say(f"Left out: {one_line(name)}. {one_line(why)}")
    where = one_line(str(written.files[-1].parent))
    console.say(f"Wrote {counted(len(written.files), 'file')} to {where}. {said(release)}")


def _today() -> str:
    from datetime import date

    return date.today().isoformat()
