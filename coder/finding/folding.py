"""Text without case, accents and invisible signs, and where each of its characters comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coder.model import Passage

WORD = "[^\\W_]"
"""A letter or figure, as a pattern; whatever else there is stands between words."""

_TOKEN = re.compile(f"{WORD}+")
_NOT_ASCII = re.compile("[^\\x00-\\x7f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as words are compared in it.

    `starts[i]` and `ends[i]` are the range in the text of the folded text's character i; both are
    None where offsets are the same in the two.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def passage(self, start: int, end: int) -> Passage:
        """Return the passage of the text that a range of the folded text comes from."""
        if self.starts is None or self.ends is None:
            return Passage(start, end)
        return Passage(self.starts[start], self.ends[end - 1])


def fold(text: str) -> Folded:
    """Take case, accents and invisible signs off, and write out letters that stand for several."""
    if text.isascii():
        return Folded(text.lower())
    made = {char: plain(char) for char in set(_NOT_ASCII.findall(text))}
    others = [char for char, to in made.items() if len(to) != 1]
    # Signs that stand for themselves are left out: curly quotes and dashes cost nothing.
    table = {ord(char): to for char, to in made.items() if char != to}
    if not others:
        return Folded((text.translate(table) if table else text).lower())
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in re.finditer(f"[{re.escape(''.join(others))}]", text):
        here = match.start()
        to = made[match.group()]
        pieces += (text[at:here].translate(table), to)
        starts.extend(range(at, here))
        ends.extend(range(at + 1, here + 1))
        if not to and ends:
            ends[-1] = here + 1  # a mark belongs to the letter before it
        starts.extend([here] * len(to))
        ends.extend([here + 1] * len(to))
        at = here + 1
    pieces.append(text[at:].translate(table))
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Folded("".join(pieces).lower(), starts, ends)


@lru_cache(maxsize=4096)
def plain(char: str) -> str:
    """Return a character as it is compared: `É` as `e`, `ß` as `ss`, `ﬁ` as `fi`.

    Marks that stand on a letter and signs nobody sees (soft hyphens, joiners) are nothing. What is
    no letter or figure stays as it is, so `™` does not become part of a word.
    """
    category = unicodedata.category(char)
    if category in ("Mn", "Me") or (category == "Cf" and char != "\u200b"):
        return ""
    if not char.isalnum():
        return char
    bare = "".join(
        part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) != "Mn"
    )
    kept = unicodedata.normalize("NFC", bare).casefold()
    return "".join(part for part in kept if part.isalnum()) or char


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are compared: runs of letters and figures, folded.

    What stands between them, apostrophes and hyphens too, parts them: `don’t` is `don` and `t`.
    """
    return _TOKEN.findall(fold(text).text)


def found(folded: Folded) -> list[tuple[str, tuple[int, int]]]:
    """Return the words of a folded text as `tokens` does, each with its range in that text."""
    return [(match.group(), match.span()) for match in _TOKEN.finditer(folded.text)]


def is_word(text: str, at: int) -> bool:
    """Whether a letter or figure stands at this place of a folded text."""
    return 0 <= at < len(text) and text[at].isalnum()
