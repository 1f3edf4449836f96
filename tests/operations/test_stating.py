"""What each kind of table says of itself is true of that kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder.model import Source
from coder.operations import figures, project, stating
from coder.operations.figures import KINDS, Question

from .world import World

NEEDED = {"Unit", "Base", "Filters", "Users", "Profile", "Caveat", "Codebook", "Journal head"}


def notes(world: World, question: Question) -> dict[str, str]:
    return dict(figures.answer(world.here, "ann", question).table.notes)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_counts_and_of_how_many(world: World, kind: str) -> None:
    found = notes(world, Question(kind))
    assert found.keys() >= NEEDED | {"Made by"}
    assert all(found.values())


def test_passages_have_no_base_and_never_that_of_schools(world: World) -> None:
    found = notes(world, Question(figures.THEMES, unit="passages"))
    assert found["Base"] == "None: passages have no base."


def test_a_table_of_some_themes_says_which(world: World) -> None:
    chosen = Question(figures.FRAMEWORK, codes=(world.other, world.code))
    assert notes(world, chosen)["Filters"] == "Only themes MAT support, Dumping ground."


def test_a_theme_counted_alone_does_not_say_that_those_under_it_count(world: World) -> None:
    alone = Question(figures.PAIRS, code=world.other, roll_up=False)
    assert notes(world, alone)["Filters"] == "Only theme MAT support."
    whole = notes(world, replace(alone, roll_up=True))
    assert whole["Filters"] == "Only theme MAT support, and the codes under it."


@pytest.mark.parametrize("kind", ["matrix", "pairs", "roles", "cooccurrence", "framework"])
def test_tables_by_school_say_that_a_source_has_none(world: World, kind: str) -> None:
    # World imports new.txt, which belongs to no school.
    assert notes(world, Question(kind))["Of no school"] == "1 source, in no figure of this table."


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_that_only_the_newest_version_is_counted(
    world: World, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = project.evidence

    def corrected(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]
        sources: dict[str, Source] = dict(found.sources)
        sources[world.source.guid] = replace(sources[world.source.guid], version=2)
        return replace(found, sources=sources)

    monkeypatch.setattr(project, "evidence", corrected)
    assert "1 source stands in a corrected version" in notes(world, Question(kind))["Versions"]


def test_the_base_of_a_kind_nobody_named_is_the_schools(world: World) -> None:
    evidence = project.evidence(world.here, "ann")
    assert stating.base(evidence, "matrix", 0) == "Every school in the project: 21 schools."
