"""The whole set of tables and charts that a report needs, as files with a manifest beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from coder.display import counted, visible
from coder.errors import CoderError, Refused
from coder.model import Table
from coder.operations import disclosing, figures, publishing_lists
from coder.operations.exports import FILES, FOLDER, Records, files, make_folder, save, writing
from coder.operations.figures import KINDS, Question
from coder.operations.profiles import PUBLISHED, Release
from coder.store import Store, at_one_moment
from coder.writers import CHARTS

MANIFEST = "manifest.json"

FORMATS = (*FILES, *CHARTS)

Made = tuple[Table, Records | None, Sequence[str]]
"""A table, its records, and what the person who publishes it is told of it."""


def _figures(kind: str) -> Callable[[Store, str, Release], Made]:
    def make(store: Store, user: str, release: Release) -> Made:
        found = figures.answer(store, user, Question(kind, release=release))
        return found.table, found.records, found.told

    return make


def _typing(store: Store, user: str, release: Release) -> Made:
    done = publishing_lists.typing(store, user, None, release)
    return done.table, done.records, done.told


def _disclosure(store: Store, user: str, release: Release) -> Made:
    done = disclosing.report(store, user, release)
    return done.table, done.records, done.told


PARTS: Mapping[str, Callable[[Store, str, Release], Made]] = {
    **{kind: _figures(kind) for kind in KINDS},
    "typing": _typing,
    "disclosure": _disclosure,
}
"""By the name of its files, what makes each table of the set; every kind of figure is in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the set; `name` is that of its files, without the ending."""

    name: str
    table: Table
    records: Records | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be written, and what is not, with the reason in words."""

    parts: tuple[Part, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()
    """What was withheld in publishing, for whoever publishes; each thing once."""


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a batch, the manifest last, and what was left out."""

    files: tuple[Path, ...]
    left_out: tuple[tuple[str, str], ...]


@at_one_moment
def gather(store: Store, user: str, release: Release = PUBLISHED, *, day: str = "") -> Batch:
    """Make every table of the set, all of one moment; what cannot be made is left out, and said.

    It is published where nothing else is said; `policy.prepare` comes before. `day` is written
    into each as the day it was made on; without it nothing holds a clock.
    """
    parts, left_out = [], []
    said: dict[str, None] = {}
    for name, make in PARTS.items():
        try:
            table, records, told = make(store, user, release)
        except CoderError as error:
            left_out.append((name, str(error)))
            continue
        if day:
            table = replace(table, notes=(*table.notes, ("Made on", day)))
        parts.append(Part(name, table, records))
        said |= dict.fromkeys(told)
    return Batch(tuple(parts), tuple(left_out), tuple(said))


def set_folder(store: Store) -> Path:
    """Return where the set goes: `exports/` beside the project, or here."""
    return (store.path.resolve().parent if store.path else Path.cwd()) / FOLDER


def planned(batch: Batch, formats: Sequence[str] = FORMATS) -> list[tuple[Part, str]]:
    """Return each file of a batch, as its part and format."""
    return [
        (part, format) for part in batch.parts for format in files(part.table) if format in formats
    ]


def write_batch(
    batch: Batch,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    *,
    replace: bool = False,
    told: Callable[[str], None] = lambda name: None,
) -> Written:
    """Write every file of a batch, whole or not at all, and then the manifest.

    `told` hears each file's name once it is done with. Raises Refused, before anything is written,
    where a file is there already and `replace` is not given; CoderError where one cannot be
    written.
    """
    plan = planned(batch, formats)
    names = [f"{part.name}.{format}" for part, format in plan]
    _check_free([folder / name for name in (*names, MANIFEST)], replace)
    make_folder(folder)
    # A manifest is there only beside the whole of what it lists.
    (folder / MANIFEST).unlink(missing_ok=True)
    listed, left_out = [], list(batch.left_out)
    for name, (part, format) in zip(names, plan, strict=True):
        try:
            content = _content(part, format)
        except CoderError as error:
            left_out.append((name, str(error)))
        else:
            save(folder / name, _writes(content), replace=replace)
            listed.append((name, content))
        told(name)
    save(folder / MANIFEST, _writes(_manifest(batch, listed, left_out)), replace=replace)
    return Written(
        tuple(folder / name for name in (*(name for name, _ in listed), MANIFEST)), tuple(left_out)
    )


def _check_free(paths: Sequence[Path], replace: bool) -> None:
    taken = [path for path in paths if path.exists()]
    if taken and not replace:
        more = f", and {counted(len(taken) - 1, 'other')} of the set" if taken[1:] else ""
        raise Refused(
            f"{visible(str(taken[0]))}: there is a file of that name already{more}. Nothing was"
            " written: replace them, or name another folder."
        )


def _content(part: Part, format: str) -> bytes:
    whole = io.BytesIO()
    writing(part.table, format, part.records)(whole)
    return whole.getvalue()


def _writes(content: bytes) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        stream.write(content)

    return write


def _manifest(
    batch: Batch, listed: Sequence[tuple[str, bytes]], left_out: Sequence[tuple[str, str]]
) -> bytes:
    """Return JSON: what the set rests on, and each file with its bytes and SHA-256."""
    data = {
        **dict(_shared(batch)),
        "files": [
            {"file": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in listed
        ],
        "left out": [{"what": name, "why": why} for name, why in left_out],
    }
    return (json.dumps(data, ensure_ascii=True, indent=1) + "\n").encode()


def _shared(batch: Batch) -> Iterator[tuple[str, str]]:
    """Yield the notes that every table of the set has in common."""
    if batch.parts:
        notes = [set(part.table.notes) for part in batch.parts]
        alike = set.intersection(*notes)
        yield from (each for each in batch.parts[0].table.notes if each in alike)
