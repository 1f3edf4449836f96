"""A source of school 8a with codings, memos and read marks, and corrected texts of it."""

from __future__ import annotations

from pathlib import Path

from coder.model import Coding, Guid, Source
from coder.operations import codes, coding, correcting, lookup, sources
from coder.store import Store, reads

FIRST = """Headteacher: We had four heads in as many years. Nobody stayed for long.

Interviewer: Why was that?

Teacher 1: The union was strong. It was hard for everybody.

Teacher 2: Yes, very.

Teacher 1: I left because of the workload.
"""
CHECKED = FIRST.replace("four heads", "five heads").replace(
    "\nTeacher 1: I left because of the workload.\n", ""
)
"""Words changed inside a passage, and the last turn deleted."""
CHECKED = f"Checked by the school.\n\n{CHECKED}"
"""And words put in at the top."""

WORDS = {
    "changed": "four heads in as many years",
    "moved": "The union was strong.",
    "lost": "I left because of the workload.",
}


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def study(store: Store, folder: Path, text: str = FIRST) -> Source:
    """Import the source, add a code and let ann code the three passages."""
    assert not sources.import_source(
        store, "ann", write(folder, "8a.txt", text), sources.Facts("8a")
    ).error
    code = codes.add_code(store, "ann", "Leadership")
    for words in WORDS.values():
        apply(store, "ann", words, code)
    return source(store)


def source(store: Store) -> Source:
    return lookup.source(store, "8a")


def leadership(store: Store) -> Guid:
    return lookup.code(reads.codebook(store), "Leadership").guid


def apply(store: Store, user: str, words: str, code: Guid) -> Guid:
    place = coding.locate(store, source(store), quote=words)
    return coding.apply_code(store, user, source(store).guid, place, code)


def correct(
    store: Store, folder: Path, text: str = CHECKED, *confirm: str, user: str = "ann"
) -> correcting.Done:
    """Bring in a corrected text."""
    file = write(folder, "checked.txt", text)
    plan = correcting.plan_correction(store, user, source(store), file)
    return correcting.carry_out(store, user, plan, correcting.chosen(plan, confirm))


def quoted(store: Store, *, waiting: bool = False) -> dict[Guid, str]:
    """Return the words under each coding, in the version that it stands on."""
    found: list[Coding] = reads.codings(store, waiting=waiting)
    return {each.guid: each.passage.quotation(reads.text(store, each.source)) for each in found}
