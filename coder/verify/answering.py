"""How a school is typed and what people decided, in the sentences of the page.

Each sentence is yielded with its sign for the eye; `!` marks what is to be looked at twice, and
`fine` is small print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .deciding import Deciding, Decision
from .history import inspections, stands
from .judging import Judged, Under
from .rules import NOT_DETERMINED, NOT_KNOWN, Typology, said, settling
from .saying import SIGNS, joined, minute, number, one_line, paragraphs
from .standing import Standing
from .texts import words
from .words import Row

FINE, TWICE = "fine", "!"
Said = tuple[str, str]
"""A sign, and a sentence."""


def quantifier(typology: Typology, type_: Mapping[str, Any], readings: Mapping[str, str]) -> str:
    """Return `at least` or `exactly`."""
    return readings.get(type_["quantifier"], str(type_["quantifier"]))


def unders(case: Judged, type_: Mapping[str, Any]) -> list[Under]:
    """Return a type under each reading, those nearest to the readings in use first."""
    now = case.readings
    return sorted(
        case.under(type_), key=lambda u: sum(now[id] != way for id, way in u.readings.items())
    )


def reading(under: Under) -> str:
    """Return readings in one word each."""
    return ", ".join(f"{id}: {option}" for id, option in under.readings.items())


def answer(case: Judged) -> Iterator[Said]:
    """Yield how a case is typed, or why it is not."""
    history, given = case.typology.data.get("history"), inspections(case.standing, case.case)
    if _nothing_speaks(case):
        yield (
            "",
            f"No passage is coded as evidence about {one_line(case.name)}, and nobody has assessed"
            " an attribute: the rules have nothing to go by. Code passages of its sources with the"
            " codes of the attributes, or assess what you know otherwise.",
        )
    if case.outside:
        yield "", f"The rules are about other cases: {case.outside}."
    elif history is not None and given:
        what, why = stands(history, given, case.readings)
        yield "", f"By its inspections it is {what}: {why}."
    for type_ in case.typology.types.values():
        each = unders(case, type_)
        for under in (one for one in each if one.in_use):
            yield SIGNS[under.outcome], _type(case, type_, under, each)


def _nothing_speaks(case: Judged) -> bool:
    return not case.outside and all(
        case.status(id, case.readings) == NOT_KNOWN
        and not (each.assessments or each.grounds.for_ or each.grounds.against)
        for id, each in case.attributes.items()
    )


def _type(case: Judged, type_: Mapping[str, Any], under: Under, every: list[Under]) -> str:
    asks = f"{quantifier(case.typology, type_, case.readings)} {number(type_['count'])}"
    words = (
        f"Type {type_['id']}, {one_line(type_['name'])}: {said(under.outcome)}. The rule asks for"
        f" “{one_line(type_['phrase'])}” ({paragraphs(type_['paragraphs'])}), that is {asks} of"
        f" {number(len(type_['attributes']))}. {_found(case, type_, under)}"
    )
    if under.outcome == NOT_DETERMINED:
        words += f" {_settling(case, type_, under)}"
    return words + "".join(_otherwise(case, under, one) for one in every if not one.in_use)


def those(case: Judged, type_: Mapping[str, Any], ids: frozenset[str]) -> list[str]:
    """Return the names of attributes as the type lists them."""
    return [case.attributes[id].rule["name"] for id in type_["attributes"] if id in ids]


def _found(case: Judged, type_: Mapping[str, Any], under: Under) -> str:
    groups = (("met", under.met), ("not met", under.not_met), ("not known", under.unknown))
    return " ".join(
        f"{number(len(ids)).capitalize()} {'is' if len(ids) == 1 else 'are'} {label}:"
        f" {joined(those(case, type_, ids))}."
        for label, ids in groups
        if ids
    )


def _settling(case: Judged, type_: Mapping[str, Any], under: Under) -> str:
    """Return what would settle a type that is not yet determined."""
    ways = []
    for met, not_met, then in settling(
        case.typology, type_, under.met, under.unknown, case.readings
    ):
        needed = ((met, "met"), (not_met, "not met"))
        each = [f"{n} {'is' if n == 1 else 'are'} {status}" for n, status in needed if n]
        ways.append(f"{then} if {' and '.join(each)}")
    unknown = ", ".join(those(case, type_, under.unknown))
    return f"Of {unknown}: Type {type_['id']} is {'; '.join(ways)}." if ways else ""


def _otherwise(case: Judged, under: Under, other: Under) -> str:
    phrases = {each["id"]: one_line(each["phrase"]) for each in case.typology.data["readings"]}
    changed = [
        f"“{phrases[id]}” by “{option}” instead of “{under.readings[id]}”"
        for id, option in other.readings.items()
        if option != under.readings[id]
    ]
    also = "also " * (other.outcome == under.outcome)
    return f" Reading {joined(changed)}, it would {also}be {said(other.outcome)}."


# What people decided.


def decision(case: Judged, deciding: Deciding) -> Iterator[Said]:
    """Yield the decisions that stand, what was said to them, and those before."""
    every = deciding.of.get(case.case)
    if every is None:
        yield "", "Nobody has decided yet; what stands above is what the rules give."
        return
    if deciding.differ(case.case):
        yield TWICE, "The decisions differ, and none takes the place of another."
    for each in every:
        yield from _standing(deciding, each)
    stand = {each.guid for each in every}
    for guid, row in reversed(deciding.made(case.case)):
        if guid not in stand:
            yield FINE, f"Before that, {_decided(deciding.standing, row)}"
            yield from _thread(deciding, guid)
    for each in every:
        yield from _versions(case, each.row)


def _standing(deciding: Deciding, each: Decision) -> Iterator[Said]:
    yield "", _decided(deciding.standing, each.row)
    yield from _thread(deciding, each.guid)
    if each.waits:
        yield "", "It waits for review by someone else."
    for change in each.stale:
        yield TWICE, f"Since then: {change}."


def _thread(deciding: Deciding, typing: str) -> Iterator[Said]:
    for guid, row in deciding.reviews(typing):
        yield "›", _said(deciding.standing, row, _VERBS)
        if row["verdict"] != "query":
            continue
        replies = deciding.replies(guid)
        for _, reply in replies:
            yield "    ›", _said(deciding.standing, reply, _REPLIES)
        kinds = {reply["kind"] for _, reply in replies}
        if "close" not in kinds:
            needs = "It is answered, and waits to be closed." if kinds else "It is open: no answer."
            yield "    !", needs


_VERBS = {"agree": "agreed", "overrule": "overruled it to “{}”"}
_REPLIES = {"close": "closed it", None: "answered"}


def _decided(standing: Standing, row: Row) -> str:
    reason = one_line(words(standing.texts, row["reason"]))
    what = f"{one_line(standing.named(row['user']))} decided “{row['outcome']}”"
    given = f"“{reason}” The rules then gave: {row['computed']}"
    return f"{what} on {minute(row['time'])}: {given}"


def _said(standing: Standing, row: Row, verbs: Mapping[Any, str]) -> str:
    if "verdict" in row:
        verb = verbs.get(row["verdict"], "queried it").replace("{}", str(row["outcome"]))
    else:
        verb = verbs.get(row["kind"], verbs[None])
    reason = one_line(words(standing.texts, row["reason"]))
    who = one_line(standing.named(row["user"]))
    return f"{who} {verb} on {minute(row['time'])}: “{reason}”"


def _versions(case: Judged, row: Row) -> Iterator[Said]:
    """Yield what other rules or another codebook gave then, and what those of now give."""
    now, codebook = case.typology, case.standing.codes.digest
    if row["typology"] != now.digest:
        then = _typologies(case.standing).get(str(row["typology"]))
        if then is None:
            gone = f"Under rules that are not here, {row['typology']} (then): {row['computed']}"
            yield "", gone
        else:
            again = Judged(case.standing, then, case.case).summary
            words = f"Under the rules of {_called(then)} (then): {row['computed']}"
            yield TWICE, f"{words} With all that is known now they give: {again}"
        yield TWICE, f"Under {_called(now)} (now): {case.summary}"
    if row["codebook"] != codebook:
        words = f"Under the codebook of then, {row['codebook']}: {row['computed']}"
        yield TWICE, f"{words} Under the codebook of now, {codebook}: {case.summary}"


def _typologies(standing: Standing) -> dict[str, Typology]:
    return {
        str(row["digest"]): Typology(guid, str(row["name"]), str(row["rules"]), str(row["digest"]))
        for guid, row in standing.there("typologies")
    }


def _called(typology: Typology) -> str:
    digest = typology.digest.removeprefix("sha256:")[:12]
    return f"version {one_line(typology.data['version'], 40)}, {digest}"
