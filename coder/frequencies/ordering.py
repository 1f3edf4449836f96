"""The order in which schools and their sources are read: natural, `2a` before `10a`."""

from __future__ import annotations

from coder.model import Case, Evidence, Source, natural_key


def ordered_schools(evidence: Evidence) -> list[Case]:
    """Return the schools by name."""
    return sorted(evidence.cases.values(), key=lambda case: (natural_key(case.name), case.guid))


def ordered_sources(evidence: Evidence) -> list[Source]:
    """Return the sources by school and name; those of no school last."""
    rank = {school.guid: at for at, school in enumerate(ordered_schools(evidence))}
    return sorted(
        evidence.sources.values(),
        key=lambda source: (
            rank.get(source.case or "", len(rank)),
            natural_key(source.name),
            source.guid,
        ),
    )


def school_of(evidence: Evidence, source: Source) -> Case | None:
    """Return the school a source belongs to, if any."""
    return evidence.cases.get(source.case) if source.case is not None else None
