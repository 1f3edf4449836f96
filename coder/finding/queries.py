"""What was typed, and how it is meant: words, a pattern, words nearly so, or words in any form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from coder.display import one_line
from coder.errors import Refused
from coder.finding.alike import Alike
from coder.finding.lemmas import forms
from coder.finding.patterns import Pattern
from coder.finding.phrases import Phrase, asked
from coder.model import Passage

HOWS = ("words", "regex", "about", "lemma")
"""Whole words as typed; a regular expression; nearly the words; the words in any form."""

MOST = 200
"""Words of a phrase."""


class Finder(Protocol):
    """Finds the places of one query in one text after another."""

    @property
    def match(self) -> str | None:
        """What to ask the index, so that it names every text with a place; None for all texts."""

    def find(self, text: str) -> Iterator[Passage]:
        """Yield the places in a text, in order; no two overlap."""


def finder(words: str, how: str = "words") -> Finder:
    """Return what finds the words. Raises Refused for what cannot be looked for, and says why."""
    if how == "regex":
        return Pattern(words)
    if how == "about":
        return Alike(words)
    typed = asked(words)
    if not typed:
        shown = f"“{one_line(words, 60)}” holds no word" if words.strip() else "There is no word"
        raise Refused(f"{shown} to look for; signs alone are found as a regular expression.")
    if len(typed) > MOST:
        raise Refused(f"Look for {MOST} words at most.")
    if how == "lemma":
        typed = [(form, star) if star else (frozenset(forms(*form)), False) for form, star in typed]
    return Phrase(typed)
