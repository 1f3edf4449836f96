"""The codebook as a tree of codes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

from coder.model.words import PATH, Code, Guid

REMOVED = "a removed code"
"""What a code is called that one copy took back while another used it."""


class CodeBook:
    """The tree of codes, in reading order."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self.by_guid = {code.guid: code for code in codes}

    def __iter__(self) -> Iterator[Code]:
        """Yield every code that is in use, each after its parent."""
        return iter(self._ordered)

    def __len__(self) -> int:
        return len(self._ordered)

    @cached_property
    def _children(self) -> dict[Guid | None, list[Code]]:
        children: dict[Guid | None, list[Code]] = {}
        for code in self.by_guid.values():
            if self.resolve(code.guid) == code.guid:
                children.setdefault(self._parents[code.guid], []).append(code)
        for siblings in children.values():
            siblings.sort(key=lambda code: (code.position, code.name.casefold(), code.guid))
        return children

    @cached_property
    def _parents(self) -> dict[Guid, Guid | None]:
        return {guid: self._parent(code) for guid, code in self.by_guid.items()}

    def _parent(self, code: Code) -> Guid | None:
        """Return the parent that shows; a code on a cycle stands at the top."""
        if code.parent is None or code.parent not in self.by_guid:
            return None
        parent = self.resolve(code.parent)
        seen = {code.guid}
        walk: Guid | None = parent
        while walk is not None and walk in self.by_guid:
            if walk in seen:
                return None
            seen.add(walk)
            above = self.by_guid[walk].parent
            walk = self.resolve(above) if above is not None and above in self.by_guid else None
        return parent

    @cached_property
    def _ordered(self) -> list[Code]:
        ordered: list[Code] = []
        waiting = list(reversed(self.children(None)))
        while waiting:
            code = waiting.pop()
            ordered.append(code)
            waiting.extend(reversed(self.children(code.guid)))
        return ordered

    def children(self, guid: Guid | None) -> list[Code]:
        """Return the codes directly under one, or the top ones."""
        return self._children.get(guid, [])

    def resolve(self, guid: Guid) -> Guid:
        """Follow `merged_into` to the code that now stands for this one."""
        seen: list[Guid] = []
        while (into := self._merged_into(guid)) is not None:
            if guid in seen:  # two copies merged each into the other: one of them stands for both
                return min(seen[seen.index(guid) :])
            seen.append(guid)
            guid = into
        return guid

    def _merged_into(self, guid: Guid) -> Guid | None:
        code = self.by_guid.get(guid)
        return code.merged_into if code and code.merged_into in self.by_guid else None

    def family(self, guid: Guid) -> set[Guid]:
        """Return a code and all below it."""
        found: set[Guid] = set()
        waiting = [guid]
        while waiting:
            code = waiting.pop()
            found.add(code)
            waiting.extend(child.guid for child in self.children(code))
        return found

    def parent(self, guid: Guid) -> Guid | None:
        """Return the code it stands under."""
        return self._parents[guid]

    @cached_property
    def digest(self) -> str:
        """Digest of all codes in use: printed beneath figures, kept with decisions."""
        words = "\x1e".join(
            "\x1f".join((code.guid, code.name, code.parent or "", code.digest, str(code.retired)))
            for code in self
        )
        return "sha256:" + hashlib.sha256(words.encode()).hexdigest()

    def depth(self, guid: Guid) -> int:
        """Return how many codes stand above this one."""
        depth = 0
        while (above := self.parent(guid)) is not None:
            guid, depth = above, depth + 1
        return depth

    def name(self, guid: Guid) -> str:
        """Return the name of a code; REMOVED for one that is gone."""
        return self.by_guid[guid].name if guid in self.by_guid else REMOVED

    def path(self, guid: Guid) -> str:
        """Return the names from the top down to this code; REMOVED for one that is gone."""
        if guid not in self.by_guid:
            return REMOVED
        names = [self.by_guid[guid].name]
        while (above := self.parent(guid)) is not None:
            names.append(self.by_guid[above].name)
            guid = above
        return PATH.join(reversed(names))
