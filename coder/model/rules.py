"""The rules by which a case is typed, and the words for quantities: data, read from rule files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """A bound on a variable, or on the quotient of two."""

    variable: str
    per: str = ""
    at_least: float | None = None
    at_most: float | None = None
    reading: str = ""
    """The reading that says how `per` counts, where the words leave it open."""
    open: str | None = None
    """`at_least` or `at_most`: the bound for which the words give no number."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured criterion of an attribute: all its conditions must hold."""

    name: str
    conditions: tuple[Condition, ...]
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Least:
    """How much must speak for an attribute before it counts: each of the three, at least one."""

    passages: int = 1
    speakers: int = 1
    roles: int = 1


ONE_OF_EACH = Least()


@dataclass(frozen=True, slots=True)
class Attribute:
    """One of the things the typing rules look at."""

    id: str
    name: str
    definition: str
    codes_for: tuple[str, ...]
    """Names of codes whose passages evidence it."""
    codes_against: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    paragraphs: tuple[int, ...] = ()
    least_passages: int | None = None
    """None leaves it to the project; so do the next two."""
    least_speakers: int | None = None
    least_roles: int | None = None

    def least(self, project: Least) -> Least:
        """Return what this attribute asks for, and where it names nothing what the project does."""
        return Least(
            self.least_passages or project.passages,
            self.least_speakers or project.speakers,
            self.least_roles or project.roles,
        )


@dataclass(frozen=True, slots=True)
class Type:
    """A type: so many of these attributes."""

    id: str
    name: str
    attributes: tuple[str, ...]
    count: int
    quantifier: str
    """`at least`, `exactly`, or the id of the reading that settles it."""
    phrase: str
    """The report's own words for the quantifier."""
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A doubtful phrase, and the ways it can be read."""

    id: str
    phrase: str
    options: tuple[str, ...]
    default: str
    why: str = ""
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """By which inspections a case is stuck, unstuck or neither (paragraphs 17 to 20)."""

    first: str
    """The day from which inspections count, YYYY-MM-DD; that day is in."""
    last: str
    """The day up to which they count; that day is in."""
    full_inspections: int
    variable: str
    """That of the frame which says the same where no inspections are given."""
    before: str
    """`at least` or `exactly` so many full ones before the good ones, or the id of a reading."""
    good: str
    """Which grades are good, or the id of the reading that settles it."""
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Typology:
    """The types, their attributes and the readings of doubtful phrases."""

    name: str
    version: str
    source: str
    frame: Mapping[str, str]
    """Values a case must have to be typed at all: `{"status": "stuck"}`."""
    attributes: tuple[Attribute, ...]
    types: tuple[Type, ...]
    readings: tuple[Reading, ...]
    contradictory: tuple[tuple[str, str], ...] = ()
    """Pairs of attributes that cannot both hold for one period: a flag, not evidence against."""
    history: History | None = None
    digest: str = ""
    """`sha256:` and the hash of its canonical JSON."""


@dataclass(frozen=True, slots=True)
class Band:
    """A quantity word and the share of the base it stands for, in percent (0 to 100)."""

    word: str
    over: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    under: float | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A named, versioned set of quantity words."""

    name: str
    version: str
    source: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class RoleGroups:
    """Which roles belong together, and which two groups are set beside each other."""

    groups: Mapping[str, tuple[str, ...]]
    """By name: `{"leaders": ("Headteacher", ...), "teachers": ("Teacher",)}`."""
    both: tuple[str, str]
    source: str
    """Where the grouping comes from, in words."""
