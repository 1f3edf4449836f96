"""The one place that makes stored text safe to show on a screen, on stdout or on stderr."""

from __future__ import annotations

import re
import unicodedata

# Characters that steer a terminal or reorder what is read. Stored raw, shown as one visible glyph
# each, so that offsets on the screen stay offsets in the text.
_INVISIBLE = {
    "\u00ad": "\u2027",  # soft hyphen
    "\u061c": "\u21d0",  # Arabic letter mark
    "\u200b": "\u2423",  # zero-width space
    "\u200e": "\u21d2",  # left-to-right mark
    "\u200f": "\u21d0",  # right-to-left mark
    "\u202a": "\u21d2",
    "\u202b": "\u21d0",
    "\u202c": "\u21d1",  # pop directional formatting
    "\u202d": "\u21d2",
    "\u202e": "\u21d0",
    "\u2028": "\u21b5",  # line separator
    "\u2029": "\u00b6",  # paragraph separator
    "\u2060": "\u2423",  # word joiner
    "\u2066": "\u21d2",
    "\u2067": "\u21d0",
    "\u2068": "\u21d4",
    "\u2069": "\u21d1",
    "\ufeff": "\u2423",  # byte order mark inside a text
}


def _table() -> dict[int, str]:
    table = {ord(raw): shown for raw, shown in _INVISIBLE.items()}
    for point in range(0x20):
        table[point] = chr(0x2400 + point)  # the Unicode pictures of the C0 controls
    table[0x7F] = "\u2421"
    for point in range(0x80, 0xA0):
        table[point] = "\u241b" if point == 0x9B else "\ufffd"
    table[0xFFF9] = table[0xFFFA] = table[0xFFFB] = "\ufffd"
    for point in range(0xE0000, 0xE0080):
        table[point] = "\ufffd"  # invisible tags
    return table


_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_ONE_LINE = _table()
_LINES = {point: shown for point, shown in _ONE_LINE.items() if point != 0x0A}


def visible(text: str, *, lines: bool = False) -> str:
    """Return text of the same length with every control and bidi character as a visible glyph.

    With `lines`, line feeds stay line feeds.
    """
    # Whatever has a glyph of its own here is not printable to Python either.
    if (text.replace("\n", "") if lines and "\n" in text else text).isprintable():
        return text
    shown = text.translate(_LINES if lines else _ONE_LINE)
    return _HALF_CHARACTERS.sub("\ufffd", shown)


def one_line(text: str, width: int = 0) -> str:
    """Return text on one line, white space folded, cut with an ellipsis at `width` characters."""
    folded = visible(" ".join(text.split()))
    return folded if not width or len(folded) <= width else folded[: width - 1] + "…"


def same_name(name: str) -> str:
    """Return the form in which two names are the same: NFC, case-folded, white space folded."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 turn`, `2 turns`, `2 entries`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
