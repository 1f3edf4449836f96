"""The command `coder`: which commands there are, each loaded only when it is used."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from coder import __version__
from coder.cli import console
from coder.cli.options import SUFFIX
from coder.display import one_line

# Section, then each command with the module that holds it and its help in one line: what
# `coder --help` shows without loading any of them.
COMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "Start": {
        "open": ("start", "Open a project on the screen."),
        "demo": ("start", "Build the demonstration project and open it."),
        "init": ("project", "Make a project."),
        "import": ("sources", "Import transcripts."),
    },
    "Read and code": {
        "show": ("sources", "Read a transcript with its codings, in plain lines."),
        "code": ("coding", "Apply a code to a passage."),
        "recode": ("coding", "Change the code or the passage of a coding of yours."),
        "uncode": ("coding", "Take off a coding of yours."),
        "memo": ("coding", "Write a memo about anything."),
        "bookmark": ("coding", "Set a bookmark, or take one away."),
        "suggest": ("suggest", "List suggested codes; accept or reject them."),
        "summarise": ("summaries", "Summarise a theme in a case: a cell of the framework."),
        "read": ("sources", "Mark a source as read to the end by you."),
        "undo": ("history", "Take back your last change."),
        "redo": ("history", "Do again what you last took back."),
        "restore": ("history", "Bring back a thing that was removed."),
    },
    "Put in order": {
        "correct": ("correct", "Put a corrected transcript in the place of a source."),
        "codes": ("codebook", "Add, edit, move, merge, retire and export codes."),
        "cases": ("cases", "Add cases and set the values of their variables."),
        "sources": ("sources", "Put right what is known of a source."),
        "speakers": ("voices", "Put right the speakers of a source."),
        "turns": ("voices", "Put right the turns of a source."),
        "typology": ("rules", "See the rules of typing, and put others into force."),
        "scales": ("rules", "Add scales of quantity words."),
        "settings": ("project", "See and change the settings of the project."),
        "withdraw": ("withdraw", "Take the words of a participant or a school out for good."),
    },
    "Look and count": {
        "list": ("lists", "List what the project holds."),
        "find": ("finding", "Find words in all sources, and code all of them."),
        "table": ("tables", "Count themes, and show what is behind the figures."),
    },
    "Type schools": {
        "type": ("typing", "Show how cases are typed, and why."),
        "assess": ("typing", "Give your own status of an attribute of a case."),
        "decide": ("typing", "Decide the outcome of a case."),
        "review": ("reviewing", "Review a decided outcome."),
        "answer": ("reviewing", "Answer a query of a decision."),
        "close": ("reviewing", "Close a query of a decision."),
    },
    "Give out": {
        "check": ("checking", "Check the quotations and counts of a drafted report."),
        "disclosure": ("disclosure", "Show what could identify a school."),
        "export": ("exports", "Write every table and chart that a report needs."),
    },
    "Audit": {
        "history": ("history", "Show the journal: who changed what, and when."),
        "changes": ("history", "Show what is different between two moments."),
        "verify": ("project", "Check the project against its journal."),
        "bundle": ("bundle", "Write what an auditor takes away."),
        "merge": ("project", "Take another copy's changes into this project."),
    },
}
_PLACES = {name: place for section in COMMANDS.values() for name, place in section.items()}


class Coder(click.Group):
    """The group of all commands; `coder PROJECT` and `coder` alone open the screen."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the help."""
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; its module is imported now."""
        if cmd_name not in _PLACES:
            return None
        module = import_module(f"coder.cli.{_PLACES[cmd_name][0]}")
        found = getattr(module, f"{cmd_name}_")
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a first word that is no command for a project, where it looks like one."""
        first = args[0] if args else ""
        if first in _PLACES:
            return super().resolve_command(ctx, args)
        if not first.endswith(SUFFIX) and not Path(first).is_file():
            from difflib import get_close_matches

            near = get_close_matches(first, _PLACES, n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {one_line(first)}.{hint}")
        return "open", self.get_command(ctx, "open"), args

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take no command at all for `open`."""
        return super().parse_args(ctx, args or ["open"])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their sections."""
        for section, commands in COMMANDS.items():
            with formatter.section(section):
                formatter.write_dl([(name, said) for name, (_, said) in commands.items()])

    def main(self, args: Sequence[str] | None = None, *ignored: Any, **extra: Any) -> Any:
        """Run, and exit with a code. `obj` opens the screen on a path, for a user."""
        extra |= {"prog_name": "coder", "standalone_mode": False}
        run = super().main
        sys.exit(console.guard(lambda: run(args, **extra)))


@click.command(
    cls=Coder,
    name="coder",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`coder PROJECT`, or `coder` where there is one project, opens the screen.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def coder() -> None:
    """Turn interview and focus-group transcripts into evidence.

    Every command takes --help. Exit codes: 0 done, 1 a check failed or a file was not imported,
    2 wrong usage or input, 70 a defect in the program, 130 stopped, 141 a pipe was closed.
    """
