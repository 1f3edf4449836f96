"""What a decision rests on, kept with it; and what of that has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from coder import journal
from coder.display import counted, one_line
from coder.model import Typing
from coder.operations.least import least
from coder.operations.thresholds import thresholds
from coder.operations.voices import changed, voices
from coder.store import Store, reads
from coder.typology import AttributeTrace, Trace

_AROUND = ""
"""Beside the attributes, which have ids: what holds for all of them."""

_SOMETHING = "what it rests on has changed"


def grounds(store: Store, trace: Trace) -> str:
    """Return what a decision rests on, as canonical JSON.

    Of each attribute its status, its passages and a digest of them; the readings, the least
    numbers and the inspections that all of it is judged by; and who says what.
    """
    rests = _rests(store, trace)
    rests[_AROUND]["voices"] = voices(store, trace)
    return journal.canonical(rests)


def _rests(store: Store, trace: Trace) -> dict[str, Any]:
    by_id: dict[str, Any] = {each.attribute.id: _ground(each) for each in trace.attributes}
    return {**by_id, _AROUND: _around(store, trace)}


def _ground(each: AttributeTrace) -> list[Any]:
    """Return status, number of passages for and against, and a digest that any change alters."""
    sides = each.grounds.for_, each.grounds.against
    rests_on = [
        *(sorted(f"{one.source.guid} {one.passage}" for one in side) for side in sides),
        sorted(f"{one.user} {one.status}" for one in each.assessments),
        [[one.measure.name, one.status, *one.words] for one in each.measures],
    ]
    digest = journal.digest(journal.canonical(rests_on))
    return [each.status, len(sides[0]), len(sides[1]), digest]


def _around(store: Store, trace: Trace) -> dict[str, Any]:
    return {
        "readings": dict(trace.readings),
        "least": asdict(least(store)),
        "thresholds": thresholds(store),
        "inspections": [
            [each.date, each.kind, each.grade]
            for each in reads.inspections(store)
            if each.case == trace.case.guid
        ],
    }


def changed_since(
    store: Store, typing: Typing, trace: Trace, codebook: str, *, telling: bool = True
) -> tuple[str, ...]:
    """Return in words what has changed since a decision; nothing where it rests on the same.

    The trace is as the one who decided may see it now; where that is not for the reader's eyes it
    is not `telling` what has changed, only that something has. `codebook` is the digest of the
    codebook as it is now.
    """
    found = _found(store, typing, trace, codebook)
    return tuple(found) if telling or not found else (_SOMETHING,)


def _found(store: Store, typing: Typing, trace: Trace, codebook: str) -> list[str]:
    found = []
    if typing.computed != trace.summary:
        found.append(f"the rules gave “{typing.computed}”, now “{trace.summary}”")
    if typing.grounds:  # projects of before keep none
        found += _changed(store, typing.grounds, trace)
    if typing.typology != trace.typology.digest:
        found.append("the typology has changed")
    if typing.codebook != codebook:
        found.append("the codebook has changed")
    return found


def _changed(store: Store, kept: str, trace: Trace) -> list[str]:
    """Return what is not what it was; only that something is, where that cannot be read."""
    now = json.loads(journal.canonical(_rests(store, trace)))
    with suppress(ValueError, TypeError, AttributeError, LookupError):  # a copy may hold anything
        before = json.loads(kept)
        names = {each.attribute.id: one_line(each.attribute.name) for each in trace.attributes}
        told = [
            _said(names[id], before[id], now[id])
            for id in names
            if id in before and before[id] != now[id]
        ]
        around = before.get(_AROUND, {})
        told += _changed_around(around, now[_AROUND], trace)
        return [*told, *changed(store, around.get("voices", {}), trace)]
    return [_SOMETHING]


def _said(name: str, was: list[Any], now: list[Any]) -> str:
    if was[:3] == now[:3]:
        return f"what {name} rests on has changed"
    return f"{name} was {_status(*was)}, now {_status(*now)}"


def _status(status: str, for_: int, against: int, _: str) -> str:
    return f"{one_line(status)} ({counted(for_, 'passage')} for, {against} against)"


def _changed_around(
    before: Mapping[str, Any], now: Mapping[str, Any], trace: Trace
) -> Iterator[str]:
    """Yield what has changed of that which holds for all attributes, where it was kept."""
    phrases = {reading.id: reading.phrase for reading in trace.typology.readings}
    for id, option in before.get("readings", {}).items():
        if id in phrases and now["readings"][id] != option:
            yield f"“{phrases[id]}” was read by “{option}”, now by “{now['readings'][id]}”"
    if "least" in before and before["least"] != now["least"]:
        yield f"the least numbers were {_numbers(before['least'])}, now {_numbers(now['least'])}"
    kept = before.get("thresholds", now["thresholds"])
    for variable in sorted({*kept, *now["thresholds"]}):
        was, is_ = (numbers.get(variable, "none") for numbers in (kept, now["thresholds"]))
        if was != is_:
            yield f"the threshold of {variable} was {was}, now {is_}"
    if "inspections" in before and before["inspections"] != now["inspections"]:
        yield "the inspections given have changed"


def _numbers(least: Mapping[str, int]) -> str:
    return ", ".join(counted(number, of.removesuffix("s")) for of, number in least.items())
