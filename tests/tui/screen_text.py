"""The screen as plain lines."""

from __future__ import annotations

from typing import Any

from textual.app import App


def screen_lines(app: App[Any]) -> list[str]:
    """Return what is on the screen, a string a row, without the spaces at its end.

    Textual has no public way to this; should a release change it, this is the one place.
    """
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
