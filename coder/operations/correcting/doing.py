"""A correction is carried out: one change, one entry, one step to undo."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from coder.alignment import Kind
from coder.display import counted, one_line
from coder.errors import Refused
from coder.journal import Row, Value
from coder.model import Guid, Source, derived_guid
from coder.operations.correcting.plan import New, Plan
from coder.operations.correcting.things import Thing
from coder.store import Change, Store, index, leaving, versions

CORRECT, MOVE = "correct source", "move to new version"


@dataclass(frozen=True, slots=True)
class Done:
    """What a correction did, as far as who asked may see it."""

    source: Source
    """In its version now."""
    moved: int
    confirmed: int
    """How many changed passages moved because a person said so."""
    waiting: int
    """How much still stands on an older version."""


def carry_out(
    store: Store, user: str, plan: Plan, confirmed: Collection[Guid] = (), *, reason: str = ""
) -> Done:
    """Make the new version, and move what has the same words and what is confirmed.

    What was changed by others since the plan was made, or would double a coding of the same
    person, stays where it is and waits. Raises Refused where the source itself has changed.
    """
    going = [t for t in plan.things if t.kind is Kind.MOVED or (t.asked and t.guid in confirmed)]
    with store.change(CORRECT if plan.new else MOVE, user, reason) as change:
        _check_newest(store, change, plan.source)
        if plan.new is not None:
            _make(store, change, plan, plan.new)
        held = {_mark(row) for _, row in versions.placed(store, "codings", plan.target)}
        moved = [thing for thing in going if _move(change, thing, held)]
    newest = versions.of(store, plan.target)[-1] if moved or plan.new else plan.source
    seen = [thing for thing in moved if thing.seen]
    return Done(
        newest,
        sum(thing.kind is Kind.MOVED for thing in seen),
        sum(thing.asked for thing in seen),
        sum(thing.seen for thing in plan.things) - len(seen),
    )


def _check_newest(store: Store, change: Change, source: Source) -> None:
    change.standing("sources", source.guid, sha256=source.sha256)
    if versions.of(store, source.guid)[-1].guid != source.guid:
        raise Refused(f"{one_line(source.name)} was corrected meanwhile; look at it again.")


def _make(store: Store, change: Change, plan: Plan, new: New) -> None:
    change.insert("sources", _source_row(change, plan.source.guid, new), plan.target)
    change.insert_all("speakers", _speaker_rows(change, new))
    change.insert_all(
        "turns",
        (
            (
                turn.guid,
                {
                    "source": turn.source,
                    "speaker": turn.speaker,
                    "passage": str(turn.passage),
                    "time": turn.time,
                },
            )
            for turn in new.cast.turns
        ),
    )
    store.keep_sentences(plan.target, new.offsets)
    index.add(store, plan.target)
    _keep_marks(store, change, plan, new)
    _keep_withdrawals(store, change, new)


def _source_row(change: Change, old: Guid, new: New) -> Row:
    row = change.row("sources", old) or {}
    return {
        **row,
        "length": len(new.text),
        "words": len(new.text.split()),
        "sha256": new.sha256,
        "text": change.text(new.text),
        "corrects": old,
        "original": row["original"] or old,
        "since": _after(str(row["since"]), change.time),
    }


def _after(before: str, now: str) -> str:
    """Return now, or where a clock goes behind the moment after: no version is older than its own.

    Both are times as entries hold them; `before` is empty for a first version.
    """
    if before < now:
        return now
    later = datetime.fromisoformat(before) + timedelta(milliseconds=1)
    return later.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _speaker_rows(change: Change, new: New) -> Iterator[tuple[Guid, Row]]:
    for speaker in new.cast.speakers:
        yield (
            speaker.guid,
            {
                "source": speaker.source,
                "name": change.text(speaker.name),
                "role": speaker.role,
                "interviewer": int(speaker.interviewer),
                "numbered": int(speaker.numbered),
            },
        )


def _keep_marks(store: Store, change: Change, plan: Plan, new: New) -> None:
    """Let those who read the old version have read the new one, where it says the same."""
    for mark in new.read_as_before:
        row = change.row("reads", mark.guid)
        if row is not None and not row["removed"]:
            guid = derived_guid("read", plan.target, mark.user)
            change.insert("reads", {**row, "source": plan.target}, guid)


def _keep_withdrawals(store: Store, change: Change, new: New) -> None:
    """Let who was withdrawn from the old version be so from the new one."""
    for each in leaving.withdrawals(store, *new.cast.became):
        row = change.row("withdrawals", each.guid) or {}
        change.insert("withdrawals", {**row, "about": new.cast.became[each.about]})


def _move(change: Change, thing: Thing, held: set[tuple[Value, ...]]) -> bool:
    """Move a thing; `held` is what codings there are in the version that it moves to."""
    row = change.row(thing.table, thing.guid)
    if row is None or row["removed"] or any(row[n] != v for n, v in thing.stands.items()):
        return False
    if thing.table == "codings":
        mark = _mark({**row, **thing.goes})
        if mark in held:
            return False
        held.add(mark)
    change.update(thing.table, thing.guid, thing.goes)
    return True


def _mark(row: Row) -> tuple[Value, ...]:
    """Return what two codings of one person must not share."""
    return row["user"], row["code"], row["passage"]


def in_words(plan: Plan, done: Done) -> str:
    """Return what was done, in a few sentences."""
    name = one_line(done.source.name)
    parts = [
        f"{name} is now version {done.source.version}."
        if plan.new
        else f"Moved to version {done.source.version} of {name}."
    ]
    parts.append(f"Moved, with the same words: {done.moved}.")
    if done.confirmed:
        parts.append(f"Moved to changed words, as confirmed: {done.confirmed}.")
    if done.waiting:
        parts.append(f"Waiting on an older version: {done.waiting}; `coder list waiting` shows it.")
    if plan.new and plan.new.marks:
        parts.append(marks_in_words(plan.new))
    return " ".join(parts)


def marks_in_words(new: New) -> str:
    """Return what becomes of who had read the source to its end."""
    if new.read_as_before:
        return "No spoken word is another, so who had read it has read this version too."
    return (
        "Its new words were read by nobody yet: marks of having read it to the end stay with the"
        f" old version ({counted(new.marks, 'user')})."
    )
