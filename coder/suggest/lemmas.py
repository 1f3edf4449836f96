"""Base forms of English words by rule: `objecting` and `objects` meet at `object`.

What it gives is a key and not always a word (`changes` and `changing` meet at `chang`): both sides
of a comparison go through it. docs/decisions/0009 says why there is no table of all words here.
"""

from __future__ import annotations

import re
from functools import cache

from coder.irregular import ALONE, GROUPS

_MORE = [
    "be 'm 're",
    "have 've",
    "read",
    "age ages aged ageing",
    "owe owes owed owing",
    "embed embeds embedded embedding",
]
"""Forms besides those that searching knows: parts that spaCy splits off, and what the rules here
would take for another word."""

_VOWELS = re.compile("[aeiouy]")
_HISSING = ("s", "x", "z", "ch", "sh")
_NO_PLURAL = ("ss", "us", "is")
_SINGLE = re.compile("[aeiouy][^aeiouwxy]$")
_DOUBLED = re.compile(r"([^aeiou])\1$")
_SHORT = 3
"""Words of so many letters stay as they are."""


def _irregular() -> dict[str, str]:
    """Return the base form of each irregular word; of two that have a form in common the first."""
    found: dict[str, str] = {}
    for base, *forms in (group.split() for group in (*GROUPS, *_MORE)):
        for word in (base, *forms):
            found.setdefault(word, found.get(base, base))
    return {word: word for word in ALONE} | found


_IRREGULAR = _irregular()


@cache
def lemma(word: str) -> str:
    """Return the key under which the forms of an English word meet; case does not matter."""
    word = word.casefold()
    base = _IRREGULAR.get(word) or _without_ending(word)
    if len(base) <= _SHORT:
        return base
    if base.endswith("e") and not _would_double(base[:-1]):
        base = base[:-1]  # chang, for changing
    return _DOUBLED.sub(r"\1", base)


def _without_ending(word: str) -> str:
    """Return a regular word without -s, -ed or -ing."""
    if len(word) <= _SHORT or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and _VOWELS.search(stem) and not word.endswith("eed"):
            return _with_its_e(stem)
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        return _with_its_e(word[:-2])
    return word[:-1] if word.endswith("s") and not word.endswith(_NO_PLURAL) else word


def _with_its_e(stem: str) -> str:
    """Return what a stem was: `hop` before -ing is hope, or it would have been `hopp`."""
    return stem + "e" if _would_double(stem) else stem


def _would_double(stem: str) -> bool:
    """Whether a word of one short vowel and one last letter doubles that letter before -ing."""
    return len(_VOWELS.findall(stem)) == 1 and bool(_SINGLE.search(stem))
