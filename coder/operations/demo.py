"""The demonstration project: the report's own quotations, cases and codebook."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coder.display import visible
from coder.errors import CoderError, ProjectError
from coder.model import Guid, Passage, Turn
from coder.operations import lookup
from coder.operations.coding import apply_code
from coder.operations.project import data_folder, start
from coder.operations.sources import files_in, import_sources, read_manifest
from coder.operations.tables import read_csv
from coder.store import Store, reads

USER = "report"
"""Who made the codings that the report itself makes."""

NAME = "demo.coder"

_GIVEN_UP = 600
"""Seconds after which nobody is building any more; it takes a few."""

_COLUMNS = ("school", "turn", "paragraph", "code", "warrant", "words")


def demo_path(folder: Path, *, new: bool = False) -> Path:
    """Return where the demonstration is or goes; with `new`, a name that is free beside it."""
    path = folder / NAME
    number = 1
    while new and os.path.lexists(path):
        number += 1
        path = folder / f"demo-{number}.coder"
    return path


def build_demo(path: Path) -> None:
    """Make the demonstration project; it appears under its name only when it is whole.

    Raises ProjectError where it cannot be made, and CoderError where its material is damaged.
    """
    if path.is_symlink() and not path.exists():
        raise ProjectError(
            f"{visible(str(path))}: is a link to a file that is not there; remove it or give"
            " another folder with --dir."
        )
    codebooks, transcripts = data_folder("codebooks"), data_folder("transcripts")
    with _folder_beside(path) as folder:
        half = folder / path.name
        with start(
            half,
            USER,
            codebook=codebooks / "stuck-schools.toml",
            typology=codebooks / "typology.toml",
            scales=codebooks / "scales.toml",
            cases=transcripts / "schools.csv",
        ) as store:
            manifest = read_manifest(transcripts / "manifest.csv")
            files = [file for file in files_in([transcripts]) if file.suffix == ".txt"]
            for result in import_sources(store, USER, files, manifest=manifest):
                if result.error:
                    raise CoderError(result.error)
            for source, passage, code, memo in _codings(store, transcripts / "codings.csv"):
                apply_code(store, USER, source, passage, code, memo=memo)
        _put_in_place(half, path)


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """Give a hidden folder to build in, and take away what an earlier, killed build left."""
    for left in path.parent.glob(f".{path.name}.*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _GIVEN_UP:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise ProjectError(f"{visible(str(path))}: cannot be made ({error.strerror}).") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(half: Path, path: Path) -> None:
    """Name the finished file; where another process was faster, theirs stays."""
    try:
        os.link(half, path)
    except FileExistsError:
        return
    except OSError:  # no hard links here: hold the name first, so that nothing is overwritten
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
            half.replace(path)


def _codings(store: Store, path: Path) -> Iterator[tuple[Guid, Passage, Guid, str]]:
    book = reads.codebook(store)
    turns = reads.turns(store)
    texts = reads.texts(store)
    for row in read_csv(path, required=_COLUMNS, allowed=_COLUMNS):
        source = lookup.source(store, row["school"]).guid
        turn = turns[source][int(row["turn"]) - 1]
        passage = _passage(texts[source], turn, row["words"])
        memo = f"Paragraph {row['paragraph']} of the report; warrant: {row['warrant']}."
        yield source, passage, lookup.code(book, row["code"]).guid, memo


def _passage(text: str, turn: Turn, words: str) -> Passage:
    """Return the whole turn, or where the words stand in it."""
    if not words:
        return turn.passage
    at = text.index(words, turn.passage.start, turn.passage.end)
    return Passage(at, at + len(words))
