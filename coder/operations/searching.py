"""Searching the whole project: every place of words, with who says them and what is coded there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.finding import Finder, finder
from coder.model import Case, CodeBook, Coding, Guid, Passage, Source, Speaker, natural_key
from coder.operations import lists_fields as fields
from coder.operations import seeing
from coder.operations.in_turns import InTurns
from coder.operations.listing import Listing, Record
from coder.store import Store, index, reads, user_guid

AROUND, WIDELY = 40, 160
"""Characters that stand around words found: in a list, and where there is room."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which places count; every part that is given must hold."""

    source: Guid | None = None
    case: Guid | None = None
    role: str = ""
    """Of who says the words."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Variables of the case."""
    code: Guid | None = None
    """It, or a code under it, stands on the words; as far as the user may see."""
    without: Guid | None = None
    """Neither it nor a code under it stands on the words; as far as the user may see."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand."""

    source: Source
    case: str
    turn: int | None
    """Number of the first turn it is in, from 1; None where nobody speaks."""
    speaker: str
    role: str
    passage: Passage
    words: str
    """Exactly the text of the passage."""
    before: str
    after: str
    codes: tuple[Guid, ...]
    """Those on the words that the user may see, each once, in order of the text."""
    mine: frozenset[Guid]
    """Those of them that the user applied."""
    spoken: bool
    """Whether it is in a turn, or its source has no turns: a label or heading is not."""


def search(
    store: Store,
    user: str,
    words: str,
    how: str = "words",
    narrow: Narrow | None = None,
    *,
    book: CodeBook | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Hit]:
    """Yield the places of words, source by source in natural order, each as it is found.

    `how` is one of `finding.HOWS`; `book` is the codebook, where it is at hand already; `stopped`
    is asked before every source. Raises Refused for words that cannot be looked for, at once; and
    later where a pattern takes too long.
    """
    found = finder(words, how)
    book = reads.codebook(store) if book is None else book
    return _Search(store, user, found, narrow or Narrow(), book).hits(stopped)


class _Search:
    """One search: what is asked, and what is known of the project besides the texts."""

    def __init__(
        self, store: Store, user: str, found: Finder, narrow: Narrow, book: CodeBook
    ) -> None:
        self._store, self._user, self._finder, self._narrow = store, user, found, narrow
        self._me = user_guid(user)
        self._cases = reads.cases(store)
        self._book = book
        code, without = narrow.code, narrow.without
        self._with = self._book.family(code) if code else set()
        self._without = self._book.family(without) if without else set()

    def hits(self, stopped: Callable[[], bool]) -> Iterator[Hit]:
        """Yield the places, source by source."""
        may = index.candidates(self._store, self._finder.match)
        known = reads.sources(self._store).values()
        sources = [source for source in known if source.guid in may and self._fits(source)]
        for source in sorted(sources, key=lambda one: (natural_key(one.name), one.guid)):
            if stopped():
                return
            yield from self._in(source)

    def _fits(self, source: Source) -> bool:
        narrow = self._narrow
        case = self._cases.get(source.case) if source.case else None
        values = case.values if case else {}
        return (
            narrow.source in (None, source.guid)
            and narrow.case in (None, source.case)
            and all(same_name(values.get(k, "")) == same_name(v) for k, v in narrow.values.items())
        )

    def _in(self, source: Source) -> Iterator[Hit]:
        text = reads.text(self._store, source.guid)
        places = list(self._finder.find(text))
        if not places:
            return
        turns = InTurns(reads.turns(self._store, source.guid).get(source.guid, []))
        voices = reads.speakers(self._store, source.guid)
        codings = seeing.codings(self._store, self._user, source.guid)
        case = self._cases.get(source.case) if source.case else None
        for place in places:
            hit = self._hit(source, case, place, text, turns, voices, codings)
            if self._counts(hit):
                yield hit

    def _hit(
        self,
        source: Source,
        case: Case | None,
        place: Passage,
        text: str,
        turns: InTurns,
        voices: Mapping[Guid, Speaker],
        codings: Sequence[Coding],
    ) -> Hit:
        turn = turns.first(place)
        speaker = voices.get(turns.turns[turn].speaker or "") if turn is not None else None
        start, end = place.start, place.end
        here = [
            (self._book.resolve(coding.code), coding.user)
            for coding in codings
            if coding.passage.start < end and start < coding.passage.end
        ]
        return Hit(
            source,
            case.name if case else "",
            None if turn is None else turn + 1,
            speaker.name if speaker else "",
            speaker.role if speaker else "",
            place,
            text[start:end],
            text[max(0, start - WIDELY) : start],
            text[end : end + WIDELY],
            tuple(dict.fromkeys(code for code, _ in here)),
            frozenset(code for code, by in here if by == self._me),
            turn is not None or not turns.turns,
        )

    def _counts(self, hit: Hit) -> bool:
        narrow = self._narrow
        return (
            (not narrow.role or same_name(hit.role) == same_name(narrow.role))
            and (narrow.code is None or not self._with.isdisjoint(hit.codes))
            and self._without.isdisjoint(hit.codes)
        )


def known_values(store: Store) -> dict[str, list[str]]:
    """Return the variables of the cases, each with its values in natural order."""
    found: dict[str, set[str]] = {}
    for case in reads.cases(store).values():
        for variable, value in case.values.items():
            found.setdefault(variable, set()).add(value)
    return {variable: sorted(values, key=natural_key) for variable, values in found.items()}


def known_roles(store: Store) -> list[str]:
    """Return the roles of the speakers."""
    return sorted({s.role for s in reads.speakers(store).values() if s.role}, key=natural_key)


def check(store: Store, narrow: Narrow) -> None:
    """Raise NotFound, naming what there is, for a role, variable or value that nothing has."""
    if narrow.role:
        _check("role", narrow.role, known_roles(store))
    known = known_values(store) if narrow.values else {}
    for variable, value in narrow.values.items():
        _check("variable", variable, known)
        _check(f"value of {one_line(variable)}", value, known[variable])


def _check(what: str, named: str, known: Iterable[str]) -> None:
    if same_name(named) not in map(same_name, known):
        said = ", ".join(f"“{one_line(each)}”" for each in known) or "none"
        raise NotFound(f"There is no {what} “{one_line(named)}”; there are {said}.")


def listing(book: CodeBook, hits: Iterable[Hit]) -> Listing:
    """Return hits as a list."""
    return Listing("Found", fields.FOUND, [_record(book, hit) for hit in hits])


def _record(book: CodeBook, hit: Hit) -> Record:
    return {
        "source": hit.source.name,
        "case": hit.case,
        "turn": hit.turn,
        "speaker": hit.speaker,
        "role": hit.role,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "words": hit.before[-AROUND:] + hit.words + hit.after[:AROUND],
        "found": hit.words,
        "codes": [book.name(code) for code in hit.codes],
    }
