"""Options that many commands share, and the project they work on."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli import console
from coder.display import one_line
from coder.errors import CoderError, ProjectError

if TYPE_CHECKING:
    from coder.store import Store

Command = Callable[..., Any]
"""What click calls: with the options and arguments declared on it, by name."""

SUFFIX = ".coder"

_NEGATIVE = re.compile(r"-\d[\d.,]*")


class Words(click.ParamType[str]):
    """Text that a person typed; halves of characters are refused."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text. `-` stays `-`: only `TEXT` reads stdin."""
        if any(0xD800 <= ord(char) <= 0xDFFF for char in value):
            self.fail("is not valid UTF-8 text.", param, ctx)
        return str(value)


class Text(Words):
    """Free text; `-` reads it from stdin."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text, or all of stdin."""
        if value == "-":
            if sys.stdin is None:
                self.fail("is -, but there is nothing to read: standard input is closed.")
            value = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
        return super().convert(value, param, ctx)


class TakesNumbers(click.Command):
    """A command whose argument may be a number below nought: `-1` is no option then."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; other unknown options are still said to be none."""
        ctx.ignore_unknown_options = any(_NEGATIVE.fullmatch(each) for each in args)
        return super().parse_args(ctx, args)


WORDS, TEXT = Words(), Text()
FILE = click.Path(path_type=Path)


def argument(*names: str, **options: Any) -> Callable[[Command], Command]:
    """Declare an argument of words."""
    return click.argument(*names, **{"type": WORDS, **options})


def project(command: Command) -> Command:
    """Give a command `--project` and `--user`; it is called with the open store and the name."""

    @wraps(command)
    def with_store(project: Path | None, user: str | None, **options: Any) -> Any:
        name = user_name(user)
        with opened(find_project(project)) as store:
            return command(store, name, **options)

    return project_option(user_option(with_store))


def looking_back(command: Command) -> Command:
    """Give a command on a project `--as-at`: it is called with the project as it was then."""

    @wraps(command)
    def with_past(store: Store, user: str, as_at: str | None, **options: Any) -> Any:
        if as_at is None:
            return command(store, user, **options)
        from coder.operations.looking_back import as_at as at_moment

        with at_moment(store, as_at) as past:
            if past.past is not None:
                console.say(f"The project as it was at {past.past.time}: entry {past.past.entry}.")
            return command(past, user, **options)

    return click.option(
        "--as-at",
        type=WORDS,
        metavar="TIME|ENTRY",
        help="As the project was then: a day (its end), a time (UTC) or an entry of the history.",
    )(with_past)


def opened(path: Path) -> Store:
    """Open a project; say so where others can read the file and it is not meant to be shared."""
    from coder.store import open_project, open_to_others
    from coder.store.erasing import unerased

    store = open_project(path)
    if open_to_others(path):
        _warn(store, path)
    if unerased(store):
        from coder.operations.withdrawing import clear_what_is_left

        console.say(f"coder: {clear_what_is_left(store)}")
    return store


def _warn(store: Store, path: Path) -> None:
    from coder.operations.settings import SHARED
    from coder.store import reads

    if not reads.setting(store, SHARED, False):
        console.say(
            f"coder: {one_line(str(path))} can be read by others on this computer, and it holds"
            f" what people said; `chmod 600` makes it yours alone. Where it is meant to be shared,"
            f' `coder settings set "{SHARED}" yes` ends this warning.'
        )


def project_option(command: Command) -> Command:
    """Give a command `--project`, as it was named."""
    return click.option(
        "--project",
        type=FILE,
        envvar="CODER_PROJECT",
        metavar="FILE",
        help="The project; else CODER_PROJECT, else the only *.coder file in this folder.",
    )(command)


def user_option(command: Command) -> Command:
    """Give a command `--user`."""
    return click.option(
        "--user",
        type=WORDS,
        envvar="CODER_USER",
        metavar="NAME",
        help="Who you are; else CODER_USER, else your name on this computer. A name, not a proof.",
    )(command)


def user_name(given: str | None) -> str:
    """Return the user's name. Raises CoderError where there is none to be had."""
    name = " ".join((given if given is not None else _system_name()).split())
    if not name:
        raise CoderError("Who are you? Give a name with --user NAME or in CODER_USER.")
    if any(0xD800 <= ord(char) <= 0xDFFF for char in name):
        raise CoderError(
            "Your name on this computer is not valid UTF-8; give one with --user NAME."
        )
    return name


def _system_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def find_project(given: Path | None) -> Path:
    """Return the project named, or the only one here.

    Raises ProjectError where there is none or more than one.
    """
    if given is not None:
        return given
    found = sorted(path for path in Path().glob(f"*{SUFFIX}") if path.is_file())
    if len(found) == 1:
        return found[0]
    here = one_line(os.getcwd())
    if not found:
        raise ProjectError(
            f"There is no project in {here}; name one with --project FILE, make one with"
            " `coder init NAME.coder`, or try `coder demo`."
        )
    names = ", ".join(one_line(path.name) for path in found)
    raise ProjectError(f"There are several projects in {here} ({names}); say --project FILE.")


def because(required: bool = False) -> Callable[[Command], Command]:
    """Give a command `--because`."""
    needed: dict[str, Any] = {"required": True} if required else {"default": ""}
    return click.option(
        "--because",
        type=TEXT,
        metavar="TEXT",
        help="The reason, kept in the history; - reads it from stdin.",
        **needed,
    )
