"""Theme by theme: where two themes stand together, in overlapping words or near each other.

A theme covers the text of all its codings, whoever made them, so that nothing is counted twice
because two users, or two codes under one theme, mark the same words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.display import one_line
from coder.errors import NotFound
from coder.frequencies import notes
from coder.frequencies.behind import Behind, Place, Records
from coder.frequencies.counting import Asked
from coder.frequencies.found import Findings
from coder.frequencies.near import Spots, spots
from coder.frequencies.near_columns import spots_in_columns
from coder.frequencies.presence import Presence
from coder.frequencies.schools import path_of
from coder.frequencies.together import NEAR, PLACES, TOGETHER_UNITS, Together
from coder.model import Cell, Code, Column, Columns, Evidence, Guid, Table

_PLACES = {
    "overlap": "Stretches of text that both themes cover, each as long as it can be.",
    "sentence": "Sentences that both themes touch.",
    "turn": "Turns that both themes touch.",
    "source": "Sources in which both themes are found.",
}

_UNIT = {
    "sources": "Sources, each a transcript, with at least one such place.",
    "schools": "Schools with at least one such place in one of their sources.",
}

_NEAR = {
    "overlap": "by overlap: they share at least one character of text",
    "sentence": "within a sentence: both touch the same sentence",
    "turn": "within a turn: both touch the same turn",
    "source": "within a source: both are found in the same source",
}

_SELF = (
    "Where a row and a column are one theme, the figure is all of its own. A theme and one that "
    "stands under it have no figure: the one counts with the other, so they always meet."
)


@dataclass(frozen=True, slots=True)
class CoOccurrence:
    """The matrix for people as a table, and for programs one flat object a pair that meets."""

    table: Table
    records: Sequence[Mapping[str, Cell]]


def cooccurrence(
    evidence: Evidence,
    sentences: Mapping[Guid, Sequence[int]],
    *,
    near: str = "overlap",
    unit: str = "schools",
    users: str = "any",
    roll_up: bool = True,
    provenance: Sequence[tuple[str, str]] = (),
    columns: Columns | None = None,
) -> CoOccurrence:
    """Return how often each two themes stand together, counted in a stated unit.

    `near` is overlap, sentence, turn or source; `unit` is places (what `near` names), sources or
    schools. `sentences` holds by source their starts and ends in turn, for sentence only.
    `columns` may stand for the turns and codings of the evidence, without the codings behind the
    figures. Raise NotFound for another of these, or for users who are not there.
    """
    _check(near, unit)
    asked = Asked(unit, None, users, roll_up)
    findings = Presence(evidence, columns) if columns else Findings(evidence)
    chain, selection = findings.chain(asked), findings.selection(users, by_turn=False)
    found = (
        spots_in_columns(findings, asked, sentences, near)
        if isinstance(findings, Presence)
        else spots(evidence, selection, sentences, near, chain, findings.agreed(asked))
    )
    units = _units(evidence, unit)
    counts = found.counts(units)
    codes = [code for code in evidence.codebook if not code.retired or counts.get(code.guid)]
    told = (
        *_told(findings, users, sentences, near, unit),
        notes.users_rule(evidence, users),
        notes.codes_rule(roll_up),
        ("Themes", _SELF) if roll_up else ("Themes", _SELF.partition(" A theme and")[0]),
        *notes.left_out(selection),
        notes.CAVEAT,
        *provenance,
    )
    apart = _kin(chain)
    table = Table(
        title=f"Themes together, {_NEAR[near].partition(':')[0]}",
        columns=(Column("path", "theme"), *_columns(evidence, codes)),
        rows=tuple(_row(evidence, code, codes, counts.get(code.guid, {}), apart) for code in codes),
        notes=told,
        codings=_behind(codes, found, units, counts, apart),
    )
    said = {"near": near, "unit": unit}
    return CoOccurrence(table, Records(lambda: _records(evidence, codes, counts, apart, said)))


def _check(near: str, unit: str) -> None:
    if near not in NEAR:
        raise NotFound(f"There is no “{one_line(near)}”; choose one of {', '.join(NEAR)}.")
    if unit not in TOGETHER_UNITS:
        known = ", ".join(TOGETHER_UNITS)
        raise NotFound(f"There is no unit “{one_line(unit)}”; choose one of {known}.")


def _units(evidence: Evidence, unit: str) -> Mapping[Guid, Guid] | None:
    """Return the unit of each source that has one; None where each place is its own."""
    if unit == PLACES:
        return None
    sources = evidence.sources.items()
    if unit == "sources":
        return {guid: guid for guid, _ in sources}
    return {
        guid: source.case
        for guid, source in sources
        if source.case is not None and source.case in evidence.cases
    }


def _kin(chain: Mapping[Guid, tuple[Guid, ...]]) -> set[tuple[Guid, Guid]]:
    """Return each theme with those above it, both ways round."""
    pairs = {(code, above) for code, whole in chain.items() for above in whole[1:]}
    return pairs | {(above, code) for code, above in pairs}


def _columns(evidence: Evidence, codes: Sequence[Code]) -> list[Column]:
    paths = Counter(path_of(evidence, code) for code in codes)
    names = Counter(code.name for code in codes)
    found = []
    for code in codes:
        path = path_of(evidence, code)
        key = path if paths[path] == 1 else f"{path} {code.guid}"
        found.append(Column(key, code.name if names[code.name] == 1 else path, True))
    return found


def _row(
    evidence: Evidence,
    code: Code,
    codes: Sequence[Code],
    counts: Mapping[Guid, int],
    apart: set[tuple[Guid, Guid]],
) -> tuple[Cell, ...]:
    own = code.guid
    cells = [None if (own, each.guid) in apart else counts.get(each.guid, 0) for each in codes]
    return path_of(evidence, code), *cells


def _behind(
    codes: Sequence[Code],
    found: Spots,
    units: Mapping[Guid, Guid] | None,
    counts: Together,
    apart: set[tuple[Guid, Guid]],
) -> Behind:
    at = {code.guid: column for column, code in enumerate(codes, 1)}

    def places() -> set[Place]:
        return {
            (at[one] - 1, at[other])
            for one, row in counts.items()
            for other, count in row.items()
            if count and (one, other) not in apart
        }

    def find(row: int, column: int) -> tuple[Guid, ...]:
        return found.codings(codes[row].guid, codes[column - 1].guid, units)

    return Behind(places, find)


def _records(
    evidence: Evidence,
    codes: Sequence[Code],
    counts: Together,
    apart: set[tuple[Guid, Guid]],
    asked: Mapping[str, Cell],
) -> Iterable[dict[str, Cell]]:
    at = {code.guid: place for place, code in enumerate(codes)}
    paths = {code.guid: evidence.codebook.path(code.guid) for code in codes}
    for code in codes:
        row = counts.get(code.guid, {})
        for other in sorted((each for each in row if at[each] > at[code.guid]), key=at.__getitem__):
            if (code.guid, other) not in apart:
                yield {
                    "code": code.name,
                    "path": paths[code.guid],
                    "other": evidence.codebook.name(other),
                    "other_path": paths[other],
                    **asked,
                    "together": row[other],
                    "own": row.get(code.guid, 0),
                    "other_own": counts[other].get(other, 0),
                }


def _told(
    findings: Findings,
    users: str,
    sentences: Mapping[Guid, Sequence[int]],
    near: str,
    unit: str,
) -> notes.Notes:
    told = [("Unit", _PLACES[near] if unit == PLACES else _UNIT[unit])]
    told.append(("Together", f"{_NEAR[near]}. The interviewer’s words bring nothing together."))
    if unit == PLACES and near in ("overlap", "sentence"):
        told.append(("Base", "None: themes decide how many places there are."))
    else:
        told.append(("Base", _base(findings, near, unit)))
    if near == "sentence":
        coded = findings.sources(users)
        if missing := len(coded - sentences.keys()):
            told.append(("Sentences", f"Not found yet in {missing} sources, which add nothing."))
    return tuple(told)


def _base(findings: Findings, near: str, unit: str) -> str:
    evidence = findings.evidence
    if unit == "schools":
        return f"Every school in the project: {len(evidence.cases)}."
    if unit == "sources" or near == "source":
        return f"Every source in the project: {len(evidence.sources)}."
    return f"Every turn but the interviewer’s: {findings.turns()}."
