"""Builds small evidence by hand: schools, what is said in them, and who coded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.frequencies import Count, Themes, themes
from coder.model import (
    Case,
    Code,
    CodeBook,
    Coding,
    Evidence,
    Passage,
    ReadMark,
    Source,
    Speaker,
    Turn,
    User,
)


@dataclass
class Study:
    """Evidence in the making; guids are the names given, turns are ten code points long."""

    users: dict[str, User] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    turns: dict[str, list[Turn]] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    reads: list[ReadMark] = field(default_factory=list)

    def school(self, name: str, **values: str) -> None:
        self.cases[name] = Case(name, name, values)

    def source(self, name: str, case: str | None, *speakers: str, kind: str = "interview") -> None:
        """Add a source whose turns are those of these speakers, with one code point between."""
        self.sources[name] = Source(name, name, case, kind, "", 0, 0, "")
        self.turns[name] = []
        for at, who in enumerate(speakers):
            guid = f"{name}/{who}"
            role = who.rstrip(" 0123456789")
            numbered = role != who
            self.speakers[guid] = Speaker(guid, name, who, role, role == "Interviewer", numbered)
            passage = Passage(11 * at, 11 * at + 10)
            self.turns[name].append(Turn(f"{name}#{at}", name, guid, passage))

    def overlapping(self, source: str, who: str, start: int, end: int) -> None:
        """Add a turn wherever it lies, as the merge of two copies can; turns stay in order."""
        turns = self.turns[source]
        turns.append(Turn(f"{source}#{len(turns)}", source, f"{source}/{who}", Passage(start, end)))
        turns.sort(key=lambda turn: (turn.passage.start, turn.passage.end))

    def code(self, name: str, parent: str | None = None, **more: object) -> None:
        position = len(self.codes)
        self.codes[name] = Code(name, name, parent, position=position, **more)  # type: ignore[arg-type]

    def coding(self, source: str, code: str, start: int, end: int, user: str = "ann") -> str:
        self.users.setdefault(user, User(user, user))
        guid = f"coding {len(self.codings)}"
        self.codings.append(Coding(guid, source, code, user, Passage(start, end)))
        return guid

    def turn(self, source: str, code: str, turn: int, user: str = "ann") -> str:
        """Code the whole of a turn."""
        return self.coding(source, code, 11 * turn, 11 * turn + 10, user)

    def read(self, source: str, user: str = "ann", but: Mapping[str, str | None] = {}) -> None:
        """Mark a source as read with the codes as they now are, but for some."""
        self.users.setdefault(user, User(user, user))
        digests = {guid: code.digest for guid, code in self.codes.items()} | dict(but)
        codes = {guid: digest for guid, digest in digests.items() if digest is not None}
        self.reads.append(ReadMark(f"read {len(self.reads)}", source, user, codes))

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            self.users,
            self.cases,
            self.sources,
            self.speakers,
            self.turns,
            CodeBook(self.codes.values()),
            self.codings,
            self.reads,
        )


def figures(found: Themes, code: str, group: str = "") -> tuple[int, int, int, int]:
    """Return with, without, not yet read and no source of a theme."""
    count = of(found, code, group)
    return count.with_, count.without, count.not_yet_read, count.no_source


def of(found: Themes, code: str, group: str = "") -> Count:
    row = next(row for row in found.rows if row.code == code)
    return row.groups[group] if group else row.whole


def with_(evidence: Evidence, code: str, **asked: object) -> int:
    return of(themes(evidence, **{"by": None, **asked}), code).with_  # type: ignore[arg-type]
