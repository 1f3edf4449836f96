"""The places a search has found, for going from one to the next while reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder.display import one_line
from coder.model import Guid, Passage

if TYPE_CHECKING:
    from coder.operations.searching import Hit, Narrow


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for."""

    words: str = ""
    how: str = "words"
    narrow: Narrow | None = None
    """Which places count; None for all."""


@dataclass(slots=True)
class Trail:
    """The places of the last search, and the one the person is at."""

    asked: Asked = field(default_factory=Asked)
    hits: Sequence[Hit] = ()
    at: int = 0
    on: bool = False
    """Whether `n` goes along it, rather than along what `/` found in one source."""

    @property
    def said(self) -> str:
        """Which place of how many this is; empty where no trail is followed."""
        if not self.on:
            return ""
        return f"{self.at + 1} of {len(self.hits)} “{one_line(self.asked.words, 24)}”"

    def step(self, by: int) -> tuple[Guid, Passage]:
        """Go on by so many places, past the last to the first; return where that is."""
        self.at = (self.at + by) % len(self.hits)
        hit = self.hits[self.at]
        return hit.source.guid, hit.passage
