"""Fitting quoted words into a stretch of a source: the cheapest edits, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coder.model import Passage

SAME, DRAFT, SOURCE = "same", "draft", "source"
"""A piece stands in both, only in the draft, or only in the source."""

_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that the draft and the source share, or that only one of them has."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Where quoted words fit best, and how they differ there."""

    passage: Passage
    pieces: tuple[Piece, ...]
    shared: int
    """Words, without punctuation, that both have."""
    words: int
    """Words of the draft's."""

    @property
    def likeness(self) -> float:
        """The share, from 0 to 1, of the draft's words that the source has here."""
        return self.shared / self.words if self.words else 0.0


_PLAIN = (
    *((mark, "'") for mark in "‘’‚‛ʼ`´′"),
    *((mark, '"') for mark in "“”„‟«»″"),
    *((mark, "-") for mark in "‐‑‒–—―−"),
    *((mark, " ") for mark in "\n\t\u00a0\u2009\u202f"),
)

_WORD, _SIGN = 1_000, 500
"""Costs of a word and of a sign of punctuation that only the source has."""
_QUOTED = 3
"""How many times as much one costs that only the draft has: it is quoted, so it was said there."""
_INSTEAD = 2.6
"""How many times as much one costs that stands for another: less than one that only the draft has,
so that a changed last word is held against the source's, but not over the end of a sentence."""
_SHARED = -1
"""What a shared one costs: of equally cheap ways the one that shares more is taken."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    key: str
    """As it is compared."""
    cost: int
    """Of leaving it out."""


def _tokens(text: str, offset: int = 0) -> list[_Token]:
    text = plain(text)
    return [
        _Token(
            offset + found.start(),
            offset + found.end(),
            found[0],
            _WORD if found[0][0].isalnum() else _SIGN,
        )
        for found in _TOKEN.finditer(text)
    ]


def plain(text: str) -> str:
    """Return a text of the same length with quotation marks, dashes and white space made plain."""
    if text.isascii():
        return text.replace("\n", " ").replace("\t", " ").replace("`", "'")
    for mark, made in _PLAIN:
        text = text.replace(mark, made)
    return text


def fit(words: str, text: str, within: Passage) -> Fit | None:
    """Return where words fit into a range of a text at the least cost; None where they cannot.

    A fitting alignment (Needleman and Wunsch 1970 with free ends in the source), over words and
    punctuation: what stands before and after in the source costs nothing. Of equally cheap places
    the one that begins latest and ends first is taken, so no word outside the passage is claimed.
    """
    ours = _tokens(words)
    theirs = _tokens(within.quotation(text), within.start)
    if not ours or not theirs:
        return None
    steps, end = _table(ours, theirs)
    pairs = _back(steps, len(ours), end)
    used = [theirs[place] for _, place in pairs if place is not None]
    same = [(a, b) for a, b in pairs if a is not None and b is not None]
    shared = [a for a, b in same if ours[a].key == theirs[b].key and ours[a].cost == _WORD]
    if not shared or not used:
        return None
    return Fit(
        Passage(used[0].start, used[-1].end),
        tuple(_pieces(pairs, ours, theirs, words, text)),
        len(shared),
        sum(token.cost == _WORD for token in ours),
    )


_BOTH, _OURS, _THEIRS = 0, 1, 2


def _table(ours: Sequence[_Token], theirs: Sequence[_Token]) -> tuple[list[bytearray], int]:
    """Return, by row and column, the last step of the cheapest way there, and where it ends."""
    before = [0] * (len(theirs) + 1)
    begins = list(range(len(theirs) + 1))
    steps = []
    for one in ours:
        key, cost, instead = one.key, _QUOTED * one.cost, int(_INSTEAD * one.cost)
        row, starts = [before[0] + cost], [0]
        took = bytearray([_OURS])
        for at, other in enumerate(theirs):
            # Costs come first; of equal ones the way that began later is the shorter passage.
            pair = instead if one.cost == other.cost else cost + other.cost
            least = before[at] + (_SHARED if key == other.key else pair)
            begun, step = begins[at], _BOTH
            left_out = before[at + 1] + cost
            if left_out < least or (left_out == least and begins[at + 1] > begun):
                least, begun, step = left_out, begins[at + 1], _OURS
            put_in = row[at] + other.cost
            if put_in < least or (put_in == least and starts[at] > begun):
                least, begun, step = put_in, starts[at], _THEIRS
            took.append(step)
            row.append(least)
            starts.append(begun)
        before, begins = row, starts
        steps.append(took)
    end = min(range(len(before)), key=lambda at: (before[at], at))
    return steps, end


def _back(steps: Sequence[bytearray], row: int, column: int) -> list[tuple[int | None, int | None]]:
    """Return the pairs of tokens along the cheapest way."""
    pairs: list[tuple[int | None, int | None]] = []
    while row:
        step = steps[row - 1][column]
        if step == _BOTH:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif step == _OURS:
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def _pieces(
    pairs: Sequence[tuple[int | None, int | None]],
    ours: Sequence[_Token],
    theirs: Sequence[_Token],
    words: str,
    text: str,
) -> list[Piece]:
    """Return the pieces in order, words with the spacing between them as written."""
    runs: list[tuple[str, list[_Token]]] = []
    for a, b in pairs:
        if a is not None and b is not None and ours[a].key == theirs[b].key:
            _put(runs, SAME, ours[a])
            continue
        if a is not None:
            _put(runs, DRAFT, ours[a])
        if b is not None:
            _put(runs, SOURCE, theirs[b])
    return [
        Piece(kind, (text if kind == SOURCE else words)[tokens[0].start : tokens[-1].end])
        for kind, tokens in runs
    ]


def _put(runs: list[tuple[str, list[_Token]]], kind: str, token: _Token) -> None:
    """Add a word to the runs; what one side has stays in one piece, though the other is between."""
    last = runs[-1][0] if runs else ""
    before = runs[-2][0] if len(runs) > 1 else ""
    if last == kind:
        runs[-1][1].append(token)
    elif {kind, last} == {DRAFT, SOURCE} and before == kind:
        runs[-2][1].append(token)
    else:
        runs.append((kind, [token]))
