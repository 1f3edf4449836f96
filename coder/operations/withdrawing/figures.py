"""The figures that a withdrawal changes, restated: themes, statuses and outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coder import frequencies
from coder.display import one_line
from coder.operations import differences, project
from coder.operations.differences import OUTCOME, STATUS
from coder.store import Store, at_one_moment

Figures = Mapping[tuple[str, ...], tuple[str, str]]
"""By what it is of, a figure's name and the figure, in words."""


@at_one_moment
def figures(store: Store, user: str) -> Figures:
    """Return in how many schools each theme is, and every status and outcome."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    evidence = project.evidence(store, user)
    if evidence.codebook and evidence.cases:
        for row in frequencies.themes(evidence, by=None).rows:
            name = one_line(evidence.codebook.path(row.code))
            found["theme", row.code] = (f"“{name}”, in schools", _states(row.whole))
    kinds = differences.state(store, user).kinds
    for kind in (STATUS, OUTCOME):
        for key, fact in kinds[kind].items():
            found[kind, *key] = (fact.thing, fact.words)
    return found


def _states(count: frequencies.Count) -> str:
    parts = [
        f"{count.with_} with",
        f"{count.without} without",
        f"{count.not_yet_read} not yet read",
        f"{count.no_source} no source",
    ]
    return ", ".join(parts)


def restated(before: Figures, after: Figures) -> Iterator[str]:
    """Yield each figure that is another now, as it was and as it is."""
    nothing = ("", "nothing")
    for key in {**before, **after}:
        was, is_ = before.get(key, nothing), after.get(key, nothing)
        if was != is_:
            yield f"{is_[0] or was[0]}: {was[1]}; now {is_[1]}."
