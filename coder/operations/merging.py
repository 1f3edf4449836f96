"""Merging another copy of a project into this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from coder.display import counted, one_line
from coder.errors import ProjectError, Refused
from coder.operations import correcting, seeing
from coder.operations.decisions import differing
from coder.operations.history import BOTH, differences
from coder.operations.listing import Listing
from coder.operations.lists_fields import CONFLICTS
from coder.store import Store, entries, erasing, leaving, open_project
from coder.store import merging as copies


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, in words."""

    entries: int
    """How many came from the other copy."""
    conflicts: Listing
    """Each value that both copies changed, with both."""
    problems: tuple[str, ...]
    told: tuple[str, ...] = ()
    """What else was done, in words."""


def merge(store: Store, user: str, other: Path, *, unrelated: bool = False) -> Merged:
    """Take another copy's entries into this one; with `unrelated`, those of another project.

    Raises Refused where the other's journal does not hold together or shares no entry with this
    one, and ProjectError where it cannot be opened.
    """
    with open_project(other) as theirs:
        if not unrelated and not _related(store, theirs):
            raise Refused(
                f"{one_line(str(other))} is no copy of this project: their journals share no entry."
                " Merged once, the two can never be parted; --unrelated merges them all the same."
            )
        with _clearing(store, theirs) as said:
            done = copies.merge(store, theirs, user)
    entry = entries.one(store, done.head) if done.conflicts else None
    records = [
        {
            "thing": each.thing.removesuffix(BOTH),
            "column": each.column,
            "here": each.before,
            "there": each.after,
        }
        for each in (differences(store, seeing.seen(store, user, entry)) if entry else ())
        if each.thing.endswith(BOTH)
    ]
    conflicts = Listing("Changed in both copies", CONFLICTS, records)
    waiting = correcting.problems(store, user)
    found = (*done.problems, *differing(store), *waiting)
    return Merged(done.entries, conflicts, found, (*_followed(done), *said))


def _followed(done: copies.Merge) -> list[str]:
    if not done.again:
        return []
    return [
        "What one copy did with words that were withdrawn in the other was withdrawn as well:"
        f" {counted(done.again, 'row')} changed."
    ]


@contextmanager
def _clearing(store: Store, theirs: Store) -> Iterator[list[str]]:
    """Have the file to oneself where either copy has withdrawn words, and clear it afterwards."""
    said: list[str] = []
    if not (leaving.withdrawals(store) or leaving.withdrawals(theirs)):
        yield said
        return
    with erasing.alone(store):
        yield said
        with suppress(ProjectError):
            names = ", ".join(one_line(path.name) for path in erasing.erase(store))
            said += [f"Deleted backups: {names}."] if names else []


def _related(store: Store, other: Store) -> bool:
    """Whether two journals have an entry in common."""
    ours, theirs = (
        {id for (id,) in each.rows("SELECT id FROM journal")} for each in (store, other)
    )
    return bool(ours & theirs)
