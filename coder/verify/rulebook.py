"""The section of the page on the rules: in which version and reading, who chose them, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .answering import quantifier
from .arithmetic import bounds
from .journal import Journal
from .judging import Judged
from .markup import Line, Run, Sheet, line
from .rules import LEAST, Typology, least, numeric
from .saying import counted, joined, number, paragraphs
from .standing import Standing
from .telling import Telling

_SETTINGS = ("typology", "readings", "least", "thresholds")


def rulebook(
    sheet: Sheet, standing: Standing, typology: Typology, cases: list[Judged], telling: Telling
) -> None:
    """Add the section."""
    in_use = cases[0].readings if cases else {}
    data, names = typology.data, {id: each["name"] for id, each in typology.attributes.items()}
    with sheet.section(line("The rules"), "rules"):
        sheet.facts(_facts(standing, typology))
        for each in data["types"] if in_use else ():
            how = quantifier(typology, each, in_use)
            those = joined(names[id] for id in each["attributes"])
            sheet.paragraph(
                f"Type {each['id']}, {each['name']}: {how} {number(each['count'])} of {those};"
                f" in the report’s words “{each['phrase']}” ({paragraphs(each['paragraphs'])})."
            )
        with sheet.section(line("Doubtful phrases")):
            if data["readings"]:
                sheet.points(_reading(each, in_use) for each in data["readings"])
            else:
                sheet.paragraph("No phrase of the rules is in doubt.")
        headings = ("Attribute", "Codes for it", "Least", "Codes against it", "Measured", "Report")
        rows = (_attribute(standing, each) for each in data["attributes"])
        sheet.grid("rules-attributes", "What each attribute looks at", headings, rows)
        with sheet.section(line("Who chose them, and when")):
            chosen = _chosen(standing, telling.journal)
            sheet.points((telling(entry) for entry in chosen), numbered=True)
            versions = counted(len(standing.rows["typologies"]), "typology", "typologies")
            told = f"The folder rules/ holds {versions}, and each codebook decided under."
            sheet.paragraph(told)


def _facts(standing: Standing, typology: Typology) -> Iterator[tuple[str, Line]]:
    data = typology.data
    about: Mapping[str, str] = standing.setting("codebook", {})
    book = " ".join(part for part in (about.get("name"), about.get("version")) if part)
    needed = joined(f"{variable} is {value}" for variable, value in data["frame"].items())
    asked = f"{_numbers(least(standing))}, where an attribute asks for nothing else"
    yield "Rules", line(f"{data['name']}, version {data['version']}")
    yield "Their digest", line(Run(typology.digest, look="id"))
    yield "From", line(data["source"])
    yield "About", line(f"cases of which {needed}" if needed else "all cases")
    yield "Least evidence", line(asked)
    yield "Codebook", line(Run(f"{book}, {standing.codes.digest}", look="id"))


def _numbers(asked: Mapping[str, int]) -> str:
    return joined(counted(asked[name], name.removesuffix("s")) for name in LEAST)


def _reading(each: Mapping[str, Any], in_use: Mapping[str, str]) -> Line:
    return line(
        f"“{each['phrase']}” ({paragraphs(each['paragraphs'])}) is read by ",
        Run(in_use.get(each["id"], each["default"]), look="strong"),
        f"; it can be read by {joined(each['options'])}. {each['why']}",
    )


def _attribute(standing: Standing, each: Mapping[str, Any]) -> list[Line]:
    project = least(standing)
    asked = {name: each.get(f"least_{name}") or project[name] for name in LEAST}
    cells = (
        each["name"],
        ", ".join(each["codes_for"]),
        _numbers(asked),
        ", ".join(each["codes_against"]),
        "; ".join(_measure(standing, one) for one in each["measures"]),
        paragraphs(each["paragraphs"]),
    )
    return [line(cell or "–") for cell in cells]


def _measure(standing: Standing, measure: Mapping[str, Any]) -> str:
    conditions = joined(_condition(standing, each) for each in measure["conditions"])
    return f"{measure['name']}: {conditions}"


def _condition(standing: Standing, each: Mapping[str, Any]) -> str:
    what = each["variable"] + (f" ÷ {each['per']}" if each["per"] else "")
    if not each.get("open"):
        return f"{what} {joined(bounds(each))}"
    own = numeric(each["variable"], standing.setting("thresholds", {}))
    shown = "a number that is not set" if own is None else f"{float(own):g}, set here"
    return f"{what} {each['open'].replace('_', ' ')} {shown}"


def _chosen(standing: Standing, journal: Journal) -> list[Any]:
    """Return the entries by which the rules, their readings and settings were chosen."""
    rows = standing.rows["settings"].items()
    guids = {guid for guid, row in rows if row["key"] in _SETTINGS}
    return [
        entry
        for entry in journal.entries
        if any(
            table == "typologies" or (table == "settings" and guid in guids)
            for table, guid, *_ in entry.body["images"]
        )
    ]
