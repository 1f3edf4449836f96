"""A draft of eight quotations in which every finding is known by hand, in each format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.drafts import DRAFT, LOOK, RIGHT, SOURCE, TOLD, Finding
from coder.operations.checking import Checked
from coder.store import Store

from .study import WRITERS, as_text, checked, found, odt_file, study

LOOK_AT = [
    ("1", "count"),
    ("2", "edited"),
    ("3", "other role"),
    ("3", "other school"),
    ("3", "other status"),
    ("4", "interviewer"),
    ("4", "other role"),
    ("6", "twice"),
    ("7", "not found"),
    ("7", "unread"),
]
WORTH_KNOWING = [
    ("1", "shorter"),
    ("2", "longer"),
    ("3", "shorter"),
    ("5", "shorter"),
    ("6", "shorter"),
    ("8", "unattributed"),
]
WORD_FOR_WORD = [(paragraph, "verbatim") for paragraph in "134568"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with study(tmp_path) as store:
        yield store


@pytest.mark.parametrize("format", WRITERS)
def test_every_finding_is_made_in_every_format(store: Store, tmp_path: Path, format: str) -> None:
    done = checked(store, WRITERS[format](tmp_path))
    assert found(done, LOOK) == LOOK_AT
    assert found(done, TOLD) == WORTH_KNOWING
    assert found(done, RIGHT) == WORD_FOR_WORD
    assert (done.quotations, done.phrases) == (8, 1)
    assert done.in_words == "8 quotations: 6 word for word, 1 edited, 1 not found"


def one(done: Checked, kind: str, paragraph: str) -> Finding:
    (found,) = (
        each
        for each in done.findings
        if each.kind == kind and done.numbers[each.paragraph] == paragraph
    )
    return found


def test_each_finding_says_what_and_where(store: Store, tmp_path: Path) -> None:
    done = checked(store, as_text(tmp_path))
    edited = one(done, "edited", "2")
    assert edited.said == "Edited without a mark: “months” for the source's “weeks”."
    assert done.places[edited.paragraph] == "paragraph 2 (line 9)"
    assert (edited.school, edited.role, edited.source_name, edited.turn) == (
        *("1a", "Teacher"),
        *("1a-talk.txt", 3),
    )
    assert edited.source_words == (
        "The behaviour policy came late. Pupils tested it for weeks, and then it held."
    )
    assert [(p.kind, p.words) for p in edited.pieces if p.kind != "same"] == [
        (DRAFT, "months"),
        (SOURCE, "weeks"),
    ]
    said = {
        ("other school", "3"): "The draft says 2a; the words are from 1a.",
        ("other role", "3"): "The draft says Governor; the source has Headteacher.",
        ("interviewer", "4"): "Words of the interviewer (turn 2): they are no evidence.",
        ("unread", "7"): "“School 11c” is no school of the project.",
        ("unattributed", "8"): "The draft does not say who spoke.",
        ("verbatim", "3"): "Word for word around its ellipses and brackets."
        " 3 words left out, as marked.",
    }
    assert {key: one(done, *key).said for key in said} == said
    assert "quoted before: paragraph 1 (line 5)" in one(done, "twice", "6").said
    assert one(done, "shorter", "1").said == (
        "Shorter than the coded passage: “, in every single meeting” after left out."
    )
    assert "“The behaviour policy came late.” before" in one(done, "longer", "2").said
    assert "2a, which is stuck" in one(done, "other status", "3").said


def test_a_count_stands_beside_the_projects_figure(store: Store, tmp_path: Path) -> None:
    count = one(checked(store, as_text(tmp_path)), "count", "1")
    # Of four schools 1a has it; nobody has read the others to the end, and 2b has no source.
    assert count.said == (
        "“Two of the four schools”, Union voice: In the project 1 of 4 schools have it, 0 do not,"
        " 3 are open. The draft may be right, if those that are open bear it out."
    )
    assert count.code == "Union voice"
    assert len(count.codings) == 1


def test_a_draft_that_is_right_has_nothing_to_look_at(store: Store, tmp_path: Path) -> None:
    words = "“The behaviour policy came late. Pupils tested it for weeks, and then it held.”"
    done = checked(store, as_text(tmp_path, (f"{words} (Teacher, School 1a)",)))
    assert not found(done, LOOK)
    assert found(done, RIGHT) == [("", "verbatim")]


def test_checking_leaves_no_trace_of_the_draft(store: Store, tmp_path: Path) -> None:
    head = store.head
    path = as_text(tmp_path)
    before = {each.name for each in tmp_path.iterdir()}
    checked(store, path)
    assert store.head == head
    store.checkpoint()
    assert {each.name for each in tmp_path.iterdir()} <= before
    for file in tmp_path.glob("study.coder*"):
        assert b"purple elephants" not in file.read_bytes()


def test_progress_is_told_for_every_quotation(store: Store, tmp_path: Path) -> None:
    from coder.operations.checking import check

    told: list[tuple[int, int]] = []
    check(store, "ann", as_text(tmp_path), lambda done, of: told.append((done, of)))
    assert told == [(done, 8) for done in range(8)]


def test_a_draft_of_marks_and_long_lines_is_read_in_a_moment(store: Store, tmp_path: Path) -> None:
    odd = (" 'x" * 20_000, "“" * 5_000, '"a b c d e f" ' * 5_000, "(" * 20_000, "1. " * 5_000)
    done = checked(store, as_text(tmp_path, odd))
    assert done.draft.paragraphs


def test_what_an_odt_holds_beside_its_text_is_told_of(store: Store, tmp_path: Path) -> None:
    body = (
        "<text:p>Well.</text:p><text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
    )
    (only,) = checked(store, odt_file(tmp_path, body)).findings
    assert (only.kind, only.level) == ("unread", TOLD)
    assert only.said == "Not checked: words deleted in tracked changes; left out."


def test_hidden_codings_of_others_are_not_told_of(store: Store, tmp_path: Path) -> None:
    from coder.operations.checking import check
    from coder.operations.project import set_setting
    from coder.operations.seeing import OTHERS

    path = as_text(tmp_path)
    set_setting(store, "ann", OTHERS, "hidden")
    done = check(store, "ben", path)
    assert "In the project 0 of 4 schools have it" in one(done, "count", "1").said
    assert "the turn, uncoded" in one(done, "shorter", "1").said
    assert ("2", "longer") not in found(done)
