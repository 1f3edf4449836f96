"""The prose of a draft: its own paragraph numbers, its sentences, the groups they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coder.model import Draft, Paragraph
from coder.model.drafts import NOTE

_NUMBER = re.compile(r"\s*(?:[-•*]\s+)?(?P<number>\d{1,4})\.\s+\S")
_LEAD = re.compile(r"\s*(?:[-•*–]\s+)?(?:\d{1,4}[.)]\s+)?(?:[-•]\s+)?[*_]{0,3}")
_ENDS = re.compile(r"[.!?:]['\"’”)\]]*(?=\s+[\[(A-Z0-9'\"‘“])")
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|no|p|pp|para|fig|Mr|Mrs|Ms|Dr)|\b[A-Z])\.$")
_FOOTNOTE = re.compile(r"\s*(?:[⁰¹²³⁴-⁹]+|\[\^\w{1,8}\]:)\s")
_SKIPPED = 3
"""How many numbers a draft may leave out and still be counting its own paragraphs."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph: `text[start:end]`."""

    start: int
    end: int
    words: str


def lead(text: str) -> int:
    """Return where the words of a paragraph begin, after its number or bullet."""
    found = _LEAD.match(text)
    return found.end() if found else 0


def is_footnote(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a footnote: by its kind, or by the raised figure it begins with."""
    return paragraph.kind == NOTE or bool(_FOOTNOTE.match(paragraph.text))


def numbers(draft: Draft) -> list[str]:
    """Return, for each paragraph, the number the draft itself gives it or the one before it.

    A list that counts from one again inside a numbered paragraph gives no numbers.
    """
    found: list[str] = []
    last = None
    for paragraph in draft.paragraphs:
        named = _NUMBER.match(paragraph.text)
        number = int(named["number"]) if named else 0
        if named and (number == 1 if last is None else last < number <= last + _SKIPPED):
            last = number
        found.append("" if last is None else str(last))
    return found


def place(draft: Draft, number: str, at: int) -> str:
    """Return in words where a paragraph stands."""
    counted = f"line {at}" if draft.by_line else f"paragraph {at} of the file"
    return f"paragraph {number} ({counted})" if number else counted


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a paragraph, without its number; a colon ends one too."""
    found = []
    start = lead(text)
    for match in _ENDS.finditer(text, start):
        if _ABBREVIATED.search(text[start : match.end()]):
            continue
        found.append(Sentence(start, match.end(), text[start : match.end()].strip()))
        start = match.end()
    if text[start:].strip():
        found.append(Sentence(start, len(text), text[start:].strip()))
    return found


def named(words: str, values: Sequence[str]) -> list[str]:
    """Return which values of a variable a sentence names, in order, each once: stuck, unstuck."""
    if not values:
        return []
    longest = sorted(values, key=len, reverse=True)
    pattern = rf"\b(?:{'|'.join(map(re.escape, longest))})\b"
    found = (match.casefold() for match in re.findall(pattern, words, re.IGNORECASE))
    by_folded = {value.casefold(): value for value in values}
    return list(dict.fromkeys(by_folded[each] for each in found))
