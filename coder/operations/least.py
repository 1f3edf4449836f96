"""The least evidence that a project asks for, where an attribute of the typology names nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from coder.errors import Refused
from coder.model import ONE_OF_EACH, Least
from coder.operations.project import write_setting
from coder.store import Change, Store, reads

SETTING = "least"

LEAST: Mapping[str, tuple[str, str]] = {
    f"least {of}": (of, f"how many {of} at least must speak for an attribute before it counts")
    for of in asdict(ONE_OF_EACH)
}
"""What each setting is called, of which number, and what it means."""

_MOST = 1000


def least(store: Store) -> Least:
    """Return the numbers in force; one of each unless the lead asked for more."""
    kept = reads.setting(store, SETTING, {})
    known = asdict(ONE_OF_EACH)
    # Another copy may hold anything.
    found = {of: kept[of] for of in known if isinstance(kept, dict) and type(kept.get(of)) is int}
    return Least(**{**known, **{of: number for of, number in found.items() if number >= 1}})


def choose_least(store: Store, change: Change, named: str, words: str) -> int:
    """Set one of the three. Raises Refused for words that are no number of them."""
    of, _ = LEAST[named]
    if not words.isdecimal() or not 1 <= int(words[:9]) <= _MOST:
        raise Refused(f"“{named}” is a number of {of}, 1 to {_MOST}.")
    asked = replace(least(store), **{of: int(words)})
    write_setting(change, SETTING, asdict(asked))
    return int(words)
