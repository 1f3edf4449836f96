"""The three themes: dark, light and high contrast."""

from __future__ import annotations

from textual.theme import Theme

# Stripe colours keep their order and their distance in luminance in every theme; the glyph of a
# stripe tells codes apart where colour does not.
DARK = Theme(
    name="coder-dark",
    primary="#7aa2f7",
    secondary="#bb9af7",
    accent="#e0af68",
    foreground="#d5d9e5",
    background="#14161d",
    surface="#1a1d27",
    panel="#222634",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
    dark=True,
)

LIGHT = Theme(
    name="coder-light",
    primary="#1d4f91",
    secondary="#6b3fa0",
    accent="#8a4b00",
    foreground="#1b1d22",
    background="#fbfbf9",
    surface="#f1f1ee",
    panel="#e4e4df",
    success="#2f6b1f",
    warning="#7a5200",
    error="#a3122e",
    dark=False,
)

CONTRAST = Theme(
    name="coder-contrast",
    primary="#00ffff",
    secondary="#ffff00",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#00ff00",
    warning="#ffff00",
    error="#ff6060",
    dark=True,
)

THEMES = (DARK, LIGHT, CONTRAST)
