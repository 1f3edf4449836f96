"""What docs/suggestions.md says was measured is what comes out, with each school left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(REPO / "benchmarks")
    import suggestions

    yield suggestions
    sys.modules.pop("suggestions", None)


def test_the_table_in_the_page_is_what_comes_out(measured) -> None:
    page = measured.PAGE.read_text(encoding="utf-8")
    written = page.partition(measured.BEGIN)[2].partition(measured.END)[0]
    assert written == measured.table(measured.measure())


def test_the_school_that_is_measured_is_left_out(measured) -> None:
    all_ = measured.quotations(measured.codes())
    assert len(all_) == 53
    for each in all_:
        like = measured.likeness_without(all_, each.school)
        assert each.school not in {example.name for example in like._examples}
        assert len(like._examples) == sum(other.school != each.school for other in all_)


def test_a_perfect_guess_scores_one_and_a_wrong_one_nothing(measured) -> None:
    right = measured.Score("", "", [("a", ["a"]), ("b", ["c", "b"])])
    assert (right.at(1), right.at(3)) == ((2, 1), (3, 2))
    assert list(right.cells())[2:] == ["0.50 (1/2)", "0.50", "0.67 (2/3)", "1.00", "0"]


def test_an_indicator_learned_only_from_the_school_left_out_is_left_out(measured) -> None:
    book = measured.codes()
    all_ = measured.quotations(book)
    dumping = next(code for code in book if code.name == "Dumping ground")
    assert "toilet of schools" in dumping.indicators
    assert "toilet of schools" not in measured.borne_out(book, all_, "8a")[dumping.guid]
    assert "toilet of schools" in measured.borne_out(book, all_, "4a")[dumping.guid]
    assert "dumping ground" in measured.borne_out(book, all_, "8a")[dumping.guid]
