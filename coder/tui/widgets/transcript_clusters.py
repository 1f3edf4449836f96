"""Where one character, as a reader sees it, ends: grapheme clusters by local rules.

After Unicode Standard Annex 29, but in doubt two code points are kept together.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from coder.model import Passage

JOINER = "\u200d"
_EXTENDS = {"\u200c", JOINER, "\uff9e", "\uff9f", *map(chr, range(0x1F3FB, 0x1F400))}
_TAGS = ("\U000e0020", "\U000e007f")
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_FLAGS = ("\U0001f1e6", "\U0001f1ff")
_FARTHEST = 256
"""How far back a run of flag letters is counted: more is no text."""

# Which Hangul syllable parts may follow which.
_FOLLOWS = {"L": {"L", "V", "LV", "LVT"}, "V": {"V", "T"}, "T": {"T"}}
_FOLLOWS |= {"LV": {"V", "T"}, "LVT": {"T"}}


@lru_cache(4096)
def _extends(char: str) -> bool:
    """Whether a code point belongs to the one before it."""
    if char in _EXTENDS or _TAGS[0] <= char <= _TAGS[1]:
        return True
    return unicodedata.category(char) in ("Mn", "Me", "Mc")


@lru_cache(4096)
def _hangul(char: str) -> str:
    point = ord(char)
    if 0xAC00 <= point <= 0xD7A3:
        return "LVT" if (point - 0xAC00) % 28 else "LV"
    if 0x1100 <= point <= 0x115F or 0xA960 <= point <= 0xA97C:
        return "L"
    if 0x1160 <= point <= 0x11A7 or 0xD7B0 <= point <= 0xD7C6:
        return "V"
    return "T" if 0x11A8 <= point <= 0x11FF or 0xD7CB <= point <= 0xD7FB else ""


def _flag(char: str) -> bool:
    return _FLAGS[0] <= char <= _FLAGS[1]


def _halves_a_flag(text: str, at: int) -> bool:
    """Whether an odd number of flag letters stands before `at`."""
    first = max(0, at - _FARTHEST)
    back = at
    while back > first and _flag(text[back - 1]):
        back -= 1
    return (at - back) % 2 == 1


def inside(text: str, at: int) -> bool:
    """Whether a cut at code point `at` would part what is read as one character."""
    if at <= 0 or at >= len(text):
        return False
    before, here = text[at - 1], text[at]
    if here < "\u0300" and before < "\u0300":
        return False
    if unicodedata.category(before) in ("Cc", "Zl", "Zp"):
        return False
    if _extends(here):
        return True
    if before == JOINER:
        return not here.isspace()
    return _keeps(text, at)


def _keeps(text: str, at: int) -> bool:
    """Whether what stands before `at` keeps the code point there, which extends nothing itself."""
    before, here = text[at - 1], text[at]
    if unicodedata.combining(before) == 9:  # a virama joins the letter after it
        return unicodedata.category(here) == "Lo"
    if _flag(here) and _flag(before):
        return _halves_a_flag(text, at)
    if before in _PREPENDED:
        return not here.isspace()
    return _hangul(here) in _FOLLOWS.get(_hangul(before), ())


def back(text: str, at: int, low: int) -> int:
    """Return the nearest offset at or before `at`, not below `low`, that parts no character."""
    while at > low and inside(text, at):
        at -= 1
    return at


def on(text: str, at: int, high: int) -> int:
    """Return the nearest offset at or after `at`, not above `high`, that parts no character."""
    while at < high and inside(text, at):
        at += 1
    return at


def cluster_at(text: str, at: int, within: Passage) -> Passage:
    """Return the character that the code point `at` belongs to; empty at the end of `within`."""
    if at >= within.end:
        return Passage(within.end, within.end)
    start = back(text, at, within.start)
    return Passage(start, on(text, at + 1, within.end))
