"""Whether a source was read to its end for a theme: only then does silence in it mean anything."""

from __future__ import annotations

import json

from .standing import Standing


class ReadMarks:
    """Who has read which source to its end, and with which codes as then defined."""

    def __init__(self, standing: Standing) -> None:
        books = {
            guid: {(code, meaning) for code, meaning in json.loads(str(row["codes"])).items()}
            for guid, row in standing.rows["codebooks"].items()
        }
        self._known: dict[str, dict[str, set[tuple[str, str]]]] = {}
        for _, row in standing.there("reads"):
            if standing.only in (None, row["user"]):
                by_user = self._known.setdefault(str(row["source"]), {})
                known = by_user.setdefault(str(row["user"]), set())
                by_user[str(row["user"])] = known | books[str(row["codebook"])]
        self._sources = standing.sources

    def cover(self, source: str, needed: set[tuple[str, str]]) -> bool:
        """Whether one reader of a source had all these codes before them, as they are defined now.

        A source of extracts leaves out what was not extracted: its silence never says anything.
        """
        if "extract" in str(self._sources[source]["kind"]).casefold():
            return False
        return any(needed <= known for known in self._known.get(source, {}).values())
