"""What every cell of the page for people must say, and every quotation in it."""

from __future__ import annotations

from .claims import grouped_by
from .counting import Counting
from .judging import Judged
from .page import Key
from .records import decisions
from .standing import Standing
from .words import ends


def cells(standing: Standing, cases: list[Judged], counting: Counting, head: str) -> dict[Key, str]:
    """Return the value of each cell that a page may have, under what it is of."""
    found: dict[Key, str] = {("head",): head}
    for case in cases:
        found |= _of_case(case)
    for each in decisions(standing):
        found["decided", each["case"], each["typing"]] = each["outcome"]
        found["computed", each["case"], each["typing"]] = each["computed"]
    by = grouped_by(standing)
    groups = counting.by(by) if by else {}
    for theme in counting.themes():
        for group, figures in counting.figures(theme, groups).items():
            for state, number in figures.items():
                found["theme", theme, group, state] = str(number)
    return found


def _of_case(case: Judged) -> dict[Key, str]:
    found: dict[Key, str] = {}
    if case.outside:
        found["reason", case.name] = case.outside
    for id in case.attributes:
        # Of a case that is not typed a page need not tell the statuses.
        kind = "status" if not case.outside else "untyped"
        found[kind, case.name, id] = case.status(id, case.readings)
        for figure, value in _figures(case, id).items():
            found[figure, case.name, id] = value
    for id, type_ in case.typology.types.items():
        for under in case.under(type_):
            kind = "outcome" if under.in_use else "otherwise"
            readings = ", ".join(sorted(f"{name}: {way}" for name, way in under.readings.items()))
            found[kind, case.name, id, readings] = under.outcome
    return found


def _figures(case: Judged, id: str) -> dict[str, str]:
    attribute = case.attributes[id]
    voices = attribute.voices
    return {
        "computed": case.computed(id, case.readings),
        "for": str(len(attribute.grounds.for_)),
        "against": str(len(attribute.grounds.against)),
        "speakers": f"{'at least ' if voices.at_least else ''}{voices.count}",
        "roles": ", ".join(sorted(voices.roles)),
    }


def quotations(standing: Standing, cases: list[Judged]) -> dict[Key, str | None]:
    """Return the words of each passage for or against an attribute; None without the transcript."""
    found: dict[Key, str | None] = {}
    for case in cases:
        kind = "aside" if case.outside else "quotation"  # the first may be left out
        for id, attribute in case.attributes.items():
            sides = (("for", attribute.grounds.for_), ("against", attribute.grounds.against))
            for side, passages in sides:
                for source, passage in passages:
                    text = standing.texts.get(str(standing.rows["sources"][source]["text"]))
                    start, end = ends(passage)
                    words = text[1][start:end] if text else None
                    found[kind, case.name, id, side, source, passage] = words
    return found
