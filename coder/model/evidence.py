"""All that is counted and typed, and the table that counting gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

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


class SourceColumns(NamedTuple):
    """The codings and turns of one source as numbers, each kind in a column of its own.

    Those of codings are of the codings that count: with words, and not wholly the interviewer's.
    """

    codes: Sequence[int]
    """Of each coding its code as applied, and its user: see `Columns`."""
    users: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    touching: Sequence[int]
    """For each turn that a coding overlaps, the interviewer's apart: the coding, by its place."""
    touched: Sequence[int]
    """The same turns, by their place in the source."""
    asked_codes: Sequence[int]
    """The codes and users of the codings that lie wholly in the interviewer's turns."""
    asked_users: Sequence[int]
    wordless: Sequence[int]
    """The users of the codings without words."""
    turn_starts: Sequence[int]
    """Of each turn, in order of the text, where it starts and ends."""
    turn_ends: Sequence[int]
    interviewers: Sequence[int]
    """Whether it is the interviewer's: 1 or 0."""
    voices: Sequence[int]
    """Who speaks: a place in `speakers`."""
    speakers: Sequence[Guid]
    """An empty name stands for turns without one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The codings and turns of Evidence as plain columns."""

    guids: Mapping[int, Guid]
    """The codes and users that numbers stand for."""
    sources: Mapping[Guid, SourceColumns]

    @property
    def coded(self) -> bool:
        """Whether there is any coding."""
        return any(c.users or c.asked_users or c.wordless for c in self.sources.values())


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
