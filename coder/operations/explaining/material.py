"""What an explanation needs beside the trace: names, texts, numbers of turns, memos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    """Of the sources of the case."""
    turns: Mapping[Guid, int]
    """The number of each turn in its source."""
    memos: Mapping[Guid, tuple[Memo, ...]]
    """By the coding they are about: those of the user who coded."""
    values: Mapping[str, Value]
    """Of the case, by the name of the variable as it is compared."""

    def name(self, user: Guid) -> str:
        """Return what a user is called."""
        return one_line(self.users[user].name) if user in self.users else "somebody"


def material(store: Store, evidence: Evidence, case: Guid) -> Material:
    """Return what there is to say about the sources of a case."""
    sources = [guid for guid, source in evidence.sources.items() if source.case == case]
    codings = {coding.guid: coding for coding in evidence.codings if coding.source in sources}
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
        values={
            same_name(each.variable): each for each in reads.values(store) if each.case == case
        },
        memos=memos,
    )
