"""The report's own counts of schools, and what its published quotations alone give."""

from __future__ import annotations

from collections.abc import Mapping

from coder.display import same_name
from coder.errors import NotFound
from coder.frequencies import CAVEAT, ROLE
from coder.frequencies.quotes import quotes
from coder.frequencies.roles import roles
from coder.model import Cell, Column, Evidence, Guid, Table, natural_key
from coder.operations import grouping_types, lookup, project
from coder.operations.grouping import TYPE
from coder.operations.rolegroups import role_groups
from coder.operations.stating import stated
from coder.operations.tables import read_csv
from coder.store import Store, at_one_moment

FILE = "report-counts.csv"
_COLUMNS = ("paragraph", "claim", "said", "measure", "theme", "status", "role", "why")

YES, PARTLY, NO = "yes", "in part", "no"

_NOTES = (
    (
        "Unit",
        "Schools. The report's authors counted in all their interviews; this demonstration holds "
        "only the quotations that they published, so a count can fall short here and be right.",
    ),
    (
        "Reproduced",
        f"{YES}: the quotations give the report's number; {PARTLY}: fewer schools; {NO}: none, or "
        "the published words do not say.",
    ),
)


@at_one_moment
def report_counts(store: Store, user: str) -> Table:
    """Return each count of the report beside what the demonstration gives, with the schools.

    Raises ProjectError where the project has no typology, and so is not the demonstration.
    """
    evidence = project.evidence(store, user)
    typed, _ = grouping_types.with_types(store, user, evidence)
    rows = []
    for row in read_csv(
        project.data_folder("transcripts") / FILE, required=_COLUMNS, allowed=_COLUMNS
    ):
        schools = _schools(store, typed, row)
        found: Cell = None if schools is None else len(schools)
        named = ", ".join(sorted(schools or (), key=natural_key))
        said = int(row["said"])
        verdict = YES if found == said else PARTLY if found else NO
        why = "" if verdict == YES else row["why"]
        rows.append((int(row["paragraph"]), row["claim"], said, found, named, verdict, why))
    columns = (
        Column("paragraph", "paragraph", True),
        Column("claim", "the report counts"),
        Column("said", "it says", True),
        Column("found", "in the quotations", True),
        Column("schools", "schools"),
        Column("reproduced", "reproduced"),
        Column("why", "why not"),
    )
    notes = (*_NOTES, CAVEAT, *project.provenance(store))
    table = Table("The report's own counts", columns, tuple(rows), notes)
    return stated(
        table,
        base="Said in each claim; of 20 schools, 10 of them stuck, where it says nothing.",
        users="Any: a theme counts where at least one user coded it.",
    )


def _schools(store: Store, evidence: Evidence, row: Mapping[str, str]) -> set[str] | None:
    """Return the schools that count, by name; None for what the quotations cannot show."""
    if not row["measure"]:
        return None
    if row["measure"] == "type":
        words = ((case, case.values[TYPE].split(" (")[0]) for case in evidence.cases.values())
        found = {case.name for case, said in words if row["theme"] in said.split(" and ")}
    else:
        try:
            code = lookup.code(evidence.codebook, row["theme"]).guid
        except NotFound:  # someone works on the demonstration and gave the theme another name
            return None
        both = row["measure"] == "both"
        codings = _behind_both(store, evidence, code) if both else None
        group = (ROLE, row["role"]) if row["role"] else None
        quoted = quotes(evidence, {}, code=code, group=group, codings=codings)
        found = {str(cells[0]) for cells in quoted.rows}
    status = row["status"]
    cases = {case.name: case for case in evidence.cases.values()}
    return {
        name
        for name in found & cases.keys()
        if not status or same_name(cases[name].values.get("status", "")) == same_name(status)
    }


def _behind_both(store: Store, evidence: Evidence, code: Guid) -> tuple[Guid, ...]:
    """Return the codings by which teachers and leaders of one school both say a theme."""
    table = roles(evidence, role_groups(store))
    path = evidence.codebook.path(code)
    at = next(at for at, cells in enumerate(table.rows) if cells[0] == path)
    return table.codings.get((at, 1), ())
