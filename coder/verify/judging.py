"""How one case is typed: its attributes with all they rest on, its types under every reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from .evidence import Grounds, Voices, bounds, grounds, lost, voices
from .history import outside
from .rules import (
    CONTESTED,
    LEAST,
    MET,
    NOT_DETERMINED,
    NOT_MET,
    Readings,
    Typology,
    computed,
    enough,
    in_force,
    least,
    measured,
    outcome,
    said,
)
from .saying import one_line
from .standing import Standing
from .words import Row, folded


@dataclass(frozen=True, slots=True)
class Attribute:
    """What one attribute of a case rests on."""

    rule: Mapping[str, Any]
    grounds: Grounds
    voices: Voices
    """Of the passages for it."""
    enough: bool
    """Whether those reach the least numbers."""
    unsure: bool
    """Whether that cannot be known any more: it rests on names that were withdrawn since."""
    assessments: Mapping[str, Row]
    """By user, the one they made last; in the order in which they were made."""


@dataclass(frozen=True, slots=True)
class Under:
    """The outcome of one type under one set of readings."""

    readings: Mapping[str, str]
    in_use: bool
    outcome: str
    met: frozenset[str]
    not_met: frozenset[str]
    unknown: frozenset[str]


class Judged:
    """One case, judged anew."""

    def __init__(self, standing: Standing, typology: Typology, case: str) -> None:
        self.standing, self.typology, self.case = standing, typology, case
        self.name = standing.cases[case]
        self.values = standing.values[case]
        self.readings = typology.readings(standing.setting("readings", {}))
        self.thresholds: Mapping[str, str] = standing.setting("thresholds", {})
        self.outside = _outside_frame(standing, typology, case, self.readings)
        """Why the case is not typed; empty where it is."""
        project, given = least(standing), _assessed(standing, case)
        self.attributes = {
            id: self._attribute(rule, project, given.get(id, {}))
            for id, rule in typology.attributes.items()
        }

    def _attribute(
        self, rule: Mapping[str, Any], project: Mapping[str, int], given: Mapping[str, Row]
    ) -> Attribute:
        def reached(heard: Voices) -> bool:
            numbers = (len(found.for_), heard.count, len(heard.roles))
            return enough(rule, project, dict(zip(LEAST, numbers, strict=True)))

        standing, found = self.standing, grounds(self.standing, dict(rule), self.case)
        heard, unsure = voices(standing, found.for_.values()), False
        if lost(standing, found.for_.values()):
            few, many = bounds(standing, found.for_.values())
            unsure = reached(few) is not reached(many)
        return Attribute(rule, found, heard, reached(heard), unsure, given)

    def measures(self, id: str, readings: Readings) -> dict[str, str]:
        """Return what each measured criterion of an attribute says, by its name."""
        each = self.attributes[id].rule["measures"]
        return {one["name"]: measured(one, self.values, readings, self.thresholds) for one in each}

    def computed(self, id: str, readings: Readings) -> str:
        """Return the status of an attribute that evidence alone gives."""
        attribute, measures = self.attributes[id], self.measures(id, readings).values()
        return computed(attribute.enough, bool(attribute.grounds.against), measures)

    def status(self, id: str, readings: Readings) -> str:
        """Return what people assessed, contested where they differ; else what is computed."""
        given = {str(row["status"]) for row in self.attributes[id].assessments.values()}
        if len(given) > 1:
            return CONTESTED
        return given.pop() if given else self.computed(id, readings)

    def statuses(self, readings: Readings) -> dict[str, str]:
        """Return the status of every attribute."""
        return {id: self.status(id, readings) for id in self.attributes}

    def under(self, type_: Mapping[str, Any]) -> Iterator[Under]:
        """Yield the outcome of a type under every combination of readings it can depend on."""
        if self.outside:
            return
        for chosen in self.typology.combinations(self.typology.matters_to(type_)):
            how = self.readings | chosen
            statuses = self.statuses(how)
            groups: dict[str, set[str]] = {MET: set(), NOT_MET: set(), NOT_DETERMINED: set()}
            for id in type_["attributes"]:
                groups.get(statuses[id], groups[NOT_DETERMINED]).add(id)
            yield Under(
                chosen,
                how == self.readings,
                outcome(self.typology, type_, statuses, how),
                *(frozenset(groups[each]) for each in (MET, NOT_MET, NOT_DETERMINED)),
            )

    @property
    def summary(self) -> str:
        """The outcome of each type under the readings in use, as decisions keep it."""
        if self.outside:
            return f"Not typed: {self.outside}."
        statuses = self.statuses(self.readings)
        results = {
            id: said(outcome(self.typology, type_, statuses, self.readings))
            for id, type_ in self.typology.types.items()
        }
        return "; ".join(f"Type {id} {result}" for id, result in results.items()) + "."

    def summaries(self) -> list[str]:
        """Return every summary there may be, where names that it rests on were withdrawn since."""
        unsure = [id for id, each in self.attributes.items() if each.unsure]
        kept, found = self.attributes, []
        for every in product((True, False), repeat=len(unsure)):
            settled = dict(zip(unsure, every, strict=True)).items()
            others = {id: replace(kept[id], enough=reached) for id, reached in settled}
            self.attributes = kept | others
            found.append(self.summary)
        self.attributes = kept
        return [*dict.fromkeys(found)]


def judge(standing: Standing, case: str) -> Judged | None:
    """Judge a case by the rules in force; None where there are none."""
    typology = in_force(standing)
    return Judged(standing, typology, case) if typology else None


def _outside_frame(standing: Standing, typology: Typology, case: str, readings: Readings) -> str:
    """Return why a case is not one that the rules are about; empty where it is."""
    by_history = outside(standing, typology.data, case, readings)
    if by_history:
        return by_history
    told = set() if by_history is None else {typology.data["history"]["variable"]}
    values = {folded(name): value for name, value in standing.values[case].items()}
    for variable, needed in typology.data["frame"].items():
        value = values.get(folded(variable), "")
        if folded(value) != folded(needed) and variable not in told:
            what = f"is {one_line(value, 40)}" if value.strip() else "is not recorded"
            return f"its {variable} {what}, and only {needed} cases are typed"
    return ""


def _assessed(standing: Standing, case: str) -> dict[str, dict[str, Row]]:
    """Return for each attribute of a case what each user last assessed it as."""
    found: dict[str, dict[str, Row]] = {}
    for _, row in standing.by("assessments", "case", case):
        given = found.setdefault(str(row["attribute"]), {})
        given.pop(str(row["user"]), None)
        given[str(row["user"])] = row
    return found
