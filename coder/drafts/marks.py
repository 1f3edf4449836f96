"""Quotation marks in prose: where quoted words open and close, curly or straight."""

from __future__ import annotations

SINGLE = "'‘’‚"
LONGEST = 20_000
"""Characters within which quoted words close: beyond, a mark was forgotten."""

_OPENING = "'‘‚\"“„«"
_BEFORE = "([{—–-/*_" + _OPENING


def family(mark: str) -> str:
    """Return the marks of which one closes what this one opens; a draft may mix both shapes."""
    return "'’" if mark in SINGLE else '"”»“'


def opens(text: str, at: int) -> bool:
    """Whether a mark that can open quoted words stands here, before a word and not inside one."""
    if at >= len(text) or text[at] not in _OPENING:
        return False
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in _BEFORE) and not after.isspace()


def close_of(text: str, at: int) -> int | None:
    """Return where the mark that opens here is closed in the same paragraph, or None.

    An apostrophe inside a word closes nothing. One at the end of a plural (`schools' own`) closes
    only where no other mark does before quoted words open again.
    """
    closing = family(text[at])
    doubtful = None
    for place in range(at + 2, min(len(text), at + LONGEST)):
        if opens(text, place) and text[place] not in "’”»" and doubtful is not None:
            break
        if text[place] not in closing or text[place - 1].isspace():
            continue
        after = text[place + 1 : place + 3]
        if after[:1].isalnum():
            continue
        if closing == "'’" and _plural(text, place, after):
            doubtful = place if doubtful is None else doubtful
            continue
        return place
    return doubtful


def _plural(text: str, place: int, after: str) -> bool:
    return text[place - 1] == "s" and after[:1] == " " and after[1:2].islower()
