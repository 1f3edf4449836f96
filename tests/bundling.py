"""Bundles made in tests from what the program itself derives, to be tampered with and verified."""

from __future__ import annotations

import hashlib
import html
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import coder.verify
from coder import frequencies
from coder.journal import digest
from coder.model import CodeBook
from coder.operations import project, typing
from coder.operations.least import least
from coder.store import Store, reads
from coder.store.past import as_at
from coder.store.schema import DEFAULTS, SCHEMA
from coder.typology import Trace, said

Members = dict[str, bytes]


def canonical(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def members(store: Store, user: str = "ann", *, with_texts: bool = True) -> Members:
    """What a bundle holds, without its manifest."""
    evidence = project.evidence(store, user)
    traces = _traces(store, user)
    themes = _themes(evidence)
    made = {
        "README.txt": b"Read me.\n",
        "verify_bundle.py": b"# starts verify/\n",
        "journal.jsonl": b"".join(
            body.encode() + b"\n"
            for (body,) in store.rows("SELECT body FROM journal ORDER BY clock, id")
        ),
        "texts.jsonl": _texts(store, with_texts),
        "sources.json": canonical(_sources(store)),
        "decisions.json": canonical(_decisions(store)),
        "typing.json": canonical(_typing(traces, reads.users(store), asdict(least(store)))),
        "themes.json": canonical(themes),
        "withdrawn.json": canonical(_withdrawn(store)),
        "report.html": _page(store, traces, themes, _decisions(store)),
        **_rules(store),
    }
    package = Path(coder.verify.__file__).parent
    return made | {f"verify/{each.name}": each.read_bytes() for each in package.glob("*.py")}


def manifest(made: Mapping[str, bytes], with_texts: bool = True) -> bytes:
    """A manifest that fits: what a forger makes last."""
    lines = made["journal.jsonl"].decode().split("\n")[:-1]
    names = sorted(made)
    return canonical(
        {
            "bundle": 1,
            "coder": "0",
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
    whole = {**made, "manifest.json": fitting or manifest(made)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(whole):
            archive.writestr(name, whole[name])
    return path


def edited(made: Members, name: str, edit: Callable[[Any], Any]) -> Members:
    """The same with one JSON member changed; `edit` changes it in place or returns another."""
    value = json.loads(made[name])
    changed = edit(value)
    return {**made, name: canonical(value if changed is None else changed)}


def _traces(store: Store, user: str) -> list[Trace]:
    return typing.traces(store, user) if reads.rules(store, "typologies") else []


def _texts(store: Store, with_texts: bool) -> bytes:
    entries = list(store.entries())
    of_sources = {
        image.after.get("text") for e in entries for image in e.images if image.table == "sources"
    }
    key = reads.setting(store, project.PSEUDONYM_KEY)
    rows = store.rows("SELECT id, salt, text FROM texts ORDER BY id")
    return b"".join(
        canonical({"id": id, "salt": salt, "text": text})
        for id, salt, text in rows
        if id != key and (with_texts or id not in of_sources)
    )


def _sources(store: Store) -> list[dict[str, Any]]:
    cases = reads.cases(store)
    found = []
    for (guid,) in store.rows("SELECT guid FROM sources WHERE removed = 0"):
        row = reads.row(store, "sources", guid)
        (source,) = [each for each in _versions(store, guid) if each.guid == guid]
        found.append(
            {
                **{key: row[key] for key in ("guid", "name", "length", "words", "sha256")},
                "case": cases[row["case"]].name if row["case"] in cases else "",
                "version": source.version,
                "extracts_only": source.extracts_only,
            }
        )
    return sorted(found, key=lambda each: str(each["guid"]))


def _versions(store: Store, guid: str) -> list[Any]:
    from coder.store import versions

    return versions.of(store, guid)


def _signed(store: Store, row: Mapping[str, Any]) -> dict[str, Any]:
    user = reads.users(store)[row["user"]].name
    return {"user": user, "reason": reads.note(store, row["reason"]), "time": row["time"]}


def _judged(store: Store, table: str) -> list[dict[str, Any]]:
    rows = store.rows(f"SELECT guid FROM {table} WHERE removed = 0 ORDER BY clock, guid")
    return [reads.row(store, table, guid) for (guid,) in rows]


def _decisions(store: Store) -> list[dict[str, Any]]:
    kept = ("outcome", "computed", "head", "typology", "codebook", "grounds")
    replies = _judged(store, "replies")
    reviews = [
        {
            "typing": row["typing"],
            "review": row["guid"],
            "verdict": row["verdict"],
            "outcome": row["outcome"],
            **_signed(store, row),
            "replies": [
                {"reply": each["guid"], "kind": each["kind"], **_signed(store, each)}
                for each in replies
                if each["review"] == row["guid"]
            ],
        }
        for row in _judged(store, "reviews")
    ]
    return [
        {
            "typing": row["guid"],
            "case": reads.row(store, "cases", row["case"])["name"],
            **{key: row[key] for key in kept},
            **_signed(store, row),
            "reviews": [
                {key: value for key, value in each.items() if key != "typing"}
                for each in reviews
                if each["typing"] == row["guid"]
            ],
        }
        for row in _judged(store, "typings")
    ]


def _typing(traces: list[Trace], names: Mapping[str, Any], asked: dict[str, int]) -> dict[str, Any]:
    return {
        "readings": dict(traces[0].readings) if traces else {},
        "least": asked,
        "cases": [_case(trace, names) for trace in traces],
    }


def _case(trace: Trace, names: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "case": trace.case.name,
        "reason": trace.reason,
        "attributes": [
            {
                "id": each.attribute.id,
                "status": each.status,
                "computed": each.computed,
                "for": [_ground(one) for one in each.grounds.for_],
                "against": [_ground(one) for one in each.grounds.against],
                "speakers": each.voices.count,
                "at_least": each.voices.at_least,
                "roles": list(each.voices.roles),
                "measures": [{"name": m.measure.name, "status": m.status} for m in each.measures],
                "assessments": [
                    {"user": names[a.user].name, "status": a.status} for a in each.assessments
                ],
            }
            for each in trace.attributes
        ],
        "types": [
            {
                "type": each.type.id,
                "readings": dict(each.readings),
                "in_use": each.in_use,
                "outcome": each.outcome,
                "met": list(each.met),
                "not_met": list(each.not_met),
                "unknown": list(each.unknown),
            }
            for each in trace.types
        ],
    }


def _ground(one: Any) -> dict[str, Any]:
    return {
        "source": one.source.guid,
        "passage": str(one.passage),
        "codings": sorted(coding.guid for coding in one.codings),
    }


def _themes(evidence: Any) -> dict[str, Any]:
    known = any("status" in case.values for case in evidence.cases.values())
    table = frequencies.themes(evidence, by="status" if known else None)

    def figures(count: Any) -> dict[str, int]:
        states = ("with_", "without", "not_yet_read", "no_source")
        return {state.rstrip("_"): getattr(count, state) for state in states}

    return {
        "unit": "schools",
        "by": "status" if known else "",
        "codes": [
            {
                "code": row.code,
                "path": row.path,
                "groups": {"": figures(row.whole)}
                | {group: figures(row.groups[group]) for group in table.groups},
            }
            for row in table.rows
        ],
    }


def _withdrawn(store: Store) -> list[dict[str, Any]]:
    return [
        {
            **{key: row[key] for key in ("about", "kind", "time")},
            "reason": reads.note(store, row["reason"]),
            "name": "",
        }
        for row in _judged(store, "withdrawals")
    ]


def _rules(store: Store) -> Members:
    found = {}
    for stored, rules in store.rows("SELECT digest, rules FROM typologies"):
        file = canonical({"digest": stored, "rules": json.loads(rules)})
        found[f"rules/typology-{stored[7:19]}.json"] = file
    heads = [row["head"] for row in _judged(store, "typings")]
    pasts = [as_at(store, head) for head in heads]
    for moment in (*pasts, store):
        book: CodeBook = reads.codebook(moment)
        names = ", ".join(f'"{name}"' for name in DEFAULTS["codes"])
        rows = moment.rows(f"SELECT guid, {names} FROM codes ORDER BY guid")
        codes = [dict(zip(("guid", *DEFAULTS["codes"]), row, strict=True)) for row in rows]
        file = canonical({"digest": book.digest, "codes": codes})
        found[f"rules/codebook-{book.digest[7:19]}.json"] = file
    for past in pasts:
        past.close()
    return found


def _page(store: Store, traces: list[Trace], themes: Any, decisions: Any) -> bytes:
    """A page as bare as can be, that still says all that one must."""
    lines = ["<!doctype html>", "<html><head><title>Report</title></head><body>"]
    lines += [_cell(store.head, figure="head")]
    for trace in traces:
        case = trace.case.name
        for each in trace.attributes:
            lines.append(_cell(each.status, case=case, attribute=each.attribute.id))
            for side, grounds in (("for", each.grounds.for_), ("against", each.grounds.against)):
                lines += [_quotation(store, case, each.attribute.id, side, one) for one in grounds]
        for one in trace.types:
            use = {"in-use": "yes"} if one.in_use else {}
            marks = {"case": case, "type": one.type.id, "reading": one.reading, **use}
            lines.append(_cell(one.outcome, said(one.outcome), **marks))
    for each in decisions:
        marks = {"case": each["case"], "typing": each["typing"]}
        lines += [_cell(each[f], **marks, figure=f) for f in ("outcome", "computed")]
    for code in themes["codes"]:
        for group, figures in code["groups"].items():
            marks = {"code": code["code"], "group": group}
            lines += [_cell(str(n), **marks, figure=state) for state, n in figures.items()]
    return "\n".join([*lines, "</body></html>", ""]).encode()


def _marks(marks: Mapping[str, str]) -> str:
    return "".join(f' data-{name}="{html.escape(value)}"' for name, value in marks.items())


def _cell(value: str, shown: str = "", **marks: str) -> str:
    marks = {**marks, "value": value}
    return f"<p><b{_marks(marks)}>{html.escape(shown or value)}</b></p>"


def _quotation(store: Store, case: str, attribute: str, side: str, ground: Any) -> str:
    words = ground.passage.quotation(reads.text(store, ground.source.guid))
    marks = {"case": case, "attribute": attribute, "side": side, "source": ground.source.guid}
    marks["passage"] = str(ground.passage)
    return f"<q{_marks(marks)}>{html.escape(words)}</q>"
