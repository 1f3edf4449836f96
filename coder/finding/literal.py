"""Words as typed, letter for letter: what the line at the foot of a transcript finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.model import Passage


def occurrences(text: str, words: str) -> Iterator[Passage]:
    """Yield where words occur in a text, in any case, white space taken as alike."""
    parts = [re.escape(part) for part in words.split()]
    if parts:
        for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE):
            yield Passage(match.start(), match.end())
