"""Numbers that a project sets where the words of the rules give none."""

from __future__ import annotations

from coder.display import same_name
from coder.errors import Refused
from coder.model import Typology
from coder.operations.project import write_setting
from coder.store import Change, Store, reads
from coder.typology import as_number

SETTING = "thresholds"

THRESHOLD = "threshold of "
"""How the setting of a variable's threshold begins."""

NONE = "none"


def open_bounds(typology: Typology) -> list[tuple[str, str]]:
    """Return each variable whose bound the words leave open, with `at least` or `at most`."""
    return [
        (condition.variable, condition.open.replace("_", " "))
        for attribute in typology.attributes
        for measure in attribute.measures
        for condition in measure.conditions
        if condition.open is not None
    ]


def thresholds(store: Store) -> dict[str, float]:
    """Return the numbers set, by variable as names are compared."""
    numbers = {name: as_number(text) for name, text in _kept(store).items()}
    return {name: number for name, number in numbers.items() if number is not None}


def _kept(store: Store) -> dict[str, str]:
    kept = reads.setting(store, SETTING, {})
    # Another copy may hold anything.
    known = kept.items() if isinstance(kept, dict) else ()
    return {name: text for name, text in known if isinstance(text, str)}


def choose_threshold(store: Store, change: Change, named: str, words: str) -> str:
    """Set a threshold, or take it away with `none`. Raises Refused for words that are no number."""
    variable, words = same_name(named.removeprefix(THRESHOLD)), words.strip()
    kept = {name: text for name, text in _kept(store).items() if name != variable}
    if same_name(words) != NONE:
        if as_number(words) is None:
            raise Refused(f"“{named}” is a number, such as 40 or 12.5, or {NONE}.")
        kept[variable] = words
    write_setting(change, SETTING, kept)
    return words
