"""Whether a case is one that the rules are about: by its inspections, else as recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.display import one_line, same_name
from coder.model import Case, Inspection, Typology
from coder.typology.history import Standing, standing
from coder.typology.rules import NOT_DETERMINED, Readings


@dataclass(frozen=True, slots=True)
class Framed:
    """What the frame of a typology makes of a case."""

    reason: str
    """Why it is not typed; empty where it is."""
    standing: Standing | None
    """By its inspections; None where none are given, or the rules do not look at them."""
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def framed(
    typology: Typology, case: Case, inspections: Sequence[Inspection], readings: Readings
) -> Framed:
    """Return whether a case is to be typed.

    Where inspections are given they say what the variable of the history is; else it is as
    recorded. A record that says otherwise is flagged.
    """
    values = {same_name(key): value for key, value in case.values.items()}
    history = typology.history
    if history is None or not inspections:
        return Framed(_as_recorded(typology.frame, values), None)
    found = standing(history, inspections, readings)
    others = {key: needed for key, needed in typology.frame.items() if key != history.variable}
    reason = _by_inspections(found, typology.frame[history.variable])
    recorded = values.get(same_name(history.variable), "").strip()
    flags: tuple[str, ...] = ()
    if found.what != NOT_DETERMINED and same_name(recorded) not in ("", same_name(found.what)):
        flags = (
            f"Its {history.variable} is recorded as {one_line(recorded, 40)}, but by its"
            f" inspections it is {found.what} ({found.words}).",
        )
    notes = tuple(_read_otherwise(typology, inspections, readings, found))
    return Framed(reason or _as_recorded(others, values), found, flags, notes)


def _as_recorded(frame: Mapping[str, str], values: Mapping[str, str]) -> str:
    for variable, needed in frame.items():
        value = values.get(same_name(variable), "")
        if not value.strip():
            return f"its {variable} is not recorded, and only {needed} cases are typed"
        if same_name(value) != same_name(needed):
            return f"its {variable} is {one_line(value, 40)}, and only {needed} cases are typed"
    return ""


def _by_inspections(found: Standing, needed: str) -> str:
    if same_name(found.what) == same_name(needed):
        return ""
    if found.what == NOT_DETERMINED:
        return f"its inspections do not say yet whether it is {needed}: {found.words}"
    said = f"by its inspections it is {found.what} ({found.words})"
    return f"{said}, and only {needed} cases are typed"


def _read_otherwise(
    typology: Typology, inspections: Sequence[Inspection], readings: Readings, found: Standing
) -> list[str]:
    """Return a note for each reading under which the inspections make something else of a case."""
    history, notes = typology.history, []
    for reading in typology.readings:
        if history is None or reading.id not in (history.before, history.good):
            continue
        for option in reading.options:
            other = standing(history, inspections, {**readings, reading.id: option})
            if other.what != found.what:
                phrase = one_line(reading.phrase)
                notes.append(f"Reading “{phrase}” by “{option}”, it would be {other.what}.")
    return notes
