"""The report in a bundle: what stands in it of every school, as people and as programs read it."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coder.display import visible
from coder.model import Passage
from coder.operations import cases, coding, lookup, sources, typing
from coder.operations.bundling import bundle
from coder.store import Store, judged, reads

_VALUE = re.compile(r"<span((?: [a-z-]+=\"[^\"]*\")*?)>([^<]*)</span>")
_ATTRIBUTE = re.compile(r'data-([a-z-]+)="([^"]*)"')
HOSTILE = "<b>We</b> & they \u202eleft\u202c \x1b[31m=1+1"


def written(store: Store, folder: Path) -> tuple[str, dict[str, Any]]:
    """Return the page of a bundle, and its JSON members by name."""
    path = folder / "audit.zip"
    bundle(store, "ann", path, replace=True)
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".json")]
        data = {name: json.loads(archive.read(name)) for name in names}
        return archive.read("report.html").decode(), data


def cells(page: str) -> list[dict[str, str]]:
    """Return what programs read of a page: of each such element its data, and its `words`."""
    found = []
    for attributes, words in _VALUE.findall(page):
        data = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
        if data:
            found.append(data | {"words": html.unescape(words)})
    return found


def section(page: str, name: str) -> str:
    """Return the words of a school's section."""
    (found,) = re.findall(
        rf'<section class="sheet">\n<h2 id="school[^>]*>{name}: .*?(?=<section class="sheet">)',
        page,
        re.S,
    )
    return html.unescape(re.sub(r"<[^>]+>", "", found))


def test_every_status_and_outcome_of_typing_json_is_on_the_page(
    demo: Store, tmp_path: Path
) -> None:
    page, data = written(demo, tmp_path)
    found = cells(page)
    for case in data["typing.json"]["cases"]:
        of_case = [each for each in found if each.get("case") == case["case"]]
        if case["reason"]:
            assert [each["value"] for each in of_case] == [case["reason"]]
            continue
        for each in case["attributes"]:
            mine = [cell for cell in of_case if cell.get("attribute") == each["id"]]
            figures = {cell.get("figure"): cell["value"] for cell in mine if "value" in cell}
            assert figures[None] == each["status"]
            assert figures["computed"] == each["computed"]
            assert figures["for"] == str(len(each["for"]))
            assert figures["against"] == str(len(each["against"]))
            assert figures["speakers"].removeprefix("at least ") == str(each["speakers"])
            assert figures["roles"] == ", ".join(each["roles"])
            quoted = [(cell["source"], cell["passage"]) for cell in mine if "passage" in cell]
            assert quoted == [(one["source"], one["passage"]) for one in each["for"]]
        shown = {
            (cell["type"], cell["reading"]): cell["value"] for cell in of_case if "type" in cell
        }
        assert shown == {
            (one["type"], ", ".join(f"{id}: {option}" for id, option in one["readings"].items())): (
                one["outcome"]
            )
            for one in case["types"]
        }


def test_what_is_shown_is_what_a_program_reads(demo: Store, tmp_path: Path) -> None:
    typing.decide(demo, "sam", lookup.case(demo, "8a"), "Type A", "Two attributes.")
    page, _ = written(demo, tmp_path)
    values = [each for each in cells(page) if "value" in each]
    assert len(values) > 500
    for each in values:
        said = each["value"].replace("not determined", "not yet determined")
        assert each["words"] == (said if "type" in each else each["value"])
    decided = {each["figure"]: each["value"] for each in values if "typing" in each}
    assert decided == {
        "outcome": "Type A",
        "computed": "Type A met; Type B not yet determined.",
    }


def test_the_figures_of_themes_are_on_the_page(demo: Store, tmp_path: Path) -> None:
    page, data = written(demo, tmp_path)
    shown = {
        (each["code"], each["group"], each["figure"]): int(each["value"])
        for each in cells(page)
        if "code" in each
    }
    assert shown == {
        (code["code"], group, state): figure
        for code in data["themes.json"]["codes"]
        for group, states in code["groups"].items()
        for state, figure in states.items()
    }


def test_quotations_are_the_words_of_the_source(demo: Store, tmp_path: Path) -> None:
    page, _ = written(demo, tmp_path)
    quoted = [each for each in cells(page) if "passage" in each]
    assert len(quoted) == 6, "three attributes of 8a: two, one and three passages"
    for each in quoted:
        start, end = map(int, each["passage"].split(":"))
        assert each["words"] == reads.text(demo, each["source"])[start:end]
        assert each["side"] == "for"


def test_a_school_of_which_nobody_speaks_says_so(demo: Store, tmp_path: Path) -> None:
    page, _ = written(demo, tmp_path)
    assert "No source of this school is in the project" in section(page, "3a")
    assert "In the 1 source of this school no passage is coded as evidence" in section(page, "9a")
    assert "no passage is coded as evidence" not in section(page, "8a")


def test_who_coded_it_and_why_stands_with_a_quotation(demo: Store, tmp_path: Path) -> None:
    page, _ = written(demo, tmp_path)
    made = demo.entries("verb = 'apply code'")
    minutes = {each.time[:16].replace("T", " ") for each in made}
    found = re.search(
        r"Teacher, 8a\.txt, turn 2 \[289:396\]\n“In the last seven years.*\n"
        r"coded Unclear direction for school oversight by report: Paragraph 71 of the report;"
        r" warrant: heading\. \((.*) UTC\)",
        section(page, "8a"),
    )
    assert found is not None
    assert found[1] in minutes


def test_decisions_reviews_assessments_and_history_stand_with_the_school(
    demo: Store, tmp_path: Path
) -> None:
    case = lookup.case(demo, "8a")
    typing.decide(demo, "sam", case, "Type A", "Two attributes.")
    (made,) = judged.typings(demo)
    typing.review(demo, "kim", made, "query", "Is one teacher enough?")
    oversight = typing.attribute(demo, "unclear-direction-for-school-oversight")
    typing.assess(demo, "kim", case.guid, oversight, "not known", "One voice only.")
    cases.set_value(demo, "lead", case.guid, "years", "7", "From the interview.")
    words = section(written(demo, tmp_path)[0], "8a")
    assert "“Two attributes.”" in words
    assert "Is one teacher enough?" in words
    assert "not known because a person says so (kim)" in words
    assert "by the evidence alone it would be met" in words
    assert "Since then: the rules gave “Type A met" in words
    history = words.partition("History of the case")[2]
    assert (
        "<strong>query open</strong>: Type A, kim&#x27;s query open" in written(demo, tmp_path)[0]
    )
    told = re.findall(r"UTC, (\w+): ([a-z ]+)\.", history)
    assert [*told[-4:]] == [
        ("sam", "decide"),
        ("kim", "review"),
        ("kim", "assess"),
        ("lead", "set value"),
    ]
    assert "Is one teacher enough?" in history
    assert "From the interview." in history


def test_words_that_would_be_markup_or_steer_a_terminal_are_only_words(
    study: Store, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text(f"Teacher: {HOSTILE}\n", encoding="utf-8")
    facts = sources.Facts("2a", HOSTILE.replace("\x1b", ""), "2019-03")
    assert not sources.import_source(study, "ann", file, facts).error
    source = lookup.source(study, "hostile")
    text = reads.text(study, source.guid)
    start = text.index("<b>")
    whole = Passage(start, start + len(HOSTILE))
    code = lookup.code(reads.codebook(study), "Antagonistic union voice").guid
    coding.apply_code(study, "<i>bob</i>", source.guid, whole, code, memo="</p><script>x</script>")
    typing.decide(study, "sam", lookup.case(study, "2a"), "Type B", "<img src=x onerror=y>")
    page, _ = written(study, tmp_path)
    assert "<script" not in page
    assert "<img" not in page
    assert "<i>" not in page
    assert "<b>" not in page
    assert not [char for char in page if not (char.isprintable() or char in "\n\xa0")]
    (quoted,) = [each for each in cells(page) if "passage" in each]
    assert quoted["words"] == visible(HOSTILE)
    assert len(quoted["words"]) == len(HOSTILE)


def test_ids_are_single_and_every_link_leads_to_one(demo: Store, tmp_path: Path) -> None:
    page, _ = written(demo, tmp_path)
    ids = Counter(re.findall(r' id="([^"]+)"', page))
    assert max(ids.values()) == 1
    links = {*re.findall(r' href="([^"]+)"', page)}
    assert {each[1:] for each in links} <= ids.keys()
    assert len(links) > 15, "to each of ten schools, and to each section"


def test_headings_go_down_one_step_at_a_time(demo: Store, tmp_path: Path) -> None:
    page, _ = written(demo, tmp_path)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    for before, after in pairwise(levels):
        assert after <= before + 1


@pytest.mark.parametrize(
    "said",
    [
        "Evidence is self-reported and was not independently verified.",
        "python verify_bundle.py",
        "Without that nobody can tell whether the end of the history was cut off",
        "a user is a name that somebody typed",
        "Internal: schools and words are as they are.",
        "just two of the following attributes",
        "Nobody's words were withdrawn.",
    ],
)
def test_what_must_be_said_of_it_is_said(demo: Store, tmp_path: Path, said: str) -> None:
    page, _ = written(demo, tmp_path)
    assert said in html.unescape(re.sub(r"<[^>]+>", "", page))
    assert demo.head in page
