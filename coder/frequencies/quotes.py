"""The passages behind any figure: who said it, in which school, source and turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from coder.display import same_name
from coder.frequencies import notes
from coder.frequencies.counting import ALL, ANY, Counted
from coder.frequencies.found import Findings
from coder.frequencies.ordering import ordered_sources, school_of
from coder.frequencies.presence import Presence, marked
from coder.frequencies.read_marks import readers
from coder.frequencies.units import NOT_STATED, ROLE
from coder.model import Cell, Column, Columns, Evidence, Guid, Source, Table, natural_key

COLUMNS = (
    Column("school", "school"),
    Column("source", "source"),
    Column("turn", "turn", True),
    Column("speaker", "speaker"),
    Column("role", "role"),
    Column("users", "coded by"),
    Column("code", "code"),
    Column("start", "start", True),
    Column("end", "end", True),
    Column("quotation", "quotation"),
)

Group = tuple[str, str]
"""A case variable, or role, and its value."""

_UNIT = ("Unit", "Passages: a row is one code on one passage, whoever coded it.")


class _Row(NamedTuple):
    """One code on one passage."""

    users: list[Guid]
    codings: list[Guid]
    """Those that say so, one for each user; none from columns."""
    turns: Sequence[int]
    """The number of each in its source."""
    speakers: tuple[Guid, ...]
    """Of each turn, an empty name where it has none."""


_Rows = dict[Guid, dict[tuple[int, int, int], _Row]]
"""By source, and by start, end and place of the code in the codebook."""


def quotes(
    evidence: Evidence,
    texts: Mapping[Guid, str],
    *,
    codings: Collection[Guid] | None = None,
    code: Guid | None = None,
    case: Guid | None = None,
    group: Group | None = None,
    users: str = "any",
    provenance: Sequence[tuple[str, str]] = (),
    columns: Columns | None = None,
) -> Table:
    """Return a row for each code on each passage, in the order of schools, sources and text.

    `texts` holds the texts by source. `codings` are those behind a figure of another table, and
    have been through its users rule; `code` takes the codes under it too; `case` and `group`
    limit the rows further. `columns`, which say who coded and who speaks, may stand for the turns
    and codings of the evidence, where no `codings` are given: then the table does not name those
    behind its rows. Raise NotFound for users who are not there.
    """
    behind = codings is not None
    rule = ANY if behind else users
    findings = Presence(evidence, columns) if columns else Findings(evidence)
    selection = findings.selection(rule, by_turn=False)
    rows = (
        _from_columns(findings, rule)
        if isinstance(findings, Presence)
        else _from_objects(evidence, selection.counted, codings)
    )
    limit = _Limit(evidence, code, case, group, rule)
    rows = {
        source.guid: limit.of(source, rows.get(source.guid, {}))
        for source in ordered_sources(evidence)
    }
    who = ("Users", "Those behind one figure.") if behind else notes.users_rule(evidence, users)
    corrected = notes.versions(evidence)
    told = (_UNIT, who, *corrected, *notes.left_out(selection), notes.CAVEAT, *provenance)
    laid = tuple(_laid_out(evidence, texts, rows))
    every = enumerate(row for here in rows.values() for row in here.values())
    links = {(at, len(COLUMNS) - 1): tuple(row.codings) for at, row in every if row.codings}
    return Table("Quotations", COLUMNS, laid, told, links)


def _from_objects(
    evidence: Evidence, counted: Iterable[Counted], codings: Collection[Guid] | None
) -> _Rows:
    wanted = set(codings) if codings is not None else None
    ranks = {code.guid: rank for rank, code in enumerate(evidence.codebook)}
    numbers = {
        turn.guid: number
        for turns in evidence.turns.values()
        for number, turn in enumerate(turns, 1)
    }
    rows: _Rows = {}
    for item in counted:
        coding, passage = item.coding, item.coding.passage
        if wanted is not None and coding.guid not in wanted:
            continue
        here = rows.setdefault(coding.source, {})
        key = passage.start, passage.end, ranks[item.code]
        if (row := here.get(key)) is None:
            turns = [numbers[turn.guid] for turn in item.turns]
            said = tuple([turn.speaker or "" for turn in item.turns])
            row = here[key] = _Row([], [], turns, said)
        row.users.append(coding.user)
        row.codings.append(coding.guid)
    return rows


def _from_columns(presence: Presence, users: str) -> _Rows:
    ranks = {code.guid: rank for rank, code in enumerate(presence.evidence.codebook)}
    rank = {code: ranks[now] for code, now in presence.now.items()}
    rows: _Rows = {}
    for source, kept in presence.kept.items():
        here = rows[source] = {}
        numbers: list[list[int]] = [[] for _ in kept.codes]
        for coding, turn in zip(kept.touching, kept.touched, strict=True):
            numbers[coding].append(turn + 1)
        whose = ["", *map(kept.speakers.__getitem__, kept.voices)]
        for (code, user, start, end), turns in zip(marked(kept), numbers, strict=True):
            guid = presence.guid(user)
            if users not in (ANY, ALL, guid):
                continue
            key = start, end, rank[code]
            if (row := here.get(key)) is None:
                row = here[key] = _Row([], [], turns, tuple([whose[turn] for turn in turns]))
            row.users.append(guid)
    return rows


class _Limit:
    """Which rows are wanted, of those that count."""

    def __init__(
        self,
        evidence: Evidence,
        code: Guid | None,
        case: Guid | None,
        group: Group | None,
        users: str,
    ) -> None:
        self._evidence, self._case, self._group = evidence, case, group
        family = evidence.codebook.family(code) if code is not None else None
        codes = enumerate(evidence.codebook)
        self._ranks = None if family is None else {n for n, each in codes if each.guid in family}
        self._readers = readers(evidence) if users == ALL else None
        by_role = group is not None and group[0] == ROLE
        self._by_row = by_role or self._ranks is not None or self._readers is not None

    def of(
        self, source: Source, rows: Mapping[tuple[int, int, int], _Row]
    ) -> dict[tuple[int, int, int], _Row]:
        """Return the rows of a source that are wanted, in the order of text and codebook."""
        if not rows or not self._has(source):
            return {}
        found = {key: rows[key] for key in sorted(rows)}
        if not self._by_row:
            return found
        return {key: row for key, row in found.items() if self._wants(source, key[2], row)}

    def _has(self, source: Source) -> bool:
        school = school_of(self._evidence, source)
        if self._case is not None and (school is None or school.guid != self._case):
            return False
        if self._group is None or self._group[0] == ROLE:
            return True
        variable, value = self._group
        return _same(school.values.get(variable, "") if school else "", value)

    def _wants(self, source: Source, rank: int, row: _Row) -> bool:
        if self._ranks is not None and rank not in self._ranks:
            return False
        if self._readers is not None:
            # All who read the source to its end, and at least one, coded alike.
            read = self._readers.get(source.guid)
            if read is None or not read <= {*row.users}:
                return False
        if self._group is None or self._group[0] != ROLE:
            return True
        speakers = map(self._evidence.speakers.get, row.speakers)
        return any(_same(who.role if who else "", self._group[1]) for who in speakers)


def _same(stated: str, value: str) -> bool:
    return same_name(stated.strip() or NOT_STATED) == same_name(value)


def _laid_out(
    evidence: Evidence, texts: Mapping[Guid, str], rows: _Rows
) -> Iterator[tuple[Cell, ...]]:
    paths = [evidence.codebook.path(code.guid) for code in evidence.codebook]

    # The same few speak, and the same few code, in row after row.
    @cache
    def said_by(speakers: tuple[Guid, ...]) -> tuple[str, str]:
        voices = [evidence.speakers.get(speaker) for speaker in speakers]
        names = _listed([voice.name if voice else "" for voice in voices])
        return names, _listed([voice.role.strip() if voice else "" for voice in voices])

    @cache
    def coded_by(users: tuple[Guid, ...]) -> str:
        return _listed(sorted([evidence.users[user].name for user in users], key=natural_key))

    for guid, here in rows.items():
        source, text = evidence.sources[guid], texts.get(guid, "")
        school = school_of(evidence, source)
        of = school.name if school else None
        for (start, end, rank), row in here.items():
            yield (
                of,
                source.name,
                _turn_numbers(row.turns),
                *said_by(row.speakers),
                coded_by(tuple(row.users)),
                paths[rank],
                start,
                end,
                text[start:end],
            )


def _turn_numbers(numbers: Sequence[int]) -> Cell:
    """Return `3` or `3–5`; None where the passage lies in no turn."""
    if len(numbers) > 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return numbers[0] if numbers else None


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return "; ".join(dict.fromkeys(name for name in names if name))
