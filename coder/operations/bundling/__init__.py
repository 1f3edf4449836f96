"""The bundle: what an auditor takes away, to check without the program that made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coder.display import visible
from coder.errors import CoderError, Refused
from coder.operations import seeing
from coder.operations.bundling.gathering import gather
from coder.operations.bundling.members import STEPS as STEPS
from coder.operations.bundling.members import members
from coder.operations.exports import check_place, save
from coder.operations.memory import uncollected
from coder.store import Store, at_one_moment
from coder.writers.zipped import archive

ENDING = ".zip"


@dataclass(frozen=True, slots=True)
class Bundled:
    """What was written: how many files, and the checkpoint that they rest on."""

    files: int
    checkpoint: str
    """The head, and number and time of entries: `coder verify --head` takes it."""


def bundle(
    store: Store,
    user: str,
    path: Path,
    *,
    with_texts: bool = False,
    replace: bool = False,
    told: Callable[[str], object] = lambda step: None,
) -> Bundled:
    """Write a bundle of the project as it is, whole or not at all, for its owner only.

    The same project gives the same bytes. `told` hears of each step. Raises Refused while users do
    not see each other's codings, which a bundle would show them; and, as every export does, where
    there is a file already and `replace` is not given. Raises CoderError for a name that does not
    end in .zip, and where the file cannot be written.
    """
    if path.suffix.lower() != ENDING:
        raise CoderError(f"A bundle is a zip archive: end its name in {ENDING}.")
    if seeing.others_hidden(store):
        raise Refused(
            "Users do not see each other's codings in this project for now, and a bundle holds all"
            f' of them. When everyone has finished: `coder settings set "{seeing.OTHERS}" shown`.'
        )
    if not path.parent.is_dir():
        raise CoderError(f"There is no folder {visible(str(path.parent))}; make it first.")
    check_place(path, replace=replace)
    done, files = _made(store, user, with_texts, told)
    save(path, lambda stream: archive(files, stream), replace=replace)
    told("file")
    return done


@at_one_moment
@uncollected()
def _made(
    store: Store, user: str, with_texts: bool, told: Callable[[str], object]
) -> tuple[Bundled, dict[str, bytes]]:
    gathered = gather(store, user, with_texts=with_texts)
    told("project")
    files = members(gathered, told)
    return Bundled(len(files), gathered.checkpoint), files
