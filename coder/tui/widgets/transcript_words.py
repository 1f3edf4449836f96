"""Words of a transcript: where the next and the one before begin and end.

A word is a run of letters, digits and other signs that are no punctuation, with the apostrophes and
hyphens inside it; an ideograph or kana is a word by itself, so is punctuation that stands alone
(`[/]`, a dash between spaces). Marks that end a sentence belong to the word before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from coder.model import Passage
from coder.tui.widgets import transcript_clusters as clusters

_MARKS = (
    "!-/:-@\\[-^`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e"
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65"
)
_ALONE = "\u3040-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_SIGN = f"[^\\s{_MARKS}{_ALONE}]"
_WORD = (
    rf"(?:[{_ALONE}]|{_SIGN}+(?:[-'’‐‑.]{_SIGN}+)*)(?P<stop>[.!?…]+[\"'”’)\]]*(?!\S))?"
    rf"|(?<!\S)[{_MARKS}]+(?!\S)"
)
_REACH = 1024
"""Code points looked at on either side: only an endless word needs more."""


@cache
def _word() -> re.Pattern[str]:
    """Return what matches a word; compiled when one is asked for, which no first paint does."""
    return re.compile(_WORD)


def words(text: str, within: Passage) -> Iterator[Passage]:
    """Yield the words of a passage in order, none ending inside a character."""
    end = within.start
    for match in _word().finditer(text, within.start, within.end):
        start = max(end, clusters.back(text, match.start(), within.start))
        end = clusters.on(text, match.end(), within.end)
        if start < end:
            yield Passage(start, end)


def _near(text: str, offset: int, turn: Passage) -> list[Passage]:
    """Return the words around an offset: at least one on either side, where the turn has it."""
    reach = _REACH
    while True:
        low = clusters.back(text, max(turn.start, offset - reach), turn.start)
        high = clusters.on(text, min(turn.end, offset + reach), turn.end)
        found = list(words(text, Passage(low, high)))
        if low > turn.start and found and found[0].start == low:
            del found[0]  # it may begin before
        if high < turn.end and found and found[-1].end == high:
            del found[-1]
        enough_before = low == turn.start or any(word.end < offset for word in found)
        enough_after = high == turn.end or any(word.start > offset for word in found)
        if enough_before and enough_after:
            return found
        reach *= 8


def word_at(text: str, offset: int, turn: Passage) -> Passage:
    """Return the word at an offset without the marks that end a sentence, or what stands there."""
    for word in _near(text, offset, turn):
        if word.start <= offset < word.end:
            match = _word().match(text, word.start, word.end)
            bare = match.start("stop") if match else -1
            return Passage(word.start, bare) if offset < bare else word
    return clusters.cluster_at(text, offset, turn)


def next_end(text: str, offset: int, turn: Passage) -> int | None:
    """Return where the first word ends that ends after an offset; none is left: None."""
    return next((word.end for word in _near(text, offset, turn) if word.end > offset), None)


def previous_end(text: str, offset: int, turn: Passage) -> int | None:
    """Return where the last word ends that ends before an offset."""
    ends = (word.end for word in reversed(_near(text, offset, turn)))
    return next((end for end in ends if end < offset), None)


def next_start(text: str, offset: int, turn: Passage) -> int | None:
    """Return where the first word begins that begins after an offset."""
    return next((word.start for word in _near(text, offset, turn) if word.start > offset), None)


def previous_start(text: str, offset: int, turn: Passage) -> int | None:
    """Return where the last word begins that begins before an offset."""
    starts = (word.start for word in reversed(_near(text, offset, turn)))
    return next((start for start in starts if start < offset), None)
