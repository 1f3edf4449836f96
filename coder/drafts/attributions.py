"""Who a draft says was speaking: `(Senior leader, School 7a)`, and the forms near it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coder.display import same_name

LONGEST = 120
_SCHOOL = re.compile(r"school\s+(?P<name>.+)", re.IGNORECASE)
_ID = re.compile(r"\d{1,4}\s?[a-z]", re.IGNORECASE)
_OF = re.compile(r"(?P<role>.+?)\s+(?:of|at|from|in)\s+(?P<school>(?:the\s+)?\S.*)", re.IGNORECASE)
_ROLE = re.compile(r"[^\W\d_][\w '’/&-]{1,59}")
_ALONE = re.compile(r"\s*(?:\((?P<round>[^()]+)\)|[—–-]{1,3}\s*(?P<dash>[^()]+?))\s*\.?\s*")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A role and a school as a draft names them; what it does not name is empty."""

    text: str
    role: str
    school: str
    """As the project calls it."""
    unknown: str = ""
    """What stands where the school should, and is none of the project's."""


class Known:
    """The schools and roles of a project, as a draft may write them."""

    def __init__(self, schools: Iterable[str], roles: Iterable[str]) -> None:
        self.schools: Mapping[str, str] = {same_name(name): name for name in schools}
        self.roles = frozenset(same_name(role) for role in roles if role)

    def school(self, words: str) -> str:
        """Return the school that words name, with or without the word School; else nothing."""
        words = words.strip()
        named = _SCHOOL.fullmatch(words)
        for each in (words, named["name"] if named else ""):
            if found := self.schools.get(same_name(each)):
                return found
        return ""

    def read(self, text: str) -> Attribution | None:
        """Return what the words of an attribution say; None for words that are none.

        Read are `Role, School 8a`, `Role, 8a`, `School 8a, Role`, `Role at School 8a`, a school
        alone, and a role alone where somebody in the project has it.
        """
        text = " ".join(text.split())
        if not 2 <= len(text) <= LONGEST:
            return None
        parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        school, unknown, rest = self._placed(parts)
        role = ", ".join(rest)
        if role and not all(_ROLE.fullmatch(part) for part in rest):
            return None
        if not school and not unknown and same_name(role) not in self.roles:
            return None
        return Attribution(text, role, school, unknown)

    def _placed(self, parts: list[str]) -> tuple[str, str, list[str]]:
        """Return the school, or what stands where it should, and the other parts."""
        for at, part in enumerate(parts):
            if school := self.school(part):
                return school, "", parts[:at] + parts[at + 1 :]
            joined = _OF.fullmatch(part)
            if joined and (school := self.school(joined["school"])):
                return school, "", [*parts[:at], joined["role"], *parts[at + 1 :]]
        for at, part in enumerate(parts):
            if _SCHOOL.fullmatch(part) or _ID.fullmatch(part):
                return "", part, parts[:at] + parts[at + 1 :]
        return "", "", parts

    def alone(self, paragraph: str) -> Attribution | None:
        """Return the attribution that a paragraph is and nothing else: one on a line of its own."""
        found = _ALONE.fullmatch(paragraph)
        return self.read(found["round"] or found["dash"]) if found else None
