"""Figures that identify nobody: what they are counted on, and what is taken out of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder import disclosure
from coder.disclosure import Hidden, Mask, Policy
from coder.display import counted, one_line, same_name
from coder.errors import NotFound, Refused
from coder.frequencies import ROLE, Themes
from coder.model import Cell, Evidence, Table
from coder.operations import name_finding
from coder.operations.grouped import Grouped, grouped
from coder.operations.policy import finder, policy
from coder.operations.profiles import Release
from coder.store import Store

NAMING = ("matrix", "quotes", "coverage", "framework")
"""Kinds of table that name schools, if only by pseudonym."""

COUNTING = ("themes", "roles", "cooccurrence", "pairs")
"""Kinds that only count; what is counted by groups has small groups withheld."""

LISTS = "lists"
"""As a kind: lists of cases, sources and the like, each with a rule of its own."""

KINDS = (*NAMING, *COUNTING, LISTS)
"""Every kind that has a rule for publishing; any other is refused."""

_STRUCTURE = {
    "path", "code", "depth", "unit", "school", "source", "case", "speaker", "role", "users", "kind",
    "state", "read_by", "variable", "type", "name",
}  # fmt: skip
"""Keys of columns that hold names of the project's own things, and no words that people said."""


DROPPED = {"guid", "sha256", "date", "time", "codings"}
"""Keys that lead back: guids are made from ids, digests from texts, dates from visits, and codings
are for finding passages; how many there are may stand."""


@dataclass(frozen=True, slots=True)
class Published:
    """A table that may leave, and what was taken out of it."""

    table: Table
    records: Sequence[Mapping[str, Any]] | None = None
    themes: Themes | None = None
    told: tuple[str, ...] = ()
    """For the person who publishes it, not for the file: what was withheld, in full."""


@dataclass(frozen=True, slots=True)
class View:
    """A project under the rules by which it is published."""

    evidence: Evidence
    """To count on: names and values are hidden in it already."""
    before: Evidence
    policy: Policy
    hidden: Hidden
    mask: Mask
    release: Release
    kind: str
    finder: str


def view(store: Store, evidence: Evidence, release: Release, kind: str) -> View:
    """Return what a table of this kind is published from.

    Raises Refused for a kind that has no rule for publishing.
    """
    if kind not in KINDS:
        raise Refused(
            f"A table of {one_line(kind)} has no rule for publishing; say --profile internal, and"
            " keep it inside the team."
        )
    rules = policy(store, evidence, real_ids=release.real_ids)
    hidden = disclosure.hide(evidence, rules)
    return View(
        evidence=disclosure.published(evidence, hidden, names_schools=kind not in COUNTING),
        before=evidence,
        policy=rules,
        hidden=hidden,
        mask=mask_of(evidence, hidden, rules),
        release=release,
        kind=kind,
        finder=finder(store),
    )


def mask_of(evidence: Evidence, hidden: Hidden, rules: Policy) -> Mask:
    """Return what replaces names in texts. Real ids stay, where they were asked for."""
    fixed = dict(disclosure.role_words(hidden.roles))
    sources = {each.name: hidden.sources[guid] for guid, each in evidence.sources.items()}
    fixed |= disclosure.source_words(sources)
    fixed |= {case.name: hidden.schools[guid] for guid, case in evidence.cases.items()}
    return Mask(fixed, disclosure.names_of_people(evidence), rules.names)


def check_group(seen: View, group: tuple[str, str] | None) -> None:
    """Refuse quotations of a group that would say of schools what must not stand beside them."""
    if group is None:
        return
    variable, value = group
    if variable == ROLE:
        if same_name(value) in seen.hidden.roles:
            raise Refused(
                f"Too few schools have a voice of role “{one_line(value)}” to publish its"
                f" quotations; it is published as “{seen.hidden.roles[same_name(value)]}”."
            )
    elif variable in seen.hidden.not_beside:
        raise Refused(
            f"Quotations of the schools where {one_line(variable)} is “{one_line(value)}” would"
            f" say that of each school quoted, and with it fewer than {seen.policy.k} schools"
            " could be alike. Publish them without --where, or say --profile internal."
        )


def finished(
    seen: View, table: Table, records: Sequence[Mapping[str, Any]] | None, by: Grouped | None
) -> Published:
    """Return a table as it is published: small groups withheld, names replaced, all of it said."""
    keys = {column.key for column in table.columns}.union(*(each for each in (records or ())[:1]))
    told = _of_schools(seen) if seen.kind not in COUNTING else []
    if keys & {"role", "roles", "speaker"} or _by_role(seen, by):
        told += _of_roles(seen)
    themes = None
    if by is not None:
        table, records, themes = grouped(by, table, records)
        told += [(WITHHELD, said, more) for said, more in by.told]
    words = _Words(seen)
    laid = words.table(table)
    flat = None if records is None else [words.record(each) for each in records]
    told += words.told()
    out = [(label, said) for label, said, _ in told]
    at = next((at for at, note in enumerate(laid.notes) if note[0] == "Profile"), len(laid.notes))
    notes = (*laid.notes[:at], *out, _profile(seen), *laid.notes[at + 1 :])
    inside = tuple(f"{label}: {said} {more}".strip() for label, said, more in told)
    return Published(replace(laid, notes=notes, codings={}), flat, themes, inside)


def _by_role(seen: View, by: Grouped | None) -> bool:
    return seen.kind == "roles" or (by is not None and by.themes.by == ROLE)


def _profile(seen: View) -> tuple[str, str]:
    ids = "pseudonyms, the same in every export of this project"
    if seen.release.real_ids:
        ids = f"their real ids, because: {one_line(seen.release.because).rstrip('.')}"
    return (
        "Profile",
        f"Publish: schools stand under {ids}. Smallest group: {seen.policy.k} schools.",
    )


Told = tuple[str, str, str]
"""What was taken out: a label and words for the file, and what only the team sees besides."""

WITHHELD, CHECK = "Withheld", "Read again"


def _of_schools(seen: View) -> list[Told]:
    if not seen.hidden.not_beside:
        return []
    least = counted(seen.policy.k, "school")
    number = counted(len(seen.hidden.not_beside), "variable")
    return [
        (
            WITHHELD,
            f"Variables beside a school: {number}, with which fewer than {least} would be alike"
            " (rule: k-anonymity).",
            f"These are {', '.join(seen.hidden.not_beside)}; `coder disclosure` says why.",
        )
    ]


def _of_roles(seen: View) -> list[Told]:
    if not seen.hidden.roles:
        return []
    general = ", ".join(sorted(set(seen.hidden.roles.values())))
    return [
        (
            WITHHELD,
            f"Roles: {len(seen.hidden.roles)}, held in fewer than {seen.policy.k} schools, stand as"
            f" {general} (rule: rare roles).",
            f"These are {', '.join(sorted(seen.hidden.roles))}.",
        )
    ]


class _Words:
    """Replaces names in all the words of a table, and keeps what it met."""

    def __init__(self, seen: View) -> None:
        self._seen = seen
        self._replaced: list[str] = []
        self._flagged: list[str] = []
        self._found: list[str] = []
        self._quoted: dict[str, str] = {}

    def table(self, table: Table) -> Table:
        """Return a table without names."""
        return replace(
            table,
            title=self._plain(table.title),
            columns=tuple(
                replace(column, key=self._plain(column.key), heading=self._plain(column.heading))
                for column in table.columns
            ),
            rows=tuple(
                tuple(
                    self._cell(column.key, cell)
                    for column, cell in zip(table.columns, row, strict=True)
                )
                for row in table.rows
            ),
            notes=tuple((label, self._plain(words)) for label, words in table.notes),
        )

    def record(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a flat object without names."""
        return {
            self._plain(key): self._any(key, value)
            for key, value in record.items()
            if key not in DROPPED or isinstance(value, int)
        }

    def _any(self, key: str, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self._any(key, each) for each in value]
        if isinstance(value, Mapping):
            return self.record(value)
        return self._cell(key, value)

    def _cell(self, key: str, cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return cell
        return self._plain(cell) if key in _STRUCTURE else self._said(cell)

    def _plain(self, text: str) -> str:
        return self._seen.mask(text).text

    def _said(self, text: str) -> str:
        if text not in self._quoted:
            masked = self._seen.mask(text, quoted=True)
            self._replaced += masked.replaced
            self._flagged += masked.flagged
            self._quoted[text] = masked.text
        return self._quoted[text]

    def told(self) -> list[Told]:
        """Return what was replaced, and what may be a name and was left."""
        said = []
        if self._replaced:
            said.append(
                (
                    WITHHELD,
                    f"Names: {len(self._replaced)} replaced in [brackets] (rule: the project's own"
                    " names).",
                    f"These are {_listed(self._replaced)}.",
                )
            )
        left = list(self._flagged)
        if self._seen.finder and self._quoted:
            try:
                left += name_finding.found(self._seen.finder, self._quoted.values())
            except NotFound as error:
                said.append((CHECK, "No pipeline looked for names.", str(error)))
        if left:
            said.append(
                (
                    CHECK,
                    f"{counted(len(left), 'word')} that may be a name were left, and pointed out to"
                    " whoever published this.",
                    f"These are {_listed(left)}.",
                )
            )
        return said


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{one_line(each, 40)}”" for each in dict.fromkeys(words))
