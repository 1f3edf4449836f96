"""Commands in processes of their own, forked from one that has loaded the program already."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Sequence
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from coder.cli.main import COMMANDS

LIBRARIES = (
    "coder.operations.suggesting",
    *("spacy.lang.en", "matplotlib.figure", "matplotlib.font_manager", "docx", "xlsxwriter"),
)
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


def make_ready() -> None:
    """Start what forks; once a screen is on, its streams are none that a process can be given."""
    forkserver.ensure_running()


class Forked:
    """A module that is run in a process of its own, in the place of a `subprocess.Popen` of it."""

    def __init__(self, command: Sequence[str], **given: Any) -> None:
        told, tells = _forks.Pipe(duplex=False)
        hears, heard = _forks.Pipe(duplex=False)
        self._process = _forks.Process(target=_module, args=(command[-1], told, heard))
        self._process.start()
        self.pid = self._process.pid
        self.stdin = os.fdopen(os.dup(tells.fileno()), "w", encoding="utf-8")
        self.stdout = os.fdopen(os.dup(hears.fileno()), encoding="utf-8")
        for each in (told, tells, hears, heard):
            each.close()

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> None:
        self._process.join()


def _module(name: str, told: Connection, heard: Connection) -> None:
    """Be a module that was started with pipes for what it reads and writes."""
    os.dup2(told.fileno(), 0)
    os.dup2(heard.fileno(), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    told.close()
    heard.close()
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.nice = lambda increment: 0  # a test waits for it, and other workers would come first
    sys.exit(importlib.import_module(name).main())
