"""What a decision rests on is kept with it: what of that is not so any more, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .arithmetic import words as in_words
from .changing import passages
from .history import inspections
from .journal import hash_of
from .judging import Attribute, Judged
from .rules import LEAST, least, numeric
from .saying import counted, one_line
from .standing import Standing
from .texts import GONE, words
from .words import Row, canonical

SOMETHING = "what it rests on has changed"
UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, IndexError)


class Now:
    """What holds for all cases now."""

    def __init__(self, standing: Standing) -> None:
        self.standing, self.codebook, self.least = standing, standing.codes.digest, least(standing)
        kept: Mapping[str, str] = standing.setting("thresholds", {})
        found = {name: numeric(name, kept) for name in kept}
        self.thresholds = {name: float(each) for name, each in found.items() if each is not None}


def changed_since(now: Now, made: Row, case: Judged) -> list[str]:
    """Return what has changed since a decision; nothing where it rests on the same."""
    found = []
    if made["computed"] != case.summary:
        found.append(f"the rules gave “{made['computed']}”, now “{case.summary}”")
    if made["grounds"]:
        try:
            found += _changed(json.loads(str(made["grounds"])), now, case)
        except UNREADABLE:
            found.append(SOMETHING)
    if made["typology"] != case.typology.digest:
        found.append("the typology has changed")
    if made["codebook"] != now.codebook:
        found.append("the codebook has changed")
    return found


def _changed(kept: Mapping[str, Any], now: Now, case: Judged) -> list[str]:
    found = []
    for id, attribute in case.attributes.items():
        rests = _rests(case, id, attribute)
        if id in kept and kept[id] != rests:
            found.append(_told(one_line(attribute.rule["name"]), kept[id], rests))
    around = kept.get("", {})
    return [*found, *_around(around, now, case), *_voices(around.get("voices", {}), case)]


def _rests(case: Judged, id: str, attribute: Attribute) -> list[Any]:
    """Return the status of an attribute, how much is for it and against, a digest of all of it."""
    sides = attribute.grounds.for_, attribute.grounds.against
    statuses = case.measures(id, case.readings)
    measures = [
        [
            each["name"],
            statuses[each["name"]],
            *in_words(each, case.values, case.readings, case.thresholds),
        ]
        for each in attribute.rule["measures"]
    ]
    given = sorted(f"{user} {row['status']}" for user, row in attribute.assessments.items())
    whole = [*(sorted(f"{source} {at}" for source, at in side) for side in sides), given, measures]
    numbers = len(sides[0]), len(sides[1])
    return [case.status(id, case.readings), *numbers, hash_of(canonical(whole))]


def _told(name: str, was: list[Any], now: list[Any]) -> str:
    if was[:3] == now[:3]:
        return f"what {name} rests on has changed"
    return f"{name} was {_status(*was)}, now {_status(*now)}"


def _status(status: str, for_: int, against: int, _: str) -> str:
    return f"{one_line(status)} ({counted(for_, 'passage')} for, {against} against)"


def _around(kept: Mapping[str, Any], now: Now, case: Judged) -> Iterator[str]:
    """Yield what has changed of that which holds for all attributes."""
    phrases = {each["id"]: each["phrase"] for each in case.typology.data["readings"]}
    for id, option in kept.get("readings", {}).items():
        if id in phrases and (chosen := case.readings[id]) != option:
            yield f"“{phrases[id]}” was read by “{option}”, now by “{chosen}”"
    asked = {name: now.least[name] for name in sorted(LEAST)}
    if "least" in kept and kept["least"] != asked:
        yield f"the least numbers were {_numbers(kept['least'])}, now {_numbers(asked)}"
    before = kept.get("thresholds", now.thresholds)
    for variable in sorted({*before, *now.thresholds}):
        was, is_ = (numbers.get(variable, "none") for numbers in (before, now.thresholds))
        if was != is_:
            yield f"the threshold of {variable} was {was}, now {is_}"
    given = inspections(case.standing, case.case)
    days = [[row["date"], row["kind"], row["grade"]] for row in given]
    if "inspections" in kept and kept["inspections"] != days:
        yield "the inspections given have changed"


def _numbers(asked: Mapping[str, int]) -> str:
    return ", ".join(counted(number, of.removesuffix("s")) for of, number in asked.items())


def _voices(kept: Mapping[str, Any], case: Judged) -> Iterator[str]:
    """Yield what is known otherwise of the voices, then which passages others are said to say."""
    standing, every = case.standing, passages(case)
    for guid, (name, role, interviewer) in kept.get("speakers", {}).items():
        row = standing.speaker(guid)
        if row is not None:
            yield from _speaker(standing, row, (name, role, interviewer))
    for place, speakers in kept.get("said", {}).items():
        source, _, passage = place.partition(" ")
        ground = every.get((source, passage))
        if ground is not None and (heard := sorted(ground.speakers(standing))) != speakers:
            was, is_ = (_names(standing, each) for each in (speakers, heard))
            at = f"the passage {passage} of {_source(standing, source)}"
            yield f"{at} was said by {was}, is said by {is_}"


def _speaker(standing: Standing, row: Row, was: tuple[Any, Any, Any]) -> Iterator[str]:
    name, role, interviewer = was
    before, now = words(standing.texts, name), standing.called(row)
    if before == GONE:
        before = now
    who = f"{one_line(before)} in {_source(standing, row['source'])}"
    if role != row["role"]:
        first, then = (one_line(each) or "none" for each in (role, row["role"]))
        yield f"the role of {who} was {first}, is {then}"
    if before != now:
        yield f"{who} is now called {one_line(now)}"
    if interviewer != row["interviewer"]:
        yield f"{who} is {'now' if row['interviewer'] else 'no longer'} an interviewer"


def _names(standing: Standing, speakers: Iterable[str]) -> str:
    rows = (standing.rows["speakers"].get(guid) for guid in speakers)
    return ", ".join(one_line(standing.called(row)) for row in rows if row) or "nobody"


def _source(standing: Standing, source: object) -> str:
    row = standing.rows["sources"].get(str(source))
    return one_line(row["name"] if row else GONE)
