"""Reading what people wrote or marked in a project beside their codings."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from coder import model
from coder.model import Coding, Guid, Passage
from coder.store.reads import WITHDRAWN, stored_passage
from coder.store.store import Store

if TYPE_CHECKING:  # loaded where one is made
    from coder.model import Bookmark, Memo, Summary


def rejections(store: Store, user: Guid) -> list[tuple[Guid, Passage, Guid]]:
    """Return source, passage and code of each suggestion that a user has rejected."""
    rows = store.rows(
        'SELECT source, passage, code FROM rejections WHERE removed = 0 AND "user" = ?', (user,)
    )
    return [(source, stored_passage(passage), code) for source, passage, code in rows]


def memos(store: Store, *about: Guid) -> list[Memo]:
    """Return the memos about some things, or all, oldest first."""
    where = " AND about IN (SELECT value FROM json_each(?))" if about else ""
    rows = store.rows(
        'SELECT memos.guid, about, "user", coalesce(texts.text, ?), passage FROM memos'
        f" LEFT JOIN texts ON texts.id = memos.text WHERE removed = 0{where} ORDER BY memos.rowid",
        (WITHDRAWN, *((json.dumps(about),) if about else ())),
    )
    return [_memo(*row) for row in rows]


def _memo(guid: Guid, about: Guid, user: Guid, text: str, passage: str) -> Memo:
    return model.Memo(guid, about, user, text, stored_passage(passage) if passage else None)


def memos_in(store: Store, source: Guid) -> list[tuple[Passage, Memo]]:
    """Return the memos on codings, turns and passages of a source, each with where it stands.

    Those on the source as a whole stand nowhere in it.
    """
    rows = store.rows(
        "SELECT m.guid, m.about, m.user, coalesce(texts.text, ?), m.passage,"
        " coalesce(codings.passage, turns.passage, m.passage)"
        " FROM memos m LEFT JOIN texts ON texts.id = m.text"
        " LEFT JOIN codings ON codings.guid = m.about AND codings.removed = 0"
        " LEFT JOIN turns ON turns.guid = m.about AND turns.removed = 0"
        " WHERE m.removed = 0 AND (codings.source = ? OR turns.source = ?"
        " OR (m.about = ? AND m.passage <> '')) ORDER BY m.rowid",
        (WITHDRAWN, source, source, source),
    )
    return [(stored_passage(at), _memo(*row)) for *row, at in rows]


def bookmarks(store: Store, user: Guid, source: Guid | None = None) -> list[Bookmark]:
    """Return a user's bookmarks in a source, or in all, by place in the text."""
    rows = store.rows(
        'SELECT guid, source, "user", passage FROM bookmarks'
        ' WHERE removed = 0 AND "user" = ? AND (? IS NULL OR source = ?)',
        (user, source, source),
    )
    found = [
        model.Bookmark(guid, of, by, stored_passage(passage)) for guid, of, by, passage in rows
    ]
    return sorted(found, key=lambda mark: (mark.source, mark.passage))


def summaries(store: Store) -> list[Summary]:
    """Return all summaries of the framework, oldest first: the latest of a cell is last."""
    rows = store.rows(
        'SELECT a.guid, "case", code, "user", coalesce(texts.text, ?), codings, time'
        " FROM summaries a LEFT JOIN texts ON texts.id = a.text"
        " WHERE removed = 0 ORDER BY clock, a.guid",
        (WITHDRAWN,),
    )
    return [
        model.Summary(guid, case, code, user, text, tuple(json.loads(codings)), time)
        for guid, case, code, user, text, codings, time in rows
    ]


def codings_ever(store: Store, source: Guid) -> list[Coding]:
    """Return every coding of a source, also those taken off, at each passage it has or had."""
    rows = store.rows(
        'SELECT guid, source, code, "user", passage FROM codings WHERE source = ?', (source,)
    )
    now = [Coding(guid, of, code, by, stored_passage(at)) for guid, of, code, by, at in rows]
    by_guid = {coding.guid: coding for coding in now}
    before = store.rows(
        "SELECT json_extract(image.value, '$[1]'), json_extract(image.value, '$[2].passage')"
        " FROM journal, json_each(journal.body, '$.images') AS image"
        " WHERE instr(body, '\"passage\"') AND json_extract(image.value, '$[0]') = 'codings'"
        " AND json_extract(image.value, '$[2].passage') IS NOT NULL"
    )
    moved = [(by_guid[guid], passage) for guid, passage in before if guid in by_guid]
    return now + [replace(coding, passage=stored_passage(passage)) for coding, passage in moved]


def judged_ever(store: Store, case: Guid) -> list[Guid]:
    """Return the rows by which entries about a case are found, also those that were removed.

    An entry names the case where it adds a row, and later only the row: a value that is changed,
    what an undo takes back. A review names its decision, and a reply its query.
    """
    rows = store.rows(_JUDGED_EVER, (case,))
    return [guid for (guid,) in rows]


_JUDGED_EVER = """
WITH made AS (SELECT guid FROM typings WHERE "case" = ?1),
     said AS (SELECT guid FROM reviews WHERE typing IN made)
SELECT guid FROM made UNION ALL SELECT guid FROM said
UNION ALL SELECT guid FROM case_values WHERE "case" = ?1
UNION ALL SELECT guid FROM assessments WHERE "case" = ?1 AND removed = 1
UNION ALL SELECT guid FROM replies WHERE review IN said AND removed = 1
"""
