"""Regular expressions that can neither hang the program nor fill the memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from math import prod
from typing import Any

from coder.display import one_line
from coder.errors import Refused
from coder.model import Passage

PATIENCE = 2.0
"""Seconds that a pattern may take in all texts together, beyond what its size explains."""

_MOST, _LONGEST = 100_000, 2_000
"""Times that the counted repeats of a pattern may repeat, all multiplied; and its length."""

_COUNTED = r"\{\s*(\d*)\s*(?:,\s*(\d*)\s*)?\}"


class Pattern:
    """Finds a pattern in texts, in any case; `^` and `$` stand for the ends of lines.

    The library `regex` rather than `re`: it stops after a given time and lets other threads work
    meanwhile, so that a pattern that would run for ever ends in a sentence.
    """

    match: str | None = None
    """The index knows nothing of patterns: every text is looked through."""

    def __init__(self, pattern: str) -> None:
        """Raise Refused for what is no pattern, or one that repeats too much."""
        import regex

        shown = one_line(pattern, 60)
        if not pattern:
            raise Refused("There is no pattern to look for.")
        counts = [
            int(max(count, key=int))
            for found in regex.findall(_COUNTED, pattern)
            if (count := [number[:12] for number in found if number.isdecimal()])
        ]
        if len(pattern) > _LONGEST or prod(max(count, 1) for count in counts) > _MOST:
            raise Refused(f"The pattern “{shown}” is too long or repeats too often; make it less.")
        try:
            self._pattern: Any = regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)
        except (regex.error, ValueError, OverflowError, RecursionError) as error:
            said = one_line(str(error), 100)
            raise Refused(f"“{shown}” is not a regular expression: {said}.") from None
        self._shown, self._left = shown, PATIENCE

    def find(self, text: str) -> Iterator[Passage]:
        """Yield where the pattern fits; nothing is not a place. Raises Refused where it hangs."""
        began = time.monotonic()
        try:
            found = self._pattern.finditer(
                text, timeout=max(self._left, 0.001), concurrent=True, overlapped=False
            )
            passages = [Passage(*match.span()) for match in found if match.end() > match.start()]
        except (TimeoutError, MemoryError, RecursionError):
            raise Refused(
                f"The pattern “{self._shown}” takes too long; it was stopped. Make it simpler: a"
                " repeat inside a repeat is what takes time."
            ) from None
        # A tenth of a second for every million characters is honest work.
        self._left -= max(time.monotonic() - began - len(text) / 1e7, 0)
        yield from passages
