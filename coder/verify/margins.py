"""What would alter an outcome: each change alone, and the fewest together, found by trying."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, islice
from math import comb
from typing import Any

from .changing import Change, Trial, changes
from .judging import Judged
from .rules import MET, NOT_KNOWN, NOT_MET, outcome, said
from .saying import capital

MOST_CHANGES, MOST_SETS, NAMED = 3, 10_000, 3
_SIZES = ("no", "one", "two", "three")


def margins(case: Judged) -> tuple[list[str], list[str]]:
    """Return a sentence on the margin of each type, and one on each change that alters it alone."""
    trial = Trial(case, changes(case))
    types = case.typology.types.values()
    return [_margin(trial, type_) for type_ in types], [*_alone(trial)]


def _alone(trial: Trial) -> Iterator[str]:
    case = trial.case
    statuses = case.statuses(case.readings)
    for change in (*_lost(case, statuses), *trial.single):
        after, readings = trial.tried([change], statuses)
        altered = [id for id in statuses if after[id] != statuses[id]]
        for id, type_ in case.typology.types.items():
            then = outcome(case.typology, type_, after, readings)
            if then != outcome(case.typology, type_, statuses, case.readings):
                leaving = _leaving(case, change, after, altered)
                yield capital(f"{change.words}{leaving}: Type {id} would be {said(then)}.")


def _lost(case: Judged, statuses: Mapping[str, str]) -> Iterator[Change]:
    """Yield each settled attribute at each other status."""
    for id, now in statuses.items():
        for status in (MET, NOT_MET, NOT_KNOWN) if now in (MET, NOT_MET) else ():
            if status != now:
                name = case.attributes[id].rule["name"]
                yield Change("lose", f"if {name} were {status} (it is {now})", settled=(id, status))


def _leaving(case: Judged, change: Change, after: Mapping[str, str], altered: list[str]) -> str:
    if change.settled or not altered:
        return ""
    left = [f"{case.attributes[id].rule['name']} {after[id]}" for id in altered]
    return f" {'makes' if change.kind == 'reading' else 'leaves'} {' and '.join(left)}"


def _margin(trial: Trial, type_: Any) -> str:
    """Return what is said of the smallest sets of changes that alter the outcome of a type."""
    case, size, untried = trial.case, 0, 0
    before = outcome(case.typology, type_, case.statuses(case.readings), case.readings)
    ways: dict[str, list[str]] = {}
    while size < MOST_CHANGES and not ways and not untried:
        size += 1
        useful = [*_useful(trial, type_, size)]
        untried = max(0, comb(len(useful), size) - MOST_SETS)
        for chosen in islice(combinations(useful, size), MOST_SETS):
            after = trial.outcome(type_, chosen)
            if after not in ("", before):
                words = " and ".join(change.words.rstrip(",") for change in chosen)
                ways.setdefault(after, []).append(words)
    of = f"Type {type_['id']}, which is {said(before)}"
    number = _SIZES[size if ways else MOST_CHANGES]
    rest = f" ({untried:,} more sets of {number} were not tried)" if untried else ""
    if not ways:
        return f"No {number} changes alter {of}{rest}."
    lead = "One change" if size == 1 else f"{number.capitalize()} changes together"
    told = "; ".join(f"{said(after)} by {_some(each)}" for after, each in ways.items())
    return f"{lead} would alter {of}: it would be {told}{rest}."


def _some(ways: list[str]) -> str:
    named, more = ", or by ".join(ways[:NAMED]), len(ways) - NAMED
    return f"{named}, or {more} other way{'s' * (more > 1)}" if more > 0 else named


def _useful(trial: Trial, type_: Any, size: int) -> Iterator[Change]:
    """Yield the changes that can be one of so many, none of which is idle.

    To drop passages alters a side of an attribute only where enough of them go; in a smallest set
    the others do not do it alone.
    """
    drops, read = _drops(trial, type_, size), {*trial.case.typology.matters_to(type_)}
    for change in trial.single:
        about = change.settled or change.assessment
        if (
            change in drops
            or (about and about[0] in type_["attributes"])
            or (change.reading and change.reading[0] in read)
        ):
            yield change


def _drops(trial: Trial, type_: Any, size: int) -> set[Change]:
    found: set[Change] = set()
    for id in type_["attributes"]:
        for mask, needed in zip(trial.sides[id], trial.needed(id), strict=True):
            counts = ((change, (gone & mask).bit_count()) for change, gone in trial.masks.items())
            reach = {change: number for change, number in counts if number and needed}
            part = sorted((each for each in reach.values() if each < needed), reverse=True)
            most = sum(part[: size - 1])
            found |= {change for change, number in reach.items() if number + most >= needed}
    return found
