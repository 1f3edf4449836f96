"""Quotations in a draft: which words in quotation marks are somebody's, and whose.

The rule: words in quotation marks are a quotation where an attribution follows them, or where they
are at least LEAST_WORDS long and no citation of literature (a footnote mark, or standing in a
footnote). A block quotation is one without marks too. Anything shorter is a phrase that the draft
holds at arm's length ('dumping ground'), and is no quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coder.drafts import prose
from coder.drafts.attributions import Attribution, Known
from coder.drafts.marks import SINGLE, close_of, family, opens
from coder.model import Paragraph
from coder.model.drafts import BLOCK, HEADING

LEAST_WORDS = 6
"""Words from which unattributed words in quotation marks count as a quotation."""

_LONGEST = 12
"""Paragraphs over which one quotation may go."""

_NOTE_MARK = r"(?:[⁰¹²³⁴-⁹]+|\[\^?\w{1,4}\])"
_AFTER = re.compile(
    rf"\s*[.,;]?\s*(?P<note>{_NOTE_MARK})?\s*(?:\((?P<round>[^()]{{2,120}})\)|"
    r"[—–-]{1,3}\s*(?P<dash>[^()—–]{3,120}))?\s*[.*_]{0,3}\s*"
)
_BRACKETS = re.compile(rf"\s*[.,;]?\s*(?P<note>{_NOTE_MARK})?\s*(?:\((?P<round>[^()]{{2,120}})\))?")
_CITED = re.compile(r"\s*,\s*[^'\"‘“]{3,160}\b(?:19|20)\d\d\b")
_BEFORE = re.compile(r"\((?P<round>[^()]{2,120})\)[^.!?()'\"‘“]{0,60}$")
_MARKS = "'\"‘’“”«»"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, the paragraphs they stand in, and who is said to have spoken them."""

    words: str
    first: int
    """Index of the paragraph in which they open."""
    start: int
    """Where in it."""
    last: int
    attribution: Attribution | None
    unread: str = ""
    """What stands where an attribution would, and could not be read."""


@dataclass(slots=True)
class Quoted:
    """What was found in a draft."""

    quotations: list[Quotation] = field(default_factory=list)
    phrases: int = 0
    """Words in quotation marks too few to be a quotation."""
    open: list[int] = field(default_factory=list)
    """Paragraphs in which a quotation opens that never closes."""
    inside: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Ranges, by paragraph, of quoted words: they are not the draft's own prose."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """Where quoted words end in joined paragraphs, and what follows them."""

    end: int
    round: str
    attribution: Attribution | None
    cited: bool


def _apart(joined: str, end: int) -> bool:
    """Whether the words that open a paragraph close, and others open after them and before an end.

    Not where others open inside them, in the same marks: that is a quotation in a quotation; nor
    where what closes may be the apostrophe of a plural.
    """
    mark, closes = joined[0], close_of(joined, 0)
    if closes is None or closes >= end or (mark in SINGLE and joined[closes - 1] == "s"):
        return False

    def another(first: int, last: int) -> bool:
        alike = (at for at in range(first, last) if (joined[at] in SINGLE) == (mark in SINGLE))
        return any(opens(joined, at) for at in alike)

    return not another(1, closes) and another(closes + 1, end)


def find_quotations(paragraphs: Sequence[Paragraph], known: Known) -> Quoted:
    """Return every quotation of a draft, in order, with its attribution."""
    reading = _Reading(paragraphs, known)
    at = 0
    while at < len(paragraphs):
        at = reading.step(at)
    return reading.found


@dataclass(slots=True)
class _Reading:
    paragraphs: Sequence[Paragraph]
    known: Known
    found: Quoted = field(default_factory=Quoted)

    def step(self, at: int) -> int:
        """Read a paragraph, or all that one quotation goes over; return the next."""
        paragraph = self.paragraphs[at]
        if paragraph.kind == HEADING or prose.is_footnote(paragraph):
            return at + 1
        if paragraph.kind == BLOCK:
            return self._block(at)
        start = prose.lead(paragraph.text)
        if opens(paragraph.text, start) and (after := self._opened(at, start)):
            return after
        return self._inline(at)

    def _block(self, at: int) -> int:
        """Read a block quotation, marked as one by the draft's own layout."""
        last = at
        while last + 1 < len(self.paragraphs) and self.paragraphs[last + 1].kind == BLOCK:
            if self.known.alone(self.paragraphs[last].text):
                break
            last += 1
        texts = [each.text.strip() for each in self.paragraphs[at : last + 1]]
        own = self.known.alone(texts[-1]) if len(texts) > 1 else None
        words = " ".join(texts[:-1] if own else texts).strip(" *_")
        ending = _Ending(len(words), "", own, False)
        if not own and (found := re.search(r"\((?P<round>[^()]{2,120})\)[\s.]*$", words)):
            said = self.known.read(found["round"])
            if said:
                ending = _Ending(found.start(), found["round"], said, False)
        words = words[: ending.end].strip(" *_")
        if words[:1] in _MARKS and words[-1:] in _MARKS and close_of(words, 0) is not None:
            words = words[1:-1]
        return self._take(words.strip(), at, 0, last, ending)

    def _opened(self, at: int, start: int) -> int:
        """Read the quotation a paragraph opens with; return the next paragraph, 0 for none."""
        text = self.paragraphs[at].text
        joined, last = text[start:], at
        closes = close_of(text, start)
        for last in self._following(at):
            if last > at:
                joined += " " + self._continued(last, text[start])
            ending = self._ending(joined, text[start])
            if ending and _apart(joined, ending.end):
                return 0
            if ending and (ending.attribution or last > at or closes is None):
                return self._take(joined[1 : ending.end].strip(), at, start, last, ending)
            if ending and not self._speaks_again(joined, ending.end):
                return self._take(joined[1 : ending.end].strip(), at, start, last, ending)
            if closes is not None and not self._doubtful(text, closes):
                return 0
        if closes is None:
            self.found.open.append(at)
            return at + 1
        return 0

    def _following(self, at: int) -> Iterator[int]:
        """Yield a paragraph and those a quotation that opens in it may go on in."""
        yield at
        for number in range(at + 1, min(at + _LONGEST, len(self.paragraphs))):
            paragraph = self.paragraphs[number]
            if prose.is_footnote(paragraph):
                continue
            if paragraph.kind != self.paragraphs[at].kind or re.match(
                r"\s*(?:[-•*]\s+)?\d{1,4}[.)]\s", paragraph.text
            ):
                return
            yield number

    def _continued(self, at: int, mark: str) -> str:
        """Return a paragraph that goes on quoting, without the mark such paragraphs begin with."""
        text = self.paragraphs[at].text.strip()
        return text[1:] if opens(text, 0) and text[0] in family(mark) + mark else text

    def _doubtful(self, text: str, closes: int) -> bool:
        """Whether what closes may be a plural's apostrophe in a paragraph broken by a page end."""
        return text[closes - 1] == "s" and text.rstrip()[-1:] not in ".!?:)'’\"”"

    def _speaks_again(self, joined: str, end: int) -> bool:
        """Whether the quoted words close and others open before the end: two, not one."""
        closes = close_of(joined, 0)
        return closes is not None and closes < end

    def _ending(self, joined: str, mark: str) -> _Ending | None:
        """Return where quoted words end, if nothing but an attribution follows them."""
        closing = family(mark)
        for place in range(len(joined) - 1, max(0, len(joined) - 160), -1):
            if joined[place] not in closing or joined[place - 1].isspace():
                continue
            after = _AFTER.fullmatch(joined, place + 1)
            if not after:
                continue
            said = after["round"] or after["dash"] or ""
            attribution = self.known.read(said) if said else None
            if after["dash"] and not attribution:
                continue
            round = after["round"] or ""
            return _Ending(place, round, attribution, bool(after["note"]))
        return None

    def _inline(self, at: int) -> int:
        """Read the quotations inside a paragraph of prose."""
        text, place, after = self.paragraphs[at].text, 0, at + 1
        while place < len(text):
            if not opens(text, place):
                place += 1
                continue
            closes = close_of(text, place)
            if closes is None:
                if broken := self._broken(at, place):
                    return broken
                place += 1
                continue
            after = max(after, self._quoted(at, place, closes))
            place = closes + 1
        return after

    def _broken(self, at: int, start: int) -> int:
        """Read a quotation that opens inside a paragraph and ends in a later one; 0 for none."""
        text = self.paragraphs[at].text
        if text[start] == "'" and not text[start + 1 : start + 2].isupper():
            return 0  # more likely an apostrophe: 'twas
        after = self._opened(at, start)
        return after if after > at + 1 else 0

    def _quoted(self, at: int, start: int, closes: int) -> int:
        text = self.paragraphs[at].text
        following = _BRACKETS.match(text, closes + 1)
        round = (following["round"] if following else "") or ""
        attribution = self.known.read(round) if round else None
        cited = bool(following and following["note"]) or bool(_CITED.match(text, closes + 1))
        if attribution is None and (before := _BEFORE.search(text[max(0, start - 200) : start])):
            attribution = self.known.read(before["round"])
        ending = _Ending(closes, round, attribution, cited)
        if not text[closes + 1 :].strip(" .,;"):
            return self._take(text[start + 1 : closes], at, start, at, ending)
        if self._keep(text[start + 1 : closes], at, start, at, ending):
            self._mark(at, start, at, closes + 1)
        return at + 1

    def _take(self, words: str, first: int, start: int, last: int, ending: _Ending) -> int:
        """Keep a quotation that ends its paragraph; the attribution may be on the next line."""
        after = last + 1
        if ending.attribution is None and not ending.round and not ending.cited:
            while after < len(self.paragraphs) and prose.is_footnote(self.paragraphs[after]):
                after += 1
            alone = after < len(self.paragraphs) and self.known.alone(self.paragraphs[after].text)
            if alone:
                ending = _Ending(ending.end, "", alone, False)
                last = after
        if self._keep(words, first, start, last, ending):
            self._mark(first, start, last)
        return last + 1

    def _keep(self, words: str, first: int, start: int, last: int, ending: _Ending) -> bool:
        """Keep a quotation, or count a phrase; return whether the words are somebody else's."""
        if ending.attribution is None and (ending.cited or len(words.split()) < LEAST_WORDS):
            self.found.phrases += not ending.cited
            return ending.cited
        unread = "" if ending.attribution else ending.round
        self.found.quotations.append(
            Quotation(" ".join(words.split()), first, start, last, ending.attribution, unread)
        )
        return True

    def _mark(self, first: int, start: int, last: int, end: int | None = None) -> None:
        """Note where quoted words stand, to the end of the last paragraph unless told."""
        for number in range(first, last + 1):
            begins = start if number == first else 0
            whole = len(self.paragraphs[number].text)
            self.found.inside.setdefault(number, []).append((begins, end or whole))
