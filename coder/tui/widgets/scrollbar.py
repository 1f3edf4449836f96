"""The scrollbar of a long text: at a key that scrolls, only what looks otherwise is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar


def move_thumb(bar: ScrollBar, position: float) -> None:
    """Let a vertical scrollbar show a position.

    Textual draws it whole at each row, in most of which nothing changes.
    """
    before = _cells(bar)
    bar.set_reactive(ScrollBar.position, bar.validate_position(position))
    # Beyond the end of a text that has just become another there may be a cell more or less.
    pairs = enumerate(zip_longest(before, _cells(bar)))
    if changed := [y for y, (old, new) in pairs if old != new]:
        bar.refresh(Region(0, changed[0], bar.size.width, changed[-1] - changed[0] + 1))


def _cells(bar: ScrollBar) -> Sequence[Segment]:
    """Return what is drawn of a scrollbar, in whatever colours."""
    virtual, window = bar.window_virtual_size, bar.window_size
    shown = window if window < virtual else 0
    return bar.renderer.render_bar(bar.size.height, virtual, shown, bar.position).segments
