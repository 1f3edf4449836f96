"""The least evidence: whether enough passages, speakers and roles speak for an attribute."""

from __future__ import annotations

from collections.abc import Sequence

from coder.display import counted
from coder.model import ONE_OF_EACH, Least
from coder.typology.grounds import Ground, Voices, voices


def enough(grounds: Sequence[Ground], least: Least) -> bool:
    """Return whether these passages for an attribute count as evidence for it."""
    if least == ONE_OF_EACH:  # voices take longer to count than all the rest
        return bool(grounds)
    return bool(grounds) and not lacking(grounds, voices(grounds), least)


def lacking(grounds: Sequence[Ground], heard: Voices, least: Least) -> str:
    """Return in words what passages for an attribute lack; empty where nothing, or none speaks."""
    # Words without a label are somebody's: they are at least one speaker, in one role.
    speakers, roles = max(1, heard.count), max(1, len(heard.roles))
    at_least = "at least " if heard.at_least else ""
    speaks = "speaks" if len(grounds) == 1 else "speak"
    found = (
        (len(grounds), least.passages, f"{counted(len(grounds), 'passage')} {speaks} for it"),
        (speakers, least.speakers, f"it rests on {at_least}{counted(speakers, 'speaker')}"),
        (roles, least.roles, f"it rests on {counted(roles, 'role')}"),
    )
    short = [
        f"{words}; at least {asked} are asked for" for has, asked, words in found if has < asked
    ]
    return "; ".join(short) if grounds else ""
