"""A withdrawal in words: what it will take, what it cannot reach, what it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder.display import counted, one_line
from coder.operations.withdrawing.doing import Done
from coder.operations.withdrawing.figures import restated
from coder.operations.withdrawing.plan import Plan
from coder.operations.withdrawing.written import Written
from coder.store import Store, erasing, reads
from coder.store.leaving import CASE, MEMOS, NAMES, REPEATS, SPEAKER, renamed

FOR_GOOD = "It can never be undone, and it reaches every copy that this one is merged with."

OUT_OF_REACH = (
    "Out of reach are: exports made before, other copies of the project until they are merged with"
    " this one, the files that were imported, and what a disk, a backup of the computer or a mail"
    " keeps. Delete the words there by hand."
)

RENAMED = (
    "Look afterwards: speakers of this project were renamed at some time. Who spoke in an older"
    " version under another name, and that name in labels and in what others say, may not be"
    " covered. `coder show SOURCE --version 1` shows the first version; withdraw the source where"
    " words are left."
)

_SHOWN = 20
"""Things listed by name; of more, the number."""


def consequences(store: Store, plan: Plan, written: Written) -> Iterator[str]:
    """Yield, line by line, what a withdrawal will do and what it will leave."""
    yield f"Withdrawing the {plan.target.words} covers {_much(plan)} for good, in every version."
    yield from _beside(plan)
    yield from _of_names(store, plan)
    yield from _of_written(plan, written)
    yield from _of_echoes(store, plan)
    yield from _in_history(store, plan, written)
    if renamed(store):
        yield RENAMED
    if store.path is not None and (found := erasing.backups(store.path.resolve())):
        names = ", ".join(one_line(path.name) for path in found)
        yield f"Deleted: the backups the program made ({names})."
    yield OUT_OF_REACH
    yield FOR_GOOD


def _much(plan: Plan) -> str:
    return f"{counted(plan.words, 'word')} in {counted(plan.turns, 'turn')}"


def _beside(plan: Plan) -> Iterator[str]:
    if plan.codings:
        yield (
            f"Removed: {counted(plan.codings, 'coding')} with no other person’s words;"
            " figures and types change with them."
        )


def _of_names(store: Store, plan: Plan) -> Iterator[str]:
    if not plan.speakers:
        return
    if NAMES in plan.also:
        more = ", the labels before their turns and, where it is a person’s, the name wherever it"
        yield (
            f"Covered: the speaker’s name{more} stands in the source."
            if (plan.target.kind == SPEAKER)
            else "Covered: the names of the speakers."
        )
    else:
        yield "Kept: the speakers’ names; asked for as well (--with-names), they are covered."


def _of_written(plan: Plan, written: Written) -> Iterator[str]:
    if not written.called:
        return
    found = f"{counted(len(written.called), 'text')} about the words or repeating them"
    if MEMOS in plan.also:
        yield f"Taken out, or covered where they repeat them: {found}."
    else:
        yield (
            f"KEPT: {found}. Only now can they be found; --with-memos takes them out, or covers"
            " where they repeat the words."
        )
    yield from _listed(written.called)


def _of_echoes(store: Store, plan: Plan) -> Iterator[str]:
    if not plan.echoes:
        return
    found = f"{sum(map(len, plan.echoes.values()))} places where others say four of the words in a"
    if REPEATS in plan.also:
        yield f"Covered: {found} row."
    else:
        yield f"KEPT: {found} row or more, which may be chance; --with-repeats covers them."
    yield from _listed(
        [
            f"{one_line(str(reads.row(store, 'sources', guid)['name']))} {passage}: "
            f"“{one_line(passage.quotation(plan.before[guid]), 60)}”"
            for guid, passages in plan.echoes.items()
            for passage in passages
        ]
    )


def _in_history(store: Store, plan: Plan, written: Written) -> Iterator[str]:
    """Yield what stands in the journal in plain words, from which nothing can be taken out."""
    if written.plain:
        yield (
            "STAYS FOR GOOD: the history itself holds some of the words, in names and definitions,"
            " which it keeps as they are; another name of a code only hides the old one. Only a"
            " project begun anew is without them."
        )
        yield from _listed(written.plain)
    names = {str(reads.row(store, "sources", guid)["name"]) for guid in plan.after}
    if plan.target.kind == CASE:
        yield f"Stays: the case is still called {one_line(plan.target.name)}, with its values."
    if names:
        told = ", ".join(sorted(map(one_line, names)))
        yield f"Stays: the names of the files ({told}), and the SHA-256 of each text as imported."


def _listed(things: Sequence[str]) -> Iterator[str]:
    yield from (f"  {thing}" for thing in things[:_SHOWN])
    if len(things) > _SHOWN:
        yield f"  and {len(things) - _SHOWN} more"


def outcome(plan: Plan, done: Done) -> Iterator[str]:
    """Yield, line by line, what a withdrawal did, and the figures that are others now."""
    yield f"Withdrawn: the {plan.target.words}, {_much(plan)}."
    figures = list(restated(done.before, done.after))
    yield "Figures that are others now:" if figures else "No figure and no type has changed."
    yield from (f"  {each}" for each in figures)
    if done.backups:
        yield f"Deleted backups: {', '.join(one_line(path.name) for path in done.backups)}."
    if done.left:
        yield done.left
    yield OUT_OF_REACH
