"""Lists and typings that identify nobody: what each may say of a school, a source or a user."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coder.display import counted, one_line
from coder.errors import ProjectError, Refused
from coder.model import Case, Table, Typology, natural_key
from coder.operations import outcomes, project, publishing
from coder.operations.listing import Listing, Record
from coder.operations.profiles import Release
from coder.operations.publishing import DROPPED, LISTS, Published, View
from coder.operations.typing import rules
from coder.store import Store, at_one_moment

Rule = Callable[["_Names", Record], Record | None]
"""What is printed of one record; None for nothing."""


class _Names:
    """What stands for the names that records hold."""

    def __init__(self, seen: View) -> None:
        before, after = seen.before, seen.evidence
        self.schools = {case.name: after.cases[guid].name for guid, case in before.cases.items()}
        self.sources = {
            each.name: after.sources[guid].name for guid, each in before.sources.items()
        }
        self.users = {each.name: after.users[guid].name for guid, each in before.users.items()}
        self.speakers = after.speakers
        self.not_beside = set(seen.hidden.not_beside)


def _source(names: _Names, record: Record) -> Record:
    return {
        **record,
        "name": names.sources[record["name"]],
        "case": names.schools.get(record["case"], ""),
        "read_by": [names.users[each] for each in record["read_by"]],
    }


def _speaker(names: _Names, record: Record) -> Record:
    voice = names.speakers[record["guid"]]
    source = names.sources.get(record["source"], "")
    return {**record, "source": source, "name": voice.name, "role": voice.role}


def _coding(names: _Names, record: Record) -> Record:
    return {
        **record,
        "source": names.sources[record["source"]],
        "case": names.schools.get(record["case"], ""),
        "user": names.users[record["user"]],
    }


def _case(names: _Names, record: Record) -> Record:
    kept = [each for each in record["values"] if each.partition("=")[0] not in names.not_beside]
    return {**record, "name": names.schools[record["name"]], "values": kept}


def _value(names: _Names, record: Record) -> Record | None:
    if record["variable"] in names.not_beside:
        return None
    return {**record, "case": names.schools[record["case"]]}


def _user(names: _Names, record: Record) -> Record:
    return {**record, "name": names.users[record["name"]]}


RULES: Mapping[str, Rule] = {
    "Sources": _source,
    "Speakers": _speaker,
    "Codes": lambda _, record: record,
    "Codings": _coding,
    "Cases": _case,
    "Values": _value,
    "Users": _user,
}
"""By title, the lists that can be published; others, such as memos and history, stay inside."""


_OWN_WORDS = {"origin", "reason"}
"""Keys that hold what people wrote for each other: where a value is known from, and why."""


@at_one_moment
def listing(store: Store, user: str, asked: Listing, release: Release) -> tuple[Listing, Published]:
    """Return a list as it is published. Raises Refused for one that has no rule."""
    if asked.title not in RULES:
        raise Refused(
            f"The list “{asked.title}” has no published form; say --profile internal, and keep it"
            " inside the team."
        )
    seen = publishing.view(store, project.evidence(store, user), release, LISTS)
    names, rule = _Names(seen), RULES[asked.title]
    kept = [found for record in asked.records if (found := rule(names, record)) is not None]
    dropped = DROPPED | _OWN_WORDS
    fields = tuple(field for field in asked.fields if field.key not in dropped or field.numeric)
    records = [{field.key: record[field.key] for field in fields} for record in kept]
    if asked.title != "Codes":  # in the order of the codebook, which says nothing of schools
        records.sort(key=lambda record: [natural_key(str(record[f.key])) for f in fields[:2]])
    done = publishing.finished(seen, Table(asked.title, (), (), asked.notes), records, None)
    return (
        Listing(asked.title, fields, done.records or [], done.table.notes),
        replace(done, records=None),
    )


_LEADS_BACK = ("To determine", "Not typed")
"""How notes on typing begin that list schools in the order of their ids."""

_SAFE = (
    "case", "type", "name", "reading", "in_use", "outcome", "met", "not_met", "unknown",
    "settled_by",
)  # fmt: skip
"""Keys of a typing that are published; decisions hold people's own reasons."""


@at_one_moment
def typing(
    store: Store,
    user: str,
    cases: Sequence[Case] | None,
    release: Release,
    under: Typology | None = None,
) -> Published:
    """Return how all cases are typed, or those given, in a profile.

    Raises Refused where being typed at all says too much of a school, and as `outcomes.typed`.
    """
    table, records = outcomes.typed(store, user, cases, under)
    if not release.published:
        return Published(table, records)
    seen = publishing.view(store, project.evidence(store, user), release, LISTS)
    _check_frame(store, seen, under)
    names = _Names(seen)
    rows = [(names.schools[str(row[0])], *map(_undecided(names), row[1:])) for row in table.rows]
    shown = replace(
        table,
        rows=tuple(sorted(rows, key=lambda row: natural_key(str(row[0])))),
        notes=tuple(note for note in table.notes if not note[0].startswith(_LEADS_BACK)),
    )
    flat = [
        {key: record[key] for key in _SAFE} | {"case": names.schools[record["case"]]}
        for record in records
        if record["outcome"] != "not typed"
    ]
    flat.sort(key=lambda record: natural_key(record["case"]))
    return publishing.finished(seen, shown, flat, None)


def _undecided(names: _Names) -> Callable[[Any], Any]:
    """Return what puts pseudonyms for users into the words of a decision."""

    known = sorted(names.users, key=len, reverse=True)
    by = re.compile(rf" by ({'|'.join(re.escape(one_line(name)) for name in known)})(?=[,;]|$)")

    def said(cell: Any) -> Any:
        if not isinstance(cell, str) or not known:
            return cell
        return by.sub(lambda found: f" by {names.users.get(found[1], 'somebody')}", cell)

    return said


def _check_frame(store: Store, seen: View, under: Typology | None) -> None:
    try:
        framed = set((under or rules(store)).frame) & set(seen.hidden.not_beside)
    except ProjectError:
        return
    if framed:
        raise Refused(
            f"Which schools are typed says their {', '.join(sorted(framed))}, and with that fewer"
            f" than {counted(seen.policy.k, 'school')} could be alike: this has no published form."
        )


@at_one_moment
def text(store: Store, user: str, words: str, release: Release) -> tuple[str, tuple[str, ...]]:
    """Return a text, such as a codebook file, in which nobody is named; and what was replaced."""
    seen = publishing.view(store, project.evidence(store, user), release, LISTS)
    masked = seen.mask(words)
    told = (
        f"Withheld: {counted(len(masked.replaced), 'name')} of schools, sources or people replaced."
    )
    return masked.text, (told,) if masked.replaced else ()
