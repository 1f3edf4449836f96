"""The least a screen can do: one full page of text, one line of which changes with a key.

What our own screen takes is compared with this, measured in the same way in the same run.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """A page; Down or 1 moves a mark by a line."""

    BINDINGS = [("down,1", "move", "Move"), ("ctrl+q", "quit", "Quit")]  # noqa: RUF012
    CSS = "Static { height: 1; }"

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        for number in range(38):
            yield Static(f"  bare line {number}")

    def action_move(self) -> None:
        """Move the mark."""
        lines = list(self.query(Static))
        at = next((n for n, line in enumerate(lines) if str(line.content).startswith(">")), 0)
        lines[at].update(f"  bare line {at}", layout=False)
        at = (at + 1) % len(lines)
        lines[at].update(f"> bare line {at}", layout=False)


if __name__ == "__main__":
    BareApp().run()
