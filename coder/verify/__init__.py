"""The independent verifier: derives anew what a project or a bundle says, and names what differs.

A package of standard-library Python that shares no code with the program. An auditor can read it
from top to bottom, copy the folder anywhere, and run it alone: `python -m verify PROJECT`.
What it checks is only read; nothing is written to it or beside it. To be read in this order:

words       the report of what is found, and forms of words
journal     each entry is what its id says, and follows those it names
replay      all entries done again in order make the rows
texts       the words kept apart from the journal
project     a project file holds what its journal makes
codes       the codebook as a tree
standing    what stands in the project at one moment
evidence    passages for and against an attribute, and the voices in them
rules       readings, measures, statuses, outcomes
history     stuck, unstuck or neither, by inspections
judging     one case, judged anew
decisions   each decision done again as at its moment
counting    in which of four states each school is for each theme
reading     whether a source was read to its end for a theme
archive     a bundle read without being unpacked
tables      the columns that a journal fills
bundle      what a bundle says of itself, and of the project
records     its lists of sources and decisions against the history
claims      its figures against those derived anew
page        its report for people
expected    what that must say
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from .bundle import MANIFEST, verify_bundle
from .project import verify_file, verify_open
from .words import Report

__all__ = ["NOT_PROVED", "PROVED", "Report", "verify", "verify_open"]

PROVED = (
    "Proved: entries are what their ids say, and done again in order they make all that is here."
)
NOT_PROVED = """\
Not proved: that this is the whole history. Who can write the file can make all of it anew, or cut
off its end, unless a head was kept elsewhere (exports, typings and reviews print it) and --head
finds it. Nor is it proved who made an entry: a user is a name, not a proof."""


def verify(path: Path | str, head: str | None = None) -> Report:
    """Check the project or bundle at `path`, and that `head`, kept elsewhere, is in its history.

    A bundle is a zip or the folder of an unpacked one. `head` is a checkpoint, the id of an entry,
    or the first twelve or more of its hexadecimal digits. Raises OSError where there is no such
    file, or it cannot be opened. Checked: invariants 2, 3, 4, 6 and 7 of the design, and that all
    which is said of typings and themes follows from the history.
    """
    path = Path(os.path.realpath(path))  # what SQLite keeps beside a file is beside the real one
    if (path / MANIFEST).is_file():
        return verify_bundle(path, head)
    if path.exists() and not path.is_file():  # to open a pipe would wait for whoever fills it
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    with path.open("rb") as file:
        start = file.read(4)
    return (verify_bundle if start == b"PK\3\4" else verify_file)(path, head)
