"""Every command in Markdown, from the program itself: `python -m coder.cli.reference`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator

import click

from coder.cli.main import COMMANDS, coder

HEAD = """\
# Commands

Written from the program by `python -m coder.cli.reference`; a test compares the two.

What a command says to you goes to stderr, what it gives you to stdout. JSON is a list of flat
objects with the keys named here, in UTF-8.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a check failed, a file was not imported, or nothing was found |
| 2 | wrong usage or input: one line on stderr says what and where |
| 70 | a defect in the program; `CODER_DEBUG=1` prints its details, which may quote people |
| 130 | stopped with Ctrl-C |
| 141 | whoever read stdout closed it |

| variable | meaning |
|---|---|
| `CODER_PROJECT` | the project, where `--project` does not say |
| `CODER_USER` | who you are, where `--user` does not say |

`coder PROJECT`, or `coder` where there is one project, opens the screen.

Commands on a project also take:

| option | meaning |
|---|---|
{common}
"""

COMMON = ("project", "user")
"""Options that are told of once, at the top."""


def reference() -> Iterator[str]:
    """Yield the lines of the reference, in Markdown."""
    context = click.Context(coder, info_name="coder")
    undo = coder.get_command(context, "undo")  # has the common options and no others
    common = "\n".join(_rows(undo.params if undo else [], context))
    yield from HEAD.format(common=common).split("\n")
    for section, names in COMMANDS.items():
        yield f"## {section}"
        yield ""
        for name in names:
            command = coder.get_command(context, name)
            if command is not None:
                yield from _command(command, context, name)


def _command(command: click.Command, above: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above)
    yield f"### {context.command_path}"
    yield ""
    pieces = " ".join(command.collect_usage_pieces(context))
    yield from ("```", f"{context.command_path} {pieces}", "```", "")
    yield from _text(command.help or "")
    yield from _options(command, context)
    yield from _text(command.epilog or "")
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            if (inner := command.get_command(context, each)) is not None:
                yield from _command(inner, context, each)


def _text(text: str) -> Iterator[str]:
    """Yield paragraphs; those that click is told to leave as they are become code."""
    for paragraph in inspect.cleandoc(text).split("\n\n" if "\b" not in text else "\b"):
        lines = paragraph.strip("\n").split("\n")
        if not any(lines):
            continue
        kept = "\b" in text
        yield from (["```text", *lines, "```"] if kept else lines)
        yield ""


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    rows = list(_rows([each for each in command.params if each.name not in COMMON], context))
    if rows:
        yield "| option | meaning |"
        yield "|---|---|"
        yield from rows
        yield ""


def _rows(params: Iterable[click.Parameter], context: click.Context) -> Iterator[str]:
    for each in params:
        if isinstance(each, click.Option) and (record := each.get_help_record(context)):
            names, said = (part.replace("|", "\\|") for part in record)
            yield f"| `{names}` | {said} |"


def main() -> None:
    """Print the reference."""
    sys.stdout.buffer.write(("\n".join(reference()).rstrip("\n") + "\n").encode())


if __name__ == "__main__":
    main()
