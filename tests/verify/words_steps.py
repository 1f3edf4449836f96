"""What people write and judge in a project, in whatever words: steps as in `steps`."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import strategies as st

from coder.errors import NotFound
from coder.model import Case
from coder.operations import cases, coding, queries, turns, typing, withdrawing
from coder.operations.project import write_typology
from coder.rulefiles import typology_from_data
from coder.store import Store, judged, reads
from coder.store.undoing import redo, undo

from .steps import FEW, TYPOLOGY, USERS, Step, void

WORDS = st.sampled_from(
    [
        "=1+1",
        "-5",
        "'@x",
        "<b>a</b> & “q”",
        "a\u202eb\u200bc",
        "two\n\nparagraphs",
        " \t spaced  out ",
        "\x1b[31mred",
        "[withdrawn]",
        "`code`",
        "Ça va: naïve ≥ ½",
        "long " * 30,
    ]
)
ALL = ("memos", "names", "repeats")


def nth(things: Any, number: int) -> Any:
    """Return one of some things; where there is none, a step is passed over."""
    each = [*things]
    if not each:
        raise NotFound("There is none.")
    return each[number % len(each)]


def memo(user: str, one: int, words: str) -> Step:
    """A memo on somebody's coding, as by the one who coded: only those stand on the page."""

    def step(store: Store, _: list[str]) -> None:
        codings = reads.codings(store)
        mine = [each for each in codings if reads.users(store)[each.user].name == user]
        coding.add_memo(store, user, nth(mine or codings, one).guid, words)

    return step


def said(user: str, what: str, one: int, words: str) -> Step:
    """A review, an answer to a query, or its closing."""

    def step(store: Store, _: list[str]) -> None:
        if what in ("answer", "close"):
            asked = [q for of in queries.queries(store).values() for q in of]
            act = queries.answer if what == "answer" else queries.close
            act(store, user, nth(asked, one).review.guid, words)
        else:
            outcome = "Type B" if what == "overrule" else ""
            typing.review(store, user, nth(judged.typings(store), one), what, words, outcome)

    return step


def judge(user: str, case: int, what: str, words: str) -> Step:
    def step(store: Store, _: list[str]) -> None:
        found: Case = nth(reads.cases(store).values(), case)
        if what in ("Type A", "Type B", "neither type"):
            typing.decide(store, user, found, what, words)
        else:
            named = typing.attribute(store, what)
            typing.assess(store, user, found.guid, named, "contested", words)

    return step


def value(user: str, case: int, variable: str, words: str) -> Step:
    def step(store: Store, _: list[str]) -> None:
        found = nth(reads.cases(store), case)
        cases.set_value(store, user, found, variable, words, f"Why: {words}", words)

    return step


def voice(user: str, what: str, one: int, words: str) -> Step:
    """Something that is known otherwise of a speaker, or a turn that another says."""

    def step(store: Store, _: list[str]) -> None:
        speakers = [*reads.speakers(store).values()]
        found = nth(speakers, one)
        if what == "merge":
            turns.merge_speakers(store, user, found, nth(speakers, one + 1))
        elif what == "rename":
            turns.rename_speaker(store, user, found, words)
        elif what == "role":
            turns.set_role(store, user, found, words)
        elif what == "interviewer":
            turns.set_role(store, user, found, interviewer=True)
        else:
            there = [turn for of in reads.turns(store).values() for turn in of]
            turns.reassign_turn(store, user, nth(there, one), words[:20])

    return step


def leave(user: str, what: str, one: int) -> Step:
    """A speaker or a source is withdrawn."""

    def step(store: Store, _: list[str]) -> None:
        if what == "source":
            target = withdrawing.of_source(store, nth(reads.sources(store), one))
        elif what == "case":
            target = withdrawing.of_case(store, nth(reads.cases(store), one))
        else:
            target = withdrawing.of_speaker(store, nth(reads.speakers(store).values(), one))
        plan = withdrawing.plan(store, target, ALL if one % 2 else ())
        withdrawing.carry_out(store, user, plan, withdrawing.written(store, plan), "They asked.")

    return step


def rules(user: str, count: int) -> Step:
    """Another version of the rules, in which Type B needs so many."""

    def step(store: Store, _: list[str]) -> None:
        data: Any = tomllib.loads(TYPOLOGY)
        data["version"] = f"of {count}"
        data["types"][1]["count"] = count
        with store.change("use typology", user) as change:
            new = typology_from_data(data)
            write_typology(change, new, reads.setting(store, "readings", {}))

    return step


def back(user: str, act: Any) -> Step:
    return lambda store, _: void(act(store, user))


def uncode(user: str, one: int) -> Step:
    def step(store: Store, _: list[str]) -> None:
        coding.uncode(store, user, nth(reads.codings(store), one))

    return step


WORDED = st.one_of(
    st.builds(memo, USERS, FEW, WORDS),
    st.builds(
        said,
        USERS,
        st.sampled_from(["agree", "query", "query", "overrule", "answer", "close"]),
        FEW,
        WORDS,
    ),
    st.builds(
        judge,
        USERS,
        FEW,
        st.sampled_from(["Type A", "Type A", "Type B", "neither type", "unstable", "calm"]),
        WORDS,
    ),
    st.builds(value, USERS, FEW, st.sampled_from(["heads", "Area", "=note"]), WORDS),
    st.builds(
        voice,
        USERS,
        st.sampled_from(["merge", "rename", "role", "interviewer", "reassign"]),
        FEW,
        WORDS,
    ),
    st.builds(leave, USERS, st.sampled_from(["speaker", "speaker", "source", "case"]), FEW),
    st.builds(rules, USERS, st.integers(1, 3)),
    st.builds(back, USERS, st.sampled_from([undo, undo, redo])),
    st.builds(uncode, USERS, FEW),
)
