"""The codebook as a tree: which code stands for which, what stands under it, what a name means."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from functools import cached_property

from .words import Row, folded

# Codes of a codebook file get a guid that every copy of a project derives from their name.
_DERIVED = uuid.UUID("6f1d9f5a-55c6-5c3c-9f0e-3c1f5f5b7a10")


class Codes:
    """All codes that were not removed, merged ones among them."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self.rows = {guid: row for guid, row in rows.items() if not row["removed"]}

    @cached_property
    def now(self) -> dict[str, str]:
        """For each code, the one that stands for it: itself, or what it was merged into."""
        return {guid: self.stands_for(guid) for guid in self.rows}

    def stands_for(self, code: str) -> str:
        """Return the code at the end of a chain of merges."""
        way = [code]
        while (into := self.rows.get(way[-1], {}).get("merged_into")) in self.rows:
            if into in way:  # two copies merged each into the other: one of them stands for both
                return min(way[way.index(str(into)) :])
            way.append(str(into))
        return way[-1]

    @cached_property
    def above(self) -> dict[str, str | None]:
        """For each code that stands, the one it stands under; one on or under a cycle: nothing."""
        standing = {*self.now.values()}
        direct = {code: self.now.get(str(self.rows[code]["parent"])) for code in standing}
        found = {}
        for code in standing:
            way: list[str] = []
            up: str | None = code
            while up is not None and up not in way:
                way.append(up)
                up = direct[up]
            found[code] = direct[code] if up is None else None
        return found

    @cached_property
    def order(self) -> list[str]:
        """The codes that stand, each after the one it stands under, as the codebook is read."""
        waiting = self._under(None)[::-1]
        order = []
        while waiting:
            order.append(waiting.pop())
            waiting += self._under(order[-1])[::-1]
        return order

    @cached_property
    def _children(self) -> dict[str | None, list[str]]:
        found: dict[str | None, list[str]] = {}
        for code, above in self.above.items():
            found.setdefault(above, []).append(code)
        return found

    def _under(self, code: str | None) -> list[str]:
        def place(guid: str) -> tuple[object, str, str]:
            return self.rows[guid]["position"], str(self.rows[guid]["name"]).casefold(), guid

        return sorted(self._children.get(code, []), key=place)

    def family(self, code: str) -> set[str]:
        """Return a code and all that stand below it."""
        found, waiting = {code}, [code]
        while waiting:
            below = self._children.get(waiting.pop(), [])
            found.update(below)
            waiting += below
        return found

    def path(self, code: str) -> str:
        """Return the names from the top of the codebook down to a code."""
        names = []
        up: str | None = code
        while up is not None:
            names.append(str(self.rows[up]["name"]))
            up = self.above[up]
        return " > ".join(reversed(names))

    def meaning(self, code: str) -> str:
        """Return a digest of what a code means: another one says that it was redefined."""
        row = self.rows[code]
        words = "\x1f".join(str(row[column]) for column in ("definition", "include", "exclude"))
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @cached_property
    def digest(self) -> str:
        """The digest of all codes that stand, which decisions keep."""
        lines = []
        for code in self.order:
            row = self.rows[code]
            parts = (row["name"], row["parent"] or "", self.meaning(code), bool(row["retired"]))
            lines.append("\x1f".join(map(str, (code, *parts))))
        return "sha256:" + hashlib.sha256("\x1e".join(lines).encode()).hexdigest()

    def meant_by(self, name: str) -> set[str]:
        """Return the codes that a rule means by a name.

        First the one that a codebook file brought in under that name, though it was renamed since.
        Where there is none, or it was merged, those that bear the name now; and where none does,
        those that such codes were merged into.
        """
        first = self._first(name)
        bearers = {code for code in self.rows if folded(self.rows[code]["name"]) == folded(name)}
        standing = {code for code in bearers if self.now[code] == code}
        if self.now.get(first) == first:
            return standing if first in standing else {first}
        if standing:
            return standing
        return {self.now[code] for code in ({first} if first in self.rows else bearers)}

    def _first(self, name: str) -> str:
        return str(uuid.uuid5(_DERIVED, f"code:{folded(name)}"))

    def brought_in(self, name: str) -> str:
        """Return what stands for the code that a file brought in by a name; empty for none."""
        return self.now.get(self._first(name), "")
