"""The report itself as a draft: its 53 quotations, and what it says against itself.

Expected are the transcripts and their codings, which were made from the report by reading
(tests/test_transcripts.py holds them against it), and the inconsistencies that reading found.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from coder.drafts import Known, find_quotations, numbers
from coder.operations.checking import Checked, check
from coder.operations.demo import build_demo
from coder.readers import read_draft
from coder.store import open_project

REPO = Path(__file__).parents[2]
REPORT = REPO.parent / "shared" / "report" / "fight-or-flight.txt"

pytestmark = pytest.mark.skipif(
    not REPORT.is_file(), reason="the report does not stand beside this checkout"
)


class Quoted(NamedTuple):
    paragraph: str
    school: str
    role: str
    words: str


def expected() -> list[Quoted]:
    """Return the quotations as the transcripts and their codings have them."""
    folder = REPO / "transcripts"
    paragraphs: dict[tuple[str, str], str] = {}
    with (folder / "codings.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            paragraphs[row["school"], row["turn"]] = row["paragraph"]
    found = []
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            text = (folder / row["file"]).read_text(encoding="utf-8")
            for turn, said in enumerate(text.strip().split("\n\n"), 1):
                role, words = said.split(": ", 1)
                school = row["school"]
                found.append(Quoted(paragraphs[school, str(turn)], school, role, words))
    return found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    path = tmp_path_factory.mktemp("report") / "demo.coder"
    build_demo(path)
    with open_project(path) as store:
        return check(store, "ann", REPORT)


def test_all_53_quotations_are_found_with_school_and_role() -> None:
    draft = read_draft(REPORT)
    with (REPO / "transcripts" / "schools.csv").open(encoding="utf-8") as file:
        schools = [row["school"] for row in csv.DictReader(file)]
    own = numbers(draft)
    read = [
        Quoted(own[each.first], said.school, said.role, each.words)
        for each in find_quotations(draft.paragraphs, Known(schools, ())).quotations
        if (said := each.attribution)
    ]
    assert len(read) == 53
    assert sorted(read) == sorted(expected())


def test_no_scare_quoted_phrase_is_taken_for_a_quotation(report: Checked) -> None:
    assert report.quotations == 53
    words = [each.words for each in report.findings if each.kind == "verbatim"]
    for phrase in ("dumping ground", "a power thing", "demoralising", "abdication", "bamboozled"):
        assert phrase not in words
    assert not any("diminished the potential effectiveness" in each for each in words)


def test_every_quotation_is_verbatim_in_the_school_that_is_named(report: Checked) -> None:
    kinds = defaultdict(list)
    for each in report.findings:
        kinds[each.kind].append(each)
    assert len(kinds["verbatim"]) == 53
    for each in kinds["verbatim"]:
        assert each.source_words.rstrip(".") == each.words.rstrip(".")
    absent = ("edited", "not found", "other school", "other role", "twice", "interviewer")
    assert not any(kinds[kind] for kind in (*absent, "longer", "shorter", "unread", "unattributed"))


def test_its_inconsistencies_of_status_are_raised_and_no_others(report: Checked) -> None:
    raised = [each for each in report.findings if each.kind == "other status"]
    assert [report.numbers[each.paragraph] for each in raised] == [
        *("126", "129", "135", "135", "144")
    ]
    by_paragraph = {report.numbers[each.paragraph]: each.said for each in raised}
    assert "quotes 7a, which is stuck" in by_paragraph["126"]
    assert "quotes 7b, which is unstuck" in by_paragraph["129"]
    assert "quotes 5a, which is stuck" in by_paragraph["135"]
    assert "5a and 7a are stuck" in by_paragraph["144"]


def test_its_counts_stand_beside_the_projects(report: Checked) -> None:
    said = {
        (report.numbers[each.paragraph], match[1]): each.said
        for each in report.findings
        if each.kind == "count" and (match := re.match("“(.*?)”", each.said))
    }
    # Para 62: said in the quotations of 4a and 8a, both stuck (tests/test_transcripts.py).
    assert "Dumping ground: In the project 2 of 20 schools" in said["62", "Five of the 20 schools"]
    assert "2 of 10 stuck schools have it" in said["62", "Four of these schools"]
    assert "unstuck schools have it" in said["132", "Only two of the 10 unstuck schools"]
    assert "No scale of the project says" in said["132", "nearly all unstuck schools"]
    assert "Union voice: In the project 1 of 10 stuck" in said["128", "at least two stuck schools"]


def test_few_of_its_counts_are_to_be_looked_at_and_those_that_name_a_theme_are(
    report: Checked,
) -> None:
    # By hand: these name a theme, and its published quotations do not bear the number out. Not
    # figures of all England (“42% of all stuck schools”), nor sizes (“with fewer than 10”).
    look = {
        (report.numbers[each.paragraph], each.code)
        for each in report.findings
        if each.kind == "count" and each.level == "look"
    }
    assert look >= {
        ("22", "Challenging context"),
        ("62", "Dumping ground"),
        ("84", "School improvement support"),
        ("101", "Opportunity areas"),
        ("132", "Behaviour policy"),
    }
    assert len(look) <= 12
    assert not {"6", "24", "38", "39", "41", "78", "108", "149"} & {number for number, _ in look}
