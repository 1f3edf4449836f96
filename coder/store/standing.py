"""Memos that stand on words which are withdrawn: about who leaves, their turns, their codings."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coder.model import Guid, Passage
from coder.store.masks import MASK, holds_words
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
