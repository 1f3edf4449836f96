"""Where quoted words stand in a text: to the letter, or but for spacing, quote marks and dashes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coder.display import one_line
from coder.errors import NotFound, Refused
from coder.model import Passage

CLOSE = 75
"""The likeness, of 100, from which other words are suggested for those that were not found."""

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212-"
_SINGLE = "'\u2018\u2019\u201a\u201b\u02bc`\u00b4\u2032"
_DOUBLE = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033'
_ALIKE = re.compile(rf"(\s+)|([{_DASHES}]+)|([{_SINGLE}])|([{_DOUBLE}])|(\u2026)")
_MADE = (" ", "-", "'", '"', "...")
_ELLIPSIS = re.compile(r"\s*[\[(]?(?:\.{3,}|(?:\. ){2,}\.)[\])]?\s*")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in which white space, quote marks and dashes are made alike, and where it comes from.

    `starts[i]` and `ends[i]` are the range in the text of the folded text's character i.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def passage(self, start: int, end: int) -> Passage:
        """Return the passage of the text that a range of the folded text comes from."""
        return Passage(self.starts[start], self.ends[end - 1])


def fold(text: str) -> Folded:
    """Make white space one space, quote marks and dashes plain, and `…` three full stops."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _ALIKE.finditer(text):
        pieces.append(text[at : match.start()])
        starts.extend(range(at, match.start()))
        ends.extend(range(at + 1, match.start() + 1))
        made = _MADE[(match.lastindex or 1) - 1]
        pieces.append(made)
        starts.extend([match.start()] * len(made))
        ends.extend([match.end()] * len(made))
        at = match.end()
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Folded("".join(pieces), starts, ends)


class Haystack:
    """A text to find quotations in, or a passage of it."""

    def __init__(self, text: str, within: Passage | None = None) -> None:
        self.within = within or Passage(0, len(text))
        self.text = text

    @cached_property
    def folded(self) -> Folded:
        """The part that is searched, folded; its offsets count in the whole text."""
        part = fold(self.within.quotation(self.text))
        lead = self.within.start
        return Folded(part.text, [lead + at for at in part.starts], [lead + at for at in part.ends])

    def exact(self, words: str) -> list[Passage]:
        """Return every place of words, to the letter."""
        part = self.within.quotation(self.text)
        lead = self.within.start
        return [Passage(lead + a, lead + b) for a, b in _ranges(words, part)]

    def alike(self, words: str) -> list[Passage]:
        """Return every place of folded words."""
        found = (self.folded.passage(a, b) for a, b in _ranges(words, self.folded.text))
        return list(dict.fromkeys(found))

    def parts(self, parts: Sequence[str]) -> list[Passage]:
        """Return the shortest passages in which folded parts follow one another."""
        chains = list(self.alike(parts[0]))
        for part in parts[1:]:
            places = self.alike(part)
            starts = [place.start for place in places]
            longer = []
            for chain in chains:
                after = bisect_left(starts, chain.end)
                if after < len(places):
                    longer.append(Passage(chain.start, places[after].end))
            chains = longer
        return [
            one
            for one in dict.fromkeys(chains)
            if not any(one != other and one.contains(other) for other in chains)
        ]


def _ranges(words: str, text: str) -> list[tuple[int, int]]:
    """Return every range that holds the words, at the borders of words where any does."""
    found = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    whole = [(start, end) for start, end in found if not _cuts(text, start, end)]
    return whole or found


def _cuts(text: str, start: int, end: int) -> bool:
    """Whether a range begins or ends inside a word."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return before or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def places(words: str, text: str, within: Passage | None = None) -> list[Passage]:
    """Return where quoted words stand in a text, in order; the surest way that finds any counts.

    First to the letter; then with white space, quote marks and dashes made alike; then without
    quote marks around the whole; then the parts around each ellipsis, joined to one passage.
    """
    words = words.strip()
    haystack = Haystack(text, within)
    if found := haystack.exact(words):
        return found
    for whole in _wholes(words):
        if found := haystack.alike(whole):
            return found
    parts = split_parts(words)
    return haystack.parts(parts) if parts else []


def _wholes(words: str) -> Iterator[str]:
    folded = fold(words).text
    yield folded
    if folded[:1] in "'\"" and folded[:1] == folded[-1:]:
        yield folded[1:-1].strip()


def split_parts(words: str) -> list[str]:
    """Return the folded parts of a quotation around its ellipses."""
    *_, whole = _wholes(words.strip())
    return [part for part in _ELLIPSIS.split(whole) if part]


def find(words: str, text: str, within: Passage | None = None) -> Passage:
    """Return the one place of quoted words in a text, or in a passage of it.

    Raises Refused where they stand in several places, naming them, and NotFound where in none, with
    the nearest words there are: they are a suggestion, never taken for the quotation.
    """
    if not words.strip():
        raise Refused("There are no words to look for.")
    found = places(words, text, within)
    if len(found) == 1:
        return found[0]
    if found:
        listed = "; ".join(f"{place} {_around(text, place)}" for place in found[:_SHOWN])
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise Refused(
            f"These words stand in {len(found)} places: {listed}{more}. Quote more of them."
        )
    near = nearest(words, text, within)
    if near is None:
        raise NotFound("These words do not stand in the text, nor anything like them.")
    shown = one_line(near.quotation(text), 120)
    raise NotFound(f"These words do not stand in the text. Did you mean {near} “{shown}”?")


def _around(text: str, place: Passage) -> str:
    before, after = text[max(0, place.start - 20) : place.start], text[place.end : place.end + 20]
    return f"“…{one_line(before + one_line(place.quotation(text), 40) + after)}…”"


def nearest(words: str, text: str, within: Passage | None = None) -> Passage | None:
    """Return the passage most like the words, or like a part of them that is missing; or None."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    haystack = Haystack(text, within)
    missing = [part for part in split_parts(words) if not haystack.alike(part)]
    if not missing or not haystack.folded.text:
        return None
    part = max(missing, key=len)
    found = partial_ratio_alignment(part, haystack.folded.text, score_cutoff=CLOSE)
    if found is None or found.dest_start >= found.dest_end:
        return None
    return _whole_words(haystack.folded, found.dest_start, found.dest_end)


def _whole_words(folded: Folded, start: int, end: int) -> Passage:
    text = folded.text
    while start < end and text[start] == " ":
        start += 1
    while end > start + 1 and text[end - 1] == " ":
        end -= 1
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return folded.passage(start, end)
