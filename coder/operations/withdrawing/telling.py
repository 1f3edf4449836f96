"""A withdrawal in words: what it will take, what it cannot reach, what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from coder.display import counted, one_line
from coder.finding.folding import tokens
from coder.operations.withdrawing.doing import Done
from coder.operations.withdrawing.figures import restated
from coder.operations.withdrawing.plan import Plan
from coder.operations.withdrawing.who import in_each_version
from coder.operations.withdrawing.written import Written
from coder.store import Store, erasing, reads
from coder.store.leaving import ALSO, CASE, MEMOS, NAMES, REPEATS, SPEAKER

FOR_GOOD = "It can never be undone, and it reaches every copy that this one is merged with."

OUT_OF_REACH = (
    "Out of reach are: exports made before, other copies of the project until they are merged with"
    " this one, the files that were imported, and what a disk, a backup of the computer or a mail"
    " keeps. Delete the words there by hand."
)

BY_COMMAND = {each: f"--with-{each}" for each in ALSO}
"""How the command is told to take more along."""

_SHOWN = 20
"""Things listed by name; of more, the number."""

_COMMON = 3
"""Places of others with the same words from which these are likely to be everybody's."""


def consequences(
    store: Store, plan: Plan, written: Written, how: Mapping[str, str] = BY_COMMAND
) -> Iterator[str]:
    """Yield, line by line, what a withdrawal will do and what it will leave.

    `how` is in words what takes along memos, names and repetitions, where these are kept.
    """
    yield f"Withdrawing the {plan.target.words} covers {_much(plan)} for good, in every version."
    yield from in_each_version(store, plan)
    yield from _beside(plan)
    yield from _of_names(plan, how)
    yield from _of_written(plan, written, how)
    yield from _of_echoes(store, plan, how)
    yield from _in_history(store, plan, written)
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


def _of_names(plan: Plan, how: Mapping[str, str]) -> Iterator[str]:
    if not plan.speakers:
        return
    if NAMES in plan.also:
        more = ", the labels before their turns and, where it is a person’s, the name wherever it"
        yield (
            f"Covered: every name the speaker had{more} stands in the source."
            if (plan.target.kind == SPEAKER)
            else "Covered: the names of the speakers."
        )
    else:
        yield f"Kept: the speakers’ names; {how[NAMES]} covers them."


def _of_written(plan: Plan, written: Written, how: Mapping[str, str]) -> Iterator[str]:
    if not written.called:
        return
    found = f"{counted(len(written.called), 'text')} about the words or repeating them"
    if MEMOS in plan.also:
        yield f"Taken out, or covered where they repeat them: {found}."
    else:
        yield (
            f"KEPT: {found}. Only now can they be found; {how[MEMOS]} takes them out, or covers"
            " where they repeat the words."
        )
    yield (
        "  (Four words in a row are a repetition; in what is about the source also fewer in"
        " quotation marks, where one has five letters or more.)"
    )
    yield from _listed(written.called)


def _of_echoes(store: Store, plan: Plan, how: Mapping[str, str]) -> Iterator[str]:
    """Yield where others repeat the words: what is said there only, the longest first."""
    said = [
        (source, passage, passage.quotation(plan.before[source]))
        for source, passages in plan.echoes.items()
        for passage in passages
    ]
    if not said:
        return
    times = Counter(tuple(tokens(words)) for _, _, words in said)
    rare = [each for each in said if times[tuple(tokens(each[2]))] < _COMMON]
    found = f"{counted(len(said), 'place')} where others say four of the words in a row or more"
    if REPEATS in plan.also:
        yield f"Covered: {found}."
    else:
        yield f"KEPT: {found}, which may be chance; {how[REPEATS]} covers them."
    yield from _listed(
        [
            f"{one_line(str(reads.row(store, 'sources', source)['name']))} {passage}: "
            f"“{one_line(words, 60)}”"
            for source, passage, words in sorted(rare, key=lambda each: -len(each[2]))
        ]
    )
    if len(rare) < len(said):
        yield (
            f"  and {len(said) - len(rare)} whose words stand at {_COMMON} of these places or more"
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
