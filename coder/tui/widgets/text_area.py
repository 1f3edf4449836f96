"""An area to write in that shows steering characters as glyphs, like everything else."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from coder.display import visible


class PlainTextArea(TextArea):
    """A text area; what is stored is what was typed, what is shown is safe to show."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown: of the same length, tabs left for the area to expand."""
        parts = self.document.get_line(line_index).split("\t")
        return Text("\t".join(visible(part) for part in parts), end="", no_wrap=True)
