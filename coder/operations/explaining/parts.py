"""What an explanation is made of, and how its sentences name numbers, lists and times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from coder.model import Guid, Passage

Kind = Literal["title", "heading", "subheading", "text", "passage", "fine"]

GLYPHS: Mapping[str, str] = {
    "met": "●",
    "not met": "○",
    "not known": "?",
    "not determined": "?",
    "contested": "±",
}
"""A sign beside every status and outcome, so that none is told by colour alone."""

EVIDENCE, PEOPLE = "evidence", "people"
"""What stands side by side where a person assessed an attribute."""

FOR, AGAINST = "for", "against"
"""The sides of a passage."""

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of an explanation."""

    kind: Kind
    words: str
    """As typed, where people's words stand in it: not yet safe to show."""
    sign: str = ""
    """For the eye, before the words: they say the same without it."""
    about: tuple[str, ...] = ()
    """Of a passage: its side, who speaks, where it stands, who coded it as what and why. Of what
    the evidence gives and what people assessed: which of the two, and a heading for it."""
    place: tuple[Guid, Passage] | None = None
    """Of a passage: its source and where in the text."""
    codings: tuple[Guid, ...] = ()
    """Of a part that stands for several passages."""


def number(count: int) -> str:
    """Return a small number as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def listed(words: Iterable[str]) -> str:
    """Return words with commas between and `and` before the last."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def paragraphs(numbers: Iterable[int]) -> str:
    """Return the paragraphs of the report that a rule stands in."""
    each = [str(one) for one in numbers]
    if not each:
        return ""
    return f"paragraph{'s' if len(each) > 1 else ''} {listed(each)}"


def minute(time: str) -> str:
    """Return a time of the journal to the minute."""
    return f"{time[:10]} {time[11:16]} UTC"
