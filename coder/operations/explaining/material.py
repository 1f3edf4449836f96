"""What an explanation needs beside the trace: names, texts, numbers of turns, memos."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from coder.display import one_line, same_name
from coder.model import Evidence, Guid, Memo, User, Value
from coder.store import Store, reads, written


@dataclass(frozen=True, slots=True)
class Material:
    """What the words need beside the trace."""

    users: Mapping[Guid, User]
    codes: Mapping[Guid, str]
    """The name of each code ever applied, as it is now called."""
    texts: Mapping[Guid, str]
    """Of the sources of the cases."""
    turns: Mapping[Guid, int]
    """The number of each turn in its source."""
    memos: Mapping[Guid, tuple[Memo, ...]]
    """By the coding they are about: those of the user who coded."""
    every_value: Mapping[Guid, Mapping[str, Value]]
    """By case, and by the name of the variable as it is compared."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """Of the case that is spoken of."""

    def of(self, case: Guid) -> Material:
        """Return the same, to speak of one of the cases."""
        return replace(self, values=self.every_value.get(case, {}))

    def name(self, user: Guid) -> str:
        """Return what a user is called."""
        return one_line(self.users[user].name) if user in self.users else "somebody"


def material(store: Store, evidence: Evidence, cases: Collection[Guid]) -> Material:
    """Return what there is to say about the sources of cases."""
    sources = [guid for guid, source in evidence.sources.items() if source.case in cases]
    within = {*sources}
    codings = {coding.guid: coding for coding in evidence.codings if coding.source in within}
    memos: dict[Guid, tuple[Memo, ...]] = {}
    for memo in written.memos(store):
        if memo.about in codings and memo.user == codings[memo.about].user:
            memos[memo.about] = (*memos.get(memo.about, ()), memo)
    book = evidence.codebook
    return Material(
        users=evidence.users,
        codes={guid: book.by_guid[book.resolve(guid)].name for guid in book.by_guid},
        texts={source: reads.text(store, source) for source in sources},
        turns={
            turn.guid: at
            for source in sources
            for at, turn in enumerate(evidence.turns.get(source, ()), 1)
        },
        every_value=_values(store),
        memos=memos,
    )


def _values(store: Store) -> dict[Guid, dict[str, Value]]:
    found: dict[Guid, dict[str, Value]] = {}
    for each in reads.values(store):
        found.setdefault(each.case, {})[same_name(each.variable)] = each
    return found
