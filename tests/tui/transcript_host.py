"""A tiny app around the transcript view, and a focus group of three voices to show in it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from coder.model import Passage, Speaker, Turn
from coder.tui.widgets.transcript import Stripe, TranscriptContent, TranscriptView

SPEAKERS = {
    "i": Speaker("i", "s", "Interviewer", "Interviewer", True),
    "h": Speaker("h", "s", "Headteacher", "Headteacher", False),
    "t": Speaker("t", "s", "Dana [name] of the second group", "Teacher", False),
}


def content(*said: tuple[str, str], sentences: bool = True) -> TranscriptContent:
    """A transcript of (speaker, words), labelled in the text, sentences ending at a full stop."""
    text, turns, found = "", [], []
    for speaker, words in said:
        text += f"{speaker}: "
        start = len(text)
        text += words
        turns.append(Turn(str(len(turns)), "s", speaker, Passage(start, len(text))))
        for match in re.finditer(r"[^ .][^.]*\.*", words):
            found.append(Passage(start + match.start(), start + match.end()))
        text += "\n\n"
    return TranscriptContent(text, turns, SPEAKERS, found if sentences else ())


GROUP = content(
    ("i", "What has changed. Say it in your own words."),
    ("h", "We had five heads in six years. Nobody knew what the policy was. Staff left."),
    ("t", "The union [laughs] was strong. It still is."),
)


def find(words: str, where: TranscriptContent = GROUP) -> Passage:
    """The passage of some words of a transcript."""
    start = where.text.index(words)
    return Passage(start, start + len(words))


def stripe(words: str, label: str, colour: int = 0, *, own: bool = True) -> Stripe:
    """A coding of some words of the focus group."""
    return Stripe(label, find(words), label, colour, own, f"The code {label}")


class Host(App[None]):
    """Shows one transcript and keeps what the view says."""

    def __init__(self, shown: TranscriptContent | None, stripes: Sequence[Stripe], at: int) -> None:
        super().__init__()
        self.animation_level = "none"
        self.shown, self.stripes, self.at = shown, stripes, at
        self.said: list[Any] = []
        self.escaped = 0

    def compose(self) -> ComposeResult:
        yield TranscriptView()

    def on_mount(self) -> None:
        view = self.query_one(TranscriptView)
        view.follow = lambda passage: self.said.append(("selected", passage))
        if self.shown is not None:
            view.show(self.shown, self.stripes, at=self.at)
        view.focus()

    def key_escape(self) -> None:
        self.escaped += 1

    def on_transcript_view_stripe_clicked(self, message: TranscriptView.StripeClicked) -> None:
        self.said.append(("stripe", message.guid))


@asynccontextmanager
async def reading(
    shown: TranscriptContent | None = GROUP,
    stripes: Sequence[Stripe] = (),
    *,
    at: int = 0,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[tuple[Pilot[None], TranscriptView]]:
    """The view on a screen of its own."""
    app = Host(shown, stripes, at)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app.query_one(TranscriptView)


def styles_of(view: TranscriptView, words: str) -> list[str]:
    """Text attributes of the piece of screen that begins with some words, colour left out."""
    for strip in view.render_lines(Region(0, 0, view.size.width, view.size.height)):
        for segment in strip:
            if segment.text.startswith(words) and segment.style is not None:
                names = ("bold", "reverse", "underline", "italic", "dim")
                return [name for name in names if getattr(segment.style, name)]
    raise AssertionError(f"{words!r} begins no piece of the screen")
