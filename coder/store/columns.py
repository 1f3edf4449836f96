"""Codings and turns as columns of numbers, kept by source: what counting needs, and no objects.

They are derived, as the index of words is. Triggers take away those of a source with every change
of its codings, turns or speakers, by whatever way it comes; whoever changed a project makes the
missing ones anew on closing it (`catch_up`). What is missing meanwhile is found here all the same,
only slower: nothing that only reads ever writes.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from coder.errors import ProjectError
from coder.frequencies.packing import Marks, Turns, of_user, packed
from coder.model import Columns, Guid, SourceColumns
from coder.store.leaving import GONE, SILENT
from coder.store.store import BUSY_MS, Store, at_one_moment
from coder.store.versions import OLDER

_AT_ONCE = 200
"""Sources kept under one lock: others can write between."""

_MISSING = "SELECT guid FROM sources WHERE guid NOT IN (SELECT source FROM columns)"

_FORMAT = SourceColumns._fields[:-1]
"""The columns of a source in the order in which they are kept, after the lengths of all; who the
voices are stands beside them."""


@at_one_moment
def columns(store: Store, *, user: Guid | None = None) -> Columns:
    """Return codings, of one user or of all, and turns by source."""
    left_out = {source for (source,) in store.rows(f"{OLDER} UNION {GONE}")}
    numbers = {guid: number for number, guid in store.rows("SELECT number, guid FROM numbers")}
    found = {
        source: here
        for source, kept, speakers in store.rows("SELECT source, numbers, speakers FROM columns")
        if source not in left_out and (here := _columns(kept, speakers)) is not None
    }
    every = {source for (source,) in store.rows("SELECT guid FROM sources")}
    if missing := every - left_out - found.keys():
        found.update(_made(store, missing, numbers))
    if user is not None:
        only = numbers.get(user)
        found = {source: of_user(here, only) for source, here in found.items()}
    return Columns({number: guid for guid, number in numbers.items()}, found)


def catch_up(store: Store) -> None:
    """Keep the columns that are missing; where the file cannot be written now, another time.

    It is no change of the project and needs no user.
    """
    store.connection.execute("PRAGMA busy_timeout = 0")  # never let a person wait for this
    try:
        missing = [source for (source,) in store.connection.execute(_MISSING)]
        for at in range(0, len(missing), _AT_ONCE):
            _keep(store, missing[at : at + _AT_ONCE])
    except (sqlite3.DatabaseError, ProjectError):
        pass
    finally:
        _roll_back(store)
        store.connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def _keep(store: Store, sources: Sequence[Guid]) -> None:
    """Keep the columns of sources, but for those on which something stands that no coder writes."""
    try:
        store.connection.execute("BEGIN IMMEDIATE")
        _insert(store, sources)
        store.connection.execute("COMMIT")
    except (LookupError, ValueError, TypeError, OverflowError):
        _roll_back(store)
        for source in sources if len(sources) > 1 else ():
            _keep(store, [source])


def _insert(store: Store, sources: Sequence[Guid]) -> None:
    numbers = {guid: number for number, guid in store.rows("SELECT number, guid FROM numbers")}
    known = len(numbers)
    made = dict(_made(store, sources, numbers))
    store.connection.executemany(
        "INSERT INTO numbers (guid, number) VALUES (?, ?)", list(numbers.items())[known:]
    )
    store.connection.executemany(  # another process may have kept some meanwhile
        "INSERT OR IGNORE INTO columns (source, numbers, speakers) VALUES (?, ?, ?)",
        [(source, _bytes(here), json.dumps([*here.speakers])) for source, here in made.items()],
    )


def _roll_back(store: Store) -> None:
    if store.connection.in_transaction:
        store.connection.execute("ROLLBACK")


# Those that are kept.


def _columns(kept: bytes, speakers: str) -> SourceColumns | None:
    """Return columns as they were kept; None where they are none."""
    numbers = array("I")
    numbers.frombytes(kept[: len(kept) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "big":
        numbers.byteswap()
    ends = list(accumulate(numbers[: len(_FORMAT)], initial=len(_FORMAT)))
    if ends[-1] != len(numbers) or len(ends) <= len(_FORMAT):
        return None
    every = [numbers[start:end] for start, end in pairwise(ends)]
    try:
        named: list[Guid] = json.loads(speakers)
    except ValueError:
        return None
    return SourceColumns(**dict(zip(_FORMAT, every, strict=True)), speakers=named)


def _bytes(here: SourceColumns) -> bytes:
    every = [getattr(here, name) for name in _FORMAT]
    numbers = array("I", map(len, every))
    for column in every:
        numbers.extend(array("I", column))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


# Those that are missing. SQLite joins what belongs to one source into one text, and one JSON
# reader makes the numbers of it: half a million codings are read in the time in which a tenth of
# them become objects. Guids come as JSON too: in what another program made there may be commas in
# them, or none at all, which an empty one stands for.


def _made(
    store: Store, sources: Collection[Guid], numbers: dict[Guid, int]
) -> Iterator[tuple[Guid, SourceColumns]]:
    """Yield the columns of sources; `numbers` takes in the codes and users that have none yet."""
    chosen = json.dumps([*sources])
    marks, turns = _marks(store, chosen, numbers), _turns(store, chosen)
    for source in sources:
        yield source, packed(marks.get(source, Marks()), turns.get(source, Turns()))


_CHOSEN = "removed = 0 AND source IN (SELECT value FROM json_each(?))"


def _marks(store: Store, chosen: str, numbers: dict[Guid, int]) -> Mapping[Guid, Marks]:
    found: dict[Guid, tuple[list[int], list[int], list[int]]] = {}
    for source, user, joined, passages in store.rows(
        "SELECT source, coalesce(\"user\", ''), json_group_array(coalesce(code, '')),"
        " group_concat(passage) FROM codings"
        f' WHERE {_CHOSEN} GROUP BY source, "user"',
        (chosen,),
    ):
        codes, users, offsets = found.setdefault(source, ([], [], []))
        here = [_number(numbers, code) for code in json.loads(joined)]
        codes += here
        users += [_number(numbers, user)] * len(here)
        offsets += _numbers(passages)
    return {
        source: Marks(codes, users, offsets[::2], offsets[1::2])
        for source, (codes, users, offsets) in found.items()
    }


def _number(numbers: dict[Guid, int], guid: Guid) -> int:
    if (number := numbers.get(guid)) is None:
        number = numbers[guid] = max(numbers.values(), default=0) + 1
    return number


def _turns(store: Store, chosen: str) -> Mapping[Guid, Turns]:
    silent = {
        guid
        for (guid,) in store.rows(
            f"SELECT guid FROM speakers WHERE removed = 0 AND (interviewer OR guid IN ({SILENT}))"
        )
    }
    found = {}
    for source, passages, joined in store.rows(
        "SELECT source, group_concat(passage), json_group_array(coalesce(speaker, '')) FROM turns"
        f" WHERE {_CHOSEN} GROUP BY source",
        (chosen,),
    ):
        speakers: list[Guid] = json.loads(joined)
        offsets = _numbers(passages)
        asked = [int(speaker in silent) for speaker in speakers]
        found[source] = Turns(offsets[::2], offsets[1::2], asked, speakers)
    return found


def _numbers(joined: str) -> list[int]:
    """Return `1:4,9:12` as 1, 4, 9, 12."""
    found: list[int] = json.loads(f"[{joined.replace(':', ',')}]")
    return found
