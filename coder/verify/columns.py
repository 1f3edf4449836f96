"""What a project keeps for counting must be what its codings and turns say."""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from .words import Findings, Row, short

Turn = tuple[int, int, bool, str]
"""Start, end, whether it is the interviewer's, and who speaks."""

_RESTS_ON = {
    "codings": "source, code, user, passage, removed",
    "turns": "source, speaker, passage, removed",
    "speakers": "source, interviewer, removed",
}
_FORGET = "BEGIN DELETE FROM columns WHERE source"
COLUMNS_SQL = {
    f"{table}_{name}": f'CREATE TRIGGER "{table}_{name}" AFTER {event} ON "{table}" {_FORGET} {of};'
    " END"
    for table, columns in _RESTS_ON.items()
    for name, event, of in (
        ("made", "INSERT", "= new.source"),
        ("changed", f"UPDATE OF {columns}", "IN (old.source, new.source)"),
        ("gone", "DELETE", "= old.source"),
    )
} | {
    f"withdrawals_{name}": f"CREATE TRIGGER withdrawals_{name} AFTER {event} ON withdrawals"
    " BEGIN DELETE FROM columns; END"
    for name, event in (("made", "INSERT"), ("changed", "UPDATE"), ("gone", "DELETE"))
}
"""The triggers by which every change takes away what rests on it, as every project has them."""


def check_columns(
    connection: sqlite3.Connection, held: Mapping[str, Mapping[str, Row]], found: Findings
) -> None:
    """Check the columns of every source that has any against the rows of the tables."""
    # Names are the same in any case, and a view can hold one thing today and another tomorrow.
    tables = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND lower(name) IN (?, ?)"
    if connection.execute(tables, ("columns", "numbers")).fetchone() != (2,):
        found.fault("what is kept for counting is not in tables as the program makes them")
        return
    guids = dict(connection.execute("SELECT number, guid FROM numbers"))
    if len({*guids.values()}) < len(guids):
        found.fault("what is kept for counting has two numbers for one code or user")
    kept = connection.execute("SELECT source, numbers, speakers FROM columns").fetchall()
    codings, turns, silent = _by_source(held["codings"]), _by_source(held["turns"]), _silent(held)
    for source, numbers, speakers in kept:
        try:
            said = [_coding(row) for row in codings[source]]
            spoken = [_turn(row, silent) for row in turns[source]]
            right = _kept(numbers, speakers, guids) == _expected(said, spoken)
        except (LookupError, ValueError):
            right = False
        if not right:
            what = f"what is kept for counting of source {short(source)}"
            found.fault(f"{what} is not what its codings and turns say")


def _by_source(rows: Mapping[str, Row]) -> dict[Any, list[Row]]:
    found = defaultdict(list)
    for row in rows.values():
        if not row["removed"]:
            found[row["source"]].append(row)
    return found


def _silent(held: Mapping[str, Mapping[str, Row]]) -> set[Any]:
    """Return the speakers whose turns are no evidence: interviewers, and who has left."""
    gone = {
        row["about"]
        for row in held["withdrawals"].values()
        if row["kind"] == "speaker" and not row["removed"]
    }
    speakers = held["speakers"].items()
    return {g for g, row in speakers if not row["removed"] and (row["interviewer"] or g in gone)}


def _coding(row: Row) -> tuple[Any, ...]:
    start, end = map(int, str(row["passage"]).split(":"))
    return str(row["code"] or ""), str(row["user"] or ""), start, end


def _turn(row: Row, silent: set[Any]) -> Turn:
    start, end = map(int, str(row["passage"]).split(":"))
    return start, end, row["speaker"] in silent, str(row["speaker"] or "")


def _expected(codings: Sequence[tuple[Any, ...]], turns: Sequence[Turn]) -> tuple[Any, ...]:
    """Return the codings that count, each with the turns it overlaps; those that do not; the
    turns."""
    turns = sorted(turns)
    starts, furthest = [turn[0] for turn in turns], list(accumulate((t[1] for t in turns), max))
    counting, asked, wordless = [], [], []
    for code, user, start, end in codings:
        near = turns[bisect_right(furthest, start) : bisect_left(starts, end)]
        over = [turn for turn in near if max(turn[0], start) < min(turn[1], end)]
        heard = [turn for turn in over if not turn[2]]
        if start >= end:
            wordless.append(user)
        elif over and not heard:
            asked.append((code, user))
        else:
            counting.append((code, user, start, end, heard))
    return sorted(counting), sorted(asked), sorted(wordless), turns


def _kept(numbers: bytes, speakers: str, guids: Mapping[int, str]) -> tuple[Any, ...]:
    """Return the same of what is kept. Raises LookupError or ValueError where that is not whole,
    or not in order: turns are counted, and a coding's named, as they come."""
    columns = _read(numbers)
    codes, users, starts, ends, touching, touched, *rest = columns
    asked_codes, asked_users, wordless, *of_turns, voices = rest
    named = json.loads(speakers)
    whose = [named[voice] for voice in voices]
    turns: list[Turn] = [
        (start, end, bool(asked), who)
        for start, end, asked, who in zip(*of_turns, whose, strict=True)
    ]
    places, pairs = [turn[:2] for turn in turns], [*zip(touching, touched, strict=True)]
    if places != sorted(places) or pairs != sorted({*pairs}) or {*of_turns[2]} - {0, 1}:
        raise ValueError("not as they are counted")
    over: dict[int, list[Turn]] = defaultdict(list)
    for coding, turn in pairs:
        over[coding].append(turns[turn])
    if over.keys() - set(range(len(codes))):
        raise ValueError("a turn of no coding")
    counting = [
        (guids[code], guids[user], start, end, sorted(over[at]))
        for at, (code, user, start, end) in enumerate(zip(codes, users, starts, ends, strict=True))
    ]
    asked = [(guids[c], guids[u]) for c, u in zip(asked_codes, asked_users, strict=True)]
    return sorted(counting), sorted(asked), sorted(guids[u] for u in wordless), sorted(turns)


_COLUMNS = 13


def _read(kept: bytes) -> list[Sequence[int]]:
    """Return columns of unsigned little-endian integers, which stand after the lengths of all."""
    numbers = array("I")
    numbers.frombytes(kept)
    if sys.byteorder == "big":
        numbers.byteswap()
    lengths, at, found = numbers[:_COLUMNS], _COLUMNS, list[Sequence[int]]()
    for length in lengths:
        found.append(numbers[at : at + length])
        at += length
    if at != len(numbers):
        raise ValueError("of another length")
    return found
