"""Words like those typed, for what was misheard or mistyped in a transcript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coder.errors import Refused
from coder.finding.folding import fold, is_word, tokens
from coder.model import Passage

CLOSE = 80
"""Likeness, of 100, from which words count as those typed: one letter in five may be wrong.

It is Rapidfuzz's `ratio`: what two texts share in order, as part of both.
"""

_SHORTEST, _LONGEST = 4, 400
_BLOCK = 8_192
"""Characters looked through at a time; other threads work between."""

_BLANKS = {ord(blank): " " for blank in "\n\t\r\x0b\x0c\u2028\u2029\u00a0\x85"}


class Alike:
    """Finds words that are nearly those typed. Of places that overlap, the first stays."""

    match: str | None = None
    """The index knows only whole words: every text is looked through."""

    def __init__(self, words: str) -> None:
        """Raise Refused for words too short to be like anything, or too long."""
        self._wanted = " ".join(tokens(words))
        letters = len(self._wanted.replace(" ", ""))
        if not _SHORTEST <= letters <= _LONGEST:
            raise Refused(
                f"To find words nearly like these, type {_SHORTEST} to {_LONGEST} letters."
            )

    def find(self, text: str) -> Iterator[Passage]:
        """Yield places of whole words that are nearly those typed, in order."""
        folded = fold(text)
        flat = folded.text.translate(_BLANKS)
        found: set[tuple[int, int]] = set()
        overlap = 2 * len(self._wanted) + 40
        for start in range(0, max(len(flat), 1), _BLOCK):
            found.update(self._within(flat, start, min(start + _BLOCK + overlap, len(flat))))
        last = 0
        for start, end in sorted(found):
            if start >= last:
                yield folded.passage(start, end)
                last = end

    def _within(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the likest place of a range of the text, then those before and behind it."""
        from rapidfuzz.fuzz import partial_ratio_alignment, ratio

        waiting = [(start, end)]
        while waiting:
            start, end = waiting.pop()
            if end - start < len(self._wanted) * 0.6:
                continue
            near: Any = partial_ratio_alignment(
                self._wanted, text[start:end], score_cutoff=CLOSE - 5
            )
            if near is None or near.dest_start >= near.dest_end:
                continue
            here = start + near.dest_start, start + near.dest_end
            whole = max(
                _whole_words(text, *here), key=lambda at: ratio(self._wanted, text[at[0] : at[1]])
            )
            if ratio(self._wanted, text[whole[0] : whole[1]]) >= CLOSE:
                yield whole
                here = min(here[0], whole[0]), max(here[1], whole[1])
            waiting += ((start, here[0]), (here[1], end))


def _whole_words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the range grown to whole words, and shrunk to them, at either end."""
    starts, ends = {_grown(text, start, -1)}, {_grown(text, end, 1)}
    starts.add(_shrunk(text, start, end, 1))
    ends.add(_shrunk(text, end, start, -1))
    return [(a, b) for a in starts for b in ends if a < b] or [(start, end)]


def _grown(text: str, at: int, by: int) -> int:
    """Return where the word ends in which a range begins or ends, outwards."""
    inside, outside = (at, at - 1) if by < 0 else (at - 1, at)
    if not is_word(text, inside):
        return _shrunk(text, at, len(text) if by < 0 else 0, -by)
    while is_word(text, outside):
        outside += by
    return outside + 1 if by < 0 else outside


def _shrunk(text: str, at: int, until: int, by: int) -> int:
    """Return where the next whole word begins or ends, inwards."""
    step = 0 if by > 0 else -1
    if is_word(text, at + step) and is_word(text, at + step - by):
        while at != until and is_word(text, at + step):
            at += by
    while at != until and not is_word(text, at + step):
        at += by
    return at
