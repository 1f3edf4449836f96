"""A drafted report's file -> its paragraphs: .docx, .odt, .md and .txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coder.errors import UnreadableSource
from coder.model import Draft, Paragraph
from coder.model.drafts import BLOCK, HEADING, TEXT
from coder.readers.text import decode, normalise, read_bytes, shown

READABLE_DRAFTS = (".docx", ".odt", ".md", ".txt")

_WRAPPED = 120
"""No line of a file longer than this: its paragraphs are broken into lines."""

_TITLE = 80
"""A longer line is no heading."""

_BEGINS = re.compile(
    r"\s*(?:[-•*–]\s|\d{1,4}[.)]\s|#{1,6}\s|>|\||\([^()]{2,120}\)\s*\.?\s*$|[—–-]{1,3}\s)"
)
_HEADING = re.compile(r"#{1,6}\s+(?P<words>.+)")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")


def read_draft(path: Path) -> Draft:
    """Return a drafted report by its paragraphs; nothing of it is kept anywhere.

    Raises UnreadableSource where the file is in no format read here, or broken or hostile.
    """
    suffix = path.suffix.lower()
    if suffix not in READABLE_DRAFTS:
        formats = ", ".join(READABLE_DRAFTS)
        raise UnreadableSource(
            f"{shown(path)} is in no format a draft is read from; those are {formats}."
        )
    data, name = read_bytes(path), shown(path)
    if suffix == ".docx":
        from coder.readers import docx

        draft = docx.draft(data, name)
    elif suffix == ".odt":
        from coder.readers import odt

        draft = odt.draft(data, name)
    else:
        text = normalise(decode(data, name))
        draft = Draft(name, tuple(paragraphs(text, markdown=suffix == ".md")), by_line=True)
    if not any(paragraph.text.strip() for paragraph in draft.paragraphs):
        raise UnreadableSource(f"{name} holds no words.")
    return draft


def paragraphs(text: str, *, markdown: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text, each with the line it begins on, from 1.

    Where no line is longer than 120 characters the lines up to an empty one are one paragraph,
    but for bullets, numbers, headings, quotation signs and a line that is only brackets.
    """
    lines = text.split("\n")
    wrapped = all(len(line) <= _WRAPPED for line in lines)
    held: list[str] = []
    began = 0
    for number, line in enumerate([*lines, ""], start=1):
        if markdown and len(held) == 1 and _UNDERLINE.fullmatch(line):
            yield Paragraph(held[0].strip(), began, HEADING)
            held = []
        elif held and wrapped and _goes_on(held, line):
            held.append(line)
        else:
            if held:
                yield _paragraph(held, began, lines, markdown)
            held, began = ([line], number) if line.strip(" \t>") else ([], 0)


def _goes_on(held: list[str], line: str) -> bool:
    """Whether a line goes on with the paragraph of those before it."""
    if not line.strip(" \t>") or _HEADING.match(held[0]):
        return False
    if held[0].lstrip().startswith(">"):
        return line.lstrip().startswith(">")
    return not _BEGINS.match(line)


def _paragraph(held: list[str], began: int, lines: list[str], markdown: bool) -> Paragraph:
    heading = _HEADING.match(held[0]) if markdown else None
    if heading:
        return Paragraph(heading["words"].strip(), began, HEADING)
    if held[0].lstrip().startswith(">"):
        words = " ".join(line.strip().lstrip("> ") for line in held)
        return Paragraph(words, began, BLOCK)
    words = " ".join(line.strip() for line in held)
    alone = _blank(lines, began - 2) and _blank(lines, began - 1 + len(held))
    return Paragraph(words, began, HEADING if alone and _is_title(words) else TEXT)


def _blank(lines: list[str], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at].strip()


def _is_title(words: str) -> bool:
    """Whether words that stand alone are a heading: short, unquoted, and no sentence."""
    return len(words) <= _TITLE and words[:1].isupper() and words[-1:] not in ".!?:;,)'\"’”"
