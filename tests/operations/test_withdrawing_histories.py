"""Whatever was corrected, renamed, merged and reassigned before: all of who leaves is gone.

Everybody says words that nobody else says, and bears names that nobody else bears, so who said what
is known without asking the program.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.operations import correcting, lookup, merging, sources, turns
from coder.operations.project import start
from coder.store import Store, open_project, reads
from coder.store.undoing import undo
from coder.verify import verify

from .test_withdrawing_copies import read
from .withdrawing_study import left_in, windows, withdraw, write

PEOPLE = ("Quillfeather", "Umberstone", "Yarrowdene")
LEAVER = PEOPLE[0]
WORDS = ("amber", "birch", "cedar", "dune", "ember", "fjord", "grove")


@dataclass
class World:
    """A source as one copy has it: who says what, and what everybody is called."""

    folder: Path
    outside: Path
    said: list[tuple[str, str, str]]
    """The label before each turn, who truly says it, and its words."""
    called: dict[str, str] = field(default_factory=lambda: {each: each for each in PEOPLE})
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    ever: dict[str, set[str]] = field(default_factory=lambda: {each: {each} for each in PEOPLE})
    """Every name that somebody has had."""

    @property
    def path(self) -> Path:
        return self.folder / "s.coder"

    def text(self) -> str:
        """The transcript as a file: its labels never change, whatever people are called."""
        return "\n\n".join(f"{label}: {words}" for label, _, words in self.said) + "\n"

    def words_of(self, who: str) -> set[str]:
        return {words for _, person, words in self.said if person == who}


def saying(who: str, number: int) -> str:
    """Ten words that only this person says, and only this once."""
    return " ".join(f"{word}{who[:2].lower()}{number}" for word in WORDS) + "."


def source(store: Store):
    return lookup.source(store, "8a.txt")


def speaker(store: Store, name: str):
    return lookup.speaker(reads.speakers(store, source(store).guid).values(), name)


def rename(world: World, store: Store, who: str, number: int) -> None:
    new = f"{who[:3]}name{next(world.numbers)}{world.folder.name}"
    known = {each.name for each in reads.speakers(store, source(store).guid).values()}
    if world.called[who] in known:
        turns.rename_speaker(store, "ann", speaker(store, world.called[who]), new)
        world.called[who] = new
        world.ever[who].add(new)


def rethink(world: World, store: Store, who: str, number: int) -> None:
    """A new name is undone, and was theirs all the same."""
    before = {**world.called}
    rename(world, store, who, number)
    if world.called != before:
        undo(store, "ann")
        world.called = before


def swap(world: World, store: Store, who: str, number: int) -> None:
    """Two people change names."""
    one, other = [each for each in PEOPLE if each != who]
    known = {each.name for each in reads.speakers(store, source(store).guid).values()}
    names = world.called[one], world.called[other]
    if known.issuperset(names):
        first, second = speaker(store, names[0]), speaker(store, names[1])
        turns.rename_speaker(store, "ann", first, "Between")
        turns.rename_speaker(store, "ann", second, names[0])
        turns.rename_speaker(store, "ann", first, names[1])
        world.called[one], world.called[other] = names[1], names[0]
        world.ever[one].add(names[1])
        world.ever[other].add(names[0])


def drop(world: World, store: Store, who: str, number: int) -> None:
    """Correct, without one turn."""
    if len(world.said) > 3:
        world.said.pop(number % len(world.said))
        correct(world, store)


def change(world: World, store: Store, who: str, number: int) -> None:
    """Correct a word of one turn."""
    at = number % len(world.said)
    label, person, words = world.said[at]
    if label == person:  # what was put right by hand cannot be carried over to other words
        world.said[at] = (label, person, words.replace("cedar", "larch"))
        correct(world, store)


def add(world: World, store: Store, who: str, number: int) -> None:
    """Correct, with one turn more."""
    new = (who, who, saying(who, 100 * (1 + len(world.folder.name)) + next(world.numbers)))
    world.said.insert(number % (len(world.said) + 1), new)
    correct(world, store)


def mislabel(world: World, store: Store, who: str, number: int) -> None:
    """Correct, with one turn more under a wrong label, and put that right by hand."""
    other = PEOPLE[(PEOPLE.index(who) + 1 + number % 2) % 3]
    words = saying(who, 100 * (1 + len(world.folder.name)) + next(world.numbers))
    known = {each.name for each in reads.speakers(store, source(store).guid).values()}
    if known.issuperset((world.called[who], world.called[other])):
        world.said.insert(number % (len(world.said) + 1), (other, who, words))
        correct(world, store)
        now = source(store).guid
        (turn,) = (
            each
            for each in reads.turns(store, now)[now]
            if each.passage.quotation(reads.text(store, now)) == words
        )
        turns.reassign_turn(store, "ann", turn, world.called[who])


def correct(world: World, store: Store) -> None:
    file = write(world.outside, "again.txt", world.text())
    try:
        plan = correcting.plan_correction(store, "ann", source(store), file)
    except Refused:  # the same words, or too few of them
        return
    correcting.carry_out(store, "ann", plan)


def misspell(world: World, store: Store, who: str, number: int) -> None:
    """A turn got a speaker of its own, and that one is merged into the right one."""
    typo = f"{who[:3]}typo{next(world.numbers)}{world.folder.name}"
    held = reads.turns(store, source(store).guid)[source(store).guid]
    own = [t for t in held if t.speaker and name_of(store, t.speaker) == world.called[who]]
    if len(own) > 1:
        turns.reassign_turn(store, "ann", own[number % len(own)], typo)
        into = speaker(store, world.called[who])
        turns.merge_speakers(store, "ann", speaker(store, typo), into)
        world.ever[who].add(typo)


def name_of(store: Store, guid: str) -> str:
    known = reads.speakers(store, source(store).guid)
    return known[guid].name if guid in known else ""


_DEEDS = (rename, rethink, swap, drop, change, add, misspell, mislabel)
DEEDS = {each.__name__: each for each in _DEEDS}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from(PEOPLE), st.integers(0, 7)),
    max_size=4,
)


def made(folder: Path) -> World:
    (folder / "one").mkdir()
    (folder / "outside").mkdir()
    said = [(who, who, saying(who, turn)) for turn in (1, 2) for who in PEOPLE]
    world = World(folder / "one", folder / "outside", said)
    with start(world.path, "ann") as store:
        file = write(world.outside, "8a.txt", world.text())
        assert not sources.import_source(store, "ann", file, sources.Facts("8a")).error
    return world


def copied(world: World) -> World:
    other = world.folder.parent / "other"
    shutil.copytree(world.folder, other)
    ever = {who: set(names) for who, names in world.ever.items()}
    return World(other, world.outside, [*world.said], {**world.called}, world.numbers, ever)


def go(world: World, steps) -> set[str]:
    """Do these steps; return all that the one who leaves has said meanwhile."""
    said = set()
    with open_project(world.path) as store:
        for deed, who, number in steps:
            DEEDS[deed](world, store, who, number)
            said |= world.words_of(LEAVER)
    return said


def only_theirs(*worlds: World) -> set[str]:
    """The names that who leaves had, and nobody else."""
    names = set().union(*(world.ever[LEAVER] for world in worlds))
    return names.difference(*(world.ever[who] for world in worlds for who in PEOPLE[1:]))


def check(world: World, said: set[str], names: set[str]) -> None:
    """No word and no name of theirs is left, every word of the others is, and all holds together.

    Words that were corrected stand in one version with the old and in another with the new word.
    """
    every = said | {each.replace("larch", "cedar") for each in said}
    assert left_in(world.folder, windows(*every) | names) == {}
    assert verify(world.path).faults == []
    with open_project(world.path) as store:
        text = reads.text(store, source(store).guid)
    kept = set().union(*map(world.words_of, PEOPLE[1:]))
    assert {words for words in kept if words not in text} == set()


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(STEPS, st.booleans())
def test_in_one_copy(tmp_path_factory, steps, names_too):
    world = made(tmp_path_factory.mktemp("history"))
    said = world.words_of(LEAVER) | go(world, steps)
    with open_project(world.path) as store:
        withdraw(store, world.called[LEAVER], *(["names"] if names_too else []))
    check(world, said, only_theirs(world) if names_too else set())


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(STEPS, STEPS, st.booleans(), st.booleans())
def test_in_two_copies_of_which_one_does_not_know(
    tmp_path_factory, before, meanwhile, names_too, back_first
):
    world = made(tmp_path_factory.mktemp("history"))
    said = world.words_of(LEAVER) | go(world, before)
    other = copied(world)
    with open_project(world.path) as store:
        withdraw(store, world.called[LEAVER], *(["names"] if names_too else []))
    said |= go(other, meanwhile)
    order = [(world, other), (other, world)]
    for into, of in reversed(order) if back_first else order:
        with open_project(into.path) as store:
            merging.merge(store, "cid", of.path)
    assert read(world.path) == read(other.path)
    names = only_theirs(world, other) if names_too else set()
    for each in (world, other):
        each.said = other.said
        check(each, said, names)


def test_the_search_finds_what_is_there(tmp_path):
    world = made(tmp_path)
    said = world.words_of(LEAVER)
    with pytest.raises(AssertionError):
        check(world, said, set())
