"""Where a text repeats words that were said elsewhere: several of them in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coder.finding.folding import Folded, fold, found
from coder.model import Passage

IN_A_ROW = 4
"""Words in a row from which a text repeats another: fewer are everybody's."""

_WHOLE = 2
"""Words from which a whole text counts as a repetition though it has no more."""


class Repeats:
    """Words that may be repeated, known by every so many of them in a row."""

    def __init__(self, said: Iterable[str]) -> None:
        self._known: set[tuple[str, ...]] = set()
        for words in said:
            tokens = [token for token, _ in found(fold(words))]
            for size in range(_WHOLE, IN_A_ROW + 1):
                self._known.update(zip(*(tokens[at:] for at in range(size)), strict=False))

    def __bool__(self) -> bool:
        return bool(self._known)

    def within(self, text: str) -> list[Passage]:
        """Return the passages of a text that repeat four words in a row or more, in order.

        Case, accents and what stands between words make no difference. A text of two or three
        words counts where it repeats them all.
        """
        folded = fold(text)
        tokens = found(folded)
        size = min(IN_A_ROW, len(tokens))
        if size < _WHOLE:
            return []
        return _joined(folded, tokens, size, self._starts([word for word, _ in tokens], size))

    def _starts(self, words: Sequence[str], size: int) -> list[int]:
        ends = range(size, len(words) + 1)
        return [end - size for end in ends if tuple(words[end - size : end]) in self._known]


def _joined(
    folded: Folded, tokens: Sequence[tuple[str, tuple[int, int]]], size: int, starts: Sequence[int]
) -> list[Passage]:
    """Return the passages of runs of words; those that share words or touch are one."""
    runs: list[list[int]] = []
    for start in starts:
        if runs and start <= runs[-1][1]:
            runs[-1][1] = start + size
        else:
            runs.append([start, start + size])
    return [folded.passage(tokens[first][1][0], tokens[after - 1][1][1]) for first, after in runs]
