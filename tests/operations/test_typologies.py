"""Typologies in versions: another comes into force, and decisions keep theirs."""

from __future__ import annotations

import copy
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import NotFound, RuleFileError
from coder.model import Typology
from coder.operations import lookup, outcomes, settings, typing
from coder.operations.codes import add_code
from coder.operations.coding import uncode
from coder.operations.explaining import explain
from coder.operations.project import add_scales, scales
from coder.operations.typologies import listed, use, version, versions
from coder.rulefiles import load_typology, typology_from_data, typology_to_data, typology_to_toml
from coder.store import Store, judged, reads
from coder.store.undoing import undo
from coder.verify import verify

REPO = Path(__file__).parents[2]
RULES = load_typology(REPO / "codebooks" / "typology.toml")


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """Rules by which Type A needs all three of its attributes."""
    text = (REPO / "codebooks" / "typology.toml").read_text(encoding="utf-8")
    text = text.replace('version = "2"', 'version = "2, strict"').replace(
        "count = 2", "count = 3", 1
    )
    path = tmp_path / "stricter.toml"
    path.write_text(text, encoding="utf-8")
    return path


def summary(store: Store, under: Typology | None = None) -> str:
    return typing.traces(store, "ann", [lookup.case(store, "8a")], under=under)[0].summary


def told(store: Store, under: Typology | None = None) -> str:
    case = lookup.case(store, "8a").guid
    return "\n".join(part.words for part in explain(store, "ann", case, under=under).parts)


def test_other_rules_come_into_force_and_the_old_ones_stay(demo: Store, stricter: Path) -> None:
    assert summary(demo).startswith("Type A met")
    new = use(demo, "ann", stricter, "Agreed with the lead.")
    assert typing.rules(demo) == new
    assert summary(demo).startswith("Type A not yet determined")
    assert [each.digest for each in versions(demo)] == [RULES.digest, new.digest]
    assert summary(demo, version(demo, "2")).startswith("Type A met")
    undo(demo, "ann")
    assert typing.rules(demo) == RULES
    assert verify(Path(demo.path or "")).faults == []


def test_a_decision_is_shown_under_the_rules_of_then_and_of_now(
    demo: Store, stricter: Path
) -> None:
    eight = lookup.case(demo, "8a")
    typing.decide(demo, "ann", eight, "Type A", "as the rules say")
    before = judged.typings(demo)
    assert "Under the rules of" not in told(demo)
    use(demo, "ann", stricter)
    then = "Type A met; Type B not yet determined."
    now = "Type A not yet determined; Type B not yet determined."
    said = told(demo)
    assert f"Under the rules of version 2, {RULES.digest[7:19]} (then): {then}" in said
    assert f"With all that is known now they give: {then}" in said
    assert f"Under version 2, strict, {typing.rules(demo).digest[7:19]} (now): {now}" in said
    assert judged.typings(demo) == before
    assert "the typology has changed" in said
    # Under the rules of then nothing has changed.
    assert "the typology has changed" not in told(demo, RULES)


def test_with_evidence_taken_off_since_the_rules_of_then_give_something_else(
    demo: Store, stricter: Path
) -> None:
    eight = lookup.case(demo, "8a")
    typing.decide(demo, "ann", eight, "Type A", "as the rules say")
    use(demo, "ann", stricter)
    (coding,) = [
        one
        for each in typing.traces(demo, "ann", [eight])[0].attributes[1].grounds.for_
        for one in each.codings
    ]
    uncode(demo, "report", coding)
    assert (
        "(then): Type A met; Type B not yet determined. With all that is known now they give: Type"
        " A not yet determined; Type B not yet determined." in told(demo)
    )


def test_a_decision_under_another_codebook_is_shown_beside_what_is_now(demo: Store) -> None:
    eight = lookup.case(demo, "8a")
    typing.decide(demo, "ann", eight, "Type A", "as the rules say")
    then = reads.codebook(demo).digest
    add_code(demo, "ann", "Supply teachers")
    now = reads.codebook(demo).digest
    same = "Type A met; Type B not yet determined."
    assert f"codebook of then, {then}: {same} Under the codebook of now, {now}: {same}" in told(
        demo
    )


def test_the_whole_table_can_be_seen_under_older_rules(demo: Store, stricter: Path) -> None:
    use(demo, "ann", stricter)
    eight = [lookup.case(demo, "8a")]
    table, records = outcomes.typed(demo, "ann", eight, version(demo, "2"))
    assert table.rows[0][1] == "met"
    assert ("Typology", f"{RULES.name}, version 2, {RULES.digest}") in table.notes
    assert records[0]["outcome"] == "met"
    assert outcomes.typed(demo, "ann", eight)[1][0]["outcome"] == "not determined"


def test_a_version_is_named_by_its_digest_where_two_are_called_alike(
    demo: Store, stricter: Path
) -> None:
    alike = stricter.read_text(encoding="utf-8").replace("2, strict", "2")
    stricter.write_text(alike, encoding="utf-8")
    new = use(demo, "ann", stricter)
    with pytest.raises(NotFound, match="is of several typologies"):
        version(demo, "2")
    assert version(demo, new.digest) == new
    assert version(demo, RULES.digest[7:17]) == RULES
    for named in ("1", "", RULES.digest[7:10], "sha256:"):
        with pytest.raises(NotFound, match=f"{RULES.digest[7:19]}"):
            version(demo, named)


def test_readings_that_were_chosen_stay_where_the_new_rules_have_them(
    demo: Store, stricter: Path
) -> None:
    settings.choose(demo, "ann", "just-two", "at least")
    settings.choose(demo, "ann", "graded-good", "good alone")
    text = stricter.read_text(encoding="utf-8")
    start = text.index('[[readings]]\nid = "graded-good"')
    text = text[:start] + text[text.index('[[types]]\nid = "A"') :]
    stricter.write_text(text.replace('good = "graded-good"\n', ""), encoding="utf-8")
    use(demo, "ann", stricter)
    (trace,) = typing.traces(demo, "ann", [lookup.case(demo, "8a")])
    chosen = dict(trace.readings)
    assert chosen["just-two"] == "at least"
    assert "graded-good" not in chosen
    under = typing.traces(demo, "ann", [lookup.case(demo, "8a")], under=RULES)[0]
    assert dict(under.readings)["graded-good"] == "good alone"


def test_rules_over_codes_that_are_not_there_are_refused(demo: Store, stricter: Path) -> None:
    text = stricter.read_text(encoding="utf-8")
    stricter.write_text(
        text.replace('codes_for = ["Antagonistic union voice"]', 'codes_for = ["Strikes"]'),
        encoding="utf-8",
    )
    head = demo.head
    with pytest.raises(RuleFileError, match=r"no code called “Strikes”"):
        use(demo, "ann", stricter)
    assert demo.head == head


def test_the_list_says_which_is_in_force_and_how_many_decided_by_each(
    demo: Store, stricter: Path
) -> None:
    typing.decide(demo, "ann", lookup.case(demo, "8a"), "Type A", "as the rules say")
    use(demo, "ann", stricter)
    found = [
        (each["version"], each["in_force"], each["decisions"]) for each in listed(demo).records
    ]
    assert found == [("2", False, 1), ("2, strict", True, 0)]


def test_rules_written_as_a_file_are_the_same_rules() -> None:
    again = typology_from_data(tomllib.loads(typology_to_toml(RULES)))
    assert again == RULES


@given(st.text(min_size=1).filter(str.strip), st.integers(1, 9), st.booleans())
def test_whatever_stands_in_rules_they_are_written_as_a_file(
    words: str, least: int, history: bool
) -> None:
    data = copy.deepcopy(typology_to_data(RULES))
    data["source"] = data["readings"][0]["why"] = data["types"][0]["phrase"] = words
    data["attributes"][0]["least_speakers"] = least
    if not history:
        del data["history"], data["readings"][2:]
    rules = typology_from_data(data)
    assert typology_from_data(tomllib.loads(typology_to_toml(rules))) == rules


def test_scales_are_added_to_a_project_that_has_none_of_the_name(
    demo: Store, tmp_path: Path
) -> None:
    path = tmp_path / "scales.toml"
    path.write_text(
        '[[scales]]\nname = "Two halves"\nversion = "1"\nsource = "Ours"\n'
        "[[scales.bands]]\nword = 'few'\nunder = 50\n"
        "[[scales.bands]]\nword = 'most'\nat_least = 50\n",
        encoding="utf-8",
    )
    before = len(scales(demo))
    add_scales(demo, "ann", path)
    head = demo.head
    assert [each.name for each in scales(demo)][before:] == ["Two halves"]
    add_scales(demo, "ann", path)
    assert demo.head == head
