"""What has been read by whom, and which sources nobody has finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from coder.display import counted
from coder.frequencies import notes
from coder.frequencies.counting import ANY, Selection, interviewers, select
from coder.frequencies.ordering import ordered_sources, school_of
from coder.frequencies.read_marks import idle, stale
from coder.model import Cell, Column, Evidence, Guid, Source, Table, natural_key

COLUMNS = (
    Column("school", "school"),
    Column("source", "source"),
    Column("kind", "kind"),
    Column("turns", "turns", True),
    Column("coded_turns", "coded turns", True),
    Column("codings", "codings", True),
    Column("read_by", "read to the end by"),
    Column("state", "state"),
)

_HEAD = (
    ("Unit", "Sources; turns are those of everyone but the interviewer."),
    ("Users", "Any."),
    (
        "States",
        "read: to its end by at least one user, for every code as it now is; only extracts: "
        "silence in them means nothing; not finished: nobody has marked it as read; no source: "
        "nothing of the school was imported.",
    ),
)


def coverage(evidence: Evidence, *, provenance: Sequence[tuple[str, str]] = ()) -> Table:
    """Return a row for each source, and for each school without one, in natural order."""
    selection = select(evidence, ANY)
    rows = _with_empty_schools(evidence, _rows(evidence, selection))
    told = (*_HEAD, *notes.versions(evidence), *notes.left_out(selection), *provenance)
    return Table("Coverage", COLUMNS, tuple(rows), told)


def _rows(evidence: Evidence, selection: Selection) -> list[tuple[Cell, ...]]:
    codings = Counter(item.coding.source for item in selection.counted)
    coded = {(item.coding.source, turn.guid) for item in selection.counted for turn in item.turns}
    coded_turns = Counter(source for source, _ in coded)
    silent, read, passed_over = interviewers(evidence), stale(evidence), idle(evidence)
    return [
        (
            school.name if (school := school_of(evidence, source)) else None,
            source.name,
            source.kind,
            sum(turn.speaker not in silent for turn in evidence.turns.get(source.guid, ())),
            coded_turns[source.guid],
            codings[source.guid],
            _names(evidence, read.get(source.guid, {})),
            _state(source, read.get(source.guid, {}), passed_over),
        )
        for source in ordered_sources(evidence)
    ]


def _names(evidence: Evidence, marks: Mapping[Guid, set[Guid]]) -> str:
    return "; ".join(sorted((evidence.users[user].name for user in marks), key=natural_key))


def _state(source: Source, marks: Mapping[Guid, set[Guid]], passed_over: set[Guid]) -> str:
    if source.extracts_only:
        return "only extracts"
    if not marks:
        return "not finished"
    # A code counts as read for when one reader had it before them, whoever it was.
    since = len(set.intersection(*marks.values()) - passed_over)
    if not since:
        return "read"
    was = "was" if since == 1 else "were"
    return f"read before {counted(since, 'code')} {was} made or redefined"


def _with_empty_schools(
    evidence: Evidence, rows: Sequence[tuple[Cell, ...]]
) -> Iterator[tuple[Cell, ...]]:
    there = {source.case for source in evidence.sources.values()}
    empty = [
        (case.name, None, None, 0, 0, 0, "", "no source")
        for guid, case in evidence.cases.items()
        if guid not in there
    ]
    # Sorting is stable: within a school its sources keep their order; those of none come last.
    yield from sorted(
        [*rows, *empty], key=lambda row: (row[0] is None, natural_key(str(row[0] or "")))
    )
