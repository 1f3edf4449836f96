"""One door for every format: the name's ending says which reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coder.errors import UnreadableSource
from coder.readers.text import decode, mistaken, normalise, read_bytes, shown, steering
from coder.readers.transcript import Note, Transcript
from coder.readers.turns import split

READABLE: tuple[str, ...] = (".txt", ".md", ".docx", ".vtt")


def read(path: Path, *, encoding: str | None = None) -> Transcript:
    """Read a transcript; raise UnreadableSource where it cannot be read without losing something.

    `encoding` is for text formats in Windows-1252 or in UTF-16 without a mark; a `.docx` says
    itself what it is in.
    """
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        formats = ", ".join(READABLE)
        raise UnreadableSource(f"{shown(path)} is in no format read here; those are {formats}.")
    data = read_bytes(path)
    transcript = (
        _read_docx(data, path) if suffix == ".docx" else _read_text(data, path, suffix, encoding)
    )
    if not transcript.text.strip():
        raise UnreadableSource(f"{shown(path)} holds no words.")
    return transcript


def _read_text(data: bytes, path: Path, suffix: str, encoding: str | None) -> Transcript:
    text = normalise(decode(data, shown(path), encoding))
    notes = mistaken(data, encoding)
    if suffix != ".vtt":
        return _with(split(text), [*notes, *steering(text)])
    from coder.readers import vtt  # its parser is not needed for the other formats

    return _with(vtt.parse(text, shown(path)), [*notes, *steering(text)])


def _read_docx(data: bytes, path: Path) -> Transcript:
    from coder.readers import docx

    text, notes = docx.parse(data, shown(path))
    return _with(split(text, paragraph_per_line=True), [*notes, *steering(text)])


def _with(transcript: Transcript, notes: list[Note]) -> Transcript:
    together = sorted([*notes, *transcript.notes], key=lambda note: note.line)
    return replace(transcript, notes=tuple(together))
