"""A source in two versions, in which one person says words that stand nowhere else."""

from __future__ import annotations

from pathlib import Path

from coder.model import Guid
from coder.operations import codes, coding, correcting, lookup, sources, summaries, withdrawing
from coder.operations.withdrawing import Plan, Written
from coder.store import Store, reads

SAID = (
    "Zanzibar taught me that marmalade governors whisper about pensions.\nNobody listened, ever.",
    "The xylophone cupboard became an unofficial staffroom for quarrelling deputies.",
)
"""What Teacher 1 says."""

FIRST = f"""Headteacher: We had four heads in as many years.

Teacher 1: {SAID[0]}

Interviewer: Why was that?

Teacher 1: {SAID[1]}

Teacher 2: Yes, marmalade governors whisper about pensions everywhere.
"""
SECOND = FIRST.replace("four heads", "five heads")
RARE = ("Zanzibar", "xylophone", "quarrelling", "cupboard", "unofficial")
"""Words that nobody else says."""


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def study(store: Store, folder: Path) -> Store:
    """Import, code, write about and correct the source."""
    done = sources.import_source(store, "ann", write(folder, "8a.txt", FIRST), sources.Facts("8a"))
    assert not done.error
    code = codes.add_code(store, "ann", "Leadership")
    own = apply(store, "ann", "Zanzibar taught me", code)
    both = apply(store, "ann", f"Why was that?\n\nTeacher 1: {SAID[1]}", code)
    other = apply(store, "bea", "Yes, marmalade", code)
    coding.add_memo(store, "bea", own, "He means the xylophone cupboard became an unofficial one.")
    coding.add_memo(store, "bea", both, "Nothing of theirs.")
    coding.add_memo(store, "ann", other, "As he said: taught me that marmalade governors, you see.")
    codes.add_example(store, "ann", code, "an unofficial staffroom for quarrelling deputies")
    case = lookup.case(store, "8a")
    theme = reads.codebook(store).by_guid[code]
    summaries.summarise(store, "ann", case, theme, "Deputies: staffroom for quarrelling deputies!")
    correct(store, folder, SECOND)
    return store


def apply(store: Store, user: str, words: str, code: Guid) -> Guid:
    source = lookup.source(store, "8a.txt")
    return coding.apply_code(
        store, user, source.guid, coding.locate(store, source, quote=words), code
    )


def correct(store: Store, folder: Path, text: str, user: str = "ann") -> None:
    source = lookup.source(store, "8a.txt")
    plan = correcting.plan_correction(store, user, source, write(folder, "checked.txt", text))
    correcting.carry_out(store, user, plan, correcting.chosen(plan, ["all"]))


def planned(store: Store, named: str, *also: str) -> tuple[Plan, Written]:
    plan = withdrawing.plan(store, withdrawing.find(store, named), also)
    return plan, withdrawing.written(store, plan)


def withdraw(
    store: Store, named: str = "Teacher 1", *also: str, user: str = "ann"
) -> withdrawing.Done:
    return withdrawing.carry_out(store, user, *planned(store, named, *also), "Asked by letter.")


def windows(*texts: str, size: int = 4) -> set[str]:
    """Every so many words in a row of texts, as they stand."""
    found = set()
    for text in texts:
        words = text.split()
        found |= {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
    return found


def left_in(folder: Path, words: set[str]) -> dict[str, set[str]]:
    """By file of a folder, which of some words stand in it, in any case, in UTF-8 or UTF-16."""
    found = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes().lower().replace(b"\n", b" ")
        held = {
            each
            for each in words
            for code in ("utf-8", "utf-16-le", "utf-16-be")
            if each.lower().encode(code) in content
        }
        if held:
            found[file.name] = held
    return found
