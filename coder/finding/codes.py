"""Finding codes by what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coder import indicators
from coder.display import same_name
from coder.model import Code, CodeBook, Guid

_NEAR = 80
"""Likeness, of 100, from which a misspelt name still counts as found."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A code as it is looked for."""

    code: Code
    name: str
    words: tuple[str, ...]
    initials: str
    path: tuple[str, ...]
    indicators: tuple[str, ...]
    indicator_words: tuple[tuple[str, ...], ...]


class CodeFinder:
    """Ranks the codes in use by what a person types."""

    def __init__(self, book: CodeBook) -> None:
        self._cards = [
            _card(code, same_name(book.path(code.guid))) for code in book if not code.retired
        ]

    def rank(self, typed: str, recent: Sequence[Guid] = ()) -> list[Code]:
        """Return the codes that fit, the best first; those used lately before others as good.

        With nothing typed, all codes: those used lately, then the codebook's order.
        """
        late = {guid: number for number, guid in enumerate(recent)}
        wanted = same_name(typed)
        fits = [(self._fit(card, wanted), card) for card in self._cards]
        if wanted and not any(fit for fit, _ in fits):
            fits = [(_likeness(card, wanted), card) for card in self._cards]
        found = [(fit, card) for fit, card in fits if fit or not wanted]
        found.sort(key=lambda pair: (-pair[0], late.get(pair[1].code.guid, len(late))))
        return [card.code for _, card in found]

    def _fit(self, card: _Card, wanted: str) -> int:
        if not wanted:
            return 0
        if card.name == wanted:
            return 9
        if card.name.startswith(wanted):
            return 8
        if card.initials == wanted.replace(" ", ""):
            return 7
        typed = wanted.split()
        if _begins(typed, card.words):
            return 6
        if card.initials.startswith(wanted):
            return 5
        if any(wanted in indicator for indicator in card.indicators):
            return 4
        if wanted in card.name:
            return 3
        if _begins(typed, card.path) or any(_begins(typed, each) for each in card.indicator_words):
            return 2
        return 1 if len(wanted) > 2 and _in_order(wanted, card.name) else 0


def _card(code: Code, path: str) -> _Card:
    name = same_name(code.name)
    words = tuple(re.findall(r"\w+", name))
    cues = tuple(same_name(indicators.in_words(each)) for each in code.indicators)
    return _Card(
        code,
        name,
        words,
        "".join(word[0] for word in words),
        tuple(re.findall(r"\w+", path)),
        cues,
        tuple(tuple(re.findall(r"\w+", cue)) for cue in cues),
    )


def _begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each typed word begins a word, in the same order."""
    at = 0
    for part in typed:
        at = next((n + 1 for n in range(at, len(words)) if words[n].startswith(part)), 0)
        if not at:
            return False
    return True


def _in_order(wanted: str, name: str) -> bool:
    """Whether the letters typed stand in a name in this order, the first of them at a word."""
    letters = [re.escape(letter) for letter in wanted if letter != " "]
    return re.search(r"\b" + ".*?".join(letters), name) is not None


def _likeness(card: _Card, wanted: str) -> int:
    from rapidfuzz import fuzz

    names = (card.name, " ".join(card.path), *card.indicators)
    likeness = max(fuzz.partial_ratio(wanted, name) for name in names)
    return int(likeness) if len(wanted) > 2 and likeness >= _NEAR else 0
