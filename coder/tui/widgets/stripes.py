"""Codings as stripes in the margin: which lane each takes, and which stand on a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coder.model import Guid, Passage
from coder.tui.widgets.wrapping import Rows

OWN = "┃║▌┋╏"
"""Glyphs of this user's stripes, so that codes differ without colour."""
OTHERS = "│╎▏┊┆"
"""Lighter ones for the stripes of other users."""
COLOURS = 6
"""One more than glyphs: thirty codes differ by the pair."""
_BUCKET = 4
"""Rows are looked up by this many bits fewer."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding as the margin shows it."""

    guid: Guid
    passage: Passage
    label: str
    """Two or three letters for the code; see `abbreviate`."""
    colour: int
    """Any number that is the same wherever the code is shown; it cycles."""
    own: bool
    """Whether this user applied it."""
    title: str
    """The code's full name."""

    @property
    def glyph(self) -> str:
        """What it is drawn with."""
        glyphs = OWN if self.own else OTHERS
        return glyphs[self.colour % len(glyphs)]


@dataclass(frozen=True, slots=True)
class Placed:
    """A stripe with the rows it runs over and its lane; no lane was free: None."""

    stripe: Stripe
    first: int
    last: int
    lane: int | None

    def on(self, row: int) -> bool:
        """Whether it stands on a row."""
        return self.first <= row <= self.last


def abbreviate(name: str) -> str:
    """Return two or three letters for a code: `Behaviour policy` is `BP`, `Union` is `Uni`."""
    parts = re.findall(r"\w+", name)
    if len(parts) > 1:
        return "".join(part[0] for part in parts[:3]).upper()
    return parts[0][:3].capitalize() if parts else name[:3]


class Stripes:
    """The stripes of a transcript as wrapped: no two share a lane on a row."""

    def __init__(self, stripes: Iterable[Stripe], rows: Rows, lanes: int) -> None:
        self._rows = rows
        self._lanes = lanes
        self._placed: dict[Guid, Placed] = {}
        self._buckets: dict[int, list[Placed]] = {}
        ends = [-1] * lanes
        for stripe in sorted(stripes, key=lambda one: (one.passage.start, -one.passage.end)):
            first, last = rows.rows_of(stripe.passage)
            lane = next((lane for lane, end in enumerate(ends) if end < first), None)
            if lane is not None:
                ends[lane] = last
            self._put(Placed(stripe, first, last, lane))

    def __iter__(self) -> Iterator[Stripe]:
        return (placed.stripe for placed in self._placed.values())

    def __len__(self) -> int:
        return len(self._placed)

    def on_row(self, row: int) -> list[Placed]:
        """Return the stripes on a row."""
        return [one for one in self._buckets.get(row >> _BUCKET, ()) if one.on(row)]

    def add(self, stripe: Stripe) -> tuple[int, int]:
        """Put a stripe in the first lane that is free; return its first and last row."""
        self.remove(stripe.guid)
        first, last = self._rows.rows_of(stripe.passage)
        self._put(Placed(stripe, first, last, self._free_lane(first, last)))
        return first, last

    def remove(self, guid: Guid) -> list[tuple[int, int]]:
        """Take a stripe away, give its lane to those without; return the rows that changed."""
        gone = self._placed.pop(guid, None)
        if gone is None:
            return []
        self._take(gone)
        changed = [(gone.first, gone.last)]
        for other in self._between(gone.first, gone.last):
            lane = self._free_lane(other.first, other.last) if other.lane is None else None
            if lane is not None:
                self._take(other)
                self._put(Placed(other.stripe, other.first, other.last, lane))
                changed.append((other.first, other.last))
        return changed

    def _between(self, first: int, last: int) -> list[Placed]:
        """Return the stripes that share a row with these, in order of their beginning."""
        found = {
            one.stripe.guid: one
            for bucket in range(first >> _BUCKET, (last >> _BUCKET) + 1)
            for one in self._buckets.get(bucket, ())
            if one.first <= last and first <= one.last
        }
        return sorted(found.values(), key=lambda one: (one.first, one.stripe.guid))

    def _free_lane(self, first: int, last: int) -> int | None:
        taken = {one.lane for one in self._between(first, last)}
        return next((lane for lane in range(self._lanes) if lane not in taken), None)

    def _put(self, placed: Placed) -> None:
        self._placed[placed.stripe.guid] = placed
        for bucket in range(placed.first >> _BUCKET, (placed.last >> _BUCKET) + 1):
            self._buckets.setdefault(bucket, []).append(placed)

    def _take(self, placed: Placed) -> None:
        for bucket in range(placed.first >> _BUCKET, (placed.last >> _BUCKET) + 1):
            self._buckets[bucket].remove(placed)
