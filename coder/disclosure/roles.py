"""Roles that too few hold, and the general ones that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coder.display import same_name
from coder.model import Evidence, Guid

STAFF = "A voice of the school or trust"
"""What a role becomes where even its general one would be held in too few schools."""


def holders(evidence: Evidence) -> dict[str, set[Guid]]:
    """Return, by folded role, the schools in which a voice has it; a source of none is its own."""
    found: dict[str, set[Guid]] = {}
    for speaker in evidence.speakers.values():
        source = evidence.sources.get(speaker.source)
        if source is not None and not speaker.interviewer and (role := same_name(speaker.role)):
            found.setdefault(role, set()).add(source.case or source.guid)
    return found


def generalised(evidence: Evidence, general: Mapping[str, str], k: int) -> dict[str, str]:
    """Return, by folded role, what stands for each that voices of fewer than k schools hold.

    `general` names the general role of each. A general role counts those who hold it anyway and
    those it stands for; where they are still fewer than k schools, or where `general` does not
    know the role, it is STAFF.
    """
    held = holders(evidence)
    wider = {same_name(role): name for role, name in general.items()}
    rare = {role for role, schools in held.items() if len(schools) < k}
    found = {role: wider.get(role, STAFF) for role in rare}
    for name in set(found.values()) - {STAFF}:
        roles = {role for role in rare if found[role] == name} | {same_name(name)}
        if len(_schools(held, roles)) < k:
            found |= dict.fromkeys(roles & held.keys(), STAFF)
    return found


def _schools(held: Mapping[str, set[Guid]], roles: Iterable[str]) -> set[Guid]:
    return set[Guid]().union(*(held.get(role, set()) for role in roles))
