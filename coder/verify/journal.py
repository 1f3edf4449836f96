"""The journal: each entry is what its id says, and follows the entries that it names."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .words import CHECKPOINT, Findings, Report, canonical, short, visible

TOLERANCE = timedelta(minutes=5)  # by which the clocks of two machines may differ unremarked

# The keys that an entry must have, then all that it may have; and the parts of an image.
MUST: dict[str, Any] = {"verb": str, "user": str, "time": str, "schema": int, "clock": int}
MUST |= {"parents": list, "images": list, "reason": str | None}
KINDS = MUST | {"undoes": str, "conflicts": list, "withdrawn": list}
IMAGE = ([str, str, dict, dict], [str, str, type(None), dict])
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
# An entry holds no fractions: where one stands, it is not in canonical form.
_parse = json.JSONDecoder(parse_float=str, parse_constant=str).decode


@dataclass(slots=True)
class Entry:
    """One entry of the journal, and its number in the order of replay."""

    place: int
    """In the file: entries stand in it after those they follow."""
    id: str
    body: dict[str, Any]
    number: int = 0

    def __str__(self) -> str:
        return f"entry {short(self.id)} (“{short(self.body['verb'])}”, {self.body['time']})"


class Journal:
    """All entries of a history."""

    def __init__(self, found: Findings) -> None:
        self.found = found
        self.by_id: dict[str, Entry] = {}
        self.entries: list[Entry] = []
        """In the one order in which every copy replays them: by clock, then by id."""
        self.length = 0

    def read(self, rows: list[tuple[int, Any, Any]]) -> None:
        """Read all rows: place, id and text of each."""
        self.length = len(rows)
        for row in rows:
            self._read_entry(*row)
        self.entries = sorted(self.by_id.values(), key=lambda e: (e.body["clock"], e.id))
        for number, entry in enumerate(self.entries):
            entry.number = number

    def _read_entry(self, place: int, id: str, text: str) -> None:
        """Read one row; what is no entry is named and left out of the replay."""
        try:
            body = _parse(text)
            wrong = _misshapen(body)
            if not wrong and canonical(body) != text:
                wrong = "it is not in canonical form"
        except (ValueError, TypeError, RecursionError) as error:
            wrong = f"it cannot be read ({error})"
        name = f"entry {short(id)} (row {place})" if wrong else str(Entry(place, id, body))
        if hash_of(str(text)) != id:
            self.found.fault(f"{name} was edited: it is not what its id says")
        if wrong or id in self.by_id:
            self.found.fault(f"{name} is no entry: {wrong or 'there are two of it'}")
        else:
            self.by_id[id] = Entry(place, id, body)

    def follows(self, entry: Entry) -> None:
        """Check an entry against those it says it follows."""
        ids, clock = entry.body["parents"], entry.body["clock"]
        time = datetime.fromisoformat(entry.body["time"])
        parents = [self.by_id[id] for id in ids if id in self.by_id]
        for id in [id for id in ids if id not in self.by_id]:
            self.found.fault(f"{entry} follows entry {short(id)}, which is missing")
        for parent in parents:
            if parent.place > entry.place:
                self.found.fault(f"{entry} stands in the file before {parent}, which it follows")
            if datetime.fromisoformat(parent.body["time"]) - time > TOLERANCE:
                self.found.remark(f"{entry} says it was made before {parent}, which it follows")
        due = 1 + max((parent.body["clock"] for parent in parents), default=0)
        if clock != due and len(parents) == len(ids):
            self.found.fault(f"{entry} has clock {clock}; after what it follows comes {due}")
        if len(ids) not in ((2,) if entry.body["verb"] == "merge" else (0, 1)):
            self.found.fault(f"{entry} follows {len(ids)} entries; a merge follows two, others one")

    def has_one_end(self, ids: list[str]) -> None:
        """Check that nothing but the last entry is followed by none."""
        if len(ids) > 1:
            ends = "; ".join(str(self.by_id[id]) for id in ids)
            self.found.fault(f"the journal has {len(ids)} ends, not one: {ends}")

    def leads_on_from(self, head: str) -> None:
        """Check that an id or checkpoint kept elsewhere is in the journal, as it was then.

        The one end of the journal then goes back to it.
        """
        match = CHECKPOINT.fullmatch(" ".join(head.split()).lower().replace("z", "Z"))
        if match is None:
            self.found.fault(
                f"“{short(head)}” is no checkpoint: one is the line “coder checkpoint sha256:…”"
                " that is printed at the end, or the id in it, 12 of its figures at least"
            )
            return
        found = [e for e in self.entries if e.id.startswith(f"sha256:{match[1]}")]
        if len(found) != 1:
            said = "its end was cut off, all of it was replaced, or this is no id of this project"
            kept = short(f"sha256:{match[1]}")
            self.found.fault(f"entry {kept} is not in the journal: {said}")
            return
        if match[2] is not None:
            self._as_noted(found[0], int(match[2]), match[3].upper())
        later = len(self.entries) - 1 - found[0].number
        self.found.remark(f"{found[0]} is part of this history; entries after it: {later}")

    def _as_noted(self, head: Entry, entries: int, time: str) -> None:
        """Check number and time of a checkpoint: its entry's id fixes all before it."""
        before, waiting = {head.id}, [head]
        while waiting:
            parents = [id for id in waiting.pop().body["parents"] if id not in before]
            before.update(parents)
            waiting += [self.by_id[id] for id in parents if id in self.by_id]
        if (entries, time) != (len(before), head.body["time"]):
            there = f"{len(before)} entries, {head.body['time']}"
            self.found.fault(
                f"the checkpoint says {entries} entries, {time}; up to {head} there are {there}"
            )


def report(journal: Journal) -> Report:
    """Return what was found, with how the journal ends."""
    ends = [(visible(entry.id), entry.body["time"]) for entry in journal.entries[-1:]]
    found = journal.found
    head, time = (ends or [("", "")])[0]
    return Report(found.faults, found.remarks, journal.length, head, time, found.unquoted)


def hash_of(text: str) -> str:
    """Return `sha256:` and the hash of the text's UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _misshapen(body: Any) -> str:
    """Return what is wrong with the keys and types of an entry; nothing where all is well."""
    if type(body) is not dict or not MUST.keys() <= body.keys() <= KINDS.keys():
        return "its keys are not those of an entry"
    if any(not isinstance(v, KINDS[k]) or isinstance(v, bool) for k, v in body.items()):
        return "a value of it is of the wrong kind"
    if not all(isinstance(id, str) for id in [*body["parents"], *body.get("withdrawn", ())]):
        return "it lists something that is no id"
    if not TIME.fullmatch(body["time"]) or not datetime.fromisoformat(body["time"]):
        return "its time is no time"
    shaped = all(isinstance(i, list) and [*map(type, i)] in IMAGE for i in body["images"])
    return "" if shaped else "an image is not of the right shape"
