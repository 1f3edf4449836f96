"""Counting from columns gives the figures that counting codings one by one gives."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st
from slow_count import UNITS, studies
from small_evidence import Study

from coder.frequencies import Themes, themes, themes_table
from coder.frequencies.cooccurrence import CoOccurrence, cooccurrence
from coder.frequencies.packing import Marks, Turns, packed
from coder.frequencies.quotes import quotes
from coder.frequencies.roles import roles
from coder.model import Columns, Evidence, RoleGroups, Table


def columns(evidence: Evidence) -> Columns:
    """The same turns and codings, as a project file gives them: turns in any order."""
    guids = sorted({each for coding in evidence.codings for each in (coding.code, coding.user)})
    number = {guid: at for at, guid in enumerate(guids, 7)}
    marks = {
        source: Marks(*zip(*each, strict=True))
        for source in {coding.source for coding in evidence.codings}
        if (
            each := [
                (number[c.code], number[c.user], c.passage.start, c.passage.end)
                for c in evidence.codings
                if c.source == source
            ]
        )
    }
    turns = {
        source: Turns(
            [turn.passage.start for turn in here[::-1]],
            [turn.passage.end for turn in here[::-1]],
            [int(evidence.speakers[str(turn.speaker)].interviewer) for turn in here[::-1]],
            [str(turn.speaker) for turn in here[::-1]],
        )
        for source, here in evidence.turns.items()
    }
    return Columns(
        {at: guid for guid, at in number.items()},
        {
            source: packed(marks.get(source, Marks()), turns.get(source, Turns()))
            for source in marks.keys() | turns.keys()
        },
    )


@settings(max_examples=300, deadline=None)
@given(
    studies(),
    st.sampled_from(UNITS),
    st.sampled_from([None, "status", "role", "user"]),
    st.sampled_from(["any", "all", "ann"]),
    st.booleans(),
)
def test_columns_give_the_same_table(
    study: Study, unit: str, by: str | None, users: str, roll_up: bool
) -> None:
    evidence = study.evidence
    if by == "status" and not any(case.values for case in evidence.cases.values()):
        by = None
    lean = replace(evidence, turns={}, codings=())

    def counted(seen: Evidence, given: Columns | None) -> Themes:
        return themes(seen, unit=unit, by=by, users=users, roll_up=roll_up, columns=given)

    expected = themes_table(counted(evidence, None))
    found = themes_table(counted(lean, columns(evidence)))
    assert (found.columns, found.rows, found.notes) == (
        expected.columns,
        expected.rows,
        expected.notes,
    )


@settings(max_examples=100, deadline=None)
@given(
    studies(),
    st.sampled_from(["schools", "sources"]),
    st.sampled_from(["any", "all", "ann"]),
    st.booleans(),
)
def test_columns_give_the_same_table_of_roles(
    study: Study, unit: str, users: str, roll_up: bool
) -> None:
    evidence = study.evidence
    grouped = RoleGroups({"lead": ("Governor",), "teach": ("Teacher",)}, ("lead", "teach"), "")
    lean = replace(evidence, turns={}, codings=())

    def counted(seen: Evidence, given: Columns | None) -> Table:
        return roles(seen, grouped, unit=unit, users=users, roll_up=roll_up, columns=given)

    expected, found = counted(evidence, None), counted(lean, columns(evidence))
    assert replace(found, codings={}) == replace(expected, codings={})


@settings(max_examples=200, deadline=None)
@given(
    studies(),
    st.sampled_from(["overlap", "sentence", "turn", "source"]),
    st.sampled_from(["places", "sources", "schools"]),
    st.sampled_from(["any", "all", "ann"]),
    st.booleans(),
    st.lists(st.integers(1, 12), max_size=8),
)
def test_columns_give_the_same_table_of_themes_together(
    study: Study, near: str, unit: str, users: str, roll_up: bool, lengths: list[int]
) -> None:
    evidence = study.evidence
    ends = list(accumulate(lengths))
    offsets = [point for each in zip([0, *ends], ends, strict=False) for point in each]
    sentences = dict.fromkeys(list(evidence.sources)[:2], offsets)
    lean = replace(evidence, turns={}, codings=(), speakers={})

    def counted(seen: Evidence, given: Columns | None) -> CoOccurrence:
        return cooccurrence(
            seen, sentences, near=near, unit=unit, users=users, roll_up=roll_up, columns=given
        )

    expected, found = counted(evidence, None), counted(lean, columns(evidence))
    assert replace(found.table, codings={}) == replace(expected.table, codings={})
    assert list(found.records) == list(expected.records)


@settings(max_examples=200, deadline=None)
@given(
    studies(),
    st.sampled_from(["any", "all", "ann"]),
    st.sampled_from([None, "code 0", "code 1"]),
    st.sampled_from([None, "0a"]),
    st.sampled_from([None, ("status", "s"), ("status", "not stated"), ("role", "Teacher")]),
)
def test_columns_give_the_same_quotations(
    study: Study, users: str, code: str | None, case: str | None, group: tuple[str, str] | None
) -> None:
    evidence = study.evidence
    code = code if code in study.codes else None
    lean = replace(evidence, turns={}, codings=())
    texts = {source: "".join(map(chr, range(97, 165))) for source in evidence.sources}

    def counted(seen: Evidence, given: Columns | None) -> Table:
        limits = {"code": code, "case": case, "group": group}
        return quotes(seen, texts, users=users, columns=given, **limits)  # type: ignore[arg-type]

    expected, found = counted(evidence, None), counted(lean, columns(evidence))
    assert replace(found, codings={}) == replace(expected, codings={})
