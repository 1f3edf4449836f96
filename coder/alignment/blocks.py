"""The runs of words that stand in both of two texts, in the same order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_RUNS = (12, 6, 3, 1)
"""How many pieces in a row must stand once in either text to tie the two together."""
_SMALL = 1_000_000
"""The product of two gaps' pieces up to which every piece of them is compared."""
_LINE = 80
"""Characters from which a line that stands once in either text ties the two together, whole."""

Range = tuple[int, int, int, int]
"""Start and end in the old pieces, start and end in the new ones."""

Run = tuple[int, int, int]
"""Of the same pieces: start in the old ones, start in the new ones, number."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in both texts: `old_text[old:old + length] == new_text[new:new + length]`."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


def align(old: str, new: str) -> tuple[Block, ...]:
    """Return the blocks of two texts, in order of both, none touching the next in both.

    What is alike at both ends is set aside. The rest is tied together by what stands once in either
    text (patience diff, after Bram Cohen): first by whole lines, then by runs of words, white space
    and marks, long runs first; small gaps between are compared piece by piece. Offsets are code
    points.
    """
    head = common_start(old, new)
    tail = common_end(old[head:], new[head:])
    middle = _of_lines(old[head : len(old) - tail], new[head : len(new) - tail])
    blocks = [Block(0, 0, head)] if head else []
    blocks += [Block(head + a, head + b, length) for a, b, length in middle]
    if tail:
        blocks.append(Block(len(old) - tail, len(new) - tail, tail))
    return tuple(_grown(blocks, old, new))


def common_start(a: str, b: str) -> int:
    """Return how many characters two texts share at their starts."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if a[low:middle] == b[low:middle] else (low, middle - 1)
    return low


def common_end(a: str, b: str) -> int:
    """Return how many characters two texts share at their ends."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        same = a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _of_lines(old: str, new: str) -> Iterator[Run]:
    """Yield the blocks of two texts as start in either and length, in order.

    Lines go before pieces because a transcript of a million words has millions of pieces.
    """
    once, new_once = _lines(old), _lines(new)
    pairs = sorted((at, new_once[line]) for line, at in once.items() if line in new_once)
    lengths = {at: len(line) for line, at in once.items()}
    at = new_at = 0
    for first, second in [*_rising(pairs), (len(old), len(new))]:
        for a, b, length in _of_pieces(old[at:first], new[new_at:second]):
            yield at + a, new_at + b, length
        length = lengths.get(first, 0)
        if length:
            yield first, second, length
        at, new_at = first + length, second + length


def _lines(text: str) -> dict[str, int]:
    """Return where each long line stands that stands in a text once."""
    found: dict[str, int] = {}
    at = 0
    for line in text.split("\n"):
        if len(line) >= _LINE:
            found[line] = -1 if line in found else at
        at += len(line) + 1
    return {line: at for line, at in found.items() if at >= 0}


def _of_pieces(old: str, new: str) -> Iterator[Run]:
    """Yield the blocks of two texts as start in either and length, in order."""
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    starts = [0, *accumulate(map(len, a))]
    new_starts = [0, *accumulate(map(len, b))]
    for first, second, count in sorted(_matched(a, b)):
        yield starts[first], new_starts[second], starts[first + count] - starts[first]


def _matched(a: Sequence[str], b: Sequence[str]) -> Iterator[Run]:
    """Yield all runs of the same pieces, in no order."""
    waiting: list[tuple[Range, int]] = [((0, len(a), 0, len(b)), 0)]
    while waiting:
        gap, level = waiting.pop()
        a1, a2, b1, b2 = gap
        if a1 == a2 or b1 == b2:
            continue
        if level == len(_RUNS):
            yield from _compared(a, b, gap)
            continue
        at = (a1, b1)
        for run in _tied(a, b, gap, _RUNS[level]):
            yield run
            waiting.append(((at[0], run[0], at[1], run[1]), level + 1))
            at = (run[0] + run[2], run[1] + run[2])
        waiting.append(((at[0], a2, at[1], b2), level + 1))


def _tied(a: Sequence[str], b: Sequence[str], gap: Range, size: int) -> Iterator[Run]:
    """Yield the runs around what stands once in either part, as far as they reach."""
    a1, a2, b1, b2 = gap
    at, new_at = a1, b1
    once, new_once = _once(a[a1:a2], size), _once(b[b1:b2], size)
    pairs = [(a1 + i, b1 + new_once[run]) for run, i in once.items() if run in new_once]
    for i, j in _rising(sorted(pairs)):
        if i < at or j < new_at:
            continue
        end, new_end = i + size, j + size
        while i > at and j > new_at and a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
        while end < a2 and new_end < b2 and a[end] == b[new_end]:
            end, new_end = end + 1, new_end + 1
        yield i, j, end - i
        at, new_at = end, new_end


def _once(pieces: Sequence[str], size: int) -> dict[Hashable, int]:
    """Return where each run of pieces stands that stands there once only."""
    found: dict[Hashable, int] = {}
    for at, run in enumerate(zip(*(pieces[shift:] for shift in range(size)), strict=False)):
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs in which both numbers rise; the first rise already."""
    ends: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(chains[at - 1] if at else -1)
        ends[at : at + 1], chains[at : at + 1] = [j], [number]
    chain: list[tuple[int, int]] = []
    number = chains[-1] if chains else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _compared(a: Sequence[str], b: Sequence[str], gap: Range) -> Iterator[Run]:
    """Yield what a small gap shares, by the fewest pieces put in and taken out."""
    a1, a2, b1, b2 = gap
    if (a2 - a1) * (b2 - b1) > _SMALL:
        return
    from rapidfuzz.distance import Indel

    for each in Indel.opcodes(a[a1:a2], b[b1:b2]):
        if each.tag == "equal":
            yield a1 + each.src_start, b1 + each.dest_start, each.src_end - each.src_start


def _grown(blocks: Sequence[Block], old: str, new: str) -> Iterator[Block]:
    """Yield blocks grown into the gaps as far as the characters are the same, joined if they touch.

    They grow forwards first, so that words put in or taken out can only slide backwards.
    """
    last = Block(0, 0, 0)
    for block in [*blocks, Block(len(old), len(new), 0)]:
        gap, new_gap = old[last.old_end : block.old], new[last.new_end : block.new]
        more = common_start(gap, new_gap)
        last = Block(last.old, last.new, last.length + more)
        less = common_end(gap[more:], new_gap[more:])
        block = Block(block.old - less, block.new - less, block.length + less)
        slid = _slid(last, block, old, new)
        last = Block(last.old, last.new, last.length + slid)
        block = Block(block.old + slid, block.new + slid, block.length - slid)
        if (last.old_end, last.new_end) == (block.old, block.new):
            last = Block(last.old, last.new, last.length + block.length)
            continue
        if last.length:
            yield last
        last = block
    if last.length:
        yield last


def _slid(last: Block, block: Block, old: str, new: str) -> int:
    """Return how far words put in or taken out between two blocks can slide forwards."""
    put_in, taken_out = block.new - last.new_end, block.old - last.old_end
    if bool(put_in) == bool(taken_out):
        return 0
    text, at, until = (new, last.new_end, block.new) if put_in else (old, last.old_end, block.old)
    return common_start(text[at : at + block.length], text[until : until + block.length])
