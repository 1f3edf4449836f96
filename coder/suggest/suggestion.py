"""A suggestion: a proposal with a reason. Never a coding until a person accepts it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.model import Guid, Passage

INDICATORS, LIKENESS = "indicators", "likeness"


@dataclass(frozen=True, slots=True)
class Near:
    """A passage already given the code, and how like it is, above 0 to 1."""

    source: Guid
    passage: Passage
    likeness: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One code for one passage."""

    source: Guid
    passage: Passage
    code: Guid
    kind: str
    """`indicators` or `likeness`."""
    reason: str
    """In words of the codebook and places of the project; it quotes no transcript, so that it may
    stand in the history where a source is withdrawn."""
    strength: float
    """Above 0, below or at 1; higher is stronger, and only within one kind."""
    nearest: tuple[Near, ...] = ()
    """For likeness: the passages that it rests on, the nearest first."""

    @property
    def key(self) -> tuple[Guid, Passage, Guid, str]:
        """What makes it the same suggestion when it is computed again."""
        return self.source, self.passage, self.code, self.kind


@dataclass(frozen=True, slots=True)
class Material:
    """A source as it is looked through."""

    source: Guid
    name: str
    text: str
    turns: Sequence[Passage]
    """Of those who were asked: the interviewer's are left out. In order of the text."""
    sentences: Sequence[Passage]
    """In order of the text; of turns without any the whole turn is one."""

    def by_turn(self) -> Iterator[list[Passage]]:
        """Yield the sentences of each turn, which do not overlap."""
        at = 0
        for turn in self.turns:
            while at < len(self.sentences) and self.sentences[at].start < turn.start:
                at += 1
            first = at
            while at < len(self.sentences) and self.sentences[at].end <= turn.end:
                at += 1
            yield list(self.sentences[first:at]) or [turn]

    def stretches(self, words: int) -> Iterator[Passage]:
        """Yield passages of whole sentences of one turn, each but the last of so many words."""
        for sentences in self.by_turn():
            first, count = None, 0
            for sentence in sentences:
                first = sentence if first is None else first
                count += len(sentence.quotation(self.text).split())
                if count >= words or sentence is sentences[-1]:
                    yield first.hull(sentence)
                    first, count = None, 0


def to_line(suggestion: Suggestion) -> str:
    """Return a suggestion as one line of JSON."""
    each = suggestion
    near = [[n.source, n.passage.start, n.passage.end, n.likeness] for n in each.nearest]
    place = [each.source, each.passage.start, each.passage.end]
    return json.dumps([*place, each.code, each.kind, each.reason, each.strength, near])


def from_line(line: str) -> Suggestion:
    """Return the suggestion of a line that `to_line` wrote."""
    source, start, end, code, kind, reason, strength, near = json.loads(line)
    nearest = tuple(Near(of, Passage(a, b), likeness) for of, a, b, likeness in near)
    return Suggestion(source, Passage(start, end), code, kind, reason, strength, nearest)
