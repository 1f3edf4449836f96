"""Theme figures: every one by a named unit, of a stated base, each unit once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_evidence import Study, figures, of, with_

from coder.errors import NotFound
from coder.frequencies import themes, themes_records, themes_table
from coder.model import Band, Code, Scale

UNQUOTED = ("1b", "3a", "4b")
QUOTED = [f"{n}{m}" for n in range(1, 11) for m in "ab" if f"{n}{m}" not in UNQUOTED]
"""The 17 of 20 schools that the report quotes; 1b, 3a and 4b it never does (notes, A5)."""


@pytest.fixture
def report() -> Study:
    """The report's 20 schools, its extracts, and paragraph 62's two quotations."""
    study = Study()
    for pair in range(1, 11):
        study.school(f"{pair}a", status="stuck", pair=str(pair))
        study.school(f"{pair}b", status="unstuck", pair=str(pair))
    for school in QUOTED:
        study.source(f"{school}.txt", school, "Senior leader", kind="published extracts")
    study.code("dumping ground")
    study.turn("4a.txt", "dumping ground", 0, "report")
    study.turn("8a.txt", "dumping ground", 0, "report")
    return study


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


class TestTheReport:
    def test_dumping_ground_is_said_in_two_stuck_schools_of_ten(self, report: Study) -> None:
        found = themes(report.evidence)
        assert figures(found, "dumping ground", "stuck") == (2, 0, 7, 1)
        assert figures(found, "dumping ground", "unstuck") == (0, 0, 8, 2)
        assert figures(found, "dumping ground") == (2, 0, 15, 3)

    def test_extracts_read_to_the_end_still_say_nothing_of_what_is_not_in_them(
        self, report: Study
    ) -> None:
        for source in report.sources:
            report.read(source, "report")
        assert figures(themes(report.evidence), "dumping ground") == (2, 0, 15, 3)

    def test_a_program_gets_one_flat_object_a_theme(self, report: Study) -> None:
        (record,) = themes_records(themes(report.evidence))
        assert record == {
            "code": "dumping ground",
            "path": "dumping ground",
            "depth": 0,
            "unit": "schools",
            "with": 2,
            "without": 0,
            "not_yet_read": 15,
            "no_source": 3,
            "base": 20,
            "at_least": False,
            "stuck_with": 2,
            "stuck_without": 0,
            "stuck_not_yet_read": 7,
            "stuck_no_source": 1,
            "stuck_base": 10,
            "stuck_at_least": False,
            "unstuck_with": 0,
            "unstuck_without": 0,
            "unstuck_not_yet_read": 8,
            "unstuck_no_source": 2,
            "unstuck_base": 10,
            "unstuck_at_least": False,
        }

    def test_the_table_states_its_unit_base_users_and_caveat(self, report: Study) -> None:
        table = themes_table(themes(report.evidence), [("Journal head", "sha256:1")])
        notes = dict(table.notes)
        assert notes["Unit"].startswith("Schools.")
        assert notes["Base"] == "Every school in the project: 20 schools: 10 stuck, 10 unstuck."
        assert notes["Users"].startswith("Any:")
        assert "self-reported" in notes["Caveat"]
        assert table.notes[-1] == ("Journal head", "sha256:1")

    def test_every_figure_leads_to_its_codings(self, report: Study) -> None:
        table = themes_table(themes(report.evidence))
        keys = [column.key for column in table.columns]
        assert table.codings == {
            (0, keys.index("with")): ("coding 0", "coding 1"),
            (0, keys.index("stuck_with")): ("coding 0", "coding 1"),
        }

    def test_groups_stand_in_natural_order_everywhere(self, report: Study) -> None:
        report.cases = dict(reversed(report.cases.items()))
        found = themes(report.evidence, by="pair")
        pairs = [str(number) for number in range(1, 11)]
        assert list(found.groups) == list(found.rows[0].groups) == pairs
        headings = [column.heading for column in themes_table(found).columns]
        assert [head for head in headings if "with, of 2" in head][1:] == [
            f"{pair}: with, of 2" for pair in pairs
        ]


class TestFaultsOfOthers:
    """Faults measured in other programs (notes on peers, section 5)."""

    def test_a_parent_counts_one_passage_once_for_two_children_and_two_users(
        self, study: Study
    ) -> None:
        for user in ("ann", "bob"):
            for code in ("antagonistic", "constructive"):
                study.turn("one", code, 1, user)
        for unit in ("schools", "sources", "speakers", "turns", "passages"):
            assert with_(study.evidence, "unions", unit=unit) == 1, unit

    def test_a_parent_is_not_the_sum_of_its_children(self, study: Study) -> None:
        study.turn("one", "antagonistic", 1)
        study.turn("one", "constructive", 1)
        study.turn("one", "constructive", 3)
        assert with_(study.evidence, "unions", unit="turns") == 2
        assert with_(study.evidence, "unions", unit="sources") == 1

    def test_each_unit_gives_a_figure_of_its_own(self, study: Study) -> None:
        study.source("two", "1a", "Teacher 1", "Teacher 2", "Teacher 1")
        study.coding("one", "unions", 11, 15)
        study.coding("one", "unions", 16, 20)
        study.turn("two", "unions", 0)
        study.turn("two", "unions", 1)
        study.turn("two", "unions", 2)
        found = {unit: with_(study.evidence, "unions", unit=unit) for unit in (
            "schools", "sources", "speakers", "turns", "passages")}  # fmt: skip
        assert found == {"schools": 1, "sources": 2, "speakers": 3, "turns": 4, "passages": 5}

    def test_users_are_pooled_only_when_asked_and_the_table_says_so(self, study: Study) -> None:
        study.turn("one", "unions", 1, "ann")
        study.turn("one", "unions", 3, "bob")
        study.read("one", "ann")
        study.read("one", "bob")
        found = {who: with_(study.evidence, "unions", unit="turns", users=who) for who in (
            "any", "all", "ann", "bob")}  # fmt: skip
        assert found == {"any": 2, "all": 0, "ann": 1, "bob": 1}
        rules = {who: dict(themes(study.evidence, users=who).notes)["Users"] for who in found}
        assert len(set(rules.values())) == 4
        assert rules["ann"] == "One: only the codings and readings of ann."

    def test_a_coding_over_two_turns_belongs_to_both(self, study: Study) -> None:
        study.coding("one", "unions", 15, 25)
        assert with_(study.evidence, "unions", unit="turns") == 2
        assert with_(study.evidence, "unions", unit="speakers") == 2
        assert with_(study.evidence, "unions", unit="passages") == 1

    def test_the_interviewer_is_no_evidence(self, study: Study) -> None:
        study.turn("one", "unions", 0)
        found = themes(study.evidence)
        assert figures(found, "unions") == (0, 0, 1, 0)
        assert "1 coding wholly in them left out" in dict(found.notes)["Interviewers"]

    def test_a_coding_that_runs_on_into_an_answer_counts_for_the_answer_alone(
        self, study: Study
    ) -> None:
        study.coding("one", "unions", 0, 15)
        assert with_(study.evidence, "unions", unit="turns") == 1
        assert of(themes(study.evidence, unit="turns", by=None), "unions").base == 3
        assert with_(study.evidence, "unions") == 1


class TestSilence:
    def test_read_to_the_end_makes_without(self, study: Study) -> None:
        study.read("one")
        assert figures(themes(study.evidence), "unions") == (0, 1, 0, 0)

    def test_a_code_made_since_is_not_yet_read_and_nor_is_its_parent(self, study: Study) -> None:
        study.read("one", but={"antagonistic": None})
        found = themes(study.evidence)
        assert figures(found, "antagonistic") == (0, 0, 1, 0)
        assert figures(found, "unions") == (0, 0, 1, 0)
        assert figures(found, "constructive") == (0, 1, 0, 0)
        assert figures(themes(study.evidence, roll_up=False), "unions") == (0, 1, 0, 0)

    def test_a_code_redefined_since_is_not_yet_read(self, study: Study) -> None:
        study.read("one", but={"unions": Code("unions", "unions", definition="before").digest})
        assert figures(themes(study.evidence), "unions") == (0, 0, 1, 0)

    def test_one_unread_source_leaves_a_school_unread(self, study: Study) -> None:
        study.source("two", "1a", "Teacher")
        study.read("one")
        assert figures(themes(study.evidence), "unions") == (0, 0, 1, 0)
        assert figures(themes(study.evidence, unit="sources"), "unions") == (0, 1, 1, 0)
        assert figures(themes(study.evidence, unit="turns"), "unions") == (0, 3, 1, 0)

    def test_the_reading_of_a_user_who_does_not_count_is_none(self, study: Study) -> None:
        study.read("one", "ann")
        study.read("one", "bob", but={"unions": None})
        assert figures(themes(study.evidence, users="bob"), "unions") == (0, 0, 1, 0)
        assert figures(themes(study.evidence, users="ann"), "unions") == (0, 1, 0, 0)
        assert figures(themes(study.evidence, users="all"), "unions") == (0, 0, 1, 0)

    def test_a_second_reading_counts_with_the_first(self, study: Study) -> None:
        study.read("one", but={"antagonistic": None})
        study.read("one", but={"constructive": None})
        assert figures(themes(study.evidence), "unions") == (0, 1, 0, 0)

    def test_what_one_reader_of_two_found_is_with_for_any_and_without_for_all(
        self, study: Study
    ) -> None:
        study.turn("one", "unions", 1, "ann")
        study.read("one", "ann")
        study.read("one", "bob")
        assert figures(themes(study.evidence, users="any"), "unions") == (1, 0, 0, 0)
        assert figures(themes(study.evidence, users="all"), "unions") == (0, 1, 0, 0)

    def test_a_retired_child_need_not_have_been_read_for(self, study: Study) -> None:
        study.code("strike", "unions", retired=True)
        study.read("one", but={"strike": None})
        assert figures(themes(study.evidence), "unions") == (0, 1, 0, 0)


class TestVoices:
    def test_an_unnumbered_label_is_at_least_one_speaker(self, study: Study) -> None:
        study.turn("one", "unions", 1)
        study.turn("one", "unions", 3)
        found = themes(study.evidence, unit="speakers", by=None)
        assert (of(found, "unions").with_, of(found, "unions").at_least) == (1, True)
        assert themes_table(found).rows[0][1] == "at least 1"

    def test_one_label_of_a_source_is_one_voice_however_often_it_was_entered(
        self, study: Study
    ) -> None:
        again = replace(study.speakers["one/Teacher"], guid="again", name="TEACHER")
        study.speakers["again"] = again
        study.turns["one"][3] = replace(study.turns["one"][3], speaker="again")
        study.turn("one", "unions", 1)
        study.turn("one", "unions", 3)
        found = of(themes(study.evidence, unit="speakers", by=None), "unions")
        assert (found.with_, found.base) == (1, 2)

    def test_numbered_voices_are_counted(self, study: Study) -> None:
        study.source("two", None, "Teacher 1", "Teacher 2")
        study.turn("two", "unions", 0)
        study.turn("two", "unions", 1)
        found = themes(study.evidence, unit="speakers", by=None)
        assert (of(found, "unions").with_, of(found, "unions").at_least) == (2, False)

    def test_schools_by_role_are_those_in_which_that_role_says_it(self, study: Study) -> None:
        study.school("2a")
        study.source("two", "2a", "Teacher")
        study.turn("one", "unions", 1)
        study.turn("one", "unions", 2)
        found = themes(study.evidence, by="role")
        assert found.groups == ("Headteacher", "Teacher")
        assert figures(found, "unions") == (1, 0, 1, 0)
        assert figures(found, "unions", "Headteacher") == (1, 0, 0, 0)
        assert figures(found, "unions", "Teacher") == (1, 0, 1, 0)


class TestCodes:
    def test_a_merged_code_counts_as_the_one_it_went_into(self, study: Study) -> None:
        study.turn("one", "strike", 1)
        study.code("strike", merged_into="antagonistic")
        assert with_(study.evidence, "antagonistic") == 1
        assert "strike" not in {row.code for row in themes(study.evidence).rows}

    def test_a_retired_code_shows_only_where_it_was_applied(self, study: Study) -> None:
        study.code("strike", retired=True)
        assert "strike" not in {row.code for row in themes(study.evidence).rows}
        study.turn("one", "strike", 1)
        assert with_(study.evidence, "strike") == 1
        assert themes_table(themes(study.evidence)).rows[-1][0] == "strike (retired)"

    def test_a_coding_on_an_unknown_code_is_in_no_figure_and_is_told(self, study: Study) -> None:
        study.turn("one", "nowhere", 1)
        found = themes(study.evidence)
        assert {row.whole.with_ for row in found.rows} == {0}
        assert dict(found.notes)["Left out"].startswith("1 coding ")


class TestLayout:
    def test_percentages_begin_at_a_base_of_fifty(self) -> None:
        study = Study()
        study.code("unions")
        for number in range(50):
            study.school(f"s{number}")
            study.source(f"t{number}", f"s{number}", "Teacher")
        for number in range(49):
            study.turn(f"t{number}", "unions", 0)
        table = themes_table(themes(study.evidence, by=None))
        assert [column.key for column in table.columns][1:3] == ["with", "percent"]
        assert table.rows[0][1:3] == (49, 98)
        del study.cases["s49"], study.sources["t49"]
        table = themes_table(themes(study.evidence, by=None))
        assert "percent" not in [column.key for column in table.columns]

    def test_some_is_never_0_percent_and_not_all_never_100(self) -> None:
        study = Study()
        study.code("one")
        study.code("all but one")
        study.school("1a")
        study.source("s", "1a", *["Teacher"] * 300)
        study.turn("s", "one", 0)
        study.coding("s", "all but one", 0, 11 * 299)
        table = themes_table(themes(study.evidence, unit="turns", by=None))
        assert [row[1:3] for row in table.rows] == [(1, "under 1"), (299, "over 99")]

    def test_a_quantity_word_holds_whatever_is_not_yet_read(self, study: Study) -> None:
        bands = (Band("few", under=50), Band("most", at_least=50, under=100))
        scale = Scale("plain", "1", "", (*bands, Band("all", at_least=100)))
        study.turn("one", "unions", 1)
        study.code("heads")
        table = themes_table(themes(study.evidence, by=None, scale=scale))
        words = [column.key for column in table.columns].index("words")
        assert [row[words] for row in table.rows] == ["all", "open", "open", "open"]
        assert dict(table.notes)["Words"].startswith("plain, version 1.")

    def test_groups_whose_names_would_give_one_key_get_two(self) -> None:
        study = Study()
        study.code("unions")
        for name, phase in (("1a", "All-through"), ("1b", "all through"), ("2a", "")):
            study.school(name, phase=phase)
        (record,) = themes_records(themes(study.evidence, by="phase"))
        keys = [key for key in record if key.endswith("_base")]
        assert keys == ["all_through_base", "all_through_2_base", "not_stated_base"]

    def test_an_empty_project_has_an_empty_table(self) -> None:
        for unit in ("schools", "speakers", "passages"):
            table = themes_table(themes(Study().evidence, unit=unit, by=None))
            assert (table.rows, dict(table.codings)) == ((), {})

    def test_unknown_units_groupings_and_users_are_named(self, study: Study) -> None:
        with pytest.raises(NotFound, match="“pupils”; choose one of schools, sources"):
            themes(study.evidence, unit="pupils")
        with pytest.raises(NotFound, match="“statos”; choose one of status, role"):
            themes(study.evidence, by="statos")
        with pytest.raises(NotFound, match="“status”; choose one of role"):
            themes(Study().evidence, by="status")
        with pytest.raises(NotFound, match="no such user"):
            themes(study.evidence, users="nobody")
