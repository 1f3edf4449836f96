"""Why a case is typed as it is, in plain sentences: the answer first, ids and digests last."""

from __future__ import annotations

from coder.operations.explaining.case import Explanation, explain
from coder.operations.explaining.parts import GLYPHS, Part

__all__ = ["GLYPHS", "Explanation", "Part", "explain"]
