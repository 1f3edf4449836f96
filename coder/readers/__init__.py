"""The reading room: a file becomes text, speakers, turns and notes of what was not understood."""

from __future__ import annotations

from coder.readers.drafts import READABLE_DRAFTS, read_draft
from coder.readers.reading import READABLE, read
from coder.readers.roles import speaker
from coder.readers.sentences import sentences
from coder.readers.transcript import DraftSpeaker, DraftTurn, Note, Transcript
from coder.readers.turns import split

__all__ = [
    "READABLE",
    "READABLE_DRAFTS",
    "DraftSpeaker",
    "DraftTurn",
    "Note",
    "Transcript",
    "read",
    "read_draft",
    "sentences",
    "speaker",
    "split",
]
