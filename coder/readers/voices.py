"""Who says what in the cues of captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from coder.readers.belief import believed
from coder.readers.labels import Form, Label, label
from coder.readers.transcript import Note

NAMED_SHARE = 3 / 4

UNKNOWN_TAG = "not a tag of WebVTT; kept as words"
NOBODY = "this cue names no speaker; its words are given to no speaker"

_TAG = re.compile(r"<([^<>]*)>")
_NAME_OF_TAG = re.compile(r"/?([^\s.]*)\S*")
_TAGS = frozenset(("c", "i", "b", "u", "ruby", "rt", "v", "lang"))
_TIME_TAG = re.compile(r"[\d:]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Said:
    """Words by one voice."""

    line: int
    """Line of the file, from 1, on which the time stands."""
    time: str
    words: str
    name: str | None


def voices(line: int, time: str, lines: list[str], notes: list[Note]) -> Iterator[Said]:
    """Yield what each voice says in a cue; `<v Name>` begins a voice, other tags are taken out.

    What is in angle brackets and no tag (`<inaudible>`) stays, with a note.
    """
    name: str | None = None
    words: list[str] = []
    text, end = "\n".join(lines), 0
    for tag in _TAG.finditer(text):
        words.append(text[end : tag.start()])
        end = tag.end()
        kind, rest = _parted(tag[1])
        if kind == "v":
            yield from _spoken(line, time, words, name)
            words, name = [], rest or None
        elif kind not in _TAGS and not _TIME_TAG.fullmatch(kind):
            notes.append(Note.on(line, UNKNOWN_TAG, tag[0]))
            words.append(tag[0])
    yield from _spoken(line, time, [*words, text[end:]], name)


def _parted(tag: str) -> tuple[str, str]:
    """Return a tag's kind and what it names: `v`, `Ann Smith` of `<v.loud Ann Smith>`."""
    found = _NAME_OF_TAG.match(tag)
    if found is None:
        return tag, ""
    return found[1], " ".join(unescape(tag[found.end() :]).split())


def _spoken(line: int, time: str, words: list[str], name: str | None) -> Iterator[Said]:
    spoken = unescape("".join(words)).replace("\r", "\n").strip()
    if spoken:
        yield Said(line, time, spoken, name)


def attributed(said: list[Said], notes: list[Note]) -> list[Said]:
    """Return what was said with the cues of one speaker in a row joined by a space.

    Where at least three cues in four name their speaker, a cue that does not is nobody's, and
    noted: Zoom leaves out a name that it does not know, and the words may be an answer. Where
    fewer do, a name stands until the next. Words of nobody are joined to the end of a sentence.
    """
    pieces = _labelled(said)
    named = sum(piece.name is not None for piece in pieces)
    every = named >= NAMED_SHARE * len(pieces)
    joined: list[Said] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if piece.name is None and named:
            if every:
                notes.append(Note.on(piece.line, NOBODY, piece.words))
            elif last:
                piece = replace(piece, name=last.name)
        if (
            last
            and last.name == piece.name
            and (piece.name or not _SENTENCE_END.search(last.words))
        ):
            joined[-1] = replace(last, words=f"{last.words} {piece.words}")
        else:
            joined.append(piece)
    return joined


def _labelled(said: list[Said]) -> list[Said]:
    """Return the lines said, those that begin `Name: ` without the label and by that name."""
    lines = [
        replace(piece, words=words.strip())
        for piece in said
        for words in ([piece.words.replace("\n", " ")] if piece.name else piece.words.split("\n"))
        if words.strip()
    ]
    found = {place: mark for place, line in enumerate(lines) if (mark := _mark(line, place))}
    sure = believed(found.values(), len(lines))
    result: list[Said] = []
    for place, line in enumerate(lines):
        if place in sure:
            mark = found[place]
            line = replace(line, words=line.words[mark.end :].strip(), name=mark.name)
        elif result and result[-1].line == line.line and not line.name:
            line = replace(line, name=result[-1].name)  # the second line of its cue
        result.append(line)
    return [line for line in result if line.words]


def _mark(line: Said, place: int) -> Label | None:
    mark = None if line.name else label(line.words, place)
    return mark if mark and mark.form in (Form.COLON, Form.MARKED) else None
