"""Words and phrases: whole words one after the other, whatever signs stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from coder.finding.folding import WORD, Folded, fold, is_word
from coder.model import Passage

_ASKED = re.compile(f"({WORD}+)(\\*?)")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LONGEST = 40
"""Words of a phrase that the index is asked for; the text itself is asked for all of them."""
_MOST = 200
"""Phrases that the index is asked for one by one."""

Word = tuple[frozenset[str], bool]
"""The forms in which a word of a phrase may stand, and whether any ending may follow."""


def asked(words: str) -> list[Word]:
    """Return the words typed; a `*` right after letters stands for any ending."""
    return [(frozenset({word}), bool(star)) for word, star in _ASKED.findall(fold(words).text)]


class Phrase:
    """Finds a phrase in texts. Of places that overlap the first counts."""

    def __init__(self, words: Sequence[Word]) -> None:
        """`words` are not empty."""
        self._words = words
        self._pattern = re.compile("[\\W_]+".join(_part(forms, star) for forms, star in words))

    def find(self, text: str) -> Iterator[Passage]:
        """Yield where the phrase stands in a text."""
        folded = fold(text)
        yield from self._in(folded)

    def _in(self, folded: Folded) -> Iterator[Passage]:
        text, at = folded.text, 0
        # Borders of words are looked at here: a pattern that begins with letters is ten times
        # faster than one that begins with a condition.
        while match := self._pattern.search(text, at):
            start, end = match.span()
            if is_word(text, start - 1) or is_word(text, end):
                at = start + 1
            else:
                yield folded.passage(start, end)
                at = end

    @property
    def match(self) -> str:
        """What the index is asked: every text that holds the phrase fits, perhaps some more.

        Words are letters and figures only, so nothing typed is taken for the index's own signs.
        """
        words = self._words[:_LONGEST]
        plain = not any(star for _, star in words[:-1])
        if plain and prod(len(forms) for forms, _ in words) <= _MOST:
            ending = " *" if words[-1][1] else ""
            each = product(*(sorted(forms) for forms, _ in words))
            return " OR ".join(f'"{" ".join(map(stored, one))}"{ending}' for one in each)
        return " AND ".join(_any(forms, star) for forms, star in words)


def _any(forms: frozenset[str], star: bool) -> str:
    ending = " *" if star else ""
    return "(" + " OR ".join(f'"{stored(form)}"{ending}' for form in sorted(forms)) + ")"


def _part(forms: frozenset[str], star: bool) -> str:
    """Return the pattern of one word; its forms are letters and figures, never signs."""
    ending = f"{WORD}*" if star else ""
    if len(forms) == 1:
        return min(forms) + ending
    return f"(?:{'|'.join(sorted(forms, key=lambda form: (-len(form), form)))}){ending}"


def stored(word: str) -> str:
    """Return a folded word as the index holds it: SQLite knows fewer letters than Python does."""
    return word if word.isascii() else _NOT_ASCII.sub(lambda c: f"x{ord(c.group()):x}x", word)
