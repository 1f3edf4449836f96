"""Memos that stand on words which are withdrawn: about who leaves, their turns, their codings."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coder.model import Guid, Passage
from coder.store.masks import MASK, holds_words
from coder.store.schema import REFERENCES
from coder.store.store import Store


def memos(
    store: Store, about: Collection[Guid], after: Mapping[Guid, str], whole: Collection[Guid] = ()
) -> list[Guid]:
    """Return the memos about some things, and on passages of sources of which no word is left.

    Removed ones are among them: their words are kept. `after` is the text of each source as it is
    when the words are covered; of sources that leave `whole` no passage stands.
    """
    gone = {*about}
    for source, text in after.items():
        gone |= _gone(store, source, text, every=source in whole)
    return [
        guid
        for guid, of, passage in store.rows("SELECT guid, about, passage FROM memos")
        if (
            of in whole or (of in after and _covered(after[of], passage)) if passage else of in gone
        )
    ]


def _gone(store: Store, source: Guid, text: str, *, every: bool) -> set[Guid]:
    """Return turns and codings of a source, removed ones too, of which no word is left."""
    return {
        guid
        for table in ("turns", "codings")
        for guid, passage in store.rows(
            f'SELECT guid, passage FROM "{table}" WHERE source = ?', (source,)
        )
        if every or _covered(text, passage)
    }


def _covered(text: str, passage: str) -> bool:
    words = Passage.parse(passage).quotation(text)
    return MASK in words and not holds_words(words)


def rows_about(store: Store, sources: Collection[Guid]) -> set[tuple[str, Guid]]:
    """Return table and guid of what people wrote about some sources or their cases.

    Memos on a source, its speakers, turns and codings, and whatever is said of the case.
    """
    found = {"cases": _cases(store, sources)}
    for table in ("sources", "speakers", "turns", "codings"):
        of = "guid" if table == "sources" else "source"
        found[table] = _guids(store, table, of, sources)
    about = set().union(*found.values())
    rows = {("memos", guid) for guid in _guids(store, "memos", "about", about)}
    for table, columns in REFERENCES.items():
        if "case" in columns and table != "sources":
            rows |= {(table, guid) for guid in _guids(store, table, "case", found["cases"])}
    return rows


def _cases(store: Store, sources: Collection[Guid]) -> set[Guid]:
    rows = store.rows('SELECT guid, "case" FROM sources WHERE "case" IS NOT NULL')
    return {case for source, case in rows if source in sources}


def _guids(store: Store, table: str, column: str, values: Collection[Guid]) -> set[Guid]:
    """Return the rows of a table, removed ones too, that have one of these values in a column."""
    rows = store.rows(f'SELECT guid, "{column}" FROM "{table}"')
    return {guid for guid, value in rows if value in values}
