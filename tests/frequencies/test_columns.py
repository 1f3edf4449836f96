"""Counting from columns gives the figures that counting codings one by one gives."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from slow_count import studies
from small_evidence import Study

from coder.frequencies import Themes, themes, themes_table
from coder.model import Columns, Evidence


def columns(evidence: Evidence) -> Columns:
    """The same turns and codings, as a project file gives them: turns in any order."""
    codings: dict[str, tuple[list[str], list[str], list[int]]] = {}
    for coding in evidence.codings:
        codes, users, offsets = codings.setdefault(coding.source, ([], [], []))
        codes.append(coding.code)
        users.append(coding.user)
        offsets += [coding.passage.start, coding.passage.end]
    turns = {}
    for source, here in evidence.turns.items():
        turned = here[::-1]
        asked = "".join(str(int(evidence.speakers[str(t.speaker)].interviewer)) for t in turned)
        turns[source] = [p for t in turned for p in (t.passage.start, t.passage.end)], asked
    return Columns(codings, turns)


@settings(max_examples=300, deadline=None)
@given(
    studies(),
    st.sampled_from(["schools", "sources"]),
    st.sampled_from([None, "status", "user"]),
    st.sampled_from(["any", "all", "ann"]),
    st.booleans(),
)
def test_columns_give_the_same_table(
    study: Study, unit: str, by: str | None, users: str, roll_up: bool
) -> None:
    evidence = study.evidence
    if by == "status" and not any(case.values for case in evidence.cases.values()):
        by = None
    lean = replace(evidence, turns={}, codings=(), speakers={})

    def counted(seen: Evidence, given: Columns | None) -> Themes:
        return themes(seen, unit=unit, by=by, users=users, roll_up=roll_up, columns=given)

    expected = themes_table(counted(evidence, None))
    found = themes_table(counted(lean, columns(evidence)))
    assert (found.columns, found.rows, found.notes) == (
        expected.columns,
        expected.rows,
        expected.notes,
    )
