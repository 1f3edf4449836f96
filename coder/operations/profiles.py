"""The two profiles in which anything leaves the project."""

from __future__ import annotations

from dataclasses import dataclass

INTERNAL, PUBLISH = PROFILES = ("internal", "publish")

INTERNAL_NOTE = (
    "Profile",
    "Internal: schools and words are as they are. Keep it inside the team.",
)


@dataclass(frozen=True, slots=True)
class Release:
    """In which profile something leaves, and on whose word with the real ids of schools."""

    profile: str = INTERNAL
    real_ids: bool = False
    because: str = ""

    @property
    def published(self) -> bool:
        """Whether it is meant for others than the team."""
        return self.profile == PUBLISH


INSIDE, PUBLISHED = Release(), Release(PUBLISH)
"""On the screen and on stdout; in a file."""
