"""Figures and the journal head beneath them are of one moment, whoever works meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coder.model import Evidence
from coder.operations import codes, figures, lists_history, lookup, typing
from coder.store import Store, open_project, reads


@pytest.fixture
def there(study: Store) -> Iterator[Store]:
    """Another process on the study's file."""
    assert study.path is not None
    with open_project(study.path) as store:
        yield store


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch, study: Store, there: Store) -> Any:
    """Let someone add a code right after the codebook, or a note, was first read here."""
    done: list[str] = []

    def after(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(store: Store, *args: Any, **given: Any) -> Any:
            found = read(store, *args, **given)
            if store is study and not done:
                done.append(codes.add_code(there, "bob", "Morale"))
            return found

        return reading

    monkeypatch.setattr(reads, "codebook", after(reads.codebook))
    monkeypatch.setattr(reads, "note", after(reads.note))
    return done


def test_a_table_names_the_head_at_which_it_was_counted(
    study: Store, there: Store, interrupted: list[str]
) -> None:
    head = study.head_in_full
    table = figures.answer(study, "ann", figures.Question(figures.THEMES)).table
    assert interrupted
    assert dict(table.notes)["Journal head"] == head != there.head_in_full
    assert study.head == there.head  # the moment is over


def test_an_exported_codebook_names_its_head(
    study: Store, interrupted: list[str], tmp_path: Path
) -> None:
    head = study.head_in_full
    codes.save_codebook(study, tmp_path / "book.toml")
    assert interrupted
    words = (tmp_path / "book.toml").read_text()
    assert words.startswith(f"# Journal head {head}\n")
    assert "Morale" not in words


def test_a_list_of_history_names_its_head(study: Store, interrupted: list[str]) -> None:
    head = study.head_in_full
    listing = lists_history.history(study, "ann")
    assert interrupted
    assert dict(listing.notes)["Journal head"] == head
    assert listing.records[0]["verb"] == "import source"


def test_a_trace_does_not_mix_two_moments(
    study: Store, there: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, read = lookup.case(study, "8a"), reads.evidence

    def reading(store: Store) -> Evidence:
        found = read(store)
        for attribute in typing.rules(there).attributes:
            typing.assess(there, "bob", case.guid, attribute, "met", "seen")
        return found

    before = typing.traces(study, "ann", [case])
    monkeypatch.setattr(reads, "evidence", reading)
    assert typing.traces(study, "ann", [case]) == before
    monkeypatch.undo()
    assert typing.traces(study, "ann", [case]) != before
