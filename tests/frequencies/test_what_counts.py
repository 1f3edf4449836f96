"""What counts where copies were merged, codes were merged or retired, and spellings differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_evidence import Study, figures, with_

from coder.frequencies import themes


@pytest.fixture
def study() -> Study:
    """One school, one interview: Interviewer, Teacher, Headteacher, Teacher."""
    study = Study()
    study.school("1a", status="stuck")
    study.source("one", "1a", "Interviewer", "Teacher", "Headteacher", "Teacher")
    study.code("unions")
    study.code("antagonistic", "unions")
    study.code("constructive", "unions")
    return study


class TestReadForAllThatCounts:
    """A figure rests on more than one code; whoever read must have had them all."""

    def test_a_code_made_since_and_merged_into_a_theme_was_not_looked_for(
        self, study: Study
    ) -> None:
        study.code("new", merged_into="antagonistic")
        study.read("one", but={"new": None})
        found = themes(study.evidence)
        assert figures(found, "antagonistic") == (0, 0, 1, 0)
        assert figures(found, "unions") == (0, 0, 1, 0)
        assert figures(found, "constructive") == (0, 1, 0, 0)

    def test_a_code_merged_after_it_was_read_for_takes_nothing_away(self, study: Study) -> None:
        study.code("new", merged_into="antagonistic")
        study.read("one")
        assert figures(themes(study.evidence), "unions") == (0, 1, 0, 0)

    def test_a_retired_code_made_since_with_which_another_user_coded_was_not_looked_for(
        self, study: Study
    ) -> None:
        study.code("late", "unions", retired=True)
        study.turn("one", "late", 1, "bob")
        study.read("one", "ann", but={"late": None})
        assert figures(themes(study.evidence, users="any"), "unions") == (1, 0, 0, 0)
        assert figures(themes(study.evidence, users="ann"), "unions") == (0, 0, 1, 0)
        alone = themes(study.evidence, users="ann", roll_up=False)
        assert figures(alone, "unions") == (0, 1, 0, 0)

    def test_a_retired_code_applied_to_the_interviewer_alone_need_not_be_read_for(
        self, study: Study
    ) -> None:
        study.code("late", "unions", retired=True)
        study.turn("one", "late", 0, "bob")
        study.read("one", "ann", but={"late": None})
        assert figures(themes(study.evidence, users="ann"), "unions") == (0, 1, 0, 0)


class TestTurnsInsideOthers:
    """The merge of two copies, each with turns corrected by hand, can nest one turn in another."""

    def test_a_coding_in_the_outer_turn_belongs_to_it_though_an_inner_one_ends_before(
        self, study: Study
    ) -> None:
        study.source("two", "1a", "Teacher", "Governor")
        study.overlapping("two", "Governor", 2, 40)
        study.coding("two", "unions", 25, 30)
        for unit in ("turns", "speakers"):
            assert with_(study.evidence, "unions", unit=unit) == 1, unit
        assert figures(themes(study.evidence, by="role"), "unions", "Governor")[0] == 1

    def test_a_coding_only_in_the_interviewers_outer_turn_is_no_evidence(
        self, study: Study
    ) -> None:
        study.source("two", None, "Interviewer", "Teacher")
        study.overlapping("two", "Interviewer", 2, 40)
        study.coding("two", "unions", 25, 30)
        assert with_(study.evidence, "unions", unit="sources") == 0


class TestInNoTurn:
    def test_a_coding_on_a_label_counts_for_its_school_and_tables_by_turn_say_so(
        self, study: Study
    ) -> None:
        study.coding("one", "unions", 10, 11)
        for asked in ({"unit": "turns"}, {"unit": "speakers"}, {"by": "role"}):
            found = themes(study.evidence, **{"by": None, **asked})  # type: ignore[arg-type]
            assert dict(found.notes)["In no turn"].startswith("1 coding lies in no turn"), asked
        found = themes(study.evidence)
        assert figures(found, "unions") == (1, 0, 0, 0)
        assert "In no turn" not in dict(found.notes)

    def test_nothing_is_said_where_every_coding_lies_in_a_turn(self, study: Study) -> None:
        study.coding("one", "unions", 10, 12)
        assert "In no turn" not in dict(themes(study.evidence, unit="turns").notes)


class TestSpellings:
    def test_values_that_differ_in_case_or_space_are_one_group(self, study: Study) -> None:
        study.school("2a", status="STUCK")
        study.school("3a", status="Stuck ")
        study.school("4a", status="un  stuck")
        study.school("5a", status="Un stuck")
        study.school("6a", status="Not stated")
        study.school("7a")
        found = themes(study.evidence)
        assert found.groups == ("STUCK", "Un stuck", "not stated")
        assert dict(found.bases) == {"": 7, "STUCK": 3, "Un stuck": 2, "not stated": 2}

    def test_so_are_roles(self, study: Study) -> None:
        study.speakers["one/Teacher"] = replace(study.speakers["one/Teacher"], role="HEADTEACHER")
        found = themes(study.evidence, by="role")
        assert dict(found.bases) == {"": 1, "HEADTEACHER": 1}
