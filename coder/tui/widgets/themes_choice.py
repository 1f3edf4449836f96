"""A choice among several whose state is a glyph, not only a colour."""

from __future__ import annotations

from textual.widgets import RadioButton

_ON, _OFF = "●", "○"


class Choice(RadioButton):
    """A radio button that shows by its glyph whether it is chosen."""

    BUTTON_INNER = _OFF

    def watch_value(self) -> None:
        """Show the glyph of the new state."""
        self.BUTTON_INNER = _ON if self.value else _OFF
        super().watch_value()
