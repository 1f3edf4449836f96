"""Entries: one spelling, one id, one order, and what undo and redo take back."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder import journal
from coder.journal import Conflict, Entry, Image

GOLDEN = (
    '{"clock":2,"images":[["codes","c1",null,{"name":"Élan “vital”\\n\\u001b","removed":0}],'
    '["codes","c2",{"parent":null},{"parent":"c1"}]],"parents":["sha256:00"],"reason":"text:11",'
    '"schema":1,"time":"2026-03-01T09:00:00.000Z","user":"u1","verb":"add code"}'
)
GOLDEN_ID = "sha256:c34b3780641461568efaba8cf5f80e4b31809f2c289a0f29013e9e2590b019a3"
"""As `sha256sum` gives it for the bytes above."""


def entry(clock: int = 1, **more: object) -> Entry:
    plain = Entry("add code", "u1", "2026-03-01T09:00:00.000Z", 1, clock, (), ())
    return replace(plain, **more)  # type: ignore[arg-type]


def test_an_entry_has_one_spelling_and_its_id_is_the_hash_of_it():
    images = (
        Image("codes", "c1", None, {"removed": 0, "name": "Élan “vital”\n\x1b"}),
        Image("codes", "c2", {"parent": None}, {"parent": "c1"}),
    )
    body = journal.encode(entry(2, parents=("sha256:00",), images=images, reason="text:11"))
    assert body == GOLDEN
    assert journal.digest(body) == "sha256:" + hashlib.sha256(GOLDEN.encode()).hexdigest()
    assert journal.digest(body) == GOLDEN_ID


def test_an_entry_comes_back_from_its_spelling_as_it_was():
    full = entry(
        3,
        parents=("sha256:a", "sha256:b"),
        images=(Image("codes", "c1", {"name": "a"}, {"name": "b"}),),
        reason="text:1",
        undoes="sha256:c",
        conflicts=(Conflict("codes", "c1", {"name": ("b", None)}),),
        withdrawn=("text:2",),
        id="sha256:d",
    )
    assert journal.decode("sha256:d", journal.encode(full)) == full


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_spell_is_refused(value):
    with pytest.raises(ValueError):
        journal.canonical({"a": value})


def test_a_text_is_named_by_the_hash_of_salt_and_words():
    words = "We’re not a dumping ground."
    expected = hashlib.sha256(b"salt" + words.encode()).hexdigest()
    assert journal.text_id("salt", words) == f"text:{expected}"


def test_entries_are_replayed_by_clock_then_id():
    first, second, third = entry(1, id="sha256:f"), entry(2, id="sha256:a"), entry(2, id="sha256:b")
    for shuffled in ([third, second, first], [second, first, third]):
        assert journal.in_order(shuffled) == [first, second, third]


def test_replay_makes_rows_fills_columns_added_later_and_lets_the_last_entry_win():
    entries = [
        entry(1, images=(Image("codes", "c1", None, {"name": "MAT", "removed": 0}),)),
        entry(2, images=(Image("codes", "c1", {"name": "MAT"}, {"name": "MAT support"}),)),
        entry(3, images=(Image("codes", "c1", {"removed": 0}, {"removed": 1}),)),
    ]
    made = journal.replay(entries, {"codes": {"name": "", "note": "-", "removed": 0}, "cases": {}})
    assert made == {
        "codes": {"c1": {"name": "MAT support", "note": "-", "removed": 1}},
        "cases": {},
    }


def renamed(clock: int, id: str, name: str, **more: object) -> Entry:
    return entry(clock, id=id, images=(Image("codes", "c1", {}, {"name": name, **more}),))


class TestConflicts:
    BASE = renamed(1, "base", "union", position=1)

    def test_a_column_both_changed_is_listed_with_both_values(self):
        ours, theirs = renamed(2, "a", "union voice", position=2), renamed(2, "b", "unions")
        found = journal.conflicts([self.BASE, ours], [self.BASE, theirs], lambda a, b: a == b)
        assert found == (Conflict("codes", "c1", {"name": ("union voice", "unions")}),)

    def test_values_that_mean_the_same_are_no_conflict(self):
        ours, theirs = renamed(2, "a", "Unions"), renamed(2, "b", "UNIONS")
        same = lambda a, b: str(a).lower() == str(b).lower()  # noqa: E731
        assert journal.conflicts([self.BASE, ours], [self.BASE, theirs], same) == ()

    def test_what_a_known_entry_has_written_over_stands_in_neither_copy(self):
        """The other copy took in an earlier change, which what both know had already replaced."""
        known, late = renamed(5, "known", "union voice"), renamed(3, "late", "stewards")
        ours = renamed(6, "ours", "trade unions")
        found = journal.conflicts(
            [self.BASE, known, ours], [self.BASE, late, known], lambda a, b: a == b
        )
        assert found == ()


class TestUndoAndRedo:
    """Walking back through entries does what two stacks would do."""

    @settings(deadline=None)
    @given(st.lists(st.sampled_from(["change", "undo", "redo", "merge"]), max_size=40))
    def test_as_two_stacks_would(self, steps):
        made: list[Entry] = [entry(1, verb=journal.START, id="start", images=self.image())]
        done: list[str] = []
        undone: list[str] = []
        for number, step in enumerate(steps):
            if step == "change":
                made.append(entry(number + 2, id=f"{number}", images=self.image()))
                done.append(f"{number}")
                undone.clear()
            elif step == "merge":
                made.append(entry(number + 2, verb=journal.MERGE, id=f"{number}"))
                made.append(
                    entry(number + 2, verb=journal.MERGE, id=f"{number}m", images=self.image())
                )
            else:
                walk = journal.to_undo if step == "undo" else journal.to_redo
                found = walk(reversed(made), {each.id: each for each in made}.get)
                source, target = (done, undone) if step == "undo" else (undone, done)
                assert (found and self.original(made, found)) == (source[-1] if source else None)
                if found:
                    verb = journal.UNDO if step == "undo" else journal.REDO
                    images = self.image()
                    made.append(
                        entry(number + 2, verb=verb, id=f"{number}", undoes=found.id, images=images)
                    )
                    target.append(source.pop())

    @staticmethod
    def image() -> tuple[Image, ...]:
        return (Image("codes", "c1", {"position": 0}, {"position": 1}),)

    @staticmethod
    def original(made: list[Entry], found: Entry) -> str:
        """The change that an undo, or an undo of an undo, is about in the end."""
        by_id = {each.id: each for each in made}
        while found.undoes is not None:
            found = by_id[found.undoes]
        return found.id

    def test_the_start_of_a_project_is_never_undone(self):
        start = entry(1, verb=journal.START, images=self.image())
        assert journal.to_undo([start], {}.get) is None

    @settings(deadline=None, max_examples=300)
    @given(st.lists(st.tuples(st.sampled_from(["change", "undo", "redo", "merge"]), st.booleans())))
    def test_in_two_copies_what_the_newest_undo_or_redo_says_stands(self, steps):
        """One user works in two copies; each entry that stands is the newest that does."""
        copies: list[list[Entry]] = [[], []]
        about: dict[str, str] = {}
        for number, (step, second) in enumerate(steps):
            made, id = copies[second], f"{number:03}"
            if step == "merge":
                both = {each.id: each for each in copies[0] + copies[1]}
                copies[second] = journal.in_order(both.values())
                continue
            found = None
            if step != "change":
                walk = journal.to_undo if step == "undo" else journal.to_redo
                found = walk(reversed(made), {each.id: each for each in made}.get)
                assert (found and about[found.id]) == self.expected(made, about, step)
                if found is None:
                    continue
            about[id] = about[found.id] if found else id
            clock = 1 + max((each.clock for each in made), default=0)
            undoes = found.id if found else None
            made.append(entry(clock, id=id, verb=step, undoes=undoes, images=self.image()))

    @staticmethod
    def expected(made: list[Entry], about: dict[str, str], step: str) -> str | None:
        """Play the entries forwards: what stands, and what was undone since the last change."""
        stands: dict[str, bool] = {}
        undone: list[str] = []
        for each in made:
            change = about[each.id]
            stands[change] = each.verb != "undo"
            undone = [] if each.verb == "change" else [id for id in undone if id != change]
            undone += [change] if each.verb == "undo" else []
        if step == "redo":
            return undone[-1] if undone else None
        standing = [each.id for each in made if each.verb == "change" and stands[each.id]]
        return standing[-1] if standing else None
