"""The mosaic: what all the quotations of one school say of it, taken together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.disclosure.anonymity import unique_on
from coder.disclosure.published import Hidden, role_of
from coder.model import Column, Evidence, Guid, Passage, Table, natural_key

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    "fifty|hundreds?|thousands?|millions?"
)
_TELLING = re.compile(
    r"\[[^\]\n]{1,60}\]"  # what was taken out still says what it was
    r"|[£$€]\s?\d[\d.,]*\d(?:\s?(?:million|m|k)\b)?"
    rf"|(?i:\b(?:\d+(?:[.,]\d+)*%?|(?:{_NUMBERS})\b)(?:\s+(?!and\b|or\b|of\b|the\b|to\b)[a-z]+)?)"
    r"|(?i:\b(?:multi-academy trusts?|trusts?|academ\w+|special measures|opportunity areas?|"
    r"strikes?|unions?|sponsors?\w*|dioces\w+|redundanc\w+|federat\w+|merge[rd]s?|took over|"
    r"villages?|town|city|coast\w*|estates?|counties|county|local authority|migrants?\w*)\b)"
    r"|\b[A-Z]{2,}s?\b"
    r"|(?<=[a-z,;] )[A-Z][a-z]+(?:\s+[A-Z][a-z]+)*"
)

MOST = 40
"""Telling words listed of one school; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the quotations of one school say together."""

    school: Guid
    quotations: int
    roles: tuple[str, ...]
    words: tuple[str, ...]


def telling(text: str) -> list[str]:
    """Return the words of a quotation that place it: names, numbers, sums, trusts, redactions.

    They are found by their look and a short list of words: a person must read the quotation too.
    """
    return [" ".join(found[0].split()) for found in _TELLING.finditer(text)]


def mosaic(
    evidence: Evidence,
    texts: Mapping[Guid, str],
    passages: Iterable[tuple[Guid, Passage]],
    hidden: Hidden,
) -> list[Said]:
    """Return, by school, what these passages (source, place) say of it; under published roles."""
    seen: dict[Guid, dict[tuple[Guid, Passage], None]] = {guid: {} for guid in evidence.cases}
    for source, passage in passages:
        case = evidence.sources[source].case if source in evidence.sources else None
        if case in seen:
            seen[case][source, passage] = None
    return [
        Said(
            school=guid,
            quotations=len(places),
            roles=_roles(evidence, places, hidden),
            words=tuple(
                dict.fromkeys(
                    words
                    for source, passage in sorted(places)
                    for words in telling(passage.quotation(texts.get(source, "")))
                )
            ),
        )
        for guid, places in seen.items()
    ]


def _roles(
    evidence: Evidence, places: Iterable[tuple[Guid, Passage]], hidden: Hidden
) -> tuple[str, ...]:
    roles: dict[str, None] = {}
    for source, passage in sorted(places):
        for turn in evidence.turns.get(source, ()):
            speaker = evidence.speakers.get(turn.speaker or "")
            if speaker and not speaker.interviewer and turn.passage.overlaps(passage):
                roles[role_of(speaker, hidden)] = None
    return tuple(role for role in roles if role)


def mosaic_table(
    evidence: Evidence, said: Sequence[Said], hidden: Hidden, k: int, *, inside: bool
) -> Table:
    """Return the mosaic as a table, in the order of the names shown.

    `inside` the team it has the ids and the variables on which fewer than k schools are alike:
    these would give the school away, and are left out of what is published.
    """
    crossings = unique_on(list(evidence.cases.values()), hidden.identifying, k)
    columns = (
        Column("school", "school"),
        *((Column("id", "id"), Column("alone_on", "alone on")) if inside else ()),
        Column("beside", "may stand beside it"),
        Column("quotations", "quotations", True),
        Column("roles", "roles"),
        Column("words", "what places it"),
    )
    rows = []
    for each in sorted(said, key=lambda each: natural_key(hidden.schools[each.school])):
        case = evidence.cases[each.school]
        alone_on = " or ".join(" × ".join(names) for names in crossings.get(case.guid, ()))
        rows.append(
            (
                hidden.schools[case.guid],
                *((case.name, alone_on) if inside else ()),
                "; ".join(f"{n}={case.values[n]}" for n in hidden.beside if n in case.values),
                each.quotations,
                "; ".join(each.roles),
                _listed(each.words),
            )
        )
    return Table("What the quotations of each school say together", columns, tuple(rows))


def _listed(words: Sequence[str]) -> str:
    more = len(words) - MOST
    return "; ".join(words[:MOST]) + (f"; and {more} more" if more > 0 else "")
