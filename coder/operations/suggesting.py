"""Suggestions for a project: what is looked for, what a user sees of it, accepting and rejecting.

A suggestion is computed, shown and forgotten. What is kept of it is a coding, where a person
accepts it, or a rejection: nothing here is ever counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coder import journal
from coder.display import one_line
from coder.errors import CoderError, Refused
from coder.model import CodeBook, Coding, Guid, Passage, derived_guid
from coder.operations import seeing
from coder.operations.coding import check_in_use, check_passage
from coder.store import Change, Store, reads, user_guid, written
from coder.suggest import INDICATORS, LIKENESS, Material, Suggestion

if TYPE_CHECKING:
    from coder.suggest.likeness import Example, Likeness
    from coder.suggest.matching import IndicatorMatcher

SHOWN = "suggestions"
"""The setting that says whether the screen looks for suggestions: `on` or `off`."""
ON, OFF = "on", "off"
FORM = "indicators matched by"
"""The setting that says what of a word an indicator is matched on."""
PIPELINE = "language pipeline"
"""The setting that names a trained pipeline of spaCy, or is empty."""

KINDS = (INDICATORS, LIKENESS)


NO_SPACY = (
    "There are no suggestions: spaCy, which reads the words for them, cannot be loaded on this"
    " computer. Install coder again; all else works."
)

ANEW = 0.1
"""Likeness is made anew where more than this part of what it rests on came or went since."""

_Places = dict[tuple[Guid, Guid], list[Passage]]
"""Passages by source and code."""


class Held:
    """What makes a user's suggestion needless: they have the code there, or have rejected it."""

    def __init__(
        self,
        codings: Iterable[tuple[Guid, Guid, Passage]],
        rejections: Iterable[tuple[Guid, Guid, Passage]],
    ) -> None:
        """Each coding and rejection is a source, a code and a passage."""
        self._coded, self._rejected = _places(codings), _places(rejections)

    def code(self, source: Guid, code: Guid, passage: Passage) -> None:
        """Take in that the user has coded this."""
        self._coded.setdefault((source, code), []).append(passage)

    def uncode(self, source: Guid, code: Guid, passage: Passage) -> None:
        """Take in that the user has taken off such a coding; one that is not held is none."""
        held = self._coded.get((source, code), [])
        if passage in held:
            held.remove(passage)

    def reject(self, source: Guid, code: Guid, passage: Passage) -> None:
        """Take in that the user has rejected this."""
        self._rejected.setdefault((source, code), []).append(passage)

    def leaves(self, each: Suggestion) -> bool:
        """Whether a suggestion still says something new to the user.

        It is needless on words that have the code, and on words within a passage for which the
        code was rejected.
        """
        key = (each.source, each.code)
        return not (
            any(at.overlaps(each.passage) for at in self._coded.get(key, ()))
            or any(at.contains(each.passage) for at in self._rejected.get(key, ()))
        )


def _places(given: Iterable[tuple[Guid, Guid, Passage]]) -> _Places:
    found: _Places = {}
    for source, code, passage in given:
        found.setdefault((source, code), []).append(passage)
    return found


def held(store: Store, user: str, book: CodeBook, codings: Iterable[Coding]) -> Held:
    """Return what is needless to suggest to a user, by the codes as they now stand."""
    me = user_guid(user)
    return Held(
        ((c.source, book.resolve(c.code), c.passage) for c in codings if c.user == me),
        (
            (source, book.resolve(code), passage)
            for source, passage, code in written.rejections(store, me)
        ),
    )


_Place = tuple[Guid, Passage, Guid]
"""A source, a passage of it and a code."""


class Suggesting:
    """Looks through the sources of a project for one user, by the codebook as it was at first.

    Each source is looked through with what was coded by then.

    `notes` says in sentences what could not be used. It holds spaCy: never make one in the screen.
    """

    def __init__(
        self,
        store: Store,
        user: str,
        kinds: Collection[str] = KINDS,
        *,
        form: str = "",
        codes: Collection[Guid] = (),
        all_: bool = False,
    ) -> None:
        """With `all_`, what is less alike than the likest of each code and source is found too."""
        self._store, self._user, self._form, self._all = store, user, form, all_
        self.left: dict[Guid, int] = {}
        """How many less alike were left out, by source that was looked through."""
        self._book = reads.codebook(store)
        self._known: dict[Guid, _Place] = {}
        """For each coding that likeness rests on, where it was."""
        self._last: tuple[int, str] = (0, "")
        """The clock and the id of the last entry that likeness knows."""
        self._changes = 0
        """Codings that came and went since likeness was made."""
        wanted = {code.guid for code in self._book if not code.retired}
        self._codes = wanted & set(codes) if codes else wanted
        self._kinds = tuple(kinds)

    def find(self, source: Guid) -> Iterator[Suggestion]:
        """Yield the suggestions for a source that are new to this user, as they are found."""
        looked = material(self._store, source)
        codings = reads.codings(self._store, source)
        new = held(self._store, self._user, self._book, codings).leaves
        if INDICATORS in self._kinds:
            yield from filter(new, self.matcher.suggest(looked))
        if LIKENESS in self._kinds:
            self._learn()
            from coder.suggest.likeness import likest

            found = list(filter(new, self._likeness.suggest(looked)))
            kept = found if self._all else likest(found)
            self.left[source] = len(found) - len(kept)
            yield from kept

    def of(self, source: Guid) -> list[Suggestion]:
        """Return the suggestions for a source that are new to this user, in order of the text."""
        return sorted(self.find(source), key=lambda each: (each.passage, each.kind, each.code))

    @property
    def notes(self) -> list[str]:
        """What could not be used of the codebook and the settings, in sentences."""
        return self.matcher.notes if INDICATORS in self._kinds else []

    @cached_property
    def matcher(self) -> IndicatorMatcher:
        """What finds the indicators; spaCy is loaded now. Raises CoderError where it cannot be."""
        from coder.suggest.matching import LEMMA, IndicatorMatcher

        by_code = {code.guid: code.indicators for code in self._book if code.guid in self._codes}
        form = self._form or str(reads.setting(self._store, FORM, LEMMA))
        try:
            return IndicatorMatcher(by_code, form, str(reads.setting(self._store, PIPELINE, "")))
        except ImportError as error:
            raise CoderError(NO_SPACY) from error

    @cached_property
    def _likeness(self) -> Likeness:
        """What compares with the passages coded by those whom this user may see."""
        codes: dict[Guid, dict[Passage, set[Guid]]] = {}
        with self._store.moment():
            codings = seeing.codings(self._store, self._user)
            known = reads.sources(self._store)
            self._last = self._newest()
        self._changes, self._known = 0, {}
        for coding in codings:
            code = self._book.resolve(coding.code)
            if code in self._codes and coding.source in known:
                codes.setdefault(coding.source, {}).setdefault(coding.passage, set()).add(code)
                self._known[coding.guid] = (coding.source, coding.passage, code)
        examples = []
        for source, passages in codes.items():
            looked = material(self._store, source)
            for passage, here in passages.items():
                examples.append(_example(looked, passage, frozenset(here)))
        return _comparing([example for example in examples if example.words.strip()])

    def _newest(self) -> tuple[int, str]:
        last = next(self._store.entries(newest=True), None)
        return (last.clock, last.id) if last else (0, "")

    def _learn(self) -> None:
        """Let likeness know of codings made and taken off since; made anew where they are many.

        One coding more costs next to nothing, all of a big project many seconds.
        """
        likeness, last = self._likeness, self._newest()
        if last == self._last:
            return
        new = list(self._store.entries("(clock, id) > (?, ?)", self._last))
        touched = {i.guid: None for entry in new for i in entry.images if i.table == "codings"}
        self._last, self._changes = last, self._changes + len(touched)
        merged = any(entry.verb == journal.MERGE for entry in new)
        if merged or self._changes > len(likeness) * ANEW:
            del self._likeness
            return
        known = reads.sources(self._store)
        for guid in touched:
            self._learn_one(likeness, guid, known)

    def _learn_one(self, likeness: Likeness, guid: Guid, sources: Collection[Guid]) -> None:
        before, now = self._known.pop(guid, None), self._standing(guid, sources)
        if before is not None and before != now and before not in self._known.values():
            likeness.forget(*before)
        if now is None:
            return
        self._known[guid] = now
        if before != now:
            source, passage, code = now
            example = _example(material(self._store, source), passage, frozenset({code}))
            if example.words.strip():
                likeness.learn(example)

    def _standing(self, guid: Guid, sources: Collection[Guid]) -> _Place | None:
        """Return where a coding is, if it is one that likeness rests on."""
        row = reads.row(self._store, "codings", guid)
        only = seeing.only(self._store, self._user)
        if not row or row["removed"] or only not in (None, row["user"]):
            return None
        code, source = self._book.resolve(str(row["code"])), str(row["source"])
        if code not in self._codes or source not in sources:
            return None
        return source, Passage.parse(str(row["passage"])), code


def _comparing(examples: Sequence[Example]) -> Likeness:
    """Return what compares with examples. Raises CoderError where spaCy cannot be loaded."""
    from coder.suggest.likeness import Likeness

    try:
        return Likeness(examples)
    except ImportError as error:
        raise CoderError(NO_SPACY) from error


def _example(looked: Material, passage: Passage, codes: frozenset[Guid]) -> Example:
    from coder.suggest.likeness import Example

    return Example(looked.source, looked.name, passage, codes, _said_in(looked, passage))


def material(store: Store, source: Guid) -> Material:
    """Return a source without what the interviewer says. Raises NotFound where there is none."""
    speakers = reads.speakers(store, source)
    asked = {guid for guid, speaker in speakers.items() if speaker.interviewer}
    turns = reads.turns(store, source).get(source, [])
    return Material(
        source,
        str(reads.row(store, "sources", source).get("name", "")),
        reads.text(store, source),
        [turn.passage for turn in turns if turn.speaker not in asked],
        reads.sentences(store, source),
    )


def _said_in(looked: Material, passage: Passage) -> str:
    """Return the words of a passage that those who were asked have said."""
    return " ".join(
        looked.text[max(turn.start, passage.start) : min(turn.end, passage.end)]
        for turn in looked.turns
        if turn.overlaps(passage)
    )


def apart(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions of which no two propose one code for the same words.

    Of those that overlap the one by indicators stays, which is narrower, else the stronger one.
    """
    kept: list[Suggestion] = []
    by_code: _Places = {}
    for each in sorted(found, key=lambda each: (KINDS.index(each.kind), -each.strength)):
        held = by_code.setdefault((each.source, each.code), [])
        if not any(passage.overlaps(each.passage) for passage in held):
            held.append(each.passage)
            kept.append(each)
    return sorted(kept, key=lambda each: (each.source, each.passage))


def accept(store: Store, user: str, chosen: Sequence[Suggestion]) -> list[Guid]:
    """Code what these suggestions propose, in one change; return the codings' guids.

    The entry's reason says of each where it came from. What the user has coded so already stays as
    it is. Raises Refused as `coding.apply_code` does, and then nothing is coded.
    """
    verb = "accept suggestion" if len(chosen) == 1 else "accept suggestions"
    guids = []
    with store.change(verb, user, _reasons(store, chosen)) as change:
        for each in chosen:
            _check(store, change, each)
            place = (each.source, each.passage, each.code)
            guid = reads.coding_on(store, change.user, *place)
            guids.append(guid or change.insert("codings", _row(change, each)))
    return guids


def reject(store: Store, user: str, chosen: Sequence[Suggestion]) -> None:
    """Remember that these passages are not to have these codes, for this user, in one change.

    Raises Refused as `accept` does.
    """
    verb = "reject suggestion" if len(chosen) == 1 else "reject suggestions"
    with store.change(verb, user, _reasons(store, chosen)) as change:
        for each in chosen:
            _check(store, change, each)
            # Derived, so that two copies in which the same was rejected hold one row.
            place = (change.user, each.source, each.code, str(each.passage))
            change.insert("rejections", _row(change, each), derived_guid("rejection", *place))


def _check(store: Store, change: Change, each: Suggestion) -> None:
    check_passage(store, change, each.source, each.passage)
    check_in_use(change, each.code)


def _row(change: Change, each: Suggestion) -> dict[str, str]:
    row = {"source": each.source, "code": each.code, "passage": str(each.passage)}
    return {**row, "user": change.user}


def _reasons(store: Store, chosen: Sequence[Suggestion]) -> str:
    """Return what the journal keeps; it quotes no transcript, which may be withdrawn later."""
    if not chosen:
        raise Refused("No suggestion was chosen; nothing was changed.")
    if len(chosen) == 1:
        return f"suggested: {chosen[0].reason}"
    names = {guid: source.name for guid, source in reads.sources(store).items()}
    return "\n".join(
        f"suggested for {one_line(names.get(each.source, '?'))} {each.passage}: {each.reason}"
        for each in chosen
    )
