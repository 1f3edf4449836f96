"""Bundles as the program makes them, to be tampered with and verified."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from coder.journal import digest
from coder.operations.bundling.gathering import gather
from coder.operations.bundling.members import MANIFEST
from coder.operations.bundling.members import members as made_of
from coder.store import Store
from coder.store.schema import SCHEMA
from coder.verify.wording import VERSION

Members = dict[str, bytes]


def canonical(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def members(store: Store, user: str = "ann", *, with_texts: bool = True) -> Members:
    """What a bundle holds, without its manifest."""
    with store.moment():
        made = made_of(gather(store, user, with_texts=with_texts), lambda step: None)
    del made[MANIFEST]
    return made


def manifest(made: Mapping[str, bytes], with_texts: bool = True) -> bytes:
    """A manifest that fits: what a forger makes last."""
    lines = made["journal.jsonl"].decode().split("\n")[:-1]
    names = sorted(made)
    return canonical(
        {
            "bundle": 1,
            "coder": VERSION,
            "schema": SCHEMA,
            "with_texts": with_texts,
            "head": digest(lines[-1]),
            "entries": len(lines),
            "time": json.loads(lines[-1])["time"],
            "files": {name: hashlib.sha256(made[name]).hexdigest() for name in names},
        }
    )


def pack(made: Mapping[str, bytes], path: Path, fitting: bytes | None = None) -> Path:
    """Write a bundle, with a manifest that fits or another."""
    whole = {**made, MANIFEST: fitting or manifest(made)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(whole):
            archive.writestr(name, whole[name])
    return path


def edited(made: Members, name: str, edit: Callable[[Any], Any]) -> Members:
    """The same with one JSON member changed; `edit` changes it in place or returns another."""
    value = json.loads(made[name])
    changed = edit(value)
    return {**made, name: canonical(value if changed is None else changed)}
