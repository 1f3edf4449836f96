"""A drafted report as it is checked: its paragraphs, and where each stands in the file."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, HEADING, BLOCK, NOTE = "text", "heading", "block", "note"
"""What a paragraph is: running text, a heading, a block quotation, a footnote."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a draft."""

    text: str
    at: int
    """Its line in a text file, its number in a word processor's; counted from 1."""
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted report, as it was read."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    by_line: bool
    """Whether `at` counts lines."""
    unread: tuple[tuple[int, str], ...] = ()
    """What stands in the file and is not among the paragraphs: where (0 for nowhere), and what."""
