"""A source with its codings as plain lines, for reading straight through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.display import one_line, visible
from coder.errors import Refused
from coder.model import CodeBook, Coding, Memo, Passage, Source, Speaker, Turn, User
from coder.operations import seeing
from coder.operations.in_turns import InTurns
from coder.operations.lists_withdrawals import remarks
from coder.store import Store, at_one_moment, reads, versions

QUOTED = 70
"""How many characters of a passage are quoted beneath its turn."""

NOBODY = "(no speaker)"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the lines are made from."""

    text: str
    speakers: Mapping[str, Speaker]
    book: CodeBook
    users: Mapping[str, User]
    memos: Mapping[str, Sequence[Memo]]
    offsets: bool


@at_one_moment
def reading(
    store: Store,
    user: str,
    source: Source,
    first: int = 1,
    last: int | None = None,
    *,
    offsets: bool = False,
) -> Iterator[str]:
    """Yield lines safe to show: each turn with its number, speaker and words, then its codings.

    A coding stands beneath the first turn shown that it overlaps. Raises Refused where there is no
    turn of these numbers (from 1, both included).
    """
    turns = reads.turns(store, source.guid).get(source.guid, [])
    shown = turns[first - 1 : last]
    if turns and (not shown or first < 1 or (last or 0) > len(turns)):
        said = f"{first} to {len(turns) if last is None else last}"
        raise Refused(f"{one_line(source.name)} has turns 1 to {len(turns)}, not {said}.")
    page = _page(store, user, source, offsets)
    beneath, loose = _beneath(shown, seeing.codings(store, user, source.guid))
    numbered = list(zip(range(first, first + len(shown)), shown, beneath, strict=True))
    heading = "\n".join([_heading(store, source), *remarks(store, source.guid)])
    return _lines(page, heading, numbered, loose if len(shown) == len(turns) else [])


def turns_of(store: Store, source: Source, passage: Passage | None) -> tuple[int, int | None]:
    """Return the numbers of the first and last turn that a passage overlaps; of all for none."""
    turns = reads.turns(store, source.guid).get(source.guid, []) if passage else []
    held = [n for n, turn in enumerate(turns, 1) if passage and turn.passage.overlaps(passage)]
    return (held[0], held[-1]) if held else (1, None)


def _lines(
    page: _Page,
    heading: str,
    turns: Sequence[tuple[int, Turn, Sequence[Coding]]],
    loose: Sequence[Coding],
) -> Iterator[str]:
    """Yield the lines; by now the project need not be read any more."""
    yield heading
    for number, turn, codings in turns:
        yield ""
        yield _turn(page, number, turn)
        for coding in codings:
            yield from _coding(page, coding)
    if loose:
        yield ""
        yield "Codings outside every turn:"
        for coding in loose:
            yield from _coding(page, coding)


def _page(store: Store, user: str, source: Source, offsets: bool) -> _Page:
    return _Page(
        text=reads.text(store, source.guid),
        speakers=reads.speakers(store, source.guid),
        book=reads.codebook(store),
        users=reads.users(store),
        memos=_memos(store, user),
        offsets=offsets,
    )


def _heading(store: Store, source: Source) -> str:
    case = reads.cases(store).get(source.case) if source.case else None
    number, last = source.version, len(versions.of(store, source.guid))
    version = f"version {number} of {last}" if last > 1 else ""
    facts = [f"school {case.name}" if case else "", source.kind, source.date, version]
    about = ", ".join(one_line(fact) for fact in facts if fact)
    return one_line(source.name) + (f" ({about})" if about else "")


def _memos(store: Store, user: str) -> dict[str, list[Memo]]:
    found: dict[str, list[Memo]] = {}
    for memo in seeing.memos(store, user):
        found.setdefault(memo.about, []).append(memo)
    return found


def _beneath(
    turns: Sequence[Turn], codings: Sequence[Coding]
) -> tuple[list[list[Coding]], list[Coding]]:
    """Return for each turn the codings that stand beneath it, and those that overlap none."""
    beneath: list[list[Coding]] = [[] for _ in turns]
    loose: list[Coding] = []
    held = InTurns(turns)
    for coding in codings:
        at = held.first(coding.passage)
        (loose if at is None else beneath[at]).append(coding)
    return beneath, loose


def _turn(page: _Page, number: int, turn: Turn) -> str:
    speaker = page.speakers.get(turn.speaker) if turn.speaker else None
    where = f" [{turn.passage}]" if page.offsets else ""
    time = f" ({visible(turn.time)})" if turn.time else ""
    words = visible(turn.passage.quotation(page.text), lines=True).replace("\n", "\n   ")
    return f"{number}. {one_line(speaker.name) if speaker else NOBODY}{time}{where}: {words}"


def _coding(page: _Page, coding: Coding) -> Iterator[str]:
    path = one_line(page.book.path(page.book.resolve(coding.code)))
    by = one_line(page.users[coding.user].name)
    where = f" [{coding.passage}]" if page.offsets else ""
    words = one_line(coding.passage.quotation(page.text), QUOTED)
    yield f"  [{path}] by {by}{where}: “{words}”"
    for memo in page.memos.get(coding.guid, ()):
        yield f"    memo by {one_line(page.users[memo.user].name)}: {one_line(memo.text)}"
