"""Archives of one content that have one form: no clock, no owner, one order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import BinaryIO

# The earliest that the format can say; an archive of today would differ tomorrow.
_DAY = (1980, 1, 1, 0, 0, 0)


def rewrite(archive: io.BytesIO, stream: BinaryIO) -> None:
    """Write a zip archive again, in its order, without what changes from run to run."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(_member(name, 0o600), old.read(name), zipfile.ZIP_DEFLATED, 6)


def archive(members: Mapping[str, bytes], stream: BinaryIO) -> None:
    """Write a zip archive of files by name, sorted, as small as can be."""
    with zipfile.ZipFile(stream, "w") as new:
        for name in sorted(members):
            new.writestr(_member(name, 0o644), members[name], zipfile.ZIP_DEFLATED, 9)


def _member(name: str, mode: int) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _DAY)
    part.create_system = 3  # whatever system it is made on
    part.external_attr = mode << 16
    return part
