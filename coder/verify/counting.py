"""In which of four states each school is for each theme, and how many schools of each group.

With: a coding says that the theme is there. Without: every source of the school was read to its
end since the theme was made or redefined. Not yet read: the rest. No source: nothing was imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .reading import ReadMarks
from .standing import Standing
from .words import ends, folded, natural

WITH, WITHOUT, NOT_YET_READ, NO_SOURCE = STATES = ("with", "without", "not_yet_read", "no_source")
NOT_STATED = "not stated"


class Counting:
    """The figures of all themes, each school counted once."""

    def __init__(self, standing: Standing) -> None:
        self.standing, self.codes = standing, standing.codes

    @cached_property
    def coded(self) -> dict[str, set[str]]:
        """For each source, the codes with which a coding counts in it.

        A coding is out where it is on no code or no words, or wholly in the interviewer's turns.
        """
        found: dict[str, set[str]] = {}
        for source in self.standing.sources:
            heard, codes = self.standing.heard(source), found.setdefault(source, set())
            for _, row in self.standing.codings(source):
                code, (start, end) = self.codes.now.get(str(row["code"])), ends(row["passage"])
                if code is None or code in codes or start >= end:
                    continue
                if heard.over(start, end) is not None:
                    codes.add(code)
        return found

    @cached_property
    def _used(self) -> set[str]:
        return set[str]().union(*self.coded.values())

    @cached_property
    def _marks(self) -> ReadMarks:
        return ReadMarks(self.standing)

    def _needed(self, theme: str, family: set[str]) -> set[tuple[str, str]]:
        """Return what a reader must have had before them for silence to say "without": codes.

        All that counts for the theme: its own code, those under it, and those merged into any of
        them, each as now defined. Retired codes under it with which nothing is coded are passed
        over.
        """
        codes = self.codes
        idle = {code for code in family if codes.rows[code]["retired"]} - self._used - {theme}
        return {
            (code, codes.meaning(code)) for code, now in codes.now.items() if now in family - idle
        }

    def themes(self) -> list[str]:
        """Return the themes to be told, as the codebook is read: retired ones only where found."""
        retired = {code for code in self.codes.order if self.codes.rows[code]["retired"]}
        of_schools = {source for sources in self.standing.sources_of.values() for source in sources}
        found = {code for source in of_schools for code in self.coded[source]}
        return [
            code
            for code in self.codes.order
            if code not in retired or found & self.codes.family(code)
        ]

    def states(self, theme: str) -> dict[str, str]:
        """Return the state of each school for a theme and all the codes under it."""
        family = self.codes.family(theme)
        needed = self._needed(theme, family)
        found = {}
        for case, sources in self.standing.sources_of.items():
            if not sources:
                found[case] = NO_SOURCE
            elif any(not family.isdisjoint(self.coded[source]) for source in sources):
                found[case] = WITH
            else:
                read = all(self._marks.cover(source, needed) for source in sources)
                found[case] = WITHOUT if read else NOT_YET_READ
        return found

    def by(self, variable: str) -> dict[str, str]:
        """Return the group of each school by the value of a variable.

        Values that differ in case or white space are one group, called by the first in natural
        order.
        """
        values = {
            case: self.standing.values[case].get(variable, "") for case in self.standing.cases
        }
        called = {"": NOT_STATED}
        for value in sorted((" ".join(each.split()) for each in values.values()), key=natural):
            called.setdefault(folded(value), value)
        called[folded(NOT_STATED)] = NOT_STATED
        return {case: called[folded(value)] for case, value in values.items()}

    def figures(self, theme: str, groups: Mapping[str, str]) -> dict[str, dict[str, int]]:
        """Return how many schools are in each state: of all, under an empty name, and by group."""
        found = {group: dict.fromkeys(STATES, 0) for group in ("", *groups.values())}
        for case, state in self.states(theme).items():
            for group in ("", groups[case]) if groups else ("",):
                found[group][state] += 1
        return found
