"""What a bundle says of attributes, types and themes, against what is derived anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .counting import STATES, Counting
from .evidence import Ground, Place
from .judging import Judged, Under
from .rules import LEAST, in_force, least
from .standing import Standing
from .words import folded, listed, natural

Told = Mapping[str, Any]
TYPING, THEMES = "typing.json", "themes.json"


def judged_cases(standing: Standing) -> list[Judged]:
    """Return every case judged anew, in natural order; none where there are no rules."""
    typology = in_force(standing)
    if typology is None:
        return []
    cases = sorted(standing.cases, key=lambda case: natural(standing.cases[case]))
    return [Judged(standing, typology, case) for case in cases]


def typing_differs(standing: Standing, cases: list[Judged], told: Told) -> Iterator[str]:
    """Yield what typing.json says otherwise than the history, each in a sentence."""
    project = least(standing)
    if told["least"] != {name: project[name] for name in LEAST}:
        yield f"{TYPING} says that the least evidence is {told['least']}, not {project}"
    readings = cases[0].readings if cases else {}
    if cases and told["readings"] != readings:
        yield f"{TYPING} says that the readings in use are {told['readings']}, not {readings}"
    given: dict[str, list[Told]] = {}
    for each in told["cases"]:
        given.setdefault(each["case"], []).append(each)
    for case in cases:
        if not given.get(case.name):
            yield f"{TYPING} leaves out {case.name}"
        else:
            yield from _case_differs(case, given[case.name].pop(0))
    for name, more in given.items():
        if more:
            yield f"{TYPING} tells of {name} more often than the project has it"


def _case_differs(case: Judged, told: Told) -> Iterator[str]:
    if bool(told["reason"]) != bool(case.outside):
        says = f"{TYPING} says that {case.name} is {'not ' * bool(told['reason'])}typed"
        yield f"{says}; by the history it is {f'not: {case.outside}' if case.outside else 'typed'}"
    attributes, extra = _by(told["attributes"], "id")
    for id, attribute in case.attributes.items():
        if id in attributes:
            yield from _attribute_differs(case, id, attributes.pop(id))
        else:
            yield f"{TYPING} leaves out {attribute.rule['name']} of {case.name}"
    for id in (*attributes, *extra):
        yield f"{TYPING} gives {case.name} an attribute {id} more than the rules have"
    yield from _types_differ(case, told["types"])


def _by(told: Iterable[Told], key: str) -> tuple[dict[str, Told], list[str]]:
    """Return things by what they are called, and the names that came twice."""
    found: dict[str, Told] = {}
    twice = []
    for each in told:
        if each[key] in found:
            twice.append(each[key])
        found.setdefault(each[key], each)
    return found, twice


def _attribute_differs(case: Judged, id: str, told: Told) -> Iterator[str]:
    """Compare what an attribute rests on first: a status follows from it."""
    attribute = case.attributes[id]
    of = f"{attribute.rule['name'][:1].lower()}{attribute.rule['name'][1:]} in {case.name}"
    sides = (("for", attribute.grounds.for_), ("against", attribute.grounds.against))
    for side, passages in sides:
        yield from _passages_differ(case.standing, f"{side} {of}", passages, told[side])
    voices = attribute.voices
    if (told["speakers"], told["at_least"]) != (voices.count, voices.at_least):
        given = _number(told["speakers"], told["at_least"])
        number = _number(voices.count, voices.at_least)
        yield f"{TYPING} says that {given} speak for {of}; the history says {number}"
    if sorted(map(folded, told["roles"])) != sorted(voices.roles):
        roles = listed([*voices.roles])
        yield f"{TYPING} says that {listed(told['roles'])} speak for {of}; the history says {roles}"
    measures = case.measures(id, case.readings).items()
    yield from _pairs_differ(f"the measures of {of}", told["measures"], "name", measures)
    made = attribute.assessments.items()
    names = ((case.standing.user(user), str(each["status"])) for user, each in made)
    yield from _pairs_differ(f"the assessments of {of}", told["assessments"], "user", names)
    for key, status in (
        ("computed", case.computed(id, case.readings)),
        ("status", case.status(id, case.readings)),
    ):
        if told[key] != status:
            alone = "by the evidence alone " if key == "computed" else ""
            says = f"{TYPING} says that {alone}{of} is {told[key]}"
            yield f"{says}; derived from the history it is {status}"


def _number(count: object, at_least: object) -> str:
    return f"{'at least ' if at_least else ''}{count}"


def _passages_differ(
    standing: Standing, side: str, passages: Mapping[Place, Ground], told: Iterable[Told]
) -> Iterator[str]:
    """Compare the passages on one side of an attribute."""
    given = Counter((each["source"], each["passage"]) for each in told)
    missing = sorted(passages.keys() - given.keys())
    extra = sorted(given.keys() - passages.keys())
    while missing and extra and missing[0][0] == extra[0][0]:
        (_, here), (_, there) = missing.pop(0), extra.pop(0)
        moved = f"the quotation counted {side} was moved"
        yield f"{moved}: {TYPING} says {there}, the history says {here}"
    for place in missing:
        yield f"{TYPING} leaves out the quotation {_at(standing, place)} counted {side}"
    for place in extra:
        counts = f"{TYPING} counts a quotation {_at(standing, place)} {side}"
        yield f"{counts}, which the history does not"
    if any(number > 1 for number in given.values()):
        yield f"{TYPING} counts a quotation {side} twice"
    for each in told:
        at = each["source"], each["passage"]
        if at in passages and sorted(each["codings"]) != sorted(passages[at].codings):
            quoted = f"the quotation {_at(standing, at)} {side}"
            yield f"{TYPING} names other codings than the history for {quoted}"


def _at(standing: Standing, place: Place) -> str:
    source = standing.rows["sources"].get(place[0])
    return f"{source['name'] if source else 'of no source'} {place[1]}"


def _pairs_differ(
    what: str, told: Iterable[Told], key: str, pairs: Iterable[tuple[str, str]]
) -> Iterator[str]:
    given = sorted((each[key], each["status"]) for each in told)
    if given != (found := sorted(pairs)):
        says = listed([f"{name}: {status}" for name, status in given])
        yield f"{TYPING} gives {what} as {says}; the history as " + listed(
            [f"{name}: {status}" for name, status in found]
        )


def _types_differ(case: Judged, told: Iterable[Told]) -> Iterator[str]:
    """Compare the outcome of each type under every reading."""
    expected = {
        (id, frozenset(under.readings.items())): under
        for id, type_ in case.typology.types.items()
        for under in case.under(type_)
    }
    for each in told:
        key = each["type"], frozenset(each["readings"].items())
        under = expected.pop(key, None)
        how = f"Type {each['type']} of {case.name}{_under(each['readings'])}"
        if under is None:
            yield f"{TYPING} gives {how}, which the rules do not have, or twice"
        else:
            yield from _outcome_differs(how, under, each)
    for (type_, readings), _ in expected.items():
        yield f"{TYPING} leaves out Type {type_} of {case.name}{_under(dict(readings))}"


def _outcome_differs(how: str, under: Under, told: Told) -> Iterator[str]:
    if told["outcome"] != under.outcome:
        says = f"{TYPING} says that {how} is {told['outcome']}"
        yield f"{says}; derived from the history it is {under.outcome}"
    if told["in_use"] is not under.in_use:
        yield f"{TYPING} says otherwise of whether the readings of {how} are in use"
    for key, ids in (
        ("met", under.met),
        ("not_met", under.not_met),
        ("unknown", under.unknown),
    ):
        if sorted(told[key]) != sorted(ids):
            word = key.replace("_", " ")
            says = f"{TYPING} says that of {how} {listed(told[key])} is {word}"
            yield f"{says}; derived from the history {listed([*ids])}"


def _under(readings: Mapping[str, str]) -> str:
    return f" under {listed([f'{id}: {option}' for id, option in readings.items()])}" * bool(
        readings
    )


def grouped_by(standing: Standing) -> str:
    """Return the variable by which themes are told: the status, where any school has one."""
    return "status" if any("status" in values for values in standing.values.values()) else ""


def themes_differ(counting: Counting, told: Told) -> Iterator[str]:
    """Yield what themes.json says otherwise than the history, each in a sentence."""
    by = grouped_by(counting.standing)
    if (told["unit"], told["by"]) != ("schools", by):
        yield f"{THEMES} counts {told['unit']} by {told['by']!r}, not schools by {by!r}"
        return
    groups = counting.by(by) if by else {}
    given, twice = _by(told["codes"], "code")
    for code in counting.themes():
        path = counting.codes.path(code)
        if code not in given:
            yield f"{THEMES} leaves out the theme “{path}”"
            continue
        each = given.pop(code)
        if each["path"] != path:
            yield f"{THEMES} calls the theme “{path}” “{each['path']}”"
        yield from _figures_differ(path, counting.figures(code, groups), each["groups"])
    for code in (*given, *twice):
        yield f"{THEMES} tells of a theme that is not to be told, or twice: {code}"


def _figures_differ(
    path: str, expected: Mapping[str, Told], told: Mapping[str, Told]
) -> Iterator[str]:
    if told.keys() != expected.keys():
        yield f"{THEMES} has other groups of schools for “{path}” than the history"
        return
    for group, figures in expected.items():
        among = f" among schools of {group}" if group else ""
        for state in STATES:
            if told[group][state] != figures[state]:
                says = f"{THEMES} says that “{path}” has {told[group][state]} schools"
                word = state.replace("_", " ")
                yield f"{says} “{word}”{among}; counted from the history there are {figures[state]}"
