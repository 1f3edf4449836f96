"""What a report is made of: sections of paragraphs, quotations, lists and small tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Some words on a line, as typed; whoever writes them makes them safe to show."""

    text: str
    data: Mapping[str, str] = field(default_factory=dict)
    """What a program reads of them: written as `data-` attributes."""
    link: str = ""
    """The place of the same page that they lead to."""
    look: str = ""
    """Empty, `sign` (for the eye only), `id` (an id, a digest, a command) or `strong`."""


Line = tuple[Run, ...]


def line(*parts: str | Run) -> Line:
    """Return a line of runs; plain words are runs of their own."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    words: Line
    look: str = ""
    """Empty, `fine` for small print, `mark` for what is to be looked at twice, or `back` for a way
    back, which paper has no use for."""


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names, each with what is to be said of it."""

    pairs: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, with who and where before it and who coded it after it."""

    said: Run
    before: str
    after: str
    side: str
    """`for` or `against`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table; the first cell of each row is its heading."""

    id: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Points | Facts | Quotation | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: Line
    blocks: tuple[Block | Section, ...]
    id: str = ""
    """By which links find it."""
    short: str = ""
    """What it is called among the contents, where that is not its heading."""
    new_page: bool = False
    """Whether it begins on a new sheet of paper."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report."""

    title: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    top: str
    """Stands above each printed sheet."""
    bottom: str
    """Stands below each printed sheet and at the end of the page."""
    maker: str
    """The program that made it."""
