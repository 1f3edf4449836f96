"""Exports: where a file goes, in which format, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from coder.display import visible
from coder.errors import CoderError, Refused
from coder.model import Table
from coder.store import Store
from coder.store.opening import is_project
from coder.writers import CHARTS, FORMATS, drawable, write, write_document

Records = Sequence[Mapping[str, Any]]

FOLDER = "exports"
"""Beside the project, where exports go unless the person says otherwise."""

FILES = tuple(format for format in FORMATS if format != "table")
"""Formats of a table in a file; the file's ending says which."""


def export_place(store: Store, name: str) -> Path:
    """Return where an export of this name goes: `exports/` beside the project, or here."""
    folder = store.path.resolve().parent if store.path else Path.cwd()
    return folder / FOLDER / name


def files(table: Table) -> tuple[str, ...]:
    """Return the formats that a table can be written in, those of a chart where it has one."""
    return (*FILES, *CHARTS) if drawable(table) else FILES


def export(
    table: Table,
    path: Path,
    records: Records | None = None,
    *,
    replace: bool = False,
) -> None:
    """Write a table in the format that the file's ending says, its folder made where missing.

    As JSON its `records` are written, where it has some. Raises CoderError for an ending that is
    no format of the table or a file that cannot be written, Refused where one is there already.
    """
    format = path.suffix.lower().removeprefix(".")
    if format not in (known := files(table)):
        endings = ", ".join(f".{each}" for each in known)
        raise CoderError(f"{visible(path.name)}: end the name in one of {endings}.")
    make_folder(path.parent)
    save(path, writing(table, format, records), replace=replace)


def writing(
    table: Table, format: str, records: Records | None = None
) -> Callable[[BinaryIO], None]:
    """Return what writes a table as a file, which says in itself what the table is."""
    if format == "json":
        return lambda stream: write_document(table, records, stream)
    return lambda stream: write(table, stream, format)


def make_folder(folder: Path) -> None:
    """Make a folder where it is missing, for its owner only; its parent must be there.

    Raises CoderError where it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CoderError(
            f"{visible(str(folder))}: the folder cannot be made ({error.strerror})."
        ) from error


def save(path: Path, write: Callable[[BinaryIO], None], *, replace: bool = False) -> None:
    """Write a file beside its place and move it there once it is whole, readable by its owner only.

    Raises Refused where there is a file already and `replace` is not given, for a project or what
    is no file, and CoderError where the file cannot be written.
    """
    path, shown = check_place(path, replace=replace), visible(str(path))
    try:
        descriptor, half = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise CoderError(f"{shown}: cannot be written ({error.strerror}).") from error
    try:
        with open(descriptor, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        _put_in_place(Path(half), path, replace)
    except FileExistsError as error:
        raise _taken(shown) from error
    except OSError as error:
        raise CoderError(f"{shown}: cannot be written ({error.strerror}).") from error
    finally:
        Path(half).unlink(missing_ok=True)


def check_place(path: Path, *, replace: bool = False) -> Path:
    """Return the file that a path means, where one can be written there; see `save`.

    What takes long to make asks before it is made. Raises Refused for a device, a folder and,
    above all, a project; and where there is a file already and `replace` is not given.
    """
    shown, place = visible(str(path)), path.resolve()
    if place.exists() and not place.is_file():
        raise Refused(f"{shown}: is no file that can be written; give another name.")
    if is_project(place) or is_project(Path(str(place).removesuffix("-wal").removesuffix("-shm"))):
        raise Refused(f"{shown}: is a project; an export never takes its place. Give another name.")
    if place.exists() and not replace:
        raise _taken(shown)
    return place


def _taken(shown: str) -> Refused:
    return Refused(f"{shown}: there is a file of that name already.")


def _put_in_place(half: Path, path: Path, replace: bool) -> None:
    if replace:
        half.replace(path)
        return
    try:
        os.link(half, path)  # unlike a rename, fails where the name is taken meanwhile
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a memory stick
        if path.exists():
            raise FileExistsError from None
        half.rename(path)
