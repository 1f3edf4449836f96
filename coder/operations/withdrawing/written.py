"""What people wrote that stands on words which leave, or repeats them: texts, and plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coder.display import one_line
from coder.journal import START, Value
from coder.model import Guid, Passage
from coder.operations.project import PSEUDONYM_KEY
from coder.operations.withdrawing.plan import Plan, is_personal, named_as
from coder.store import Store, at_one_moment, reads
from coder.store.leaving import CASE, NAMES, SPEAKER
from coder.store.masks import MASK, holds_words, masked
from coder.store.texts import REASON, Place, ids

_NOT_WRITTEN = (("sources", "text"), ("speakers", "name"))
"""Places of texts that are no words of those who work on the project."""

_IDS = {
    *("about", "source", "case", "code", "user", "speaker", "parent", "merged_into", "codebook"),
    *("corrects", "original", "passage", "since", "time", "date", "sha256", "digest", "head"),
    *("grounds", "codes", "codings", "rules", "typing", "review", "typology"),
}
"""Columns in which nobody writes words."""


@dataclass(frozen=True, slots=True)
class Written:
    """Memos, summaries, examples and reasons that a withdrawal may take along."""

    standing: tuple[tuple[str, Guid], ...]
    """Table and guid of memos and summaries about what leaves: they go as a whole."""
    repeating: Mapping[str, str]
    """By id, texts that repeat words which leave, and what they are without these."""
    called: tuple[str, ...]
    """What the texts are, in words."""
    plain: tuple[str, ...]
    """What the history holds in plain words and will always hold."""


@at_one_moment
def written(store: Store, plan: Plan) -> Written:
    """Return what people wrote about what leaves, and where they repeat its words."""
    standing = tuple(_standing(store, plan))
    going = {id for place in _texts_of(standing) for id in plan.texts.of(place)}
    repeating = {
        id: masked(words, passages)
        for id, words in _texts(store, plan)
        if id not in going and (passages := _repeated(plan, words))
    }
    called = sorted(
        [_called(store, place) for place in _texts_of(standing)]
        + [_of_text(store, plan, id) for id in repeating]
    )
    return Written(standing, repeating, tuple(called), tuple(_in_plain_words(store, plan)))


def _texts_of(rows: tuple[tuple[str, Guid], ...]) -> list[Place]:
    return [Place(table, guid, "text") for table, guid in rows]


def _repeated(plan: Plan, words: str) -> list[Passage]:
    found = plan.repeats.within(words)
    if NAMES in plan.also and plan.target.kind == SPEAKER:
        for speaker in filter(is_personal, plan.target.speakers):
            found += [Passage(*match.span()) for match in named_as(speaker.name).finditer(words)]
    return found


def _texts(store: Store, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield every text that somebody wrote, whatever names it or once named it."""
    apart = {
        id
        for id, places in plan.texts.ever.items()
        if any((place.table, place.column) in _NOT_WRITTEN for place in places)
    }
    apart.add(str(reads.setting(store, PSEUDONYM_KEY, "")))
    for id, words in store.rows("SELECT id, text FROM texts"):
        if id not in apart:
            yield id, words


def _standing(store: Store, plan: Plan) -> Iterator[tuple[str, Guid]]:
    """Yield memos about who or what leaves, its turns and its codings; summaries of a case."""
    about = {plan.target.guid, *plan.speakers}
    places: dict[Guid, str] = dict(plan.before) | dict(plan.after)
    if plan.target.kind != SPEAKER:
        about |= set(plan.target.sources)
    for source in {*plan.after, *plan.target.sources}:
        about |= _gone_in(store, plan, source, places.get(source, ""))
    for guid, of, passage in store.rows("SELECT guid, about, passage FROM memos"):
        if passage and of in places:
            whole = of in plan.target.sources
            if whole or _covered(places[of], plan.before[of], Passage.parse(passage)):
                yield "memos", guid
        elif of in about:
            yield "memos", guid
    if plan.target.kind == CASE:
        rows = store.rows('SELECT guid FROM summaries WHERE "case" = ?', (plan.target.guid,))
        yield from (("summaries", guid) for (guid,) in rows)


def _gone_in(store: Store, plan: Plan, source: Guid, text: str) -> set[Guid]:
    """Return the turns and codings of a source, removed ones too, of which no word is left."""
    return {
        guid
        for table in ("turns", "codings")
        for guid, passage in store.rows(
            f'SELECT guid, passage FROM "{table}" WHERE source = ?', (source,)
        )
        if source in plan.target.sources
        or _covered(text, plan.before.get(source, ""), Passage.parse(passage))
    }


def _covered(after: str, before: str, passage: Passage) -> bool:
    words = passage.quotation(after)
    return MASK in words and not holds_words(words)


def _of_text(store: Store, plan: Plan, id: str) -> str:
    held = plan.texts.held(id)
    if held:
        return _called(store, held[0])
    place = min(plan.texts.ever.get(id, ()), default=None)
    if place is None:
        return "a text that nothing names"
    if place.table == REASON:
        return f"the reason of entry {place.guid[:19]}"
    return f"an earlier form of {_called(store, place)}"


def _called(store: Store, place: Place) -> str:
    row = reads.row(store, place.table, place.guid)
    by = reads.users(store).get(str(row.get("user", "")))
    whose = f" by {one_line(by.name)}" if by else ""
    if place.table == "codes":
        return f"an example of the code “{one_line(row['name'], 60)}”"
    what = {"memos": "memo", "summaries": "summary"}.get(place.table)
    what = what or f"{place.column} of {place.table.removesuffix('s').replace('_', ' ')}"
    return f"{what} {place.guid[:8]}{whose}"


def _in_plain_words(store: Store, plan: Plan) -> Iterator[str]:
    """Yield what repeats the words in the journal itself, which is never written anew.

    What the project began with was there before anybody had said anything.
    """
    seen: dict[str, None] = {}
    for entry in store.entries("verb <> ?", (START,)):
        for image in entry.images:
            thing = image.table.removesuffix("s").replace("_", " ")
            for column in image.after.keys() - _IDS:
                for words in _parts(column, image.after[column]):
                    if plan.repeats.within(words):
                        seen[f"{column} of a {thing}: “{one_line(words, 80)}”"] = None
    yield from sorted(seen)


def _parts(column: str, value: Value) -> list[str]:
    if not isinstance(value, str) or ids(value):
        return []
    return list(map(str, json.loads(value))) if column == "indicators" else [value]
