"""Which one change would alter an outcome: found by trying each, not by rule of thumb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.model import Typology
from coder.typology.basis import Basis
from coder.typology.changes import Change, changed
from coder.typology.rules import (
    MET,
    NOT_KNOWN,
    NOT_MET,
    Outcome,
    Readings,
    Status,
    outcome,
    said,
)


@dataclass(frozen=True, slots=True)
class Flip:
    """One change that would alter the outcome of one type."""

    kind: str
    """settle, lose, passage, speaker, assessment or reading."""
    change: str
    """What would change, in words that begin a sentence."""
    type: str
    """The id of the type."""
    before: Outcome
    after: Outcome
    attributes: tuple[str, ...] = ()
    """Ids of those whose status the change would alter."""

    @property
    def words(self) -> str:
        """Return one sentence for the researcher."""
        return f"{self.change}: Type {self.type} would be {said(self.after)}."


def flips(basis: Basis, single: Sequence[Change], readings: Readings) -> tuple[Flip, ...]:
    """Return every single change that alters an outcome under the readings in use.

    Tried are all there are, and each attribute that is settled being another way.
    """
    typology, statuses = basis.typology, basis.statuses(readings)
    before = basis.outcomes(readings)
    found = []
    for change in (*_lost(typology, statuses), *single):
        after, read = changed(basis, readings, [change])
        altered = tuple(each for each in statuses if after[each] != statuses[each])
        for type_ in typology.types:
            then = outcome(type_, after, read)
            if then != before[type_.id]:
                words = change.words + _leaving(typology, change, after, altered)
                found.append(Flip(change.kind, words, type_.id, before[type_.id], then, altered))
    return tuple(found)


def _lost(typology: Typology, statuses: dict[str, Status]) -> Iterator[Change]:
    """Yield each settled attribute at each other status."""
    for attribute in typology.attributes:
        now = statuses[attribute.id]
        for status in (MET, NOT_MET, NOT_KNOWN) if now in (MET, NOT_MET) else ():
            if status != now:
                words = f"if {attribute.name} were {status} (it is {now})"
                yield Change("lose", words, settled=(attribute.id, status))


def _leaving(
    typology: Typology, change: Change, after: dict[str, Status], altered: tuple[str, ...]
) -> str:
    """Return what a change does to the attributes, where its own words do not say so."""
    if change.settled is not None:
        return ""
    names = {attribute.id: attribute.name for attribute in typology.attributes}
    left = [f"{names[each]} {after[each]}" for each in altered]
    verb = "makes" if change.kind == "reading" else "leaves"
    return f" {verb} {' and '.join(left)}" if left else ""
