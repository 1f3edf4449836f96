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

_LISTED = 20
"""How many names a note lists."""

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
    rows = tuple(_with_empty_schools(evidence, _rows(evidence, selection)))
    told = (
        *_HEAD,
        *_unfinished(evidence),
        *notes.versions(evidence),
        *notes.left_out(selection),
        *provenance,
    )
    return Table("Coverage", COLUMNS, rows, told, _behind(evidence, rows, selection))


def _unfinished(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Name the whole interviews that nobody has read to the end."""
    read = {mark.source for mark in evidence.reads}
    open_ = [
        source.name
        for source in ordered_sources(evidence)
        if source.guid not in read and not source.extracts_only
    ]
    if open_:
        more = f" and {len(open_) - _LISTED} more" if len(open_) > _LISTED else ""
        yield (
            "Nobody finished",
            f"{counted(len(open_), 'source')}: " + (f"{'; '.join(open_[:_LISTED])}{more}."),
        )


def _behind(
    evidence: Evidence, rows: Sequence[tuple[Cell, ...]], selection: Selection
) -> dict[tuple[int, int], tuple[Guid, ...]]:
    """Return the codings of each source, and those of them that lie in turns."""
    by_source: dict[Guid, list[Guid]] = {}
    in_turns: dict[Guid, list[Guid]] = {}
    for item in selection.counted:
        by_source.setdefault(item.coding.source, []).append(item.coding.guid)
        if item.turns:
            in_turns.setdefault(item.coding.source, []).append(item.coding.guid)
    sources = iter(ordered_sources(evidence))
    found = {}
    for at, row in enumerate(rows):
        if row[1] is None:  # a school without a source
            continue
        source = next(sources).guid
        for column, codings in ((4, in_turns), (5, by_source)):
            if source in codings:
                found[at, column] = tuple(codings[source])
    return found


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
