"""WebVTT captions -> a text of turns: cues of one speaker in a row are one turn."""

from __future__ import annotations

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Timestamp

from coder.errors import UnreadableSource
from coder.model import Passage
from coder.readers.transcript import DraftTurn, Note, Transcript
from coder.readers.turns import Cast
from coder.readers.voices import Said, attributed, voices

LEFT_OUT = {
    "NOTE": "a comment; left out",
    "STYLE": "a style; left out",
    "REGION": "a region; left out",
}
HEADER = "the file's header; left out"
STRAY = "belongs to no cue; left out"
NO_WORDS = "a cue with no words"

_ARROW = "-->"


def parse(text: str, name: str) -> Transcript:
    """Return the transcript of a WebVTT file's text; raise UnreadableSource where it is malformed.

    The text is `Name: words` a turn, without a label where nobody is named, and a blank line
    between turns; lines and cues are joined by a space. Cues that overlap in time stay in the
    order of the file. Lines in notes are lines of the file.
    """
    lines = text.split("\n")
    timings = [number for number, line in enumerate(lines) if _has_timing(line)]
    notes = [note for block in _blocks(lines) for note in _outside_cues(block)]
    said: list[Said] = []
    for number, caption in zip(timings, _captions(text, name, lines, timings), strict=True):
        spoken = list(voices(number + 1, str(caption.start_time), caption.lines, notes))
        said.extend(spoken)
        if not spoken:
            notes.append(Note(number + 1, NO_WORDS))
    return _written(attributed(said, notes), notes)


def _has_timing(line: str) -> bool:
    return _ARROW in line and not line.startswith("NOTE")


def _captions(text: str, name: str, lines: list[str], timings: list[int]) -> list[webvtt.Caption]:
    try:
        captions: list[webvtt.Caption] = webvtt.from_string(text).captions
    except (MalformedFileError, MalformedCaptionError) as problem:
        raise UnreadableSource(
            f"{name}: line 1 does not begin with WEBVTT, as every WebVTT file does."
        ) from problem
    if len(captions) != len(timings):
        # The parser leaves out what it cannot read, without a word.
        bad = next((number for number in timings if not _is_timing(lines[number])), -1)
        where = f"line {bad + 1}" if bad >= 0 else "one of its cues"
        raise UnreadableSource(
            f"{name}: {where} has no times of a cue such as 00:00:01.000 --> 00:00:02.000."
        )
    return captions


def _is_timing(line: str) -> bool:
    start, _, rest = line.partition(_ARROW)
    try:
        Timestamp.from_string(start.strip())
        Timestamp.from_string((rest.split() or [""])[0])
    except MalformedCaptionError:
        return False
    return True


def _blocks(lines: list[str]) -> list[list[tuple[int, str]]]:
    """Return the runs of lines that are not empty, each line with its number from 1."""
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(lines, 1):
        if line:
            blocks[-1].append((number, line))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _outside_cues(block: list[tuple[int, str]]) -> list[Note]:
    """Return notes for what of a block is in no cue: comments, styles, the header, stray words."""
    arrow = next((place for place, (_, line) in enumerate(block) if _has_timing(line)), None)
    number, first = block[0]
    if number == 1:
        title = first.removeprefix("WEBVTT").strip(" \t-")
        header = [(1, title)] * bool(title) + block[1:arrow]
        return [Note.on(number, HEADER, line) for number, line in header]
    if arrow in (0, 1):
        return []  # a cue; a line before its time names it
    words = " ".join(line for _, line in block[:arrow])
    kind = next((kind for kind in LEFT_OUT if first.startswith(kind)), None)
    return [Note.on(number, LEFT_OUT[kind] if kind else STRAY, words)]


def _written(said: list[Said], notes: list[Note]) -> Transcript:
    """Write out what was said, turn by turn."""
    cast, turns, parts, at = Cast(), [], [], 0
    for piece in said:
        label = f"{piece.name}: " if piece.name else ""
        start = at + len(label)
        who = cast.place(piece.name) if piece.name else None
        turns.append(DraftTurn(who, Passage(start, start + len(piece.words)), piece.time))
        parts.append(label + piece.words)
        at += len(parts[-1]) + 2
    return Transcript("\n\n".join(parts), tuple(cast.speakers), tuple(turns), tuple(notes))
