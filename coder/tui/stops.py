"""Where a user stopped reading: kept beside the settings, not in the project.

A move of the cursor is no decision of anyone's: it makes no journal entry, and reading a project
changes no byte of it. The file holds guids and offsets, no words.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from coder.model import Guid
from coder.store import Store, user_guid

_MOST = 1_000
"""Sources whose places are kept: those read last."""


def folder() -> Path:
    """Return where it is remembered: `$XDG_STATE_HOME/coder`, or `~/.local/state/coder`."""
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "coder"


class Stops:
    """The offset of the cursor in each source, and the source that was open last."""

    def __init__(self, store: Store, user: str) -> None:
        # The first entry of its journal is the same in every copy of a project, and in no other.
        first = store.rows("SELECT id FROM journal ORDER BY clock, id LIMIT 1")
        name = hashlib.sha256(f"{first} {user_guid(user)}".encode()).hexdigest()[:32]
        self._path = folder() / f"{name}.json"
        self._kept = self._read()
        self._places = dict(self._kept)

    def _read(self) -> dict[Guid, int]:
        with suppress(OSError, ValueError, TypeError):
            found: Any = json.loads(self._path.read_text(encoding="utf-8"))
            if isinstance(found, list):
                return {str(guid): int(at) for guid, at in found}
        return {}

    @property
    def last(self) -> Guid | None:
        """The source that was open last."""
        return next(reversed(self._places), None)

    def place(self, source: Guid) -> int:
        """Return where the cursor stood in a source; its beginning where it was never open."""
        return self._places.get(source, 0)

    def note(self, source: Guid, offset: int) -> None:
        """Take note of where the cursor stands, in the source that is open."""
        self._places.pop(source, None)
        self._places[source] = offset

    def keep(self) -> None:
        """Write what has changed; where it cannot be written it is only forgotten."""
        if list(self._places.items()) == list(self._kept.items()):
            return
        places = list(self._places.items())[-_MOST:]
        new = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.write_text(json.dumps(places), encoding="utf-8")
            new.replace(self._path)
            self._kept = dict(self._places)
