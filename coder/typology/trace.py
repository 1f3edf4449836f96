"""The trace of one case: every attribute with its evidence, every type under every reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from coder.display import one_line
from coder.model import (
    ONE_OF_EACH,
    Assessment,
    Attribute,
    Case,
    CodeBook,
    Evidence,
    Guid,
    Inspection,
    Least,
    Type,
    Typology,
    User,
)
from coder.typology.basis import Basis, gather, relevant_readings
from coder.typology.frame import framed
from coder.typology.grounds import Grounds, Voices, standing_under, voices
from coder.typology.history import Standing
from coder.typology.least import lacking
from coder.typology.named import codes_moved
from coder.typology.rules import (
    CONTESTED,
    MET,
    NO_THRESHOLDS,
    NOT_DETERMINED,
    NOT_KNOWN,
    NOT_MET,
    Measured,
    Outcome,
    Readings,
    Status,
    outcome,
    readings_in_use,
    said,
    settled_by,
)

if TYPE_CHECKING:
    from coder.typology.changes import Change
    from coder.typology.flips import Flip
    from coder.typology.margin import Margin


@dataclass(frozen=True, slots=True)
class AttributeTrace:
    """One attribute of a case, under the readings in use."""

    attribute: Attribute
    status: Status
    computed: Status
    """What the evidence alone gives, whatever people assessed."""
    grounds: Grounds
    measures: tuple[Measured, ...]
    assessments: tuple[Assessment, ...]
    """Each user's latest, in the order they were made."""
    voices: Voices
    """Of the passages for it."""
    lacking: str = ""
    """In words, what the passages for it lack of the least evidence; empty where nothing."""

    @property
    def passages(self) -> int:
        """How many passages speak for it."""
        return len(self.grounds.for_)

    @property
    def single_speaker(self) -> bool:
        """Whether the passages for it may all come from one person."""
        return self.passages > 0 and self.voices.count <= 1

    @property
    def single_role(self) -> bool:
        """Whether the passages for it come from one role only."""
        return self.passages > 0 and len(self.voices.roles) <= 1


@dataclass(frozen=True, slots=True)
class TypeTrace:
    """The outcome of one type under one set of readings; attributes are named by id."""

    type: Type
    readings: tuple[tuple[str, str], ...]
    """Those that the type can depend on: id and option."""
    in_use: bool
    """Whether these are the readings in use."""
    outcome: Outcome
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    unknown: tuple[str, ...]
    """Not known or contested."""
    settled_by: tuple[tuple[int, int, Outcome], ...]
    """Of the unknown, how many met and how many not met would settle it, and as what."""

    @property
    def reading(self) -> str:
        """The readings in one word each; empty where there is nothing to read differently."""
        return ", ".join(f"{name}: {option}" for name, option in self.readings)


@dataclass(frozen=True, slots=True)
class Trace:
    """How a case is typed, and why."""

    case: Case
    typology: Typology
    readings: tuple[tuple[str, str], ...]
    """Those in use: id and option."""
    reason: str
    """Why the case is not typed at all; empty where it is."""
    attributes: tuple[AttributeTrace, ...]
    types: tuple[TypeTrace, ...]
    flags: tuple[str, ...]
    """What a reader should look at twice."""
    notes: tuple[str, ...]
    standing: Standing | None = None
    """What its inspections make of the case, where any are given and the rules look at them."""
    alter: Callable[[], tuple[Flip, ...]] = field(default=tuple, repr=False, compare=False)
    search: Callable[[], tuple[Margin, ...]] = field(default=tuple, repr=False, compare=False)
    """These look for flips and margins, once: they take longer than all the rest."""

    @property
    def flips(self) -> tuple[Flip, ...]:
        """Every single change that would alter an outcome; none where it is not typed."""
        return self.alter()

    @property
    def margins(self) -> tuple[Margin, ...]:
        """For each type the smallest sets of changes that alter it; none where it is not typed."""
        return self.search()

    @property
    def typed(self) -> bool:
        """Whether the case is one that the typology is about."""
        return not self.reason

    @property
    def in_use(self) -> tuple[TypeTrace, ...]:
        """Each type under the readings in use."""
        return tuple(each for each in self.types if each.in_use)

    @property
    def summary(self) -> str:
        """One sentence: the outcome of each type under the readings in use."""
        if self.reason:
            return f"Not typed: {self.reason}."
        each = [f"Type {each.type.id} {said(each.outcome)}" for each in self.in_use]
        return "; ".join(each) + "."

    def settling(self, type_: TypeTrace) -> str:
        """Return in words what would settle a type that is not yet determined; else nothing."""
        if not type_.settled_by:
            return ""
        names = {each.attribute.id: each.attribute.name for each in self.attributes}
        ways = []
        for met, not_met, then in sorted(type_.settled_by, key=lambda way: way[2] != MET):
            needed = ((met, "met"), (not_met, "not met"))
            each = [f"{n} {'is' if n == 1 else 'are'} {status}" for n, status in needed if n]
            ways.append(f"{then} if {' and '.join(each)}")
        unknown = ", ".join(names[each] for each in type_.unknown)
        return f"Of {unknown}: Type {type_.type.id} is {'; '.join(ways)}."


def trace(
    evidence: Evidence,
    typology: Typology,
    assessments: Iterable[Assessment],
    case: Case,
    readings: Readings,
    *,
    least: Least = ONE_OF_EACH,
    thresholds: Mapping[str, float] = NO_THRESHOLDS,
    inspections: Sequence[Inspection] = (),
) -> Trace:
    """Evaluate the rules for one case, under the readings in use and under all others.

    `assessments` are in the order they were made; those of other cases are passed over. `readings`
    holds the options that differ from the defaults, `least` what the project asks for where an
    attribute names nothing, `thresholds` those it set where the words give none, by variable;
    `inspections` are those given of the case. Raises NotFound for an option there is not.
    """
    in_use = readings_in_use(typology, readings)
    basis = gather(evidence, typology, assessments, case, least=least, thresholds=thresholds)
    statuses = basis.statuses(in_use)
    frame = framed(typology, case, inspections, in_use)
    reason = frame.reason
    attributes = tuple(_attribute(basis, each, in_use, statuses) for each in typology.attributes)
    types: tuple[TypeTrace, ...] = ()
    if not reason:
        types = tuple(each for type_ in typology.types for each in _type(basis, type_, in_use))
    alter, search = _altering(basis, evidence.users, in_use, statuses)
    return Trace(
        case=case,
        typology=typology,
        readings=tuple(in_use.items()),
        reason=reason,
        attributes=attributes,
        types=types,
        flags=(*frame.flags, *_flags(typology, attributes)),
        notes=(
            *frame.notes,
            *_codes(evidence.codebook, typology, attributes),
            *_differing(typology, types),
        ),
        standing=frame.standing,
        alter=tuple if reason else alter,
        search=tuple if reason else search,
    )


def _altering(
    basis: Basis,
    users: Mapping[Guid, User],
    readings: Mapping[str, str],
    statuses: Mapping[str, Status],
) -> tuple[Callable[[], tuple[Flip, ...]], Callable[[], tuple[Margin, ...]]]:
    """Return what looks for flips and for margins, once each; loaded where one is asked for."""

    @cache
    def single() -> list[Change]:
        from coder.typology.changes import changes

        return changes(basis, users, readings, statuses)

    @cache
    def alter() -> tuple[Flip, ...]:
        from coder.typology.flips import flips

        return flips(basis, single(), readings)

    @cache
    def search() -> tuple[Margin, ...]:
        from coder.typology.margin import margins

        return margins(basis, single(), readings)

    return alter, search


def _attribute(
    basis: Basis, attribute: Attribute, readings: Readings, statuses: Mapping[str, Status]
) -> AttributeTrace:
    grounds = basis.grounds[attribute.id]
    heard = voices(grounds.for_)
    return AttributeTrace(
        attribute=attribute,
        status=statuses[attribute.id],
        computed=basis.computed(attribute, readings),
        grounds=grounds,
        measures=basis.measures(attribute, readings),
        assessments=basis.assessments[attribute.id],
        voices=heard,
        lacking=lacking(grounds.for_, heard, attribute.least(basis.least)),
    )


def _type(basis: Basis, type_: Type, in_use: Mapping[str, str]) -> list[TypeTrace]:
    """Return a type's outcome under each reading that it can depend on, those in use first."""
    relevant = relevant_readings(basis.typology, type_)
    options = {reading.id: reading.options for reading in basis.typology.readings}
    chosen = [
        dict(zip(relevant, combination, strict=True))
        for combination in product(*(options[name] for name in relevant))
    ]
    chosen.sort(key=lambda each: sum(each[name] != in_use[name] for name in relevant))
    return [_under(basis, type_, each, {**in_use, **each} == in_use) for each in chosen]


def _under(basis: Basis, type_: Type, readings: Readings, in_use: bool) -> TypeTrace:
    every = {reading.id: reading.default for reading in basis.typology.readings} | dict(readings)
    statuses = basis.statuses(every)

    def those(*wanted: Status) -> tuple[str, ...]:
        return tuple(each for each in type_.attributes if statuses[each] in wanted)

    then = outcome(type_, statuses, every)
    settled = settled_by(type_, statuses, every) if then == NOT_DETERMINED else ()
    return TypeTrace(
        type=type_,
        readings=tuple(readings.items()),
        in_use=in_use,
        outcome=then,
        met=those(MET),
        not_met=those(NOT_MET),
        unknown=those(NOT_KNOWN, CONTESTED),
        settled_by=tuple(settled),
    )


def _flags(typology: Typology, attributes: Sequence[AttributeTrace]) -> list[str]:
    by_id = {each.attribute.id: each for each in attributes}
    flags = []
    for pair in typology.contradictory:
        one, other = (by_id[each] for each in pair)
        if {one.status, other.status} <= {MET, CONTESTED}:
            flags.append(
                f"{one.attribute.name} ({one.status}) and {other.attribute.name} ({other.status})"
                " cannot both hold for one period: look which years each is about."
            )
    return flags + [flag for each in attributes if (flag := _narrow(each))]


def _narrow(each: AttributeTrace) -> str:
    """Return the flag of an attribute that one speaker or one role speaks for, whatever is asked.

    It is empty where people assessed it, or where there is as much against it.
    """
    short = each.status == NOT_KNOWN and each.lacking and not each.grounds.against
    if each.assessments or not (each.status == MET or short):
        return ""
    what = f"What speaks for {each.attribute.name}" if short else each.attribute.name
    if each.single_speaker:
        rests = "may rest" if each.voices.at_least else "rests"
        return f"{what} {rests} on one speaker: {_who(each)}."
    if each.single_role:
        return f"{what} rests on one role: {', '.join(map(one_line, each.voices.roles))}."
    return ""


def _who(attribute: AttributeTrace) -> str:
    return ", ".join(dict.fromkeys(ground.who for ground in attribute.grounds.for_))


def _codes(
    codebook: CodeBook, typology: Typology, attributes: Sequence[AttributeTrace]
) -> Iterator[str]:
    """Yield a note wherever the rules count other codes than those they name."""
    yield from codes_moved(codebook, typology)
    for each in attributes:
        yield from standing_under(codebook, each.attribute, each.grounds)


def _differing(typology: Typology, types: Sequence[TypeTrace]) -> list[str]:
    """Return a note for each type whose outcome depends on how a phrase is read."""
    notes = []
    for type_ in typology.types:
        mine = [each for each in types if each.type.id == type_.id]
        if len({each.outcome for each in mine}) > 1:
            each = "; ".join(f"{said(one.outcome)} under {one.reading}" for one in mine)
            notes.append(f"Type {type_.id} depends on the reading: {each}.")
    return notes


def trace_rows(trace: Trace) -> list[dict[str, Any]]:
    """Return flat objects with the same keys: one a type and reading; one for a case not typed."""
    if not trace.typed:
        return [_row(trace, "", "", "", True, "not typed")]
    return [
        _row(trace, each.type.id, each.type.name, each.reading, each.in_use, each.outcome)
        | {"met": list(each.met), "not_met": list(each.not_met), "unknown": list(each.unknown)}
        | {"settled_by": trace.settling(each)}
        for each in trace.types
    ]


def _row(
    trace: Trace, type_: str, name: str, reading: str, in_use: bool, outcome: str
) -> dict[str, Any]:
    return {
        "case": trace.case.name,
        "type": type_,
        "name": name,
        "reading": reading,
        "in_use": in_use,
        "outcome": outcome,
        "met": [],
        "not_met": [],
        "unknown": [],
        "settled_by": "",
        "reason": trace.reason,
    }
