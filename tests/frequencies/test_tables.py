"""The matrix, the passages behind a figure, and what has been read by whom."""

from __future__ import annotations

import pytest
from small_evidence import Study

from coder.frequencies import themes, themes_table
from coder.frequencies.coverage import coverage
from coder.frequencies.matrix import matrix
from coder.frequencies.quotes import quotes
from coder.model import Cell, Table

TEXT = "0123456789" * 5
"""Shows in every quotation where it was cut."""


@pytest.fixture
def study() -> Study:
    """10a and 2a with an interview each, 9b with extracts, 3a with nothing."""
    study = Study()
    for name, status in (("10a", "stuck"), ("2a", "stuck"), ("9b", "unstuck"), ("3a", "stuck")):
        study.school(name, status=status)
    study.source("ten", "10a", "Interviewer", "Teacher 1", "Teacher 2")
    study.source("two", "2a", "Headteacher", "Teacher")
    study.source("nine", "9b", "Governor", kind="published extracts")
    study.code("unions")
    study.code("antagonistic", "unions")
    study.code("intake")
    study.turn("ten", "antagonistic", 1, "ann")
    study.turn("ten", "antagonistic", 1, "bob")
    study.coding("ten", "unions", 15, 30, "ann")
    study.turn("ten", "unions", 0, "ann")
    study.turn("nine", "intake", 0, "ann")
    study.read("two", "ann")
    study.read("two", "bob")
    return study


def column(table: Table, key: str) -> list[Cell]:
    place = [column.key for column in table.columns].index(key)
    return [row[place] for row in table.rows]


def texts(study: Study) -> dict[str, str]:
    return dict.fromkeys(study.sources, TEXT)


class TestMatrix:
    def test_a_cell_says_the_state_and_how_many_passages(self, study: Study) -> None:
        table = matrix(study.evidence)
        assert [column.heading for column in table.columns] == ["theme", "2a", "3a", "9b", "10a"]
        assert table.rows == (
            ("unions", "without", "no source", "not yet read", "with (2)"),
            ("unions > antagonistic", "without", "no source", "not yet read", "with (1)"),
            ("intake", "without", "no source", "with (1)", "not yet read"),
        )
        assert set(table.codings[0, 4]) == {"coding 0", "coding 1", "coding 2"}

    def test_two_schools_of_one_name_keep_a_column_each(self, study: Study) -> None:
        study.school("another")
        study.cases["another"] = type(study.cases["2a"])("another", "2a", {})
        keys = [column.key for column in matrix(study.evidence).columns]
        assert len(set(keys)) == len(keys) == 6


class TestQuotes:
    def test_a_row_is_a_code_on_a_passage_with_all_who_coded_it(self, study: Study) -> None:
        table = quotes(study.evidence, texts(study))
        assert table.rows == (
            ("9b", "nine", 1, "Governor", "Governor", "ann", "intake", 0, 10, "0123456789"),
            (
                "10a", "ten", 2, "Teacher 1", "Teacher", "ann; bob", "unions > antagonistic",
                11, 21, "1234567890",
            ),
            (
                "10a", "ten", "2–3", "Teacher 1; Teacher 2", "Teacher", "ann", "unions",
                15, 30, "567890123456789",
            ),
        )  # fmt: skip
        assert "1 coding wholly in them left out" in dict(table.notes)["Interviewers"]

    def test_a_figure_leads_to_its_quotations(self, study: Study) -> None:
        table = themes_table(themes(study.evidence))
        place = [column.key for column in table.columns].index("stuck_with")
        found = quotes(study.evidence, texts(study), codings=table.codings[0, place])
        assert column(found, "code") == ["unions > antagonistic", "unions"]
        assert column(found, "school") == ["10a", "10a"]

    def test_rows_are_limited_by_code_school_group_and_user(self, study: Study) -> None:
        evidence, held = study.evidence, texts(study)
        assert column(quotes(evidence, held, code="unions"), "start") == [11, 15]
        assert column(quotes(evidence, held, code="antagonistic"), "start") == [11]
        assert column(quotes(evidence, held, case="9b"), "source") == ["nine"]
        assert column(quotes(evidence, held, group=("status", "unstuck")), "source") == ["nine"]
        assert column(quotes(evidence, held, group=("role", "Governor")), "source") == ["nine"]
        assert column(quotes(evidence, held, users="bob"), "users") == ["bob"]

    def test_a_group_holds_every_spelling_of_its_value(self, study: Study) -> None:
        study.school("9b", status="UnStuck ")
        found = quotes(study.evidence, texts(study), group=("status", "unstuck"))
        assert column(found, "source") == ["nine"]
        found = quotes(study.evidence, texts(study), group=("role", "GOVERNOR"))
        assert column(found, "source") == ["nine"]

    def test_for_all_a_passage_is_shown_when_every_reader_coded_it(self, study: Study) -> None:
        study.read("ten", "ann")
        study.read("ten", "bob")
        assert column(quotes(study.evidence, texts(study), users="all"), "start") == [11]

    def test_the_codings_behind_a_figure_for_all_are_shown_though_they_lie_apart(
        self, study: Study
    ) -> None:
        ann, bob = study.turn("two", "intake", 0, "ann"), study.turn("two", "intake", 1, "bob")
        found = next(
            row for row in themes(study.evidence, users="all").rows if row.code == "intake"
        )
        assert set(found.whole.codings) == {ann, bob}
        behind = quotes(study.evidence, texts(study), codings=found.whole.codings, users="all")
        assert column(behind, "users") == ["ann", "bob"]

    def test_a_passage_outside_every_turn_has_no_speaker(self, study: Study) -> None:
        study.coding("two", "unions", 10, 11)
        (row,) = quotes(study.evidence, texts(study), case="2a").rows
        assert row[2:5] == (None, "", "")


class TestCoverage:
    def test_what_nobody_finished_is_visible(self, study: Study) -> None:
        study.source("more", "2a", "Teacher")
        study.read("more", "ann", but={"intake": None})
        assert coverage(study.evidence).rows == (
            ("2a", "more", "interview", 1, 0, 0, "ann", "read before 1 code was made or redefined"),
            ("2a", "two", "interview", 2, 0, 0, "ann; bob", "read"),
            ("3a", None, None, 0, 0, 0, "", "no source"),
            ("9b", "nine", "published extracts", 1, 1, 1, "", "only extracts"),
            ("10a", "ten", "interview", 2, 2, 3, "", "not finished"),
        )

    def test_two_readers_together_have_read_for_what_each_had_before_them(
        self, study: Study
    ) -> None:
        study.read("ten", "ann", but={"intake": None})
        study.read("ten", "bob", but={"unions": None})
        assert coverage(study.evidence).rows[-1][-1] == "read"

    def test_a_code_made_since_shows_after_it_was_merged_or_retired(self, study: Study) -> None:
        study.code("new", merged_into="intake")
        study.code("late", "unions", retired=True)
        study.code("never", "unions", retired=True)
        study.turn("ten", "late", 1)
        study.read("ten", but={"new": None, "late": None, "never": None})
        assert coverage(study.evidence).rows[-1][-1] == "read before 2 codes were made or redefined"

    def test_a_source_of_no_school_comes_last(self, study: Study) -> None:
        study.source("apart", None, "Teacher")
        assert coverage(study.evidence).rows[-1][:2] == (None, "apart")


def fifty(label: str) -> Table:
    """A study in which 60 speakers of this label speak and the first has the theme."""
    study = Study()
    study.school("1a")
    for number in range(60):
        study.source(f"s{number}", "1a", label)
    study.code("union")
    study.coding("s0", "union", 0, 5)
    return themes_table(themes(study.evidence, unit="speakers", by=None))


def test_a_percentage_leads_to_its_passages_as_the_figure_does() -> None:
    table = fifty("Teacher 2")
    at = [column.heading for column in table.columns].index("with, %")
    assert table.rows[0][at] == 2  # one of 60 numbered voices
    assert table.codings[0, at] == table.codings[0, 1] != ()


def test_voices_that_may_be_more_than_their_labels_have_no_percentage() -> None:
    table = fifty("Teacher")
    at = [column.heading for column in table.columns].index("with, %")
    assert table.rows[0][1] == "at least 1"
    assert table.rows[0][at] is None
