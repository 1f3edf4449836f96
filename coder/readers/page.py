"""The lines of a text, and what is recognised on them: labels, headings, rules, directions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate

from coder.display import same_name
from coder.model import Passage
from coder.readers.labels import LONGEST, Form, Label, label
from coder.readers.transcript import Note
from coder.readers.words import HEADER, HEADER_ALONE

HEADING = "a heading; in no turn"
UNDERLINE = ""
"""Belongs to the heading above, which is noted."""
RULE = "a line drawn; in no turn"
DIRECTION = "a stage direction; in no turn"

LONGEST_FURNITURE = 250
"""A longer line is words, or nothing that was ever drawn by hand."""

_ATX = re.compile(r"#{1,6}\s+\S")
_RULE = re.compile(r"\s*(?:([=^~#])\1{2,}|([-*_])(?:[ \t]*\2){2,})\s*")
_UNDERLINE = re.compile(r"([=^~-])\1{2,}\s*")
# In round brackets, asterisks around them or not; square ones hold redactions, which are words.
_DIRECTION = re.compile(r"\s*(?:([*_]{1,3})[^*_]*\([^()]*\)[^*_()]{0,3}\1|\([^()]{0,80}\)\.?)\s*")


@dataclass(slots=True)
class Page:
    """A text by its lines, which are counted from 0."""

    text: str
    paragraph_per_line: bool
    """Whether each line is a paragraph, as from a word processor."""
    lines: list[str]
    starts: list[int]
    """Offset of each line, and of one past the last."""
    labels: dict[int, Label] = field(default_factory=dict)
    """What may be a label, by line."""
    furniture: dict[int, str] = field(default_factory=dict)
    """Lines that are nobody's words, with what to say of them."""

    def is_blank(self, line: int) -> bool:
        """Whether there is nothing on a line, or no such line."""
        return not 0 <= line < len(self.lines) or not self.lines[line].strip()

    def note(self, line: int, problem: str) -> Note:
        """Return a note on a line."""
        return Note.on(line + 1, problem, self.lines[line])

    def passage(self, start: int, until: int) -> Passage:
        """Return what stands from an offset up to a line, without outer white space."""
        words = self.text[start : max(start, self.starts[until] - 1)]
        begun = words.lstrip()
        start += len(words) - len(begun)
        return Passage(start, start + len(begun.rstrip()))

    def states_a_fact(self, line: int) -> bool:
        """Whether a line states a fact about the file: `Date: 12 March`, `Present: ...`."""
        name, colon, _ = self.lines[line][: LONGEST + 6].partition(":")
        plain = same_name(name.strip("*_# "))
        return bool(colon) and (
            plain in HEADER_ALONE or not HEADER.isdisjoint(re.findall(r"[\w']+", plain))
        )


def survey(text: str, *, paragraph_per_line: bool = False) -> Page:
    """Return the page of a text, in one pass over its lines."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    page = Page(text, paragraph_per_line, lines, starts)
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        if line.lstrip()[0] in "#=-^~*_(" and _is_furniture(page, number, line):
            continue
        found = label(line, number)
        if found is not None and (found.form is not Form.BARE or _stands_alone(page, found)):
            page.labels[number] = found
    return page


def _is_furniture(page: Page, number: int, line: str) -> bool:
    if len(line) > LONGEST_FURNITURE:
        return False
    if _UNDERLINE.fullmatch(line) and _is_title(page, number - 1, len(line.rstrip())):
        page.furniture[number - 1], page.furniture[number] = HEADING, UNDERLINE
        page.labels.pop(number - 1, None)
    elif _ATX.match(line):
        page.furniture[number] = HEADING
    elif _RULE.fullmatch(line):
        page.furniture[number] = RULE
    elif _DIRECTION.fullmatch(line):
        page.furniture[number] = DIRECTION
    else:
        return False
    return True


def _is_title(page: Page, line: int, underline: int) -> bool:
    """Whether a line can be the heading over an underline at least half as long."""
    if page.is_blank(line) or line in page.furniture or len(page.lines[line]) > 2 * underline:
        return False
    found = page.labels.get(line)
    if found is not None and found.form is not Form.BARE:
        return False
    return page.paragraph_per_line or page.is_blank(line - 1) or line - 1 in page.furniture


def _stands_alone(page: Page, found: Label) -> bool:
    """Whether a name without a colon heads the words below it, after a blank line."""
    if page.is_blank(found.line + 1):
        return False
    return bool(found.time) or page.paragraph_per_line or page.is_blank(found.line - 1)
