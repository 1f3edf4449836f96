"""What people write, know and decide beside their codings; loaded where one is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from coder.model.words import Guid, Passage


@dataclass(frozen=True, slots=True)
class Value:
    """What a variable is for a case, and how that is known."""

    case: Guid
    variable: str
    value: str
    origin: str = ""
    """Where it is known from, in words; a transcript, a register, a visit."""
    reason: str = ""
    """Why it was set so."""


FULL, SHORT, MONITORING = INSPECTIONS = ("full", "short", "monitoring")
"""Kinds of inspection."""
GRADES = ("outstanding", "good", "requires improvement", "satisfactory", "inadequate")


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection of a case, or of its predecessor."""

    guid: Guid
    case: Guid
    date: str
    """YYYY-MM-DD."""
    kind: str
    """Full, short or monitoring."""
    grade: str
    """One of GRADES; empty where none was given, as at a monitoring visit."""
    origin: str = ""
    """Where it is known from, in words."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A note about anything."""

    guid: Guid
    about: Guid
    user: Guid
    text: str
    passage: Passage | None = None
    """Of the source it is about; None where it is about the whole thing."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a source that a user wants to find again."""

    guid: Guid
    source: Guid
    user: Guid
    passage: Passage


@dataclass(frozen=True, slots=True)
class Summary:
    """What a user wrote of one theme in one school: a cell of the framework."""

    guid: Guid
    case: Guid
    code: Guid
    user: Guid
    text: str
    codings: tuple[Guid, ...]
    """Those it was written from, as the user named them."""
    time: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The status a person gives one attribute of one case."""

    guid: Guid
    case: Guid
    attribute: str
    status: str
    user: Guid
    reason: str
    time: str


@dataclass(frozen=True, slots=True)
class Typing:
    """A decided outcome for a case, with what it was decided on."""

    guid: Guid
    case: Guid
    outcome: str
    user: Guid
    reason: str
    computed: str
    """The outcome the rules gave at that moment, in words."""
    head: str
    """Of the journal, before the decision."""
    typology: str
    """Digest of the rules in force."""
    codebook: str
    """Digest of the codebook in force."""
    time: str
    grounds: str = ""
    """What it rested on: each attribute's status, passages and a digest, as canonical JSON."""


@dataclass(frozen=True, slots=True)
class Review:
    """An auditor's agree, query or overrule of a typing."""

    guid: Guid
    typing: Guid
    verdict: str
    user: Guid
    reason: str
    outcome: str
    """What it is overruled to; empty otherwise."""
    time: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said to a query: an answer, or that it is closed."""

    guid: Guid
    review: Guid
    """The query."""
    kind: str
    """`answer` or `close`."""
    user: Guid
    reason: str
    """The words of it."""
    time: str
