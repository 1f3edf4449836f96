"""Schools grouped by how they are typed, as people decided or else as the rules give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coder.frequencies.packing import unpacked
from coder.model import Case, Columns, Evidence, Guid, natural_key
from coder.operations import project, typing
from coder.operations.grouping import TYPE
from coder.operations.typing import NEITHER
from coder.store import Store
from coder.typology import MET, NOT_DETERMINED, Trace, codes_meant, said

NOT_TYPED = "not typed"
DIFFER = "decisions differ"


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


def on_rules(store: Store, user: str, known: Evidence, columns: Columns) -> Evidence:
    """Return the evidence that the rules rest on, from columns; see `unpacked`.

    Where a coding has no words, which no coder makes, columns do not say where it stands: then it
    is read as it is.
    """
    if any(here.wordless for here in columns.sources.values()):
        return project.evidence(store, user)
    return unpacked(known, columns, codes_meant(known.codebook, typing.rules(store)))


def outcomes(store: Store, user: str, evidence: Evidence) -> tuple[Mapping[Guid, str], list[Guid]]:
    """Return the type of each school in words, and which of them people decided.

    `Type A`, `Type A and Type B`, `neither type`, `not yet determined`, `not typed`, and where the
    rules settle only one of them `Type A (Type B not yet determined)`.
    """
    every = typing.traces(store, user, seen=evidence)
    decided = typing.decided(store, user, every)
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
