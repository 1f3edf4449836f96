"""Every file of a bundle, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib import resources

from coder import __version__
from coder.operations.bundling import journalled, judged
from coder.operations.bundling.gathering import Gathered
from coder.operations.bundling.journalled import as_json
from coder.operations.bundling.report import report
from coder.store.schema import SCHEMA
from coder.verify import wording

MANIFEST = "manifest.json"
_VERSION = 1
"""Of the form of a bundle."""

STEPS = 5
"""How often `made` says that it goes on."""


def members(gathered: Gathered, told: Callable[[str], object]) -> dict[str, bytes]:
    """Return the content of every file, the manifest among them; `told` hears what was made."""
    found = dict(journalled.members(gathered))
    told("journal")
    found |= dict(judged.members(gathered))
    told("typing")
    found["report.html"] = report(gathered)
    told("report")
    found["README.txt"] = wording.readme(gathered.checkpoint, gathered.with_texts).encode()
    found["verify_bundle.py"] = wording.SCRIPT.encode()
    found |= dict(_verifier())
    return found | {MANIFEST: as_json(_manifest(gathered, found))}


def _verifier() -> Iterator[tuple[str, bytes]]:
    """Yield the verifier's own modules, byte for byte."""
    for each in resources.files("coder.verify").iterdir():
        if each.name.endswith(".py"):
            yield f"verify/{each.name}", each.read_bytes()


def _manifest(gathered: Gathered, files: dict[str, bytes]) -> dict[str, object]:
    return {
        "bundle": _VERSION,
        "coder": __version__,
        "head": gathered.head.id,
        "entries": len(gathered.entries),
        "time": gathered.head.time,
        "with_texts": gathered.with_texts,
        "schema": SCHEMA,
        "files": {name: sha256(content).hexdigest() for name, content in files.items()},
    }
