"""Published figures: the same pseudonyms after a merge, and a rule for every kind of table."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import ProjectError, Refused
from coder.operations import cases, coding, figures, history, lookup, policy, publishing, seeing
from coder.operations import project as projects
from coder.operations.figures import COVERAGE, KINDS, MATRIX, QUOTES, Answer, Question
from coder.operations.profiles import PUBLISHED, Release
from coder.store import Store, open_project, reads
from coder.store.merging import merge
from coder.store.undoing import undo
from coder.verify import verify


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Iterator[Store]:
    with open_project(Path(shutil.copy(built, tmp_path / "demo.coder"))) as store:
        yield store


def published(store: Store, kind: str = COVERAGE, **asked: object) -> Answer:
    return figures.answer(store, "ann", Question(kind, release=PUBLISHED, **asked))  # type: ignore[arg-type]


def names(store: Store) -> list[str]:
    """Return the pseudonyms of all schools, in the order of their ids."""
    evidence = reads.evidence(store)
    seen = publishing.view(store, evidence, PUBLISHED, COVERAGE)
    in_order = sorted(evidence.cases.values(), key=lambda case: case.name)
    return [seen.hidden.schools[case.guid] for case in in_order]


def test_pseudonyms_are_the_same_in_every_export_and_after_a_merge(
    demo: Store, tmp_path: Path
) -> None:
    before = names(demo)
    copy = Path(shutil.copy(demo.path or "", tmp_path / "copy.coder"))
    with open_project(copy) as other:
        cases.add_cases(other, "sam", [("11a", {"status": "stuck"})])
        theirs = names(other)
        merge(demo, other, "ann")
    assert sorted(set(theirs) - set(before)) == sorted(set(names(demo)) - set(before))
    assert set(before) < set(names(demo))
    assert len(set(names(demo))) == 21


def test_another_project_of_the_same_schools_has_other_pseudonyms(
    demo: Store, study: Store
) -> None:
    assert not set(names(demo)) & set(names(study))


def test_a_project_from_before_gets_its_secret_once(demo: Store) -> None:
    guid = projects.derived_guid("setting", projects.PSEUDONYM_KEY)
    with demo.change("change setting", "sam") as change:
        change.remove("settings", guid)
    with pytest.raises(ProjectError):
        published(demo)
    cases.add_cases(demo, "ann", [("11a", {})])
    policy.prepare(demo, "ann", PUBLISHED, "out.csv")
    head, first = demo.head, names(demo)
    policy.prepare(demo, "ann", PUBLISHED, "out.csv")
    assert (demo.head, names(demo)) == (head, first)
    # What has left cannot be taken back: undo passes over it, to what was done before.
    assert undo(demo, "ann").verb == "add cases"
    assert names(demo) == first[:2] + first[3:]
    assert demo.path is not None
    assert verify(demo.path).faults == []


def test_the_secret_is_in_no_entry_and_in_no_history(demo: Store) -> None:
    secret = reads.note(demo, reads.setting(demo, projects.PSEUDONYM_KEY))
    assert len(secret) == 64
    assert not any(secret in body for (body,) in demo.rows("SELECT body FROM journal"))
    start = history.happenings(demo, "ann", limit=10_000)[-1]
    assert not any(secret in repr(each) for each in history.differences(demo, start.entry))


def test_every_kind_of_table_has_a_rule_and_one_without_is_refused(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(KINDS) <= set(publishing.KINDS)
    for kind in KINDS:
        assert ("Profile", "Internal") not in published(demo, kind).table.notes
    monkeypatch.setattr(publishing, "KINDS", ("themes",))
    with pytest.raises(Refused, match="no rule for publishing"):
        published(demo, MATRIX)


def test_nothing_leads_back_to_passages(demo: Store) -> None:
    for kind in KINDS:
        answered = published(demo, kind)
        assert answered.table.codings == {}
        if answered.themes is not None:
            assert not any(row.whole.codings for row in answered.themes.rows)


def test_a_published_table_counts_what_the_internal_one_counts(demo: Store) -> None:
    inside = figures.answer(demo, "ann", Question())
    outside = published(demo, "themes")
    assert inside.table.rows == outside.table.rows
    by_phase = published(demo, "themes", by="phase").table
    whole = [row[:5] for row in figures.answer(demo, "ann", Question(by="phase")).table.rows]
    assert [row[:5] for row in by_phase.rows] == whole
    assert {cell for row in by_phase.rows for cell in row[5:]} == {"withheld"}
    labels = [label for label, _ in by_phase.notes]
    assert labels.count("Withheld") == 2


def test_the_matrix_has_the_same_columns_in_another_order(demo: Store) -> None:
    inside = figures.answer(demo, "ann", Question(MATRIX)).table
    outside = published(demo, MATRIX).table
    assert sorted(zip(*inside.rows, strict=True)) == sorted(zip(*outside.rows, strict=True))
    assert not {column.key for column in inside.columns[1:]} & {c.key for c in outside.columns}


def test_a_whole_set_of_small_groups_is_withheld(demo: Store) -> None:
    table = published(demo, "themes", by="pair").table
    assert len(table.columns) < 12
    assert {cell for row in table.rows for cell in row[5:]} == {"withheld"}


def test_what_is_hidden_from_a_user_stays_hidden_in_what_they_publish(demo: Store) -> None:
    coding.apply_code(
        demo,
        "sam",
        lookup.source(demo, "8a").guid,
        reads.turns(demo, lookup.source(demo, "8a").guid)[lookup.source(demo, "8a").guid][
            0
        ].passage,
        lookup.code(reads.codebook(demo), "Union voice").guid,
    )
    projects.set_setting(demo, "ann", seeing.OTHERS, "hidden")
    assert published(demo, QUOTES).table.rows == ()


def test_names_are_pointed_out_by_a_pipeline_where_one_is_installed(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    import spacy

    trained = spacy.blank("en")
    ruler = trained.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Ofsted"}])  # type: ignore[attr-defined]
    projects.set_setting(demo, "ann", policy.FINDER, "en_of_this_test")
    assert any("not installed" in each for each in published(demo, QUOTES).told)
    monkeypatch.setattr("spacy.util.is_package", lambda name: name == "en_of_this_test")
    monkeypatch.setattr("spacy.load", lambda name: trained)
    answered = published(demo, QUOTES)
    assert any("“Ofsted”" in each for each in answered.told)
    assert not any("“Ofsted”" in words for _, words in answered.table.notes)


def test_real_ids_without_a_reason_are_refused(demo: Store) -> None:
    head = demo.head
    with pytest.raises(Refused, match="--because"):
        policy.prepare(demo, "ann", Release("publish", real_ids=True), "out.csv")
    assert demo.head == head
