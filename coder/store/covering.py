"""Covering words of sources, inside a change, and taking off what stands on nothing then."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Container, Iterable, Iterator, Sequence

from coder.display import same_name
from coder.model import Guid, Passage, Turn
from coder.store import index, reads, versions, voices
from coder.store.change import Change
from coder.store.masks import MASK, holds_words, masked, uncovered
from coder.store.schema import PLACED
from coder.store.store import Store
from coder.store.texts import Place, Texts, words


def cover(store: Store, change: Change, texts: Texts, source: Guid, text: str) -> None:
    """Let a source have this text, words of it covered; every form it ever had is withdrawn.

    Its length is the same, so offsets hold.
    """
    row = change.row("sources", source) or {}
    place = Place("sources", source, "text")
    held = reads.text(store, source) if row["text"] in _present(store, {str(row["text"])}) else None
    new = str(row["text"]) if held == text else change.text(text)
    change.update(
        "sources",
        source,
        {
            "text": new,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "words": uncovered(text),
        },
    )
    change.withdraw(_present(store, texts.of(place) - {new}))
    texts.now[place] = new
    texts.ever[new].add(place)
    settle(store, source, text)


def cover_names(
    store: Store, change: Change, texts: Texts, speaker: Guid, only: Container[str] | None = None
) -> None:
    """Cover the name of a speaker, and withdraw those that they had earlier.

    Of names `only` those, as `same_name` has them, it is done to no other.
    """
    place = Place("speakers", speaker, "name")
    held = str((change.row("speakers", speaker) or {})["name"])
    gone = {
        id
        for id in _present(store, texts.of(place))
        if holds_words(name := words(store, id)) and (only is None or same_name(name) in only)
    }
    if held in gone:
        name = words(store, held)
        covered = change.text(masked(name, [Passage(0, len(name))]))
        change.update("speakers", speaker, {"name": covered})
    change.withdraw(gone)


def cover_elsewhere(
    store: Store,
    change: Change,
    texts: Texts,
    people: Container[Guid],
    sources: Container[Guid],
    names: Iterable[str],
) -> None:
    """Cover the names of persons where other speakers of their sources have or had them.

    So they do where labels stood the wrong way round, and were put right in one version only.
    """
    only = {same_name(name) for name in names if voices.is_personal(name)}
    for speaker, source in store.rows("SELECT guid, source FROM speakers") if only else ():
        if source in sources and speaker not in people:
            cover_names(store, change, texts, speaker, only)


def settle(store: Store, source: Guid, text: str) -> None:
    """Let what is derived from a text know no more of it than is left.

    The index of words goes, since it knows which word stood where; each covered turn becomes one
    sentence, since how long those in it were says something of them.
    """
    _join_sentences(store, source, text)
    index.forget(store)


def _present(store: Store, ids: set[str]) -> set[str]:
    """Return those of some texts that are still in the project."""
    return {id for id in ids if store.rows("SELECT 1 FROM texts WHERE id = ?", (id,))}


def _join_sentences(store: Store, source: Guid, text: str) -> None:
    turns = reads.turns(store, source).get(source, [])
    kept = [each for each in reads.sentences(store, source) if holds_words(each.quotation(text))]
    kept += [turn.passage for turn in turns if not holds_words(turn.passage.quotation(text))]
    offsets = array("I")
    for each in sorted(kept):
        offsets.extend((each.start, each.end))
    store.keep_sentences(source, offsets.tobytes())


def take_off(store: Store, change: Change, source: Guid, text: str) -> int:
    """Remove codings, bookmarks and rejections that stand on nothing; return how many codings."""
    codings = 0
    for table, guid in idle(store, source, text):
        change.remove(table, guid)
        codings += table == "codings"
    return codings


def idle(store: Store, source: Guid, text: str) -> Iterator[tuple[str, Guid]]:
    """Yield the table and guid of what stands on no words of anybody any more, memos apart."""
    turns = reads.turns(store, source).get(source, [])
    speaking = [turn for turn in turns if holds_words(turn.passage.quotation(text))]
    for table in PLACED:
        if table != "memos":
            for guid, row in versions.placed(store, table, source):
                if on_nothing(text, speaking, Passage.parse(str(row["passage"]))):
                    yield table, guid


def on_nothing(text: str, speaking: Sequence[Turn], passage: Passage) -> bool:
    """Whether words of a passage are covered and those left are nobody's; a label is nobody's."""
    return MASK in passage.quotation(text) and not any(
        turn.passage.overlaps(passage) and holds_words(_shared(turn.passage, passage, text))
        for turn in speaking
    )


def _shared(one: Passage, other: Passage, text: str) -> str:
    return text[max(one.start, other.start) : min(one.end, other.end)]
