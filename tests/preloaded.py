"""Commands in processes of their own, forked from one that has loaded the program already."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from coder.cli.main import COMMANDS

LIBRARIES = ("spacy.lang.en", "matplotlib.figure", "matplotlib.font_manager", "docx", "xlsxwriter")
"""What commands load when they come to need it, and what takes longest."""

_forks = multiprocessing.get_context("forkserver")
_modules = {f"coder.cli.{module}" for part in COMMANDS.values() for module, _ in part.values()}
_forks.set_forkserver_preload(["coder.__main__", *sorted(_modules), *LIBRARIES])


def type_command(words: Sequence[str], folder: Path) -> tuple[int, str]:
    """Type `coder` and words in a folder, without a terminal, for at most five minutes.

    Return the exit code (negative where it was killed), and what was written on both channels.
    """
    with tempfile.NamedTemporaryFile() as written:
        given = (words, folder, dict(os.environ), written.name)
        process = _forks.Process(target=_command, args=given)
        process.start()
        process.join(300)
        process.kill()
        process.join()
        assert process.exitcode is not None
        return process.exitcode, written.read().decode()


def _command(words: Sequence[str], folder: Path, variables: dict[str, str], written: str) -> None:
    """Be the command, as a process that a shell has just started."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    channel = os.open(written, os.O_WRONLY | os.O_APPEND)
    for number in (1, 2):
        os.dup2(channel, number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    sys.argv = ["coder", *words]
    from coder.__main__ import main

    main()
