"""What people do in a project, step by step, by the program's own operations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from coder.model import Case, Passage
from coder.operations import cases, codes, coding, inspections, typing
from coder.operations import settings as chosen
from coder.store import Store, reads

CODEBOOK = """
name = "small"
version = "1"
[[codes]]
name = "Heads"
[[codes]]
name = "Many heads"
parent = "Heads"
[[codes]]
name = "Calm"
[[codes]]
name = "Union"
[[codes]]
name = "Other"
"""

TYPOLOGY = """
name = "small"
version = "1"
source = "Made up, for tests."
contradictory = [["unstable", "calm"]]
[frame]
status = "stuck"
[history]
from = "2006-09-01"
to = "2019-08-31"
full_inspections = 2
variable = "status"
before = "before"
good = "good"
[[readings]]
id = "two"
phrase = "just two"
options = ["exactly", "at least"]
default = "exactly"
[[readings]]
id = "years"
phrase = "every two years"
options = ["heads", "changes"]
default = "heads"
[[readings]]
id = "before"
phrase = "two before"
options = ["at least", "exactly"]
default = "at least"
[[readings]]
id = "good"
phrase = "good"
options = ["good or outstanding", "good alone"]
default = "good alone"
[[attributes]]
id = "unstable"
name = "Unstable"
definition = "Heads come and go."
paragraphs = [1, 2, 3]
codes_for = ["Heads"]
codes_against = ["Calm"]
[[attributes.measures]]
name = "short"
[[attributes.measures.conditions]]
variable = "years"
per = "heads"
at_most = 2
reading = "years"
[[attributes]]
id = "union"
name = "Union"
codes_for = ["Union"]
least = { speakers = 2 }
[[attributes.measures]]
name = "turnover"
[[attributes.measures.conditions]]
variable = "turnover"
open = "at_least"
[[attributes]]
id = "calm"
name = "Calm"
codes_for = ["Calm", "Other"]
codes_against = ["Union"]
[[types]]
id = "A"
name = "A"
attributes = ["unstable", "union"]
count = 1
quantifier = "at least"
phrase = "any of these"
paragraphs = [4]
[[types]]
id = "B"
name = "B"
attributes = ["unstable", "union", "calm"]
count = 2
quantifier = "two"
"""

USERS = st.sampled_from(["ann", "bea", "cy"])
FEW = st.integers(0, 5)
LENGTH = 60

Step = Callable[[Store, list[str]], None]


def nth(things: Any, number: int) -> Any:
    """Return one of some things, whichever number is meant."""
    return [*things][number % len(things)]


@st.composite
def imports(draw: st.DrawFn) -> Step:
    """A transcript whose turns touch, overlap or leave gaps; or a corrected version of one."""
    case = draw(st.integers(0, 2))
    extracts, version, user = draw(st.tuples(st.booleans(), st.booleans(), USERS))
    voices = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["Teacher", "teacher ", "Head", ""]),
                st.sampled_from(["Teacher", "Teacher 1", "Teacher 2", "Ms X"]),
                st.booleans(),
                st.integers(0, 4).map(lambda n: n == 0),
            ),
            min_size=1,
            max_size=3,
        )
    )
    turns = draw(
        st.lists(st.tuples(st.integers(0, LENGTH - 2), st.integers(1, 30), FEW), max_size=6)
    )

    return imported(user, case, (extracts, version), voices, turns)


def imported(
    user: str,
    case: int,
    kind: tuple[bool, bool],
    voices: list[tuple[str, str, bool, bool]],
    turns: list[tuple[int, int, int]],
) -> Step:
    """Return what imports a source: extracts or not, a new version of the first or not."""
    extracts, version = kind

    def step(store: Store, _: list[str]) -> None:
        words = "word " * (LENGTH // 5)
        known = list(store.rows("SELECT guid, since FROM sources ORDER BY rowid"))
        with store.change("import source", user) as change:
            row = {
                "name": f"{len(known)}.txt",
                "case": nth([None, *reads.cases(store)], case),
                "kind": "extracts" if extracts else "interview",
                "text": change.text(words),
                "length": len(words),
                "sha256": hashlib.sha256(words.encode()).hexdigest(),
            }
            if version and known:
                first = reads.row(store, "sources", known[0][0])
                row |= {"original": first["original"] or known[0][0], "corrects": known[0][0]}
                row["since"] = change.time
            source = change.insert("sources", row)
            speakers = [
                change.insert(
                    "speakers",
                    {
                        "source": source,
                        "role": role,
                        "name": change.text(name),
                        "numbered": numbered,
                        "interviewer": asks,
                    },
                )
                for role, name, numbered, asks in voices
            ]
            for start, length, who in turns:
                passage = f"{start}:{min(start + length, len(words))}"
                speaker = nth([None, *speakers, *speakers], who)
                change.insert("turns", {"source": source, "speaker": speaker, "passage": passage})

    return step


def _sources(store: Store) -> list[str]:
    return [guid for (guid,) in store.rows("SELECT guid FROM sources ORDER BY rowid")]


def _codes(store: Store) -> list[str]:
    return [guid for (guid,) in store.rows("SELECT guid FROM codes ORDER BY rowid")]


def apply(user: str, source: int, start: int, length: int, code: int) -> Step:
    def step(store: Store, _: list[str]) -> None:
        passage = Passage(start, min(start + length, LENGTH))
        coding.apply_code(
            store, user, nth(_sources(store), source), passage, nth(_codes(store), code)
        )

    return step


def codebook(user: str, what: str, one: int, other: int) -> Step:
    def step(store: Store, _: list[str]) -> None:
        code, to = nth(_codes(store), one), nth(_codes(store), other)
        if what == "merge":
            codes.merge_codes(store, user, code, to)
        elif what == "move":
            codes.move_code(store, user, code, to)
        elif what == "retire":
            codes.retire_code(store, user, code)
        elif what == "rename":
            codes.edit_code(store, user, code, name=nth(["Heads", "Calm", "Union", "New"], other))
        else:
            codes.edit_code(store, user, code, definition=f"It means {other}.")

    return step


def read(user: str, source: int) -> Step:
    return lambda store, _: void(coding.mark_read(store, user, nth(_sources(store), source)))


def void(_: object) -> None:
    return None


def value(user: str, case: int, variable: str, words: str) -> Step:
    def step(store: Store, _: list[str]) -> None:
        cases.set_value(store, user, nth(reads.cases(store), case), variable, words)

    return step


def inspect(user: str, case: int, year: int, kind: str, grade: str) -> Step:
    def step(store: Store, _: list[str]) -> None:
        name = nth(reads.cases(store).values(), case).name
        each = inspections.inspection(f"{2005 + year}-03-01", kind, grade)
        inspections.add_inspections(store, user, [(name, each)])

    return step


def judge(user: str, case: int, what: str, status: str) -> Step:
    def step(store: Store, decided: list[str]) -> None:
        found: Case = nth(reads.cases(store).values(), case)
        if what == "decide":
            decided.append(typing.decide(store, user, found, "Type A", "So it is."))
        else:
            typing.assess(store, user, found.guid, typing.attribute(store, what), status, "I say.")

    return step


def setting(user: str, chosen_: tuple[str, str]) -> Step:
    return lambda store, _: void(chosen.choose(store, user, *chosen_))


CHOICES = [
    ("two", "at least"),
    ("years", "changes"),
    ("before", "exactly"),
    ("good", "good or outstanding"),
    ("others' codings", "hidden"),
    ("others' codings", "shown"),
    ("least passages", "2"),
    ("least roles", "2"),
    ("threshold of turnover", "40"),
]
APPLY = st.builds(apply, USERS, FEW, st.integers(0, LENGTH - 2), st.integers(1, 20), FEW)
STEPS = st.one_of(
    imports(),
    APPLY,
    APPLY,
    APPLY,
    st.builds(
        codebook, USERS, st.sampled_from(["merge", "move", "retire", "rename", "define"]), FEW, FEW
    ),
    st.builds(read, USERS, FEW),
    st.builds(
        value,
        USERS,
        FEW,
        st.sampled_from(["years", "heads", "turnover", "status", "Status"]),
        st.sampled_from(["0", "1", "2", "3", "4.5", "0.3", "60", "stuck", "Stuck ", "unstuck", ""]),
    ),
    st.builds(
        inspect,
        USERS,
        FEW,
        st.integers(0, 16),
        st.sampled_from(["full", "full", "short", "monitoring"]),
        st.sampled_from(["good", "outstanding", "inadequate", "requires improvement"]),
    ),
    st.builds(
        judge,
        USERS,
        FEW,
        st.sampled_from(["decide", "decide", "unstable", "union", "calm"]),
        st.sampled_from(["met", "not met", "contested"]),
    ),
    st.builds(setting, USERS, st.sampled_from(CHOICES)),
)
