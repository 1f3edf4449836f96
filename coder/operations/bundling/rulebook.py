"""The report's section on the rules: in which version and reading, who chose them, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coder.display import counted, same_name
from coder.journal import Entry
from coder.model import Attribute, Condition, Least, Typology
from coder.operations import least, project, thresholds
from coder.operations.bundling.gathering import Gathered
from coder.operations.bundling.records import happening
from coder.operations.explaining.parts import listed, number, paragraphs
from coder.operations.history import telling
from coder.store import whole
from coder.typology import quantifier
from coder.writers.report import Block, Facts, Grid, Paragraph, Points, Run, Section, line

_SETTINGS = ("typology", "readings", least.SETTING, thresholds.SETTING)
"""Settings that say by which rules, and how read, schools are typed."""


def rulebook(gathered: Gathered) -> Iterator[Section]:
    """Yield the section on the rules; none where the project has none."""
    rules = gathered.rules
    if rules is None:
        return
    in_use = dict(gathered.traces[0].readings) if gathered.traces else {}
    about = dict(project.provenance(gathered.store))
    facts = Facts(
        (
            ("Rules", line(f"{rules.name}, version {rules.version}")),
            ("Their digest", line(Run(rules.digest, look="id"))),
            ("From", line(rules.source)),
            ("About", line(_frame(rules))),
            ("Least evidence", line(_least(gathered))),
            ("Codebook", line(Run(about["Codebook"], look="id"))),
        )
    )
    blocks: list[Block | Section] = [facts]
    blocks += [
        Paragraph(
            line(
                f"Type {each.id}, {each.name}: {quantifier(each, in_use)} {number(each.count)} of"
                f" {listed(_names(rules)[one] for one in each.attributes)}; in the report’s words"
                f" “{each.phrase}” ({paragraphs(each.paragraphs)})."
            )
        )
        for each in rules.types
        if in_use
    ]
    blocks += [_readings(rules, in_use), _attributes(gathered, rules), _chosen(gathered)]
    yield Section(line("The rules"), tuple(blocks), "rules")


def _names(rules: Typology) -> dict[str, str]:
    return {each.id: each.name for each in rules.attributes}


def _frame(rules: Typology) -> str:
    needed = listed(f"{variable} is {value}" for variable, value in rules.frame.items())
    return f"cases of which {needed}" if rules.frame else "all cases"


def _least(gathered: Gathered) -> str:
    return f"{_numbers(least.least(gathered.store))}, where an attribute asks for nothing else"


def _numbers(asked: Least) -> str:
    each = (("passage", asked.passages), ("speaker", asked.speakers), ("role", asked.roles))
    return listed(counted(number, noun) for noun, number in each)


def _readings(rules: Typology, in_use: dict[str, str]) -> Section:
    items = tuple(
        line(
            f"“{each.phrase}” ({paragraphs(each.paragraphs)}) is read by ",
            Run(in_use.get(each.id, each.default), look="strong"),
            f"; it can be read by {listed(each.options)}. {each.why}",
        )
        for each in rules.readings
    )
    none = Paragraph(line("No phrase of the rules is in doubt."))
    return Section(line("Doubtful phrases"), (Points(items) if items else none,))


_HEADINGS = ("Attribute", "Codes for it", "Least", "Codes against it", "Measured", "Report")


def _attributes(gathered: Gathered, rules: Typology) -> Grid:
    asked, numbers = least.least(gathered.store), thresholds.thresholds(gathered.store)
    rows = tuple(
        (
            line(each.name),
            line(", ".join(each.codes_for) or "–"),
            line(_numbers(each.least(asked))),
            line(", ".join(each.codes_against) or "–"),
            line("; ".join(_measures(each, numbers)) or "–"),
            line(paragraphs(each.paragraphs) or "–"),
        )
        for each in rules.attributes
    )
    return Grid("rules-attributes", "What each attribute looks at", _HEADINGS, rows)


def _measures(attribute: Attribute, numbers: Mapping[str, float]) -> Iterator[str]:
    for measure in attribute.measures:
        conditions = listed(_condition(each, numbers) for each in measure.conditions)
        yield f"{measure.name}: {conditions}"


def _condition(each: Condition, numbers: Mapping[str, float]) -> str:
    """Return what a condition asks for; where the words give no number, that of the project."""
    what = each.variable + (f" ÷ {each.per}" if each.per else "")
    if each.open is not None:
        number = numbers.get(same_name(each.variable))
        shown = "a number that is not set" if number is None else f"{number:g}, set here"
        return f"{what} {each.open.replace('_', ' ')} {shown}"
    named = (("at least", each.at_least), ("at most", each.at_most))
    return f"{what} {listed(f'{name} {bound:g}' for name, bound in named if bound is not None)}"


def _chosen(gathered: Gathered) -> Section:
    """Return the entries by which the rules in use, their readings and settings were chosen."""
    rows = whole.rows(gathered.store, "settings")
    guids = {row["guid"] for row in rows if row["key"] in _SETTINGS}
    tell = telling(gathered.store)
    chosen = tuple(happening(tell(each)) for each in gathered.entries if _chooses(each, guids))
    versions = counted(len(whole.rows(gathered.store, "typologies")), "typology", "typologies")
    told = Paragraph(line(f"The folder rules/ holds {versions}, and each codebook decided under."))
    return Section(line("Who chose them, and when"), (Points(chosen, numbered=True), told))


def _chooses(entry: Entry, settings: set[str]) -> bool:
    return any(
        image.table == "typologies" or (image.table == "settings" and image.guid in settings)
        for image in entry.images
    )
