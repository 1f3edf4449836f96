"""The report's sections on all schools at once, and on what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coder.display import counted
from coder.model import Guid, Source
from coder.operations.bundling.cells import outcomes, statuses, value
from coder.operations.bundling.gathering import Gathered
from coder.operations.bundling.journalled import withdrawn
from coder.operations.bundling.schools import SCHOOLS, place
from coder.operations.explaining.parts import minute
from coder.operations.queue import state
from coder.store import whole
from coder.typology import Trace
from coder.writers.report import Grid, Line, Paragraph, Run, Section, line


def all_schools(gathered: Gathered) -> Iterator[Section]:
    """Yield the table of the schools that the rules are about, and of those they are not."""
    typed = [trace for trace in gathered.traces if trace.typed]
    out = [trace for trace in gathered.traces if not trace.typed]
    if gathered.rules is None:
        none = Paragraph(line("The project has no typology, so no school is typed."))
        yield Section(line("All schools"), (none,), SCHOOLS)
        return
    types = [f"Type {each.id}" for each in gathered.rules.types]
    names = [each.name for each in gathered.rules.attributes]
    rows = tuple(_row(gathered, trace) for trace in typed)
    caption = f"{counted(len(typed), 'school')} typed, of {len(gathered.traces)}"
    headings = ("School", *types, *names, "State and decision")
    yield Section(line("All schools"), (Grid("all", caption, headings, rows),), SCHOOLS)
    if out:
        yield _not_typed(out)


def _row(gathered: Gathered, trace: Trace) -> tuple[Line, ...]:
    decided = gathered.decided.get(trace.case.guid)
    name = line(Run(trace.case.name, link=place(trace.case)))
    stands = f": {decided.words}" if decided else ""
    now = line(Run(state(trace, decided), look="strong"), stands)
    return (name, *outcomes(trace), *statuses(trace), now)


def _not_typed(out: Sequence[Trace]) -> Section:
    rows = tuple(
        (
            line(trace.case.name),
            line(value(trace.reason, {"case": trace.case.name, "figure": "reason"})),
        )
        for trace in out
    )
    caption = f"{counted(len(out), 'school')} that the rules are not about"
    grid = Grid("not-typed-schools", caption, ("School", "Why it is not typed"), rows)
    return Section(line("Schools that are not typed"), (grid,), "not-typed")


_STATES = ("with", "without", "not_yet_read", "no_source")


def themes(gathered: Gathered) -> Section:
    """Return in how many schools each theme is, in the four states, for the whole and groups."""
    found = gathered.themes
    headings = ["Theme"]
    for group in ("", *found.groups):
        of = f"{group or 'all'}, of {found.bases[group]}: "
        headings += [of + state.replace("_", " ") for state in _STATES]
    rows = []
    for row in found.rows:
        cells = [line(row.path)]
        for group in ("", *found.groups):
            count = row.groups[group] if group else row.whole
            figures = (count.with_, count.without, count.not_yet_read, count.no_source)
            for name, figure in zip(_STATES, figures, strict=True):
                data = {"code": row.code, "group": group, "figure": name}
                cells.append(line(value(str(figure), data)))
        rows.append(tuple(cells))
    told = [Paragraph(line(f"{label}: {words}"), "fine") for label, words in found.notes]
    grid = Grid("themes-of-schools", "Schools with each theme", tuple(headings), tuple(rows))
    return Section(line("Themes"), (grid, *told), "themes", new_page=True)


def sources(gathered: Gathered) -> Section:
    """Return every version of every source with its digest."""
    cases = {guid: case.name for guid, case in gathered.evidence.cases.items()}
    every = sorted(whole.sources(gathered.store), key=lambda each: (each.name, each.version))
    rows = tuple(_source(each, cases) for each in every)
    headings = ("Source", "School", "Version", "Kind", "Words", "SHA-256 of its text")
    grid = Grid("every-source", counted(len(rows), "text"), headings, rows)
    return Section(line("Sources"), (grid,), "sources", new_page=True)


def _source(each: Source, cases: Mapping[Guid, str]) -> tuple[Line, ...]:
    case = cases.get(each.case or "", "–")
    cells = (each.name, case, str(each.version), each.kind or "–", str(each.words))
    return (*map(line, cells), line(Run(each.sha256, look="id")))


def withdrawn_section(gathered: Gathered) -> Section:
    """Return what was withdrawn, or that nothing was."""
    rows = tuple(
        (
            line(each["kind"]),
            line(each["name"] or "–"),
            line(minute(each["time"])),
            line(each["reason"]),
        )
        for each in withdrawn(gathered)
    )
    headings = ("What", "Called", "When", "Why")
    grid = Grid("every-withdrawal", "Words taken out for good", headings, rows)
    none = Paragraph(line("Nobody's words were withdrawn."))
    return Section(line("Withdrawn"), (grid if rows else none,), "withdrawn")
