"""Masking: the words of a text are covered, one character for one, and its lines stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coder.model import Passage

MASK = "░"
"""Covers one code point. Spaces are covered as well: the lengths of words would tell a name."""


def masked(text: str, passages: Iterable[Passage]) -> str:
    """Return a text with passages of it covered; every offset in it still holds."""
    chars = list(text)
    for passage in passages:
        for at in range(passage.start, min(passage.end, len(chars))):
            if chars[at] != "\n":
                chars[at] = MASK
    return "".join(chars)


def together(texts: Sequence[str]) -> str:
    """Return a text with all covered that any of its forms, all of one length, has covered."""
    first, *others = texts
    for other in others:
        first = "".join(
            MASK if MASK in both else both[0] for both in zip(first, other, strict=True)
        )
    return first


def holds_words(text: str) -> bool:
    """Whether anything but covers and white space stands in a text."""
    return bool(text.replace(MASK, "").strip())


def uncovered(text: str) -> int:
    """Return how many words of a text are not covered."""
    return len(text.replace(MASK, " ").split())


def covered(before: str, after: str) -> list[Passage]:
    """Return the passages of a text that were covered in a later form of it; no line end parts."""
    found: list[Passage] = []
    at = None
    for number, (was, is_) in enumerate(zip(before + " ", after + " ", strict=True)):
        if is_ == MASK != was:
            at = number if at is None else at
        elif at is not None and was != "\n":
            found.append(Passage(at, number))
            at = None
    return found


def lost(before: str, after: str) -> list[str]:
    """Return the stretches of a text that were covered in a later form of it."""
    return [passage.quotation(before) for passage in covered(before, after)]
