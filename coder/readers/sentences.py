"""Sentences inside turns, by spaCy's rule-based sentencizer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from coder.model import Passage
from coder.readers.transcript import DraftTurn

LONGEST_WORD = 100
"""spaCy's tokenizer takes minutes over 20,000 commas without a space; words are shorter."""

_GAP = re.compile(r"\n\s*\n")
_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_OPENING = "[(\"'“‘«"
_WORD = re.compile(r"[^\W_]")


def sentences(text: str, turns: Iterable[DraftTurn]) -> list[Passage]:
    """Return the sentences of a text's turns, in order.

    Each lies in one turn and one paragraph, has no outer white space, and all that is not white
    space is in one. A sentence without a letter or digit ("...") joins the one before it, else
    the one after.
    """
    pieces = [piece for turn in turns for piece in _paragraphs(text, turn.passage)]
    found: list[Passage] = []
    words = (_readable(piece.quotation(text)) for piece in pieces)
    for piece, doc in zip(pieces, _pipeline().pipe(words), strict=True):
        found.extend(_cut(text, piece, (sentence.start_char for sentence in doc.sents)))
    return found


@cache
def _pipeline() -> Any:
    import spacy  # takes more than a second: only those who need sentences wait for it

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    # The limit is there for pipes that take 1 GB for 100,000 characters; these two do not.
    pipeline.max_length = 2**31
    return pipeline


def _paragraphs(text: str, passage: Passage) -> Iterator[Passage]:
    start = passage.start
    for gap in _GAP.finditer(text, passage.start, passage.end):
        yield Passage(start, gap.start())
        start = gap.end()
    yield Passage(start, passage.end)


def _readable(words: str) -> str:
    """Return the words with each endless run of signs as a plain word of the same length."""
    if len(words) <= LONGEST_WORD or max(map(len, words.split()), default=0) <= LONGEST_WORD:
        return words
    return _RUN.sub(lambda run: "x" * (len(run[0]) - 2) + run[0][-2:], words)


def _cut(text: str, piece: Passage, starts: Iterable[int]) -> Iterator[Passage]:
    """Yield a paragraph's sentences, given where the sentencizer begins them."""
    cuts, last, worded = [piece.start], piece.start, False
    for start in starts:
        cut = _before_opening(text, last, piece.start + start)
        worded = worded or _WORD.search(text, last, cut) is not None
        last = cut
        if worded:
            cuts.append(cut)
            worded = False
    if len(cuts) > 1 and not _WORD.search(text, cuts[-1], piece.end):
        cuts.pop()
    for start, end in pairwise([*cuts, piece.end]):
        words = text[start:end].rstrip()
        begun = words.lstrip()
        if begun:
            yield Passage(start + len(words) - len(begun), start + len(words))


def _before_opening(text: str, start: int, cut: int) -> int:
    """Move a cut before opening brackets or quotation marks that stand close to what follows.

    The sentencizer gives every sign after a full stop to the sentence before:
    "It was hard. [" "City name] was harder."
    """
    at = cut
    while at > start and text[at - 1] in _OPENING:
        at -= 1
    return at if start < at < cut and text[at - 1].isspace() else cut
