"""What is suggested for the passage under the cursor: beside the codings, and never one of them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from textual.content import Content

from coder.display import counted, one_line
from coder.model import CodeBook
from coder.suggest import Near, Suggestion
from coder.tui.safe import content
from coder.tui.widgets.lines import Lines


class SuggestionPanel(Lines):
    """Suggestions here, each with a question mark, its reason and the nearest passages.

    Painted at every move of the cursor, so it never changes its size.
    """

    def show_none(self, head: str) -> None:
        """Show only how things stand."""
        width = self.size.width or 32
        self.show([content(line, "dim") for line in textwrap.wrap(head, width)])

    def show_here(
        self,
        head: str,
        here: Sequence[Suggestion],
        chosen: Suggestion | None,
        book: CodeBook,
        words: Callable[[Near], str],
    ) -> None:
        """Show the suggestions on the selection; `chosen` is what the keys act on."""
        width, height = self.size or (32, 8)
        lines = [content(head, "dim")]
        for number, each in enumerate(here):
            more = list(_lines(each, each is chosen, book, words, width))
            room = height - len(lines) - (number < len(here) - 1)
            if len(more) > room and number:
                left = counted(len(here) - number, "suggestion")
                lines.append(content(f"… {left} more here", "dim"))
                break
            lines += more[: max(1, room)]
        self.show(lines)


def _lines(
    each: Suggestion, chosen: bool, book: CodeBook, words: Callable[[Near], str], width: int
) -> Iterator[Content]:
    name = one_line(book.name(each.code), max(12, width - 4))
    yield content(f"{'▸' if chosen else ' '}? {name}", "bold" if chosen else "")
    room = max(10, width - 4)
    for line in textwrap.wrap(each.reason, room, max_lines=2, placeholder=" …"):
        yield content(f"    {line}", "dim")
    for near in each.nearest if chosen else ():
        yield content(f"    “{one_line(words(near), room - 2)}”", "dim italic")
