"""Bytes of a file -> text: decoded strictly, line endings made `\\n`, nothing else changed."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from coder.display import counted, one_line
from coder.errors import UnreadableSource
from coder.readers.transcript import Note

MAX_BYTES = 64 * 1024 * 1024
"""No transcript is this large; a file that is was named by mistake."""

ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "windows-1252")

# Characters that steer a terminal or reorder what is read (Trojan Source, CVE-2021-42574).
_STEERING = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# In text, Windows-1252 leaves these alone: they tell a text in it from bytes that are no text.
_NO_TEXT = frozenset(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D}


def shown(path: Path) -> str:
    """Return the file's name, safe to show."""
    return one_line(path.name or str(path))


def read_bytes(path: Path) -> bytes:
    """Return a regular file's bytes; raise UnreadableSource for anything else, without waiting."""
    # Opened without blocking: a pipe that nobody writes to would hold the import up for ever.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_dir():
            raise UnreadableSource(f"{shown(path)} is a folder; name the files in it.")
        with open(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableSource(f"{shown(path)} is a pipe or a device, not a file.")
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "the name is not one a file can have"
        raise UnreadableSource(f"{shown(path)} cannot be read: {why}.") from problem
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 1024**2
        raise UnreadableSource(f"{shown(path)} is larger than {megabytes} MB; is it a transcript?")
    if not data:
        raise UnreadableSource(f"{shown(path)} is empty.")
    return data


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """Return the text of bytes in UTF-8, UTF-16 with a byte order mark, or the encoding asked for.

    A byte order mark is believed before anything else. Raises UnreadableSource, naming the byte
    (counted from 0), where a byte does not fit; no byte is ever guessed or replaced.
    """
    codec = _by_mark(data, name) or _asked(encoding) or "utf-8"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as problem:
        raise UnreadableSource(_undecodable(data, name, codec, problem.start)) from problem
    if "\0" in text:
        at = len(text[: text.index("\0")].encode(codec))
        advice = "if it is text in UTF-16, try --encoding utf-16-le; else it is not a transcript"
        raise UnreadableSource(f"{name}: byte {at} is a NUL, which no text holds; {advice}.")
    return text.removeprefix("\ufeff")


def _by_mark(data: bytes, name: str) -> str | None:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableSource(f"{name} is in UTF-32; save it as UTF-8 and import it again.")
    marks = (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")
    for mark, codec in (*marks, (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return codec
    return None


def _asked(encoding: str | None) -> str | None:
    if encoding is None:
        return None
    known = {codecs.lookup(name).name: name for name in ENCODINGS}
    try:
        return known[codecs.lookup(encoding).name]
    except (LookupError, ValueError) as problem:
        listed = ", ".join(ENCODINGS)
        raise UnreadableSource(
            f"“{one_line(encoding, 40)}” is not an encoding read here; choose one of {listed}."
        ) from problem


def _undecodable(data: bytes, name: str, codec: str, at: int) -> str:
    where = f"{name}: byte {at} ({data[at]:#04x}, line {data.count(10, 0, at) + 1})"
    if codec == "utf-8" and _looks_like_windows(data):
        advice = "it looks like Windows-1252: try --encoding windows-1252"
    else:
        advice = "save the file as UTF-8 and import it again"
    return f"{where} does not fit {codec.upper()}; {advice}."


def _looks_like_windows(data: bytes) -> bool:
    try:
        data.decode("windows-1252")
    except UnicodeDecodeError:
        return False
    return _NO_TEXT.isdisjoint(data)


def normalise(text: str) -> str:
    """Return the text with `\\r\\n` and `\\r` as `\\n`; U+2028, U+0085 and `\\x0b` stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def mistaken(data: bytes, encoding: str | None) -> list[Note]:
    """Return a note where Windows-1252 was asked for and the bytes are good UTF-8 as well."""
    if _asked(encoding) != "windows-1252" or data.isascii():
        return []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return []
    return [Note(0, "read as Windows-1252 as asked, but it is good UTF-8: is it read rightly?")]


def steering(text: str) -> list[Note]:
    """Return a note where characters steer a terminal or reorder what is read."""
    if not (found := _STEERING.search(text)):
        return []
    number = sum(1 for _ in _STEERING.finditer(text))
    line = text.count("\n", 0, found.start()) + 1
    what = f"{counted(number, 'character')} that steer or reorder what is shown"
    return [Note(line, f"{what}, here U+{ord(found[0]):04X}; kept, shown as signs")]
