"""Text made of known characters, some of several code points."""

from __future__ import annotations

from hypothesis import strategies as st

CHARACTERS = [
    *"abcdefghij .,'-?",
    "é",
    "’",
    "“",
    "–",
    "e\u0301",
    "o\u0308\u0323",
    "日",
    "本",
    "。",
    "한",
    "\u1112\u1161\u11ab",
    "ש",
    "ع",
    "क\u093f",
    "क\u094dष",
    "😀",
    "👍🏽",
    "❤\ufe0f",
    "👨\u200d👩\u200d👧",
    "🇬🇧",
    "\x1b",
    "\u202e",
    "\t",
    "[/]",
    ":smile:",
]
"""Each is one character to a reader, but for the last two, which are several."""


@st.composite
def texts(draw: st.DrawFn, max_size: int = 120) -> tuple[str, set[int]]:
    """Return a text and the offsets at which it may be cut without parting a character."""
    parts = draw(st.lists(st.sampled_from(CHARACTERS), max_size=max_size))
    cuts, offset = {0}, 0
    for part in parts:
        cuts |= {offset + at for at in range(len(part))} if part.isascii() else set()
        offset += len(part)
        cuts.add(offset)
    return "".join(parts), cuts
