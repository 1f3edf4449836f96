"""Theme by case: in which of the four states each school is, and in how many passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coder.frequencies import notes
from coder.frequencies.ordering import ordered_schools
from coder.frequencies.schools import SchoolStates, path_of
from coder.frequencies.states import NO_SOURCE, NOT_YET_READ, WITH, WITHOUT
from coder.model import Case, Cell, Code, Column, Evidence, Table

SIGNS = {WITHOUT: "○", NOT_YET_READ: "?", NO_SOURCE: "–"}
"""Where there is no room for words; a number stands for `with`, in so many passages."""

_HEAD = (
    ("Unit", "Schools, each a column."),
    ("Cells", "The state of the school; where it has the theme, in how many passages."),
    ("States", notes.STATES),
)


def matrix(
    evidence: Evidence,
    *,
    users: str = "any",
    roll_up: bool = True,
    provenance: Sequence[tuple[str, str]] = (),
) -> Table:
    """Return themes down and schools across; raise NotFound for users who are not there."""
    states = SchoolStates(evidence, users, roll_up)
    schools, codes = ordered_schools(evidence), states.themes()
    told = (notes.users_rule(evidence, users), notes.codes_rule(roll_up), *notes.versions(evidence))
    rows = tuple((path_of(evidence, code), *_cells(code, schools, states)) for code in codes)
    return Table(
        title="Themes by school",
        columns=(Column("path", "theme"), *_columns(schools)),
        rows=rows,
        notes=(*_HEAD, *told, *notes.left_out(states.selection), notes.CAVEAT, *provenance),
        codings={
            (row, column): states.behind(code.guid, school.guid)
            for row, code in enumerate(codes)
            for column, school in enumerate(schools, 1)
            if (code.guid, school.guid) in states.codings
        },
        signs=_signs(str(cell) for row in rows for cell in row[1:]),
    )


def _signs(cells: Iterable[str]) -> dict[str, str]:
    found = {cell for cell in cells if cell.startswith("with (")}
    return SIGNS | {cell: cell.removeprefix("with (").removesuffix(")") for cell in sorted(found)}


def _columns(schools: Sequence[Case]) -> Iterator[Column]:
    names = [school.name for school in schools]
    for school in schools:
        # Two schools of one name can come out of a merge; their keys must still differ.
        key = school.name if names.count(school.name) == 1 else f"{school.name} {school.guid}"
        yield Column(key, school.name)


def _cells(code: Code, schools: Sequence[Case], states: SchoolStates) -> Iterator[Cell]:
    for school in schools:
        state = states.state(code.guid, school.guid)
        passages = f" ({states.passages(code.guid, school.guid)})" if state == WITH else ""
        yield state + passages
