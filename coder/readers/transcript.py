"""What a reader hands over; the guids come later, when it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from coder.display import one_line
from coder.model import Passage

WORDS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Note:
    """Something not understood, or left out."""

    line: int
    """Line of the text, of the file for `.vtt`, counted from 1; 0 for the whole file."""
    problem: str
    words: str = ""
    """How the words begin, safe to show."""

    @classmethod
    def on(cls, line: int, problem: str, words: str) -> Note:
        """Make a note that quotes how the words begin."""
        return cls(line, problem, one_line(words[: 20 * WORDS_SHOWN], WORDS_SHOWN))


@dataclass(frozen=True, slots=True)
class DraftSpeaker:
    """A labelled voice, as far as its label tells."""

    name: str
    role: str
    interviewer: bool
    numbered: bool


@dataclass(frozen=True, slots=True)
class DraftTurn:
    """One uninterrupted contribution; the passage leaves out the label and outer white space."""

    speaker: int | None
    """Index into the speakers; None where nobody is named."""
    passage: Passage
    time: str = ""
    """When it begins, `HH:MM:SS.mmm`, where the transcript says so."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text as read, with its voices, in order of first appearance, and its turns, in order."""

    text: str
    speakers: tuple[DraftSpeaker, ...]
    turns: tuple[DraftTurn, ...]
    notes: tuple[Note, ...]
