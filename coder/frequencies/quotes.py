"""The passages behind any figure: who said it, in which school, source and turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from coder.display import same_name
from coder.frequencies import notes
from coder.frequencies.counting import ALL, ANY, Counted, select
from coder.frequencies.ordering import ordered_sources, school_of
from coder.frequencies.read_marks import readers
from coder.frequencies.units import NOT_STATED, ROLE
from coder.model import Cell, Column, Evidence, Guid, Passage, Table, Turn

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

Rows = dict[tuple[Guid, Passage, Guid], list[Counted]]
"""By source, passage and code: the codings that say so, one for each user."""


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
) -> Table:
    """Return a row for each code on each passage, in the order of schools, sources and text.

    `texts` holds the texts by source. `codings` are those behind a figure of another table, and
    have been through its users rule; `code` takes the codes under it too; `case` and `group`
    limit the rows further. Raise NotFound for users who are not there.
    """
    behind = codings is not None
    selection = select(evidence, ANY if behind else users)
    chosen = _chosen(evidence, selection.counted, codings, code)
    rows = _rows(item for item in chosen if _inside(evidence, item, case, group))
    if users == ALL and not behind:
        rows = _agreed(evidence, rows)
    rows = {key: rows[key] for key in _ordered(evidence, rows)}
    who = ("Users", "Those behind one figure.") if behind else notes.users_rule(evidence, users)
    corrected = notes.versions(evidence)
    told = (_UNIT, who, *corrected, *notes.left_out(selection), notes.CAVEAT, *provenance)
    laid = tuple(_laid_out(evidence, texts, rows))
    return Table("Quotations", COLUMNS, laid, told, _behind(rows))


def _behind(rows: Rows) -> dict[tuple[int, int], tuple[Guid, ...]]:
    return {
        (at, len(COLUMNS) - 1): tuple(item.coding.guid for item in items)
        for at, items in enumerate(rows.values())
    }


def _rows(items: Iterable[Counted]) -> Rows:
    rows: Rows = {}
    for item in items:
        coding = item.coding
        rows.setdefault((coding.source, coding.passage, item.code), []).append(item)
    return rows


def _chosen(
    evidence: Evidence,
    counted: Iterable[Counted],
    codings: Collection[Guid] | None,
    code: Guid | None,
) -> Iterator[Counted]:
    wanted = set(codings) if codings is not None else None
    family = evidence.codebook.family(code) if code is not None else None
    for item in counted:
        if wanted is not None and item.coding.guid not in wanted:
            continue
        if family is None or item.code in family:
            yield item


def _inside(evidence: Evidence, item: Counted, case: Guid | None, group: Group | None) -> bool:
    school = school_of(evidence, evidence.sources[item.coding.source])
    if case is not None and (school is None or school.guid != case):
        return False
    if group is None:
        return True
    variable, value = group
    if variable == ROLE:
        return any(_same(_speaker(evidence, turn)[1], value) for turn in item.turns)
    return _same(school.values.get(variable, "") if school else "", value)


def _same(stated: str, value: str) -> bool:
    return same_name(stated.strip() or NOT_STATED) == same_name(value)


def _agreed(evidence: Evidence, rows: Rows) -> Rows:
    """Return the rows that every user who read the source to its end coded alike."""
    read = readers(evidence)
    return {
        key: items
        for key, items in rows.items()
        if key[0] in read and read[key[0]] <= {item.coding.user for item in items}
    }


def _ordered(evidence: Evidence, rows: Rows) -> list[tuple[Guid, Passage, Guid]]:
    source = {found.guid: at for at, found in enumerate(ordered_sources(evidence))}
    code = {found.guid: at for at, found in enumerate(evidence.codebook)}
    return sorted(rows, key=lambda key: (source[key[0]], key[1].start, key[1].end, code[key[2]]))


def _laid_out(
    evidence: Evidence, texts: Mapping[Guid, str], rows: Rows
) -> Iterator[tuple[Cell, ...]]:
    paths = {code: evidence.codebook.path(code) for code in {key[2] for key in rows}}
    numbers = {
        turn.guid: number
        for source in {key[0] for key in rows}
        for number, turn in enumerate(evidence.turns.get(source, ()), 1)
    }
    voices = {
        guid: (speaker.name, speaker.role.strip()) for guid, speaker in evidence.speakers.items()
    }
    users = {guid: user.name for guid, user in evidence.users.items()}
    schools = {
        guid: found.name if (found := school_of(evidence, source)) else None
        for guid, source in evidence.sources.items()
    }
    for (source, passage, code), items in rows.items():
        turns = items[0].turns
        speakers = [voices.get(turn.speaker or "", _NOBODY) for turn in turns]
        yield (
            schools[source],
            evidence.sources[source].name,
            _turn_numbers([numbers[turn.guid] for turn in turns]),
            _listed([name for name, _ in speakers]),
            _listed([role for _, role in speakers]),
            _listed([users[item.coding.user] for item in items]),
            paths[code],
            passage.start,
            passage.end,
            passage.quotation(texts.get(source, "")),
        )


_NOBODY = ("", "")
"""Name and role of no speaker."""


def _speaker(evidence: Evidence, turn: Turn) -> tuple[str, str]:
    speaker = evidence.speakers.get(turn.speaker) if turn.speaker else None
    return (speaker.name, speaker.role.strip()) if speaker else _NOBODY


def _turn_numbers(numbers: Sequence[int]) -> Cell:
    """Return `3` or `3–5`; None where the passage lies in no turn."""
    if len(numbers) > 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return numbers[0] if numbers else None


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return "; ".join(dict.fromkeys(name for name in names if name))
