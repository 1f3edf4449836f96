"""The process that suggests, as the screen has it: started, asked, listened to, ended."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from coder.model import Guid
from coder.operations import suggester

Hear = Callable[["Suggester", list[Any]], None]


class Suggester:
    """A process that suggests for one user of a project; `hear` is called in another thread.

    It is given lists as `coder.operations.suggester` says them, the last `[FAILED]` where nobody
    has ended it.
    """

    def __init__(self, project: Path, user: str, hear: Hear) -> None:
        self._hear = hear
        self._ended = False
        self._process: subprocess.Popen[str] | None = None
        with suppress(OSError):  # heard as a process that ended
            self._process = subprocess.Popen(
                suggester.command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a fault there would print words of a transcript
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        self._say([str(project.resolve()), user])
        Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int | None:
        """The number of the process; None where it could not be started."""
        return self._process.pid if self._process else None

    def want(self, sources: Sequence[Guid]) -> None:
        """Ask for the suggestions of sources, the first before the others."""
        if sources:
            self._say(list(sources))

    def _say(self, words: list[str]) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError, ValueError):  # it has ended: the thread that listens says so
                self._process.stdin.write(json.dumps(words) + "\n")
                self._process.stdin.flush()

    def _listen(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            # Half a line is of a process that died while it wrote.
            with suppress(ValueError), self._process.stdout as said:
                for line in said:
                    if not self._ended:
                        self._hear(self, json.loads(line))
        if not self._ended:
            self._hear(self, [suggester.FAILED])

    def end(self) -> None:
        """End the process, whatever it is doing; nothing more is heard."""
        self._ended = True
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdin is not None:
                with suppress(OSError):
                    self._process.stdin.close()
