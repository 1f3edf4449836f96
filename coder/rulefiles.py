"""Typologies: the rules of types as TOML files and as the plain data a project stores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from coder.display import same_name
from coder.model import Attribute, Condition, History, Measure, Reading, Type, Typology
from coder.tomlfile import Fields, nearest, quoted, read_toml, toml_table

EXACTLY, AT_LEAST = "exactly", "at least"
QUANTIFIERS = (AT_LEAST, EXACTLY)
HEADS, CHANGES = "heads", "changes"
DIVISORS = (HEADS, CHANGES)
"""How a time per person counts: by the people, or by the changes between them (one fewer)."""
GOOD_OR_OUTSTANDING, GOOD_ALONE = "good or outstanding", "good alone"
GOOD = (GOOD_OR_OUTSTANDING, GOOD_ALONE)
"""Which grades of an inspection are good."""
BOUNDS = ("at_least", "at_most")
LEAST = ("passages", "speakers", "roles")
"""Of what an attribute can ask for a least number."""


def load_typology(path: Path | str) -> Typology:
    """Read a typology; raise RuleFileError with file and line or key path where it is wrong."""
    return typology_from_data(read_toml(path), str(path))


def typology_from_data(data: object, where: str = "typology") -> Typology:
    """Return the typology that plain data, of a TOML file or as stored, describe."""
    fields = Fields(data, where)
    typology = Typology(
        name=fields.name("name"),
        version=fields.text("version"),
        source=fields.text("source", ""),
        frame=_frame(fields.table("frame")),
        attributes=tuple(_attribute(table) for table in fields.tables("attributes")),
        types=tuple(_type(table) for table in fields.tables("types")),
        readings=tuple(_reading(table) for table in fields.tables("readings")),
        contradictory=_pairs(fields),
        history=_history(fields.table("history")) if "history" in fields.data else None,
    )
    fields.close()
    _check(fields, typology)
    canonical = json.dumps(
        typology_to_data(typology), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return replace(typology, digest="sha256:" + hashlib.sha256(canonical.encode()).hexdigest())


def typology_to_data(typology: Typology) -> dict[str, Any]:
    """Return plain data, all that JSON can hold; canonical JSON of it is what the digest is of."""
    data = asdict(typology)
    del data["digest"]
    if (history := data["history"]) is not None:
        data["history"] = {_HISTORY.get(key, key): value for key, value in history.items()}
    plain: dict[str, Any] = json.loads(json.dumps(_without_none(data)))
    return plain


def typology_to_toml(typology: Typology) -> str:
    """Return the same as a file of rules; read again it has the same digest."""
    data = typology_to_data(typology)
    lists = {key: data.pop(key) for key in ("readings", "types", "attributes")}
    tables = (f"\n[[{key}]]\n{toml_table(each)}" for key, every in lists.items() for each in every)
    return toml_table(data) + "".join(tables)


def _without_none(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _without_none(value) for key, value in data.items() if value is not None}
    if isinstance(data, list | tuple):
        return [_without_none(value) for value in data]
    return data


def check_typology(typology: Typology, names: Collection[str]) -> None:
    """Raise RuleFileError where a rule names a code that is none of these."""
    fields = Fields({}, f"typology {quoted(typology.name)}")
    known = {same_name(name) for name in names}
    for index, attribute in enumerate(typology.attributes):
        for key in ("codes_for", "codes_against"):
            for name in getattr(attribute, key):
                if same_name(name) not in known:
                    hint = nearest(name, sorted(names))
                    unknown = f"the codebook has no code called {quoted(name)}; {hint}"
                    fields.fail(f"attributes[{index}].{key}", unknown)


_HISTORY = {"first": "from", "last": "to"}
"""What its fields are called in files, where that is no name in Python."""


def _history(fields: Fields) -> History:
    history = History(
        first=fields.day("from"),
        last=fields.day("to"),
        full_inspections=fields.integer("full_inspections"),
        variable=fields.name("variable"),
        before=fields.name("before", AT_LEAST),
        good=fields.name("good", GOOD_OR_OUTSTANDING),
        paragraphs=fields.integers("paragraphs"),
    )
    fields.close()
    if history.first > history.last:
        fields.fail("from", "is after `to`, so no inspection can count.")
    if history.full_inspections < 1:
        fields.fail("full_inspections", "must be 1 or more.")
    return history


def _frame(fields: Fields) -> dict[str, str]:
    frame = {key: fields.text(key) for key in fields.data}
    fields.close()
    return frame


def _attribute(fields: Fields) -> Attribute:
    attribute = Attribute(
        id=fields.name("id"),
        name=fields.name("name"),
        definition=fields.text("definition", ""),
        codes_for=fields.names("codes_for"),
        codes_against=fields.names("codes_against"),
        measures=tuple(_measure(table) for table in fields.tables("measures")),
        paragraphs=fields.integers("paragraphs"),
        **_least(fields),
    )
    fields.close()
    return attribute


def _least(fields: Fields) -> dict[str, int]:
    """Return its least numbers, written `least = { passages = 2 }`, or as they are stored."""
    table, found = fields.table("least"), {}
    for name in LEAST:
        for of, key in ((table, name), (fields, f"least_{name}")):
            number = of.whole(key)
            if number is None:
                continue
            if number < 1:
                of.fail(key, "must be 1 or more.")
            if f"least_{name}" in found:
                of.fail(key, "is given twice.")
            found[f"least_{name}"] = number
    table.close()
    return found


def _measure(fields: Fields) -> Measure:
    measure = Measure(
        name=fields.name("name"),
        conditions=tuple(_condition(table) for table in fields.tables("conditions")),
        paragraphs=fields.integers("paragraphs"),
    )
    fields.close()
    if not measure.conditions:
        fields.fail("conditions", "is missing; a measure has at least one condition.")
    return measure


def _condition(fields: Fields) -> Condition:
    condition = Condition(
        variable=fields.name("variable"),
        per=fields.name("per", ""),
        at_least=fields.number("at_least"),
        at_most=fields.number("at_most"),
        reading=fields.name("reading", ""),
        open=fields.name("open") if "open" in fields.data else None,
    )
    fields.close()
    low, high = condition.at_least, condition.at_most
    if low is None and high is None and condition.open is None:
        fields.fail("", "has no bound; give at_least or at_most, or say which is open.")
    if condition.open not in (None, *BOUNDS) or fields.data.get(condition.open or "") is not None:
        fields.fail("open", "must be “at_least” or “at_most”, one that has no number here.")
    if low is not None and high is not None and low > high:
        fields.fail("at_least", "is more than at_most, so nothing can hold.")
    if condition.reading and not condition.per:
        fields.fail("reading", "needs a `per`: it says how that counts.")
    return condition


def _type(fields: Fields) -> Type:
    type_ = Type(
        id=fields.name("id"),
        name=fields.name("name"),
        attributes=fields.names("attributes"),
        count=fields.integer("count"),
        quantifier=fields.name("quantifier"),
        phrase=fields.text("phrase", ""),
        paragraphs=fields.integers("paragraphs"),
    )
    fields.close()
    _check_unique(fields, "attributes", type_.attributes)
    size = len(type_.attributes)
    if not 1 <= type_.count <= size:
        fields.fail("count", f"{type_.count} is not between 1 and its {size} attributes.")
    return type_


def _reading(fields: Fields) -> Reading:
    reading = Reading(
        id=fields.name("id"),
        phrase=fields.text("phrase"),
        options=fields.names("options"),
        default=fields.name("default"),
        why=fields.text("why", ""),
        paragraphs=fields.integers("paragraphs"),
    )
    fields.close()
    _check_unique(fields, "options", reading.options)
    if reading.default not in reading.options:
        hint = nearest(reading.default, reading.options)
        fields.fail("default", f"{quoted(reading.default)} is none of the options; {hint}")
    return reading


def _pairs(fields: Fields) -> tuple[tuple[str, str], ...]:
    pairs = []
    for index, pair in enumerate(fields.lists("contradictory")):
        if len(pair) != 2 or not all(isinstance(each, str) for each in pair):
            fields.fail(f"contradictory[{index}]", "must be two ids of attributes.")
        pairs.append((pair[0], pair[1]))
    return tuple(pairs)


def _check_unique(fields: Fields, key: str, words: Collection[str], part: str = "") -> None:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if same_name(word) in seen:
            fields.fail(f"{key}[{index}]{part}", f"{quoted(word)} stands here twice.")
        seen.add(same_name(word))


def _check_known(fields: Fields, key: str, word: str, words: Collection[str], what: str) -> None:
    if word not in words:
        fields.fail(key, f"no {what} has the id {quoted(word)}; {nearest(word, sorted(words))}")


def _check(fields: Fields, typology: Typology) -> None:
    """Refuse what no single table shows: names used twice, and rules over what is not there."""
    for key, things in (
        ("attributes", typology.attributes),
        ("types", typology.types),
        ("readings", typology.readings),
    ):
        _check_unique(fields, key, [thing.id for thing in things], ".id")
    for key, named in (("attributes", typology.attributes), ("types", typology.types)):
        _check_unique(fields, key, [thing.name for thing in named], ".name")
        if not named:
            fields.fail(key, "is missing; a typology has types and the attributes they look at.")
    ids = [attribute.id for attribute in typology.attributes]
    for index, type_ in enumerate(typology.types):
        for place, attribute in enumerate(type_.attributes):
            at = f"types[{index}].attributes[{place}]"
            _check_known(fields, at, attribute, ids, "attribute")
    for index, pair in enumerate(typology.contradictory):
        for attribute in pair:
            _check_known(fields, f"contradictory[{index}]", attribute, ids, "attribute")
    history = typology.history
    if history is not None and history.variable not in typology.frame:
        _check_known(
            fields, "history.variable", history.variable, typology.frame, "value of the frame"
        )
    _check_readings(fields, typology)


def _check_readings(fields: Fields, typology: Typology) -> None:
    """Refuse a reading that settles nothing, or whose options mean nothing where it is used."""
    readings = {reading.id: reading for reading in typology.readings}
    uses = [
        (f"types[{index}].quantifier", type_.quantifier, QUANTIFIERS)
        for index, type_ in enumerate(typology.types)
        if type_.quantifier not in QUANTIFIERS
    ] + [
        (f"attributes[{i}].measures[{j}].conditions[{k}].reading", condition.reading, DIVISORS)
        for i, attribute in enumerate(typology.attributes)
        for j, measure in enumerate(attribute.measures)
        for k, condition in enumerate(measure.conditions)
        if condition.reading
    ]
    if (history := typology.history) is not None:
        named = (("before", history.before, QUANTIFIERS), ("good", history.good, GOOD))
        uses += [(f"history.{key}", used, own) for key, used, own in named if used not in own]
    for at, used, meanings in uses:
        words = [*readings, *(() if meanings is DIVISORS else meanings)]
        _check_known(fields, at, used, words, "quantifier or reading")
        for option in readings[used].options:
            if option not in meanings:
                meant = " or ".join(quoted(each) for each in meanings)
                fields.fail(at, f"the option {quoted(option)} has no meaning here, only {meant}.")
    for index, reading in enumerate(typology.readings):
        if reading.id not in {used for _, used, _ in uses}:
            fields.fail(f"readings[{index}].id", f"{quoted(reading.id)} settles nothing.")
