"""Groups that people name: `status=stuck`, `role=Teacher`, `type=Type A`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coder.display import one_line, same_name
from coder.errors import NotFound
from coder.frequencies import NOT_STATED, ROLE, variables
from coder.model import Case, Evidence, Guid, natural_key
from coder.operations import typing
from coder.operations.typing import NEITHER
from coder.store import Store, reads
from coder.typology import MET, NOT_DETERMINED, Trace, said

TYPE = "type"
"""The grouping by how schools are typed; it hides a variable of that name."""

NOT_TYPED = "not typed"
DIFFER = "decisions differ"


def has_types(store: Store) -> bool:
    """Whether the project has rules to type its schools by."""
    return reads.setting(store, "typology") is not None


def with_types(
    store: Store, user: str, evidence: Evidence
) -> tuple[Evidence, tuple[tuple[str, str], ...]]:
    """Return the evidence with each school's type as a variable, and a note that says how.

    Raises ProjectError where the project has no typology.
    """
    types, decided = outcomes(store, user, evidence)
    cases = {
        guid: Case(guid, case.name, {**case.values, TYPE: types[guid]})
        for guid, case in evidence.cases.items()
    }
    named = sorted((evidence.cases[guid].name for guid in decided), key=natural_key)
    people = f"As decided of {', '.join(named)}; else as" if named else "As"
    told = (
        "Types",
        f"{people} the rules give it from what is coded and assessed. {NOT_TYPED}: the "
        f"rules are not about such a school; {said(NOT_DETERMINED)}: the evidence does not settle "
        "it, which is never “not met”.",
    )
    return replace(evidence, cases=cases), (told,)


def outcomes(store: Store, user: str, evidence: Evidence) -> tuple[Mapping[Guid, str], list[Guid]]:
    """Return the type of each school in words, and which of them people decided.

    `Type A`, `Type A and Type B`, `neither type`, `not yet determined`, `not typed`, and where the
    rules settle only one of them `Type A (Type B not yet determined)`.
    """
    every = typing.traces(store, user, seen=evidence)
    decided = typing.decided(store, every)
    found, by_people = {}, []
    for trace in every:
        guid = trace.case.guid
        if guid in decided and trace.typed:
            stands = {outcome for one in decided[guid].every for outcome in one.outcomes}
            found[guid] = stands.pop() if len(stands) == 1 else DIFFER
            by_people.append(guid)
        else:
            found[guid] = _computed(trace)
    return found, by_people


def _computed(trace: Trace) -> str:
    if not trace.typed:
        return NOT_TYPED
    met = [f"Type {each.type.id}" for each in trace.in_use if each.outcome == MET]
    open_ = [f"Type {each.type.id}" for each in trace.in_use if each.outcome == NOT_DETERMINED]
    if not met:
        return said(NOT_DETERMINED) if open_ else NEITHER
    known = " and ".join(met)
    return f"{known} ({' and '.join(open_)} {said(NOT_DETERMINED)})" if open_ else known


def check(evidence: Evidence, variable: str, value: str) -> None:
    """Raise NotFound, naming what there is, for a variable or value that nothing has."""
    known = [*variables(evidence), ROLE]
    if variable not in known:
        names = ", ".join(one_line(name) for name in known)
        raise NotFound(f"There is no variable “{one_line(variable)}”; there are {names}.")
    if variable == ROLE:
        stated = [speaker.role for speaker in evidence.speakers.values()]
    else:
        stated = [case.values.get(variable, "") for case in evidence.cases.values()]
    values = {each.strip() or NOT_STATED for each in stated} | {NOT_STATED}
    if same_name(value) not in map(same_name, values):
        said_ = ", ".join(f"“{one_line(each)}”" for each in sorted(values, key=natural_key))
        raise NotFound(f"No {one_line(variable)} is “{one_line(value)}”; there are {said_}.")
