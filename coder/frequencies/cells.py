"""The units there are, from columns: each unit of a source, in its group, is a cell of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import not_
from typing import NamedTuple

from coder.frequencies.units import NOT_STATED, ROLE, Base, Sizes, roles, sizes, voices
from coder.model import Evidence, Guid, Source, SourceColumns


class SourceCells(NamedTuple):
    """The units of one source by number; of passages, which are as many as people mark, a cell is
    only their source in its group."""

    groups: Sequence[str]
    """The group of each cell."""
    units: Sequence[object]
    """The unit of each cell: a school, a source, a voice, a turn by its number."""
    turns: Sequence[int | None] | None = None
    """The cell of each turn, where it has one; None where the source is looked at as a whole."""


class Cells(Base):
    """The units of one kind, grouped, found without an object for each turn."""

    def __init__(
        self, evidence: Evidence, unit: str, by: str | None, columns: Mapping[Guid, SourceColumns]
    ) -> None:
        self._columns = columns
        self.of_source: dict[Guid, SourceCells] = {}
        """By source its cells; none of a source without units."""
        super().__init__(evidence, unit, by)

    def _found(self) -> Sizes:
        if not self.by_turn:
            self._find_wholes()
        elif self.unit == "turns":
            return self._number_turns()
        else:
            self._find_voices()
        return sizes(
            (group, str(unit) if self.unit == "schools" else source, unit)
            for source, cells in self.of_source.items()
            for group, unit in zip(cells.groups, cells.units, strict=True)
        )

    def _find_wholes(self) -> None:
        for guid, found in self._places_of_sources():
            self.of_source[guid] = SourceCells((found.group,), (found.unit,))

    def _voices_grouped(self) -> list[tuple[Source, SourceColumns, Sequence[str]]]:
        """Return each source with its turns, and the group of each who speaks there."""
        said_by = roles(self.evidence) if self.by == ROLE else None
        return [
            (
                source,
                here,
                [self._group(source.case)] * len(here.speakers)
                if said_by is None
                else [said_by.get(speaker, NOT_STATED) for speaker in here.speakers],
            )
            for source in self.evidence.sources.values()
            if (here := self._columns.get(source.guid)) is not None and here.voices
        ]

    def _number_turns(self) -> Sizes:
        held: dict[tuple[str, Guid], int] = {}
        for source, here, groups in self._voices_grouped():
            of_turns = list(map(groups.__getitem__, here.voices))
            turns = range(len(of_turns))
            self.of_source[source.guid] = SourceCells(of_turns, turns, turns)
            said = Counter(compress(of_turns, map(not_, here.interviewers)))
            held.update(((group, source.guid), number) for group, number in said.items())
        return held

    def _find_voices(self) -> None:
        voiced = voices(self.evidence) if self.unit == "speakers" else {}
        for source, here, groups in self._voices_grouped():
            cells: dict[tuple[str, Guid | None], int] = {}
            by_voice: list[int | None] = [None] * len(here.speakers)
            for voice in set(compress(here.voices, map(not_, here.interviewers))):
                unit: Guid | None = self._unit(source)
                if self.unit == "speakers":
                    unit = voiced.get(here.speakers[voice])
                if unit is not None or self.unit == "passages":
                    by_voice[voice] = cells.setdefault((groups[voice], unit), len(cells))
            if cells:
                self.of_source[source.guid] = SourceCells(
                    [group for group, _ in cells],
                    [unit for _, unit in cells],
                    list(map(by_voice.__getitem__, here.voices)),
                )
