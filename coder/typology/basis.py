"""All that the statuses of one case rest on; a change to it gives the statuses anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from coder.model import (
    Assessment,
    Attribute,
    Case,
    Evidence,
    Guid,
    Least,
    Passage,
    Type,
    Typology,
)
from coder.typology.grounds import Grounds, passages_for
from coder.typology.least import enough
from coder.typology.rules import (
    Measured,
    Outcome,
    Readings,
    Status,
    assessed,
    computed,
    latest,
    measured,
    outcome,
)


@dataclass(frozen=True, slots=True)
class Basis:
    """Passages, values and assessments of one case, by attribute."""

    typology: Typology
    case: Case
    grounds: Mapping[str, Grounds]
    assessments: Mapping[str, tuple[Assessment, ...]]
    """Each user's latest."""
    least: Least
    """What the project asks for where an attribute names nothing."""
    thresholds: Mapping[str, float]
    """What the project set where the words give no number, by variable."""

    def measures(self, attribute: Attribute, readings: Readings) -> tuple[Measured, ...]:
        """Return what the measured criteria of an attribute say."""
        values, thresholds = self.case.values, self.thresholds
        return tuple(measured(each, values, readings, thresholds) for each in attribute.measures)

    def computed(self, attribute: Attribute, readings: Readings) -> Status:
        """Return the status that the evidence alone gives."""
        grounds = self.grounds[attribute.id]
        statuses = (each.status for each in self.measures(attribute, readings))
        has_for = enough(grounds.for_, attribute.least(self.least))
        return computed(has_for, bool(grounds.against), statuses)

    def statuses(self, readings: Readings) -> dict[str, Status]:
        """Return the status of each attribute: people's assessment, or else the computed one."""
        return {
            attribute.id: assessed(self.assessments[attribute.id])
            or self.computed(attribute, readings)
            for attribute in self.typology.attributes
        }

    def outcomes(self, readings: Readings) -> dict[str, Outcome]:
        """Return the outcome of each type, by id."""
        statuses = self.statuses(readings)
        return {type_.id: outcome(type_, statuses, readings) for type_ in self.typology.types}

    def without_grounds(self, dropped: Collection[tuple[Guid, Passage]]) -> Basis:
        """Return the basis that is left when some passages are dropped."""
        left = {
            attribute: Grounds(
                tuple(each for each in grounds.for_ if each.key not in dropped),
                tuple(each for each in grounds.against if each.key not in dropped),
            )
            for attribute, grounds in self.grounds.items()
        }
        return replace(self, grounds=left)

    def without_assessment(self, dropped: Assessment) -> Basis:
        """Return the basis that is left when one assessment is dropped."""
        left = {
            attribute: tuple(each for each in assessments if each is not dropped)
            for attribute, assessments in self.assessments.items()
        }
        return replace(self, assessments=left)


def gather(
    evidence: Evidence,
    typology: Typology,
    assessments: Iterable[Assessment],
    case: Case,
    *,
    least: Least,
    thresholds: Mapping[str, float],
) -> Basis:
    """Return the basis of a case; assessments are in the order they were made, of any case."""
    mine: dict[str, list[Assessment]] = {attribute.id: [] for attribute in typology.attributes}
    for assessment in assessments:
        if assessment.case == case.guid and assessment.attribute in mine:
            mine[assessment.attribute].append(assessment)
    by_attribute = {attribute: latest(made) for attribute, made in mine.items()}
    grounds = passages_for(evidence, typology, case)
    return Basis(typology, case, grounds, by_attribute, least, thresholds)


def relevant_readings(typology: Typology, type_: Type) -> list[str]:
    """Return the ids of the readings that a type's outcome can depend on."""
    used = {type_.quantifier} | {
        condition.reading
        for attribute in typology.attributes
        if attribute.id in type_.attributes
        for measure in attribute.measures
        for condition in measure.conditions
    }
    return [reading.id for reading in typology.readings if reading.id in used]
