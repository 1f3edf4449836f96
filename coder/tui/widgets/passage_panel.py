"""What stands on the passage under the cursor: codes, who applied them, memos; and the pins."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from coder.display import counted, one_line
from coder.model import CodeBook, Coding, Guid, Memo
from coder.tui.safe import content
from coder.tui.widgets.lines import Lines

_MEMO_LINES = 3
"""How much of a memo is shown; the memo's own dialog shows all of it."""


class PassagePanel(Container):
    """Codes here, memos here, and the pinned codes with their keys.

    It is painted at every move of the cursor, so it never changes its size: what there is no room
    for is counted in the last line.
    """

    def compose(self) -> ComposeResult:
        """Lay out the two parts."""
        yield Lines(id="here")
        yield Static(id="pins")

    def show_here(
        self,
        codings: Sequence[Coding] | None,
        memos: Mapping[Guid, Sequence[Memo]],
        book: CodeBook,
        users: Mapping[Guid, str],
        about: str,
        focus: Guid | None = None,
    ) -> None:
        """Show the codings on the selection and the memos; `about` says where it stands.

        The coding in `focus` is the one whose passage is marked in the text. None for codings
        says that they are still being read.
        """
        here = self.query_one("#here", Lines)
        width, height = here.size or (32, 20)
        head = [content(about, "dim"), content("Codes here", "bold")]
        if codings is None:
            here.show([*head, content("…", "dim")])
            return
        lines = [*head, *self._codings(codings, memos, book, users, width, focus)]
        if len(lines) > height:  # codes before memos
            lines = [*head, *self._codings(codings, {}, book, users, width, focus)]
        if len(lines) > max(height, 3):
            hidden = counted(len(lines) - height + 1, "line")
            lines = [*lines[: height - 1], content(f"… {hidden} more", "dim")]
        here.show(lines)

    def _codings(
        self,
        codings: Sequence[Coding],
        memos: Mapping[Guid, Sequence[Memo]],
        book: CodeBook,
        users: Mapping[Guid, str],
        width: int,
        focus: Guid | None,
    ) -> Iterator[Content]:
        for coding in codings:
            guid = book.resolve(coding.code)
            name = book.by_guid[guid].name if guid in book.by_guid else "a removed code"
            who = one_line(users.get(coding.user, "?"), 20)
            mark, style = ("▶", "bold") if coding.guid == focus else ("■", "")
            shown = one_line(name, max(12, width - 3 - len(who)))
            yield content(f"{mark} {shown}", style) + content(f" {who}", "dim")
            for memo in memos.get(coding.guid, ()):
                yield from _memo("  ", memo, width)
        if not codings:
            yield content("none yet", "dim")
        coded = {coding.guid for coding in codings}
        for guid, written in memos.items():
            if guid not in coded:
                for memo in written:
                    yield from _memo("✎ ", memo, width)

    def show_pins(self, pins: Sequence[Guid], book: CodeBook) -> None:
        """Show which key applies which code."""
        lines = [content("Pinned", "bold")]
        lines += [
            content(f"{number} ", "bold") + content(one_line(book.by_guid[guid].name))
            for number, guid in enumerate(pins, start=1)
        ]
        if not pins:
            lines = [content("No codes yet: F3 makes a codebook.", "dim")]
        self.query_one("#pins", Static).update(Content("\n").join(lines))


def _memo(before: str, memo: Memo, width: int) -> Iterator[Content]:
    room = max(10, width - len(before))
    lines = textwrap.wrap(one_line(memo.text), room, max_lines=_MEMO_LINES, placeholder=" …")
    for line in lines:
        yield content(before + line, "italic")
        before = " " * len(before)
