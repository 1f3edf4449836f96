"""A program under a pseudo-terminal of 120 by 40, timed from outside, as a person sees it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

COLUMNS, ROWS = 120, 40
_QUIET = 0.1
"""Seconds without output after which a repaint counts as whole."""
_PATIENCE = 30.0


class Terminal:
    """A running program.

    `first_paint` is the seconds from its start until words were shown, `painted` until the last
    byte of what followed without a pause.
    """

    def __init__(self, words: Sequence[str], shows: str, environment: Mapping[str, str]) -> None:
        began = time.perf_counter()
        self._process, self._fd = pty.fork()
        if self._process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(words[0], list(words), dict(environment))
        self.first_paint = self._until(shows.encode(), began) - began
        last = self._repaint()
        self.painted = last - began if last else self.first_paint

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._fd)

    def press(self, key: bytes) -> float | None:
        """Press a key; return the seconds to the last byte of the repaint, None for no repaint."""
        began = time.perf_counter()
        os.write(self._fd, key)
        last = self._repaint()
        return last - began if last else None

    def press_until(self, key: bytes, shows: str) -> float:
        """Press a key; return the seconds until these words are shown."""
        began = time.perf_counter()
        os.write(self._fd, key)
        seconds = self._until(shows.encode(), began) - began
        self._repaint()
        return seconds

    def rest(self, seconds: float = 0.4) -> None:
        """Wait until so long nothing was painted; a cursor that blinks is not waited for."""
        while self._read(seconds):
            pass

    def memory(self) -> float:
        """Return the resident memory of the program in MiB, or 0 where the system does not say."""
        try:
            with open(f"/proc/{self._process}/status", encoding="ascii") as status:
                lines = dict(line.split(":", 1) for line in status)
        except OSError:
            return 0.0
        return int(lines["VmRSS"].split()[0]) / 1024

    def _until(self, shows: bytes, began: float) -> float:
        seen = b""
        while shows not in seen:
            if time.perf_counter() - began > _PATIENCE:
                raise TimeoutError(f"{shows!r} was not shown; the end was {seen[-300:]!r}")
            seen += self._read(_PATIENCE)
        return time.perf_counter()

    def _repaint(self) -> float | None:
        last = None
        while self._read(_QUIET):
            last = time.perf_counter()
        return last

    def _read(self, patience: float) -> bytes:
        ready, _, _ = select.select([self._fd], [], [], patience)
        try:
            return os.read(self._fd, 1 << 16) if ready else b""
        except OSError as error:  # what Linux says when the program has ended
            raise RuntimeError("The program ended.") from error
