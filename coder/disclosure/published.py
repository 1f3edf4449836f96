"""What may be counted for publication: the same evidence, with nobody's names in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coder.disclosure.anonymity import beside, rare, variables_of
from coder.disclosure.names import pseudonyms
from coder.disclosure.roles import generalised
from coder.disclosure.suppression import WITHHELD
from coder.display import same_name
from coder.model import Case, Evidence, Guid, Source, Speaker, User


@dataclass(frozen=True, slots=True)
class Policy:
    """By what rules a project is published."""

    secret: str
    """From which pseudonyms are made; it never leaves the project."""
    k: int
    """The smallest number of schools that may share what is printed of them."""
    identifying: tuple[str, ...]
    """Variables by which somebody outside could know a school again, those first that are to stand
    beside one where they can."""
    general: Mapping[str, str]
    """For a role, the general one that stands for it where too few hold it."""
    names: tuple[str, ...] = ()
    """That the lead wants replaced wherever they stand."""
    real_ids: bool = False
    """Whether schools keep their ids: it was asked for, with a reason."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a policy comes to for a project as it is now."""

    schools: Mapping[Guid, str]
    sources: Mapping[Guid, str]
    users: Mapping[Guid, str]
    roles: Mapping[str, str]
    """By folded role, what stands for it."""
    identifying: tuple[str, ...]
    beside: tuple[str, ...]
    """Those of the identifying variables that may stand beside a school."""
    rare: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By variable and folded value, what stands for one that too few schools have."""

    @property
    def not_beside(self) -> tuple[str, ...]:
        """The variables that never stand beside a school."""
        return tuple(name for name in self.identifying if name not in self.beside)


def hide(evidence: Evidence, policy: Policy) -> Hidden:
    """Return what stands for the schools, sources, users, roles and rare values of a project."""
    cases = list(evidence.cases.values())
    known = {same_name(name): name for name in variables_of(cases)}
    asked = dict.fromkeys(same_name(name) for name in policy.identifying)
    identifying = tuple(known[name] for name in asked if name in known)
    schools = pseudonyms(policy.secret, "school", evidence.cases)
    if policy.real_ids:
        schools = {guid: case.name for guid, case in evidence.cases.items()}
    return Hidden(
        schools=schools,
        sources=_called("source", pseudonyms(policy.secret, "source", evidence.sources)),
        users=_called("user", pseudonyms(policy.secret, "user", evidence.users)),
        roles=generalised(evidence, policy.general, policy.k),
        identifying=identifying,
        beside=beside(cases, identifying, policy.k),
        rare={name: _rare(cases, name, policy) for name in identifying},
    )


def _called(kind: str, names: Mapping[Guid, str]) -> dict[Guid, str]:
    return {guid: f"{kind} {name}" for guid, name in names.items()}


def _rare(cases: Collection[Case], variable: str, policy: Policy) -> dict[str, str]:
    """Return what stands for each rare value: in no order that says which it is."""
    values = rare(cases, variable, policy.k)
    hidden = pseudonyms(policy.secret, f"value of {variable}", values)
    order = sorted(values, key=lambda value: hidden[value])
    return {value: f"{WITHHELD} {number}" for number, value in enumerate(order, 1)}


def published(evidence: Evidence, hidden: Hidden, *, names_schools: bool) -> Evidence:
    """Return evidence under pseudonyms, with roles and values generalised.

    Where a table `names_schools`, even by pseudonym, only the variables that may stand beside one
    are left. Where it does not, schools keep all variables, and values that too few schools have
    are numbered, for their figures to be withheld. Guids stay: they are for finding, not printing.
    """
    voices = _voices(evidence, hidden)
    return replace(
        evidence,
        users={guid: User(guid, hidden.users[guid]) for guid in evidence.users},
        cases={guid: _case(case, hidden, names_schools) for guid, case in evidence.cases.items()},
        sources={guid: _source(each, hidden) for guid, each in evidence.sources.items()},
        speakers={guid: voices[guid] for guid in evidence.speakers},
    )


def _source(source: Source, hidden: Hidden) -> Source:
    return replace(source, name=hidden.sources[source.guid], date="", sha256="")


def _case(case: Case, hidden: Hidden, named: bool) -> Case:
    values = {
        name: value if named else hidden.rare.get(name, {}).get(same_name(value), value)
        for name, value in case.values.items()
        if not named or name not in hidden.not_beside
    }
    if not named:  # that a school has no value can be as rare as any
        for name, rare_values in hidden.rare.items():
            if "" in rare_values and not same_name(case.values.get(name, "")):
                values[name] = rare_values[""]
    return Case(case.guid, hidden.schools[case.guid], values)


def _voices(evidence: Evidence, hidden: Hidden) -> dict[Guid, Speaker]:
    """Return the speakers under their roles; voices of one role are numbered within a source."""
    labels: dict[tuple[Guid, str, bool], dict[str, list[Speaker]]] = {}
    for speaker in evidence.speakers.values():
        role = role_of(speaker, hidden)
        group = labels.setdefault((speaker.source, role, speaker.interviewer), {})
        # Two labels that are the same voice stay one, and two that are not stay two.
        group.setdefault(f"{same_name(speaker.name)}\x1f{same_name(speaker.role)}", []).append(
            speaker
        )
    return {
        speaker.guid: replace(speaker, name=_name(role, number, len(group)), role=role)
        for (_, role, _), group in labels.items()
        for number, same in enumerate(group.values(), 1)
        for speaker in same
    }


def _name(role: str, number: int, of: int) -> str:
    shown = role or "Speaker"
    return shown if of == 1 else f"{shown}, voice {number}"


def role_of(speaker: Speaker, hidden: Hidden) -> str:
    """Return the role a speaker is published under."""
    return hidden.roles.get(same_name(speaker.role), speaker.role.strip())


def small_groups(bases: Mapping[str, int | None], k: int) -> Sequence[str]:
    """Return the groups of fewer than k schools, by how many schools each has."""
    return [group for group, base in bases.items() if group and base is not None and base < k]
