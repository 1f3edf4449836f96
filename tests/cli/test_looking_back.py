"""`--as-at`, `coder changes` and the history of a passage, as they are typed."""

from __future__ import annotations

import pytest


def codings(answer) -> set[str]:
    return {record["guid"] for record in answer.json}


@pytest.fixture
def then(demo, cli) -> str:
    """The entry before ann coded, assessed and decided."""
    entry = cli("history", "--limit", "1", "--format", "json").json[0]["id"]
    cli("code", "8a", "Union voice", "--quote", "the staff are very militant")
    because = ("--because", "Five heads in six years.")
    cli("assess", "8a", "settled-leadership-team", "not met", *because)
    cli("decide", "8a", "Type A", *because)
    return entry


def test_lists_tables_and_typing_are_shown_as_they_were(cli, then):
    was = cli("list", "codings", "--as-at", then, "--format", "json")
    now = cli("list", "codings", "--format", "json")
    assert len(codings(now) - codings(was)) == 1
    assert then in was.err
    for command in (("table", "themes"), ("table", "coverage"), ("table", "matrix"), ("type",)):
        table = cli(*command, "--as-at", then, "--format", "md")
        assert then in table.out
    settled = [
        record["unknown"] for record in cli("type", "8a", "--format", "json", "--as-at", then).json
    ]
    assert any("settled-leadership-team" in unknown for unknown in settled)
    assert "not decided" in cli("type", "--as-at", then, "--format", "csv").out


def test_the_first_twelve_letters_of_an_entry_are_enough(cli, then):
    whole = cli("list", "codings", "--as-at", then, "--format", "csv").out
    short = then.removeprefix("sha256:")[:12]
    assert cli("list", "codings", "--as-at", short, "--format", "csv").out == whole


def test_changes_since_then_are_what_was_done(cli, then):
    found = cli("changes", then, "--format", "json").json
    assert [(record["kind"], record["thing"]) for record in found] == [
        ("coding", "8a.txt, by ann"),
        ("status", "8a: Settled leadership team"),
        ("decision", "8a"),
    ]
    assert cli("changes", then, then, "--format", "json").json == []


def test_the_history_of_a_passage_is_what_stood_on_it(cli, then):
    start, end = 705, 732  # “the staff are very militant”, counted in transcripts/8a.txt
    rows = cli("history", "--passage", "8a", f"{start}:{end}", "--format", "json").json
    assert ("ann", "apply code") in {(row["user"], row["verb"]) for row in rows}
    assert {row["verb"] for row in rows} == {"apply code"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("table", "themes", "--as-at", "yesterday"), "neither an entry nor a time"),
        (("type", "--as-at", "2001-01-01"), "had not begun"),
        (("changes", "000000000000"), "no one entry"),
        (("history", "--about", "8a", "--passage", "8a", "0:5"), "not both"),
    ],
)
def test_what_is_no_moment_is_said_in_a_sentence(demo, cli, words, sentence):
    answer = cli(*words, code=2)
    assert sentence in answer.err
    assert answer.out == ""
