"""Why a case is typed as it is, in plain sentences: the answer first, ids and digests last."""

from __future__ import annotations

from coder.operations.explaining.case import (
    ORIGIN,
    READINGS,
    Explanation,
    explain,
    explain_each,
)
from coder.operations.explaining.margin import margin, without_evidence
from coder.operations.explaining.parts import GLYPHS, Part

__all__ = [
    "GLYPHS",
    "ORIGIN",
    "READINGS",
    "Explanation",
    "Part",
    "explain",
    "explain_each",
    "margin",
    "without_evidence",
]
