"""Who says what a decision rests on, kept with it; and what is known otherwise of them since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coder.display import one_line
from coder.model import Guid
from coder.store import Store, reads
from coder.typology import Ground, Trace

_KEPT = ("name", "role", "interviewer")
"""Columns of a speaker; the name is the id of a text, which can be withdrawn."""


def voices(store: Store, trace: Trace) -> dict[str, Any]:
    """Return the speakers of the evidence for and against all attributes, and who says what."""
    every = _passages(trace)
    speakers = {each.guid for ground in every.values() for each in ground.speakers}
    rows = ((guid, reads.row(store, "speakers", guid)) for guid in speakers)
    return {
        "speakers": {guid: [row[name] for name in _KEPT] for guid, row in rows},
        "said": {place: _said_by(ground) for place, ground in every.items()},
    }


def _passages(trace: Trace) -> dict[str, Ground]:
    grounds = (each.grounds for each in trace.attributes)
    every = (ground for both in grounds for ground in (*both.for_, *both.against))
    return {f"{each.source.guid} {each.passage}": each for each in every}


def _said_by(ground: Ground) -> list[Guid]:
    return sorted(each.guid for each in ground.speakers)


def changed(store: Store, kept: Mapping[str, Any], trace: Trace) -> Iterator[str]:
    """Yield in words what has changed of those who say it, then of who says what.

    Projects of before kept nothing of this with a decision; then nothing is known of it.
    """
    for guid, was in kept.get("speakers", {}).items():
        row = reads.row(store, "speakers", guid)
        if row and not row["removed"]:
            yield from _speaker(store, dict(zip(_KEPT, was, strict=True)), row)
    every = _passages(trace)
    for place, speakers in kept.get("said", {}).items():
        ground = every.get(place)
        if ground is not None and (now := _said_by(ground)) != speakers:
            passage = f"the passage {ground.passage} of {one_line(ground.source.name)}"
            was, is_ = (_names(store, each) for each in (speakers, now))
            yield f"{passage} was said by {was}, is said by {is_}"


def _speaker(store: Store, was: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    name, now = (reads.note(store, str(each["name"])) for each in (was, row))
    if name == reads.WITHDRAWN:  # and nothing is to be said of how the voice was called
        name = now
    who = f"{one_line(name)} in {one_line(reads.row(store, 'sources', row['source'])['name'])}"
    if was["role"] != row["role"]:
        before, after = (one_line(each["role"]) or "none" for each in (was, row))
        yield f"the role of {who} was {before}, is {after}"
    if name != now:
        yield f"{who} is now called {one_line(now)}"
    if was["interviewer"] != row["interviewer"]:
        yield f"{who} is {'now' if row['interviewer'] else 'no longer'} an interviewer"


def _names(store: Store, speakers: Iterable[Guid]) -> str:
    rows = (reads.row(store, "speakers", str(guid)) for guid in speakers)
    names = (one_line(reads.note(store, row["name"])) for row in rows if row)
    return ", ".join(names) or "nobody"
