"""The demonstration data: the report's quotations, its schools, their codings and the codebook."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

REPO = Path(__file__).parents[1]
TRANSCRIPTS = REPO / "transcripts"
CODEBOOK = REPO / "codebooks" / "stuck-schools.toml"
REPORT = REPO.parent / "shared" / "report" / "fight-or-flight.txt"
NOTES = REPO.parent / "shared" / "notes" / "method.md"

# Counted by hand in the report.
TURNS_OF_SCHOOL = {
    **{"1a": 4, "2a": 4, "2b": 1, "3b": 1, "4a": 3, "5a": 6, "5b": 4, "6a": 3, "6b": 1, "7a": 6},
    **{"7b": 3, "8a": 7, "8b": 3, "9a": 2, "9b": 1, "10a": 2, "10b": 2},
}
TURNS_OF_ROLE = {
    **{"Headteacher": 17, "Senior leader": 15, "Teacher": 12, "Governor": 4},
    **{"Deputy headteacher": 1, "Assistant headteacher": 1, "CEO of trust": 1},
    **{"Executive principal": 1, "Vice chair of trust": 1},
}
NEVER_QUOTED = {"1b", "3a", "4b"}

# The report's headings over quotations, and the code each of them is.
HEADINGS = {
    "Poor parental motivation": "Poor parental motivation",
    "Geographical isolation": "Geographical isolation",
    "Unstable pupil intake": "Unstable pupil intake",
    "Unclear direction for school oversight": "Unclear direction for school oversight",
    "Antagonistic union voice": "Antagonistic union voice",
    "Leaders of education": "Leaders of education",
    "Teaching schools": "Teaching schools",
    "School improvement partners": "School improvement partners",
    "Opportunity areas": "Opportunity areas",
    "The quality of advice": "Quality of advice",
    "Impact of inspection": "Impact of inspection",
    "Support following inspection": "Support following inspection",
    "Recognising 'green shoots'": "Recognising green shoots",
    "Upholding high teaching standards": "Upholding high teaching standards",
    "Getting behaviour right": "Behaviour policy",
    "The impact of effective MATs": "MAT support",
    "Improving the parlous state of oversight": "School oversight",
}
# Headings over no quotation, which end the stretch of the heading above them.
BARE_HEADINGS = {
    "Unstable leadership",
    "Inexperienced teacher workforce",
    "Settled leadership team",
}
BARE_HEADINGS |= {"Long-standing teacher workforce", "Monitoring visits"}

TYPE_A = {
    "Unstable leadership",
    "Unclear direction for school oversight",
    "Inexperienced teacher workforce",
}
TYPE_B = {
    "Settled leadership team",
    "Long-standing teacher workforce",
    "Antagonistic union voice",
}


class Turn(NamedTuple):
    role: str
    words: str


class Printed(NamedTuple):
    """A quotation as the report prints it."""

    paragraph: int
    heading: str
    school: str
    role: str
    words: str


def rows(name: str) -> list[dict[str, str]]:
    with (TRANSCRIPTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def transcripts() -> dict[str, list[Turn]]:
    schools = {}
    for path in TRANSCRIPTS.glob("*.txt"):
        lines = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n\n")
        schools[path.stem] = [Turn(*line.split(": ", 1)) for line in lines]
    return schools


def codes() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(CODEBOOK.read_text("utf-8"))["codes"]
    return found


def coded(*names: str) -> Counter[tuple[str, str, str, str]]:
    """Count codings with one of these codes by school, paragraph, code and warrant."""
    return Counter(
        (row["school"], row["paragraph"], row["code"], row["warrant"])
        for row in rows("codings.csv")
        if row["code"] in names
    )


def natural(school: str) -> tuple[int, str]:
    return int(school[:-1]), school[-1]


def bridged(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def report() -> str:
    if not REPORT.exists():
        pytest.skip("the report's text is not beside this checkout")
    return REPORT.read_text("utf-8")


@pytest.fixture(scope="module")
def printed(report: str) -> list[Printed]:
    """Every attributed quotation, read out of the report without looking at the transcripts."""
    found, paragraph, heading, block = [], 0, "", ""
    attributed = re.compile(r"^['‘](.+)['’] ?\(([A-Z][A-Za-z ]+), (?:School )?(\d+[ab])\)$")
    for line in report.split("\n"):
        number = re.match(rf"(?:- )?{paragraph + 1}\. ", line)
        if number:
            paragraph += 1
        if line in HEADINGS or line in BARE_HEADINGS:
            heading = line
        if number or re.match(r"(?:- )?['‘]", line):
            block = ""
        block = bridged(f"{block} {line}").strip()
        if match := attributed.match(block.removeprefix("- ")):
            words, role, school = match.groups()
            found.append(Printed(paragraph, heading, school, role, words))
            block = ""
    return found


def test_there_are_53_turns_in_17_files() -> None:
    counts = {school: len(turns) for school, turns in transcripts().items()}
    assert counts == TURNS_OF_SCHOOL
    assert sum(counts.values()) == 53
    assert len(counts) == 17


def test_the_roles_are_the_reports() -> None:
    turns = [turn for turns in transcripts().values() for turn in turns]
    assert Counter(turn.role for turn in turns) == TURNS_OF_ROLE
    voices = {(school, turn.role) for school, turns in transcripts().items() for turn in turns}
    assert len(voices) == 36


@pytest.mark.parametrize("school", sorted(TURNS_OF_SCHOOL, key=natural))
def test_a_file_is_turns_of_one_line_with_a_blank_line_between(school: str) -> None:
    raw = (TRANSCRIPTS / f"{school}.txt").read_bytes().decode("utf-8")
    assert raw.endswith("\n")
    lines = raw.removesuffix("\n").split("\n")
    assert all((line == "") == (number % 2 == 1) for number, line in enumerate(lines))
    for line in lines[::2]:
        role, colon, words = line.partition(": ")
        assert colon
        assert role in TURNS_OF_ROLE
        assert words == bridged(words).strip()
        assert words[0] not in "'‘", "the outer quotation marks are dropped"


def test_inner_marks_brackets_and_ellipses_are_kept() -> None:
    words = [turn.words for turns in transcripts().values() for turn in turns]
    assert sum("..." in turn for turn in words) == 22
    brackets = ["The", "city name", "city names", "city", "headteacher", "Migrant communities"]
    brackets += ["requires improvement", "specific union rep"]
    assert sorted(re.findall(r"\[([^]]*)\]", " ".join(words))) == sorted(brackets)
    assert sum("'toilet of schools'" in turn or "'ramped up'" in turn for turn in words) == 2
    assert sum('"' in turn for turn in words) == 5


def test_the_manifest_names_every_file_as_published_extracts() -> None:
    manifest = rows("manifest.csv")
    assert [row["file"] for row in manifest] == [
        f"{school}.txt" for school in sorted(TURNS_OF_SCHOOL, key=natural)
    ]
    for row in manifest:
        assert row == {
            "file": f"{row['school']}.txt",
            "school": row["school"],
            "kind": "published extracts",
            "date": "2020-01",
        }


def test_the_schools_are_the_appendix() -> None:
    schools = rows("schools.csv")
    assert list(schools[0]) == ["school", "pair", "status", "phase", "governance", "area", "size"]
    assert [row["school"] for row in schools] == [
        f"{pair}{letter}" for pair in range(1, 11) for letter in "ab"
    ]
    assert all(row["school"][:-1] == row["pair"] for row in schools)
    assert all(
        row["status"] == {"a": "stuck", "b": "unstuck"}[row["school"][-1]] for row in schools
    )

    def count(column: str, status: str = "stuck unstuck") -> dict[str, int]:
        return Counter(row[column] for row in schools if row["status"] in status.split())

    assert count("governance") == {"Academy": 13, "Maintained": 5, "Other": 2}
    assert count("area") == {"Urban": 16, "Rural": 4}
    assert count("size") == {"Medium": 9, "Small": 7, "Large": 4}
    assert count("phase") == {"Primary": 8, "Junior": 2, "Middle": 1, "Secondary": 9}
    assert count("phase", "stuck") == {"Primary": 3, "Junior": 2, "Middle": 1, "Secondary": 4}
    assert count("phase", "unstuck") == {"Primary": 5, "Secondary": 5}


def test_nine_schools_stand_alone_on_what_the_appendix_says_of_them() -> None:
    columns = ("status", "phase", "governance", "area", "size")
    profile = {
        row["school"]: tuple(row[column] for column in columns) for row in rows("schools.csv")
    }
    alike = Counter(profile.values())
    alone = {school for school, values in profile.items() if alike[values] == 1}
    assert alone == {"1a", "2a", "2b", "3a", "6a", "7a", "8b", "9a", "10a"}


def test_the_schools_without_a_quotation_are_still_in_the_table() -> None:
    assert {row["school"] for row in rows("schools.csv")} - set(transcripts()) == NEVER_QUOTED


def test_every_coding_points_at_words_that_are_there_once() -> None:
    schools, names = transcripts(), {code["name"] for code in codes()}
    for row in rows("codings.csv"):
        assert list(row) == ["school", "turn", "paragraph", "code", "warrant", "words"]
        turn = schools[row["school"]][int(row["turn"]) - 1]
        assert int(row["turn"]) >= 1
        assert row["code"] in names
        assert row["warrant"] in {"heading", "introduced", "own words"}
        if row["warrant"] == "own words":
            assert row["words"] == "" or turn.words.count(row["words"]) == 1
        else:
            assert row["words"] == "", "what stands outside the words speaks for all of them"


def test_every_quotation_has_one_heading_and_no_code_twice() -> None:
    codings = rows("codings.csv")
    headed = Counter(
        (row["school"], int(row["turn"])) for row in codings if row["warrant"] == "heading"
    )
    assert headed == {
        (school, turn): 1
        for school, turns in TURNS_OF_SCHOOL.items()
        for turn in range(1, turns + 1)
    }
    once = Counter((row["school"], row["turn"], row["code"]) for row in codings)
    assert set(once.values()) == {1}
    paragraphs = {(row["school"], row["turn"], row["paragraph"]) for row in codings}
    assert len(paragraphs) == 53


def test_only_8a_evidences_an_attribute_of_the_types() -> None:
    stuck = {row["school"] for row in rows("schools.csv") if row["status"] == "stuck"}
    evidence = {at: n for at, n in coded(*TYPE_A, *TYPE_B).items() if at[0] in stuck}
    assert evidence == {
        ("8a", "71", "Unstable leadership", "own words"): 1,
        ("8a", "71", "Unclear direction for school oversight", "heading"): 1,
        ("8a", "101", "Unstable leadership", "introduced"): 1,
        ("8a", "76", "Antagonistic union voice", "heading"): 2,
        ("8a", "129", "Antagonistic union voice", "own words"): 1,
    }


def test_settled_long_standing_and_inexperienced_are_evidenced_nowhere() -> None:
    assert not coded(
        "Settled leadership team",
        "Long-standing teacher workforce",
        "Inexperienced teacher workforce",
    )


def test_dumping_ground_and_union_voice_are_where_the_report_has_them() -> None:
    assert coded("Dumping ground") == {
        ("4a", "62", "Dumping ground", "own words"): 1,
        ("8a", "62", "Dumping ground", "own words"): 1,
    }
    for row in rows("codings.csv"):
        assert row["code"] != "Dumping ground" or "dumping ground" in row["words"]
    assert coded("Union voice") == {("7b", "129", "Union voice", "own words"): 1}


def test_the_codebook_is_a_tree_of_names_that_are_unique() -> None:
    names = [code["name"] for code in codes()]
    assert len({name.casefold() for name in names}) == len(names)
    for position, code in enumerate(codes()):
        assert " > " not in code["name"]
        assert "parent" not in code or code["parent"] in names[:position], code["name"]


def test_the_four_themes_of_the_brief_stand_first_at_the_top() -> None:
    top = [code["name"] for code in codes() if "parent" not in code]
    assert top[:4] == ["Behaviour policy", "MAT support", "Dumping ground", "Union voice"]
    under = [code["name"] for code in codes() if code.get("parent") == "Union voice"]
    assert under == ["Antagonistic union voice", "Constructive union voice"]
    assert {code["name"] for code in codes()} >= TYPE_A | TYPE_B


def test_every_code_says_what_a_second_inspector_needs() -> None:
    book = tomllib.loads(CODEBOOK.read_text("utf-8"))
    assert list(book) == ["name", "version", "source", "codes"]
    assert "Open Government Licence v3.0" in book["source"]
    needed = {"name", "definition", "include", "exclude", "examples", "indicators", "paragraphs"}
    for code in book["codes"]:
        assert set(code) - {"parent"} == needed
        assert all(code[key] for key in needed), code["name"]
        assert all(example == bridged(example).strip() for example in code["examples"])
        assert code["paragraphs"] == sorted(set(code["paragraphs"]))
        assert 1 <= code["paragraphs"][0] <= code["paragraphs"][-1] <= 153


def test_an_indicator_is_lower_case_and_belongs_to_one_code() -> None:
    indicators = [indicator for code in codes() for indicator in code["indicators"]]
    assert all(indicator == bridged(indicator).strip().lower() for indicator in indicators)
    assert [word for word, count in Counter(indicators).items() if count > 1] == []


def test_the_licence_says_whose_words_these_are_and_what_was_changed() -> None:
    licence = bridged((TRANSCRIPTS / "LICENCE.md").read_text("utf-8"))
    for words in ("Ofsted", "January 2020", "190042", "Crown copyright 2020"):
        assert words in licence
    assert "Open Government Licence v3.0" in licence
    assert "What was changed" in licence


def test_the_turns_are_the_reports_quotations_word_for_word(printed: list[Printed]) -> None:
    assert len(printed) == 53
    expected: dict[str, list[Turn]] = {}
    for quotation in printed:
        expected.setdefault(quotation.school, []).append(Turn(quotation.role, quotation.words))
    assert transcripts() == expected


def test_each_turn_stands_in_the_report_before_its_attribution(report: str) -> None:
    text = bridged(report)
    for school, turns in transcripts().items():
        at = 0
        for turn in turns:
            words, role = re.escape(turn.words), re.escape(turn.role)
            quoted = rf"(?<!\w)['‘]{words}['’] ?\({role}, (?:School )?{school}\)"
            matches = list(re.finditer(quoted, text))
            assert len(matches) == 1, turn
            assert matches[0].start() > at, "the report's order is kept within a school"
            at = matches[0].start()
    assert len(re.findall(r"\([A-Z][A-Za-z ]+, (?:School )?\d+[ab]\)", text)) == 53


def test_paragraph_and_heading_of_each_coding_are_the_reports(printed: list[Printed]) -> None:
    seen: Counter[str] = Counter()
    place = {}
    for quotation in printed:
        seen[quotation.school] += 1
        place[quotation.school, str(seen[quotation.school])] = quotation
    for row in rows("codings.csv"):
        quotation = place[row["school"], row["turn"]]
        assert row["paragraph"] == str(quotation.paragraph)
        if row["warrant"] == "heading":
            assert row["code"] == HEADINGS[quotation.heading]


def test_the_quotations_match_the_table_made_by_reading(printed: list[Printed]) -> None:
    if not NOTES.exists():
        pytest.skip("the notes on method are not beside this checkout")
    lines = re.findall(r"^\| \d+ \| \d+ \| \d+[ab] \|.*$", NOTES.read_text("utf-8"), re.MULTILINE)
    table = [[cell.strip() for cell in line.split("|")] for line in lines]
    assert [(row[2], row[3], row[4], row[6]) for row in table] == [
        (str(found.paragraph), found.school, found.role, " ".join(found.words.split()[:6]))
        for found in printed
    ]


def test_the_examples_are_the_reports_words(report: str) -> None:
    text = bridged(report)
    for code in codes():
        for example in code["examples"]:
            assert example in text, code["name"]


def test_the_schools_are_copied_from_the_appendix(report: str) -> None:
    table = re.findall(r"^(\d+[AB])\t(\w+)\t(\w+)\t(\w+)\t(\w+)\t(\w+)$", report, re.MULTILINE)
    assert [
        (school.lower(), school[:-1], status.lower(), *others) for school, status, *others in table
    ] == [tuple(row.values()) for row in rows("schools.csv")]
