"""Names of speakers in texts: where they stand, and which are names of persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coder.model import Passage, Turn


def of_name(name: str, text: str, turns: Sequence[Turn]) -> list[Passage]:
    """Return where a speaker of a source is named in its text: labels, and what others call them.

    A label that is a role, such as Teacher 1, is a word like any other in what others say; there
    only names of persons count.
    """
    found = named(name, text)
    if is_personal(name):
        return found
    return [each for each in found if not any(turn.passage.overlaps(each) for turn in turns)]


def personal(names: Iterable[str], text: str) -> list[Passage]:
    """Return where any of these names that are names of persons stand in a text."""
    return [place for name in names if is_personal(name) for place in named(name, text)]


def named(name: str, text: str) -> list[Passage]:
    """Return where a name stands in a text, as whole words, however spaced and capitalised."""
    words = r"\s+".join(map(re.escape, name.split()))
    found = re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) if words else ()
    return [Passage(*match.span()) for match in found]


def is_personal(name: str) -> bool:
    """Whether a label is the name of a person and no role."""
    from coder import readers  # all that reads transcripts, for what few commands do

    found = readers.speaker(name)
    return not found.role and not found.interviewer
