"""Suggestions and rejections as lists."""

from __future__ import annotations

from collections.abc import Iterable

from coder.display import one_line
from coder.model import Guid, Passage
from coder.operations.listing import Field, Listing, Record
from coder.store import Store, at_one_moment, reads, user_guid, written
from coder.suggest import Suggestion


def _passage(record: Record) -> str:
    return f"{record['start']}:{record['end']}"


def _words(record: Record) -> str:
    return one_line(record["text"], 60)


_PLACE = (
    Field("source", "name of the source"),
    Field("start", "code point at which the passage begins", "passage", show=_passage),
    Field("end", "code point before which the passage ends", shown=False, numeric=True),
    Field("code", "name of the code"),
    Field("path", "of the code", shown=False),
)
SUGGESTIONS = (
    *_PLACE,
    Field("kind", "indicators or likeness"),
    Field("strength", "1 to 100, to be compared within one kind", numeric=True),
    Field("reason", "which indicators, or which passages are like it"),
    Field("text", "the words, whole", "words", show=_words),
)
REJECTIONS = (*_PLACE, Field("text", "the words, whole", "words", show=_words))


@at_one_moment
def suggestions(store: Store, found: Iterable[Suggestion]) -> Listing:
    """Return suggestions as a list, in the order given."""
    names = _Names(store)
    records = [
        names.place(each.source, each.passage, each.code)
        | {
            "kind": each.kind,
            "strength": max(1, round(100 * each.strength)),
            "reason": each.reason,
            "text": names.words(each.source, each.passage),
        }
        for each in found
    ]
    return Listing("Suggestions", SUGGESTIONS, records)


@at_one_moment
def rejections(store: Store, user: str) -> Listing:
    """Return what this user has rejected: nobody sees what others have."""
    names = _Names(store)
    records = [
        names.place(source, passage, code) | {"text": names.words(source, passage)}
        for source, passage, code in sorted(written.rejections(store, user_guid(user)))
    ]
    return Listing("Rejected suggestions", REJECTIONS, records)


class _Names:
    """What sources and codes are called, and their words, read once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sources, self._book = reads.sources(store), reads.codebook(store)
        self._open: tuple[Guid, str] = ("", "")

    def words(self, source: Guid, passage: Passage) -> str:
        """Return the words of a passage; lists go source by source, so one text is kept."""
        if self._open[0] != source:
            self._open = (source, reads.text(self._store, source))
        return passage.quotation(self._open[1])

    def place(self, source: Guid, passage: Passage, code: Guid) -> dict[str, object]:
        """Return where a code is suggested, as the keys of a record."""
        named = self._book.resolve(code)
        return {
            "source": self._sources[source].name if source in self._sources else "",
            "start": passage.start,
            "end": passage.end,
            "code": self._book.name(named),
            "path": self._book.path(named),
        }
