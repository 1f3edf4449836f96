"""Sources: `import`, `show`, `read` and `sources`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli import console
from coder.cli.options import FILE, WORDS, argument, project
from coder.cli.output import Output, output
from coder.display import counted, one_line
from coder.operations import coding, lookup, showing, sources
from coder.operations.listing import as_table

if TYPE_CHECKING:
    from coder.store import Store


@click.command(
    "import",
    epilog="""\b
Keys: file, outcome (imported, already there, failed), source, turns, speakers, problem, notes.
\b
Examples:
  coder import interviews/ --manifest manifest.csv
  coder import 8a-teachers.docx --case 8a
  coder import old.txt --encoding windows-1252""",
)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@click.option(
    "--manifest",
    type=FILE,
    metavar="FILE",
    help="CSV with the columns file, school, kind, date. A file is named by its name, or with its"
    " folder where two have the same name: 8a/teacher.txt.",
)
@click.option(
    "--case", type=WORDS, default="", metavar="ID", help="The school that all of them belong to."
)
@click.option(
    "--encoding",
    type=WORDS,
    metavar="NAME",
    help="Of text files that are not UTF-8, such as windows-1252. Never guessed.",
)
@click.option(
    "--report", type=FILE, metavar="FILE", help="Write every line not understood to this CSV file."
)
@output(publishes=False)
@project
def import_(
    store: Store,
    user: str,
    out: Output,
    paths: tuple[Path, ...],
    manifest: Path | None,
    case: str,
    encoding: str | None,
    report: Path | None,
) -> int:
    """Import transcripts: files, or folders with all that is in them (.txt, .md, .docx, .vtt).

    A file that cannot be read does not stop the rest; it is named at the end, and the exit code is
    then 1. What was not understood of a file is reported line by line. With a manifest, what a
    folder holds besides is passed over, and said.
    """
    if report is not None and report.exists() and not out.force:
        raise click.UsageError(f"There is a file {report} already; --force lets it be replaced.")
    facts = sources.read_manifest(manifest) if manifest else None
    chosen = sources.choose(paths, facts)
    done = _with_progress(store, user, chosen.files, manifest=facts, school=case, encoding=encoding)
    _tell_of_manifest(chosen)
    if report is not None:
        notes = as_table(sources.notes(done), brief=False)
        Output("csv", report, out.force).table(notes)
    _tell(done, report is None)
    if out.format != "table" or out.path:
        listing = sources.listed(done)
        out.listing(store, user, listing)
    return console.FAILED if any(each.error for each in done) else console.DONE


def _with_progress(
    store: Store, user: str, files: Sequence[Path], **options: Any
) -> list[sources.Imported]:
    with console.progress("Importing", len(files)) as told:
        return sources.import_sources(
            store, user, files, progress=lambda _done, _of, name: told(name), **options
        )


def _tell_of_manifest(chosen: sources.Chosen) -> None:
    for file in chosen.unnamed:
        console.say(f"{one_line(file.name)}: not in the manifest; not imported.")
    for name in chosen.missing:
        console.say(f"{one_line(name)}: in the manifest, but there is no such file.")
    for file in chosen.besides:
        console.say(f"{one_line(file.name)}: not in the manifest, which says nothing of it.")


def _tell(done: Sequence[sources.Imported], with_notes: bool) -> None:
    """Say what became of each file, the failed ones last."""
    for each in sorted(done, key=lambda each: bool(each.error)):
        console.say(sources.in_words(each))
        if with_notes:
            for note in each.notes:
                where = f"line {note.line}: " if note.line else ""
                words = f": {note.words}" if note.words else ""
                console.say(f"  {where}{note.problem}{words}")
    new = sum(bool(each.source) for each in done)
    failed = sum(bool(each.error) for each in done)
    again = len(done) - new - failed
    already = f", {again} already there" if again else ""
    console.say(f"{counted(new, 'source')} imported{already}, {failed} failed.")


@click.command(
    "show",
    epilog="""\b
Examples:
  coder show 8a
  coder show 8a --turns 3:5 --offsets
  coder show 8a --version 1""",
)
@argument("source")
@click.option(
    "--turns", type=WORDS, metavar="A:B", help="Only turns A to B, both included; A: and :B work."
)
@click.option(
    "--version",
    type=click.IntRange(min=1),
    metavar="N",
    help="As it was before it was corrected: 1 is as imported.",
)
@click.option("--offsets", is_flag=True, help="Print where turns and passages begin and end.")
@project
def show_(
    store: Store, user: str, source: str, turns: str | None, version: int | None, offsets: bool
) -> None:
    """Read a source in plain lines: number, speaker, words, then the codings beneath.

    There are no frames and no colours, so a screen reader reads it straight through.
    """
    found = lookup.source(store, source)
    if version is not None:
        found = lookup.version(store, found, version)
    first, last = _turn_range(turns)
    for line in showing.reading(store, user, found, first, last, offsets=offsets):
        console.line(line)


def _turn_range(turns: str | None) -> tuple[int, int | None]:
    if turns is None:
        return 1, None
    first, colon, last = turns.partition(":")
    numbers = (part for part in (first, last) if part)
    if turns in ("", ":") or not all(each.isdecimal() and len(each) < 10 for each in numbers):
        raise click.BadParameter("is a range such as 3:5.", param_hint="--turns")
    start = int(first or 1)
    return start, (int(last) if last else None) if colon else start


@click.command("read")
@argument("source")
@click.option("--not", "unread", is_flag=True, help="Take the mark away.")
@project
def read_(store: Store, user: str, source: str, unread: bool) -> None:
    """Mark a source as read to its end by you, with the codebook as it is.

    Only then does a code that you did not apply count as not there, rather than not yet read.
    """
    found = lookup.source(store, source)
    changed = coding.mark_read(store, user, found.guid, read=not unread)
    state = "not read" if unread else "read to the end"
    console.say(f"{one_line(found.name)} {'is now' if changed else 'was already'} {state} by you.")


@click.group("sources")
def sources_() -> None:
    """Put right what is known of a source. `coder list sources` shows them all."""


@sources_.command("set", epilog="Example: coder sources set interview-3 --case 8a")
@argument("source")
@click.option("--case", type=WORDS, metavar="CASE", help="The school it belongs to; made if new.")
@click.option("--kind", type=WORDS, metavar="KIND", help="What it is; extracts are never complete.")
@click.option("--date", type=WORDS, metavar="DATE", help="When it was recorded.")
@project
def _set(
    store: Store, user: str, source: str, case: str | None, kind: str | None, date: str | None
) -> None:
    """Say which case a source belongs to, its kind and its date; "" takes one away."""
    if case is None and kind is None and date is None:
        raise click.UsageError("Say what to change: --case, --kind or --date.")
    sources.set_facts(store, user, lookup.source(store, source), case=case, kind=kind, date=date)
    console.say("Changed.")
