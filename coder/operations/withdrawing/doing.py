"""A withdrawal is carried out: one change that nothing takes back, then the file is cleared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.errors import ProjectError, Refused
from coder.journal import WITHDRAW
from coder.model import Guid
from coder.operations.withdrawing.figures import Figures, figures
from coder.operations.withdrawing.plan import Plan
from coder.operations.withdrawing.written import Written
from coder.store import Change, Store, covering, erasing
from coder.store.leaving import CASE, MEMOS, NAMES, SOURCE, SPEAKER
from coder.store.texts import Place, put


@dataclass(frozen=True, slots=True)
class Done:
    """What a withdrawal did."""

    before: Figures
    after: Figures
    backups: tuple[Path, ...]
    """Of the program's own, beside the project: deleted."""
    left: str
    """Why the file could not be cleared yet; empty where it was."""


def carry_out(store: Store, user: str, plan: Plan, written: Written, reason: str) -> Done:
    """Take the words out for good.

    Raises Refused without a reason, and where the project has changed since the plan was made;
    ProjectError where another program has the project open. Nothing is changed then.
    """
    if not reason.strip():
        raise Refused("A withdrawal needs a reason; nothing was changed.")
    with erasing.alone(store):
        before = figures(store, user)
        with store.change(WITHDRAW, user) as change:
            if change.head != plan.head:
                raise Refused("The project has changed meanwhile; look at it again.")
            _take(store, change, plan, written, reason)
            erasing.note(store, change.head)
        after = figures(store, user)
        return Done(before, after, *_clear(store))


def clear_what_is_left(store: Store) -> str:
    """Clear the file of what an earlier withdrawal has left in it; return in words what was done.

    Nothing is said where nothing was left. Where it cannot be done now, that is said, and it stays
    for another time.
    """
    if store.past is not None or not erasing.unerased(store):
        return ""
    try:
        with erasing.alone(store):
            _, left = _clear(store)
    except ProjectError as error:
        left = str(error)
    return left or "The project was cleared of what an earlier withdrawal had left in the file."


def _clear(store: Store) -> tuple[tuple[Path, ...], str]:
    """Clear the file, `alone`, of what was withdrawn; return the backups deleted, or why not."""
    try:
        return tuple(erasing.erase(store)), ""
    except ProjectError as error:
        return (), str(error)


def _take(store: Store, change: Change, plan: Plan, written: Written, reason: str) -> None:
    for source, text in plan.after.items():
        covering.cover(store, change, plan.texts, source, text)
    for things in plan.idle.values():
        for table, guid in things:
            change.remove(table, guid)
    if NAMES in plan.also:
        _take_names(store, change, plan)
    if MEMOS in plan.also:
        for table, guid in written.whole:
            change.remove(table, guid)
            change.withdraw(plan.texts.of(Place(table, guid, "text")))
        put(change, plan.texts, written.repeating)
    _note(change, plan, change.text(reason.strip()))


def _take_names(store: Store, change: Change, plan: Plan) -> None:
    for speaker in plan.speakers:
        covering.cover_names(store, change, plan.texts, speaker)
    for each in plan.persons:
        sources = {version.guid for version in each.versions}
        covering.cover_elsewhere(store, change, plan.texts, each.speakers, sources, each.names)


def _note(change: Change, plan: Plan, reason: str) -> None:
    """Write down who and what has left: each version of a source, each speaker of a version."""
    kind, target = plan.target.kind, plan.target
    rows: list[tuple[str, Guid]] = [(CASE, target.guid)] if kind == CASE else []
    rows += [(SOURCE, guid) for guid in target.sources]
    rows += [(SPEAKER, guid) for guid in plan.speakers] if kind == SPEAKER else []
    for of, about in rows:
        change.insert(
            "withdrawals",
            {
                "about": about,
                "kind": of,
                "also": " ".join(plan.also),
                "user": change.user,
                "reason": reason,
                "time": change.time,
                "clock": change.clock,
            },
        )
