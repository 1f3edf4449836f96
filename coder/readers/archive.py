"""Looks a zip archive over before anything parses it: broken, locked, hostile or a bomb."""

from __future__ import annotations

import codecs
import re
import stat
import zlib
from io import BytesIO
from itertools import pairwise
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from coder.errors import UnreadableSource

MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 128 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
"""Of unpacked to packed bytes, looked at above a megabyte; text in XML packs 5 to 50 times."""
RATIO_FROM = 1024 * 1024

HEADER = 30
"""Bytes before each member, and its name: the least that lies between two."""

_CHUNK = 64 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ODD_PATH = re.compile(r"^[/\\]|^[A-Za-z]:|\\|\0|(^|/)\.\.(/|$)")
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UNHEARD = tuple(bytes.fromhex(start) for start in ("0000003c", "3c000000", "4c6fa794"))
"""How XML begins in UTF-32 and EBCDIC, in which nobody writes it but to hide something."""
_ENCODINGS = frozenset((b"utf-8", b"utf-16", b"us-ascii", b"ascii"))


def inspect(data: bytes, name: str, kind: str = ".docx") -> None:
    """Raise UnreadableSource unless each member of the archive is safe to unpack and to parse.

    `kind` is what the file should be, `.docx` or `.odt`, for the words of what is wrong.

    Sizes are counted while unpacking, never believed; nothing is written to disk. A document type
    declaration is refused: with it a paragraph can silently turn out empty, or a million times
    longer.
    """
    program = "Word" if kind == ".docx" else "the program that wrote it"
    if data.startswith(_OLE):
        raise UnreadableSource(
            f"{name} is locked with a password or in Word's old format; "
            f"open it in Word and save it as {kind} without a password."
        )
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if problem := _problem(members):
                raise UnreadableSource(f"{name} is refused: {problem}.")
            _unpack(archive, members, name)
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError) as problem:
        raise UnreadableSource(
            f"{name} is broken: it is no whole {kind}; open it in {program} and save it again."
        ) from problem
    except (NotImplementedError, RuntimeError, ValueError) as problem:
        raise UnreadableSource(f"{name} is packed in a way that {kind} never is.") from problem


def _problem(members: list[ZipInfo]) -> str | None:
    """Return what is wrong with the archive's list of members."""
    if len(members) > MAX_MEMBERS:
        return f"it holds {len(members)} parts, more than any document"
    if any(member.flag_bits & 1 for member in members):
        return "it is locked with a password"
    if any(_ODD_PATH.search(member.orig_filename) for member in members):
        return "a part of it points outside the archive"
    if any(stat.S_ISLNK(member.external_attr >> 16) for member in members):
        return "a part of it is a link"
    if len({member.filename.casefold() for member in members}) < len(members):
        return "two parts of it have one name"
    places = sorted((member.header_offset, member.compress_size) for member in members)
    if any(start + HEADER + size > then for (start, size), (then, _) in pairwise(places)):
        return "parts of it overlap, as in a zip bomb"
    return None


def _unpack(archive: ZipFile, members: list[ZipInfo], name: str) -> None:
    total = 0
    for member in members:
        unpacked, kept = 0, bytearray()
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                total += len(chunk)
                if _is_bomb(unpacked, total, member.compress_size):
                    raise UnreadableSource(f"{name} is refused: it unpacks to far more than text.")
                kept += chunk
        if _has_doctype(bytes(kept)):
            raise UnreadableSource(
                f"{name} is refused: a part of it declares a document type (DOCTYPE), "
                "which no report needs; open it in its own program and save it again."
            )


def _is_bomb(unpacked: int, total: int, packed: int) -> bool:
    if unpacked > MAX_MEMBER_BYTES or total > MAX_TOTAL_BYTES:
        return True
    return unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)


def _has_doctype(part: bytes) -> bool:
    """Whether what may be XML declares a document type, or an encoding that could hide one."""
    if part.startswith(_UNHEARD):
        return True
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        start = "<".encode(codec)
        if part.startswith((mark, start)):
            return "<!DOCTYPE".encode(codec) in part
    if not part.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return False
    declared = _DECLARED.search(part[:256])
    odd = declared is not None and declared[1].lower() not in _ENCODINGS
    return odd or b"<!DOCTYPE" in part
