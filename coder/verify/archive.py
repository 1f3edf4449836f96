"""A bundle read where it lies: a zip is never unpacked, and an odd one is not read at all."""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

MOST_MEMBERS = 10_000
MOST_BYTES = 1 << 30
"""Unpacked, of all members together."""
MOST_RATIO = 1100
"""Of what a member unpacks to, to what it takes up: deflating cannot do better than 1,032."""
HEADER = 30
"""Bytes before the name of a member, where it stands in the zip."""

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


class Refused(ValueError):
    """A bundle is made as no writer of ours makes one, so nothing in it is read."""


class Members:
    """The members of a bundle: how long each is, by its name, and the bytes of each."""

    def __init__(self, sizes: dict[str, int], read: Callable[[str, int], bytes]) -> None:
        self.sizes, self._read = sizes, read
        folds: dict[str, str] = {}
        for name in sizes:
            if not _NAME.fullmatch(name):  # absolute, `..`, backslashes, drives, folders
                raise Refused(f"it has a member of an odd name, {name!r:.80}")
            other = folds.setdefault(name.casefold(), name)
            if other != name:
                raise Refused(f"it has two members of names too much alike, {other} and {name}")
        if len(sizes) > MOST_MEMBERS or sum(sizes.values()) > MOST_BYTES:
            raise Refused("it is larger than any bundle")

    def read(self, name: str) -> bytes:
        """Return the bytes of a member. Raises Refused where they are not as many as it says."""
        content = self._read(name, self.sizes[name] + 1)
        if len(content) != self.sizes[name]:
            raise Refused(f"its member {name} is longer or shorter than it says")
        return content


@contextmanager
def opened(path: Path) -> Iterator[Members]:
    """Open a bundle: a zip, or the folder of an unpacked one.

    Raises Refused for one that is not to be read, and OSError where it cannot be.
    """
    if path.is_dir():
        yield _of_folder(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _of_zip(archive, path.stat().st_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Refused(f"its zip is damaged: {error}") from error


def _of_folder(folder: Path) -> Members:
    def read(name: str, most: int) -> bytes:
        with (folder / name).open("rb") as file:
            return file.read(most)

    sizes: dict[str, int] = {}
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            kind, named = path.lstat(), path.relative_to(folder).as_posix()
            if stat.S_ISREG(kind.st_mode):
                sizes[named] = kind.st_size
            elif not stat.S_ISDIR(kind.st_mode):
                raise Refused(f"{named!r:.80} in it is neither a file nor a folder")
    return Members(sizes, read)


def _of_zip(archive: zipfile.ZipFile, size: int) -> Members:
    """Return the members of a zip, each of which is looked at before any is read."""

    def read(name: str, most: int) -> bytes:
        with archive.open(name) as member:
            return member.read(most)

    every = archive.infolist()
    if len(every) != len({each.filename for each in every}):
        raise Refused("it has two members of one name")
    members = Members({each.filename: each.file_size for each in every}, read)
    for each in every:
        _check(each)
    # No two members may share bytes: that is how a small zip unpacks to a vast one.
    starts = sorted(every, key=lambda each: each.header_offset)
    for one, after in zip_longest(starts, [each.header_offset for each in starts[1:]]):
        ends = one.header_offset + HEADER + len(one.filename) + one.compress_size
        if ends > (size if after is None else after):
            raise Refused(f"its member {one.filename} overlaps another")
    return members


def _check(each: zipfile.ZipInfo) -> None:
    if each.flag_bits & 1:
        raise Refused(f"its member {each.filename} is encrypted")
    if each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"its member {each.filename} is packed in an odd way")
    if each.file_size > MOST_RATIO * each.compress_size:
        raise Refused(f"its member {each.filename} unpacks to far more than it can hold")
    if stat.S_IFMT(each.external_attr >> 16) not in (0, stat.S_IFREG):
        raise Refused(f"its member {each.filename} is no plain file")
