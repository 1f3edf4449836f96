"""What all the quotations of one school say of it, taken together; counted by hand."""

from __future__ import annotations

import pytest

from coder.disclosure import mosaic, mosaic_table
from coder.disclosure.published import Hidden
from coder.model import Case, CodeBook, Evidence, Passage, Source, Speaker, Turn

TEXT = "CEO: A new sponsor came.\nTeacher: We lost nine teachers.\nQ: When?\n"
SPONSOR, NINE, WHEN = Passage(5, 24), Passage(34, 57), Passage(61, 66)
HIDDEN = Hidden(
    schools={"a": "KX", "b": "BV"},
    sources={},
    users={},
    roles={"ceo of trust": "Trust leader"},
    identifying=("phase",),
    beside=("status",),
)


@pytest.fixture
def evidence() -> Evidence:
    """School a in two sources of the same words, school b in none, and a source of no school."""
    kept = {"1": "a", "2": "a", "3": None}
    voices = (("CEO of trust", SPONSOR), ("Teacher", NINE), ("Interviewer", WHEN))
    return Evidence(
        users={},
        cases={
            "a": Case("a", "8a", {"status": "stuck", "phase": "primary"}),
            "b": Case("b", "8b", {"status": "unstuck", "phase": "middle"}),
        },
        sources={s: Source(s, s, case, "", "", len(TEXT), 0, "") for s, case in kept.items()},
        speakers={
            f"{s}{role}": Speaker(f"{s}{role}", s, role, role, role == "Interviewer")
            for s in kept
            for role, _ in voices
        },
        turns={s: [Turn(f"{s}{role}", s, f"{s}{role}", at) for role, at in voices] for s in kept},
        codebook=CodeBook(()),
        codings=(),
        reads=(),
    )


PASSAGES = [
    *(("1", SPONSOR), ("1", SPONSOR), ("1", Passage(20, 57))),
    *(("2", NINE), ("2", WHEN), ("3", SPONSOR), ("gone", SPONSOR)),
]


def test_each_passage_counts_once_and_for_its_school_only(evidence: Evidence) -> None:
    said = {
        each.school: each for each in mosaic(evidence, {"1": TEXT, "2": TEXT}, PASSAGES, HIDDEN)
    }
    assert (said["a"].quotations, said["b"].quotations) == (4, 0)
    assert said["a"].roles == ("Trust leader", "Teacher")  # as published, without the interviewer
    assert said["a"].words == ("sponsor", "nine teachers")
    assert (said["b"].roles, said["b"].words) == ((), ())


@pytest.mark.parametrize("inside", [True, False])
def test_ids_and_what_a_school_is_alone_with_stay_inside_the_team(
    evidence: Evidence, inside: bool
) -> None:
    said = mosaic(evidence, {"1": TEXT, "2": TEXT}, PASSAGES, HIDDEN)
    table = mosaic_table(evidence, said, HIDDEN, 2, inside=inside)
    own = {"8a": ("8a", "phase"), "8b": ("8b", "phase")} if inside else {"8a": (), "8b": ()}
    assert [column.key for column in table.columns] == [
        "school",
        *(("id", "alone_on") if inside else ()),
        *("beside", "quotations", "roles", "words"),
    ]
    assert table.rows == (
        ("BV", *own["8b"], "status=unstuck", 0, "", ""),
        ("KX", *own["8a"], "status=stuck", 4, "Trust leader; Teacher", "sponsor; nine teachers"),
    )
