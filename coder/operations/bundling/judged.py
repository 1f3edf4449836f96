"""Members of a bundle that hold what was derived or judged: decisions, typing, themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from coder.frequencies import Count
from coder.model import Guid
from coder.operations.bundling.gathering import Gathered
from coder.operations.bundling.journalled import as_json
from coder.operations.least import least
from coder.store import reads, whole
from coder.typology import AttributeTrace, Ground, Trace, TypeTrace


def members(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each."""
    yield "decisions.json", as_json([made for _, made in decisions(gathered)])
    yield "typing.json", as_json(_typing(gathered))
    yield "themes.json", as_json(_themes(gathered))


def decisions(gathered: Gathered) -> list[tuple[Guid, dict[str, Any]]]:
    """Return every decision that was made and not taken back, with its reviews, by its case."""
    cases = {row["guid"]: row["name"] for row in whole.rows(gathered.store, "cases")}
    reviews = _by("typing", _judged(gathered, "reviews"))
    replies = _by("review", _judged(gathered, "replies"))

    def reviewed(review: dict[str, Any]) -> dict[str, Any]:
        made = [_only(each, "reply", "kind") for each in replies.get(review["guid"], ())]
        return _only(review, "review", "verdict", "outcome") | {"replies": made}

    return [
        (
            each["case"],
            _only(each, "typing", "outcome", "computed", "head", "typology", "codebook", "grounds")
            | {"case": cases[each["case"]]}
            | {"reviews": [reviewed(review) for review in reviews.get(each["guid"], ())]},
        )
        for each in _judged(gathered, "typings")
    ]


def _judged(gathered: Gathered, table: str) -> list[dict[str, Any]]:
    """Return what people judged, as it came, with who they are and why in words."""
    users = {row["guid"]: row["name"] for row in whole.rows(gathered.store, "users")}
    return [
        row | {"user": users[row["user"]], "reason": reads.note(gathered.store, row["reason"])}
        for row in whole.rows(gathered.store, table)
        if not row["removed"]
    ]


def _by(column: str, rows: Iterable[dict[str, Any]]) -> dict[Guid, list[dict[str, Any]]]:
    found: dict[Guid, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _only(row: Mapping[str, Any], guid: str, *keys: str) -> dict[str, Any]:
    """Return a judgement's own columns, its guid under a name, and who, when and why."""
    return {guid: row["guid"]} | {key: row[key] for key in ("user", "time", "reason", *keys)}


def _typing(gathered: Gathered) -> dict[str, Any]:
    readings = dict(gathered.traces[0].readings) if gathered.traces else {}
    return {
        "readings": readings,
        "least": asdict(least(gathered.store)),
        "cases": [_case(gathered, trace) for trace in gathered.traces],
    }


def _case(gathered: Gathered, trace: Trace) -> dict[str, Any]:
    return {
        "case": trace.case.name,
        "reason": trace.reason,
        "attributes": [_attribute(gathered, each) for each in trace.attributes],
        "types": [_type(each) for each in trace.types],
    }


def _attribute(gathered: Gathered, each: AttributeTrace) -> dict[str, Any]:
    users = gathered.evidence.users
    return {
        "id": each.attribute.id,
        "status": each.status,
        "computed": each.computed,
        "for": [_passage(ground) for ground in each.grounds.for_],
        "against": [_passage(ground) for ground in each.grounds.against],
        "speakers": each.voices.count,
        "at_least": each.voices.at_least,
        "roles": list(each.voices.roles),
        "measures": [{"name": one.measure.name, "status": one.status} for one in each.measures],
        "assessments": [
            {"user": users[one.user].name, "status": one.status} for one in each.assessments
        ],
    }


def _passage(ground: Ground) -> dict[str, Any]:
    codings = sorted(coding.guid for coding in ground.codings)
    return {"source": ground.source.guid, "passage": str(ground.passage), "codings": codings}


def _type(each: TypeTrace) -> dict[str, Any]:
    return {
        "type": each.type.id,
        "readings": dict(each.readings),
        "in_use": each.in_use,
        "outcome": each.outcome,
        "met": list(each.met),
        "not_met": list(each.not_met),
        "unknown": list(each.unknown),
    }


def _themes(gathered: Gathered) -> dict[str, Any]:
    themes = gathered.themes
    return {
        "unit": themes.unit,
        "by": themes.by or "",
        "codes": [
            {
                "code": row.code,
                "path": row.path,
                "groups": {"": _states(row.whole)}
                | {group: _states(row.groups[group]) for group in themes.groups},
            }
            for row in themes.rows
        ],
    }


def _states(count: Count) -> dict[str, int]:
    return {
        "with": count.with_,
        "without": count.without,
        "not_yet_read": count.not_yet_read,
        "no_source": count.no_source,
    }
