"""How often words can stand in a long text, told without looking through it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right

_WINDOW = 48
"""Code points of a window: about eight words, which are seldom said twice."""
_SPACE = re.compile(" ")


class Windows:
    """The windows of a text that begin at a space, kept as sorted hashes: eight bytes each."""

    def __init__(self, text: str) -> None:
        self._hashes = array("q", sorted(_hashes(text)))
        self._most = len(text)

    def most(self, words: str) -> int:
        """Return a number of times that words do not exceed in the text; 0: they are not in it.

        Words stand nowhere more often than any window of theirs.
        """
        return min(map(self._count, _hashes(words)), default=self._most)

    def _count(self, hashed: int) -> int:
        first = bisect_left(self._hashes, hashed)
        return bisect_right(self._hashes, hashed, first) - first


def _hashes(text: str) -> list[int]:
    last = len(text) - _WINDOW
    starts = (found.start() for found in _SPACE.finditer(text, 0, max(0, last + 1)))
    return [hash(text[at : at + _WINDOW]) for at in starts]
