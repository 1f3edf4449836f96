"""`--format` and `-o`: where a list or table goes, and as what."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from coder.cli import console
from coder.cli.options import FILE, Command
from coder.cli.releasing import release_options, released, said
from coder.display import one_line
from coder.model import Table
from coder.operations.profiles import INSIDE, INTERNAL_NOTE, Release
from coder.writers import BINARY, CHARTS, FORMATS, write, write_records

if TYPE_CHECKING:
    from coder.operations.listing import Listing
    from coder.store import Store

DRAWN = (*FORMATS, *CHARTS)
"""Formats of a table that there is a chart of."""

_ENDINGS = {
    ".txt": "table",
    ".toml": "toml",
    **{f".{format}": format for format in DRAWN if format != "table"},
}


@dataclass(frozen=True, slots=True)
class Output:
    """Where a list or table goes, and as what."""

    format: str
    path: Path | None
    force: bool
    release: Release = INSIDE
    sentences: bool = False
    """Whether cells are sentences: where they have no room beside each other, none is cut."""

    @property
    def to_stdout(self) -> bool:
        """Whether it goes to stdout: with no file, or `-`."""
        return self.path is None or str(self.path) == "-"

    @property
    def brief(self) -> bool:
        """Whether people read it, rather than programs."""
        return self.format in ("table", "md")

    def table(self, table: Table, records: Sequence[Mapping[str, Any]] | None = None) -> None:
        """Write a table; as JSON its `records`, where they say more than its cells."""
        if not self.to_stdout and self.format != "table":
            from coder.operations.exports import writing

            self._put(writing(table, self.format, records))
        elif self.format == "table":
            from coder.writers.as_text import each_below, text

            self.raw((each_below if self.sentences else text)(table, self._width()))
        elif self.format == "json" and records is not None:
            self.records(records)
        else:
            self._put(lambda stream: write(table, stream, self.format))

    def listing(self, store: Store, user: str, listing: Listing) -> None:
        """Write a list, as this profile has it."""
        from coder.operations.listing import as_table

        if self.release.published:
            from coder.operations import publishing_lists

            self.prepare(store, user)
            listing, done = publishing_lists.listing(store, user, listing, self.release)
            self.tell(done.told)
        elif not self.to_stdout or self.format == "table":
            listing = replace(listing, notes=(*listing.notes, INTERNAL_NOTE))
        self.table(as_table(listing, brief=self.brief), listing.records)

    def prepare(self, store: Store, user: str) -> None:
        """See to it that this can be published under its name."""
        if not self.release.published:
            return
        from coder.operations.policy import prepare

        prepare(store, user, self.release, self.path.name if self.path else "standard output")

    def tell(self, told: Sequence[str]) -> None:
        """Say on stderr what was withheld in publishing."""
        for each in told:
            console.say(each)

    def records(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Write flat objects as JSON."""
        self._put(lambda stream: write_records(records, stream))

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines for people, which are safe to show already."""
        self.raw("".join(f"{line}\n" for line in lines))

    def raw(self, text: str) -> None:
        """Write text as it is."""
        self._put(lambda stream: _write(stream, text))

    def _width(self) -> int:
        """Return the cells a table may take; 0 where nothing limits it."""
        if not self.to_stdout or not console.is_terminal(sys.stdout):
            return 0
        from shutil import get_terminal_size

        return get_terminal_size().columns

    def _put(self, write: Callable[[BinaryIO], None]) -> None:
        if self.path is None or self.to_stdout:
            from io import BytesIO

            buffer = BytesIO()
            write(buffer)
            console.data(buffer.getvalue())
            if self.format == "json" and console.is_terminal(sys.stderr):  # it holds no notes
                console.say(said(self.release))
            return
        from coder.operations.exports import save

        save(self.path, write, replace=self.force)
        console.say(f"Wrote {one_line(str(self.path))}. {said(self.release)}")


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode("utf-8", "replace"))


def output(
    formats: Sequence[str] = FORMATS, *, publishes: bool = True
) -> Callable[[Command], Command]:
    """Give a command `--format`, `-o`, `--force` and a profile; it is called with `out`.

    What never `publishes` goes to a file only where the internal profile is asked for.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_output(
            *args: Any,
            format: str | None,
            output: Path | None,
            force: bool,
            profile: str | None,
            real_ids: bool = False,
            why: str = "",
            **options: Any,
        ) -> Any:
            release = released(profile, output, real_ids, why, publishes)
            out = replace(_output(formats, format, output, force), release=release)
            return command(*args, out=out, **options)

        declared: Command = with_output
        for option in [*release_options(publishes), *_options(formats)]:
            declared = option(declared)
        return declared

    return decorate


def _options(formats: Sequence[str]) -> list[Callable[[Any], Any]]:
    return [
        click.option("--force", is_flag=True, help="Let -o replace a file."),
        click.option(
            "-o",
            "--output",
            type=FILE,
            metavar="FILE",
            help="Write to this file, - for stdout; its ending says the format where --format"
            " does not.",
        ),
        click.option(
            "--format",
            type=click.Choice(formats),
            help=f"{formats[0]} where nothing is said; table is for people, the rest is data.",
        ),
    ]


def _output(formats: Sequence[str], format: str | None, path: Path | None, force: bool) -> Output:
    if format is None:
        guessed = _ENDINGS.get(path.suffix.lower(), "") if path and str(path) != "-" else formats[0]
        if guessed not in formats:
            known = ", ".join(formats)
            raise click.UsageError(f"The file's ending says no format; say --format {known}.")
        format = guessed
    out = Output(format, path, force)
    if format in BINARY and out.to_stdout and console.is_terminal(sys.stdout):
        raise click.UsageError(f"A terminal cannot show {format}; name a file with -o.")
    return out
