"""What a bundle says of sources, decisions and what was withdrawn, against the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .standing import Standing
from .texts import words
from .words import Row

Told = Mapping[str, Any]

# By what things of a list are known, and which of their columns are lists of things themselves.
_KEYS = {"decisions": "typing", "reviews": "review", "replies": "reply", "sources": "guid"}


def sources(standing: Standing) -> list[dict[str, Any]]:
    """Return what sources.json has to say: every version of every source."""
    found = []
    for guid, row in standing.there("sources"):
        versions = standing.versions[str(row["original"] or guid)]
        there = [one for one in versions if not standing.rows["sources"][one]["removed"]]
        found.append(
            {
                "guid": guid,
                "name": row["name"],
                "case": standing.cases.get(str(row["case"]), ""),
                "version": there.index(guid) + 1,
                "length": row["length"],
                "words": row["words"],
                "sha256": row["sha256"],
                "extracts_only": "extract" in str(row["kind"]).casefold(),
            }
        )
    return found


def decisions(standing: Standing) -> list[dict[str, Any]]:
    """Return what decisions.json has to say: every decision, its reviews and their replies."""
    return [record(standing, guid, row) for guid, row in standing.judged("typings")]


def record(standing: Standing, guid: str, row: Row) -> dict[str, Any]:
    """Return what is to be said of a decision."""
    kept = ("outcome", "computed", "head", "typology", "codebook", "grounds")
    return {
        "typing": guid,
        "case": str(standing.rows["cases"].get(str(row["case"]), {}).get("name", "")),
        **_signed(standing, row),
        **{key: row[key] for key in kept},
        "reviews": _reviews(standing, guid),
    }


def _reviews(standing: Standing, typing: str) -> list[dict[str, Any]]:
    return [
        {
            "review": guid,
            **_signed(standing, row),
            "verdict": row["verdict"],
            "outcome": row["outcome"],
            "replies": [
                {"reply": reply, "kind": each["kind"], **_signed(standing, each)}
                for reply, each in standing.by("replies", "review", guid)
            ],
        }
        for guid, row in standing.by("reviews", "typing", typing)
    ]


def _signed(standing: Standing, row: Row) -> dict[str, Any]:
    reason = words(standing.texts, row["reason"])
    return {"user": standing.user(row["user"]), "reason": reason, "time": row["time"]}


def differ(member: str, told: Any, expected: list[dict[str, Any]], what: str) -> Iterator[str]:
    """Yield how a list of things in a member of a bundle differs from what the history says."""
    key = _KEYS[what]
    given: dict[str, Told] = {}
    for each in told:
        if each[key] in given:
            yield f"{member} tells twice of {_called(each, what)}"
        given[each[key]] = each
    for thing in expected:
        each = given.pop(thing[key], None)
        if each is None:
            yield f"{member} leaves out {_called(thing, what)}"
            continue
        if each.keys() != thing.keys():
            yield f"{member} has other columns than it should for {_called(thing, what)}"
        for column in sorted(thing.keys() & each.keys()):
            if column in _KEYS:
                yield from differ(member, each[column], thing[column], column)
            elif type(each[column]) is not type(thing[column]) or each[column] != thing[column]:
                says = f"{member} says that the {column} of {_called(thing, what)}"
                is_ = f"is “{each[column]!s:.200}”"
                yield f"{says} {is_}; the history says “{thing[column]!s:.200}”"
    for each in given.values():
        yield f"{member} tells of {_called(each, what)}, which the history does not have"


def _called(each: Told, what: str) -> str:
    if what == "sources":
        return f"source {each['name']}"
    case = f" on {each['case']}" if what == "decisions" else ""
    return f"the {what.removesuffix('s')}{case} by {each['user']} ({each['time']})".replace(
        "the replie ", "the reply "
    )


def withdrawn_differ(standing: Standing, told: list[Told]) -> Iterator[str]:
    """Yield how what is said of withdrawals differs from the history."""
    expected = standing.judged("withdrawals")
    if len(told) != len(expected):
        number = f"{len(told)} withdrawals; the history has {len(expected)}"
        yield f"withdrawn.json tells of {number}"
        return
    for each, (_, row) in zip(told, expected, strict=True):
        right = {column: row[column] for column in ("about", "kind", "time")}
        right["reason"] = words(standing.texts, row["reason"])
        if right != {column: each[column] for column in right}:
            yield f"withdrawn.json says otherwise than the history of a withdrawal ({row['time']})"
        if each["name"] not in ("", _name(standing, str(row["about"]))):
            yield f"withdrawn.json gives what was withdrawn ({row['time']}) another name"


def _name(standing: Standing, about: str) -> str:
    for table in ("cases", "sources", "speakers"):
        if about in standing.rows[table]:
            name = standing.rows[table][about]["name"]
            return words(standing.texts, name) if table == "speakers" else str(name)
    return ""
