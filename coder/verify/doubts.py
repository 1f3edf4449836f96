"""What a reader of a school should look at twice, in the sentences of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .answering import reading, unders
from .changing import who
from .codes import Codes
from .history import inspections, stands
from .judging import Attribute, Judged
from .reasons import lacking
from .rules import CONTESTED, MET, NOT_DETERMINED, NOT_KNOWN, said
from .saying import one_line
from .words import folded


def doubts(case: Judged) -> Iterator[str]:
    """Yield each, what bears on the answer first."""
    yield from _recorded(case)
    yield from _contradictory(case)
    for id, attribute in case.attributes.items():
        yield from _narrow(case, id, attribute)
    yield from _history(case)
    for attribute in case.attributes.values():
        names = (*attribute.rule["codes_for"], *attribute.rule["codes_against"])
        yield from (each for name in names for each in _moved(case, attribute, name))
    for attribute in case.attributes.values():
        yield from _under(case, attribute)
    yield from _readings(case)


def _stands(case: Judged, **otherwise: str) -> tuple[str, str]:
    """Return what inspections make of the case, and why; nothing where none are looked at."""
    history, given = case.typology.data.get("history"), inspections(case.standing, case.case)
    if history is None or not given:
        return "", ""
    return stands(history, given, {**case.readings, **otherwise})


def _recorded(case: Judged) -> Iterator[str]:
    what, why = _stands(case)
    if what in ("", NOT_DETERMINED):
        return
    variable = case.typology.data["history"]["variable"]
    values = {folded(name): value for name, value in case.values.items()}
    recorded = values.get(folded(variable), "").strip()
    if folded(recorded) not in ("", folded(what)):
        yield (
            f"Its {variable} is recorded as {one_line(recorded, 40)}, but by its inspections it is"
            f" {what} ({why})."
        )


def _history(case: Judged) -> Iterator[str]:
    """Yield each reading under which inspections make something else of the case."""
    history, (what, _) = case.typology.data.get("history"), _stands(case)
    if history is None or not what:
        return
    for each in case.typology.data["readings"]:
        for option in each["options"] if each["id"] in (history["before"], history["good"]) else ():
            other, _ = _stands(case, **{each["id"]: option})
            if other != what:
                phrase = one_line(each["phrase"])
                yield f"Reading “{phrase}” by “{option}”, it would be {other}."


def _contradictory(case: Judged) -> Iterator[str]:
    for pair in case.typology.data["contradictory"]:
        each = [(case.attributes[id].rule["name"], case.status(id, case.readings)) for id in pair]
        if {status for _, status in each} <= {MET, CONTESTED}:
            one, other = (f"{name} ({status})" for name, status in each)
            cannot = "cannot both hold for one period: look which years each is about."
            yield f"{one} and {other} {cannot}"


def _narrow(case: Judged, id: str, attribute: Attribute) -> Iterator[str]:
    """Yield that one speaker or one role speaks for an attribute, whatever is asked."""
    status, for_ = case.status(id, case.readings), attribute.grounds.for_
    short = status == NOT_KNOWN and lacking(case, attribute) and not attribute.grounds.against
    if attribute.assessments or not for_ or not (status == MET or short):
        return
    what, heard = attribute.rule["name"], attribute.voices
    what = f"What speaks for {what}" if short else what
    if heard.count <= 1:
        rests = "may rest" if heard.at_least else "rests"
        names = dict.fromkeys(who(case.standing, ground) for ground in for_.values())
        yield f"{what} {rests} on one speaker: {', '.join(names)}."
    elif len(heard.roles) <= 1:
        yield f"{what} rests on one role: {', '.join(map(one_line, heard.roles.values()))}."


def _moved(case: Judged, attribute: Attribute, name: str) -> Iterator[str]:
    """Yield what became of a code that the rules name, where it is not simply the one so called."""
    codes = case.standing.codes
    meant, first = codes.meant_by(name), codes.brought_in(name)
    now = {codes.now[code] for code in codes.rows}
    bearers = {code for code in now if folded(codes.rows[code]["name"]) == folded(name)}
    became = ""
    if not meant:
        became = "the codebook does not hold: nothing can evidence it."
    elif meant.isdisjoint(bearers):
        named = ", ".join(sorted(f"“{_name(codes, code)}”" for code in meant))
        apart = " Another code bears that name now: its passages do not." if bearers else ""
        became = f"is now {named}: its passages count.{apart}"
    elif first and first not in meant:
        into = f"was merged into “{_name(codes, first)}”"
        became = f"{into}; another code bears that name now: only the passages of that one count."
    if became:
        rules = f"The rules for {attribute.rule['name']} name the code “{one_line(name)}”"
        yield f"{rules}, which {became}"


def _name(codes: Codes, code: str) -> str:
    return one_line(codes.rows[code]["name"])


def _under(case: Judged, attribute: Attribute) -> Iterator[str]:
    """Yield the codes that count only because they stand under one that the rules name."""
    codes, rows = case.standing.codes, case.standing.rows["codings"]
    grounds, rule = attribute.grounds, attribute.rule
    sides: tuple[tuple[str, Any, Mapping[Any, Any]], ...] = (
        ("", rule["codes_for"], grounds.for_),
        (" against it", rule["codes_against"], grounds.against),
    )
    for against, names, found in sides:
        named = {code for name in names for code in codes.meant_by(name)}
        every = {codes.now[str(rows[guid]["code"])] for g in found.values() for guid in g.codings}
        if below := sorted(_name(codes, code) for code in every - named):
            stand = "stands" if len(below) == 1 else "stand"
            also = f"{rule['name']} also counts{against}: {', '.join(below)}"
            yield f"{also}, which {stand} under it."


def _readings(case: Judged) -> Iterator[str]:
    """Yield each type whose outcome depends on how a phrase is read."""
    for id, type_ in case.typology.types.items():
        mine = unders(case, type_)
        if len({under.outcome for under in mine}) > 1:
            each = "; ".join(f"{said(under.outcome)} under {reading(under)}" for under in mine)
            yield f"Type {id} depends on the reading: {each}."
