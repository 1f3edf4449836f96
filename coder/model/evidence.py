"""All that is counted and typed, and the table that counting gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coder.model.codebook import CodeBook
from coder.model.words import Case, Coding, Guid, ReadMark, Source, Speaker, Turn, User

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is counted and typed, at one moment."""

    users: Mapping[Guid, User]
    cases: Mapping[Guid, Case]
    sources: Mapping[Guid, Source]
    speakers: Mapping[Guid, Speaker]
    turns: Mapping[Guid, Sequence[Turn]]
    """By source, in order of the text."""
    codebook: CodeBook
    codings: Sequence[Coding]
    """Those that stand, as applied: their codes may since have been merged."""
    reads: Sequence[ReadMark]


@dataclass(frozen=True, slots=True)
class Columns:
    """The codings and turns of Evidence as plain columns, by source."""

    codings: Mapping[Guid, tuple[Sequence[Guid], Sequence[Guid], Sequence[int]]]
    """Codes as applied, users (or nothing, where nobody asks), and starts and ends in turn."""
    turns: Mapping[Guid, tuple[Sequence[int], str, Sequence[Guid]]]
    """Starts and ends in turn, for each turn `1` where it is the interviewer's, else `0`, and
    speakers (or nothing, where nobody asks; an empty name where a turn has none)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a stable key for programs, a heading for people."""

    key: str
    heading: str
    numeric: bool = False
    group: str = ""
    """Of a count: the group of units it is of; empty for the whole."""
    base: int | None = None
    """Of a count: of how many units."""
    state: str = ""
    """Of a count: `with`, `without`, `not_yet_read` or `no_source`; a chart draws these."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with all a reader needs to defend the figures."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[str, str], ...] = ()
    """What was counted, of how many, by whom: pairs of label and words."""
    codings: Mapping[tuple[int, int], tuple[Guid, ...]] = field(default_factory=dict)
    """For a row and a column, the codings behind that figure."""
    signs: Mapping[str, str] = field(default_factory=dict)
    """Short signs for what cells say, where they say the same few things over and over."""
