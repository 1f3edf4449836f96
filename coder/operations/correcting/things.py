"""What stands on a version of a source, and where it goes in a newer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coder.alignment import Found, Kind, Places
from coder.journal import Row
from coder.model import Guid, Memo, Passage, Source, Turn
from coder.operations import seeing
from coder.operations.naming import Names
from coder.store import Store, reads, user_guid, versions, written
from coder.store.schema import PLACED

ASKED = (Kind.CHANGED, Kind.DOUBTFUL)
"""What a person has to confirm before it moves."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A coding, a memo, a bookmark on a version of a source, and what becomes of it."""

    table: str
    guid: Guid
    what: str
    """In words."""
    by: str
    """Name of who made it; empty where nobody is named."""
    version: int
    """On which it stands."""
    kind: Kind
    old: Passage
    new: Passage | None
    words: str
    new_words: str
    stands: Row
    """The columns that say where it stands."""
    goes: Row
    """What they become when it moves."""
    seen: bool
    """Whether the user who asks may see it: others' work may be hidden for now."""

    @property
    def asked(self) -> bool:
        """Whether a person is to say if it moves."""
        return self.kind in ASKED


@dataclass(frozen=True, slots=True)
class Ground:
    """An old version and what it becomes: where things move from and to."""

    old: Source
    places: Places
    target: Guid
    turns: tuple[Turn, ...]
    """Of the new version."""
    became: Mapping[Guid, Guid]
    """For a speaker of the old version, the one of the new."""


def things(store: Store, user: str, ground: Ground) -> list[Thing]:
    """Return all that stands on a version, in the order of its text, and where each goes."""
    finder = _Finder(store, user, ground)
    found = [*finder.placed(), *finder.memos()]
    return sorted(found, key=lambda thing: (thing.old, thing.table, thing.guid))


class _Finder:
    def __init__(self, store: Store, user: str, ground: Ground) -> None:
        self.store, self.ground = store, ground
        self.places = ground.places
        self.me = user_guid(user)
        self.hidden = seeing.others_hidden(store)
        self.users = reads.users(store)
        self.names = Names(store)
        self.book = reads.codebook(store)
        self.known: dict[Passage, Found] = {}

    def find(self, passage: Passage) -> Found:
        if passage not in self.known:
            self.known[passage] = self.places.find(passage)
        return self.known[passage]

    def placed(self) -> Iterator[Thing]:
        """Yield what stands on passages, of whatever table."""
        for table, column in PLACED.items():
            for guid, row in versions.placed(self.store, table, self.ground.old.guid):
                old = Passage.parse(str(row["passage"]))
                found = self.find(old)
                stands: Row = {column: row[column], "passage": row["passage"]}
                goes: Row = {column: self.ground.target, "passage": str(found.passage or "")}
                what, by = self._what(table, row), str(row.get("user") or "")
                yield self._thing((table, guid), what, by, old, found, stands, goes)

    def _what(self, table: str, row: Row) -> str:
        if table == "codings":
            return f"coding {self.book.path(self.book.resolve(str(row['code'])))}"
        if table == "memos":
            return f"memo {self.names.text(str(row['text']))}"
        return table.removesuffix("s").replace("_", " ")

    def memos(self) -> Iterator[Thing]:
        """Yield the memos about the whole source, its turns and its speakers."""
        old = self.ground.old.guid
        turns = {turn.guid: turn for turn in reads.turns(self.store, old).get(old, [])}
        voices = reads.speakers(self.store, old)
        for memo in written.memos(self.store, old, *turns, *voices):
            if memo.passage is not None:
                continue
            if memo.about in turns:
                turn = turns[memo.about].passage
                yield self._memo(memo, turn, *self._turn(turn))
                continue
            into = self.ground.became.get(memo.about)
            into = self.ground.target if memo.about == old else into
            place = Passage(0, 0)
            yield self._memo(memo, place, Found(Kind.MOVED if into else Kind.LOST, place), into)

    def _turn(self, passage: Passage) -> tuple[Found, Guid | None]:
        """Return what became of a turn, and the turn of the new version that it is."""
        found = self.find(passage)
        if found.passage is None:
            return found, None
        near = _most_of(found.passage, self.ground.turns)
        if near is None:
            return Found(Kind.LOST), None
        same = near.passage == found.passage or found.kind is not Kind.MOVED
        return Found(found.kind if same else Kind.CHANGED, near.passage), near.guid

    def _memo(self, memo: Memo, old: Passage, found: Found, into: Guid | None) -> Thing:
        goes: Row = {"about": into}
        what = f"memo {self.names.text(self.names.row('memos', memo.guid)['text'])}"
        return self._thing(
            ("memos", memo.guid), what, memo.user, old, found, {"about": memo.about}, goes
        )

    def _thing(
        self,
        row: tuple[str, Guid],
        what: str,
        user: Guid,
        old: Passage,
        found: Found,
        stands: Row,
        goes: Row,
    ) -> Thing:
        return Thing(
            table=row[0],
            guid=row[1],
            what=what,
            by=self.users[user].name if user in self.users else "",
            version=self.ground.old.version,
            kind=found.kind,
            old=old,
            new=found.passage,
            words=old.quotation(self.places.old),
            new_words=found.passage.quotation(self.places.new) if found.passage else "",
            stands=stands,
            goes=goes,
            seen=not (self.hidden and user and user != self.me),
        )


def _most_of(passage: Passage, turns: Iterable[Turn]) -> Turn | None:
    """Return the turn that holds most of a passage; None where none holds any."""
    shared = [
        (min(turn.passage.end, passage.end) - max(turn.passage.start, passage.start), turn)
        for turn in turns
        if turn.passage.overlaps(passage)
    ]
    return max(shared, key=lambda each: each[0])[1] if shared else None
