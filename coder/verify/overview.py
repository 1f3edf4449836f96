"""The sections of the page on all schools at once: how they are typed, themes, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .answering import unders
from .claims import grouped_by
from .counting import STATES, Counting
from .deciding import Deciding
from .judging import Judged
from .markup import Line, Run, Sheet, line
from .rules import Typology
from .saying import counted, minute
from .school import outcome, status, value
from .standing import Standing
from .texts import GONE, words
from .wording import CAVEAT
from .words import Row, ends, natural

_NO_RULES = "The project has no typology, so no school is typed."


def all_schools(
    sheet: Sheet, typology: Typology | None, cases: Sequence[Judged], deciding: Deciding
) -> None:
    """Add the table of the schools that the rules are about, and of those they are not."""
    typed, out = [c for c in cases if not c.outside], [c for c in cases if c.outside]
    with sheet.section(line("All schools"), "schools"):
        if typology is None:
            sheet.paragraph(_NO_RULES)
        else:
            types = [f"Type {id}" for id in typology.types]
            names = [each["name"] for each in typology.attributes.values()]
            headings = ("School", *types, *names, "State and decision")
            caption = f"{counted(len(typed), 'school')} typed, of {len(cases)}"
            sheet.grid("all", caption, headings, (_row(each, deciding) for each in typed))
    if typology is not None and out:
        rows = ((line(each.name), line(_reason(each))) for each in out)
        caption = f"{counted(len(out), 'school')} that the rules are not about"
        with sheet.section(line("Schools that are not typed"), "not-typed"):
            sheet.grid("not-typed-schools", caption, ("School", "Why it is not typed"), rows)


def _row(case: Judged, deciding: Deciding) -> Iterator[Line]:
    yield line(Run(case.name, link=f"school-{case.case}"))
    for id, type_ in case.typology.types.items():
        yield from (outcome(case, id, under) for under in unders(case, type_) if under.in_use)
    yield from (status(case, id) for id in case.attributes)
    stands = f": {deciding.words(case.case)}" if case.case in deciding.of else ""
    yield line(Run(deciding.state(case), look="strong"), stands)


def _reason(case: Judged) -> Run:
    return value(case.outside, {"case": case.name, "figure": "reason"})


def themes(sheet: Sheet, counting: Counting) -> None:
    """Add in how many schools each theme is, in the four states."""
    standing = counting.standing
    by = grouped_by(standing)
    of = counting.by(by) if by else {}
    groups = sorted({*of.values()}, key=lambda group: (group == "not stated", natural(group)))
    bases = {"": len(standing.cases)} | {g: [*of.values()].count(g) for g in groups}
    headings = ["Theme"]
    for group, base in bases.items():
        headings += [f"{group or 'all'}, of {base}: {state.replace('_', ' ')}" for state in STATES]
    rows = (_theme(counting, theme, of, bases) for theme in counting.themes())
    with sheet.section(line("Themes"), "themes", new_page=True):
        sheet.grid("themes-of-schools", "Schools with each theme", headings, rows)
        for label, told in _notes(counting, bases):
            sheet.paragraph(f"{label}: {told}", look="fine")


def _theme(
    counting: Counting, theme: str, of: Mapping[str, str], bases: Mapping[str, int]
) -> Iterator[Line]:
    yield line(counting.codes.path(theme))
    figures = counting.figures(theme, of)
    for group in bases:
        for state in STATES:
            data = {"code": theme, "group": group, "figure": state}
            yield line(value(str(figures[group][state]), data))


def _notes(counting: Counting, bases: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield what stands beneath the figures: what was counted, of how many, by whom."""
    standing = counting.standing
    groups = ", ".join(f"{base} {group}" for group, base in bases.items() if group)
    whole = counted(bases[""], "school") + (f": {groups}." if groups else ".")
    apart = sum(row["case"] not in standing.cases for row in standing.sources.values())
    outside = f" {counted(apart, 'source')} of no school not counted." if apart else ""
    yield "Unit", "Schools. A school has a theme when at least one of its sources has it."
    yield "Base", f"Every school in the project: {whole}{outside}"
    yield "Users", "Any: a theme counts where at least one user coded it."
    yield "Codes", "A theme counts with the codes under it, each unit once."
    yield (
        "States",
        "with: the theme was found; without: every source of it was read to the end since the"
        " theme, and every code that counts for it, was made or redefined, and the theme was not"
        " found (extracts never show that); not yet read: the rest; no source: a school of which"
        " nothing was imported.",
    )
    yield "Percentages", "Off below a base of 50."
    corrected = sum(version(standing, guid) > 1 for guid in standing.sources)
    stand = "stands" if corrected == 1 else "stand"
    if corrected:
        told = f"{counted(corrected, 'source')} {stand} in a corrected version"
        yield "Versions", f"{told}; only that is counted."
    yield from _left_out(counting)
    yield "Caveat", CAVEAT


def _left_out(counting: Counting) -> Iterator[tuple[str, str]]:
    """Yield how many codings are in no figure: in the interviewer's turns, or on nothing."""
    standing, asked, astray = counting.standing, 0, 0
    for source in standing.voiced:
        for _, row in standing.codings(source):
            start, end = ends(row["passage"])
            known = source in standing.sources and row["code"] in counting.codes.now
            if not known or start >= end:
                astray += 1
            else:
                asked += standing.heard(source).over(start, end) is None
    told = "The interviewer's turns are not counted"
    left = f"; {counted(asked, 'coding')} wholly in them left out." if asked else "."
    yield "Interviewers", told + left
    if astray:
        why = "no words, or a code or source that is not in the project"
        yield "Left out", f"{counted(astray, 'coding')} with {why}."


def version(standing: Standing, source: str) -> int:
    """Return which version of its transcript a source is."""
    rows = standing.rows["sources"]
    versions = standing.versions[str(rows[source]["original"] or source)]
    there = [guid for guid in versions if not rows[guid]["removed"]]
    return there.index(source) + 1 if rows[source]["original"] else 1


def sources(sheet: Sheet, standing: Standing) -> None:
    """Add every version of every source with its digest."""
    every = [(version(standing, guid), guid, row) for guid, row in standing.there("sources")]
    every.sort(key=lambda each: (str(each[2]["name"]), each[0], each[1]))
    rows = (_source(standing, number, row) for number, _, row in every)
    headings = ("Source", "School", "Version", "Kind", "Words", "SHA-256 of its text")
    with sheet.section(line("Sources"), "sources", new_page=True):
        sheet.grid("every-source", counted(len(every), "text"), headings, rows)


def _source(standing: Standing, number: int, row: Row) -> list[Line]:
    case = standing.cases.get(str(row["case"]), "–")
    cells = (row["name"], case, number, row["kind"] or "–", row["words"])
    return [*(line(str(cell)) for cell in cells), line(Run(str(row["sha256"]), look="id"))]


def withdrawals(sheet: Sheet, standing: Standing) -> None:
    """Add what was withdrawn, or that nothing was."""
    rows = [row for _, row in standing.judged("withdrawals")]
    with sheet.section(line("Withdrawn"), "withdrawn"):
        if rows:
            headings = ("What", "Called", "When", "Why")
            cells = (_withdrawn(standing, row) for row in rows)
            sheet.grid("every-withdrawal", "Words taken out for good", headings, cells)
        else:
            sheet.paragraph("Nobody's words were withdrawn.")


def _withdrawn(standing: Standing, row: Row) -> list[Line]:
    reason = words(standing.texts, row["reason"]) if row["reason"] else ""
    cells = (row["kind"], _called(standing, str(row["about"])) or "–", minute(row["time"]), reason)
    return [line(str(cell)) for cell in cells]


def _called(standing: Standing, about: str) -> str:
    """Return the name of what was withdrawn, where it is still there and has one."""
    if about in standing.cases:
        return standing.cases[about]
    if about in standing.sources:
        return str(standing.sources[about]["name"])
    speaker = standing.speaker(about)
    if speaker is None or str(speaker["source"]) not in standing.voiced:
        return ""
    name = standing.called(speaker)
    return "" if name == GONE else name
