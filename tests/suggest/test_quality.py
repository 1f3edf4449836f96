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


def test_the_tables_in_the_page_are_what_comes_out(measured) -> None:
    page = measured.PAGE.read_text(encoding="utf-8")
    for mark, table in measured.tables().items():
        assert page.partition(mark)[2].partition(measured.END)[0] == table


def test_the_limits_in_use_are_one_row_and_looser_ones_give_no_fewer(measured) -> None:
    rows = {(row.indicators, row.way.split()[0]): row for row in measured.limits()}
    assert ["in use" in row.way for row in rows.values()].count(True) == 1
    for shared in "123":
        assert rows[shared, "0.10"].at(3)[0] >= rows[shared, "0.15"].at(3)[0]
        assert rows[shared, "0.15"].at(1)[0] >= rows[str(int(shared) + 1), "0.15"].at(1)[0]


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
