"""Text from people and files as Textual and Rich may show it: never as markup."""

from __future__ import annotations

from rich.text import Text
from textual.content import Content

from coder.display import one_line, visible


def content(text: str, style: str = "") -> Content:
    """Return text for a widget, as typed."""
    return (
        Content.styled(visible(text, lines=True), style)
        if style
        else Content(visible(text, lines=True))
    )


def cell(text: str, width: int = 0, style: str = "") -> Text:
    """Return text for a row of a table or a tree, as typed, on one line."""
    return Text(one_line(text, width), style=style, no_wrap=True, overflow="ellipsis")
