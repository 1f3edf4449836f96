"""What checking a draft can find: the kinds, how much each matters, and one finding."""

from __future__ import annotations

from dataclasses import dataclass

from coder.drafts.fitting import Piece
from coder.model import Guid, Passage

LOOK, TOLD, RIGHT = "look", "note", "right"
"""To be looked at; worth knowing; as it should be."""

VERBATIM, EDITED, NOT_FOUND = "verbatim", "edited", "not found"
SCHOOL, ROLE, STATUS = "other school", "other role", "other status"
TWICE, LONGER, SHORTER, INTERVIEWER = "twice", "longer", "shorter", "interviewer"
UNATTRIBUTED, UNREAD, COUNT = "unattributed", "unread", "count"

KINDS: dict[str, str] = {
    NOT_FOUND: "a quotation that stands in no source",
    EDITED: "quoted words that differ from the source where nothing marks it",
    SCHOOL: "found, but in a source of another school than the draft says",
    ROLE: "found, but spoken by somebody of another role than the draft says",
    STATUS: "the draft's sentence says another status than the school has",
    INTERVIEWER: "words of the interviewer, who is no evidence",
    TWICE: "the same words quoted before in the draft",
    LONGER: "goes beyond the coded passage or over more than one turn",
    SHORTER: "leaves out words at either end of the coded passage or turn",
    UNATTRIBUTED: "a quotation with nobody named",
    UNREAD: "what stands in the draft and could not be read",
    COUNT: "a number or quantity word, with the project's figure where a theme is named",
    VERBATIM: "word for word, or with every change marked",
}
"""Each kind of finding, with what it says."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, with its place in the draft and, where there is one, in a source."""

    kind: str
    level: str
    paragraph: int
    """Index of the draft's paragraph."""
    said: str
    """In a sentence, what was found."""
    words: str = ""
    """The draft's words: quoted, or the sentence that counts."""
    attribution: str = ""
    """As the draft writes it."""
    school: str = ""
    """Of the source."""
    role: str = ""
    """Of whoever spoke in the source."""
    source: Guid = ""
    source_name: str = ""
    turn: int | None = None
    """Number of the turn in the source, from 1."""
    passage: Passage | None = None
    source_words: str = ""
    pieces: tuple[Piece, ...] = ()
    """Of quoted words: what both have and what only one has."""
    code: str = ""
    """Of a count: the theme its sentence names."""
    codings: tuple[Guid, ...] = ()
    """Of a count: those behind the project's figure."""
