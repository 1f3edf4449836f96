"""The state of every school for every theme: what matrix, pairs and framework rest on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from coder.frequencies.counting import ALL, Groups, chains, gather, select
from coder.frequencies.read_marks import readers, unread
from coder.frequencies.states import NO_SOURCE, NOT_YET_READ, WITH, WITHOUT, States
from coder.frequencies.units import Base
from coder.model import Code, Coding, Evidence, Guid

Cells = dict[tuple[Guid, Guid], list[Coding]]
"""By theme and school, the codings that make it `with`."""


class SchoolStates:
    """In which of the four states each school is for each theme, under a users rule."""

    def __init__(self, evidence: Evidence, users: str, roll_up: bool) -> None:
        self.evidence = evidence
        self.selection = select(evidence, users)
        rolled = chains(evidence.codebook, roll_up)
        base = Base(evidence, "schools", None)
        agreed = readers(evidence) if users == ALL else None
        self.codings = _cells(evidence, gather(self.selection.counted, base.places, rolled, agreed))
        self._states = States(base, unread(evidence, users, rolled))
        self._without: dict[Guid, set[Guid]] = {}

    def state(self, theme: Guid, school: Guid) -> str:
        """Return with, without, not yet read or no source."""
        if (theme, school) in self.codings:
            return WITH
        if school in self._states.no_source:
            return NO_SOURCE
        if theme not in self._without:
            self._without[theme] = self._states.read_for(theme)
        return WITHOUT if school in self._without[theme] else NOT_YET_READ

    def behind(self, theme: Guid, *schools: Guid) -> tuple[Guid, ...]:
        """Return the codings that make these schools `with`."""
        found = chain.from_iterable(self.codings.get((theme, school), ()) for school in schools)
        return tuple(coding.guid for coding in found)

    def passages(self, theme: Guid, school: Guid) -> int:
        """Return in how many distinct passages of a school the theme was found."""
        codings = self.codings.get((theme, school), ())
        return len({(each.source, each.passage.start, each.passage.end) for each in codings})

    def themes(self) -> list[Code]:
        """Return the codes in the order of the codebook; retired ones only where found."""
        coded = {theme for theme, _ in self.codings}
        return [code for code in self.evidence.codebook if not code.retired or code.guid in coded]


def path_of(evidence: Evidence, code: Code) -> str:
    """Return how a theme is named in a table."""
    return evidence.codebook.path(code.guid) + (" (retired)" if code.retired else "")


def _cells(evidence: Evidence, themes: Mapping[Guid, Groups]) -> Cells:
    cells: Cells = {}
    for theme, groups in themes.items():
        for found in groups.values():
            for coding in found.codings.values():
                school = evidence.sources[coding.source].case or ""
                cells.setdefault((theme, school), []).append(coding)
    return cells
