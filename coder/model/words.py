"""The field's words as frozen dataclasses."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

Guid = str
"""A primary key: a UUID as text, the same in every copy of a project."""

_NAMESPACE = uuid.UUID("6f1d9f5a-55c6-5c3c-9f0e-3c1f5f5b7a10")

PATH = " > "
"""What stands between a code and its parent where a path is shown."""


def derived_guid(kind: str, *parts: str) -> Guid:
    """Return the guid that every copy of a project derives for the same thing."""
    return str(uuid.uuid5(_NAMESPACE, ":".join((kind, *parts))))


def natural_key(name: str) -> tuple[tuple[str | int, ...], str]:
    """Return what to sort names by so that `2a` comes before `10a`."""
    # At most 18 figures at a time: int() refuses the very long numbers a hostile name can hold.
    parts = re.split(r"([0-9]{1,18})", name.casefold())
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts)), name


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A half-open range of code points; `text[start:end]` is the quotation."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}:{self.end}"

    def __bool__(self) -> bool:
        return self.start < self.end

    @classmethod
    def parse(cls, text: str) -> Passage:
        """Read `START:END`; raise ValueError where it is no range of code points."""
        start, colon, end = text.partition(":")
        if not colon or not start.isdecimal() or not end.isdecimal():
            raise ValueError(f"{text!r} is not START:END")
        return cls(int(start), int(end))

    def quotation(self, text: str) -> str:
        """Return the words of this passage."""
        return text[self.start : self.end]

    def overlaps(self, other: Passage) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Passage) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def hull(self, other: Passage) -> Passage:
        """Return the smallest passage that holds both."""
        return Passage(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class User:
    """The person at the keyboard."""

    guid: Guid
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """A school, with the values of its variables."""

    guid: Guid
    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One imported transcript; its text never changes."""

    guid: Guid
    name: str
    case: Guid | None
    kind: str
    date: str
    length: int
    """In code points."""
    words: int
    sha256: str
    """Of the text as stored, UTF-8."""
    version: int = 1
    """The first is as imported; each corrected transcript makes another."""

    @property
    def extracts_only(self) -> bool:
        """Whether it holds only extracts, so that silence in it means nothing."""
        return "extract" in self.kind.casefold()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A labelled voice in a source. A label is a voice, not a person."""

    guid: Guid
    source: Guid
    name: str
    role: str
    interviewer: bool
    numbered: bool = False
    """Whether the transcript tells this voice from others of the role ("Teacher 2")."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted contribution by one speaker."""

    guid: Guid
    source: Guid
    speaker: Guid | None
    passage: Passage
    """The words spoken, without the label."""
    time: str = ""
    """When it begins in the recording, `HH:MM:SS.mmm`, where the transcript says so."""


@dataclass(frozen=True, slots=True)
class Code:
    """A theme: name, definition, what to include and exclude, examples, indicators."""

    guid: Guid
    name: str
    parent: Guid | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    """Words and phrases that suggest the theme; they never count as evidence."""
    paragraphs: tuple[int, ...] = ()
    """Of the report that the theme comes from."""
    position: int = 0
    """Order among its siblings."""
    retired: bool = False
    merged_into: Guid | None = None

    @property
    def digest(self) -> str:
        """Digest of what the code means; a new one says that it was redefined."""
        meaning = "\x1f".join((self.definition, self.include, self.exclude))
        return hashlib.sha256(meaning.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one passage by one user."""

    guid: Guid
    source: Guid
    code: Guid
    user: Guid
    passage: Passage


@dataclass(frozen=True, slots=True)
class ReadMark:
    """A user has read a source to its end, with these codes before them."""

    guid: Guid
    source: Guid
    user: Guid
    codes: Mapping[Guid, str]
    """Each code that then was in the codebook, with the digest of its definition."""
