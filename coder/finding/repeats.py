"""Where a text repeats words that were said elsewhere: several of them in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coder.finding.folding import Folded, fold, found, tokens
from coder.model import Passage

IN_A_ROW = 4
"""Words in a row from which a text repeats another: fewer are everybody's."""

_WHOLE = 2
"""Words from which a whole text counts as a repetition though it has no more."""

_TELLING = 5
"""Letters of a word from which fewer words than four, in quotation marks, tell whose they are."""

_QUOTED = re.compile(
    "“([^“”\n]{1,80})”"
    r'|"([^"\n]{1,80})"'
    r"|(?<!\w)[‘']((?:[^‘’'\n]|(?<=\w)[’'](?=\w)){1,80})[’'](?!\w)"
)
"""Words in quotation marks, double or single; a mark between two letters is an apostrophe."""


class Repeats:
    """Words that may be repeated, known by every so many of them in a row."""

    def __init__(self, said: Iterable[str]) -> None:
        self._known: set[tuple[str, ...]] = set()
        for stretch in said:
            words = tokens(stretch)
            for size in range(1, IN_A_ROW + 1):
                self._known.update(zip(*(words[at:] for at in range(size)), strict=False))

    def __bool__(self) -> bool:
        return bool(self._known)

    def within(self, text: str) -> list[Passage]:
        """Return the passages of a text that repeat four words in a row or more, in order.

        Case, accents and what stands between words make no difference. A text of two or three
        words counts where it repeats them all.
        """
        folded = fold(text)
        placed = found(folded)
        size = min(IN_A_ROW, len(placed))
        if size < _WHOLE:
            return []
        return _joined(folded, placed, size, self._starts([word for word, _ in placed], size))

    def quoted(self, text: str) -> list[Passage]:
        """Return what stands in quotation marks and repeats one to three words in a row.

        One of them has five letters or more: the words of which all sentences are made tell nobody.
        """
        return [
            Passage(*match.span(match.lastindex or 0))
            for match in _QUOTED.finditer(text)
            if self._quotes(match[match.lastindex or 0])
        ]

    def _quotes(self, words: str) -> bool:
        found = tuple(tokens(words))
        return len(found) < IN_A_ROW and found in self._known and max(map(len, found)) >= _TELLING

    def _starts(self, words: Sequence[str], size: int) -> list[int]:
        ends = range(size, len(words) + 1)
        return [end - size for end in ends if tuple(words[end - size : end]) in self._known]


def _joined(
    folded: Folded, placed: Sequence[tuple[str, tuple[int, int]]], size: int, starts: Sequence[int]
) -> list[Passage]:
    """Return the passages of runs of words; those that share words or touch are one."""
    runs: list[list[int]] = []
    for start in starts:
        if runs and start <= runs[-1][1]:
            runs[-1][1] = start + size
        else:
            runs.append([start, start + size])
    return [folded.passage(placed[first][1][0], placed[after - 1][1][1]) for first, after in runs]
