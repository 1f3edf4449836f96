"""How the page for people names numbers, lists and times, and shows what has no glyph of its own.

Every control character, and every one that reorders what is read, is shown as one visible glyph, so
that words on the page are as long as in the transcript.
"""

from __future__ import annotations

from collections.abc import Iterable

SIGNS = {"met": "●", "not met": "○", "not known": "?", "not determined": "?", "contested": "±"}
"""Beside each status and outcome, for the eye."""
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# Soft hyphen, zero-width spaces and the like, then what sets or ends a direction of reading.
_SHOWN = {0xAD: "‧", 0x200B: "␣", 0x2060: "␣", 0xFEFF: "␣", 0x2028: "↵", 0x2029: "¶", 0x7F: "␡"}
_SHOWN |= dict.fromkeys((0x200E, 0x202A, 0x202D, 0x2066), "⇒")
_SHOWN |= dict.fromkeys((0x061C, 0x200F, 0x202B, 0x202E, 0x2067), "⇐")
_SHOWN |= dict.fromkeys((0x202C, 0x2069), "⇑") | {0x2068: "⇔"}
_SHOWN |= {point: chr(0x2400 + point) for point in range(0x20)}
_NONE = (
    *range(0x80, 0xA0),
    0xFFF9,
    0xFFFA,
    0xFFFB,
    *range(0xD800, 0xE000),
    *range(0xE0000, 0xE0080),
)
_SHOWN |= dict.fromkeys(_NONE, "\ufffd") | {0x9B: "␛"}
_LINES = {point: shown for point, shown in _SHOWN.items() if point != 0x0A}


def glyphs(text: str, *, lines: bool = False) -> str:
    """Return text of the same length in which nothing is invisible; with `lines`, feeds stay."""
    return text if text.isprintable() else text.translate(_LINES if lines else _SHOWN)


def one_line(text: object, width: int = 0) -> str:
    """Return text with its white space folded, cut with an ellipsis at `width` characters."""
    folded = glyphs(" ".join(str(text).split()))
    return folded if not width or len(folded) <= width else folded[: width - 1] + "…"


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def number(count: int) -> str:
    """Return a small number as a word."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def joined(words: Iterable[str]) -> str:
    """Return words with commas between, and “and” before the last."""
    each = list(words)
    return f"{', '.join(each[:-1])} and {each[-1]}" if len(each) > 1 else "".join(each)


def paragraphs(numbers: Iterable[int]) -> str:
    """Return which paragraphs of the report a rule stands in; nothing for none."""
    each = [str(one) for one in numbers]
    return f"paragraph{'s' * (len(each) > 1)} {joined(each)}" if each else ""


def minute(time: object) -> str:
    """Return a time of the journal to the minute."""
    return f"{str(time)[:10]} {str(time)[11:16]} UTC"
