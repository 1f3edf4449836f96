"""The framework matrix: schools down in pair order, themes across, each cell a summary.

After Gale et al. (2013), Using the framework method, BMC Medical Research Methodology 13:117: a
person writes the cells; what is empty stays to be seen, and says why it is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.display import counted
from coder.frequencies import notes
from coder.frequencies.counting import codes_now
from coder.frequencies.ordering import ordered_schools
from coder.frequencies.schools import SchoolStates, path_of
from coder.frequencies.states import NO_SOURCE, NOT_YET_READ, WITHOUT
from coder.model import Case, Cell, Code, Column, Evidence, Guid, Summary, Table, natural_key

EMPTY = {
    WITHOUT: "nothing found after reading",
    NOT_YET_READ: "not yet read for this code",
    NO_SOURCE: "no source",
}
"""The three kinds of empty cell, by the state of the school."""

_HEAD = (
    ("Unit", "Cells: a theme in a school."),
    (
        "Cells",
        "The latest summary that a person wrote of the theme in the school; without one, how many "
        "passages wait for it, or why the cell is empty: nothing found after reading, not yet "
        "read for this code, or no source.",
    ),
    ("States", notes.STATES),
)


@dataclass(frozen=True, slots=True)
class Framework:
    """The matrix for people as a table, and for programs one flat object a cell."""

    table: Table
    records: tuple[Mapping[str, Cell], ...]
    schools: tuple[Case, ...]
    """Those of the rows."""
    themes: tuple[Code, ...]
    """Those of the columns after the first."""


@dataclass(frozen=True, slots=True)
class _CellHere:
    case: Case
    code: Code
    state: str
    passages: int
    latest: Summary | None
    writers: int
    linked: tuple[Guid, ...]
    """The codings behind it: those it was written from, else all of the theme in the school."""
    gone: int
    """How many codings it was written from that count no more."""

    @property
    def shown(self) -> str:
        if self.latest is not None:
            return self.latest.text
        if self.passages:
            return f"({counted(self.passages, 'passage')}, not yet summarised)"
        return f"({EMPTY[self.state]})"


def framework(
    evidence: Evidence,
    summaries: Sequence[Summary],
    *,
    codes: Sequence[Guid] = (),
    users: str = "any",
    pair: str = "pair",
    status: str = "status",
    provenance: Sequence[tuple[str, str]] = (),
) -> Framework:
    """Return the matrix of these themes; without any, of the top ones and those summarised.

    `summaries` stand oldest first. Themes count with the codes under them. Raise NotFound for
    users who are not there.
    """
    states = SchoolStates(evidence, users, roll_up=True)
    written = _written(evidence, summaries)
    themes = _themes(evidence, states, written, codes)
    schools = in_pair_order(evidence, pair, status)
    grid = [[_cell(states, written, school, code) for code in themes] for school in schools]
    table = Table(
        title="Framework matrix",
        columns=(Column("case", "school"), *_columns(evidence, themes)),
        rows=tuple(
            (school.name, *(cell.shown for cell in row))
            for school, row in zip(schools, grid, strict=True)
        ),
        notes=(
            *_HEAD,
            *_told(grid),
            notes.users_rule(evidence, users),
            notes.codes_rule(True),
            *notes.left_out(states.selection),
            notes.CAVEAT,
            *provenance,
        ),
        codings={
            (at, column): cell.linked
            for at, row in enumerate(grid)
            for column, cell in enumerate(row, 1)
            if cell.linked
        },
    )
    records = tuple(_record(evidence, cell) for row in grid for cell in row)
    return Framework(table, records, tuple(schools), tuple(themes))


def in_pair_order(evidence: Evidence, pair: str, status: str) -> list[Case]:
    """Return the schools by pair and status, those in no pair last."""

    def place(case: Case) -> tuple[object, ...]:
        of, stated = (" ".join(case.values.get(name, "").split()) for name in (pair, status))
        return not of, natural_key(of), natural_key(stated)

    return sorted(ordered_schools(evidence), key=place)


def _written(
    evidence: Evidence, summaries: Sequence[Summary]
) -> dict[tuple[Guid, Guid], list[Summary]]:
    now = codes_now(evidence.codebook)
    found: dict[tuple[Guid, Guid], list[Summary]] = {}
    for each in summaries:
        if each.case in evidence.cases and each.code in now:
            found.setdefault((each.case, now[each.code]), []).append(each)
    return found


def _themes(
    evidence: Evidence,
    states: SchoolStates,
    written: Mapping[tuple[Guid, Guid], object],
    codes: Sequence[Guid],
) -> list[Code]:
    if codes:
        return [code for code in evidence.codebook if code.guid in codes]
    summarised = {code for _, code in written}
    top = {code.guid for code in states.themes() if not evidence.codebook.depth(code.guid)}
    return [code for code in evidence.codebook if code.guid in top | summarised]


def _columns(evidence: Evidence, themes: Sequence[Code]) -> Iterator[Column]:
    paths = [path_of(evidence, code) for code in themes]
    for code, path in zip(themes, paths, strict=True):
        key = path if paths.count(path) == 1 else f"{path} {code.guid}"
        yield Column(key, path)


def _cell(
    states: SchoolStates,
    written: Mapping[tuple[Guid, Guid], Sequence[Summary]],
    case: Case,
    code: Code,
) -> _CellHere:
    here = written.get((case.guid, code.guid), ())
    latest = here[-1] if here else None
    behind = states.behind(code.guid, case.guid)
    linked = [guid for guid in latest.codings if guid in behind] if latest else []
    return _CellHere(
        case=case,
        code=code,
        state=states.state(code.guid, case.guid),
        passages=states.passages(code.guid, case.guid),
        latest=latest,
        writers=len({each.user for each in here}),
        linked=tuple(linked) or behind,
        gone=len(latest.codings) - len(linked) if latest else 0,
    )


def _told(grid: Sequence[Sequence[_CellHere]]) -> Iterator[tuple[str, str]]:
    cells = [cell for row in grid for cell in row]
    written = sum(cell.latest is not None for cell in cells)
    waiting = sum(cell.latest is None and cell.passages > 0 for cell in cells)
    kinds = (
        f"{words} {sum(not c.passages and c.latest is None and c.state == state for c in cells)}"
        for state, words in EMPTY.items()
    )
    yield (
        "Base",
        f"{counted(len(cells), 'cell')}: {written} summarised, {waiting} with passages not yet"
        f" summarised; {', '.join(kinds)}.",
    )
    if several := [cell for cell in cells if cell.writers > 1]:
        said = (f"{cell.case.name}, {cell.code.name}" for cell in several)
        yield "Several writers", f"The latest is shown of: {'; '.join(said)}."
    if gone := [cell for cell in cells if cell.gone]:
        said = (f"{cell.case.name}, {cell.code.name} ({cell.gone})" for cell in gone)
        yield "Links", f"Written from codings that count no more: {'; '.join(said)}."


def _record(evidence: Evidence, cell: _CellHere) -> dict[str, Cell]:
    latest = cell.latest
    writer = evidence.users.get(latest.user) if latest else None
    return {
        "case": cell.case.name,
        "pair": cell.case.values.get("pair"),
        "code": cell.code.name,
        "path": evidence.codebook.path(cell.code.guid),
        "state": cell.state,
        "passages": cell.passages,
        "summary": latest.text if latest else None,
        "user": writer.name if writer else None,
        "time": latest.time if latest else None,
        "writers": cell.writers,
        "codings": "; ".join(cell.linked),
        "empty": "" if latest or cell.passages else EMPTY[cell.state],
    }
