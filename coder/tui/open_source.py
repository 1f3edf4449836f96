"""The source that is open, with what this user may see on it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from coder.model import Bookmark, Coding, Guid, Memo, Source, Turn
from coder.operations import bookmarks, seeing
from coder.operations.lists_withdrawals import remarks
from coder.store import Store, reads, user_guid
from coder.tui.along import Along
from coder.tui.widgets.transcript import TranscriptContent


@dataclass
class OpenSource:
    """A source as it is read: its text and turns, and what stands along them."""

    source: Source
    content: TranscriptContent
    codings: Along[Coding] = field(default_factory=Along)
    """Those that are shown: of all users this one may see, or only this user's."""
    memos: Along[Memo] = field(default_factory=Along)
    bookmarks: Along[Bookmark] = field(default_factory=Along)
    left: tuple[str, ...] = ()
    """Who or what was withdrawn from it, each in a line."""
    whole: bool = True
    """Whether what stands along it was read: of a long text it is after the first paint."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.content.text

    @cached_property
    def turns(self) -> list[Turn]:
        """The turns, in order."""
        return list(self.content.turns)

    def turn_number(self, offset: int) -> int:
        """Return the number of the turn at an offset, from 1, or of the last before it."""
        return bisect_right(self.turns, offset, key=lambda turn: turn.passage.start)

    def turn_at(self, offset: int) -> Turn | None:
        """Return the turn at an offset; None between turns."""
        number = self.turn_number(offset)
        turn = self.turns[number - 1] if number else None
        return turn if turn and offset < turn.passage.end else None

    def uncoded_turn(self, offset: int, by: int, user: Guid) -> Turn | None:
        """Return the next turn, or the one before, without a coding of a user's.

        An interviewer's turns are no evidence and are left out.
        """
        number = self.turn_number(offset) - 1 + by
        while 0 <= number < len(self.turns):
            turn = self.turns[number]
            speaker = self.content.speakers.get(turn.speaker) if turn.speaker else None
            if not (speaker and speaker.interviewer) and not any(
                coding.user == user for coding in self.codings.over(turn.passage)
            ):
                return turn
            number += by
        return None


def read_text(store: Store, source: Source) -> OpenSource:
    """Read a source without what stands on it."""
    guid = source.guid
    content = TranscriptContent(
        reads.text(store, guid),
        reads.turns(store, guid).get(guid, []),
        reads.speakers(store, guid),
        reads.sentence_offsets(store, guid),
    )
    return OpenSource(source, content, left=tuple(remarks(store, guid)), whole=False)


def read_along(store: Store, user: str, read: OpenSource, *, others: bool) -> OpenSource:
    """Read what stands on a source; without `others`, only this user's codings."""
    guid, me = read.source.guid, user_guid(user)
    codings = seeing.codings(store, user, guid)
    marks = bookmarks.bookmarks(store, user, guid)
    return OpenSource(
        read.source,
        read.content,
        Along((c.guid, c.passage, c) for c in codings if others or c.user == me),
        Along((memo.guid, at, memo) for at, memo in seeing.memos_in(store, user, guid)),
        Along((mark.guid, mark.passage, mark) for mark in marks),
        read.left,
    )
