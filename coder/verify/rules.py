"""The rules of typing: readings, measures, the status of an attribute, the outcome of a type.

Missing evidence is never "not met": that comes only from a person or from a measure. Each type is
judged on its own, under every reading of every phrase that can be read in two ways.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from .journal import hash_of
from .standing import Standing
from .words import folded

MET, NOT_MET, NOT_KNOWN, CONTESTED = "met", "not met", "not known", "contested"
NOT_DETERMINED = "not determined"
LEAST = ("passages", "speakers", "roles")

Readings = Mapping[str, str]
"""For each phrase that can be read in two ways, by its id, the way in use."""

_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")


class Typology:
    """The rules in force, as the project holds them."""

    def __init__(self, guid: str, name: str, rules: str, digest: str) -> None:
        self.guid, self.name, self.digest = guid, name, digest
        self.sound = hash_of(rules) == digest
        """Whether the digest is that of the rules."""
        self.data: dict[str, Any] = json.loads(rules, parse_float=Fraction)
        self.attributes = {each["id"]: each for each in self.data["attributes"]}
        self.types = {each["id"]: each for each in self.data["types"]}
        self.options = {each["id"]: each["options"] for each in self.data["readings"]}

    def readings(self, chosen: Readings) -> dict[str, str]:
        """Return the readings in use: those that were chosen, else those the typology names.

        What was chosen for another version may be no option of this one.
        """
        known = {id: option for id, option in chosen.items() if option in self.options.get(id, ())}
        return {one["id"]: known.get(one["id"], one["default"]) for one in self.data["readings"]}

    def matters_to(self, type_: Mapping[str, Any]) -> list[str]:
        """Return the ids of the readings on which a type's outcome can depend."""
        used = {type_["quantifier"]} | {
            condition["reading"]
            for id in type_["attributes"]
            for measure in self.attributes[id]["measures"]
            for condition in measure["conditions"]
        }
        return [id for id in self.options if id in used]

    def combinations(self, ids: list[str]) -> Iterable[dict[str, str]]:
        """Return every way of reading some phrases."""
        every = product(*(self.options[id] for id in ids))
        return (dict(zip(ids, each, strict=True)) for each in every)


def in_force(standing: Standing) -> Typology | None:
    """Return the typology that the project has chosen."""
    chosen = standing.setting("typology")
    for guid, row in standing.there("typologies"):
        if guid == chosen:
            return Typology(guid, str(row["name"]), str(row["rules"]), str(row["digest"]))
    return None


def least(standing: Standing) -> dict[str, int]:
    """Return how much must speak for an attribute that names no least numbers of its own."""
    project: dict[str, int] = standing.setting("least", {})
    return dict.fromkeys(LEAST, 1) | project


def enough(
    attribute: Mapping[str, Any], project: Mapping[str, int], found: Mapping[str, int]
) -> bool:
    """Whether passages, speakers and roles reach what an attribute asks for.

    A passage of which nobody says who speaks is still somebody's, in some role.
    """
    return found["passages"] > 0 and all(
        max(1, found[name]) >= (attribute.get(f"least_{name}") or project[name]) for name in LEAST
    )


def computed(enough_for: bool, any_against: bool, measures: Iterable[str]) -> str:
    """Return the status that passages and measures give. One passage is enough to contest."""
    said = {*measures}
    speaks_for, speaks_against = enough_for or MET in said, any_against or NOT_MET in said
    if speaks_for:
        return CONTESTED if speaks_against else MET
    return NOT_MET if NOT_MET in said else NOT_KNOWN


def measured(
    measure: Mapping[str, Any],
    values: Mapping[str, str],
    readings: Readings,
    thresholds: Mapping[str, str],
) -> str:
    """Return what a measured criterion says: all its conditions must hold.

    A bound that the words leave open is the project's own threshold; without one nothing holds,
    but what fails another bound fails.
    """
    by_name = {folded(name): value for name, value in values.items()}
    every = []
    for each in measure["conditions"]:
        own = numeric(each["variable"], thresholds)
        bounds = {each["open"]: own} if each.get("open") else {}
        held = holds({**each, **bounds}, by_name, readings)
        every.append(None if held and bounds and own is None else held)
    return NOT_MET if False in every else NOT_KNOWN if None in every else MET


def holds(
    condition: Mapping[str, Any], values: Mapping[str, str], readings: Readings
) -> bool | None:
    """Return whether a variable, or the quotient of two, lies within bounds; None: not known."""
    low, high = condition.get("at_least"), condition.get("at_most")
    value, per = numeric(condition["variable"], values), Fraction(1)
    if condition["per"]:
        found = numeric(condition["per"], values)
        if value is None or found is None:
            return None
        if condition["reading"]:
            if value > 0 and found == 1:
                return _still_there(value, low, high)
            if value <= 0:
                return None
            found -= readings[condition["reading"]] == "changes"
        if found <= 0:
            return None
        per = found
    if value is None:
        return None
    return (low is None or value / per >= low) and (high is None or value / per <= high)


def _still_there(value: Fraction, low: Fraction | None, high: Fraction | None) -> bool | None:
    """Judge a time in which one person came and nobody went: from change to change is longer."""
    if high is not None:
        return False if value > high else None
    return True if low is not None and value >= low else None


def numeric(variable: str, values: Mapping[str, str]) -> Fraction | None:
    """Return a value as a number, by variable; None where it is absent or none."""
    text = values.get(folded(variable), "").strip()
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def outcome(typology: Typology, type_: Mapping[str, Any], statuses: Readings, how: Readings) -> str:
    """Return whether so many attributes are met, however the unknown ones turn out.

    Contested counts as not known. `how` holds an option for every reading.
    """
    wanted = how.get(type_["quantifier"], type_["quantifier"])
    met = sum(statuses[id] == MET for id in type_["attributes"])
    unknown = sum(statuses[id] in (NOT_KNOWN, CONTESTED) for id in type_["attributes"])
    possible = {
        number == type_["count"] if wanted == "exactly" else number >= type_["count"]
        for number in range(met, met + unknown + 1)
    }
    return NOT_DETERMINED if len(possible) > 1 else MET if True in possible else NOT_MET


def settling(
    typology: Typology,
    type_: Mapping[str, Any],
    met: Collection[str],
    unknown: Collection[str],
    how: Readings,
) -> list[tuple[int, int, str]]:
    """Return the fewest unknown attributes, so many met and so many not, that settle a type.

    What makes it met comes first.
    """
    found: list[tuple[int, int, str]] = []
    rest = range(len(unknown) + 1)
    for more, fewer in sorted(product(rest, repeat=2), key=sum):
        if more + fewer <= len(unknown) and not any(a <= more and b <= fewer for a, b, _ in found):
            statuses = dict.fromkeys(type_["attributes"], NOT_MET) | dict.fromkeys(met, MET)
            settled = [*unknown]
            statuses |= dict.fromkeys(settled[more + fewer :], NOT_KNOWN)
            statuses |= dict.fromkeys(settled[:more], MET)
            if (then := outcome(typology, type_, statuses, how)) != NOT_DETERMINED:
                found.append((more, fewer, then))
    return sorted(found, key=lambda way: way[2] != MET)


def said(result: str) -> str:
    """Return an outcome as people say it."""
    return "not yet determined" if result == NOT_DETERMINED else result
