"""Where the words of a passage stand in a corrected text, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from coder.alignment.blocks import Block, align, common_end, common_start
from coder.alignment.windows import Windows
from coder.model import Passage

CONTEXT = 120
"""Code points on either side by which two places of the same words are told apart."""
ENOUGH = 16
"""Code points, of the words and what is unchanged beside them, below which nothing is sure."""
ALIKE = 50
"""The likeness, of 100, from which changed words may be those of the passage."""
_MANY = 500
"""Places of the same words beyond which they are not told apart."""
_PROBE = 90
"""Code points of a block's middle by which it is told that the block stands once."""
_SPACE = re.compile(" ")
_BLOCKS = 50
"""Blocks from which it pays to look for all of them at once."""
_FAR = 20_000
"""Code points of changed text beyond which nothing is looked for in it."""
_RUN = 20
"""Code points from which a block says that two texts are one: below, chance has shared words."""


class Kind(StrEnum):
    """What became of a passage."""

    MOVED = "moved"
    """The same words, surely at this place."""
    CHANGED = "changed"
    """Other words at this place."""
    DOUBTFUL = "doubtful"
    """The same words, but this may be another place of them."""
    LOST = "lost"
    """Nothing like it stands there."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a passage, and where it is or may be."""

    kind: Kind
    passage: Passage | None = None
    """None where it is lost."""


class Places:
    """Two versions of a text, to find passages of the old one in the new one."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.blocks = align(old, new)
        self._starts = [block.old for block in self.blocks]
        self._unique: dict[Block, bool] = {}

    @cached_property
    def likeness(self) -> int:
        """How much of the old text, of 100, stands in the new one, in the same order."""
        whole, run = _letters(self.old), min(_RUN, len(self.old) // 4)
        shared = (self.old[b.old : b.old_end] for b in self.blocks if b.length >= run)
        return 100 * sum(map(_letters, shared)) // whole if whole else 0

    def find(self, passage: Passage) -> Found:
        """Return where a passage of the old text is in the new one.

        It has moved only where every word of it is the same, and its place is told from every
        other place of the same words by what stands beside it. All else is for a person to say.
        """
        block = self._block(passage)
        if block is None:
            return self._other_words(passage)
        shift = block.new - block.old
        to = Passage(passage.start + shift, passage.end + shift)
        if cuts(self.new, to) and not cuts(self.old, passage):
            return Found(Kind.CHANGED, _whole_words(self.new, to))
        return Found(Kind.MOVED if self._sure(passage, to, block) else Kind.DOUBTFUL, to)

    def _block(self, passage: Passage) -> Block | None:
        """Return the block that holds a passage of the old text; None where none holds all of it.

        Words put in or taken out before a block may stand further back: it then begins earlier.
        """
        number = bisect_right(self._starts, passage.start)
        before = self.blocks[number - 1] if number else None
        if before is not None and passage.end <= before.old_end:
            return before
        after = self.blocks[number] if number < len(self.blocks) else None
        if before is None or after is None or passage.end > after.old_end:
            return None
        loose = self._loose(before)
        block = Block(after.old - loose, after.new - loose, after.length + loose)
        return block if block.old <= passage.start else None

    # The same words: is this the place?

    def _sure(self, passage: Passage, to: Passage, block: Block) -> bool:
        own = self.blocks[bisect_right(self._starts, block.old_end - 1) - 1]
        if passage.end <= own.old or passage.start >= block.old_end - self._loose(block):
            return False  # which of two equal places is new, or gone, cannot be known
        before, after = self._beside(passage, block)
        if before == after == CONTEXT:
            return self._stands_once(block)
        words = passage.quotation(self.old)
        if len(words) + before + after < ENOUGH:
            return False
        # A rival has at least half as much beside it that is the same.
        least = self._shared(passage.start, to.start, len(words)) / 2
        # Where they can stand but once they stand here: no need to look through a long text.
        many, new_many = (windows.most(words) > 1 for windows in self._windows)
        old = [at for at in _places(words, self.old) if at != passage.start] if many else []
        new = [at for at in _places(words, self.new) if at != to.start] if new_many else []
        rivals = [(passage.start, at) for at in new] + [(at, to.start) for at in old]
        if max(len(new), len(old)) + 1 >= _MANY:
            return False
        return not any(self._shared(*both, len(words)) >= least for both in rivals)

    def _beside(self, passage: Passage, block: Block) -> tuple[int, int]:
        """Return how much is the same before and after a passage, up to CONTEXT."""
        before, after = passage.start - block.old, block.old_end - passage.end
        if block.old == block.new == 0:
            before = CONTEXT  # nothing but the same beginning stands before it
        if block.old_end == len(self.old) and block.new_end == len(self.new):
            after = CONTEXT
        return min(before, CONTEXT), min(after, CONTEXT)

    def _shared(self, at: int, new_at: int, length: int) -> int:
        """Return how much is the same around two places of the same words."""
        end, new_end = at + length, new_at + length
        before = common_end(
            self.old[max(0, at - CONTEXT) : at], self.new[max(0, new_at - CONTEXT) : new_at]
        )
        after = common_start(self.old[end : end + CONTEXT], self.new[new_end : new_end + CONTEXT])
        return before + after

    def _stands_once(self, block: Block) -> bool:
        if self._probe(block) in self._single:
            return True
        if block not in self._unique:
            words = self.old[block.old : block.old_end]
            self._unique[block] = all(
                text.find(words, text.find(words) + 1) < 0 for text in (self.old, self.new)
            )
        return self._unique[block]

    def _probe(self, block: Block) -> str:
        """Return words in the middle of a block: where they stand once, so does the block.

        They begin at a space, so that only what begins at one need be looked at; empty for none.
        """
        middle = (block.old + block.old_end) // 2
        at = self.old.find(" ", middle - CONTEXT // 2, middle - CONTEXT // 2 + CONTEXT - _PROBE)
        return self.old[at : at + _PROBE] if at >= 0 else ""

    @cached_property
    def _single(self) -> set[str]:
        """The probes that stand once in either text: all looked for at once, for there are many."""
        probes = {self._probe(block) for block in self.blocks if block.length >= CONTEXT} - {""}
        if len(probes) < _BLOCKS:
            return set()
        for text in (self.old, self.new):
            windows = (text[(at := found.start()) : at + _PROBE] for found in _SPACE.finditer(text))
            numbers = Counter(window for window in windows if window in probes)
            probes = {probe for probe, number in numbers.items() if number == 1}
        return probes

    @cached_property
    def _windows(self) -> tuple[Windows, Windows]:
        return Windows(self.old), Windows(self.new)

    def _loose(self, block: Block) -> int:
        """Return how much at the end of a block may as well stand after what follows it.

        Where `the ` was put in beside `the `, which of the two is new cannot be known.
        """
        number = bisect_right(self._starts, block.old_end - 1)
        after = self.blocks[number] if number < len(self.blocks) else None
        end, new_end = (after.old, after.new) if after else (len(self.old), len(self.new))
        if (block.old_end == end) == (block.new_end == new_end):
            return 0  # other words stand there, or none
        text, at, until = (
            (self.new, block.new_end, new_end)
            if block.old_end == end
            else (self.old, block.old_end, end)
        )
        reach = min(at, block.length)
        return common_end(text[at - reach : at], text[max(0, until - reach) : until])

    # Other words: which?

    def _other_words(self, passage: Passage) -> Found:
        low, high = self._window(passage)
        words = passage.quotation(self.old)
        gone = not self._windows[1].most(words)
        if not gone and len(words) >= ENOUGH and _once(words, self.new) and _once(words, self.old):
            at = self.new.find(words)
            to = Passage(at, at + len(words))
            return Found(Kind.MOVED if low <= at and to.end <= high else Kind.DOUBTFUL, to)
        if place := self._nearest(words, passage, low, high):
            return Found(Kind.CHANGED, place)
        length = len(words)
        places = () if gone else _places(words, self.new)
        there = [(self._shared(passage.start, at, length), at) for at in places]
        shared, at = max(there, default=(0, 0))
        if not there or length + shared < ENOUGH:
            return Found(Kind.LOST)
        return Found(Kind.DOUBTFUL, Passage(at, at + length))

    def _window(self, passage: Passage) -> tuple[int, int]:
        """Return the part of the new text that stands where the passage was."""
        number = bisect_right(self._starts, passage.start) - 1
        before = self.blocks[number] if number >= 0 else Block(0, 0, 0)
        low = before.new + min(passage.start - before.old, before.length)
        number = bisect_right(self._starts, passage.end - 1) - 1
        last = self.blocks[number] if number >= 0 else Block(0, 0, 0)
        if passage.end <= last.old_end:
            return low, last.new + passage.end - last.old
        after = self.blocks[number + 1] if number + 1 < len(self.blocks) else None
        return low, after.new if after else len(self.new)

    def _nearest(self, words: str, passage: Passage, low: int, high: int) -> Passage | None:
        """Return what is most like the words in a part of the new text; None where nothing is."""
        from rapidfuzz.fuzz import partial_ratio_alignment, ratio

        part = self.new[low:high]
        if not part.strip() or len(part) > _FAR:
            return None
        whole = _trimmed(self.new, Passage(low, high))
        if ratio(words, whole.quotation(self.new)) >= ALIKE:
            return _whole_words(self.new, whole) if not cuts(self.old, passage) else whole
        found = partial_ratio_alignment(words, part, score_cutoff=ALIKE)
        if found is None or len(part) <= len(words):
            return None
        near = _trimmed(self.new, Passage(low + found.dest_start, low + found.dest_end))
        return _whole_words(self.new, near) if near else None


def _places(words: str, text: str) -> Iterator[int]:
    """Yield where words stand in a text, overlapping or not, at most `_MANY` times."""
    at = text.find(words)
    for _ in range(_MANY):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _letters(text: str) -> int:
    """Return how many code points of a text are no white space."""
    return sum(map(len, text.split()))


def _once(words: str, text: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def cuts(text: str, passage: Passage) -> bool:
    """Whether a passage begins or ends inside a word."""
    start, end = passage.start, passage.end
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return before or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def _whole_words(text: str, passage: Passage) -> Passage:
    start, end = passage.start, passage.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Passage(start, end)


def _trimmed(text: str, passage: Passage) -> Passage:
    words = passage.quotation(text)
    start = passage.start + len(words) - len(words.lstrip())
    return Passage(start, start + len(words.strip()))
