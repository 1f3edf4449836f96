"""What people wrote that stands on words which leave, or repeats them: texts, and plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coder.display import one_line
from coder.journal import START, Value
from coder.model import Guid, Passage
from coder.operations.project import PSEUDONYM_KEY
from coder.operations.withdrawing.plan import Plan
from coder.store import Store, at_one_moment, reads, standing, voices
from coder.store.leaving import CASE, NAMES, NOT_WRITTEN
from coder.store.masks import masked
from coder.store.texts import REASON, Place, ids

_IDS = {
    *("about", "source", "case", "code", "user", "speaker", "parent", "merged_into", "codebook"),
    *("corrects", "original", "passage", "since", "time", "date", "sha256", "digest", "head"),
    *("grounds", "codes", "codings", "rules", "typing", "review", "typology"),
}
"""Columns in which nobody writes words."""


@dataclass(frozen=True, slots=True)
class Written:
    """Memos, summaries, examples and reasons that a withdrawal may take along."""

    whole: tuple[tuple[str, Guid], ...]
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
    held = {id for (id,) in store.rows("SELECT id FROM texts")}
    whole = tuple(
        (table, guid)
        for table, guid in _standing(store, plan)
        if plan.texts.of(Place(table, guid, "text")) & held
    )
    near = _about(store, plan)
    going = {id for place in _texts_of(whole) for id in plan.texts.of(place)}
    repeating = {
        id: masked(words, passages)
        for id, words in _texts(store, plan)
        if id not in going and (passages := _repeated(plan, words, id in near))
    }
    called = sorted(
        [_called(store, place) for place in _texts_of(whole)]
        + [_of_text(store, plan, id) for id in repeating]
    )
    return Written(whole, repeating, tuple(called), tuple(_in_plain_words(store, plan)))


def _texts_of(rows: tuple[tuple[str, Guid], ...]) -> list[Place]:
    return [Place(table, guid, "text") for table, guid in rows]


def _repeated(plan: Plan, words: str, about: bool) -> list[Passage]:
    """Return what is theirs in a text; one `about` the source may quote less, in marks."""
    quoted = plan.repeats.quoted(words) if about else []
    return plan.repeats.within(words) + quoted + _named(plan, words)


def _named(plan: Plan, words: str) -> list[Passage]:
    names = [name for each in plan.persons for name in each.names]
    return voices.personal(names, words) if NAMES in plan.also else []


def _texts(store: Store, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield every text that somebody wrote, whatever names it or once named it."""
    apart = {
        id
        for id, places in plan.texts.ever.items()
        if any((place.table, place.column) in NOT_WRITTEN for place in places)
    }
    apart.add(str(reads.setting(store, PSEUDONYM_KEY, "")))
    for id, words in store.rows("SELECT id, text FROM texts"):
        if id not in apart:
            yield id, words


def _standing(store: Store, plan: Plan) -> Iterator[tuple[str, Guid]]:
    """Yield memos about who or what leaves, its turns and its codings; summaries of a case."""
    target = plan.target
    about = {target.guid, *plan.speakers, *target.sources}
    after = {guid: plan.after.get(guid, plan.before[guid]) for guid in _places(plan)}
    yield from (("memos", guid) for guid in standing.memos(store, about, after, target.sources))
    if target.kind == CASE:
        rows = store.rows('SELECT guid FROM summaries WHERE "case" = ?', (target.guid,))
        yield from (("summaries", guid) for (guid,) in rows)


def _about(store: Store, plan: Plan) -> set[str]:
    """Return the ids of texts, earlier forms too, about the sources in which words leave."""
    rows = standing.rows_about(store, _places(plan))
    return plan.texts.in_rows(rows)


def _places(plan: Plan) -> set[Guid]:
    return {*plan.after, *(guid for guid in plan.target.sources if guid in plan.before)}


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
    """Yield what repeats the words, or names who leaves, in the journal, which is never made anew.

    What the project began with was there before anybody had said anything.
    """
    seen: dict[str, None] = {}
    for entry in store.entries("verb <> ?", (START,)):
        for image in entry.images:
            thing = image.table.removesuffix("s").replace("_", " ")
            for column in image.after.keys() - _IDS:
                for words in _parts(column, image.after[column]):
                    if plan.repeats.within(words) or _named(plan, words):
                        seen[f"{column} of a {thing}: “{one_line(words, 80)}”"] = None
    yield from sorted(seen)


def _parts(column: str, value: Value) -> list[str]:
    if not isinstance(value, str) or ids(value):
        return []
    return list(map(str, json.loads(value))) if column == "indicators" else [value]
