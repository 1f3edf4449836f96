"""The units there are, by group, and where among them a coding lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.frequencies.counting import Counted, GroupedUnit, interviewers
from coder.model import Columns, Evidence, Guid, Source, natural_key

UNITS = ("schools", "sources", "speakers", "turns", "passages")

ROLE = "role"
"""The grouping by who said it; all but this and USER are by a variable of the school."""

USER = "user"
"""The grouping by who coded it."""

NOT_STATED = "not stated"
"""The group of what has no value, or no role."""

WHOLE = ""
"""The one group where there is no grouping."""


Sizes = Mapping[tuple[str, Guid], int]
"""How many units there are, by group and holder."""


def spellings(values: Iterable[str]) -> dict[str, str]:
    """Return how each group is shown, by its folded value: its first spelling in natural order.

    Values that differ only in case or white space are one, as they are in typing.
    """
    spaced = {" ".join(value.split()) for value in values}
    stated = sorted(spaced, key=natural_key, reverse=True)
    found = {same_name(value): value for value in stated if value}
    return found | {"": NOT_STATED, same_name(NOT_STATED): NOT_STATED}


def variables(evidence: Evidence) -> list[str]:
    """Return the case variables that some school has a value of."""
    return sorted({name for case in evidence.cases.values() for name in case.values})


def coders(evidence: Evidence, columns: Columns | None = None) -> list[tuple[str, Guid]]:
    """Return name and guid of everyone who coded or read something, in natural order.

    Two users of one name can come out of a merge; then their names say which is which.
    """
    made = {each.user for each in evidence.codings} | {each.user for each in evidence.reads}
    if columns:
        every = columns.sources.values()
        numbers = set[int]().union(*((*c.users, *c.asked_users, *c.wordless) for c in every))
        made.update(columns.guids[number] for number in numbers)
    there = [evidence.users[guid] for guid in made if guid in evidence.users]
    names = Counter(user.name for user in there)
    found = [
        (user.name if names[user.name] == 1 else f"{user.name} {user.guid[:8]}", user.guid)
        for user in there
    ]
    return sorted(found, key=lambda pair: natural_key(pair[0]))


def check_unit(unit: str) -> None:
    """Raise NotFound where there is no such unit."""
    if unit not in UNITS:
        raise NotFound(f"There is no unit “{one_line(unit)}”; choose one of {', '.join(UNITS)}.")


def check_grouping(evidence: Evidence, by: str) -> None:
    """Raise NotFound for what is not role, user or a variable that a school has a value of."""
    known = variables(evidence)
    if by not in (ROLE, USER, *known):
        choice = ", ".join([*known, ROLE, USER])
        raise NotFound(f"No school has a value for “{one_line(by)}”; choose one of {choice}.")


def by_turn(unit: str, by: str | None) -> bool:
    """Whether it is by turns that codings bear on units, and not by sources as wholes."""
    return by == ROLE or unit in ("speakers", "turns")


class Base:
    """The units of one kind, grouped by a variable of the school, by role or not at all.

    Silence about a theme can only be judged of a whole school or a whole source, here the
    holder of a unit: a school is its own, any other unit has its source.
    """

    def __init__(self, evidence: Evidence, unit: str, by: str | None) -> None:
        self.evidence, self.unit, self.by = evidence, unit, by
        self._shown = spellings(case.values.get(by or "", "") for case in evidence.cases.values())
        self.by_turn = by_turn(unit, by)
        """Whether it is by turns that codings bear on units, and not by sources as wholes."""
        self.by_group = self._by_group(self._found())
        """By group, how many units each holder has."""
        self.holders = self._holders()
        """The sources of each holder."""

    def _found(self) -> Sizes:
        """Find all units."""
        found = self._places_of_turns() if self.by_turn else self._places_of_sources()
        # By turn or by source, the one place it is in: none for a source of no school.
        self._where = {guid: (place,) for guid, place in found}
        return sizes((place.group, place.holder, place.unit) for (place,) in self._where.values())

    @property
    def groups(self) -> list[str]:
        """The groups in natural order, what is not stated last."""
        return sorted(self.by_group, key=lambda group: (group == NOT_STATED, natural_key(group)))

    def size(self, group: str | None = None) -> int | None:
        """Return how many units there are, in a group or in all; passages have no base."""
        groups = self.by_group.values() if group is None else [self.by_group[group]]
        return None if self.unit == "passages" else sum(units.total() for units in groups)

    def numbered(self, voices: Iterable[object]) -> bool:
        """Whether the transcripts number all of these voices."""
        return all(self.evidence.speakers[str(voice)].numbered for voice in voices)

    def places(self, item: Counted) -> Iterable[GroupedUnit]:
        """Return every unit, with its group and source, that a coding bears on."""
        coding = item.coding
        found: Iterable[GroupedUnit] = self._where.get(coding.source, ())
        if self.by_turn:
            found = [place for turn in item.turns for place in self._where.get(turn.guid, ())]
        if self.unit == "passages":
            unit = (coding.source, coding.passage.start, coding.passage.end)
            return [place._replace(unit=unit) for place in found]
        return found

    def _places_of_sources(self) -> Iterator[tuple[Guid, GroupedUnit]]:
        for source in self.evidence.sources.values():
            group, unit = self._group(source.case), self._unit(source)
            if unit is not None or self.unit == "passages":
                yield source.guid, self._place(group, source.guid, unit)

    def _places_of_turns(self) -> Iterator[tuple[Guid, GroupedUnit]]:
        silent, said_by = interviewers(self.evidence), roles(self.evidence)
        voiced = voices(self.evidence) if self.unit == "speakers" else {}
        for source in self.evidence.sources.values():
            unit, group = self._unit(source), self._group(source.case)
            for turn in self.evidence.turns.get(source.guid, ()):
                if turn.speaker in silent:
                    continue
                if self.unit == "turns":
                    unit = turn.guid
                elif self.unit == "speakers":
                    unit = voiced.get(turn.speaker or "")
                if self.by == ROLE:
                    group = said_by.get(turn.speaker or "", NOT_STATED)
                if unit is not None or self.unit == "passages":
                    yield turn.guid, self._place(group, source.guid, unit)

    def _place(self, group: str, source: Guid, unit: Guid | None) -> GroupedUnit:
        holder = unit if self.unit == "schools" and unit is not None else source
        return GroupedUnit(group, source, unit, holder)

    def _group(self, case: Guid | None) -> str:
        if self.by is None:
            return WHOLE
        school = self.evidence.cases.get(case or "")
        return self._shown[same_name(school.values.get(self.by, "") if school else "")]

    def _unit(self, source: Source) -> Guid | None:
        """Return the school or the source itself; None for what lies below a source."""
        if self.unit == "schools":
            return source.case if source.case in self.evidence.cases else None
        return source.guid if self.unit == "sources" else None

    def _holders(self) -> dict[Guid, list[Guid]]:
        if self.unit != "schools":
            return {guid: [guid] for guid in self.evidence.sources}
        found: dict[Guid, list[Guid]] = {guid: [] for guid in self.evidence.cases}
        for source in self.evidence.sources.values():
            if source.case in found:
                found[source.case].append(source.guid)
        return found

    def _by_group(self, held: Sizes) -> dict[str, Counter[Guid]]:
        found: dict[str, Counter[Guid]] = {WHOLE: Counter()} if self.by is None else {}
        if self.by != ROLE:  # Every school is in the base, and every value shows, source or none.
            groups = {guid: self._group(guid) for guid in self.evidence.cases}
            found.update((group, Counter()) for group in groups.values())
            if self.unit == "schools":
                held = {**held, **{(group, guid): 1 for guid, group in groups.items()}}
        for (group, holder), number in held.items():
            here = found.setdefault(group, Counter())
            if number:
                here[holder] = number
        return found


def sizes(places: Iterable[tuple[str, Guid, object]]) -> Sizes:
    """Return how many units each holder has in each group; None in place of a unit is no unit."""
    each = set(places)
    held = Counter((group, holder) for group, holder, unit in each if unit is not None)
    return {(group, holder): held[group, holder] for group, holder, _ in each}


def roles(evidence: Evidence) -> dict[Guid, str]:
    """Return the role of each speaker, as it is shown."""
    stated = {speaker.role for speaker in evidence.speakers.values()}
    shown = spellings(stated)
    as_stated = {role: shown[same_name(role)] for role in stated}
    return {guid: as_stated[speaker.role] for guid, speaker in evidence.speakers.items()}


def voices(evidence: Evidence) -> dict[Guid, Guid]:
    """Return, for each speaker, the one that stands for all of that label in the source."""
    first: dict[tuple[Guid, str, str, bool], Guid] = {}
    found = {}
    for guid, speaker in sorted(evidence.speakers.items()):
        name, role = same_name(speaker.name), same_name(speaker.role)
        label = (speaker.source, name, role, speaker.interviewer)
        found[guid] = first.setdefault(label, guid)
    return found
