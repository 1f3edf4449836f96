"""The units there are as numbers, from columns: each unit of a source, in its group, is a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

from coder.frequencies.counting import Found, Groups
from coder.frequencies.spans import Spans
from coder.frequencies.units import NOT_STATED, ROLE, WHOLE, Base, Sizes, roles, sizes, voices
from coder.model import Evidence, Guid, Source


class Cells(Base):
    """The units of one kind, grouped, found without an object for each turn.

    Of passages, which are as many as people mark, a cell is only their source in its group.
    """

    def __init__(
        self, evidence: Evidence, unit: str, by: str | None, spans: Mapping[Guid, Spans]
    ) -> None:
        self._spans = spans
        self._groups: list[str] = []
        self._sources: list[Guid] = []
        self._units: list[object] = []
        self._holders_of: list[Guid] = []
        self.of_source: dict[Guid, int] = {}
        """By source its cell, where sources or schools as wholes are looked at."""
        self.of_turns: dict[Guid, Sequence[int | None]] = {}
        """By source the cell of each turn, where it has one: the interviewer's have none."""
        self.silent: set[int] = set()
        """Where turns are units, so that each has a number: the interviewer's, which are none."""
        super().__init__(evidence, unit, by)

    def _found(self) -> Sizes:
        if self.unit == "turns":
            return self._number_turns()
        if self.by_turn:
            self._find_voices()
        else:
            for guid, place in self._places_of_sources():
                self.of_source[guid] = self._cell(place.group, guid, place.unit, place.holder)
        return sizes(zip(self._groups, self._holders_of, self._units, strict=True))

    def _cell(self, group: str, source: Guid, unit: object, holder: Guid) -> int:
        self._groups.append(group)
        self._sources.append(source)
        self._units.append(unit)
        self._holders_of.append(holder)
        return len(self._groups) - 1

    def _each_source(self) -> Iterator[tuple[Source, Spans, Mapping[Guid, str]]]:
        """Yield each source with its turns, and the group of those who speak there."""
        said_by = roles(self.evidence) if self.by == ROLE else None
        for source in self.evidence.sources.values():
            spans = self._spans.get(source.guid, Spans())
            group = self._group(source.case)
            yield (
                source,
                spans,
                {
                    speaker: group if said_by is None else said_by.get(speaker, NOT_STATED)
                    for speaker in set(spans.speakers)
                },
            )

    def _number_turns(self) -> Sizes:
        held: Counter[tuple[str, Guid]] = Counter()
        for source, spans, group in self._each_source():
            first, here = len(self._groups), len(spans.speakers)
            self._groups += [group[speaker] for speaker in spans.speakers]
            self._sources += [source.guid] * here
            self.of_turns[source.guid] = cells = [*range(first, first + here)]
            self.silent.update(compress(cells, map(int, spans.asked)))
            said = zip(spans.speakers, spans.asked, strict=True)
            # How many turns each voice has is enough for the base.
            for (speaker, asked), turns in Counter(said).items():
                if asked == "0":
                    held[group[speaker], source.guid] += turns
        self._units, self._holders_of = [*range(len(self._groups))], self._sources
        return held

    def _find_voices(self) -> None:
        voiced = voices(self.evidence) if self.unit == "speakers" else {}
        for source, spans, group in self._each_source():
            cells = dict(self._by_speaker(source, spans, group, voiced))
            said = zip(spans.speakers, spans.asked, strict=True)
            self.of_turns[source.guid] = [
                cells.get(speaker) if asked == "0" else None for speaker, asked in said
            ]

    def _by_speaker(
        self, source: Source, spans: Spans, group: Mapping[Guid, str], voiced: Mapping[Guid, Guid]
    ) -> Iterator[tuple[Guid, int]]:
        """Yield speakers, each with the cell of its voice, its school or its source."""
        cells: dict[tuple[str, object], int] = {}
        said = zip(spans.speakers, spans.asked, strict=True)
        for speaker in {speaker for speaker, asked in said if asked == "0"}:
            unit = voiced.get(speaker) if self.unit == "speakers" else self._unit(source)
            if unit is None and self.unit != "passages":
                continue
            key = group[speaker], unit
            if key not in cells:
                place = self._place(key[0], source.guid, unit)
                cells[key] = self._cell(key[0], source.guid, unit, place.holder)
            yield speaker, cells[key]

    def source(self, cell: Any) -> Guid:
        """Return the source of a cell, or of a passage of one."""
        at: int = cell[0] if self.unit == "passages" else cell
        return self._sources[at]

    def grouped(self, cells: set[Any]) -> Groups:
        """Return, by group, the units of cells, or of passages of them."""
        groups: Groups = {}
        if self.unit == "passages":
            for passage in cells:
                found = groups.setdefault(self._groups[passage[0]], Found())
                found.units[passage] = self._sources[passage[0]]
            return groups
        units, holders = self._units, self._holders_of
        if self.by is None:  # all are of one group, so nothing need be looked at one by one
            each = zip(map(units.__getitem__, cells), map(holders.__getitem__, cells), strict=True)
            return {WHOLE: Found(dict(each))} if cells else {}
        for cell in cells:
            group = self._groups[cell]
            if group not in groups:
                groups[group] = Found()
            groups[group].units[units[cell]] = holders[cell]
        return groups
