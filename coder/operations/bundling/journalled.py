"""Members of a bundle that hold what the project holds: journal, texts, sources, rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coder.journal import Value, canonical
from coder.model import Guid
from coder.operations.bundling.gathering import Gathered
from coder.operations.project import PSEUDONYM_KEY
from coder.store import reads, whole


def members(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each."""
    yield "journal.jsonl", _lines(gathered.bodies)
    yield "texts.jsonl", _lines(canonical(each) for each in _texts(gathered))
    yield "sources.json", as_json(_sources(gathered))
    yield "withdrawn.json", as_json(withdrawn(gathered))
    yield from _rules(gathered)
    yield from _codebooks(gathered)


def as_json(data: Any) -> bytes:
    """Return the only JSON there is of data, on a line."""
    return f"{canonical(data)}\n".encode()


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _texts(gathered: Gathered) -> Iterator[dict[str, str]]:
    """Yield the texts kept outside the journal; those of sources only where they are wanted.

    The secret of the pseudonyms stays at home: whoever has it can tell in every published table
    which school is which.
    """
    left_out = _secrets(gathered)
    if not gathered.with_texts:
        left_out |= {str(text) for _, text in _ever(gathered, "sources", "text")}
    for id, salt, text in whole.texts(gathered.store):
        if id not in left_out:
            yield {"id": id, "salt": salt, "text": text}


def _secrets(gathered: Gathered) -> set[str]:
    rows = whole.rows(gathered.store, "settings")
    keys = {row["guid"] for row in rows if row["key"] == PSEUDONYM_KEY}
    return {
        str(json.loads(str(value)))
        for guid, value in _ever(gathered, "settings", "value")
        if guid in keys
    }


def _ever(gathered: Gathered, table: str, column: str) -> Iterator[tuple[Guid, Value]]:
    """Yield each row and value that a column of a table ever had."""
    for entry in gathered.entries:
        for image in entry.images:
            if image.table == table and column in image.after:
                yield image.guid, image.after[column]


def _sources(gathered: Gathered) -> list[dict[str, Any]]:
    cases = {guid: case.name for guid, case in gathered.evidence.cases.items()}
    return [
        {
            "guid": each.guid,
            "name": each.name,
            "case": cases.get(each.case or "", ""),
            "version": each.version,
            "length": each.length,
            "words": each.words,
            "sha256": each.sha256,
            "extracts_only": each.extracts_only,
        }
        for each in whole.sources(gathered.store)
    ]


def withdrawn(gathered: Gathered) -> list[dict[str, str]]:
    """Return what was withdrawn, oldest first: of what kind, why, and its name if that stands."""
    store = gathered.store
    return [
        {
            "about": row["about"],
            "kind": row["kind"],
            "name": _name(gathered, row["about"]),
            "time": row["time"],
            "reason": reads.note(store, row["reason"]),
        }
        for row in whole.rows(store, "withdrawals")
        if not row["removed"]
    ]


def _name(gathered: Gathered, about: Guid) -> str:
    """Return what a case, source or speaker is called; nothing where that was withdrawn too."""
    evidence = gathered.evidence
    named: Mapping[Guid, Any] = {**evidence.cases, **evidence.sources, **evidence.speakers}
    name = str(named[about].name) if about in named else ""
    return "" if name == reads.WITHDRAWN else name


def _rules(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    by_digest = {
        row["digest"]: json.loads(row["rules"]) for row in whole.rows(gathered.store, "typologies")
    }
    for digest, rules in by_digest.items():
        yield _file("typology", digest), as_json({"digest": digest, "rules": rules})


def _codebooks(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    """Yield the codebook as it is, and as it was at the head of each decision."""
    typings = whole.rows(gathered.store, "typings")
    heads = [gathered.head.id, *(row["head"] for row in typings if not row["removed"])]
    by_digest = {}
    for rows in whole.codes_at(gathered.entries, heads).values():
        codes = [{"guid": guid, **row} for guid, row in sorted(rows.items())]
        by_digest[whole.codebook(rows).digest] = codes
    for digest, codes in by_digest.items():
        yield _file("codebook", digest), as_json({"digest": digest, "codes": codes})


def _file(what: str, digest: str) -> str:
    return f"rules/{what}-{digest.removeprefix('sha256:')[:12]}.json"
