"""Suggestions: what may be worth coding, with the reason; pure, and never a coding."""

from coder.suggest.suggestion import (
    INDICATORS,
    LIKENESS,
    Material,
    Near,
    Suggestion,
    from_line,
    to_line,
)

__all__ = ["INDICATORS", "LIKENESS", "Material", "Near", "Suggestion", "from_line", "to_line"]
