"""Theme by case: in which of the four states each school is, and in how many passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coder.frequencies import notes
from coder.frequencies.counting import ALL, Groups, chains, gather, select
from coder.frequencies.ordering import ordered_schools
from coder.frequencies.read_marks import readers, unread
from coder.frequencies.states import States
from coder.frequencies.units import Base
from coder.model import Case, Cell, Code, Coding, Column, Evidence, Guid, Table

Cells = dict[tuple[Guid, Guid], list[Coding]]
"""By theme and school, the codings that make it `with`."""

_HEAD = (
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
    selection = select(evidence, users)
    chain = chains(evidence.codebook, roll_up)
    base = Base(evidence, "schools", None)
    agreed = readers(evidence) if users == ALL else None
    found = _cells(evidence, gather(selection.counted, base.places, chain, agreed))
    schools = ordered_schools(evidence)
    coded = {theme for theme, _ in found}
    codes = [code for code in evidence.codebook if not code.retired or code.guid in coded]
    states = States(base, unread(evidence, users, chain))
    told = (
        notes.users_rule(evidence, users),
        notes.codes_rule(roll_up),
        *notes.versions(evidence),
    )
    return Table(
        title="Themes by school",
        columns=(Column("path", "theme"), *_columns(schools)),
        rows=tuple(tuple(_row(evidence, code, schools, found, states)) for code in codes),
        notes=(*_HEAD, *told, *notes.left_out(selection), notes.CAVEAT, *provenance),
        codings=_codings(found, codes, schools),
    )


def _codings(
    found: Cells, codes: Sequence[Code], schools: Sequence[Case]
) -> dict[tuple[int, int], tuple[Guid, ...]]:
    row = {code.guid: at for at, code in enumerate(codes)}
    column = {school.guid: at for at, school in enumerate(schools, 1)}
    return {
        (row[theme], column[school]): tuple(coding.guid for coding in codings)
        for (theme, school), codings in found.items()
    }


def _cells(evidence: Evidence, themes: Mapping[Guid, Groups]) -> Cells:
    cells: Cells = {}
    for theme, groups in themes.items():
        for found in groups.values():
            for coding in found.codings.values():
                school = evidence.sources[coding.source].case or ""
                cells.setdefault((theme, school), []).append(coding)
    return cells


def _columns(schools: Sequence[Case]) -> Iterator[Column]:
    names = [school.name for school in schools]
    for school in schools:
        # Two schools of one name can come out of a merge; their keys must still differ.
        key = school.name if names.count(school.name) == 1 else f"{school.name} {school.guid}"
        yield Column(key, school.name)


def _row(
    evidence: Evidence, code: Code, schools: Sequence[Case], found: Cells, states: States
) -> Iterator[Cell]:
    yield evidence.codebook.path(code.guid) + (" (retired)" if code.retired else "")
    for school in schools:
        codings = found.get((code.guid, school.guid))
        if codings is None:
            yield states.silence(school.guid, code.guid)
        else:
            passages = {
                (coding.source, coding.passage.start, coding.passage.end) for coding in codings
            }
            yield f"with ({len(passages)})"
