"""Where a message goes: beside what the person points at, never over it."""

from __future__ import annotations

import textwrap
from typing import Any, Protocol, runtime_checkable

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import DataTable, Tree

_SIDES = 3
"""Columns of a message that hold no words: its edge and the space at both sides."""


@runtime_checkable
class Marking(Protocol):
    """A screen that knows on which of its rows the cursor and the selection stand."""

    def marked_rows(self) -> range:
        """Return these rows, counted from the top of the screen."""


def place(screen: Screen[Any], words: str) -> None:
    """Let the next message of a screen stand at its foot, or above where that would hide the
    cursor or the selection."""
    height, width = screen.size.height, max(1, screen.size.width - _SIDES)
    rows = sum(len(textwrap.wrap(line, width)) or 1 for line in words.split("\n"))
    pointed = pointed_at(screen)
    hides = bool(pointed) and pointed[-1] >= height - rows
    screen.query("ToastRack").set_class(hides and pointed[0] >= rows, "-above")


def pointed_at(screen: Screen[Any]) -> range:
    """Return the rows of the screen that the person points at; none where that is not known."""
    return screen.marked_rows() if isinstance(screen, Marking) else _cursor(screen.focused)


def _cursor(widget: Widget | None) -> range:
    """Return the row of the cursor of a table or a tree."""
    if isinstance(widget, DataTable):
        row = widget.cursor_row + widget.header_height * widget.show_header
    elif isinstance(widget, Tree):
        row = widget.cursor_line
    else:
        return range(0)
    at = widget.content_region.y + row - widget.scroll_offset.y
    return range(at, at + 1)
