"""Pure: a drafted report against the sources: quotations, attributions and counts."""

from __future__ import annotations

from coder.drafts.aligning import Found, Sources
from coder.drafts.attributions import Attribution, Known
from coder.drafts.counts import Count, Counting, Figure
from coder.drafts.findings import COUNT, KINDS, LOOK, RIGHT, TOLD, UNREAD, Finding
from coder.drafts.fitting import DRAFT, SAME, SOURCE, Piece
from coder.drafts.judging import Judge, Material, Voice
from coder.drafts.narrating import Narration
from coder.drafts.prose import numbers, place
from coder.drafts.quoting import Quotation, Quoted, find_quotations

__all__ = [
    "COUNT",
    "DRAFT",
    "KINDS",
    "LOOK",
    "RIGHT",
    "SAME",
    "SOURCE",
    "TOLD",
    "UNREAD",
    "Attribution",
    "Count",
    "Counting",
    "Figure",
    "Finding",
    "Found",
    "Judge",
    "Known",
    "Material",
    "Narration",
    "Piece",
    "Quotation",
    "Quoted",
    "Sources",
    "Voice",
    "find_quotations",
    "numbers",
    "place",
]
