"""Typology files: what paragraphs 64 to 77 say, and how wrong rules are refused."""

from __future__ import annotations

import copy
import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.codebook import load_codebook
from coder.errors import RuleFileError
from coder.model import Typology
from coder.rulefiles import (
    check_typology,
    load_typology,
    typology_from_data,
    typology_to_data,
)

REPO = Path(__file__).parents[1]
TYPOLOGY = load_typology(REPO / "codebooks" / "typology.toml")
DATA = typology_to_data(TYPOLOGY)


def report() -> str:
    path = REPO.parent / "shared" / "report" / "fight-or-flight.txt"
    if not path.exists():
        pytest.skip("the report's text is not beside the repository")
    return path.read_text(encoding="utf-8")


def test_the_types_are_those_of_the_report() -> None:
    found = {
        type_.id: (type_.name, type_.count, type_.quantifier, type_.paragraphs)
        for type_ in TYPOLOGY.types
    }
    assert found == {
        "A": ("Chaotic and change fatigued", 2, "at least", (66,)),
        "B": ("Resistant and embedded culture", 2, "just-two", (73,)),
    }
    assert TYPOLOGY.frame == {"status": "stuck"}
    assert {reading.id: (reading.options, reading.default) for reading in TYPOLOGY.readings} == {
        "just-two": (("exactly", "at least"), "exactly"),
        "years-per-headteacher": (("heads", "changes"), "heads"),
        "four-full-inspections": (("at least", "exactly"), "at least"),
        "graded-good": (("good or outstanding", "good alone"), "good or outstanding"),
    }


def test_the_phrases_and_attributes_stand_in_the_report() -> None:
    text = " ".join(report().split())
    for phrase in (each.phrase for each in (*TYPOLOGY.types, *TYPOLOGY.readings)):
        assert phrase in text
    by_id = {attribute.id: attribute for attribute in TYPOLOGY.attributes}
    for type_ in TYPOLOGY.types:
        listed = ["- " + by_id[each].name.lower() for each in type_.attributes]
        assert f"of the following attributes: {' '.join(listed)}." in text
        assert f"Type {type_.id}: {type_.name}" in text


def test_each_attribute_cites_the_paragraphs_under_its_heading() -> None:
    assert [attribute.paragraphs for attribute in TYPOLOGY.attributes] == [
        (67, 68),
        (69, 70, 71),
        (72,),
        (74,),
        (75,),
        (76, 77),
    ]


def test_what_the_report_gives_a_bound_for_is_measured_and_turnover_is_left_open() -> None:
    """Paragraphs 67 and 74 give bounds; 60% turnover is one school's example (paragraph 72)."""
    bounds = {
        each.id: [(one.at_least, one.at_most, one.open) for one in each.measures[0].conditions]
        for each in TYPOLOGY.attributes
        if each.measures
    }
    assert bounds == {
        "unstable-leadership": [(None, 2, None)],
        "inexperienced-teacher-workforce": [(None, None, "at_least")],
        "settled-leadership-team": [(5, None, None), (2, None, None)],
    }


def test_the_history_is_that_of_paragraph_17() -> None:
    history = TYPOLOGY.history
    assert history is not None
    assert (history.first, history.last) == ("2006-09-01", "2019-08-31")
    assert (history.full_inspections, history.variable) == (4, "status")


def test_no_code_of_one_attribute_speaks_against_another() -> None:
    evidencing = {name for attribute in TYPOLOGY.attributes for name in attribute.codes_for}
    against = {name for attribute in TYPOLOGY.attributes for name in attribute.codes_against}
    assert against == {"Constructive union voice"}
    assert not against & evidencing
    assert "Weak governance" not in evidencing


def test_weak_governance_is_held_apart_from_unclear_direction() -> None:
    """Paragraph 65: it was reported in all stuck schools; as evidence it would type them all."""
    book = load_codebook(REPO / "codebooks" / "stuck-schools.toml").codes
    by_name = {code.name: code for code in book}
    weak, unclear = by_name["Weak governance"], by_name["Unclear direction for school oversight"]
    for attribute in TYPOLOGY.attributes:
        for name in (*attribute.codes_for, *attribute.codes_against):
            assert weak.guid != by_name[name].guid
            assert weak.parent != by_name[name].guid  # the codes under one count with it
    assert weak.parent == unclear.parent
    assert "Weak governance" in unclear.exclude
    assert "Unclear direction for school oversight" in weak.exclude
    assert not set(weak.indicators) & set(unclear.indicators)


def test_no_words_of_the_demonstration_are_coded_as_both() -> None:
    with (REPO / "transcripts" / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = {
        name: {(row["school"], row["turn"]) for row in rows if row["code"] == name}
        for name in ("Weak governance", "Unclear direction for school oversight")
    }
    weak, unclear = places.values()
    assert weak == {("6a", "3"), ("7b", "1"), ("8b", "3")}
    assert unclear == {("8a", "2")}


def test_its_codes_are_in_the_codebook() -> None:
    codes = load_codebook(REPO / "codebooks" / "stuck-schools.toml").codes
    check_typology(TYPOLOGY, [code.name for code in codes])
    with pytest.raises(RuleFileError) as refused:
        check_typology(TYPOLOGY, [code.name for code in codes if "union" not in code.name])
    assert "attributes[5].codes_for: the codebook has no code called “Antagon" in str(refused.value)


def test_as_stored_it_is_the_same_typology_with_the_same_digest() -> None:
    stored = json.dumps(DATA)
    assert typology_from_data(json.loads(stored)) == TYPOLOGY
    canonical = json.dumps(DATA, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert TYPOLOGY.digest == "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def test_any_change_of_a_rule_changes_the_digest() -> None:
    def changed(change: Callable[[dict[str, Any]], object]) -> Typology:
        data = copy.deepcopy(DATA)
        change(data)
        return typology_from_data(data)

    others = [
        changed(lambda data: data["types"][0].update(count=3)),
        changed(lambda data: data["readings"][0].update(default="at least")),
        changed(lambda data: data["attributes"][5].update(codes_against=[])),
        changed(lambda data: data.update(contradictory=[])),
        changed(lambda data: data["frame"].update(status="unstuck")),
    ]
    assert len({TYPOLOGY.digest, *(other.digest for other in others)}) == 6


def test_least_numbers_are_stored_flat_and_only_where_they_are_given() -> None:
    data = copy.deepcopy(DATA)
    data["attributes"][0]["least"] = {"passages": 2, "roles": 3}
    asked = typology_from_data(data)
    stored = typology_to_data(asked)["attributes"]
    given = {key: stored[0][key] for key in stored[0] if key.startswith("least")}
    assert given == {"least_passages": 2, "least_roles": 3}
    assert stored[1:] == DATA["attributes"][1:]
    assert typology_from_data(typology_to_data(asked)) == asked
    assert asked.digest != TYPOLOGY.digest


def test_rules_without_the_newer_keys_keep_the_digest_that_older_programs_gave_them() -> None:
    keys = {"id", "name", "definition", "codes_for", "codes_against", "measures", "paragraphs"}
    assert all(attribute.keys() == keys for attribute in DATA["attributes"])
    (condition,) = DATA["attributes"][0]["measures"][0]["conditions"]
    assert condition.keys() == {"variable", "per", "at_most", "reading"}
    older = {key: value for key, value in DATA.items() if key != "history"}
    older["readings"] = DATA["readings"][:2]
    assert typology_to_data(typology_from_data(older)) == older


def _set(*path: Any) -> Callable[[dict[str, Any]], None]:
    """Return a change that sets what the path, all but its last part, leads to."""

    def change(data: Any) -> None:
        for part in path[:-2]:
            data = data[part]
        data[path[-2]] = path[-1]

    return change


CONDITION = ("attributes", 0, "measures", 0, "conditions", 0)

WRONG = {
    "unknown attribute": (
        _set("types", 0, "attributes", 0, "unstable-leadershp"),
        ["types[0].attributes[0]", "no attribute", "did you mean “unstable-leadership”?"],
    ),
    "too many": (_set("types", 0, "count", 4), ["types[0].count", "not between 1 and its 3"]),
    "none of them": (_set("types", 0, "count", 0), ["types[0].count"]),
    "half of them": (_set("types", 0, "count", 1.5), ["types[0].count", "whole number"]),
    "counted by true": (_set("types", 0, "count", True), ["types[0].count", "whole number"]),
    "one of them twice": (
        _set("types", 0, "attributes", 1, "unstable-leadership"),
        ["types[0].attributes[1]", "twice"],
    ),
    "unknown quantifier": (
        _set("types", 1, "quantifier", "at most"),
        ["types[1].quantifier", "no quantifier or reading", "“at least”"],
    ),
    "a reading that is no quantifier": (
        _set("types", 1, "quantifier", "years-per-headteacher"),
        ["types[1].quantifier", "“heads” has no meaning here"],
    ),
    "default none of the options": (
        _set("readings", 0, "default", "exactly two"),
        ["readings[0].default", "none of the options", "did you mean “exactly”?"],
    ),
    "option without a meaning": (
        _set("readings", 0, "options", ["exactly", "at most"]),
        ["types[1].quantifier", "“at most” has no meaning here"],
    ),
    "option twice": (_set("readings", 0, "options", ["exactly"] * 2), ["readings[0].options[1]"]),
    "a reading that settles nothing": (
        _set("types", 1, "quantifier", "exactly"),
        ["readings[0].id", "settles nothing"],
    ),
    "unknown reading": (_set(*CONDITION, "reading", "years"), [".conditions[0].reading"]),
    "a reading without per": (_set(*CONDITION, "per", ""), [".conditions[0].reading", "`per`"]),
    "no bound": (
        lambda data: data["attributes"][0]["measures"][0]["conditions"][0].pop("at_most"),
        ["attributes[0].measures[0].conditions[0]", "has no bound"],
    ),
    "bounds crossed": (_set(*CONDITION, "at_least", 3), ["conditions[0].at_least", "at_most"]),
    "bound without end": (_set(*CONDITION, "at_most", 10**400), ["at_most", "finite"]),
    "no condition": (
        _set("attributes", 0, "measures", 0, "conditions", []),
        ["attributes[0].measures[0].conditions", "at least one"],
    ),
    "id twice": (_set("attributes", 1, "id", "unstable-leadership"), ["attributes[1].id", "twice"]),
    "name twice": (_set("types", 1, "name", "CHAOTIC and change fatigued"), ["types[1].name"]),
    "contradictory of one": (_set("contradictory", 0, ["x"]), ["contradictory[0]", "two ids"]),
    "contradictory unknown": (_set("contradictory", 0, ["x", "y"]), ["contradictory[0]", "“x”"]),
    "unknown key": (_set("attributes", 2, "codes", ["x"]), ["attributes[2]", "“codes”"]),
    "least of nothing": (
        _set("attributes", 0, "least", {"passages": 0}),
        ["attributes[0].least.passages", "1 or more"],
    ),
    "least of half": (_set("attributes", 0, "least_roles", 1.5), ["least_roles", "whole number"]),
    "least by true": (_set("attributes", 0, "least_speakers", True), ["least_speakers"]),
    "least of another thing": (_set("attributes", 0, "least", {"codes": 2}), ["least", "“codes”"]),
    "least twice": (
        lambda data: data["attributes"][0].update(least={"roles": 2}, least_roles=2),
        ["attributes[0].least_roles", "twice"],
    ),
    "a bound open and given": (_set(*CONDITION, "open", "at_most"), ["conditions[0].open"]),
    "a bound open at neither end": (_set(*CONDITION, "open", "at most"), ["conditions[0].open"]),
    "a day that is none": (_set("history", "to", "2019-02-30"), ["history.to", "no day"]),
    "days the wrong way round": (_set("history", "from", "2020-01-01"), ["history.from", "after"]),
    "no inspection at all": (_set("history", "full_inspections", 0), ["full_inspections"]),
    "a history beside the frame": (
        _set("history", "variable", "phase"),
        ["history.variable", "no value of the frame"],
    ),
    "a history without a reading": (
        _set("history", "before", "four"),
        ["history.before", "no quantifier or reading", "“four”"],
    ),
    "a reading of another thing": (
        _set("history", "good", "just-two"),
        ["history.good", "“exactly” has no meaning here"],
    ),
    "frame no text": (_set("frame", "status", 3), ["frame.status", "quotation marks"]),
    "escape in a code's name": (_set("attributes", 0, "codes_for", ["\x1b[31m"]), ["codes_for[0]"]),
    "no types": (_set("types", []), ["types", "is missing"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_rule_gets_one_sentence_with_its_key_path(name: str) -> None:
    change, expected = WRONG[name]
    data = copy.deepcopy(DATA)
    change(data)
    with pytest.raises(RuleFileError) as refused:
        typology_from_data(data, "rules.toml")
    message = str(refused.value)
    for words in ("rules.toml: ", *expected):
        assert words in message
    assert "\x1b" not in message
    assert "\n" not in message


def test_toml_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text('name = "x"\nversion = \n', encoding="utf-8")
    with pytest.raises(RuleFileError, match="line 2"):
        load_typology(path)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys: list[Any] = []
    if isinstance(data, dict):
        keys = list(data)
    elif isinstance(data, list):
        keys = list(range(len(data)))
    return [path, *(place for key in keys for place in places(data[key], (*path, key)))]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(places(DATA)[1:]), anything)
def test_whatever_stands_in_a_rule_it_is_read_or_refused_in_words(
    place: tuple[Any, ...], value: Any
) -> None:
    data = copy.deepcopy(DATA)
    _set(*place, value)(data)
    try:
        typology = typology_from_data(data)
    except RuleFileError as refused:
        message = str(refused)
    else:
        assert typology_from_data(typology_to_data(typology)) == typology
        return
    assert message.startswith("typology: ")
