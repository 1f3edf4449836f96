"""Theme by role: in how many schools each role says it, and in how many two groups of roles do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.frequencies import notes
from coder.frequencies.counting import Asked, Found, Groups
from coder.frequencies.found import Findings
from coder.frequencies.presence import Presence
from coder.frequencies.schools import path_of
from coder.frequencies.units import NOT_STATED, ROLE, Base
from coder.model import Cell, Column, Columns, Evidence, Guid, RoleGroups, Table

_UNITS = {
    "schools": "Schools. A role says it in a school when one of its turns in any source has it.",
    "sources": "Sources, each a transcript.",
}

_READ = (
    "A figure counts where the theme was found. A role that spoke and is not in the figure did not "
    "say it, or its source was not yet read: `coder table themes --by role` tells these apart."
)


@dataclass(frozen=True, slots=True)
class _Side:
    """A role, or a group of roles, and by theme the units in which it says it."""

    key: str
    name: str
    there: frozenset[object]
    """The units in which it speaks at all."""
    themes: Mapping[Guid, Found]


def roles(
    evidence: Evidence,
    grouped: RoleGroups,
    *,
    unit: str = "schools",
    users: str = "any",
    roll_up: bool = True,
    provenance: Sequence[tuple[str, str]] = (),
    columns: Columns | None = None,
) -> Table:
    """Return, for each theme, in how many schools both groups, each group and each role say it.

    `unit` is schools or sources. `columns`, which say who speaks, may stand for the turns and
    codings of the evidence, without the codings behind the figures. Raise NotFound for another
    unit, a group or user not there.
    """
    if unit not in _UNITS:
        raise NotFound(f"Roles are counted by schools or sources, not by {one_line(unit)}.")
    findings = Presence(evidence, columns) if columns else Findings(evidence)
    asked = Asked(unit, ROLE, users, roll_up)

    def sides(seen: Evidence, kind: str) -> dict[str, _Side]:
        found = findings.seen_as(seen).gather(asked)
        return {side.name: side for side in _sides(*found, kind)}

    in_groups = sides(_in_groups(evidence, grouped), "group")
    first, second = (
        in_groups.get(name, _Side(f"group_{name}", name, frozenset(), {})) for name in grouped.both
    )
    every = [first, second, *sides(evidence, "role").values()]
    heard = len(first.there & second.there)
    shown = (
        Column("path", "theme"),
        Column("both", f"both {first.name} and {second.name}, of {heard}", True),
        *(Column(side.key, f"{side.name}, of {len(side.there)}", True) for side in every),
    )
    told = (
        ("Unit", _UNITS[unit]),
        *_groups_told(evidence, grouped, heard, unit),
        notes.users_rule(evidence, users),
        notes.codes_rule(roll_up),
        ("Read", _READ),
        *notes.left_out(findings.selection(users, by_turn=False)),
        notes.CAVEAT,
    )
    return _laid_out(evidence, shown, first, second, every, (*told, *provenance))


def _sides(base: Base, themes: Mapping[Guid, Groups], kind: str) -> Iterator[_Side]:
    for role in base.groups:
        found = {theme: groups[role] for theme, groups in themes.items() if role in groups}
        yield _Side(f"{kind}_{role}", role, frozenset(base.by_group[role]), found)


def _in_groups(evidence: Evidence, grouped: RoleGroups) -> Evidence:
    """Return the evidence with the name of its group for the role of each speaker."""
    group: dict[str, str] = {}
    for name, members in grouped.groups.items():
        for role in members:
            if group.setdefault(same_name(role), name) != name:
                raise NotFound(
                    f"The role “{one_line(role)}” stands in two groups, {one_line(name)} and"
                    f" {one_line(group[same_name(role)])}: a role belongs to one."
                )
    if missing := [name for name in grouped.both if name not in grouped.groups]:
        known = ", ".join(one_line(name) for name in grouped.groups) or "none"
        raise NotFound(f"There is no group of roles “{one_line(missing[0])}”; there are {known}.")
    speakers = {
        guid: replace(speaker, role=group.get(same_name(speaker.role), ""))
        for guid, speaker in evidence.speakers.items()
    }
    return replace(evidence, speakers=speakers)


def _groups_told(
    evidence: Evidence, grouped: RoleGroups, heard: int, unit: str
) -> Iterator[tuple[str, str]]:
    first, second = grouped.both
    yield (
        "Base",
        f"Of each column, the {unit} in which such a speaker speaks at all; of both, the {heard}"
        f" in which {first} and {second} do.",
    )
    known = {same_name(role) for members in grouped.groups.values() for role in members}
    stated = {
        speaker.role.strip() or NOT_STATED
        for speaker in evidence.speakers.values()
        if not speaker.interviewer and same_name(speaker.role) not in known
    }
    said = "; ".join(f"{name}: {', '.join(roles)}" for name, roles in grouped.groups.items())
    yield "Groups of roles", f"{said}. {grouped.source}"
    if stated:
        yield "In no group", f"{', '.join(sorted(stated))}."


def _laid_out(
    evidence: Evidence,
    columns: tuple[Column, ...],
    first: _Side,
    second: _Side,
    every: Sequence[_Side],
    told: notes.Notes,
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    codings: dict[tuple[int, int], tuple[Guid, ...]] = {}
    nothing = Found()
    found = {theme for side in every for theme in side.themes}
    for code in evidence.codebook:
        if code.retired and code.guid not in found:
            continue
        here = [side.themes.get(code.guid, nothing) for side in every]
        both = here[0].units.keys() & here[1].units.keys()
        row = len(rows)
        rows.append((path_of(evidence, code), len(both), *(len(one.units) for one in here)))
        if both:
            codings[row, 1] = tuple(_in_units(evidence, both, here[:2]))
        for column, one in enumerate(here, 2):
            if one.codings:
                codings[row, column] = tuple(one.codings)
    title = f"Themes by role, {first.name} and {second.name}"
    return Table(title, columns, tuple(rows), told, codings)


def _in_units(evidence: Evidence, units: set[object], found: Sequence[Found]) -> dict[Guid, None]:
    """Return the codings of both groups that lie in these schools or sources, each once."""
    return {
        guid: None
        for one in found
        for guid, coding in one.codings.items()
        if coding.source in units or evidence.sources[coding.source].case in units
    }
