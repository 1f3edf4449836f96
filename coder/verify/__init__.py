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
page        its report for people, compared line by line with one derived anew, of which
overview    has the sections on all schools at once,
rulebook    the section on the rules,
school      those on each school:
answering   how it is typed, and what people decided,
reasons     why each attribute has its status,
margins     what would alter it,
changing    by trying change after change,
doubts      what to look at twice;
deciding    whose decisions stand, and what each school still needs,
stale       what has changed since they were made,
telling     the entries of the journal in words,
naming      what rows are called,
arithmetic  measured criteria in words,
saying      how numbers, lists and times are said,
wording     what every bundle says of itself,
markup      the elements in which all of it stands
"""

from __future__ import annotations

import errno
import os
from hashlib import sha256
from pathlib import Path

from .bundle import MANIFEST, verifier, verify_bundle
from .project import verify_file, verify_open
from .words import Report

__all__ = ["NOT_PROVED", "PROVED", "Report", "digests", "outcome", "verify", "verify_open"]

PROVED = (
    "Proved: entries are what their ids say, and done again in order they make all that is here."
)
NOT_PROVED = """\
Not proved: that this is the whole history. Who can write the file can make all of it anew, or cut
off its end, unless a head was kept elsewhere (exports, typings and reviews print it) and --head
finds it. Nor is it proved who made an entry: a user is a name, not a proof."""
UNQUOTED = """\
Not proved: the words of {}; the bundle has no texts of its sources.
They are proved with a copy of the project that has them (--texts-of PROJECT), or in a bundle made
with --with-texts."""


def outcome(report: Report) -> list[str]:
    """Return what was proved, where no fault was found, and what was not, in lines for people."""
    if report.faults or not report.unquoted:
        return [*[PROVED] * (not report.faults), NOT_PROVED]
    quotations = f"{report.unquoted} quotation{'s' * (report.unquoted != 1)}"
    but = f"{PROVED.removesuffix('.')},\nbut the words of {quotations}."
    return [but, UNQUOTED.format(quotations), NOT_PROVED]


def digests() -> list[str]:
    """Return the SHA-256 of each file of this verifier, as `sha256sum -c` reads them."""
    return [f"{sha256(code).hexdigest()}  {name}" for name, code in verifier().items()]


def verify(path: Path | str, head: str | None = None, texts_of: Path | str | None = None) -> Report:
    """Check the project or bundle at `path`, and that `head`, kept elsewhere, is in its history.

    A bundle is a zip or the folder of an unpacked one. `head` is a checkpoint, the id of an entry,
    or the first twelve or more of its hexadecimal digits. `texts_of` is a project that has the
    transcripts which a bundle was made without. Raises OSError where there is no such file, or it
    cannot be opened. Checked: invariants 2, 3, 4, 6 and 7 of the design, and that all which is said
    of typings and themes follows from the history.
    """
    path = Path(os.path.realpath(path))  # what SQLite keeps beside a file is beside the real one
    beside = Path(texts_of) if texts_of is not None else None
    if (path / MANIFEST).is_file():
        return verify_bundle(path, head, beside)
    if path.exists() and not path.is_file():  # to open a pipe would wait for whoever fills it
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\3\4":
        return verify_bundle(path, head, beside)
    return verify_file(path, head)
