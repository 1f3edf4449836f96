"""The units there are as numbers, from columns: each unit of a source, in its group, is a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from coder.frequencies.counting import Found, Groups
from coder.frequencies.spans import Spans
from coder.frequencies.units import NOT_STATED, ROLE, Base, Sizes, roles, sizes, voices
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
        self.of_turns: dict[Guid, list[int | None]] = {}
        """By source the cell of each turn, where it has one: the interviewer's have none."""
        super().__init__(evidence, unit, by)
        self._by_cell: dict[str, set[int]] = {}
        for cell, group in enumerate(self._groups):
            self._by_cell.setdefault(group, set()).add(cell)

    def _found(self) -> Sizes:
        if self.by_turn:
            self._find_turns()
        else:
            for guid, place in self._places_of_sources():
                self.of_source[guid] = self._cell(place.group, guid, place.unit, place.holder)
        if self.unit == "turns":  # each cell is one
            return Counter(zip(self._groups, self._holders_of, strict=True))
        return sizes(zip(self._groups, self._holders_of, self._units, strict=True))

    def _cell(self, group: str, source: Guid, unit: object, holder: Guid) -> int:
        self._groups.append(group)
        self._sources.append(source)
        self._units.append(unit)
        self._holders_of.append(holder)
        return len(self._groups) - 1

    def _find_turns(self) -> None:
        said_by = roles(self.evidence) if self.by == ROLE else None
        voiced = voices(self.evidence) if self.unit == "speakers" else {}
        for source in self.evidence.sources.values():
            spans = self._spans.get(source.guid, Spans())
            group = self._group(source.case)
            of = {
                speaker: group if said_by is None else said_by.get(speaker, NOT_STATED)
                for speaker in set(spans.speakers)
            }
            if self.unit == "turns":
                self.of_turns[source.guid] = list(self._each_turn(source.guid, spans, of))
            else:
                cells = dict(self._by_speaker(source, spans, of, voiced))
                said = zip(spans.speakers, spans.asked, strict=True)
                self.of_turns[source.guid] = [
                    cells.get(speaker) if asked == "0" else None for speaker, asked in said
                ]

    def _each_turn(
        self, source: Guid, spans: Spans, group: Mapping[Guid, str]
    ) -> Iterator[int | None]:
        numbers = count(len(self._groups))
        here = [s for s, asked in zip(spans.speakers, spans.asked, strict=True) if asked == "0"]
        self._groups += [group[speaker] for speaker in here]
        self._sources += [source] * len(here)
        self._holders_of += [source] * len(here)
        self._units += range(len(self._units), len(self._units) + len(here))
        return (next(numbers) if asked == "0" else None for asked in spans.asked)

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
        units, holders = self._units.__getitem__, self._holders_of.__getitem__
        for group, known in self._by_cell.items():
            if here := cells & known if len(self._by_cell) > 1 else cells:
                groups[group] = Found(dict(zip(map(units, here), map(holders, here), strict=True)))
        return groups
