"""Reading a project: rows become the field's words."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from coder import model
from coder.errors import NotFound
from coder.model import (
    Case,
    Code,
    CodeBook,
    Coding,
    Evidence,
    Guid,
    Passage,
    ReadMark,
    Source,
    Speaker,
    Turn,
    User,
)
from coder.store import leaving
from coder.store.schema import DEFAULTS
from coder.store.store import Store, at_one_moment
from coder.store.versions import OLDER, SOURCE

if TYPE_CHECKING:  # what only counts does not wait for these
    from coder.model import Inspection, Value

WITHDRAWN = "[withdrawn]"
"""Stands where a text was taken out of the project for good."""


def users(store: Store) -> dict[Guid, User]:
    """Return all who have changed the project."""
    rows = store.rows("SELECT guid, name FROM users WHERE removed = 0 ORDER BY name")
    return {guid: User(guid, name) for guid, name in rows}


def cases(store: Store) -> dict[Guid, Case]:
    """Return all cases with the values of their variables."""
    values: dict[Guid, dict[str, str]] = {}
    for case, variable, value in store.rows(
        'SELECT "case", variable, value FROM case_values WHERE removed = 0 ORDER BY rowid'
    ):
        values.setdefault(case, {})[variable] = value
    rows = store.rows("SELECT guid, name FROM cases WHERE removed = 0")
    return {guid: Case(guid, name, values.get(guid, {})) for guid, name in rows}


def values(store: Store) -> list[Value]:
    """Return the values of all cases, with where they are known from and why."""
    rows = store.rows(
        f'SELECT "case", variable, value, {_words("origin")}, {_words("reason")}'
        " FROM case_values WHERE removed = 0 ORDER BY rowid",
        (WITHDRAWN, WITHDRAWN),
    )
    return [model.Value(*row) for row in rows]


def inspections(store: Store) -> list[Inspection]:
    """Return the inspections of all cases, by day."""
    rows = store.rows(
        f'SELECT guid, "case", date, kind, grade, {_words("origin")}'
        " FROM inspections WHERE removed = 0 ORDER BY date, kind, guid",
        (WITHDRAWN,),
    )
    return [model.Inspection(*row) for row in rows]


def _words(column: str) -> str:
    """Return the expression for the words of a column that may hold no text at all."""
    kept = f"(SELECT text FROM texts WHERE id = {column})"
    return f"CASE {column} WHEN '' THEN '' ELSE coalesce({kept}, ?) END"


def sources(store: Store) -> dict[Guid, Source]:
    """Return all sources in their newest versions, without their texts."""
    rows = store.rows(f"{SOURCE} AND guid NOT IN ({OLDER}) ORDER BY name")
    return {row[0]: Source(*row) for row in rows}


def text(store: Store, source: Guid) -> str:
    """Return the text of a source. Raises NotFound where there is no such source."""
    found = store.rows(
        "SELECT coalesce(texts.text, ?) FROM sources LEFT JOIN texts ON texts.id = sources.text"
        " WHERE sources.guid = ?",
        (WITHDRAWN, source),
    )
    if not found:
        raise NotFound(f"There is no source {source} in this project.")
    return str(found[0][0])


def words(store: Store, source: Guid, passage: Passage) -> str:
    """Return the words of a passage, without the rest of the text; empty where they are gone."""
    found = store.rows(
        "SELECT substr(coalesce(texts.text, ''), ?, ?) FROM sources"
        " LEFT JOIN texts ON texts.id = sources.text WHERE sources.guid = ?",
        (passage.start + 1, passage.end - passage.start, source),
    )
    return str(found[0][0]) if found else ""


def texts(store: Store) -> dict[Guid, str]:
    """Return the texts of all sources."""
    rows = store.rows(
        "SELECT guid, coalesce(texts.text, ?) FROM sources"
        f" LEFT JOIN texts ON texts.id = sources.text WHERE removed = 0 AND guid NOT IN ({OLDER})",
        (WITHDRAWN,),
    )
    return dict(rows)


def speakers(
    store: Store, source: Guid | None = None, *, named: bool = True
) -> dict[Guid, Speaker]:
    """Return the speakers of a source, or of all in their newest versions.

    Names, each a text of its own, are left empty unless `named`.
    """
    where, parameters = _of(source)
    name, names = "''", ""
    if named:
        name, names = "coalesce(texts.text, ?)", " LEFT JOIN texts ON texts.id = speakers.name"
        parameters = (WITHDRAWN, *parameters)
    rows = store.rows(
        f"SELECT speakers.guid, source, {name}, role, interviewer, numbered FROM speakers{names}"
        f" WHERE removed = 0{where} ORDER BY speakers.rowid",
        parameters,
    )
    return {
        guid: Speaker(guid, of, name, role, bool(interviewer), bool(numbered))
        for guid, of, name, role, interviewer, numbered in rows
    }


def turns(store: Store, source: Guid | None = None) -> dict[Guid, list[Turn]]:
    """Return the turns of a source, or of all, by source and in order of the text."""
    where, parameters = _of(source)
    found: dict[Guid, list[Turn]] = {}
    for guid, of, speaker, passage, time in store.rows(
        f"SELECT guid, source, speaker, passage, time FROM turns WHERE removed = 0{where}",
        parameters,
    ):
        found.setdefault(of, []).append(Turn(guid, of, speaker, stored_passage(passage), time))
    for of_source in found.values():
        of_source.sort(key=_place)
    return found


def _of(source: Guid | None) -> tuple[str, tuple[Guid, ...]]:
    """Return the condition that leaves one source, or all in their newest versions."""
    if source is not None:
        return " AND source = ?", (source,)
    return f" AND source NOT IN ({OLDER})", ()


def turn_counts(store: Store, by: Literal["source", "speaker"]) -> dict[Guid, int]:
    """Return how many turns each source, or each speaker, has."""
    rows = store.rows(
        f"SELECT {by}, count(*) FROM turns WHERE removed = 0 AND {by} IS NOT NULL"
        f" AND source NOT IN ({OLDER}) GROUP BY {by}"
    )
    return dict(rows)


def sentences(store: Store, source: Guid) -> list[Passage]:
    """Return the sentences of a source; none where they have not been found yet."""
    offsets = sentence_offsets(store, source)
    return [Passage(start, end) for start, end in zip(offsets[::2], offsets[1::2], strict=True)]


def sentence_offsets(store: Store, source: Guid) -> array[int]:
    """Return the sentences of a source as offsets: starts and ends in turn, in order."""
    found = store.rows("SELECT offsets FROM sentences WHERE source = ?", (source,))
    return array("I", found[0][0] if found else b"")


def all_sentences(store: Store) -> dict[Guid, array[int]]:
    """Return by source the offsets of its sentences: starts and ends in turn, in order."""
    rows = store.rows("SELECT source, offsets FROM sentences")
    return {source: array("I", offsets) for source, offsets in rows}


CODE = (
    "name",
    "parent",
    "definition",
    "include",
    "exclude",
    "examples",
    "indicators",
    "paragraphs",
    "position",
    "retired",
    "merged_into",
)
"""The columns of a code, beside its guid."""


def codebook(store: Store) -> CodeBook:
    """Return the codebook."""
    rows = store.rows(f"SELECT guid, {', '.join(CODE)} FROM codes WHERE removed = 0")
    examples = _texts_named(store, [id for row in rows for id in _listed(row[6])])
    return CodeBook(code_of(row, examples) for row in rows)


def code_of(row: Sequence[Any], examples: Mapping[str, str]) -> Code:
    """Return a code from its guid and its columns; `examples` are texts by their ids."""
    guid, name, parent, definition, include, exclude = row[:6]
    return Code(
        guid,
        name,
        parent,
        definition,
        include,
        exclude,
        examples=tuple(examples.get(id, WITHDRAWN) for id in _listed(row[6])),
        indicators=tuple(_listed(row[7])),
        paragraphs=tuple(_listed(row[8])),
        position=row[9],
        retired=bool(row[10]),
        merged_into=row[11],
    )


def _listed(stored: str) -> Sequence[Any]:
    """Return a list stored as JSON; most are empty, which needs no reader."""
    return () if stored == "[]" else json.loads(stored)


def _texts_named(store: Store, ids: Sequence[str]) -> dict[str, str]:
    return dict(
        store.rows(
            "SELECT id, text FROM texts WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
    )


def codings(store: Store, source: Guid | None = None, *, waiting: bool = False) -> list[Coding]:
    """Return the codings of a source, or of all, by place in the text.

    Those of all leave out what waits on an older version, unless `waiting` asks for it too.
    """
    where, parameters = ("", ()) if waiting and source is None else _of(source)
    found: dict[Guid, list[Coding]] = {}
    for guid, of, code, user, passage in store.rows(
        'SELECT guid, source, code, "user", passage FROM codings'
        f" WHERE removed = 0{where} ORDER BY rowid",
        parameters,
    ):
        found.setdefault(of, []).append(Coding(guid, of, code, user, stored_passage(passage)))
    return [coding for of in sorted(found) for coding in sorted(found[of], key=_place)]


def codes_used_lately(store: Store, user: Guid, among: int = 500) -> list[Guid]:
    """Return the codes of a user's last so many codings, the one applied last first."""
    rows = store.rows(
        'SELECT code FROM codings WHERE removed = 0 AND "user" = ? ORDER BY rowid DESC LIMIT ?',
        (user, among),
    )
    return list(dict.fromkeys(code for (code,) in rows))


def coded(store: Store, user: Guid, only: Guid | None = None) -> dict[Guid, tuple[int, int]]:
    """Return for each source with codings how many, and how far those of `user` reach.

    Counted are those of all users, or of `only` one; the reach is in code points, 0 for none.
    Removed sources and older versions may be among them.
    """
    rows = store.rows(
        'SELECT source, count(*), max(CASE "user" WHEN ?1 THEN'
        " CAST(substr(passage, instr(passage, ':') + 1) AS INTEGER) ELSE 0 END)"
        ' FROM codings WHERE removed = 0 AND (?2 IS NULL OR "user" = ?2) GROUP BY source',
        (user, only),
    )
    return {source: (count, reach) for source, count, reach in rows}


def _place(each: Coding | Turn) -> tuple[int, int]:
    """Return what to sort by: numbers, which compare ten times as fast as passages."""
    return each.passage.start, each.passage.end


def stored_passage(stored: str) -> Passage:
    """Return a stored passage: `Passage.parse` without its checks, which a person's words need."""
    start, _, end = stored.partition(":")
    return Passage(int(start), int(end))


def coding_on(store: Store, user: Guid, source: Guid, passage: Passage, code: Guid) -> Guid | None:
    """Return the coding by which this user has this code on this very passage."""
    found = store.rows(
        'SELECT guid FROM codings WHERE source = ? AND code = ? AND "user" = ? AND passage = ?'
        " AND removed = 0",
        (source, code, user, str(passage)),
    )
    return str(found[0][0]) if found else None


def reads(store: Store) -> list[ReadMark]:
    """Return who has read which source to the end, and with which codes before them."""
    books = {
        guid: json.loads(codes) for guid, codes in store.rows("SELECT guid, codes FROM codebooks")
    }
    rows = store.rows(
        'SELECT guid, source, "user", codebook FROM reads WHERE removed = 0'
        f" AND source NOT IN ({OLDER})"
    )
    return [ReadMark(guid, source, user, books[book]) for guid, source, user, book in rows]


def read_by(store: Store, user: Guid) -> set[Guid]:
    """Return the sources that a user has read to the end."""
    rows = store.rows('SELECT source FROM reads WHERE removed = 0 AND "user" = ?', (user,))
    return {source for (source,) in rows}


def setting_now(store: Store, key: str, default: Any = None) -> Any:
    """Return a setting of the project as it is, also where it is shown as it was."""
    rows = store.rows("SELECT value FROM main.settings WHERE key = ? AND removed = 0", (key,))
    return json.loads(rows[0][0]) if rows else default


def setting(store: Store, key: str, default: Any = None) -> Any:
    """Return a setting of the project, any JSON value."""
    found = store.rows("SELECT value FROM settings WHERE key = ? AND removed = 0", (key,))
    return json.loads(found[0][0]) if found else default


def rules(store: Store, table: str) -> list[tuple[Guid, Any]]:
    """Return the rule files kept in `typologies` or `scales`, each as the data it was read from."""
    found = store.rows(f'SELECT guid, rules FROM "{table}" WHERE removed = 0 ORDER BY rowid')
    return [(guid, json.loads(data)) for guid, data in found]


def note(store: Store, id: str | None) -> str:
    """Return the words of a text, for example an entry's reason."""
    found = store.rows("SELECT text FROM texts WHERE id = ?", (id,)) if id else []
    return str(found[0][0]) if found else WITHDRAWN if id else ""


def row(store: Store, table: str, guid: Guid) -> dict[str, Any]:
    """Return any row as it stands, removed or not, by its columns; empty where there is none."""
    names = ("guid", *DEFAULTS[table])
    columns = ", ".join(f'"{name}"' for name in names)
    found = store.rows(f'SELECT {columns} FROM "{table}" WHERE guid = ?', (guid,))
    return dict(zip(names, found[0], strict=True)) if found else {}


def table_of(store: Store, guid: Guid) -> str:
    """Return the table that holds the row of this guid, removed or not; empty where none does."""
    each = (f"SELECT '{table}' FROM \"{table}\" WHERE guid = ?1" for table in DEFAULTS)
    found = store.rows(" UNION ALL ".join(each), (guid,))
    return str(found[0][0]) if found else ""


def size(store: Store) -> int:
    """Return how many codings and turns there are: what counting takes its time for."""
    ((rows,),) = store.rows("SELECT (SELECT count(*) FROM codings) + (SELECT count(*) FROM turns)")
    return int(rows)


@at_one_moment
def evidence(store: Store) -> Evidence:
    """Return all that is counted and typed, at this moment: nothing of what was withdrawn."""
    everything = Evidence(
        users=users(store),
        cases=cases(store),
        sources=sources(store),
        speakers=speakers(store),
        turns=turns(store),
        codebook=codebook(store),
        codings=codings(store),
        reads=reads(store),
    )
    return leaving.counted(store, everything)
