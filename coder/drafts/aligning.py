"""Quoted words -> where they stand in the sources: to the letter, but for marks, or edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coder.drafts.fitting import DRAFT, SAME, Fit, Piece, fit, plain
from coder.model import Guid, Passage
from coder.quotations import CLOSE, fold, places

EXACT, MARKED, EDITED = "exact", "marked", "edited"
"""Word for word; word for word around marked ellipses and brackets; with unmarked changes."""

LIKE = 0.6
"""The share of the draft's words that a place must have to be taken for an edited quotation."""

_LEAST_SHARED = 3
_SUBSTITUTED = 80
"""Characters of a source that one pair of brackets may stand for."""
_OMITTED = 4_000
"""Characters of a source in which the words after an ellipsis are looked for, edited."""
_FITTED = 1_500
"""Characters that are fitted at once."""
_MOST = 20
"""Places of the same words that are told apart."""

_GAP = re.compile(
    r"\s*[\[(]?\s*(?:\.{3,}|(?:\. ){2,}\.|…)\s*[\])]?[.]?\s*|(?P<bracket>\s*\[[^\[\]]{0,80}\]\s*)"
)
_LAST_STOP = re.compile(r"[.,;:!?…]+$")


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a quotation in a source."""

    source: Guid
    passage: Passage
    manner: str
    pieces: tuple[Piece, ...]
    """What both have and what only one has, in order; one piece where they are the same."""
    omitted: int = 0
    """Words of the source that ellipses and brackets stand for."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a quotation between two gaps, as they are looked for."""

    words: str
    plain: str
    bracket: bool
    """Whether brackets, rather than an ellipsis, stand before it."""
    bracket_after: bool = False
    follows: bool = False
    """Whether it goes straight on from the part before."""


class Sources:
    """The texts a quotation may come from, prepared once for many."""

    def __init__(self, texts: Mapping[Guid, str]) -> None:
        self.texts = texts
        self._plain = {guid: plain(text) for guid, text in texts.items()}

    def find(self, words: str, first: Iterable[Guid] = ()) -> list[Found]:
        """Return every place of quoted words, at most 20; edited ones only where no other is.

        Spacing, the shape of quotation marks and dashes, and the stop at the very end are no
        difference. Edited words are looked for in the sources of `first`, then in all others; a
        place elsewhere must be more alike to be taken.
        """
        words = words.strip()
        parts = _parts(words)
        if not parts:
            return []
        whole = _Part(words, _stopless(plain(words)), False)
        found = self._everywhere([whole], EXACT, words)
        if not found and (len(parts) > 1 or parts[0].plain != whole.plain):
            found = self._everywhere(parts, MARKED, words)
        if found:
            return found
        edited = self._edited(parts, words, tuple(first))
        return [edited] if edited else []

    def _everywhere(self, parts: Sequence[_Part], manner: str, words: str) -> list[Found]:
        anchor = max(range(len(parts)), key=lambda at: len(parts[at].plain))
        found: list[Found] = []
        for guid, text in self._plain.items():
            at = text.find(parts[anchor].plain)
            while at >= 0 and len(found) < _MOST:
                chain = _chain(text, parts, anchor, at)
                if chain:
                    found.append(self._found(guid, chain, manner, words))
                at = text.find(parts[anchor].plain, at + 1)
        return list(dict.fromkeys(found))

    def _found(self, guid: Guid, chain: Sequence[Passage], manner: str, words: str) -> Found:
        text = self.texts[guid]
        gaps = (text[a.end : b.start] for a, b in pairwise(chain))
        omitted = sum(len(re.findall(r"\w+", gap)) for gap in gaps)
        end = _with_stop(words, text, chain[-1].end)
        start = chain[0].start
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1  # brackets stood for the beginning of a word: [t]he
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        return Found(guid, Passage(start, end), manner, (Piece(SAME, words),), omitted)

    def _edited(self, parts: Sequence[_Part], words: str, first: Sequence[Guid]) -> Found | None:
        """Return the place most like the words, or None where nothing is like enough."""
        parts = list(_in_pieces(parts))
        anchor = max(parts, key=lambda part: len(part.plain))
        order = [*first, *(guid for guid in self._plain if guid not in set(first))]
        best: tuple[float, Guid, int, int] | None = None
        for guid in order:
            near = _nearest(anchor.plain, self._plain[guid], best[0] if best else CLOSE)
            if near and (best is None or near[0] > best[0]):
                best = (near[0], guid, near[1], near[2])
        if best is None:
            return None
        return self._fitted(best[1], parts, parts.index(anchor), best[2], words)

    def _fitted(
        self, guid: Guid, parts: Sequence[_Part], anchor: int, at: int, words: str
    ) -> Found | None:
        text = self.texts[guid]
        fits: dict[int, Fit] = {}
        middle = _around(parts[anchor], text, at)
        if not (main := fit(parts[anchor].words, text, middle)):
            return None
        fits[anchor] = main
        for number in range(anchor + 1, len(parts)):
            begins = max(each.passage.end for each in fits.values())
            self._next(fits, parts, number, text, begins, begins + _OMITTED)
        for number in range(anchor - 1, -1, -1):
            ends = min(each.passage.start for each in fits.values())
            self._next(fits, parts, number, text, max(0, ends - _OMITTED), ends)
        shared = sum(each.shared for each in fits.values())
        total = len(re.findall(r"\w+(?:['’\-]\w+)*", " ".join(part.words for part in parts)))
        if shared < LIKE * total or shared < min(_LEAST_SHARED, total):
            return None
        return _joined(guid, text, parts, fits, words)

    def _next(
        self, fits: dict[int, Fit], parts: Sequence[_Part], at: int, text: str, low: int, high: int
    ) -> None:
        """Fit a part into what lies before or after those that are placed already."""
        window = plain(text[low:high])
        near = _nearest(parts[at].plain, window, LIKE * 100)
        if near is None:
            return
        around = _around(parts[at], text, low + near[1])
        inside = Passage(max(low, around.start), min(high, around.end))
        found = fit(parts[at].words, text, inside)
        if found and found.likeness >= LIKE:
            fits[at] = found


def _stopless(words: str) -> str:
    return _LAST_STOP.sub("", words) or words


def _with_stop(words: str, text: str, end: int) -> int:
    """Return where a passage ends with the stop that both the words and the text have there."""
    stop = _LAST_STOP.search(words)
    return end + len(stop[0]) if stop and text.startswith(stop[0], end) else end


def _parts(words: str) -> list[_Part]:
    """Return the words between ellipses and brackets, in order."""
    parts: list[_Part] = []
    at, bracket = 0, False
    for gap in _GAP.finditer(words):
        stands_for = gap["bracket"] is not None
        _add(parts, words[at : gap.start()], bracket, stands_for)
        bracket = stands_for
        at = gap.end()
    _add(parts, words[at:], bracket, False)
    if parts:
        last = parts[-1]
        parts[-1] = replace(last, words=_stopless(last.words), plain=_stopless(last.plain))
    return parts


def _in_pieces(parts: Iterable[_Part]) -> Iterator[_Part]:
    """Yield parts no longer than can be fitted word by word in a moment, cut between words."""
    for part in parts:
        words, follows = part.words, part.follows
        while len(words) > _FITTED and (at := words.find(" ", _FITTED)) > 0:
            yield replace(part, words=words[:at], plain=plain(words[:at]), follows=follows)
            words, follows = words[at + 1 :], True
        yield replace(part, words=words, plain=plain(words), follows=follows)


def _add(parts: list[_Part], words: str, bracket: bool, after: bool) -> None:
    if re.search(r"\w", words):
        words = words.strip()
        parts.append(_Part(words, plain(words), bracket, after))


def _chain(text: str, parts: Sequence[_Part], anchor: int, at: int) -> list[Passage] | None:
    """Return where the parts stand around one place of the longest, each as near as it can be."""
    if not _whole(text, parts[anchor], at):
        return None
    chain = [Passage(at, at + len(parts[anchor].plain))]
    for number in range(anchor + 1, len(parts)):
        here = _after(text, parts[number], chain[-1].end)
        if here is None:
            return None
        chain.append(here)
    for number in range(anchor - 1, -1, -1):
        here = _before(text, parts[number], parts[number + 1], chain[0].start)
        if here is None:
            return None
        chain.insert(0, here)
    return chain


def _after(text: str, part: _Part, start: int) -> Passage | None:
    limit = start + _SUBSTITUTED + len(part.plain) if part.bracket else len(text)
    at = text.find(part.plain, start, limit)
    while at >= 0 and not _whole(text, part, at):
        at = text.find(part.plain, at + 1, limit)
    return Passage(at, at + len(part.plain)) if at >= 0 else None


def _before(text: str, part: _Part, following: _Part, end: int) -> Passage | None:
    low = max(0, end - _SUBSTITUTED - len(part.plain)) if following.bracket else 0
    at = text.rfind(part.plain, low, end)
    while at >= 0 and not _whole(text, part, at):
        at = text.rfind(part.plain, low, at + len(part.plain) - 1)
    return Passage(at, at + len(part.plain)) if at >= 0 else None


def _whole(text: str, part: _Part, at: int) -> bool:
    """Whether a part stands here without cutting a word, but where brackets replace letters."""
    end = at + len(part.plain)
    cut_before = at > 0 and text[at - 1].isalnum() and text[at].isalnum()
    cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cut_before and not part.bracket) and not (cut_after and not part.bracket_after)


def _nearest(words: str, text: str, cutoff: float) -> tuple[float, int, int] | None:
    """Return likeness (0 to 100) and range of what is most like words in a plain text."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(words, text, score_cutoff=cutoff)
    if found is None or found.dest_start >= found.dest_end:
        return None
    return found.score, found.dest_start, found.dest_end


def _around(part: _Part, text: str, at: int) -> Passage:
    """Return the range of a text in which a part that is near a place is fitted."""
    spare = max(40, len(part.plain) // 2)
    start, end = max(0, at - spare), min(len(text), at + len(part.plain) + spare)
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Passage(start, end)


def _joined(
    guid: Guid, text: str, parts: Sequence[_Part], fits: Mapping[int, Fit], words: str
) -> Found:
    """Return the place that the fits of all parts cover, as one."""
    pieces: list[Piece] = []
    omitted = 0
    ended: int | None = None
    for number, part in enumerate(parts):
        if number not in fits:
            pieces.append(Piece(DRAFT, part.words))
            continue
        one = fits[number]
        if ended is not None:
            omitted += len(re.findall(r"\w+", text[ended : one.passage.start]))
        if number and not part.follows:
            pieces.append(Piece(SAME, "[…]" if part.bracket else "..."))
        pieces.extend(one.pieces)
        ended = one.passage.end
    hull = Passage(
        min(each.passage.start for each in fits.values()),
        _with_stop(words, text, max(each.passage.end for each in fits.values())),
    )
    kept = tuple(_without_last_stop(pieces))
    same = all(piece.kind == SAME for piece in kept)
    manner = EDITED if not same else EXACT if _alike(words, text, hull) else MARKED
    return Found(guid, hull, manner, kept, omitted)


def _alike(words: str, text: str, hull: Passage) -> bool:
    """Whether the words stand here but for spacing, marks and dashes: no ellipsis was needed."""
    return bool(places(_stopless(fold(words).text), text, hull)) and not _GAP.search(words)


def _without_last_stop(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out a difference that is only the stop at the very end."""
    kept = list(pieces)
    while kept and kept[-1].kind != SAME and not re.search(r"\w", kept[-1].words):
        kept.pop()
    return kept
