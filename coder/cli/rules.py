"""The rules of a project: `typology` and `scales`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli import console
from coder.cli.options import FILE, argument, because, looking_back, project
from coder.cli.output import Output, output
from coder.display import one_line, visible

if TYPE_CHECKING:
    from coder.store import Store


@click.group("typology")
def typology_() -> None:
    """See the rules by which cases are typed, and put others into force.

    Every version that was ever used stays in the project, and decisions keep theirs.
    """


@typology_.command("list", epilog="Keys: name, version, in_force, decisions, digest.")
@output(publishes=False)
@project
@looking_back
def _list(store: Store, user: str, out: Output) -> None:
    """List every version, with how many decisions were made under it."""
    from coder.operations import typologies

    out.listing(store, user, typologies.listed(store))


@typology_.command("show", epilog="Example: coder typology show >rules.toml")
@argument("version", required=False)
@project
@looking_back
def _show(store: Store, user: str, version: str | None) -> None:
    """Show the rules in force, or those of VERSION (or of a digest), as a file of rules."""
    from coder.operations import typing, typologies
    from coder.rulefiles import typology_to_toml

    found = typologies.version(store, version) if version else typing.rules(store)
    for line in typology_to_toml(found).rstrip("\n").split("\n"):
        console.line(visible(line))


@typology_.command(
    "use", epilog='Example: coder typology use rules.toml --because "Agreed on 3 May."'
)
@click.argument("file", type=FILE)
@because()
@project
def _use(store: Store, user: str, file: Path, because: str) -> None:
    """Put the rules of a file into force.

    Decisions made under other rules are shown as stale, with the outcome then and now.
    """
    from coder.operations import typologies

    used = typologies.use(store, user, file, because)
    name = one_line(used.name)
    console.say(f"In force: {name}, {typologies.called(used)}. Journal head: {store.head}")


@click.group("scales")
def scales_() -> None:
    """Add scales of quantity words, such as “most” and “few”."""


@scales_.command("add", epilog="codebooks/scales.toml is an example of such a file.")
@click.argument("file", type=FILE)
@because()
@project
def _add(store: Store, user: str, file: Path, because: str) -> None:
    """Add the scales of a file; `coder table themes --scale NAME` uses one."""
    from coder.operations.project import add_scales

    names = ", ".join(one_line(each.name) for each in add_scales(store, user, file, because))
    console.say(f"Scales of this file: {names}.")
