"""Finding: codes by what was typed, and words in a text in four ways."""

from __future__ import annotations

from coder.finding.codes import CodeFinder
from coder.finding.literal import occurrences
from coder.finding.queries import HOWS, Finder, finder

__all__ = ["HOWS", "CodeFinder", "Finder", "finder", "occurrences"]
