"""The project as it was at a moment: what came later taken back, or what came before replayed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from operator import itemgetter

from coder import journal
from coder.display import one_line
from coder.errors import NotFound
from coder.journal import Entry, Row
from coder.store.opening import open_to_read
from coder.store.schema import DEFAULTS
from coder.store.store import Moment, Store

_ENTRY = re.compile(r"(?:sha256:)?([0-9a-f]{12,64})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_at(store: Store, named: str) -> Store:
    """Return the project as it was at an entry, or at a time (UTC), to be read and then closed.

    `named` is the first twelve or more letters of an entry's id, a day (its end is meant), or a
    day and time. As at an entry is what its copy of the project held: the entry and all that it
    rests on. As at a time is what had been done by then, in whichever copy. Raises NotFound for
    what is neither, or before the project began.
    """
    past = _another(store)
    past.connection.execute("BEGIN")  # so that all is read at one moment; nothing is written
    try:
        last, ids = _moment(past, named)
        past.connection.execute("PRAGMA temp_store = MEMORY")  # no word of it beside the project
        _shadow(past, last, ids)
    except BaseException:
        past.connection.close()
        raise
    past.connection.execute("COMMIT")
    past.connection.execute("PRAGMA query_only = on")
    past.past = Moment(last.id, last.time)
    return past


def _another(store: Store) -> Store:
    """Return a second way into the project, whose names can be shadowed without harm."""
    if store.path is not None:
        past = open_to_read(store.path)
    else:
        past = Store(sqlite3.connect(":memory:", isolation_level=None), None)
        store.connection.backup(past.connection)
    past.connection.execute("PRAGMA foreign_keys = off")
    return past


# Which entries are meant.


def _moment(store: Store, named: str) -> tuple[Entry, set[str] | None]:
    """Return the last entry of a moment and the ids of all, None where it is all up to the last."""
    word = named.strip()
    if found := _ENTRY.fullmatch(word.lower()):
        return _at_entry(store, found[1], word)
    until = _time(word)
    if not _merged(store):
        later = store.rows(f"SELECT min(clock) FROM journal WHERE {_TIME} > ?", (until,))[0][0]
        where, parameters = ("1", ()) if later is None else ("clock < ?", (later,))
        last = next(store.entries(where, parameters, newest=True), None)
        if last is not None:
            return last, None
    else:
        ids: set[str] = set()
        for id, at, parents in _heads(store):
            if at <= until and ids.issuperset(parents):
                ids.add(id)
        if ids:
            return _last(store, ids)
    raise NotFound(f"The project had not begun at {one_line(named)}; its first entry is later.")


def _merged(store: Store) -> bool:
    return bool(store.rows("SELECT 1 FROM main.journal WHERE verb = ? LIMIT 1", (journal.MERGE,)))


_TIME = "json_extract(body, '$.time')"


def _at_entry(store: Store, start: str, named: str) -> tuple[Entry, set[str] | None]:
    found = list(store.entries("substr(id, 1, ?) = ?", (len(start) + 7, f"sha256:{start}")))
    if len(found) != 1:
        raise NotFound(f"There is no one entry {one_line(named)} in the journal.")
    wanted = {found[0].id}
    for id, _, parents in reversed(list(_heads(store, found[0].clock))):
        if id in wanted:
            wanted.update(parents)
    return _last(store, wanted)


def _heads(store: Store, until: int | None = None) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield id, time and parents of every entry, or those up to a clock, in order."""
    where = "1" if until is None else f"clock <= {until}"
    for id, at, parents in store.rows(
        f"SELECT id, {_TIME}, json_extract(body, '$.parents') FROM journal"
        f" WHERE {where} ORDER BY clock, id"
    ):
        yield id, at, re.findall(r"sha256:[0-9a-f]{64}", parents)


def _last(store: Store, ids: set[str]) -> tuple[Entry, set[str] | None]:
    """Return the last of some entries in order, and the ids unless they are all up to it."""
    order = [id for (id,) in store.rows("SELECT id FROM journal ORDER BY clock, id")]
    last = max(number for number, id in enumerate(order) if id in ids)
    entry = next(store.entries("id = ?", (order[last],)))
    return entry, None if last + 1 == len(ids) else ids


def _time(named: str) -> str:
    """Return a time as entries write it. Raises NotFound for words that are none."""
    try:
        moment = datetime.fromisoformat(named)
    except ValueError:
        raise NotFound(
            f"{one_line(named)} is neither an entry nor a time; give the first twelve letters of"
            " an entry's id, or a day or time such as 2026-03-01 or 2026-03-01T09:30 (UTC)."
        ) from None
    if _DAY.fullmatch(named):
        moment = datetime.combine(moment, time.max)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


# Putting the tables of that moment in front of today's.


def _shadow(store: Store, last: Entry, ids: set[str] | None) -> None:
    """Let every name of a journalled table mean the table as it was; texts are never changed."""
    for table in DEFAULTS:
        [(sql,)] = store.rows("SELECT sql FROM main.sqlite_schema WHERE name = ?", (table,))
        store.connection.execute(sql.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    # Those that are kept are of today.
    store.connection.execute("CREATE TEMP TABLE columns (source, numbers, speakers)")
    # Where copies were merged, two entries can each have made the same row: only replaying tells.
    merged = _merged(store)
    until = store.rows("SELECT count(*) FROM journal WHERE (clock, id) <= (?, ?)", _at(last))[0][0]
    every = store.rows("SELECT count(*) FROM journal")[0][0]
    if ids is not None:
        _fill(store, (entry for entry in store.entries() if entry.id in ids))
    elif merged or 2 * until < every:
        _fill(store, store.entries("(clock, id) <= (?, ?)", _at(last)))
    else:
        _take_back(store, store.entries("(clock, id) > (?, ?)", _at(last)))
    _cover(store)
    _shadow_journal(store, last, ids)
    for (sql,) in store.rows(
        "SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        f" AND tbl_name IN ({', '.join('?' * len(DEFAULTS))})",
        [*DEFAULTS],
    ):
        # An index is named in the schema of its table.
        store.connection.execute(re.sub(r"(?i)INDEX\s+", "INDEX temp.", sql, count=1))


def _at(entry: Entry) -> tuple[int, str]:
    return entry.clock, entry.id


def _fill(store: Store, entries: Iterable[Entry]) -> None:
    """Write the rows that entries make, replayed in order."""
    for table, rows in journal.replay(entries, DEFAULTS).items():
        names = [*DEFAULTS[table]]
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * (len(names) + 1))
        cells = itemgetter(*names)
        store.connection.executemany(
            f'INSERT INTO temp."{table}" (guid, {columns}) VALUES ({marks})',
            ((guid, *cells(row)) for guid, row in rows.items()),
        )


def _take_back(store: Store, later: Iterable[Entry]) -> None:
    """Copy today's rows and take back what later entries, in order, did to them."""
    for table in DEFAULTS:
        store.connection.execute(
            f'INSERT INTO temp."{table}" SELECT * FROM main."{table}" ORDER BY rowid'
        )
    before: dict[tuple[str, str], Row | None] = {}
    for entry in later:
        for image in entry.images:
            key = (image.table, image.guid)
            if image.before is None:
                before.setdefault(key, None)
            else:
                earlier = before.setdefault(key, {})
                if earlier is not None:  # what the first to change a column found is what it was
                    for name, value in image.before.items():
                        earlier.setdefault(name, value)
    for (table, guid), row in before.items():
        if row is None:
            store.connection.execute(f'DELETE FROM temp."{table}" WHERE guid = ?', (guid,))
        elif row:
            changes = ", ".join(f'"{name}" = ?' for name in row)
            store.connection.execute(
                f'UPDATE temp."{table}" SET {changes} WHERE guid = ?', (*row.values(), guid)
            )


def _cover(store: Store) -> None:
    """Let what was withdrawn later be shown as it is now: covered, at the same length."""
    for table, column in (("sources", "text"), ("speakers", "name")):
        store.connection.execute(
            f'UPDATE temp."{table}" SET {column} ='
            f' (SELECT {column} FROM main."{table}" m WHERE m.guid = temp."{table}".guid)'
            f" WHERE {column} NOT IN (SELECT id FROM texts)"
        )


def _shadow_journal(store: Store, last: Entry, ids: set[str] | None) -> None:
    where = f"(clock, id) <= ({last.clock}, '{last.id}')"
    if ids is not None:
        store.connection.execute("CREATE TEMP TABLE past (id TEXT PRIMARY KEY)")
        store.connection.executemany("INSERT INTO past VALUES (?)", [(id,) for id in ids])
        where = "id IN (SELECT id FROM temp.past)"
    store.connection.execute(
        'CREATE TEMP VIEW journal AS SELECT id, body, clock, "user", verb FROM main.journal'
        f" WHERE {where}"
    )
