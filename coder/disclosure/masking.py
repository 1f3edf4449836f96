"""Words of a text that name a school or a person, replaced in brackets or pointed out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from coder.display import same_name
from coder.model import Evidence

NAME = "name"
"""What stands in brackets for the name of a person, as `[city name]` does in the report."""

_TITLES = {"the", "and", "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "prof", "of", "from"}
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without names."""

    text: str
    replaced: tuple[str, ...] = ()
    """What stood there, in order."""
    flagged: tuple[str, ...] = ()
    """Words that may be a name, and were left."""


class Mask:
    """Replaces what names a school, a source or a rare role; in quoted words, people too.

    `fixed` maps words to what stands for them. `listed` are names that the lead gave, replaced
    however they are written. `names` are those of speakers and users: they can be words like any
    other, so one is replaced where it has a capital and pointed out where it has none.
    """

    def __init__(
        self, fixed: Mapping[str, str], names: Iterable[str] = (), listed: Iterable[str] = ()
    ) -> None:
        self._fixed = {same_name(words): by for words, by in fixed.items() if words.strip()}
        self._listed = {same_name(name) for name in listed} - {""}
        self._names = {same_name(name) for name in names} - {""}
        self._plain = _pattern([*self._fixed, *self._listed])
        self._quoted = _pattern([*self._fixed, *self._listed, *self._names])

    def __call__(self, text: str, *, quoted: bool = False) -> Masked:
        """Return a text without names; in `quoted` words what was replaced stands in brackets."""
        pattern = self._quoted if quoted else self._plain
        replaced: list[str] = []
        flagged: list[str] = []

        def replace(found: re.Match[str]) -> str:
            said, (school, words) = found[0], _parts(found)
            by = self._by(words)
            if not by:
                flagged.append(said)
                return said
            replaced.append(said)
            whole = school + by
            return f"[{whole}]" if quoted or by == NAME else whole

        masked = pattern.sub(replace, text) if pattern is not None else text
        return Masked(masked, tuple(replaced), tuple(flagged))

    def _by(self, words: str) -> str:
        folded = same_name(words)
        if folded in self._fixed:
            return self._fixed[folded]
        return NAME if folded in self._listed or words[:1].isupper() else ""


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of these as whole words, the longest first, white space as it comes.

    A number alone is no name; with the word School before it, it is.
    """
    every = sorted(set(words), key=lambda each: (-len(each), each))
    named = "|".join(_spaced(each) for each in every if not each.isdecimal())
    numbers = "|".join(_spaced(each) for each in every if each.isdecimal())
    branches = [rf"(schools?\s+)?({named})"] if named else []
    branches += [rf"(schools?\s+)({numbers})"] if numbers else []
    if not branches:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(branches)})(?!\w)", re.IGNORECASE)


def _parts(found: re.Match[str]) -> tuple[str, str]:
    """Return the word School, where it stands there, and the name."""
    groups = found.groups(default="")
    return next((groups[at], groups[at + 1]) for at in range(0, len(groups), 2) if groups[at + 1])


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def role_words(roles: Mapping[str, str]) -> dict[str, str]:
    """Return the roles that are replaced in texts too: of one word they are words like others."""
    return {role: by for role, by in roles.items() if " " in role}


def source_words(names: Mapping[str, str]) -> dict[str, str]:
    """Return the words that name sources: file names, and stems that no sentence has by chance."""
    found = dict(names)
    for name, by in names.items():
        stem = PurePath(name).stem
        if any(char.isdigit() for char in stem) and any(char.isalpha() for char in stem):
            found.setdefault(stem, by)
    return found


def names_of_people(evidence: Evidence) -> tuple[str, ...]:
    """Return the names of users, and those of speakers whose label is no role."""
    roles = Counter(same_name(speaker.role) for speaker in evidence.speakers.values())
    in_roles = {word for role in roles for word in role.split()}
    found = {user.name for user in evidence.users.values()}
    for speaker in evidence.speakers.values():
        label = re.sub(r"[\d.,()\[\]#]+", " ", speaker.name)
        if same_name(label) in roles:
            continue
        words = [word for word in label.split() if same_name(word).strip(".") not in _TITLES]
        found.add(" ".join(label.split()))
        found |= {word for word in words if len(word) >= _SHORTEST}
    return tuple(sorted(name for name in found if same_name(name) not in in_roles))
