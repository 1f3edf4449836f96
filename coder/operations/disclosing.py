"""The disclosure report: what could identify a school, and what is done about it."""

from __future__ import annotations

from dataclasses import replace

from coder import disclosure, frequencies
from coder.display import counted
from coder.model import Case, Evidence
from coder.operations import project, publishing
from coder.operations.profiles import PUBLISH, Release
from coder.operations.publishing import LISTS, Published, View
from coder.operations.stating import stated
from coder.store import Store, at_one_moment, reads

WHY = (
    "What places it",
    "Words of its quotations that name places, sums, numbers, trusts and the like, found by their"
    " look: read the quotations too. Somebody who knows a school can know it by them.",
)


@at_one_moment
def report(store: Store, user: str, release: Release) -> Published:
    """Return a row for each school: what all its quotations say of it together.

    Inside the team it also says which schools fewer than k are like, and on which variables;
    published, that would give them away.
    """
    everything = project.evidence(store, user)
    seen = publishing.view(store, everything, replace(release, profile=PUBLISH), LISTS)
    inside = not release.published
    texts = reads.texts(store)
    counts = frequencies.select(everything, frequencies.ANY).counted
    places = [(item.coding.source, item.coding.passage) for item in counts]
    said = disclosure.mosaic(everything, texts, places, seen.hidden)
    table = disclosure.mosaic_table(everything, said, seen.hidden, seen.policy.k, inside=inside)
    table = replace(table, notes=(*_notes(everything, seen, inside), *project.provenance(store)))
    table = stated(
        table,
        unit="Schools, each a row; quotations are passages that somebody coded, each once.",
        base=f"Every school in the project: {counted(len(everything.cases), 'school')}.",
        users="Any.",
    )
    return Published(table) if inside else publishing.finished(seen, table, None, None)


def _notes(evidence: Evidence, seen: View, inside: bool) -> list[tuple[str, str]]:
    cases, k = list(evidence.cases.values()), seen.policy.k
    told = [
        ("For", "Whoever decides what is published. It is no table of a report."),
        WHY,
        (
            "Smallest group",
            f"{counted(k, 'school')}: a school is alone on variables where fewer share its values.",
        ),
        ("Beside a school", ", ".join(seen.hidden.beside) or "No variable may stand there."),
    ]
    if not inside:
        return told
    whole = seen.hidden.identifying
    singly = [name for name in whole if len(disclosure.alone(cases, (name,), k)) == len(cases)]
    crossed = tuple(name for name in whole if name not in singly)
    return [
        *told,
        ("Never beside a school", ", ".join(seen.hidden.not_beside) or "None."),
        *((("Alone by itself", f"Every school is, on {', '.join(singly)}."),) if singly else ()),
        ("Alone", _alone(cases, crossed, k)),
        ("Roles", _roles(seen)),
    ]


def _alone(cases: list[Case], crossed: tuple[str, ...], k: int) -> str:
    unique, fewer = (len(disclosure.alone(cases, crossed, least)) for least in (2, k))
    return (
        f"On {', '.join(crossed) or 'nothing'} together: {unique} of"
        f" {counted(len(cases), 'school')} unique, {fewer} in groups of fewer than {k}."
    )


def _roles(seen: View) -> str:
    pairs = sorted(seen.hidden.roles.items())
    return "; ".join(f"{role} is published as {by}" for role, by in pairs) or "None is rare."
