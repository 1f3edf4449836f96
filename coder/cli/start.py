"""Commands that open the screen: `open` and `demo`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from coder.cli import console
from coder.cli.options import FILE, find_project, opened, user_name, user_option
from coder.display import one_line
from coder.errors import CoderError


@click.command("open")
@click.argument("file", required=False, type=FILE, metavar="[PROJECT]")
@user_option
def open_(file: Path | None, user: str | None) -> int:
    """Open a project on the screen: the one named, CODER_PROJECT, or the only one here.

    `coder PROJECT` and `coder` alone do the same.
    """
    path = file or find_project(_from_environment())
    if not _on_terminal():
        raise CoderError("The screen needs a terminal; `coder --help` lists what works without.")
    return _screen(path, user)


def _from_environment() -> Path | None:
    named = os.environ.get("CODER_PROJECT")
    return Path(named) if named else None


def _on_terminal() -> bool:
    return console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)


def _screen(path: Path, user: str | None) -> int:
    name = user_name(user)
    # What is wrong with the file is said before the screen is taken.
    opened(path).close()
    run = click.get_current_context().obj
    if run is None:
        raise CoderError("This installation has no screen.")
    return int(run(path, name))


@click.command(
    "demo",
    epilog="""\b
Examples:
  coder demo
  coder demo --dir ~/trying --new
  coder demo | less""",
)
@click.option(
    "--dir", "folder", type=FILE, default=Path(), help="The folder it goes in; else this one."
)
@click.option("--new", is_flag=True, help="Make another beside one that is there already.")
@user_option
def demo_(folder: Path, new: bool, user: str | None) -> int:
    """Build the demonstration project from the report's published quotations and open it.

    A demonstration that is there already is opened as it is. Without a terminal, the theme
    frequency table by status, the typing of the ten stuck schools and the report's own counts,
    with which of them its quotations can give, are printed instead.
    """
    from coder.operations.demo import build_demo, demo_path

    if not folder.is_dir():
        raise CoderError(f"{one_line(str(folder))}: there is no such folder.")
    path = demo_path(folder, new=new)
    if path.exists():
        console.say(f"Opening {one_line(str(path))}, which is there already (--new makes another).")
    else:
        build_demo(path)
        console.say(f"Made {one_line(str(path))}.")
    if _on_terminal():
        return _screen(path, user)
    _print_tables(path, user)
    return console.DONE


def _print_tables(path: Path, user: str | None) -> None:
    from coder.cli.output import Output
    from coder.operations import figures, outcomes, report_counts

    out = Output("table", None, False)
    with opened(path) as store:
        name = user_name(user)
        out.table(figures.answer(store, name, figures.Question()).table)
        console.line()
        out.table(outcomes.typed(store, name)[0])
        console.line()
        out.table(report_counts.report_counts(store, name))
