"""What every table says of itself, on the screen and in a file: each line there, in one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coder.display import counted, one_line
from coder.frequencies import CAVEAT
from coder.model import Evidence, Guid, Table
from coder.operations.profiles import INTERNAL_NOTE

NO_FILTERS = "None."

_FIRST = ("Table", "Unit", "Base", "Filters", "Users")
_LAST = ("Profile", "Caveat", "Typology", "Codebook", "Journal head", "As at", "Made by", "Made on")


def stated(table: Table, **told: str) -> Table:
    """Return a table whose notes have all that a reader needs to defend its figures.

    `told` gives the words of unit, base, filters and users; where the table says them itself, or
    a profile or a caveat, its own words stay.
    """
    given = {label.capitalize(): words for label, words in told.items()}
    notes = [*given.items(), ("Filters", NO_FILTERS), INTERNAL_NOTE, CAVEAT]
    own = {label for label, _ in table.notes}
    missing: dict[str, str] = {}
    for label, words in notes:
        if label not in own and words:
            missing.setdefault(label, words)
    ranks = {label: at for at, label in enumerate(_FIRST)}
    ranks |= {label: at for at, label in enumerate(_LAST, len(_FIRST) + 1)}
    every = [*table.notes, *missing.items()]
    # Sorting is stable: what has no place of its own stays between, in its own order.
    every.sort(key=lambda note: ranks.get(note[0], len(_FIRST)))
    return replace(table, notes=tuple(every))


def base(evidence: Evidence, kind: str, rows: int, unit: str = "") -> str:
    """Return of how many a table without a base of its own is, in words."""
    if kind == "quotes":
        return f"Passages have no base; here {counted(rows, 'row')}."
    if unit == "passages":
        return "None: passages have no base."
    schools = counted(len(evidence.cases), "school")
    if kind == "coverage":
        sources = counted(len(evidence.sources), "source")
        return f"Every source in the project, {sources}, and every school, {schools}."
    return f"Every school in the project: {schools}."


def apart(evidence: Evidence, kind: str, unit: str) -> tuple[tuple[str, str], ...]:
    """Return the note on sources of no school, of a table whose figures they are not in."""
    by_school = kind in ("matrix", "pairs", "framework")
    by_school |= kind in ("roles", "cooccurrence") and unit == "schools"
    number = sum(source.case not in evidence.cases for source in evidence.sources.values())
    if not (by_school and number):
        return ()
    return (("Of no school", f"{counted(number, 'source')}, in no figure of this table."),)


def filters(evidence: Evidence, limits: Mapping[str, str], codes: Sequence[Guid] = ()) -> str:
    """Return in words what a table was limited to: by `code` and `case`, guids, and `group`.

    `alone` says that the codes under `code` are not meant; `codes` are several themes.
    """
    parts = []
    if code := limits.get("code"):
        under = "" if limits.get("alone") else ", and the codes under it"
        parts.append(f"theme {evidence.codebook.path(code)}{under}")
    if codes:
        paths = (code.guid for code in evidence.codebook if code.guid in codes)
        parts.append(f"themes {', '.join(map(evidence.codebook.path, paths))}")
    if case := limits.get("case"):
        parts.append(f"school {evidence.cases[case].name}")
    if group := limits.get("group"):
        parts.append(f"where {group}")
    return f"Only {one_line('; '.join(parts))}." if parts else ""
