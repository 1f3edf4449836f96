"""Studies made at random, and a slow count written straight from the sentences of the design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st
from small_evidence import Study

from coder.model import Coding, Evidence, Turn

LABELS = ("Interviewer", "Teacher", "Teacher 2", "Governor")
Unit = tuple[list[str], list[Coding]]
UNITS = ("schools", "sources", "speakers", "turns", "passages")


@st.composite
def sources(draw: st.DrawFn, study: Study, name: str) -> None:
    """Add a source, now and then with turns that overlap others or are empty."""
    case = draw(st.sampled_from([None, *study.cases]))
    kind = draw(st.sampled_from(["interview", "interview", "extracts"]))
    said = draw(st.lists(st.sampled_from(LABELS), max_size=4))
    study.source(name, case, *said, kind=kind)
    for _ in range(draw(st.integers(0, 2)) if said else 0):
        start, length = draw(st.integers(0, 44)), draw(st.integers(0, 30))
        study.overlapping(name, draw(st.sampled_from(said)), start, start + length)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    study = Study()
    schools = draw(st.integers(1, 3))
    for number in range(schools):
        study.school(f"{number}a", **draw(st.sampled_from([{}, {"status": "s"}, {"status": "u"}])))
    for number in range(draw(st.integers(0, 3))):
        draw(sources(study, f"source {number}"))
    for number in range(draw(st.integers(1, 5))):
        parent = draw(st.sampled_from([None, *study.codes]))
        into = draw(st.sampled_from([None, None, None, *study.codes]))
        retired = draw(st.booleans()) and draw(st.booleans())
        study.code(f"code {number}", parent, merged_into=into, retired=retired)
    for user in ("ann", "bob"):
        for source in study.sources:
            if draw(st.booleans()):
                gone = draw(st.lists(st.sampled_from(list(study.codes)), max_size=2))
                study.read(source, user, but={code: draw(DIGESTS) for code in gone})
    if study.sources:
        for _ in range(draw(st.integers(0, 10))):
            source, code = draw(st.sampled_from([*study.sources])), draw(st.sampled_from(CODES))
            start, length = draw(st.integers(0, 44)), draw(st.integers(0, 14))
            user = draw(st.sampled_from(["ann", "bob"]))
            study.coding(source, code, start, start + length, user)
    for user in ("ann", "bob"):
        study.coding("nowhere", "code 0", 0, 5, user)
    return study


DIGESTS = st.sampled_from([None, "older"])
CODES = [f"code {number}" for number in range(6)]


@dataclass
class Slow:
    """Counts one theme under one rule, looking at everything for everything."""

    evidence: Evidence
    theme: str
    users: str
    roll_up: bool

    def stands_for(self, code: str) -> str:
        while (into := self.evidence.codebook.by_guid[code].merged_into) is not None:
            code = into
        return code

    def above(self, code: str) -> Iterator[str]:
        parent = self.evidence.codebook.by_guid[code].parent
        if parent is not None:
            yield self.stands_for(parent)
            yield from self.above(self.stands_for(parent))

    def family(self) -> set[str]:
        """The theme and, rolled up, the codes under it."""
        codes = {
            code.guid for code in self.evidence.codebook.by_guid.values() if not code.merged_into
        }
        below = {code for code in codes if self.theme in self.above(code)}
        return {self.theme} | (below if self.roll_up else set())

    def interviewer(self, turn: Turn) -> bool:
        return self.evidence.speakers[str(turn.speaker)].interviewer

    def overlapped(self, coding: Coding) -> list[Turn]:
        points = set(range(coding.passage.start, coding.passage.end))
        return [
            turn
            for turn in self.evidence.turns[coding.source]
            if points & set(range(turn.passage.start, turn.passage.end))
        ]

    def codings(self) -> list[Coding]:
        """The theme's codings that are not out."""
        family = self.family()
        return [
            coding
            for coding in self.that_count(self.users)
            if self.stands_for(coding.code) in family
        ]

    def that_count(self, users: str) -> list[Coding]:
        """The codings of any theme that are not out."""
        return [
            coding
            for coding in self.evidence.codings
            if coding.source in self.evidence.sources
            and coding.code in self.evidence.codebook.by_guid
            and coding.passage.start < coding.passage.end
            and users in ("any", "all", coding.user)
            and not (
                self.overlapped(coding) and all(map(self.interviewer, self.overlapped(coding)))
            )
        ]

    def has(self, source: str, codings: list[Coding]) -> bool:
        """Whether these codings of one source make its unit one with the theme."""
        users = {coding.user for coding in codings if coding.source == source}
        if self.users != "all":
            return bool(users)
        read = {mark.user for mark in self.evidence.reads if mark.source == source}
        return bool(read) and read <= users

    def was_read_for(self, source: str) -> bool:
        """Whether silence of a source means `without`."""
        if "extract" in self.evidence.sources[source].kind:
            return False
        marks = [mark for mark in self.evidence.reads if mark.source == source]
        if self.users not in ("any", "all"):
            marks = [mark for mark in marks if mark.user == self.users]
        book = self.evidence.codebook.by_guid
        used = {self.stands_for(coding.code) for coding in self.that_count("any")}
        needed = {code for code in self.family() if not book[code].retired or code in used}
        needed = {code for code in book if self.stands_for(code) in needed | {self.theme}}
        current = [
            all(mark.codes.get(code) == book[code].digest for code in needed) for mark in marks
        ]
        return bool(marks) and (all(current) if self.users == "all" else any(current))

    def count(self, unit: str, by: str | None, group: str) -> tuple[int, ...]:
        """With, without, not yet read, no source."""
        found = [0, 0, 0, 0]
        for sources, codings in self.units(unit, by, group):
            if any(self.has(source, codings) for source in sources):
                found[0] += 1
            elif unit != "passages":
                if not sources:
                    found[3] += 1
                else:
                    found[1 if all(map(self.was_read_for, sources)) else 2] += 1
        return tuple(found)

    def units(self, unit: str, by: str | None, group: str) -> Iterator[Unit]:
        """Each unit of a group: its sources, and the theme's codings that bear on it."""
        turns = [
            turn
            for source in self.evidence.sources
            for turn in self.evidence.turns[source]
            if not self.interviewer(turn) and self.in_group(turn, by, group)
        ]
        said = self.codings()
        if by == "role":
            said = [coding for coding in said if self.bears(coding, turns)]
        if unit in ("speakers", "turns"):
            own = [[turn] for turn in turns]
            if unit == "speakers":
                voices = {turn.speaker for turn in turns}
                own = [[turn for turn in turns if turn.speaker == voice] for voice in voices]
            for part in own:
                yield [part[0].source], [one for one in said if self.bears(one, part)]
        elif unit == "passages":
            for source, passage in {(coding.source, coding.passage) for coding in said}:
                if by == "role" or self.value(self.evidence.sources[source].case, by) == group:
                    same = [one for one in said if (one.source, one.passage) == (source, passage)]
                    yield [source], same
        else:
            for case, held in self.wholes(unit):
                there = [turn for turn in turns if turn.source in held]
                if there if by == "role" else self.value(case, by) == group:
                    yield held, [coding for coding in said if coding.source in held]

    def wholes(self, unit: str) -> Iterator[tuple[str | None, list[str]]]:
        """Each school, or source, with its sources."""
        sources = self.evidence.sources.items()
        if unit == "sources":
            yield from ((source.case, [guid]) for guid, source in sources)
        else:
            for case in self.evidence.cases:
                yield case, [guid for guid, source in sources if source.case == case]

    def bears(self, coding: Coding, turns: list[Turn]) -> bool:
        return any(turn in turns for turn in self.overlapped(coding))

    def value(self, case: str | None, by: str | None) -> str:
        if by is None:
            return ""
        return self.evidence.cases[case].values.get(by, "not stated") if case else "not stated"

    def in_group(self, turn: Turn, by: str | None, group: str) -> bool:
        if by == "role":
            return self.evidence.speakers[str(turn.speaker)].role == group
        return self.value(self.evidence.sources[turn.source].case, by) == group
