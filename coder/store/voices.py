"""One person in two versions of a source: who that is in the other, and which words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from coder.alignment import Kind, Places
from coder.display import same_name
from coder.model import Guid, Passage, Speaker, Turn


def in_another(
    text: str,
    passages: Sequence[Passage],
    names: Collection[str],
    other: tuple[str, Sequence[Turn], Mapping[Guid, Speaker]],
) -> tuple[set[Guid], list[Passage]]:
    """Return the speakers of another version that are one person, and the passages of the words.

    Those of the same name are; and what was said in `passages` of this text is found again there
    wherever a turn has kept or changed its words, whoever it was given to.
    """
    there, turns, speakers = other
    called = {same_name(name) for name in names}
    same = {guid for guid, each in speakers.items() if same_name(each.name) in called}
    found = [turn.passage for turn in turns if turn.speaker in same]
    places = Places(text, there)
    for passage in passages:
        at = places.find(passage)
        if at.passage is not None and at.kind is Kind.MOVED:
            found.append(at.passage)
        elif at.passage is not None and at.kind is Kind.CHANGED:
            found += [t.passage for t in turns if _mostly_in(t.passage, at.passage)]
    return same, found


def _mostly_in(turn: Passage, passage: Passage) -> bool:
    shared = min(turn.end, passage.end) - max(turn.start, passage.start)
    return 2 * shared > turn.end - turn.start


def named(
    name: str, text: str, turns: Sequence[Turn] = (), *, everywhere: bool = True
) -> list[Passage]:
    """Return where a name stands in a text, as whole words, however spaced and capitalised.

    Not `everywhere` leaves out what is said in turns: there Teacher 1 may be a word like any other.
    """
    words = r"\s+".join(map(re.escape, name.split()))
    found = [Passage(*m.span()) for m in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)]
    return [
        each
        for each in found
        if words and (everywhere or not any(turn.passage.overlaps(each) for turn in turns))
    ]


def is_personal(name: str) -> bool:
    """Whether a label is the name of a person and no role."""
    from coder import readers  # all that reads transcripts, for what few commands do

    found = readers.speaker(name)
    return not found.role and not found.interviewer
