"""How all cases are typed, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coder.display import counted
from coder.errors import NotFound
from coder.model import Case, Cell, Column, Table, Typology
from coder.operations import project, queue, typing
from coder.operations.memory import uncollected
from coder.operations.stating import stated
from coder.operations.typing import Decided
from coder.store import Store, at_one_moment
from coder.typology import Trace, said, trace_rows

NOTHING = "not decided"


@at_one_moment
@uncollected()
def typed(
    store: Store,
    user: str,
    cases: Sequence[Case] | None = None,
    under: Typology | None = None,
) -> tuple[Table, list[dict[str, Any]]]:
    """Return how all cases are typed, or those given, as a table and as flat objects.

    The rules are those in force, or others that it is to be seen `under`. Raises ProjectError
    without a typology, and NotFound without a case.
    """
    every = typing.traces(store, user, cases, under=under)
    decided = typing.decided(store, user, every)
    table = outcomes(every, decided, project.provenance(store))
    told = [trace for trace in every if trace.typed or cases is not None]
    return table, [
        row | _records(trace, decided.get(trace.case.guid))
        for trace in told
        for row in trace_rows(trace)
    ]


def _records(trace: Trace, decision: Decided | None) -> dict[str, Any]:
    return {
        "decision": decision.words if decision else NOTHING,
        "state": queue.state(trace, decision),
        "decisions": decision.records if decision else [],
    }


def outcomes(
    traces: Sequence[Trace],
    decided: dict[str, Decided],
    provenance: Sequence[tuple[str, str]] = (),
) -> Table:
    """Return a row for each case that the typology is about: attributes, types, decision.

    Raises NotFound where there is not one case.
    """
    about = [each for each in traces if each.typed]
    if not traces:
        raise NotFound("The project has no cases to type; add some with `coder cases`.")
    rules = traces[0].typology
    table = Table(
        title=rules.name,
        columns=_columns(rules),
        rows=tuple(_row(each, decided.get(each.case.guid)) for each in about),
        notes=(
            ("Types", "; ".join(f"Type {each.id}: {each.name}" for each in rules.types) + "."),
            ("Readings", "; ".join(f"{name}: {option}" for name, option in traces[0].readings)),
            *_settling(about),
            *_left_out(traces),
            ("Typology", f"{rules.name}, version {rules.version}, {rules.digest}"),
            *provenance,
        ),
    )
    return stated(
        table,
        unit="Cases. Each attribute and each type is judged of the case as a whole.",
        base=f"{counted(len(about), 'case')} typed, of {len(traces)}.",
        users="Any: what any user coded is evidence; the latest assessment of each user counts.",
    )


def _columns(rules: Typology) -> tuple[Column, ...]:
    types = [Column(f"type_{each.id.lower()}", f"Type {each.id}") for each in rules.types]
    attributes = [Column(each.id, each.name) for each in rules.attributes]
    return (Column("case", "case"), *types, *attributes, Column("decision", "decision"))


def _row(trace: Trace, decision: Decided | None) -> tuple[Cell, ...]:
    by_type = {each.type.id: said(each.outcome) for each in trace.in_use}
    return (
        trace.case.name,
        *(by_type[each.id] for each in trace.typology.types),
        *(each.status for each in trace.attributes),
        decision.words if decision else NOTHING,
    )


def _settling(traces: Sequence[Trace]) -> list[tuple[str, str]]:
    """Return, for each outcome that is open, what would settle it; cases alike stand together."""
    alike: dict[str, list[str]] = {}
    for trace in traces:
        words = " ".join(filter(None, (trace.settling(each) for each in trace.in_use)))
        if words:
            alike.setdefault(words, []).append(trace.case.name)
    return [(f"To determine {', '.join(names)}", words) for words, names in alike.items()]


def _left_out(traces: Sequence[Trace]) -> list[tuple[str, str]]:
    out = [each for each in traces if not each.typed]
    if not out:
        return []
    frame = " and ".join(f"{key} {value}" for key, value in out[0].typology.frame.items())
    return [("Not typed", f"{counted(len(out), 'case')}: only those with {frame} are typed.")]
