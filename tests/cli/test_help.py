"""Every command and option says what it is for, and the reference says the same."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from coder.cli.main import COMMANDS, coder
from coder.cli.reference import reference

from .conftest import REPO, Type


def walk(command: click.Command, above: click.Context | None, name: str) -> Iterator[click.Context]:
    context = click.Context(command, info_name=name, parent=above)
    yield context
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            yield from walk(inner, context, each)


EVERY = {context.command_path: context for context in walk(coder, None, "coder")}


@pytest.mark.parametrize("path", EVERY)
def test_every_command_and_option_has_help(path: str) -> None:
    context = EVERY[path]
    assert (context.command.help or "").strip().endswith((".", ":"))
    for parameter in context.command.params:
        if isinstance(parameter, click.Option):
            assert (parameter.help or "").strip().endswith("."), f"{path} {parameter.opts}"


@pytest.mark.parametrize("path", EVERY)
def test_help_is_printed_and_fits_the_screen(cli: Type, path: str) -> None:
    printed = cli(*path.split()[1:], "--help").out
    assert printed.startswith("Usage: coder")


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    for section in COMMANDS.values():
        for name, (_, said) in section.items():
            context = EVERY[f"coder {name}"]
            first = (context.command.help or "").split("\n\n")[0].split("\n")[0]
            assert said
            assert first
            assert context.command.name == name


def test_every_example_is_a_command_that_exists() -> None:
    for path, context in EVERY.items():
        for line in (context.command.epilog or "").split("\n"):
            words = line.strip().removeprefix("Example: ").split()
            if words[:1] == ["coder"]:
                named = f"coder {words[1]}"
                assert named in EVERY, f"{path}: {line}"
                inner = EVERY[named].command
                if isinstance(inner, click.Group):
                    assert words[2] in inner.commands, f"{path}: {line}"


def test_the_reference_is_what_the_program_says() -> None:
    written = (REPO / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == "\n".join(reference()).rstrip("\n") + "\n", (
        "write it again: python -m coder.cli.reference > docs/commands.md"
    )


def test_the_version_is_said(cli: Type) -> None:
    from coder import __version__

    assert cli("--version").out == f"coder {__version__}\n"
